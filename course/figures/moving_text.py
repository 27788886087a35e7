"""Text that moves cheaply: each wording is drawn once and then put on the canvas as an image.

A `Text` of matplotlib takes about a millisecond for words that it has not drawn yet, so a picture with twenty moving
texts would not redraw in time. Here the outline of each letter is asked for once, a new wording is put together from
them and drawn as one path, and a wording that was drawn before is an image at hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, Literal

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgba
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D, Transform
from numpy.typing import NDArray

from course.figures import charts

Side = Literal["left", "center", "right"]
POINTS_PER_INCH = 72
# In sizes of the font: the height of an image for each line, so that nothing is cut off; the way from line to line; and
# how far the middle of the letters is above their line.
LINE_HEIGHT, LINE_PITCH, MIDDLE = 2, 1.2, 0.27
WIDEST_PX = 1_400
MARGIN_PX = 2  # on both sides, for letters that lean out of their box


class MovingText(Artist):
    """Words at a place of an Axes, whose limits stay as they are; beyond its edges too, unless `set_clip_on` is called.

    Parameters
    ----------
    ax : Axes
        Where they stand.
    x, y : float
        In the Axes' data, or in the coordinates of `transform`; `y` is the middle of the words.
    ha : str
        Whether `x` is their ``"left"`` end, their ``"center"`` or their ``"right"`` end.
    size : float
        Of the font, in points.
    bold : bool
        Whether they are bold.
    color : str
        Of the words.
    transform : Transform, optional
        What `x` and `y` are coordinates of, where they are not the Axes' data.
    """

    def __init__(
        self,
        ax: Axes,
        x: float = 0.0,
        y: float = 0.0,
        *,
        ha: Side = "left",
        size: float = 9.6,
        bold: bool = False,
        color: str = charts.INK,
        transform: Transform | None = None,
    ) -> None:
        super().__init__()
        self.x, self.y, self.ha, self.size, self.bold, self.color, self.words = x, y, ha, size, bold, color, ""
        self.set_transform(transform or ax.transData)
        ax.add_artist(self)
        self.set_clip_on(False)

    def say(
        self,
        words: str,
        x: float | None = None,
        y: float | None = None,
        *,
        ha: Side | None = None,
        bold: bool | None = None,
        color: str | None = None,
    ) -> None:
        """Change the words, and where and how they stand; what is left out stays as it is."""
        self.words = words
        self.x = self.x if x is None else x
        self.y = self.y if y is None else y
        self.ha = ha or self.ha
        self.bold = self.bold if bold is None else bold
        self.color = color or self.color

    def draw(self, renderer: Any) -> None:
        """Put the image of the words on the canvas."""
        if not self.get_visible() or not self.words:
            return
        image = _image(self.words, self.size, self.bold, self.color, self.ha, renderer.dpi)
        across, up = self.get_transform().transform((self.x, self.y))
        height, width = image.shape[:2]
        left = across - {"left": MARGIN_PX, "center": width / 2, "right": width - MARGIN_PX}[self.ha]
        gc = renderer.new_gc()
        if self.get_clip_on():
            gc.set_clip_rectangle(self.get_clip_box())
        renderer.draw_image(gc, round(left), round(up - height / 2), image)
        gc.restore()


def say_each(texts: Mapping[str, MovingText], words: Mapping[str, str]) -> None:
    """Write every text that is named, and leave the others empty."""
    for name, text in texts.items():
        text.say(words.get(name, ""))


@lru_cache(maxsize=2_000)
def _image(words: str, size: float, bold: bool, color: str, ha: Side, dpi: float) -> NDArray[np.uint8]:
    """Return the words as an image with a clear background, its last line first as the renderer wants it."""
    lines = [_outline(line, bold) for line in words.split("\n")]
    scale = size * dpi / POINTS_PER_INCH
    height, widest = round(LINE_HEIGHT * scale * len(lines)), max(width for _, width in lines) * scale
    renderer = _canvas(height, dpi)
    renderer.clear()
    gc = renderer.new_gc()
    gc.set_linewidth(0)
    for place, (outline, width) in enumerate(lines):
        x = MARGIN_PX + (widest - width * scale) * {"left": 0.0, "center": 0.5, "right": 1.0}[ha]
        below = (len(lines) - 1) / 2 - place  # in lines, from the middle
        y = height / 2 + (below * LINE_PITCH - MIDDLE) * scale
        renderer.draw_path(gc, outline, Affine2D().scale(scale).translate(x, y), to_rgba(color))
    gc.restore()
    used = round(MARGIN_PX + widest) + MARGIN_PX
    return np.ascontiguousarray(np.asarray(renderer.buffer_rgba())[::-1, :used])


def _outline(line: str, bold: bool) -> tuple[Path, float]:
    """Return the outline of a line of words and its width, both for a font of size 1."""
    outlines, x = [], 0.0
    for letter in line:
        vertices, codes, width = _letter(letter, bold)
        if vertices.size:
            outlines.append((vertices + np.array([x, 0.0]), codes))
        x += width
    if not outlines:
        return Path(np.empty((0, 2))), x
    return Path(np.concatenate([v for v, _ in outlines]), np.concatenate([c for _, c in outlines])), x


@cache
def _letter(letter: str, bold: bool) -> tuple[NDArray[np.float64], NDArray[np.uint8], float]:
    """Return a letter's outline, as vertices and codes, and its width, for a font of size 1."""
    font = FontProperties(size=text_to_path.FONT_SCALE, weight="bold" if bold else "normal")
    vertices, codes = text_to_path.get_text_path(font, letter)
    width, _, _ = text_to_path.get_text_width_height_descent(letter, font, ismath=False)
    found = np.asarray(vertices, dtype=float).reshape(-1, 2) / text_to_path.FONT_SCALE
    return found, np.asarray(codes, dtype=Path.code_type), width / text_to_path.FONT_SCALE


@lru_cache(maxsize=50)
def _canvas(height: int, dpi: float) -> RendererAgg:
    """Return where one text at a time is drawn."""
    return RendererAgg(round(WIDEST_PX * max(1.0, dpi / charts.DPI)), height, dpi)
