"""Looks through all 512 slates: for drawing the board's limits, and for the reference answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.decisions.rules import TOLERANCE
from course.decisions.search import PlanSearch
from course.units.finance.cost_and_capital.capital_slate_decision import (
    RANKED_AT_LEAST,
    WEIGHTS,
    CapitalSlateDecision,
    claimed,
    promise_shares,
)
from course.units.finance.cost_and_capital.capital_slate_model import Candidate, Totals, as_plan, totals

ROUNDED_TO = 9  # decimals of a score, so that slates that earn the same are put in order by their value


@dataclass(frozen=True)
class CapitalSlateSearch(PlanSearch[CapitalSlateDecision]):
    """Every set of projects there is."""

    def candidates(self) -> Iterator[dict[str, Any]]:
        """Run through all slates, the best scores first and among equals the most valuable."""
        for place in np.lexsort((-self.every_total.npv_usd, -np.round(self.every_share, ROUNDED_TO))):
            yield as_plan(self.decision.slate, self.every_row[place])

    def slipping_plans(self) -> dict[str, dict[str, Any]]:
        """Return, for each slip, the slate of somebody who makes it."""
        slate = self.decision.slate
        by_value = sorted(slate.voluntary, key=lambda c: -c.value_per_dollar)
        return {
            "mandatory dropped": next(self.candidates()) | {c.key: False for c in slate.candidates if c.mandatory},
            "year-2 cash forgotten": self.plan_with_most_year2_cash,
            "ranked by value per dollar": self._plan_of(by_value[:RANKED_AT_LEAST]),
        }

    @property
    def plan_with_most_year2_cash(self) -> dict[str, Any]:
        """What is demanded, and the two of the others that take most cash in the second year."""
        slate = self.decision.slate
        demanded = [c for c in slate.candidates if c.mandatory]
        return self._plan_of([*demanded, *sorted(slate.voluntary, key=lambda c: -c.year2_usd)[:2]])

    def _plan_of(self, taken: list[Candidate]) -> dict[str, Any]:
        return self.decision.nothing() | {c.key: True for c in taken}

    @cached_property
    def every_row(self) -> NDArray[np.bool_]:
        """Every possible slate, one a row: from none to all of the candidates."""
        return np.array(list(product([False, True], repeat=len(self.decision.slate.candidates))))

    @cached_property
    def every_total(self) -> Totals:
        """What each row adds up to."""
        return totals(self.decision.slate, self.every_row)

    @cached_property
    def every_share(self) -> NDArray[np.float64]:
        """The score of each row, from 0 to 1."""
        shares = promise_shares(self.decision.slate, self.every_total)
        return np.asarray(claimed(shares) * sum(weight * shares[name] for name, weight in WEIGHTS.items()))

    @property
    def full_mark_count(self) -> int:
        """Slates that keep every promise."""
        return int((self.every_share >= 1 - TOLERANCE).sum())

    @property
    def mean_random_share(self) -> float:
        """What all slates earn on the mean: the expectation of a random plan."""
        return float(self.every_share.mean())
