"""The mornings that learners are dealt."""

from __future__ import annotations

import json

import numpy as np

from course.case import case_for, sample_cases
from course.cases.seeding import generator
from course.catalog import best_plan
from course.units.role.the_manager.inbox_decision import InboxDecision
from course.units.role.the_manager.inbox_draw import CLOCK_COUNT, SHOUT_COUNT, draw
from course.units.role.the_manager.inbox_key_model import has_clock
from course.units.role.the_manager.inbox_letters_model import KEYS
from course.units.role.the_manager.inbox_model import clock_time
from course.units.role.the_manager.letters_model import LETTERS
from tests.support.when_asked import WhenAsked
from tests.units.role.learners import LEARNERS as CASES

LEARNERS = WhenAsked(lambda: [InboxDecision(my.inbox) for my in CASES])


def test_guessing_earns_a_third_at_most_and_leaving_everything_a_fifth() -> None:
    for i, decision in enumerate(LEARNERS):
        assert decision.scorecard(decision.nothing()).share <= 0.20
        if i < 20:
            rng = np.random.default_rng(i)
            assert np.mean([decision.scorecard(decision.random(rng)).share for _ in range(40)]) <= 0.35


def test_every_morning_has_twelve_matters_three_clocks_and_three_loud_senders_who_have_none() -> None:
    for decision in LEARNERS:
        items = decision.inbox.items
        assert set(items) == set(KEYS) and len(items) == 12
        assert len(decision.clocks) == CLOCK_COUNT == 3
        loud = [item for item in items.values() if item.shouts]
        assert len(loud) == SHOUT_COUNT and not any(has_clock(item) for item in loud)
        assert [item.key for item in loud] == list(items)[:SHOUT_COUNT]


def test_the_hour_of_each_clock_stands_in_its_text() -> None:
    for decision in LEARNERS:
        for item in decision.clocks:
            assert clock_time(item.hour_minute) in item.text
        assert not any("{" in item.text for item in decision.inbox.items.values())


def test_an_hour_that_a_matter_holds_stands_in_its_letter_and_tells_nothing_of_clocks() -> None:
    """Whoever prints the inbox reads what the letters say."""
    for decision in LEARNERS[:50]:
        named = [item for item in decision.inbox.items.values() if item.hour_minute is not None]
        hours = {240: "noon"}
        assert all(hours.get(i.hour_minute, clock_time(i.hour_minute)) in i.text for i in named)
        assert any(not has_clock(item) for item in named)
        shown = repr(decision.inbox)
        assert not any(word in shown for word in ("roles", "owner", "why", "begin_by", "medical_staff'"))


def test_mornings_differ_between_learners_and_stay_with_one() -> None:
    assert len({json.dumps([i.text for i in d.inbox.items.values()]) for d in LEARNERS}) == len(LEARNERS)
    assert draw(generator("01_role", "inbox", "ana")) == draw(generator("01_role", "inbox", "ana"))


def test_another_learners_plan_seldom_earns_everything() -> None:
    plan = best_plan(LEARNERS[0])
    assert sum(decision.scorecard(plan).full for decision in LEARNERS[1:]) <= 4


def test_each_matter_that_may_have_a_clock_has_one_for_some_and_none_for_others() -> None:
    timed = {letter.key for letter in LETTERS if letter.begin_by}
    for key in timed:
        seen = {has_clock(decision.inbox.items[key]) for decision in LEARNERS}
        assert seen == {True, False}, key


def test_the_case_is_found_by_its_module() -> None:
    case = sample_cases("01_role", 1)[0]
    assert case.inbox == case_for("01_role", "sample-0").inbox
    assert case.name.endswith("Memorial Hospital")
    assert len(case.case_id) == 8
