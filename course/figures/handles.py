"""Handles: parts of a picture that can be taken hold of to move a lab's control, beside the control itself."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal, cast

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

Way = Literal["x", "y", "press"]
LEAST = 0.03  # of the picture: a handle is never so thin that a hand misses it


@dataclass(frozen=True)
class Handle:
    """A part of a picture that moves a control.

    Parameters
    ----------
    control : str
        Its name.
    left, top, width, height : float
        Where it is, as shares of the picture, from its left upper corner.
    way : str
        Dragged along ``"x"`` or ``"y"`` (up counts as more), or ``"press"``-ed to turn a tick.
    per : float
        What the control gains along the whole picture.
    """

    control: str
    left: float
    top: float
    width: float
    height: float
    way: Way
    per: float = 0.0

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data for the page."""
        return asdict(self)


def handle_on(
    ax: Axes,
    control: str,
    across: tuple[float, float],
    up: tuple[float, float],
    way: Way,
    units_per_data: float = 0.0,
) -> Handle:
    """Return a handle over a part of an Axes.

    Parameters
    ----------
    ax : Axes
        On which the part is.
    across, up : tuple of float
        From where to where it reaches, in the Axes' data.
    way : str
        As of the handle.
    units_per_data : float
        What the control gains for one of the Axes' data along the way.
    """
    box = ax.figure.bbox
    (x0, y0), (x1, y1) = ax.transData.transform([(across[0], up[0]), (across[1], up[1])])
    left, right = sorted((x0 / box.width, x1 / box.width))
    low, high = sorted((y0 / box.height, y1 / box.height))
    (x, y), (next_x, next_y) = ax.transData.transform([(0, 0), (1, 1)])
    data = {"x": box.width / (next_x - x), "y": box.height / (next_y - y)}
    wide, tall = max(right - left, LEAST), max(high - low, LEAST)
    left, high = (left + right - wide) / 2, (low + high + tall) / 2
    return Handle(control, left, 1 - high, wide, tall, way, units_per_data * data.get(way, 0.0))


def handle_on_line(line: Line2D, control: str, way: Way, units_per_data: float = 1.0) -> Handle:
    """Return a handle over a line or a single mark, which stands where its control does.

    Parameters
    ----------
    line : Line2D
        As it is drawn now.
    control, way, units_per_data
        As of `handle_on`.
    """
    x, y = (np.asarray(data, float) for data in line.get_data())
    ax = cast("Axes", line.axes)
    return handle_on(ax, control, (x.min(), x.max()), (y.min(), y.max()), way, units_per_data)
