"""A chair that is never empty, and the way from the payroll to the bedside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from course.figures import charts
from course.figures.bars import add_bar
from course.figures.gauges import UNFAVORABLE_LOOK
from course.figures.handles import Handle, handle_on_line
from course.figures.skipping import skipped_while_graded
from course.figures.stage import Stage
from course.labs.guess import Guessed
from course.staffing.hours import PAID_HOURS_PER_FTE
from course.units.staffing.census_to_ftes.chair_model import HOURS_A_YEAR, STORY_CENSUS, STORY_HPPD, Chair, whereabouts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patches import Rectangle

MOST_FTES = 8
SCALE_HOURS = MOST_FTES * PAID_HOURS_PER_FTE  # the chair fills the width, so that it gives no answer away


class ChairView:
    """A year of one chair above, the people paid for it beneath; before the reveal, only the guess stands there."""

    def __init__(self, full: Chair) -> None:
        fig, ax = charts.figure(780, 270)
        fig.subplots_adjust(left=0.02, right=0.98, top=0.78, bottom=0.20)
        ax.set_xlim(0, SCALE_HOURS)
        ax.set_ylim(-0.15, 2.1)
        ax.set_yticks([])
        ticks = np.arange(MOST_FTES + 1)
        ax.set_xticks(ticks * PAID_HOURS_PER_FTE, [str(n) for n in ticks])
        ax.spines["left"].set_visible(False)
        ax.set_xlabel("full-time equivalents on the payroll, 2,080 paid hours a year each", color=charts.SOFT)
        charts.titled(
            ax,
            "One nurse's chair is never empty. How many full-time people does it take?",
            "Above: the chair's year. Beneath, on a scale of its own: who is paid; hatched hours are not worked",
        )
        frame: dict[str, Any] = {"facecolor": "white", "edgecolor": charts.INK, "linewidth": 1.5}
        add_bar(ax, (0, 1.25), SCALE_HOURS, 0.6, **frame)
        self.empty = ax.text(SCALE_HOURS / 2, 1.55, "8,760 hours to fill", ha="center", va="center", fontsize=11)
        self.people = _people(ax, full)
        (self.guess,) = ax.plot([], [], marker="v", markersize=13, color=charts.UNFAVORABLE, linestyle="none")
        self.said = ax.text(0, 0.93, "", ha="center", va="center", fontsize=10.5, fontweight="bold", color=charts.INK)
        self.stage = Stage(fig, [self.empty, *self.people, self.guess, self.said])

    def draw(self, result: Guessed[Chair]) -> bytes:
        self.empty.set_visible(not result.shown)
        for artist in self.people:
            artist.set_visible(result.shown)
        place = result.guess * PAID_HOURS_PER_FTE
        self.guess.set_data([place], [0.72])
        self.said.set_position((place, 0.95))
        self.said.set_text(f"your guess: {result.guess:.1f}")
        return self.stage.png()

    def handles(self, result: Guessed[Chair]) -> list[Handle]:
        """Return the mark of the guess, to be dragged."""
        return [handle_on_line(self.guess, "guess", "x", 1 / PAID_HOURS_PER_FTE)]

    def describe(self, result: Guessed[Chair]) -> str:
        full = result.found
        guess = f"The guess stands at {result.guess:.1f} full-time equivalents."
        if not result.shown:
            return f"A bar of 8,760 hours, the year of one chair that is never empty, with nobody in it yet. {guess}"
        return (
            f"The chair's 8,760 hours filled by {full.ftes:.2f} full-time equivalents, each of whom works "
            f"{full.worked_hours:,.0f} of 2,080 paid hours; the other {full.away_hours:,.0f} are hatched. {guess}"
        )


def _people(ax: Axes, full: Chair) -> list[Rectangle]:
    """Draw each full-time equivalent: worked hours in the chair and on the payroll, hours away on the payroll only."""
    solid: dict[str, Any] = {"facecolor": charts.FAVORABLE, "edgecolor": "white"}
    stretch = SCALE_HOURS / HOURS_A_YEAR
    drawn = []
    for person in range(int(np.ceil(full.ftes))):
        part = min(1.0, full.ftes - person)
        paid = person * PAID_HOURS_PER_FTE
        worked = part * full.worked_hours
        drawn.append(add_bar(ax, (person * full.worked_hours * stretch, 1.25), worked * stretch, 0.6, **solid))
        drawn.append(add_bar(ax, (paid, 0), worked, 0.6, **solid))
        drawn.append(add_bar(ax, (paid + worked, 0), part * full.away_hours, 0.6, **UNFAVORABLE_LOOK))
    return drawn


@skipped_while_graded
def where_they_are() -> charts.Shown:
    """Return how fifty full-time equivalents become ten people at the bedside."""
    seen = whereabouts()
    steps = {
        "people on the payroll": (seen.people, "some work part-time"),
        "FTEs paid": (seen.paid_ftes, "2,080 paid hours a year each"),
        "FTEs' worth of work": (seen.productive_ftes, "13% of paid hours are leave, illness, training"),
        "there at an average hour": (seen.there_at_once, "a week has 168 hours, a full-time person 40"),
        "registered nurses of these": (seen.nurses_at_once, "the rest are practical nurses and aides"),
    }
    fig, ax = charts.figure(780, 300)
    fig.subplots_adjust(left=0.265, right=0.98, top=0.80, bottom=0.04)
    last = len(steps) - 1
    for place, (value, why) in enumerate(steps.values()):
        color = charts.FAVORABLE if place >= last - 1 else charts.LINE
        ax.barh(last - place, value, height=0.62, color=color)
        ax.text(
            value + 0.8, last - place, f"{value:.1f}", va="center", fontsize=11, fontweight="bold", color=charts.INK
        )
        ax.text(value + 12, last - place, why, va="center", fontsize=9.5, color=charts.SOFT)
    ax.set_yticks(range(len(steps)), list(reversed(steps)), color=charts.INK)
    ax.set_xlim(0, 135)
    ax.set_xticks([])
    ax.tick_params(axis="y", length=0)
    ax.spines["bottom"].set_visible(False)
    charts.titled(
        ax,
        "Fifty full-time equivalents put ten people at the bedside",
        f"Wrenfield's unit: {STORY_CENSUS} patients on an average day, {STORY_HPPD} hours of care for each",
    )
    said = ", ".join(f"{value:.1f} {name}" for name, (value, _) in steps.items())
    rows = [[name[0].upper() + name[1:], f"{v:.1f}", why] for name, (v, why) in steps.items()]
    return charts.show(fig, f"Bars from the payroll to the bedside: {said}.", [["Step", "Number", "Why"], *rows])
