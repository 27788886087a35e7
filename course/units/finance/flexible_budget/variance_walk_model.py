"""The variance walk: a nursing unit's budget, its year as it came, and what lies between the two."""

from __future__ import annotations

from dataclasses import dataclass

from course.finance.flexible_budget import Labor, LaborVariances, effect_on_income, labor_variances

# Wrenfield's 4 West in fiscal year 2025, as budgeted and as it came: the story's figures.
STORY_BUDGET = Labor(10_000, 9.5, 45.0)
STORY_ACTUAL = Labor(10_600, 9.8, 47.5)


@dataclass(frozen=True)
class VarianceWalk:
    """A unit's budget, its year as it came, and the variances between the two."""

    budget: Labor
    actual: Labor
    variances: LaborVariances


def variance_walk(budget: Labor, patient_days: float, hours_per_patient_day: float, hour_usd: float) -> VarianceWalk:
    """Return the walk from a budget to a year as it came."""
    actual = Labor(patient_days, hours_per_patient_day, hour_usd)
    return VarianceWalk(budget, actual, labor_variances(budget, actual))


def verdict(usd: float) -> str:
    """Say in words what a cost variance, actual less budget, does to income; under half a dollar it is none."""
    return effect_on_income("cost", budget=0, actual=round(usd))
