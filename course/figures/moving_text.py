"""Words that move cheaply: each wording is drawn once and then stamped as an image.

Laying out a text takes matplotlib about a millisecond, so a picture with twenty moving texts would not redraw in time.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Literal

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from numpy.typing import NDArray

from course.figures import charts

Side = Literal["left", "center", "right"]
LINE_HEIGHT = 2  # of the font size, so that no accent and no descender is cut off
WIDEST_PX = 1_400
MARGIN_PX = 2  # on both sides, for letters that lean out of their box


class Stamp(Artist):
    """Words at a place of an Axes, whose limits stay as they are.

    Parameters
    ----------
    ax : Axes
        Where they stand.
    x, y : float
        In the Axes' data; `y` is the middle of the words.
    ha : str
        Whether `x` is their ``"left"`` end, their ``"center"`` or their ``"right"`` end.
    size : float
        Of the font, in points.
    bold : bool
        Whether they are bold.
    color : str
        Of the words.
    """

    def __init__(
        self, ax: Axes, x: float = 0.0, y: float = 0.0, *, ha: Side = "left", size: float = 9.6, bold: bool = False,
        color: str = charts.INK,
    ) -> None:  # fmt: skip
        super().__init__()
        self.x, self.y, self.ha, self.size, self.bold, self.color, self.words = x, y, ha, size, bold, color, ""
        ax.add_artist(self)
        self.set_clip_on(False)

    def say(
        self, words: str, x: float | None = None, y: float | None = None, *, ha: Side | None = None,
        bold: bool | None = None, color: str | None = None,
    ) -> None:  # fmt: skip
        """Change the words, and where and how they stand; what is left out stays as it is."""
        self.words = words
        self.x = self.x if x is None else x
        self.y = self.y if y is None else y
        self.ha = ha or self.ha
        self.bold = self.bold if bold is None else bold
        self.color = color or self.color

    def draw(self, renderer: Any) -> None:
        """Put the image of the words on the canvas."""
        if not self.get_visible() or not self.words or self.axes is None:
            return
        image = _image(self.words, self.size, self.bold, self.color, self.ha, renderer.dpi)
        across, up = self.axes.transData.transform((self.x, self.y))
        height, width = image.shape[:2]
        left = across - {"left": MARGIN_PX, "center": width / 2, "right": width - MARGIN_PX}[self.ha]
        gc = renderer.new_gc()
        renderer.draw_image(gc, round(left), round(up - height / 2), image)
        gc.restore()


@lru_cache(maxsize=2_000)
def _image(words: str, size: float, bold: bool, color: str, ha: Side, dpi: float) -> NDArray[np.uint8]:
    """Return the words as an image with a clear background, its last line first as the renderer wants it."""
    height = round(size * dpi / 72 * LINE_HEIGHT * (words.count("\n") + 1))
    text = Text(
        MARGIN_PX, height / 2, words, va="center", multialignment=ha, fontsize=size, color=color,
        fontweight="bold" if bold else "normal", parse_math=False,
    )  # fmt: skip
    text.set_figure(_sheet(dpi))
    renderer = RendererAgg(WIDEST_PX, height, dpi)
    text.draw(renderer)
    used = round(text.get_window_extent(renderer).x1) + MARGIN_PX
    return np.ascontiguousarray(np.asarray(renderer.buffer_rgba())[::-1, :used])


@lru_cache(maxsize=4)
def _sheet(dpi: float) -> Figure:
    """Return what a text asks for its resolution."""
    return Figure(dpi=dpi)
