"""The inbox lab: what each choice does to the picture, the sentence and the kept plan."""

from __future__ import annotations

import io
import itertools
import json

import numpy as np
import pytest
from PIL import Image

from course.case import case_for
from course.catalog import best_plan
from course.decisions.plan_file import kept_plan
from course.decisions.plan_schema import validated
from course.labs.lab import Choice, Lab
from course.units.role.the_manager.authority_roles_model import LATER, NOW, ROLES
from course.units.role.the_manager.inbox_decision import InboxDecision
from course.units.role.the_manager.inbox_key_model import roles_of
from course.units.role.the_manager.inbox_lab import inbox_lab
from course.units.role.the_manager.inbox_model import PLACES, first_view

MY = case_for("01_role", "ana")
DECISION = InboxDecision(MY.inbox)
BEST = best_plan(DECISION)
KEYS = list(MY.inbox.items)


@pytest.fixture(scope="module")
def opened() -> Lab:
    """Return the lab, drawn once for all tests."""
    return inbox_lab(MY)


@pytest.fixture
def lab(opened: Lab) -> Lab:
    """Return the lab on a plan that earns everything."""
    opened.set(**BEST)
    return opened


@pytest.mark.parametrize("key", KEYS)
def test_each_role_changes_the_picture_the_promises_and_the_table(lab: Lab, key: str) -> None:
    before = lab.png, json.dumps(lab.marks), lab.table
    lab.set(**{key: next(role for role in ROLES if role not in (*roles_of(MY.inbox.items[key]), NOW, LATER))})
    assert all(new != old for new, old in zip((lab.png, json.dumps(lab.marks), lab.table), before, strict=True))


@pytest.mark.parametrize("place", PLACES)
def test_each_of_the_first_three_changes_the_picture_and_the_sentence(lab: Lab, place: str) -> None:
    before = lab.png, lab.sentence, lab.alt
    lab.set(**{place: "press"})
    assert all(new != old for new, old in zip((lab.png, lab.sentence, lab.alt), before, strict=True))


def test_going_back_brings_the_same_picture_back(lab: Lab) -> None:
    """Nothing of an earlier plan stays on the reused figure."""
    before = lab.png
    lab.set(**first_view(MY.inbox))
    lab.set(**BEST)
    assert lab.png == before


def test_the_first_view_does_everything_alone_and_the_loudest_first() -> None:
    opened = inbox_lab(MY)
    loud = [key for key, item in MY.inbox.items.items() if item.shouts]
    assert [opened.values[place] for place in PLACES] == loud
    assert {opened.values[key] for key in KEYS} == {NOW}
    for i in range(20):
        decision = InboxDecision(case_for("01_role", f"learner-{i}").inbox)
        assert decision.scorecard(first_view(decision.inbox)).share <= 0.2


def test_a_good_plan_is_said_to_be_one_that_you_can_answer_for(lab: Lab) -> None:
    assert lab.sentence.endswith("you can answer for this morning.")
    assert all(kept for kept, _ in lab.marks)


def test_the_marks_are_the_promises_of_the_graded_plan(lab: Lab) -> None:
    """What the lab shows is what the check will say."""
    lab.set(family="nursing", first="press")
    promises = DECISION.scorecard(lab.decisions()).promises
    assert lab.marks == [[p.kept, f"{p.name}: {p.say}"] for p in promises]


def test_the_bars_begin_with_the_first_three_and_the_rest_follow_end_to_end(lab: Lab) -> None:
    starts = lab.result.starts
    ordered = sorted(starts, key=lambda key: (starts[key], lab.result.minutes(key)))
    assert {BEST[place] for place in PLACES} == set(lab.result.begun)
    for before, after in itertools.pairwise(ordered):
        assert starts[after] == starts[before] + lab.result.minutes(before)


def test_a_clock_is_shown_only_for_what_stands_among_the_first_three(lab: Lab) -> None:
    """The picture gives away no clock that the learner has not asked about."""
    clocks = {item.key for item in DECISION.clocks}
    said = {row[0]: row[-1] for row in lab.table}
    assert sum("✓" in words for words in said.values()) == 3
    others = [key for key in KEYS if key not in clocks][:3]
    lab.set(**dict(zip(PLACES, others, strict=True)))
    words = [text.words for text in lab._view.words]
    assert not any("✓" in w or "✗" in w for w in words)
    assert sum("no clock" in w for w in words) == 3


def test_a_matter_begun_too_late_or_by_someone_powerless_says_so(lab: Lab) -> None:
    last = BEST["third"]
    lab.set(first="complaint" if last != "complaint" else "press", complaint=NOW, press=NOW)
    assert any("✗ needed by" in text.words for text in lab._view.words)
    lab.set(**BEST)
    lab.set(**{last: "patient_relations"})
    assert any("✗ cannot act on it" in text.words for text in lab._view.words)


def test_a_matter_named_twice_is_said_to_leave_a_place_empty(lab: Lab) -> None:
    lab.set(second=BEST["first"])
    assert "stands there twice" in lab.sentence


def test_no_bar_leaves_the_morning_and_no_words_leave_the_picture(lab: Lab) -> None:
    rng = np.random.default_rng(3)
    for plan in (first_view(MY.inbox), *(DECISION.random(rng) for _ in range(10))):
        lab.set(**plan)
        for bar in lab._view.bars:
            assert not bar.get_visible() or 0 <= bar.get_x() <= bar.get_x() + bar.get_width() <= 240
        edge = np.asarray(Image.open(io.BytesIO(lab.png)).convert("L"))[:, -4:]
        assert edge.min() > 200


def test_the_kept_plan_fits_the_schema_and_reads_back(lab: Lab, tmp_path, monkeypatch) -> None:
    """What the lab keeps is what a learner would type."""
    monkeypatch.chdir(tmp_path)
    assert "plans/inbox.json" in lab.keep()
    assert kept_plan("inbox") == BEST == validated(lab.decisions(), DECISION.schema, "inbox")


def test_each_letter_is_in_the_mailbox_and_is_its_controls_help(lab: Lab) -> None:
    """The newest lies on top; sender, subject and time are on the list, and the whole text is to be read."""
    assert [letter["key"] for letter in lab.letters] == KEYS
    assert [letter["sender"] for letter in lab.letters] == [item.sender for item in MY.inbox.items.values()]
    assert all(MY.inbox.items[letter["key"]].text in letter["text"] for letter in lab.letters)
    times = [letter["time"] for letter in lab.letters]
    assert times == sorted(times, reverse=True) and times[0] < "7:55"
    assert set(lab.hands) == set(dict(lab._bounds[KEYS[0]].options))
    for key, item in MY.inbox.items.items():
        control = lab._bounds[key]
        assert isinstance(control, Choice)
        assert item.text in control.help and f"{item.minutes} minutes" in control.help
