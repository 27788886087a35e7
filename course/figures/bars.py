"""Bars that are placed by hand: anywhere on an Axes, to be moved and filled as the picture changes."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle


def add_bar(ax: Axes, corner: tuple[float, float], width: float, height: float, **look: Any) -> Rectangle:
    """Put a bar on an Axes, whose limits stay as they are, and return it.

    Parameters
    ----------
    ax : Axes
        Where it stands.
    corner : tuple of float
        Its lower left corner, in the Axes' data.
    width, height : float
        Its size, in the Axes' data.
    **look
        Of the rectangle: its colors, its edge, its hatch.
    """
    bar = Rectangle(corner, width, height, **look)
    ax.add_patch(bar)
    return bar
