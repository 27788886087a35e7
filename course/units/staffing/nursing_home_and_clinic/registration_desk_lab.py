"""The registration desk: how the wait grows as the clerks get busy, by Erlang's formula."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isinf
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.collections import LineCollection

from course.figures import charts
from course.figures.moving_text import MovingText
from course.figures.skipping import for_readers
from course.figures.stage import Stage
from course.labs.lab import Lab, Reading, Slider
from course.staffing.queues import delay_probability, mean_wait_minutes, probability_waits_longer, utilization

if TYPE_CHECKING:
    from course.units.staffing.case import StaffingCase
    from course.units.staffing.nursing_home_and_clinic.clinic_draw import Desk

MOST_CLERKS, LONGEST_MINUTES = 8, 30
POINTS_OF_CURVE = 40


@dataclass(frozen=True)
class Waiting:
    """What one number of clerks does to the wait; without end where they cannot keep up."""

    desk: Desk
    arrivals_per_hour: float
    clerks: int
    busy_share: float
    wait_share: float
    wait_minutes: float
    long_share: float

    @property
    def keeps_up(self) -> bool:
        return self.busy_share < 1


def evaluate(desk: Desk, arrivals_per_hour: float, clerks: float) -> Waiting:
    """Return the wait at the desk for so many arrivals and clerks."""
    rates, servers = (arrivals_per_hour, desk.served_per_hour), int(clerks)
    busy = utilization(*rates, servers)
    if busy >= 1:
        return Waiting(desk, arrivals_per_hour, servers, busy, 1.0, inf, 1.0)
    return Waiting(
        desk,
        arrivals_per_hour,
        servers,
        busy,
        delay_probability(*rates, servers),
        mean_wait_minutes(*rates, servers),
        probability_waits_longer(*rates, servers, desk.long_wait_minutes),
    )


def curve(desk: Desk, clerks: int, most_arrivals: float) -> Any:
    """Return the mean wait along the arrivals that so many clerks can bear, up to what the chart shows."""
    end = min(clerks * desk.served_per_hour * 0.995, most_arrivals)
    arrivals = end * (1 - (1 - np.linspace(0.001, 1, POINTS_OF_CURVE)) ** 2)  # closer together where the curve bends
    waits = [mean_wait_minutes(a, desk.served_per_hour, clerks) for a in arrivals]
    return np.column_stack([arrivals, waits])


class DeskView:
    """A curve of the wait for each number of clerks, the chosen one strong, with the busy hour as a point on it."""

    def __init__(self, desk: Desk, most_arrivals: int) -> None:
        fig, ax = charts.figure(780, 380)
        fig.subplots_adjust(left=0.085, right=0.97, top=0.82, bottom=0.14)
        ax.set_xlim(0, most_arrivals)
        ax.set_ylim(0, LONGEST_MINUTES)
        ax.set_xlabel("patients who arrive in the hour", color=charts.SOFT)
        ax.set_ylabel("mean wait, minutes", color=charts.SOFT)
        charts.titled(
            ax,
            "The last busy minutes cost the most waiting",
            "Mean wait by arrivals, one curve for each number of clerks",
        )
        self.curves = {clerks: curve(desk, clerks, most_arrivals) for clerks in range(1, MOST_CLERKS + 1)}
        ax.add_collection(LineCollection(list(self.curves.values()), colors=charts.LINE, linewidths=1), autolim=False)
        for clerks, (arrivals, waits) in ((c, each.T) for c, each in self.curves.items()):
            if waits[-1] > LONGEST_MINUTES:
                at = float(np.interp(0.95 * LONGEST_MINUTES, waits, arrivals)) + 0.006 * most_arrivals
                name = "1 clerk" if clerks == 1 else str(clerks)
                ax.text(at, 0.95 * LONGEST_MINUTES, name, ha="left", va="center", fontsize=9.5, color=charts.SOFT)
        ax.axhline(desk.wait_goal_minutes, color=charts.SOFT, linewidth=1, linestyle=":")
        ax.text(
            0.3,
            desk.wait_goal_minutes + 0.35,
            f"goal: {desk.wait_goal_minutes} minutes",
            fontsize=10,
            color=charts.SOFT,
        )
        (self.line,) = ax.plot([], [], color=charts.FAVORABLE, linewidth=3)
        (self.point,) = ax.plot([], [], marker="o", markersize=11, color=charts.INK, linestyle="none", clip_on=False)
        self.words = MovingText(ax, size=11, bold=True)
        self._most = most_arrivals
        self.stage = Stage(fig, [self.line, self.point, self.words])

    def draw(self, result: Waiting) -> bytes:
        self.line.set_data(*self.curves[result.clerks].T)
        height = min(result.wait_minutes, LONGEST_MINUTES)
        self.point.set_data([result.arrivals_per_hour], [height])
        self.point.set_marker("o" if result.wait_minutes <= LONGEST_MINUTES else "^")
        right = result.arrivals_per_hour > 0.6 * self._most
        beside = result.arrivals_per_hour + (-0.02 if right else 0.02) * self._most
        above = height + (2.4 if height < 8 else -2.2)
        self.words.say(_wait(result), beside, above, ha="right" if right else "left")
        return self.stage.png()

    def describe(self, result: Waiting) -> str:
        return (
            f"Curves of the mean wait against arrivals for one to {MOST_CLERKS} clerks; with {result.clerks} "
            f"clerks and {result.arrivals_per_hour:g} arrivals an hour: {_wait(result)}."
        )


def _wait(result: Waiting) -> str:
    if isinf(result.wait_minutes):
        return "the queue never ends"
    return f"{result.wait_minutes:.1f} minutes, clerks {result.busy_share:.0%} busy"


def reading(result: Waiting) -> Reading:
    """Say how long people wait, and how busy the clerks are for it."""
    desk = result.desk
    if not result.keeps_up:
        capacity = result.clerks * desk.served_per_hour
        return Reading(
            f"{result.clerks} clerks can register {capacity} an hour, and {result.arrivals_per_hour:g} come: the queue "
            "grows until the hour is over. No formula gives that a mean.",
            marks=[(False, f"Mean wait at most {desk.wait_goal_minutes} minutes: without end")],
            table=_rows(result),
        )
    met = result.wait_minutes <= desk.wait_goal_minutes
    return Reading(
        f"{result.wait_share:.0%} of patients wait at all, {result.long_share:.0%} longer than "
        f"{desk.long_wait_minutes} minutes; the mean of everybody is {result.wait_minutes:.1f} minutes. "
        f"A clerk is busy {result.busy_share:.0%} of the hour.",
        marks=[(met, f"Mean wait at most {desk.wait_goal_minutes} minutes: {result.wait_minutes:.1f}")],
        table=_rows(result),
    )


def _rows(result: Waiting) -> list[list[str]]:
    head = ["Clerks", "Busy", "Wait at all", "Mean wait, minutes", f"Over {result.desk.long_wait_minutes} minutes"]
    rows = []
    for clerks in range(1, MOST_CLERKS + 1):
        each = evaluate(result.desk, result.arrivals_per_hour, clerks)
        if each.keeps_up:
            wait = f"{each.wait_minutes:.2f}"
            rows.append(
                [str(clerks), f"{each.busy_share:.0%}", f"{each.wait_share:.0%}", wait, f"{each.long_share:.0%}"]
            )
        else:
            rows.append([str(clerks), "all the time", "everybody", "without end", "everybody"])
    return [head, *rows]


@for_readers
def desk_lab(my: StaffingCase) -> Lab:
    """Return the lab of the registration desk: clerks against the wait."""
    desk = my.clinic.desk
    most = int(1.5 * desk.arrivals_per_hour)
    return Lab(
        title="The registration desk",
        question=f"How many clerks keep the mean wait within {desk.wait_goal_minutes} minutes in the busy hour?",
        controls=[
            Slider("clerks", "Clerks at the desk", 1, MOST_CLERKS, 1, desk.clerks, unit="clerks",
                   help=f"Each registers {desk.served_per_hour} patients an hour."),
            Slider("arrivals_per_hour", "Patients who arrive", 5, most, 1, desk.arrivals_per_hour, unit="an hour",
                   help=f"In the busy hour {desk.arrivals_per_hour}."),
        ],
        model=lambda arrivals_per_hour, clerks: evaluate(desk, arrivals_per_hour, clerks),
        view=DeskView(desk, most),
        reading=reading,
    )  # fmt: skip


LABS = {"registration_desk": desk_lab}
