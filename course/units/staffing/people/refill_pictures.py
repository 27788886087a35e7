"""Empty posts by month, when all of them are filled on the first day and nobody is hired after that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.figures import charts
from course.figures.handles import Handle, handle_on_line
from course.figures.moving_text import MovingText
from course.figures.stage import Stage
from course.labs.guess import Guessed
from course.units.staffing.people.hiring_model import MONTHS, SHORT_MONTH_NAMES, FilledOnce

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

MOST_EMPTY = 24
BEFORE, DAY_1 = -1, 0  # places on the axis; the months follow


class RefillView:
    """Empty posts by month; before the reveal, the first day and the guess alone."""

    def __init__(self, filled: FilledOnce) -> None:
        fig, ax = charts.figure(780, 320)
        fig.subplots_adjust(left=0.07, right=0.97, top=0.81, bottom=0.15)
        months = range(1, MONTHS + 1)
        _prepare_axis(ax, filled.vacant)
        self.bars = ax.bar(
            months,
            filled.empty,
            width=0.7,
            facecolor="white",
            edgecolor=charts.UNFAVORABLE,
            hatch=charts.UNFAVORABLE_HATCH,
        ).patches
        self.last = _number(ax, MONTHS, filled.empty[-1], f"{filled.empty[-1]:.1f}")
        self.hidden = [MovingText(ax, month, 0.9, ha="center", size=10.5, bold=True) for month in months]
        self.said = MovingText(ax, MONTHS + 0.4, ha="right", size=10.5, bold=True)
        (self.guess,) = ax.plot([], [], marker="<", markersize=12, color=charts.INK, linestyle="none", clip_on=False)
        self.stage = Stage(fig, [*self.bars, self.last, self.guess, *self.hidden, self.said])

    def draw(self, result: Guessed[FilledOnce]) -> bytes:
        for artist in (*self.bars, self.last):
            artist.set_visible(result.shown)
        self.guess.set_data([MONTHS + 0.62], [result.guess])
        for text in self.hidden:
            text.say("" if result.shown else "?")
        height = 20.5 if result.shown else max(result.guess, 3.0)
        self.said.say(f"your guess for June: {result.guess:.0f}", y=height)
        return self.stage.png()

    def handles(self, result: Guessed[FilledOnce]) -> list[Handle]:
        """Return the mark of the guess, to be dragged."""
        return [handle_on_line(self.guess, "guess", "y")]

    def describe(self, result: Guessed[FilledOnce]) -> str:
        seen = result.found
        start = f"Bars of empty posts: {seen.vacant} before, none on the first day"
        if not result.shown:
            return f"{start}, the months after it are covered, and your guess for June is {result.guess:.0f}."
        return f"{start}, rising every month to {seen.empty[-1]:.1f} in June; you guessed {result.guess:.0f}."


def _prepare_axis(ax: Axes, vacant: int) -> None:
    ax.set_xlim(BEFORE - 0.7, MONTHS + 0.9)
    ax.set_ylim(0, MOST_EMPTY)
    ax.set_xticks([BEFORE, DAY_1, *range(1, MONTHS + 1)], ["before", "day 1", *SHORT_MONTH_NAMES])
    ax.tick_params(axis="x", length=0)
    ax.set_ylabel("empty posts", color=charts.SOFT)
    charts.titled(
        ax,
        f"{vacant} empty posts, {vacant} nurses hired on the first day. And then?",
        "Empty posts at the end of each month, when nobody is hired after that",
    )
    ax.bar([BEFORE], [vacant], width=0.7, color=charts.LINE)
    _number(ax, BEFORE, vacant, str(vacant))
    _number(ax, DAY_1, 0, "0")


def _number(ax: Axes, place: int, height: float, words: str) -> Text:
    return ax.text(place, height + 0.4, words, ha="center", fontsize=11, fontweight="bold")
