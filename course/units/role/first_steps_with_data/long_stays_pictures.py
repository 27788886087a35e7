"""A few stay long: their part of a hundred stays and of a hundred bed days; and what was drawn to look for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.collections import PatchCollection
from matplotlib.patches import Rectangle

from course.figures import charts
from course.figures.handles import Handle, handle_on_line
from course.figures.skipping import skipped_while_graded
from course.figures.stage import Stage
from course.figures.text_tables import TextTable
from course.units.role.first_steps_with_data.long_stays_model import LongStays, wrenfield_shares

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from course.labs.guess import Guessed
    from course.units.role.first_steps_with_data.case import FirstStepsWithDataCase


class LongStaysView:
    """A hundred stays above a hundred bed days: the long stays' part of each."""

    def __init__(self) -> None:
        fig, ax = charts.figure(780, 250)
        ax.set_position((0.02, 0.02, 0.96, 0.75))
        ax.set_xlim(0, 100)
        ax.set_ylim(-1.15, 2.6)
        ax.set_axis_off()
        charts.titled(
            ax,
            "Of 100 stays, 21 last a week or more",
            "Wrenfield, stays that ended in fiscal year 2025. Filled: seven days or more",
        )
        long = round(100 * wrenfield_shares().of_stays)
        self._cells(ax, 1.35, range(long, 100), charts.PALE)
        self._cells(ax, 1.35, range(long), charts.FAVORABLE)
        self._cells(ax, 0.1, range(100), charts.PALE)
        self.days = self._cells(ax, 0.1, range(round(100 * wrenfield_shares().of_days)), charts.FAVORABLE)
        for y, words in ((2.2, "of 100 stays"), (0.95, "of 100 bed days")):
            ax.text(0, y, words, va="center", fontsize=10.5, color=charts.INK)
        (self.mark,) = ax.plot([], [], marker="^", markersize=12, color=charts.UNFAVORABLE, linestyle="none")
        self.guess = ax.text(0, -0.75, "", ha="center", va="center", fontsize=10.5, color=charts.INK)
        at = 100 * wrenfield_shares().of_days + 1
        self.answer = ax.text(at, 0.4, "", ha="left", va="center", fontsize=12, fontweight="bold", color=charts.INK)
        moving: list[Artist] = [self.days, self.mark, self.guess, self.answer]
        self.stage = Stage(fig, moving)

    @staticmethod
    def _cells(ax: Axes, y: float, places: range, color: str) -> PatchCollection:
        """Draw some of a hundred cells in a row."""
        cells = [Rectangle((i + 0.1, y), 0.8, 0.6) for i in places]
        drawn = PatchCollection(cells, facecolor=color, edgecolor="none")
        ax.add_collection(drawn)
        return drawn

    def draw(self, result: Guessed[LongStays]) -> bytes:
        self.mark.set_data([result.guess], [-0.15])
        self.guess.set_text(f"your guess: {result.guess}")
        self.guess.set_x(min(max(result.guess, 8), 92))
        self.days.set_visible(result.shown)
        self.answer.set_text(f"{100 * result.found.of_days:.0f} of 100" if result.shown else "")
        return self.stage.png()

    def handles(self, result: Guessed[LongStays]) -> list[Handle]:
        """Return the mark of the guess, to be dragged."""
        return [handle_on_line(self.mark, "guess", "x")]

    def describe(self, result: Guessed[LongStays]) -> str:
        long = result.found
        stays = f"A strip of 100 stays, {100 * long.of_stays:.0f} of them of a week or more"
        days = f"they hold {100 * long.of_days:.0f} of 100 bed days" if result.shown else "their bed days are covered"
        return f"{stays}; below, a strip of 100 bed days: {days}; your guess is {result.guess}."


@skipped_while_graded
def drawn_values_table(my: FirstStepsWithDataCase) -> TextTable:
    """Return what was drawn for the learner to look for, and the names that stand for it."""
    mine = my.encounters
    rows = [
        ["my_unit", f'"{mine.unit}"', "the nursing unit you are asked about"],
        ["my_payer", f'"{mine.payer}"', "the payer you are asked about"],
        ["long_days", str(mine.long_stay_days), "days from which a stay is long: so many, or more"],
    ]
    caption = f"Yours: stays that ended from {mine.first_month} to {mine.last_month}"
    return TextTable(caption, ("Name, typed without quotes", "What it holds", "What it is"), rows)
