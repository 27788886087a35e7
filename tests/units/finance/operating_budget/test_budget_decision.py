"""What a budget earns: the board's floor, its three service promises, and what explains a broken one."""

from __future__ import annotations

from typing import Any

import pytest

from course.case import case_for
from course.decisions.plan_schema import validated
from course.units.finance.operating_budget.budget_decision import BudgetDecision, board_promises, outcome
from course.units.finance.operating_budget.budget_model import BOUNDS, BudgetPlan, status_quo
from course.units.finance.operating_budget.budget_search import BudgetSearch

DECISION = BudgetDecision(case_for("02_finance", "ana").hospital)
GOOD = next(BudgetSearch(DECISION).candidates())


def card(**changes: float):
    return DECISION.scorecard(GOOD | changes)


def kept(**changes: float) -> dict[str, bool]:
    return {p.name: p.kept for p in card(**changes).promises}


def slips_of(plan: dict[str, Any]) -> list[str]:
    return [slip.name for slip in DECISION.shown(plan)]


def test_a_good_budget_keeps_the_floor_and_three_promises_and_earns_everything() -> None:
    assert kept() == dict.fromkeys(("Margin", "Access", "Nursing", "Community"), True)
    assert card().full and slips_of(GOOD) == []


@pytest.mark.parametrize(
    ("changes", "promise"),
    [
        ({"volume_change": -0.05}, "Access"),
        ({"hours_per_patient_day": 8.0}, "Nursing"),
        ({"community_usd": 0.0}, "Community"),
    ],
)
def test_a_service_promise_broken_costs_its_fifth_and_nursing_a_half(changes: dict[str, float], promise: str) -> None:
    found = kept(**changes)
    assert not found[promise]
    if found["Margin"]:
        assert card(**changes).share == pytest.approx(0.5 if promise == "Nursing" else 0.8)


def test_a_budget_below_the_nursing_promise_or_the_floor_earns_half_at_most() -> None:
    """Nursing hours that are not safe, or a margin below the floor: whatever else is kept."""
    hospital = DECISION.hospital
    unsafe = card(hours_per_patient_day=round(hospital.hours_promise - 0.05, 2))
    assert [p.name for p in unsafe.broken_gates] == ["Nursing"] and unsafe.share == 0.5
    below = card(commercial_ask=0.0, community_usd=6.0e6)
    assert "Margin" in [p.name for p in below.broken_gates] and below.share <= 0.5


def test_a_plan_that_closes_half_of_the_gap_claims_little_of_what_it_keeps() -> None:
    """Three quarters of the square count: nearer to the floor is worth more, and never as much as keeping it."""
    far = {"commercial_ask": 0.0, "community_usd": 6.0e6}
    assert not kept(**far)["Margin"]
    assert card(**far).claim <= 0.3 + 0.5 * 0.75
    assert card(**far).share < 0.8 * 0.675


def test_nothing_keeps_no_promise_but_the_years_own_figures() -> None:
    nothing = DECISION.scorecard(DECISION.nothing())
    assert [p.name for p in nothing.promises if p.kept] == []
    assert nothing.share == 0


@pytest.mark.parametrize(
    ("changes", "slip"),
    [
        ({"commercial_ask": 0.08}, "asked for too much"),
        ({"volume_change": 0.05}, "volume without beds"),
        ({"hours_per_patient_day": 10.0, "agency_share": 0.0}, "hours nobody can work"),
    ],
)
def test_a_figure_moved_too_far_is_named(changes: dict[str, float], slip: str) -> None:
    assert slip in slips_of(DECISION.nothing() | changes)


def test_a_figure_on_its_limit_is_no_slip() -> None:
    """What payers just tolerate and what the beds just hold."""
    hospital, nothing = DECISION.hospital, DECISION.nothing()
    assert slips_of(nothing | {"commercial_ask": hospital.tolerated_ask}) == []
    assert "volume without beds" not in slips_of(nothing | {"volume_change": hospital.capacity_growth})


def test_the_schema_holds_every_figure_within_its_bounds() -> None:
    properties = DECISION.schema["properties"]
    assert {key: (p["minimum"], p["maximum"]) for key, p in properties.items()} == {
        key: (bound.low, bound.high) for key, bound in BOUNDS.items()
    }
    assert validated(GOOD, DECISION.schema, "budget") == GOOD


def test_the_outcome_holds_what_the_picture_and_the_sentence_need() -> None:
    hospital = DECISION.hospital
    still_open = outcome(hospital, status_quo(hospital))
    assert still_open.gap_usd > 0 and all(usd == 0 for usd in still_open.bridge_usd.values())
    closed = outcome(hospital, BudgetPlan(**GOOD))
    assert closed.gap_usd <= 0
    assert closed.promises == board_promises(hospital, BudgetPlan(**GOOD))
