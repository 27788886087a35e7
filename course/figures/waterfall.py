"""A waterfall whose steps can move."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.transforms import ScaledTranslation

from course.figures import charts
from course.figures.dollars import money, signed_money
from course.figures.moving_text import MovingText

NUMBER_ABOVE_PX = 8


class Waterfall:
    """A waterfall whose steps can move: a start, steps up and down, and an end.

    Favorable steps are solid, unfavorable ones hatched, and each is labeled with its sign.

    Parameters
    ----------
    ax : Axes
        Where to draw; set its y limits before.
    labels : sequence of str
        One for each bar, the first and the last being totals.
    format : callable
        Turns a step into its label.
    """

    def __init__(
        self,
        ax: Axes,
        labels: Sequence[str],
        *,
        format_step: Callable[[float], str] = signed_money,
        format_total: Callable[[float], str] = money,
        pad: float = 0.0,
    ) -> None:
        self.ax, self._format_step, self._format_total, self._pad = ax, format_step, format_total, pad
        x = range(len(labels))
        self.bars = [Rectangle((i - 0.36, 0), 0.72, 0, facecolor=charts.TOTAL, edgecolor="white") for i in x]
        for bar in self.bars:
            ax.add_patch(bar)
        (self.links,) = ax.plot([], [], color=charts.LINE, linewidth=1)  # one line with gaps: quicker than many
        above = ax.transData + ScaledTranslation(0, NUMBER_ABOVE_PX / charts.DPI, ax.figure.dpi_scale_trans)
        self.numbers = [MovingText(ax, i, ha="center", size=10.5, transform=above) for i in x]
        for number in self.numbers:
            number.set_clip_on(True)
        ax.set_xticks(list(x), labels)
        ax.set_xlim(-0.6, len(labels) - 0.4)
        ax.axhline(0, color=charts.INK, linewidth=0.8)

    @property
    def moving(self) -> list[Artist]:
        return [self.links, *self.bars, *self.numbers]

    def update(self, start: float, steps: Sequence[float]) -> None:
        """Move every bar: each step starts where the one before ended."""
        level, across, heights = start, [], []
        self._bar(0, 0, start, self._format_total(start), charts.TOTAL)
        for i, step in enumerate(steps, start=1):
            across += [i - 0.64, i + 0.36, np.nan]
            heights += [level, level, np.nan]
            color = charts.FAVORABLE if step >= 0 else charts.UNFAVORABLE
            self._bar(i, level, level + step, self._format_step(step), color)
            level += step
        end = len(steps)
        self.links.set_data([*across, end + 0.36, end + 0.64], [*heights, level, level])
        self._bar(len(self.bars) - 1, 0, level, self._format_total(level), charts.TOTAL)

    def _bar(self, i: int, base: float, top: float, text: str, color: str) -> None:
        low, high = sorted((base, top))
        self.bars[i].set_bounds(i - 0.36, low, 0.72, high - low)
        self.bars[i].set_facecolor(color)
        self.bars[i].set_hatch(charts.UNFAVORABLE_HATCH if color == charts.UNFAVORABLE else "")
        self.numbers[i].say(text, y=high + self._pad)
