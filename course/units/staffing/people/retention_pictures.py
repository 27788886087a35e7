"""Leavers with a program for new nurses and without it: two bars, and the distance between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle

from course.figures import charts
from course.figures.gauges import UNFAVORABLE_LOOK
from course.figures.moving_text import MovingText, say_each
from course.figures.stage import Stage
from course.units.staffing.people.people_sheet_model import WITH_PROGRAM, WITHOUT_PROGRAM, Comparison

if TYPE_CHECKING:
    from matplotlib.axes import Axes

AMONG = {"all": "all hires", "days": "hires for days", "nights": "hires for nights"}
TOP_SHARE = 0.70
SIDES = (WITH_PROGRAM, WITHOUT_PROGRAM)
SPAN_HEIGHT = 1.72


class RetentionView:
    """Two bars of leavers, and the distance between them."""

    def __init__(self) -> None:
        fig, ax = charts.figure(780, 320)
        fig.subplots_adjust(left=0.235, right=0.97, top=0.80, bottom=0.15)
        _prepare_axis(ax)
        fig.text(0.03, 0.915, "Does the program keep people?", fontsize=12.5, fontweight="bold", color=charts.INK)
        fig.text(0.03, 0.845, "Two years of new nurses: the share who left in their first year", color=charts.SOFT)
        self.bars = {side: ax.add_patch(Rectangle((0, y - 0.32), 0, 0.64)) for y, side in enumerate(SIDES)}
        self.bars[WITH_PROGRAM].set_facecolor(charts.FAVORABLE)
        self.bars[WITHOUT_PROGRAM].set(**UNFAVORABLE_LOOK)
        (self.span,) = ax.plot([], [], color=charts.INK, linewidth=2, marker="|", markersize=11)
        self.words = _prepare_words(ax)
        self.stage = Stage(fig, [*self.bars.values(), self.span, *self.words.values()])

    def draw(self, result: Comparison) -> bytes:
        count, loss = result.count, result.count.loss
        for side in SIDES:
            self.bars[side].set_width(loss[side])
        self.span.set_data([loss[WITH_PROGRAM], loss[WITHOUT_PROGRAM]], [SPAN_HEIGHT] * 2)
        said = {side: f"{count.left[side]} of {count.people[side]} left: {loss[side]:.0%}" for side in SIDES}
        said["gap"] = apart(result, "points apart")
        for side, lines in zip(SIDES, _names(result), strict=True):
            said[f"{side} first"], said[f"{side} second"] = lines
        say_each(self.words, said)
        return self.stage.png()

    def describe(self, result: Comparison) -> str:
        with_it = "of those who began the program" if result.all_who_began else "of those who finished the program"
        without = "of those who never began it" if result.all_who_began else "of everybody else"
        loss = result.count.loss
        return (
            f"Two bars for {AMONG[result.among]}: {loss[WITH_PROGRAM]:.0%} {with_it} left within a year, "
            f"{loss[WITHOUT_PROGRAM]:.0%} {without}; {apart(result, 'points apart')}.".replace("?.", "?")
        )


def apart(result: Comparison, unit: str = "") -> str:
    """Return how far the two shares are apart in percentage points; a question where the exercise asks for it."""
    if result.is_asked:
        return f"how many {unit}?" if unit else "?"
    return f"{100 * result.count.gap:.1f} {unit}".rstrip()


def _prepare_axis(ax: Axes) -> None:
    ax.set_xlim(0, TOP_SHARE)
    ax.set_ylim(2.05, -0.62)
    ax.set_yticks([])
    ticks = [share / 10 for share in range(8)]
    ax.set_xticks(ticks, [f"{tick:.0%}" for tick in ticks])
    ax.set_xlabel("left within a year of starting", color=charts.SOFT)


def _prepare_words(ax: Axes) -> dict[str, MovingText]:
    words = {}
    for place, side in enumerate(SIDES):
        words[side] = MovingText(ax, TOP_SHARE, place, ha="right", size=10.5, bold=True)
        for line, shift in (("first", -0.13), ("second", 0.17)):
            words[f"{side} {line}"] = MovingText(ax, -0.012, place + shift, ha="right", size=10.5)
    words["gap"] = MovingText(ax, TOP_SHARE, SPAN_HEIGHT, ha="right", size=10.5, bold=True)
    return words


def _names(result: Comparison) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return who is counted with the program and who without it, in two lines each."""
    if result.all_who_began:
        return ("began it,", "finished or not"), ("never began it", "")
    return ("finished", "the program"), ("everybody else,", "who broke off too")
