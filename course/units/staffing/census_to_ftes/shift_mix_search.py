"""Looks through every mix of shifts of decision S1 that keeps the float limit and leaves the charge nurse free."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.decisions.search import RANDOM_PLANS, PlanSearch
from course.staffing.coverage import BLOCKS, HOURS
from course.units.staffing.census_to_ftes.shift_mix_decision import (
    CHARGE_COUNTED,
    ShiftMixDecision,
    mistake_shown,
    mistaken_requirements,
    score_shares,
)
from course.units.staffing.census_to_ftes.shift_mix_model import (
    MOST_IN_A_FLOAT_BLOCK,
    MOST_NURSES,
    MOST_ON_SHIFT,
    ShiftMix,
    as_plan,
    as_row,
    on_duty,
    planned_hours,
    required,
)


@dataclass(frozen=True)
class ShiftMixSearch(PlanSearch[ShiftMixDecision]):
    """Every mix that can cover the day."""

    @property
    def mix(self) -> ShiftMix:
        """What the day asks for."""
        return self.decision.mix

    def candidates(self) -> Iterator[dict[str, Any]]:
        """Run through every mix that earns everything, the fewest hours and people first, then today's."""
        full = self.covering[planned_hours(self.covering) <= self.mix.hours_limit]
        for row in full[_leanest_first(full)]:
            yield as_plan(row)
        yield self.decision.nothing()

    def slipping_plans(self) -> dict[str, dict[str, Any]]:
        """Return a plan for each slip, as somebody who makes it would keep it: the leanest they believe in."""
        wanted = mistaken_requirements(self.mix)
        plans = {name: as_plan(self._leanest(nurses)) for name, nurses in wanted.items()}
        counting = self._leanest(required(self.mix) - 1)
        counting[-1] = 1
        return plans | {CHARGE_COUNTED: as_plan(counting)}

    @cached_property
    def covering(self) -> NDArray[np.int_]:
        """Every mix that covers the required nurses within the float limit, the charge nurse free."""
        return self._covers(required(self.mix))

    def _covers(self, wanted: NDArray[np.int_]) -> NDArray[np.int_]:
        rows, there = _within_floats(self.mix.float_limit)
        return np.asarray(rows[(there >= wanted).all(axis=-1)])

    def _leanest(self, wanted: NDArray[np.int_]) -> NDArray[np.int_]:
        rows = self._covers(wanted)
        return np.array(rows[_leanest_first(rows)[0]])

    @property
    def fewest_hours(self) -> float:
        """Worked hours of the leanest mix that covers the day, whatever the limit is."""
        return float(planned_hours(self.covering).min())

    @property
    def flat_mix_fits(self) -> bool:
        """Whether as many nurses by night as by day, for the fullest block, would fit the hours."""
        return bool(required(self.mix).max() * HOURS <= self.mix.hours_limit)

    @property
    def full_mark_count(self) -> int:
        """Mixes that cover the day within its hours."""
        return int((planned_hours(self.covering) <= self.mix.hours_limit).sum())

    @property
    def mean_random_share(self) -> float:
        """What a thousand random plans earn on the mean."""
        rng, most = np.random.default_rng(0), np.array(list(MOST_ON_SHIFT.values()))
        nurses = rng.integers(0, most + 1, (RANDOM_PLANS, len(most)))
        rows = np.column_stack([nurses, rng.integers(0, 2, RANDOM_PLANS)])
        return float(score_shares(self.mix, rows).mean())

    @property
    def every_slip_can_be_shown(self) -> bool:
        """Whether each slip has a plan that shows it and nothing else, so that its sentence can be seen."""
        plans = self.slipping_plans()
        told = all(mistake_shown(self.mix, as_row(plans[n])) == n for n in mistaken_requirements(self.mix))
        return told and all(not self.decision.scorecard(plan).full for plan in plans.values())


def _leanest_first(rows: NDArray[np.int_]) -> NDArray[np.intp]:
    """Return the order of plans by hours, and among equals by people."""
    return np.lexsort((rows.sum(axis=-1), planned_hours(rows)))


@cache
def _within_floats(limit: int) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    """Return every mix with at most so many float blocks and a free charge nurse, and whom it has in each block."""
    long = np.array(list(product(*(range(top + 1) for top in MOST_NURSES.values()))))
    blocks = np.array([f for f in product(range(MOST_IN_A_FLOAT_BLOCK + 1), repeat=BLOCKS) if sum(f) <= limit])
    rows = np.hstack([np.repeat(long, len(blocks), axis=0), np.tile(blocks, (len(long), 1))])
    rows = np.column_stack([rows, np.zeros(len(rows), dtype=int)])
    return rows, on_duty(rows)
