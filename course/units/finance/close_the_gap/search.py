"""Looks through all 4,096 plans of the closing decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.decisions.rules import MOST_WITH_A_GATE_BROKEN, weighted
from course.decisions.search import PlanSearch
from course.units.finance.close_the_gap.decision import WEIGHTS, GapDecision, claimed, mistakes, rules_kept
from course.units.finance.close_the_gap.model import as_plan, tally


@dataclass(frozen=True)
class GapSearch(PlanSearch[GapDecision]):
    """Every set of initiatives there is."""

    def candidates(self) -> Iterator[dict[str, Any]]:
        """Run through all plans, the best scores first and among equals the highest income."""
        gap = self.decision.gap
        added = tally(gap, self.every_plan).added_usd
        for place in np.lexsort((-added, -self.every_share)):
            yield as_plan(gap, self.every_plan[place])

    def slipping_plans(self) -> dict[str, dict[str, Any]]:
        """Return a plan for each slip: the first of all that shows it."""
        gap = self.decision.gap
        seen = mistakes(gap, self.every_plan)
        return {name: as_plan(gap, self.every_plan[shows.argmax()]) for name, shows in seen.items() if shows.any()}

    @cached_property
    def every_plan(self) -> NDArray[np.bool_]:
        """Every subset of the initiatives, one row each."""
        n = len(self.decision.gap.initiatives)
        return ((np.arange(2**n)[:, None] >> np.arange(n)) & 1).astype(bool)

    @cached_property
    def every_share(self) -> NDArray[np.float64]:
        """The score of every subset, from 0 to 1."""
        gates = [place for place, name in enumerate(WEIGHTS) if name in self.decision.gates]
        through = rules_kept(self.decision.gap, self.every_plan)[:, gates].all(axis=-1)
        return np.where(
            through, self._share_before_gates, np.minimum(self._share_before_gates, MOST_WITH_A_GATE_BROKEN)
        )

    @cached_property
    def _share_before_gates(self) -> NDArray[np.float64]:
        gap = self.decision.gap
        return np.asarray(claimed(gap, self.every_plan) * weighted(rules_kept(gap, self.every_plan), WEIGHTS))

    @property
    def full_mark_count(self) -> int:
        """Subsets that keep every rule."""
        return int(rules_kept(self.decision.gap, self.every_plan).all(axis=-1).sum())

    @property
    def mean_random_share(self) -> float:
        """What all subsets earn on the mean at most: gates are left out, so that learners keep the budgets they had."""
        return float(self._share_before_gates.mean())

    @property
    def every_slip_can_be_shown(self) -> bool:
        """Whether some subset shows each slip; a slip shows only in a plan that is short, so never in a full one."""
        return all(bool(seen.any()) for seen in mistakes(self.decision.gap, self.every_plan).values())
