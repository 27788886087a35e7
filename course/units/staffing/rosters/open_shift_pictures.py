"""One open shift: thirty people on the unit, fewer with each rule."""

from __future__ import annotations

from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from course.figures import charts
from course.figures.bars import add_bar
from course.figures.gauges import UNFAVORABLE_LOOK
from course.figures.handles import Handle, handle_on_line
from course.figures.stage import Stage
from course.labs.guess import Guessed
from course.rostering.violations import LEAVE, SHIFT_LIMIT
from course.units.staffing.rosters.open_shift_model import AT_WORK, BEYOND_CONTRACT, LOSES_REST, MAY_COME, OpenShift

# What keeps people away, as the picture and the table say it.
STEP_WORDS = {
    AT_WORK: "at work that day",
    LEAVE: "on leave",
    SHIFT_LIMIT: "contract has no such shift",
    LOSES_REST: "would lose their rest",
    BEYOND_CONTRACT: "beyond hours or weekends",
}
BAR_HEIGHT = 0.62
GUESS_HEIGHT = -0.62


class OpenShiftView:
    """Everybody on the unit, and those left after each step; before the reveal only the guess stands there."""

    def __init__(self, shift: OpenShift) -> None:
        people = shift.people
        fig, ax = charts.figure(780, 300)
        fig.subplots_adjust(left=0.27, right=0.97, top=0.80, bottom=0.18)
        labels = ["everybody on the unit", *STEP_WORDS.values(), MAY_COME]
        last = len(labels) - 1
        ax.set_xlim(0, people + 1)
        ax.set_ylim(-0.9, last + 0.5)
        ax.set_yticks(range(len(labels)), list(reversed(labels)), color=charts.INK)
        ax.tick_params(axis="y", length=0)
        ax.set_xlabel("people", color=charts.SOFT)
        charts.titled(
            ax, "Thirty people on the unit, and one shift is open", f"Who may come for {shift.name}, after each rule"
        )
        add_bar(ax, (0, last - BAR_HEIGHT / 2), people, BAR_HEIGHT, facecolor=charts.LINE, edgecolor="white")
        ax.text(0.3, last, str(people), va="center", fontsize=11, fontweight="bold", color=charts.INK)
        self.steps = _steps(ax, shift, last)
        (self.guess,) = ax.plot([], [], marker="^", markersize=12, color=charts.INK, linestyle="none", clip_on=False)
        self.said = ax.text(0, GUESS_HEIGHT, "", va="center", fontsize=10.5, fontweight="bold", color=charts.INK)
        self.stage = Stage(fig, [*self.steps, self.guess, self.said])

    def draw(self, result: Guessed[OpenShift]) -> bytes:
        for artist in self.steps:
            artist.set_visible(result.shown)
        self.guess.set_data([result.guess], [GUESS_HEIGHT])
        self.said.set_position((result.guess + 0.6, GUESS_HEIGHT))
        self.said.set_text(f"your guess: {result.guess}")
        return self.stage.png()

    def handles(self, result: Guessed[OpenShift]) -> list[Handle]:
        """Return the mark of the guess, to be dragged."""
        return [handle_on_line(self.guess, "guess", "x")]

    def describe(self, result: Guessed[OpenShift]) -> str:
        shift = result.found
        guess = f"The guess stands at {result.guess} people."
        if not result.shown:
            return f"A bar of the unit's {shift.people} people; who is kept away is not shown yet. {guess}"
        steps = ", ".join(f"{shift.counts[step]} {said}" for step, said in STEP_WORDS.items())
        return f"Of {shift.people} people, {steps}; {shift.may_come} may come. {guess}"


def _steps(ax: Axes, shift: OpenShift, top: int) -> list[Artist]:
    """Draw those whom each step keeps away, hatched, and at the foot those who may come; each with its number."""
    drawn: list[Artist] = []
    left = shift.people
    for place, step in enumerate(STEP_WORDS, start=1):
        away = shift.counts[step]
        left -= away
        drawn.append(add_bar(ax, (left, top - place - BAR_HEIGHT / 2), away, BAR_HEIGHT, **UNFAVORABLE_LOOK))
        words = f"−{away}" if away else "none"
        drawn.append(ax.text(left + away + 0.3, top - place, words, va="center", fontsize=11, color=charts.INK))
    look: dict[str, Any] = {"facecolor": charts.FAVORABLE, "edgecolor": "white"}
    drawn.append(add_bar(ax, (0, -BAR_HEIGHT / 2), left, BAR_HEIGHT, **look))
    bold: dict[str, Any] = {"fontsize": 12, "fontweight": "bold", "color": charts.INK}
    return [*drawn, ax.text(left + 0.3, 0, str(left), va="center", **bold)]
