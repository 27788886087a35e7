"""Looks through a grid of 142,884 weeks of the nursing home."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.decisions.rules import TOLERANCE
from course.decisions.search import PlanSearch
from course.units.staffing.nursing_home.nursing_home_week_decision import HomeWeekDecision, rules_kept
from course.units.staffing.nursing_home.nursing_home_week_model import as_plan, measure_week


@dataclass(frozen=True)
class HomeWeekSearch(PlanSearch[HomeWeekDecision]):
    """Any day worth trying on weekdays, with any at weekends."""

    def candidates(self) -> Iterator[dict[str, Any]]:
        """Run through every full-mark plan of the grid, the cheapest first, then today's."""
        for row in np.argsort(measure_week(self.decision.week, self.full_marks).cost_usd, kind="stable"):
            yield as_plan(self.full_marks[row])
        yield self.decision.nothing()

    def slipping_plans(self) -> dict[str, dict[str, Any]]:
        """Return a plan for each slip, as somebody who makes it would keep it."""
        week = self.decision.week
        averaged, instead = self._aides_added(week.residents), week.today
        averaged[0, 2] += 8
        averaged[1, 2] -= 12
        instead[:, 1] += 8
        plans = {
            "certified beds as denominator": self._aides_added(week.certified_beds),
            "average hides the weekend": averaged,
            "practical nurses as aides": instead,
        }
        return {name: as_plan(hours) for name, hours in plans.items()}

    @property
    def every_slip_can_be_shown(self) -> bool:
        """Whether each slip has a plan that shows it and no other."""
        return all(self.decision.first_mistake(plan) == name for name, plan in self.slipping_plans().items())

    @property
    def full_mark_count(self) -> int:
        """Plans of the grid that earn everything; between its steps and beyond it there are more."""
        return len(self.full_marks)

    @cached_property
    def full_marks(self) -> NDArray[np.float64]:
        """Every plan of the grid that earns everything, shape (plans, 2, 4).

        A day that breaks a rule of its own is in no such plan, so only the other days are paired.
        """
        days, week = self.grid_days, self.decision.week
        kept = days[:, 0] >= week.rn_floor_hours - TOLERANCE
        kept &= days[:, 2] + days[:, 3] >= week.aide_floor_hours - TOLERANCE
        kept &= days.sum(axis=1) >= week.total_floor_hours - TOLERANCE
        plans = _pair(days[kept])
        return np.asarray(plans[(rules_kept(week, plans) >= 1).all(axis=-1)])

    @property
    def grid(self) -> NDArray[np.float64]:
        """Any day of `grid_days` on weekdays with any at weekends: 378 x 378 = 142,884 plans."""
        return _pair(self.grid_days)

    @cached_property
    def grid_days(self) -> NDArray[np.float64]:
        """Days worth trying, shape (378, 4): around the board's floors for registered nurses and aides, and from
        today's practical nurses down. Own aides fill what they can, since the agency's cost more."""
        week = self.decision.week
        rn = np.ceil(week.rn_floor_hours) - 2 + 2 * np.arange(6)
        lpn = max(week.weekday.lpn_hours, week.weekend.lpn_hours) + 4 - 4 * np.arange(7)
        aides = np.ceil(week.aide_floor_hours) - 9 + 3 * np.arange(9)
        days = np.stack(np.meshgrid(rn, lpn, aides, indexing="ij"), axis=-1).reshape(-1, 3)
        bought = np.clip(days[:, 2] - week.own_aide_limit_hours, 0, None)
        return np.column_stack([days[:, :2], days[:, 2] - bought, bought])

    @property
    def adding_aides_is_enough(self) -> bool:
        """Whether today's week with aides added up to the policy, the agency's last, would keep every rule."""
        week = self.decision.week
        return bool((rules_kept(week, self._aides_added(week.residents)) >= 1).all())

    def _aides_added(self, denominator: int) -> NDArray[np.float64]:
        """Return today's week brought up to each floor per head of a denominator, the agency's aides last."""
        week = self.decision.week
        plan = week.today
        aides = np.maximum(plan[:, 2], week.aide_floor_hprd * denominator)
        plan[:, 0] = np.maximum(plan[:, 0], week.rn_floor_hprd * denominator)
        plan[:, 2] = np.minimum(aides, week.own_aide_limit_hours)
        plan[:, 3] = aides - plan[:, 2]
        plan[:, 1] = np.maximum(plan[:, 1], week.total_floor_hprd * denominator - plan[:, 0] - aides)
        plan[1, 1] += max(0.0, week.weekend_floor_share * plan[0].sum() - plan[1].sum())
        return plan


def _pair(days: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return every day as a weekday beside every day as a day of the weekend."""
    weekday, weekend = np.divmod(np.arange(len(days) ** 2), max(1, len(days)))
    return np.stack([days[weekday], days[weekend]], axis=1)
