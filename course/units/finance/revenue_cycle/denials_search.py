"""Looks through all 512 sets of causes: for drawing a month, and for the reference answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.decisions.rules import TOLERANCE
from course.decisions.search import PlanSearch
from course.units.finance.revenue_cycle.denials_decision import WEIGHTS, DenialsDecision, value_claim, value_share
from course.units.finance.revenue_cycle.denials_model import (
    Measure,
    as_plan,
    case_count,
    every_row,
    fits_hours,
    gross_denied_usd,
    ranked,
    recoverable_usd,
    total_of,
    without_overturns_usd,
)


@dataclass(frozen=True)
class DenialsSearch(PlanSearch[DenialsDecision]):
    """Every set of causes there is."""

    def candidates(self) -> Iterator[dict[str, Any]]:
        """Run through every plan that fits the hours, the most valuable first."""
        for place in np.argsort(-self._total(recoverable_usd), kind="stable"):
            if self._fits[place]:
                yield as_plan(self.every_row[place])

    def slipping_plans(self) -> dict[str, dict[str, Any]]:
        """Return, for each slip, the plan of somebody who makes it."""
        return {
            "over the hours": dict.fromkeys(self.decision.nothing(), True),
            "ranked by count": self.plan_by_rank(case_count),
            "ranked by charges": self.plan_by_rank(gross_denied_usd),
            "overturned ignored": self.best_plan_by(without_overturns_usd),
        }

    def plan_by_rank(self, measure: Measure) -> dict[str, Any]:
        """Return the plan of somebody who works down a ranking and takes whatever still fits."""
        left, plan = self.decision.hours_available, self.decision.nothing()
        for cause in ranked(self.decision.causes, measure):
            if cause.hours <= left:
                plan[cause.key], left = True, left - cause.hours
        return plan

    def best_plan_by(self, measure: Measure) -> dict[str, Any]:
        """Return the best use of the hours for somebody who values causes by a measure."""
        value = np.where(self._fits, self._total(measure), -1.0)
        return as_plan(self.every_row[int(value.argmax())])

    @cached_property
    def every_row(self) -> NDArray[np.bool_]:
        """Every way to take or leave the causes, one row each."""
        return every_row()

    @cached_property
    def every_share(self) -> NDArray[np.float64]:
        """The score of every row, from 0 to 1."""
        of_best = self._total(recoverable_usd) / self.decision.best_usd
        score = value_claim(of_best) * (WEIGHTS["Hours"] + WEIGHTS["Value"] * value_share(of_best))
        return np.where(self._fits, score, 0.0)

    @property
    def full_mark_count(self) -> int:
        """Sets of causes that earn everything."""
        return int((self.every_share >= 1 - TOLERANCE).sum())

    @property
    def mean_random_share(self) -> float:
        """What all sets earn on the mean: the expectation of a random plan."""
        return float(self.every_share.mean())

    def _total(self, measure: Measure) -> NDArray[np.float64]:
        return total_of(self.every_row, self.decision.causes, measure)

    @cached_property
    def _fits(self) -> NDArray[np.bool_]:
        return fits_hours(self.every_row, self.decision.causes, self.decision.hours_available)
