"""Gauges: one figure on a fixed scale against what it is held to, as a bar that grows or as a needle that moves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.transforms import ScaledTranslation

from course.figures import charts
from course.figures.moving_text import MovingText

WORDS_ABOVE_PX = 15
UNFAVORABLE_LOOK: dict[str, Any] = {
    "facecolor": "white",
    "edgecolor": charts.UNFAVORABLE,
    "hatch": charts.UNFAVORABLE_HATCH,
}
FAVORABLE_LOOK: dict[str, Any] = {"facecolor": charts.FAVORABLE, "edgecolor": charts.FAVORABLE, "hatch": ""}


class _Scale:
    """A fixed scale along an Axes, whose height goes from 0 to 1."""

    def __init__(self, ax: Axes, low: float, high: float) -> None:
        self.low, self.high = low, high
        ax.set_xlim(low, high)
        ax.set_ylim(0, 1)

    def held(self, value: float) -> float:
        """Return a value, or the end of the scale that it lies beyond."""
        return min(max(value, self.low), self.high)


class Gauge(_Scale):
    """A bar that grows to a level, with a mark at its limit and words above; where it is unfavorable it is hatched.

    Parameters
    ----------
    ax : Axes
        Where to draw; its frame is taken away, and the bar has its whole height.
    low, high : float
        Ends of the scale; a level beyond them rests at the end.
    limit : float, optional
        What the level is held to.
    label : str
        What is written beneath the limit.
    label_ha : str
        On which side of the limit the label stands.
    base : float, optional
        Where the bar begins, if not at the low end.
    size : float
        Of the font of the words, in points.
    """

    def __init__(
        self,
        ax: Axes,
        low: float,
        high: float,
        limit: float | None = None,
        label: str = "",
        *,
        label_ha: Literal["left", "center", "right"] = "left",
        base: float | None = None,
        size: float = 10,
    ) -> None:
        super().__init__(ax, low, high)
        self._base = low if base is None else base
        ax.set_axis_off()
        ax.add_patch(Rectangle((low, 0), high - low, 1, facecolor=charts.PALE, linewidth=0))
        self.bar = Rectangle((self._base, 0.15), 0, 0.7)
        ax.add_patch(self.bar)
        (self.mark,) = ax.plot([], [], color=charts.INK, linewidth=3, clip_on=False, solid_capstyle="butt")
        if limit is not None:
            self.hold_to(limit)
            ax.text(limit, -0.35, label, ha=label_ha, va="top", fontsize=9.5, color=charts.SOFT)
        raised = ScaledTranslation(0, WORDS_ABOVE_PX / charts.DPI, ax.figure.dpi_scale_trans)
        self.words = MovingText(ax, 0, 1, size=size, bold=True, transform=ax.transAxes + raised)

    @property
    def moving(self) -> list[Artist]:
        return [self.bar, self.mark, self.words]

    def hold_to(self, limit: float) -> None:
        """Move the mark of the limit."""
        self.mark.set_data([limit, limit], [-0.35, 1.35])

    def show(self, level: float, words: str, *, favorable: bool) -> None:
        """Move the bar, and write the words above it."""
        left, right = sorted((self._base, self.held(level)))
        self.bar.set_bounds(left, 0.15, right - left, 0.7)
        self.bar.set(**(FAVORABLE_LOOK if favorable else UNFAVORABLE_LOOK))
        self.bar.set_visible(right > left)
        self.words.say(words)


class Needle(_Scale):
    """A needle over a scale that is hatched below a floor, its value written beside it.

    Parameters
    ----------
    ax : Axes
        Where to draw; its y axis is hidden.
    low, high : float
        Ends of the scale; a value beyond them rests at the end.
    floor : float
        What the value is held to.
    floor_label : str
        What is written beneath the floor.
    format_value : callable
        Turns the value into its label.
    """

    def __init__(
        self,
        ax: Axes,
        low: float,
        high: float,
        floor: float,
        *,
        floor_label: str,
        format_value: Callable[[float], str],
    ) -> None:
        super().__init__(ax, low, high)
        self._format = format_value
        ax.set_yticks([])
        ax.spines["left"].set_visible(False)
        ax.add_patch(Rectangle((low, 0), floor - low, 0.42, linewidth=0, **UNFAVORABLE_LOOK))
        ax.add_patch(Rectangle((floor, 0), high - floor, 0.42, facecolor=charts.FAVORABLE, alpha=0.35, linewidth=0))
        ax.plot([floor, floor], [0, 0.5], color=charts.INK, linewidth=2)
        ax.text(floor, -0.62, floor_label, ha="center", va="top", fontsize=10, color=charts.INK)
        (self.mark,) = ax.plot([], [], marker="v", markersize=13, color=charts.INK, linestyle="none", clip_on=False)
        self.label = MovingText(ax, 0, 1.02, size=11.5, bold=True)

    @property
    def moving(self) -> list[Artist]:
        return [self.mark, self.label]

    def show(self, value: float) -> None:
        """Move the needle."""
        at = self.held(value)
        along = (at - self.low) / (self.high - self.low)
        self.mark.set_data([at], [0.55])
        self.label.say(self._format(value), at, ha="left" if along < 0.15 else "right" if along > 0.85 else "center")
