"""Short words that move, all drawn as one path: a `Text` of matplotlib costs a millisecond or more each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.textpath import text_to_path
from matplotlib.transforms import IdentityTransform

from course.figures import charts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.transforms import Transform

POINTS_PER_INCH = 72
LEFT, CENTER, RIGHT = 0.0, 0.5, 1.0


@cache
def _glyph(letter: str, size: float, weight: str) -> tuple[Path, float]:
    """Return a letter's outline and its width, in points."""
    font = FontProperties(size=size, weight=weight)
    verts, codes = text_to_path.get_text_path(font, letter)
    scale = size / text_to_path.FONT_SCALE
    width, _, _ = text_to_path.get_text_width_height_descent(letter, font, ismath=False)
    outline = Path(np.asarray(verts, dtype=float) * scale, codes) if len(verts) else Path(np.empty((0, 2)))
    return outline, width


class Words(PathPatch):
    """Words at fixed places on a figure.

    Parameters
    ----------
    fig : Figure
        At its final size.
    size : float
        In points.
    weight : str
        "normal" or "bold".
    """

    def __init__(self, fig: Figure, size: float = 10, weight: str = "bold") -> None:
        super().__init__(Path(np.empty((0, 2))), facecolor=charts.INK, linewidth=0, transform=IdentityTransform())
        self._size, self._weight, self._scale = size, weight, fig.dpi / POINTS_PER_INCH
        self._places: dict[str, tuple[float, float, float]] = {}
        fig.add_artist(self)

    def place(self, name: str, x: float, y: float, transform: Transform, align: float = LEFT) -> None:
        """Say where a word stands: the transform's coordinates of its middle height and of one of its ends."""
        across, up = transform.transform((x, y))
        self._places[name] = (float(across), float(up), align)

    def place_on(self, ax: Axes, name: str, x: float, y: float, align: float = LEFT) -> None:
        """Place a word by the data of an Axes."""
        self.place(name, x, y, ax.transData, align)

    def say(self, words: Mapping[str, str]) -> None:
        """Write every word that is named, and leave the other places empty."""
        parts = [part for name, word in words.items() for part in self._outline(word, *self._places[name])]
        self.set_path(Path.make_compound_path(*parts) if parts else Path(np.empty((0, 2))))

    def _outline(self, word: str, x: float, y: float, align: float) -> list[Path]:
        glyphs = [_glyph(letter, self._size, self._weight) for letter in word]
        x -= align * self._scale * sum(width for _, width in glyphs)
        y -= 0.36 * self._size * self._scale  # half the height of a digit
        parts = []
        for outline, width in glyphs:
            corners = np.asarray(outline.vertices)
            if corners.size:
                parts.append(Path(corners * self._scale + (x, y), outline.codes))
            x += width * self._scale
        return parts
