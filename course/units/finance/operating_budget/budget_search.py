"""Looks for budgets that keep every promise: those that keep the service promises at least cost."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from course.decisions.rules import TOLERANCE
from course.decisions.search import PlanSearch
from course.units.finance.operating_budget.budget_decision import WHOLE_HOUR, BudgetDecision
from course.units.finance.operating_budget.budget_model import BOUNDS, BudgetPlan, uncovered_hours
from course.units.finance.operating_budget.hospital_model import Hospital


@dataclass(frozen=True)
class BudgetSearch(PlanSearch[BudgetDecision]):
    """Budgets over volume and price, with as many hours and as little agency as the promises allow."""

    def candidates(self) -> Iterator[dict[str, Any]]:
        """Run through plans that keep the service promises at least cost, over volume and price."""
        h = self.decision.hospital
        for volume in _steps_down("volume_change", h.growth_promise, h.capacity_growth):
            for ask in _steps_down("commercial_ask", 0.0, h.tolerated_ask):
                for hours in (h.hours_promise, h.hours_promise + 0.05):
                    plan = BudgetPlan(volume, ask, round(hours, 2), 0.0, h.community_promise_usd)
                    yield replace(plan, agency_share=_least_agency(h, plan)).as_decisions()

    def slipping_plans(self) -> dict[str, dict[str, Any]]:
        """Return, for each slip, this year's figures with one of them moved too far."""
        nothing = self.decision.nothing()
        return {
            "asked for too much": nothing | {"commercial_ask": BOUNDS["commercial_ask"].high},
            "volume without beds": nothing | {"volume_change": BOUNDS["volume_change"].high},
            "hours nobody can work": nothing | {"agency_share": BOUNDS["agency_share"].low},
        }

    def has_full_marks(self, count: int) -> bool:
        """Say whether at least so many candidates earn everything; it looks no further than it must."""
        full = (plan for plan in self.candidates() if self.decision.scorecard(plan).full)
        return sum(1 for _ in islice(full, count)) == count


def _steps_down(name: str, low: float, high: float) -> list[float]:
    """Return the steps of a control between two values, the highest first."""
    return [float(v) for v in BOUNDS[name].values()[::-1] if low - TOLERANCE <= v <= high + TOLERANCE]


def _least_agency(hospital: Hospital, plan: BudgetPlan) -> float:
    """Return the smallest agency share, on the control's steps, that leaves no hour uncovered."""

    def is_enough(share: float) -> bool:
        return uncovered_hours(hospital, replace(plan, agency_share=float(share))) <= WHOLE_HOUR

    shares = BOUNDS["agency_share"].values()
    first = bisect_left(shares, True, key=is_enough)  # the more agency, the fewer hours are left
    return float(shares[min(first, len(shares) - 1)])
