"""The registration desk: how long patients wait for a clerk, by Erlang's formulas."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from course.staffing.queues import delay_probability, mean_wait_minutes, probability_waits_longer, utilization

POINTS_OF_CURVE = 40


@dataclass(frozen=True)
class RegistrationDesk:
    """A registration desk in its busy hour: arrivals, patients a clerk serves, clerks, and the goal for the wait."""

    arrivals_per_hour: int
    served_per_hour: int
    clerks: int
    wait_goal_minutes: int
    long_wait_minutes: int


@dataclass(frozen=True)
class DeskWait:
    """What one number of clerks does to the wait; without end where they cannot keep up."""

    desk: RegistrationDesk
    arrivals_per_hour: float
    clerks: int
    busy_share: float
    wait_share: float
    wait_minutes: float
    long_share: float

    @property
    def keeps_up(self) -> bool:
        """Whether the clerks can serve all who come."""
        return self.busy_share < 1


def wait_at_desk(desk: RegistrationDesk, arrivals_per_hour: float, clerks: float) -> DeskWait:
    """Return the wait at the desk for so many arrivals and clerks."""
    rates, servers = (arrivals_per_hour, desk.served_per_hour), int(clerks)
    busy = utilization(*rates, servers)
    if busy >= 1:
        return DeskWait(desk, arrivals_per_hour, servers, busy, 1.0, inf, 1.0)
    return DeskWait(
        desk,
        arrivals_per_hour,
        servers,
        busy,
        delay_probability(*rates, servers),
        mean_wait_minutes(*rates, servers),
        probability_waits_longer(*rates, servers, desk.long_wait_minutes),
    )


def wait_curve(desk: RegistrationDesk, clerks: int, most_arrivals: float) -> NDArray[np.float64]:
    """Return the mean wait along the arrivals that so many clerks can bear, as rows of arrivals and minutes."""
    end = min(clerks * desk.served_per_hour * 0.995, most_arrivals)
    arrivals = end * (1 - (1 - np.linspace(0.001, 1, POINTS_OF_CURVE)) ** 2)  # closer together where the curve bends
    waits = [mean_wait_minutes(a, desk.served_per_hour, clerks) for a in arrivals]
    return np.column_stack([arrivals, waits])
