"""What a slate adds up to: plain sums that a manager can check on paper."""

from __future__ import annotations

import numpy as np
import pytest

from course.finance.ratios import days_cash_on_hand
from course.units.finance.cost_and_capital.capital_slate_model import (
    Candidate,
    Slate,
    as_plan,
    as_row,
    days_cash_after,
    selected,
    totals,
)
from tests.units.finance.cost_and_capital.story_slate import story_slate, ticks


@pytest.fixture
def story() -> Slate:
    """Wrenfield's nine candidates and its board's limits."""
    return story_slate()


def test_the_story_totals_are_the_sums_on_paper(story):
    t = totals(
        story,
        as_row(story, ticks(story, "nurse_call", "chiller", "surgery_partner", "capacity_tools")),
    )
    assert (t.year1_usd, t.year2_usd, t.npv_usd) == (6_500_000, 2_100_000, 1_600_000)
    assert t.mission == pytest.approx(15 / 4)
    assert t.days_cash == pytest.approx(173.09, abs=0.01)


def test_an_empty_slate_has_no_mission_and_spends_nothing(story):
    t = totals(story, as_row(story, ticks(story)))
    assert (t.mission, t.year1_usd, t.npv_usd) == (0, 0, 0)
    assert t.days_cash == pytest.approx(165 / (329.8 / 365))


def test_a_pick_for_each_candidate_is_asked_for(story):
    with pytest.raises(ValueError, match="9 entries"):
        totals(story, np.array([True, False]))


def test_days_of_cash_are_those_that_the_lender_reads(story):
    """Expense without depreciation is given, so none is taken off again."""
    assert days_cash_after(story, 5_000_000) == pytest.approx(days_cash_on_hand(160e6, 348e6, 18.2e6))


def test_many_slates_add_up_as_one_by_one(story):
    rows = np.array([as_row(story, ticks(story, *story.keys[:n])) for n in range(10)])
    together = totals(story, rows)
    for n in range(10):
        alone = totals(story, rows[n])
        assert together.year1_usd[n] == alone.year1_usd and together.days_cash[n] == alone.days_cash
        assert together.mission[n] == alone.mission and together.mandatory_missing[n] == alone.mandatory_missing


def test_value_for_each_dollar_counts_both_years_cash():
    project = Candidate("x", "X", 2_000_000, 1_000_000, 600_000, 3)
    assert project.cash_usd == 3_000_000 and project.value_per_dollar == pytest.approx(0.2)


def test_a_plan_a_row_and_its_candidates_are_three_ways_to_say_one_thing(story):
    plan = ticks(story, "mri", "robot")
    assert as_plan(story, as_row(story, plan)) == plan
    assert [c.key for c in selected(story, plan)] == ["mri", "robot"]
    assert [c.key for c in story.candidates if c not in story.voluntary] == ["nurse_call", "chiller"]
