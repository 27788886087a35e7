"""Four weeks of the nursing home, a bar a day; its weekends stay covered until the guess is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle

from course.figures import charts
from course.figures.gauges import UNFAVORABLE_LOOK
from course.figures.handles import Handle, handle_on_line
from course.figures.stage import Stage
from course.labs.guess import Guessed
from course.units.staffing.nursing_home.nursing_home_model import WeekendHours

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from course.staffing.nursing_home import StaffDay


class WeekendView:
    """A bar a day; the weekends stay empty until they are uncovered."""

    def __init__(self, days: tuple[StaffDay, ...]) -> None:
        fig, ax = charts.figure(780, 340)
        fig.subplots_adjust(left=0.075, right=0.98, top=0.83, bottom=0.19)
        _prepare_axis(ax, len(days))
        weekends = [i for i, day in enumerate(days) if day.weekend]
        for i, day in enumerate(days):
            if not day.weekend:
                ax.add_patch(Rectangle((i - 0.4, 0), 0.8, day.hprd, facecolor=charts.FAVORABLE, alpha=0.8))
        self.hidden = [ax.text(i, 0.25, "?", ha="center", fontsize=13, color=charts.SOFT) for i in weekends]
        self.bars = [ax.add_patch(Rectangle((i - 0.4, 0), 0.8, days[i].hprd, **UNFAVORABLE_LOOK)) for i in weekends]
        (self.guess,) = ax.plot([], [], color=charts.INK, linewidth=2, linestyle="--")
        self.words = ax.text(0, 0, "", ha="right", va="bottom", fontsize=10.5, fontweight="bold", color=charts.INK)
        self.stage = Stage(fig, [*self.bars, *self.hidden, self.guess, self.words])

    def draw(self, result: Guessed[WeekendHours]) -> bytes:
        for artist in self.bars:
            artist.set_visible(result.shown)
        for artist in self.hidden:
            artist.set_visible(not result.shown)
        days = len(result.found.days)
        self.guess.set_data([-0.7, days - 0.3], [result.guess] * 2)
        self.words.set_position((days - 0.4, max(result.guess, 4.75) + 0.06))
        self.words.set_text(f"your guess for a weekend day: {result.guess:.2f}")
        return self.stage.png()

    def handles(self, result: Guessed[WeekendHours]) -> list[Handle]:
        """Return the mark of the guess, to be dragged."""
        return [handle_on_line(self.guess, "guess", "y")]

    def describe(self, result: Guessed[WeekendHours]) -> str:
        seen = result.found
        start = f"Bars of nursing hours per resident on {len(seen.days)} days; weekdays have {seen.weekday_hprd:.2f}"
        if not result.shown:
            return f"{start}, the weekends are covered, and your guess for them is {result.guess:.2f}."
        return f"{start}, hatched weekend days {seen.weekend_hprd:.2f}; you guessed {result.guess:.2f}."


def _prepare_axis(ax: Axes, days: int) -> None:
    ax.set_xlim(-0.7, days - 0.3)
    ax.set_ylim(0, 5.6)
    ax.set_xticks(range(days), ["MTWTFSS"[i % 7] for i in range(days)])
    ax.tick_params(axis="x", length=0)
    ax.set_ylabel("hours per resident", color=charts.SOFT)
    charts.titled(
        ax, "Who is there on Sunday?", "Nursing hours per resident, each day of your four weeks; Monday first"
    )
    for week, name in enumerate(("Week 1", "Week 2", "Week 3", "Week 4: fewer residents")):
        ax.text(7 * week + 3, -1.0, name, ha="center", va="center", fontsize=9.5, color=charts.SOFT)
        ax.plot([7 * week - 0.45, 7 * week + 6.45], [-0.72] * 2, color=charts.LINE, linewidth=0.8, clip_on=False)
