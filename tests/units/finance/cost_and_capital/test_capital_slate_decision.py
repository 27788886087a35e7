"""What the board holds a slate to: the promises, what a slate earns, and what explains a broken one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from course.units.finance.cost_and_capital.capital_slate_decision import (
    CapitalSlateDecision,
    board_promises,
    is_ranked_by_value,
    outcome,
)
from course.units.finance.cost_and_capital.capital_slate_model import Slate
from tests.units.finance.cost_and_capital.story_slate import story_slate, ticks

GOOD = ("nurse_call", "chiller", "surgery_partner", "capacity_tools")


@pytest.fixture
def story() -> Slate:
    """Wrenfield's nine candidates and its board's limits."""
    return story_slate()


def broken(slate: Slate, *keys: str) -> set[str]:
    return {p.name for p in board_promises(slate, ticks(slate, *keys)) if not p.kept}


def test_dropping_the_nurse_call_breaks_only_the_mandatory_promise(story):
    """It loses money, which is what it costs and no reason against it."""
    keys = ("chiller", "ed_fast_track", "capacity_tools")
    assert broken(story, *keys) == {"Mandatory projects"}
    assert broken(story, "nurse_call", *keys) == set()


def test_what_is_started_must_be_paid_on(story):
    """Surgery center and parking fit year 1 and not year 2."""
    keys = ("nurse_call", "chiller", "surgery_partner", "parking")
    assert "Year-2 cash" in broken(story, *keys)
    assert "Year-1 cash" not in broken(story, *keys)
    slips = {p.slip for p in board_promises(story, ticks(story, *keys)) if not p.kept}
    assert "year-2 cash forgotten" in slips


def test_overspending_both_years_is_not_called_forgetting(story):
    slips = {p.slip for p in board_promises(story, ticks(story, *story.keys)) if not p.kept}
    assert "year-2 cash forgotten" not in slips


def test_the_top_of_the_ranking_is_recognized_and_another_choice_is_not(story):
    assert is_ranked_by_value(story, ticks(story, "surgery_partner", "capacity_tools", "ed_fast_track", "parking"))
    assert not is_ranked_by_value(
        story, ticks(story, "nurse_call", "chiller", "ed_fast_track", "surgery_partner", "mri")
    )
    assert not is_ranked_by_value(story, ticks(story, *story.keys))


@pytest.mark.parametrize(
    ("field", "moved", "promise"),
    [
        ("year1_limit_usd", 6_000_000, "Year-1 cash"),
        ("year2_limit_usd", 1_000_000, "Year-2 cash"),
        ("npv_floor_usd", 3_000_000, "Value"),
        ("mission_floor", 4.5, "Mission"),
        ("days_cash_floor", 180, "Days cash on hand"),
        ("unrestricted_cash_usd", 150_000_000, "Days cash on hand"),
        ("cash_expense_usd", 360_000_000, "Days cash on hand"),
    ],
)
def test_every_limit_is_live(story, field, moved, promise):
    """Tightening one limit breaks its own promise and no other."""
    keys = ("nurse_call", "chiller", "surgery_partner", "capacity_tools")
    assert broken(story, *keys) == set()
    assert broken(replace(story, **{field: moved}), *keys) == {promise}


def test_a_slate_that_keeps_every_promise_earns_everything_and_shows_no_slip(story):
    decision = CapitalSlateDecision(story)
    assert decision.scorecard(ticks(story, *GOOD)).full
    assert decision.shown(ticks(story, *GOOD)) == []


@pytest.mark.parametrize(
    ("keys", "claim"),
    [
        (GOOD, 1.0),
        (GOOD[1:], 0.5),  # mandatory
        (("nurse_call", "chiller"), 0.5),  # value
        (("parking", "robot", "mri", "ed_fast_track"), 0.25),  # mandatory, and year 1
        ((), 0.25),  # mandatory, and value
    ],
)
def test_what_is_no_slate_yet_claims_little_of_what_it_keeps(story, keys, claim):
    """What is demanded, the year's cash and the value: each that is missed takes its part."""
    assert CapitalSlateDecision(story).scorecard(ticks(story, *keys)).claim == claim


def test_value_short_of_the_floor_earns_at_most_half_of_its_weight(story):
    """Nurse call and capacity tools lose $0.35M together; with the chiller nothing is lost and nothing gained."""
    shares = {
        keys: {p.name: p.share for p in board_promises(story, ticks(story, *keys))}["Value"]
        for keys in (("nurse_call", "capacity_tools"), ("capacity_tools",), ("capacity_tools", "chiller"))
    }
    assert shares["nurse_call", "capacity_tools"] == 0
    assert shares[("capacity_tools",)] == pytest.approx(0.5 * 0.55 / 0.75)
    assert shares["capacity_tools", "chiller"] == 1


def test_the_outcome_holds_the_projects_and_the_promises_of_the_graded_slate(story):
    plan = ticks(story, *GOOD)
    found = outcome(story, plan)
    assert [c.key for c in found.candidates] == [key for key in story.keys if key in GOOD]
    assert found.promises == CapitalSlateDecision(story).scorecard(plan).promises


def test_a_slate_without_what_safety_demands_or_beyond_the_cash_earns_half_at_most(story):
    decision = CapitalSlateDecision(story)
    without = decision.scorecard(ticks(story, "chiller", "ed_fast_track", "capacity_tools"))
    assert [p.name for p in without.broken_gates] == ["Mandatory projects"] and without.share <= 0.5
    beyond = decision.scorecard(ticks(story, *story.keys))
    assert "Year-1 cash" in [p.name for p in beyond.broken_gates] and beyond.share <= 0.5
