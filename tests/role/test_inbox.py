"""A first morning: what cannot wait, whose it is to decide, and what the minutes have room for."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from course.case import sample_cases
from course.cases.seeding import generator
from course.catalog import best_plan, full_mark_plans
from course.decisions.plan_schema import validated
from course.units.role.case import RoleCase
from course.units.role.the_manager.authority_roles_model import CEO, COUNSEL, HANDS, LATER, MEDICAL_STAFF, NOW, YOU
from course.units.role.the_manager.inbox_decision import (
    PLACES,
    TriageDecision,
    begun_at,
    minutes_used,
    outcome,
    promises,
)
from course.units.role.the_manager.inbox_draw import (
    CLOCKS,
    HAND_OVER_MINUTES,
    KEYS,
    SHOUTS,
    Inbox,
    clock_time,
    draw,
    wrenfield,
)
from course.units.role.the_manager.letters_model import LETTERS

STORY = TriageDecision(wrenfield())
BEST = best_plan(STORY)
LEARNERS = [TriageDecision(RoleCase(f"learner-{i}").inbox) for i in range(200)]
FEW = [pytest.param(d, id=f"learner-{i}") for i, d in enumerate(LEARNERS[:8])]


def kept(decision: TriageDecision, plan: dict) -> dict[str, float]:
    return {p.name: p.share for p in promises(decision.inbox, plan)}


def named(decision: TriageDecision, plan: dict) -> set[str]:
    return {slip.name for slip in decision.slips() if callable(slip.gives) and slip.gives(plan)}


# ---------------------------------------------------------------- the morning's arithmetic


def test_the_first_three_are_begun_one_after_the_other() -> None:
    """A hand-over takes five minutes; payroll, done by hand, begins when two hand-overs are made."""
    plan = BEST | {"emtala": "nursing", "safety_event": "safety", "payroll": NOW}
    plan |= {"first": "emtala", "second": "safety_event", "third": "payroll"}
    assert begun_at(STORY.inbox, plan) == {"emtala": 0, "safety_event": 5, "payroll": 10}


def test_what_is_named_twice_is_begun_once() -> None:
    plan = BEST | {"first": "payroll", "second": "payroll", "third": "emtala"}
    assert begun_at(STORY.inbox, plan) == {"payroll": 0, "emtala": STORY.inbox.items["payroll"].minutes}


def test_a_morning_of_hand_overs_takes_five_minutes_each() -> None:
    plan = dict.fromkeys(STORY.inbox.items, "nursing") | dict(zip(PLACES, KEYS, strict=False))
    assert minutes_used(STORY.inbox, plan) == 12 * HAND_OVER_MINUTES


def test_leaving_everything_takes_no_minute_of_this_morning() -> None:
    assert minutes_used(STORY.inbox, STORY.nothing()) == 0


def test_the_clock_on_the_wall() -> None:
    assert [clock_time(minute) for minute in (0, 10, 60, 75)] == ["8:00", "8:10", "9:00", "9:15"]


def test_a_matter_begun_one_minute_late_is_late() -> None:
    """The emergency department needs someone by 8:10; twenty minutes of payroll come first."""
    plan = BEST | {"first": "payroll", "second": "emtala", "third": "safety_event"}
    assert "emtala" in outcome(STORY.inbox, plan).late
    later = dict(STORY.inbox.items) | {"emtala": replace(STORY.inbox.items["emtala"], begin_by_minute=20)}
    assert "emtala" in outcome(replace(STORY.inbox, items=MappingProxyType(later)), plan).in_time


# ---------------------------------------------------------------- what a plan earns


def test_the_storys_morning_has_seventy_two_plans_that_earn_everything() -> None:
    """Counted again by a plain walk over the hands that each matter allows."""
    keys = list(STORY.inbox.items)
    clocks = [item.key for item in STORY.inbox.clocks]
    count = 0
    for order in itertools.permutations(clocks):
        for hands in itertools.product(*(STORY.inbox.items[key].hands for key in keys)):
            taken = dict(zip(keys, hands, strict=True))
            minutes = {k: {NOW: STORY.inbox.items[k].minutes, LATER: 0}.get(taken[k], 5) for k in keys}
            begins = list(itertools.accumulate((minutes[k] for k in order), initial=0))
            in_time = all(b <= STORY.inbox.items[k].begin_by_minute for b, k in zip(begins, order, strict=False))
            count += in_time and sum(minutes.values()) <= STORY.inbox.minutes
    assert STORY.full_mark_count == count == 72


@pytest.mark.parametrize("decision", FEW)
def test_a_clock_missed_costs_more_than_its_part_of_the_weight(decision: TriageDecision) -> None:
    plan = best_plan(decision)
    last = decision.inbox.items[plan["third"]]
    other = next(item.key for item in decision.inbox.items.values() if not item.has_clock and not item.shouts)
    missed = plan | {"third": other}
    assert kept(decision, missed)["Clocks"] == pytest.approx(2 / 3)
    assert decision.scorecard(missed).share < 1 - 0.35 / 3
    assert last.key in outcome(decision.inbox, missed).left_out


@pytest.mark.parametrize("decision", FEW)
def test_each_promise_can_be_broken_by_itself(decision: TriageDecision) -> None:
    plan = best_plan(decision)
    theirs = next(item.key for item in decision.inbox.items.values() if item.hands == {MEDICAL_STAFF})
    wide = replace(decision.inbox, minutes=1_000)
    assert kept(TriageDecision(wide), plan | {theirs: "finance"}) == {
        **dict.fromkeys(kept(decision, plan), 1.0),
        "Authority": pytest.approx(kept(decision, plan | {theirs: "finance"})["Authority"]),
    }
    assert kept(decision, plan | {"family": "nursing"})["Only you"] < 1
    narrow = TriageDecision(replace(decision.inbox, minutes=5))
    assert kept(narrow, plan)["Morning"] == 0
    assert {name for name, share in kept(narrow, plan).items() if share == 1} == {"Clocks", "Authority", "Only you"}


def test_handing_a_clock_to_someone_who_cannot_act_is_no_help() -> None:
    plan = BEST | {"emtala": "finance"}
    assert outcome(STORY.inbox, plan).wrong_hand == ("emtala",)
    assert kept(STORY, plan)["Clocks"] == pytest.approx(2 / 3)


def test_the_messages_say_where_to_look_and_not_what_to_do() -> None:
    """Wrong places are named, right hands are not."""
    plan = BEST | {"press": "finance", "payroll": "finance", "first": "press"}
    said = " ".join(p.say for p in promises(STORY.inbox, plan))
    assert "press" in said and "payroll" in said
    assert not any(hand in said.split() for hand in HANDS if hand not in (NOW, LATER))


def test_a_matter_in_a_wrong_hand_is_told_why_that_hand_and_never_whose_it_is() -> None:
    """Whoever holds the office may decide much; a complaint is somebody's job all the same."""
    for hand in HANDS:
        says = {p.name: p.say for p in promises(STORY.inbox, BEST | {"complaint": hand})}["Authority"]
        right = STORY.inbox.items["complaint"].hands
        if hand not in right:
            assert says.startswith(
                "1 lies with somebody whose job it is not; look again at complaint. About complaint: "
            )
            assert not any(name in says for name in (*right, "advocate"))


@pytest.mark.parametrize("field", ["hands", "minutes", "begin_by_minute"])
def test_every_figure_of_a_matter_is_live(field: str) -> None:
    other = {"hands": frozenset({COUNSEL}), "minutes": 999, "begin_by_minute": 0}[field]
    key = "payroll"
    items = dict(STORY.inbox.items) | {key: replace(STORY.inbox.items[key], **{field: other})}
    plan = BEST | {"first": "emtala", "second": "safety_event", "third": key}
    moved = TriageDecision(Inbox(MappingProxyType(items), STORY.inbox.minutes))
    assert moved.scorecard(plan).share < STORY.scorecard(plan).share == 1


# ---------------------------------------------------------------- slips


def first_loud(decision: TriageDecision) -> str:
    return next(item.key for item in decision.inbox.items.values() if item.shouts)


def doctors_matter(decision: TriageDecision) -> str:
    return next(item.key for item in decision.inbox.items.values() if item.owner == MEDICAL_STAFF)


SHOWN: dict[str, Callable[[TriageDecision, dict], dict]] = {
    "the loudest first": lambda d, plan: plan | {"first": first_loud(d)},
    "the medical staff's job": lambda d, plan: plan | {doctors_matter(d): NOW},
    "everything is urgent": lambda d, plan: plan | dict.fromkeys(d.inbox.items, NOW),
    "only you could": lambda d, plan: plan | {"family": "patient_relations"},
    "a clock left for later": lambda d, plan: plan | {d.inbox.clocks[0].key: LATER},
    "everything upstairs": lambda d, plan: plan | dict.fromkeys(("emtala", "privacy", "press", "complaint"), CEO),
}


@pytest.mark.parametrize("name", list(SHOWN))
def test_a_slip_is_recognized_and_costs_marks_on_every_learners_morning(name: str) -> None:
    for decision in LEARNERS:
        plan = SHOWN[name](decision, best_plan(decision))
        assert name in named(decision, plan)
        assert not decision.scorecard(plan).full


def test_every_slip_is_shown_here() -> None:
    assert set(SHOWN) == {slip.name for slip in STORY.slips()}


def test_no_slip_is_named_in_a_plan_that_earns_everything() -> None:
    for decision in LEARNERS:
        for plan in full_mark_plans(decision, 20):
            assert named(decision, plan) == set()


# ---------------------------------------------------------------- every learner's morning


def test_every_learner_has_at_least_four_plans_that_earn_everything() -> None:
    for decision in LEARNERS:
        found = full_mark_plans(decision, 4)
        assert len({json.dumps(plan, sort_keys=True) for plan in found}) == 4


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
        assert len(decision.inbox.clocks) == CLOCKS == 3
        loud = [item for item in items.values() if item.shouts]
        assert len(loud) == SHOUTS and not any(item.has_clock for item in loud)
        assert [item.key for item in loud] == list(items)[:SHOUTS]


def test_the_hour_of_each_clock_stands_in_its_text() -> None:
    for decision in LEARNERS:
        for item in decision.inbox.clocks:
            assert clock_time(item.begin_by_minute) in item.text
        assert not any("{" in item.text for item in decision.inbox.items.values())


def test_mornings_differ_between_learners_and_stay_with_one() -> None:
    assert len({json.dumps([i.text for i in d.inbox.items.values()]) for d in LEARNERS}) == len(LEARNERS)
    assert draw(generator("01_role", "inbox", "ana")) == draw(generator("01_role", "inbox", "ana"))


def test_another_learners_plan_seldom_earns_everything() -> None:
    plan = best_plan(LEARNERS[0])
    assert sum(decision.scorecard(plan).full for decision in LEARNERS[1:]) <= 4


def test_each_matter_that_may_have_a_clock_has_one_for_some_and_none_for_others() -> None:
    timed = {letter.key for letter in LETTERS if letter.begin_by}
    for key in timed:
        seen = {decision.inbox.items[key].has_clock for decision in LEARNERS}
        assert seen == {True, False}, key


def test_every_letter_names_hands_that_there_are() -> None:
    for letter in LETTERS:
        assert letter.hands and set(letter.hands) <= set(HANDS)
        assert letter.owner == YOU or letter.owner in letter.hands
        assert letter.owner != YOU or NOW in letter.hands or LATER in letter.hands
        assert not (letter.begin_by and letter.may_shout)
        assert letter.minutes % 5 == 0


def test_plans_fit_the_schema_that_a_learner_types_against() -> None:
    rng = np.random.default_rng(3)
    for plan in (STORY.nothing(), STORY.random(rng), BEST):
        assert json.loads(json.dumps(plan)) == plan
        assert validated(plan, STORY.schema, STORY.name) == plan


def test_the_case_is_found_by_its_module() -> None:
    case = sample_cases("01_role", 1)[0]
    assert case.inbox == RoleCase("sample-0").inbox
    assert case.name.endswith("Memorial Hospital")
    assert len(case.case_id) == 8
