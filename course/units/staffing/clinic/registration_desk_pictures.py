"""The wait at the registration desk: a curve for each number of clerks, and the busy hour as a point."""

from __future__ import annotations

from math import isinf
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.collections import LineCollection

from course.figures import charts
from course.figures.moving_text import MovingText
from course.figures.stage import Stage
from course.units.staffing.clinic.registration_desk_model import (
    DeskWait,
    RegistrationDesk,
    wait_curve,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

MOST_CLERKS, LONGEST_MINUTES = 8, 30


class DeskView:
    """A curve of the wait for each number of clerks, the chosen one strong, with the busy hour as a point on it."""

    def __init__(self, desk: RegistrationDesk, most_arrivals: int) -> None:
        fig, ax = charts.figure(780, 380)
        fig.subplots_adjust(left=0.085, right=0.97, top=0.82, bottom=0.14)
        _prepare_axis(ax, most_arrivals)
        self.curves = {clerks: wait_curve(desk, clerks, most_arrivals) for clerks in range(1, MOST_CLERKS + 1)}
        ax.add_collection(LineCollection(list(self.curves.values()), colors=charts.LINE, linewidths=1), autolim=False)
        for clerks, curve in self.curves.items():
            _name_curve(ax, clerks, curve)
        goal = desk.wait_goal_minutes
        ax.axhline(goal, color=charts.SOFT, linewidth=1, linestyle=":")
        ax.text(0.3, goal + 0.35, f"goal: {goal} minutes", fontsize=10, color=charts.SOFT)
        (self.line,) = ax.plot([], [], color=charts.FAVORABLE, linewidth=3)
        (self.point,) = ax.plot([], [], marker="o", markersize=11, color=charts.INK, linestyle="none", clip_on=False)
        self.words = MovingText(ax, size=11, bold=True)
        self._most = most_arrivals
        self.stage = Stage(fig, [self.line, self.point, self.words])

    def draw(self, result: DeskWait) -> bytes:
        self.line.set_data(*self.curves[result.clerks].T)
        height = min(result.wait_minutes, LONGEST_MINUTES)
        self.point.set_data([result.arrivals_per_hour], [height])
        self.point.set_marker("o" if result.wait_minutes <= LONGEST_MINUTES else "^")
        right = result.arrivals_per_hour > 0.6 * self._most
        beside = result.arrivals_per_hour + (-0.02 if right else 0.02) * self._most
        above = height + (2.4 if height < 8 else -2.2)
        self.words.say(_wait(result), beside, above, ha="right" if right else "left")
        return self.stage.png()

    def describe(self, result: DeskWait) -> str:
        return (
            f"Curves of the mean wait against arrivals for one to {MOST_CLERKS} clerks; with {result.clerks} "
            f"clerks and {result.arrivals_per_hour:g} arrivals an hour: {_wait(result)}."
        )


def _prepare_axis(ax: Axes, most_arrivals: int) -> None:
    ax.set_xlim(0, most_arrivals)
    ax.set_ylim(0, LONGEST_MINUTES)
    ax.set_xlabel("patients who arrive in the hour", color=charts.SOFT)
    ax.set_ylabel("mean wait, minutes", color=charts.SOFT)
    charts.titled(
        ax,
        "The last busy minutes cost the most waiting",
        "Mean wait by arrivals, one curve for each number of clerks",
    )


def _name_curve(ax: Axes, clerks: int, curve: NDArray[np.float64]) -> None:
    """Write the clerks beside a curve, where it leaves the chart at its top."""
    arrivals, waits = curve.T
    if waits[-1] > LONGEST_MINUTES:
        height = 0.95 * LONGEST_MINUTES
        at = float(np.interp(height, waits, arrivals)) + 0.006 * ax.get_xlim()[1]
        name = "1 clerk" if clerks == 1 else str(clerks)
        ax.text(at, height, name, ha="left", va="center", fontsize=9.5, color=charts.SOFT)


def _wait(result: DeskWait) -> str:
    if isinf(result.wait_minutes):
        return "the queue never ends"
    return f"{result.wait_minutes:.1f} minutes, clerks {result.busy_share:.0%} busy"
