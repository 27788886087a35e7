"""A text that moves cheaply: each wording is drawn once and then stamped as an image.

Laying out a text takes matplotlib about a millisecond, so a picture with twenty moving texts would not redraw in time.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray

from course import charts

LINE_HEIGHT = 1.45  # of the font size
WIDEST_PX = 800


class Stamp(Artist):
    """Words at a place of an Axes.

    Parameters
    ----------
    ax : Axes
        Where it stands.
    x, y : float
        In the Axes' data; `y` is the middle of the words.
    ha : str
        Whether `x` is their left end, their centre or their right end.
    size : float
        Of the font, in points.
    bold : bool
        Whether they are bold.
    colour : str
        Of the words.
    """

    def __init__(
        self, ax: Axes, x: float, y: float, *, ha: str = "center", size: float = 10, bold: bool = False,
        colour: str = charts.INK,
    ) -> None:  # fmt: skip
        super().__init__()
        self.x, self.y, self.ha, self.size, self.bold, self.colour, self.words = x, y, ha, size, bold, colour, ""
        ax.add_artist(self)
        self.set_clip_on(False)

    def say(self, words: str, *, bold: bool | None = None, colour: str | None = None) -> None:
        """Change the words, and how they look."""
        self.words = words
        self.bold = self.bold if bold is None else bold
        self.colour = colour or self.colour

    def draw(self, renderer: Any) -> None:
        """Put the image of the words on the canvas."""
        if not self.get_visible() or not self.words or self.axes is None:
            return
        image = _image(self.words, self.size, self.bold, self.colour)
        across, up = self.axes.transData.transform((self.x, self.y))
        height, width = image.shape[:2]
        left = across - {"left": 0.0, "center": width / 2, "right": float(width)}[self.ha]
        gc = renderer.new_gc()
        renderer.draw_image(gc, round(left), round(up - height / 2), image)
        gc.restore()


@lru_cache(maxsize=1_000)
def _image(words: str, size: float, bold: bool, colour: str) -> NDArray[np.uint8]:
    """Return the words as an image with a clear background, its last line first as the renderer wants it."""
    lines = words.count("\n") + 1
    height = round(size * charts.DPI / 72 * LINE_HEIGHT * lines)
    fig = Figure(figsize=(WIDEST_PX / charts.DPI, height / charts.DPI), dpi=charts.DPI, facecolor=(1, 1, 1, 0))
    canvas = FigureCanvasAgg(fig)
    text = fig.text(
        0.5, 0.5, words, ha="center", va="center", fontsize=size, fontweight="bold" if bold else "normal", color=colour,
        parse_math=False,
    )  # fmt: skip
    canvas.draw()
    box = text.get_window_extent()
    pixels = np.asarray(canvas.buffer_rgba())[:, max(int(box.x0) - 1, 0) : int(box.x1) + 2]
    return np.ascontiguousarray(pixels[::-1])
