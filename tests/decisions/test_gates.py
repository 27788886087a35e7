"""The promise that a decision is about is a gate: a plan that breaks it earns at most half."""

from __future__ import annotations

import pytest

from course.decisions.rules import Scorecard, promises

WEIGHTS = {"nobody is laid off": 0.1, "the margin is met": 0.5, "cash suffices": 0.4}


def card(*shares: float, gates: tuple[str, ...], **limits: float) -> Scorecard:
    return Scorecard(promises(WEIGHTS, shares, ["", "", ""], gates=gates), **limits)


@pytest.mark.parametrize(("shares", "paid"), [((1, 1, 1), 1.0), ((0, 1, 1), 0.5), ((0.9, 1, 1), 0.5), ((0, 0, 1), 0.4)])
def test_a_broken_gate_halves_the_most_that_a_plan_can_earn(shares: tuple[float, ...], paid: float) -> None:
    """However little the promise weighs, and though it is missed by little; what earns less keeps it."""
    assert card(*shares, gates=("nobody is laid off",)).share == pytest.approx(paid)


def test_a_decision_may_pay_nothing_where_a_gate_is_broken() -> None:
    """What cannot be carried out is no plan; one that keeps the gate is paid as ever."""
    nothing = {"gates": ("cash suffices",), "most_with_a_gate_broken": 0.0}
    assert card(1, 1, 0.9, **nothing).share == 0
    assert card(1, 0, 1, **nothing).share == pytest.approx(0.5)


def test_without_a_gate_a_plan_is_paid_by_weight_alone() -> None:
    assert card(0, 1, 1, gates=()).share == pytest.approx(0.9)
