"""A bar on a fixed scale with a limit, beyond which it is hatched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle

from course.figures import charts

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class Gauge:
    """A bar that grows to a level.

    Parameters
    ----------
    ax : Axes
        Where to draw; its frame is taken away.
    low, high : float
        Ends of the scale; a level beyond them rests at the end.
    limit : float
        What lies above is too much.
    beyond : str
        What is written where it is too much.
    """

    def __init__(self, ax: Axes, low: float, high: float, limit: float, beyond: str) -> None:
        self._low, self._high = low, high
        ax.set_xlim(low, high)
        ax.set_ylim(0, 1)
        ax.set_axis_off()
        ax.add_patch(Rectangle((low, 0), high - low, 1, facecolor=charts.PALE, linewidth=0))
        ax.plot([limit, limit], [-0.35, 1.35], color=charts.INK, linewidth=3, clip_on=False, solid_capstyle="butt")
        ax.text(limit, -0.35, f" {beyond}", ha="left", va="top", fontsize=9.5, color=charts.SOFT)
        self.bar = Rectangle((low, 0.15), 0, 0.7)
        ax.add_patch(self.bar)

    def show(self, level: float, favorable: bool) -> None:
        """Move the bar."""
        self.bar.set_width(min(max(level, self._low), self._high) - self._low)
        self.bar.set_facecolor(charts.FAVORABLE if favorable else "white")
        self.bar.set_edgecolor(charts.FAVORABLE if favorable else charts.UNFAVORABLE)
        self.bar.set_hatch("" if favorable else charts.UNFAVORABLE_HATCH)
        self.bar.set_visible(level > self._low)
