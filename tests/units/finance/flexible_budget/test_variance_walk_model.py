"""From the static budget to the actual cost in three steps."""

from __future__ import annotations

import pytest

from course.case import sample_cases
from course.units.finance.flexible_budget.variance_walk_model import (
    STORY_ACTUAL,
    STORY_BUDGET,
    variance_walk,
    verdict,
)


def test_the_storys_ward_is_659_300_over_in_three_steps() -> None:
    found = variance_walk(STORY_BUDGET, 10_600, 9.8, 47.5)
    assert found.actual == STORY_ACTUAL
    assert [round(usd) for _, usd in found.variances.steps()] == [256_500, 143_100, 259_700]
    assert found.variances.total_usd == pytest.approx(659_300)


def test_the_walk_always_closes() -> None:
    """Static budget plus the three steps is the actual cost, for budgets nobody has seen."""
    for case in sample_cases("02_finance", 20):
        came = case.ward.actual
        found = variance_walk(
            case.ward.budget.labor, came.patient_days, came.hours_per_patient_day, came.hour_usd
        ).variances
        steps = sum(usd for _, usd in found.steps())
        spent = came.patient_days * came.hours_per_patient_day * came.hour_usd
        assert found.static_budget_usd + steps == pytest.approx(spent)


def test_a_cost_above_budget_is_unfavorable() -> None:
    assert (verdict(10), verdict(-10), verdict(0.2)) == ("unfavorable", "favorable", "on budget")
