"""Looks for plans that earn everything: for drawing an organization, for hints and for the reference answers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np

from course.decisions.rules import Decision

D = TypeVar("D", bound=Decision)

RANDOM_PLANS = 1_000


@dataclass(frozen=True)
class PlanSearch(ABC, Generic[D]):
    """What the drawing of a decision's case, and the tests of every case, ask of it.

    A decision says what a plan earns; its search knows where the good ones are. No released cell names it.

    Parameters
    ----------
    decision : Decision
        On one organization.
    """

    decision: D

    @abstractmethod
    def candidates(self) -> Iterator[dict[str, Any]]:
        """Run through plans worth trying, among which are at least four that earn everything."""

    @abstractmethod
    def slipping_plans(self) -> dict[str, dict[str, Any]]:
        """Return a plan for each slip that can be shown, as somebody who makes it would keep it."""

    @property
    def full_mark_count(self) -> int:
        """Number of candidates that earn everything."""
        return sum(self.decision.scorecard(plan).full for plan in self.candidates())

    @property
    def mean_random_share(self) -> float:
        """What a thousand random plans earn on the mean, from 0 to 1."""
        rng = np.random.default_rng(0)
        shares = [self.decision.scorecard(self.decision.random(rng)).share for _ in range(RANDOM_PLANS)]
        return float(np.mean(shares))

    @property
    def every_slip_can_be_shown(self) -> bool:
        """Whether each slip has a plan that shows it, so that its sentence can be seen."""
        plans = self.slipping_plans()
        return all(
            slip.name in plans and slip.name in {s.name for s in self.decision.shown(plans[slip.name])}
            for slip in self.decision.slips()
        )
