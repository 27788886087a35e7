"""The staffing lab: what each shift that moves does to the picture, the sentence, the rules and the kept plan."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from course.case import sample_cases
from course.cases.base import BaseCase
from course.catalog import best_plan
from course.decisions.plan_file import kept_plan
from course.decisions.plan_schema import validated
from course.labs.lab import Lab
from course.units.staffing.census_to_ftes.cover_ways_model import Span
from course.units.staffing.census_to_ftes.shift_mix_decision import ShiftMixDecision, mistaken_requirements
from course.units.staffing.census_to_ftes.shift_mix_lab import (
    WAYS_OF_LOOKING,
    clock,
    nurses,
    span_in_words,
    staffing_lab,
)
from course.units.staffing.census_to_ftes.shift_mix_model import CHARGE, KEYS, SHIFTS, required
from course.units.staffing.census_to_ftes.shift_mix_pictures import COMPARISONS

MY = sample_cases("03_staffing", 1)[0]
DECISION = ShiftMixDecision(MY.unit.shift_mix)
GOOD = best_plan(DECISION)


@pytest.fixture(scope="module")
def opened() -> Lab:
    """Return the lab, drawn once for all tests."""
    return staffing_lab(MY)


@pytest.fixture
def lab(opened: Lab) -> Lab:
    """Return the lab on today's mix."""
    opened.set(**dict(MY.unit.shift_mix.today), call_outs=False, compare="none")
    return opened


@pytest.mark.parametrize("key", SHIFTS)
def test_each_shift_changes_the_picture_its_words_and_the_table(lab: Lab, key: str) -> None:
    before = lab.png, lab.alt, lab.table, lab.sentence + str(lab.marks)
    lab.set(**{key: lab.values[key] + 1})
    after = lab.png, lab.alt, lab.table, lab.sentence + str(lab.marks)
    assert all(new != old for new, old in zip(after, before, strict=True))


def test_moving_back_brings_the_same_picture_back(lab: Lab) -> None:
    """Nothing of an earlier plan stays on the reused figure."""
    before = lab.png
    lab.set(day_12h=12, evening_8h=3, float_16=2, compare="mean census", call_outs=True)
    lab.set(**dict(MY.unit.shift_mix.today), call_outs=False, compare="none")
    assert lab.png == before


def test_the_first_view_is_the_mix_as_it_is_and_it_is_short() -> None:
    opened = staffing_lab(MY)
    assert opened.decisions() == dict(MY.unit.shift_mix.today)
    assert " short from " in opened.sentence
    assert sum(not kept for kept, _ in opened.marks) >= 2


@pytest.mark.parametrize("my", [pytest.param(m, id=m.learner) for m in sample_cases("03_staffing", 12)])
def test_every_learners_first_view_is_short_and_hints_lead_to_a_way(my: BaseCase) -> None:
    """The sentence says where; what would close it is told by the last hint only."""
    opened = staffing_lab(my)
    sentence = opened.sentence
    assert (" short from " in sentence or " short all day" in sentence) and "hours in all" not in sentence
    for _ in range(3):
        opened.hint()
    (_, where), (_, lever), (_, move) = opened.hints
    assert where.startswith("Look at the day ") and lever.startswith("What reaches those hours: ")
    assert move.startswith("It closes with ") and "hours in all" in move


def test_a_good_mix_is_said_to_be_one_that_you_can_sign(lab: Lab) -> None:
    lab.set(**GOOD)
    assert lab.sentence.endswith("a mix that you can sign.")
    assert all(kept for kept, _ in lab.marks)


def test_the_marks_are_the_promises_of_the_graded_plan(lab: Lab) -> None:
    """What the lab shows is what the check will say; with call-outs it says that the plan is meant."""
    lab.set(day_12h=7)
    marks = [[p.kept, f"{p.name}: {p.say}"] for p in DECISION.scorecard(lab.decisions()).promises]
    assert lab.marks == marks
    lab.set(call_outs=True)
    assert lab.marks == [[kept, said.replace("Coverage:", "Coverage as planned:")] for kept, said in marks]


def test_call_outs_take_nurses_from_the_floor_and_not_from_the_schedule(lab: Lab) -> None:
    lab.set(**GOOD)
    before = lab.result.day
    lab.set(call_outs=True)
    after = lab.result.day
    assert (after.by_block.scheduled == before.by_block.scheduled).all()
    assert after.by_block.gaps.sum() > 0 == before.by_block.gaps.sum()
    assert after.cost_usd == before.cost_usd
    assert lab.sentence.startswith("With last night's call-outs, ") and " short from " in lab.sentence


@pytest.mark.parametrize("compare", [name for name in COMPARISONS if name != "none"])
def test_another_count_says_what_it_would_leave_out(lab: Lab, compare: str) -> None:
    lab.set(compare=compare)
    less = (required(DECISION.mix) - mistaken_requirements(DECISION.mix)[compare]).clip(0).sum() * 4
    assert f"{less} nurse-hours a day that patients need" in lab.sentence
    assert COMPARISONS[compare] in lab.alt


def test_hours_over_the_budget_are_said_with_where_to_look(lab: Lab) -> None:
    lab.set(**{**GOOD, "day_12h": 12})
    assert "hours more than the budget has" in lab.sentence and "Nurses are to spare: five" in lab.sentence
    assert ".." not in lab.sentence


def test_a_charge_nurse_with_patients_leaves_a_covered_day_open(lab: Lab) -> None:
    lab.set(**{**GOOD, CHARGE: True})
    assert lab.sentence.endswith("Still open: charge nurse.")


def test_the_kept_plan_fits_the_schema_and_reads_back_in_whole_numbers(lab: Lab, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    lab.set(**GOOD, call_outs=True)
    assert "plans/shift_mix.json" in lab.keep()
    kept = kept_plan("shift_mix")
    assert kept == GOOD == validated(lab.decisions(), DECISION.schema, "shift mix")
    assert all(isinstance(value, int) for value in kept.values())
    assert list(kept) == list(KEYS)


def test_ways_of_looking_are_not_kept(lab: Lab) -> None:
    assert not set(WAYS_OF_LOOKING) & set(lab.decisions())


def test_any_random_mix_is_drawn_and_described(lab: Lab) -> None:
    rng = np.random.default_rng(3)
    for _ in range(15):
        lab.set(**DECISION.random(rng))
        assert Image.open(io.BytesIO(lab.png)).size == (780, 460)
        assert lab.alt.endswith("worked hours.") and len(lab.table) == 7


def test_no_bar_reaches_the_words_above_it(lab: Lab) -> None:
    """A mix beyond the picture rests beneath its own number."""
    lab.set(day_12h=12, night_12h=12, noon_8h=3, evening_8h=3, float_16=2, charge_takes_patients=True)
    duty = lab._view.duty
    tops = [bar.get_y() + bar.get_height() for bars in duty.stack.values() for bar in bars if bar.get_height() > 0]
    assert max(tops) <= duty.top - 2.6
    assert duty.lead.words == "", "a charge nurse beyond the picture is not written across the numbers"
    lab.set(night_12h=4)
    assert duty.lead.words == " charge nurse "


def test_an_empty_schedule_is_said_to_be_short_all_over(lab: Lab) -> None:
    lab.set(**dict.fromkeys(SHIFTS, 0), charge_takes_patients=False)
    assert " short " in lab.sentence and lab.table[1][-1] == str(required(DECISION.mix)[0])


def test_hours_and_nurses_are_written_as_they_are_said() -> None:
    assert [clock(hour) for hour in (0, 8, 12, 20, 24)] == ["midnight", "8 a.m.", "noon", "8 p.m.", "midnight"]
    assert span_in_words(Span(20, 20, 2), " short") == "two nurses short from 8 p.m. to 4 p.m. the next day"
    assert span_in_words(Span(12, 12, 1), " short") == "one nurse short from noon to midnight"
    assert [nurses(n) for n in (1, 2, 12)] == ["one nurse", "two nurses", "12 nurses"]
