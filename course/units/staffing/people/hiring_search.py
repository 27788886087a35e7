"""Looks for years of hiring that earn everything: smooth ones, with the fewest agency nurses that they need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course.decisions.rules import TOLERANCE
from course.decisions.search import RANDOM_PLANS, PlanSearch
from course.units.staffing.people.hiring_decision import (
    MOST_AGENCY,
    MOST_HIRES_A_MONTH,
    HiringDecision,
    as_plan,
    rules_kept,
    score_shares,
)
from course.units.staffing.people.hiring_model import MONTHS, MONTHS_PER_QUARTER, QUARTERS, HiringYear, run_year

# How a quarter's hires fall on its months, so that no three months running hold more than six.
SPREADS_OF_A_QUARTER = ((0, 0, 0), (1, 0, 0), (1, 1, 0), (1, 1, 1), (2, 1, 1), (2, 2, 1), (2, 2, 2))


@dataclass(frozen=True)
class HiringSearch(PlanSearch[HiringDecision]):
    """Every smooth year of up to six hires a quarter, with the fewest agency nurses."""

    def candidates(self) -> Iterator[dict[str, Any]]:
        """Run through the full-mark plans that were found, the cheapest first, then the one that changes nothing."""
        yield from _cheapest_first(self.decision.year, *self.full_marks)
        yield self.decision.nothing()

    def slipping_plans(self) -> dict[str, dict[str, Any]]:
        """Return a plan for each slip that can be shown: the cheapest, as somebody who makes it would keep it."""
        found = {name: self._cheapest_that_shows(name) for name in self.decision.assumed_years}
        return {name: plan for name, plan in found.items() if plan is not None}

    def _cheapest_that_shows(self, slip: str) -> dict[str, Any] | None:
        year = self.decision.assumed_years[slip]
        plans = _cheapest_first(year, *plans_keeping_all_rules(year))
        return next((plan for plan in plans if self.decision.smallest_mistake(plan) == slip), None)

    @property
    def full_mark_count(self) -> int:
        """Plans that earn everything, each with the fewest agency nurses for its hires."""
        return len(self.full_marks[0])

    @cached_property
    def full_marks(self) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
        """Hires and agency nurses of every smooth plan that earns everything."""
        return plans_keeping_all_rules(self.decision.year)

    @property
    def agency_budget_binds(self) -> bool:
        """Whether some hiring keeps every other rule and needs more agency than there is money for."""
        rich = replace(self.decision.year, agency_limit_usd=np.inf)
        return len(plans_keeping_all_rules(rich)[0]) > self.full_mark_count

    @property
    def mean_random_share(self) -> float:
        """What a thousand random plans earn on the mean, scored at once."""
        rng = np.random.default_rng(0)
        hires = rng.integers(0, MOST_HIRES_A_MONTH + 1, (RANDOM_PLANS, MONTHS))
        agency = rng.integers(0, MOST_AGENCY + 1, (RANDOM_PLANS, QUARTERS))
        return float(score_shares(self.decision.year, hires, agency).mean())


def plans_keeping_all_rules(year: HiringYear) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    """Return the smooth plans that keep every rule of a year with the fewest agency nurses."""
    hires = smooth_plans()
    agency = fewest_agency_nurses(year, hires)
    kept = (rules_kept(year, hires, agency) >= 1).all(axis=-1) & (agency <= MOST_AGENCY).all(axis=-1)
    return hires[kept], agency[kept]


@cache
def smooth_plans() -> NDArray[np.int_]:
    """Return every plan of up to six hires a quarter, spread over its months as in `SPREADS_OF_A_QUARTER`."""
    return np.array([np.concatenate(quarters) for quarters in product(SPREADS_OF_A_QUARTER, repeat=QUARTERS)])


def fewest_agency_nurses(year: HiringYear, hires: ArrayLike) -> NDArray[np.int_]:
    """Return the fewest agency nurses in each quarter that keep the productive gap within its limit."""
    starts = np.asarray(hires, dtype=float)
    missing = run_year(year, starts, np.zeros(QUARTERS)).gap_fte - year.gap_limit_fte
    worst = missing.reshape(*missing.shape[:-1], QUARTERS, MONTHS_PER_QUARTER).max(axis=-1)
    return np.asarray(np.ceil(np.clip(worst - TOLERANCE, 0, None)).astype(int))


def _cheapest_first(year: HiringYear, hires: NDArray[np.int_], agency: NDArray[np.int_]) -> Iterator[dict[str, Any]]:
    """Run through plans by what hiring and agency cost together."""
    cost = run_year(year, hires, agency).cost_usd.sum(axis=-1)
    for place in np.argsort(cost, kind="stable"):
        yield as_plan(hires[place], agency[place])
