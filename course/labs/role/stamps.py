"""Words that move: each is rendered once and then stamped, which takes a tenth of the time of writing it anew."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.text import Text

from course import charts


class Stamp(Artist):
    """A line of text on an Axes, at a place in its data, centred on its height.

    Parameters
    ----------
    ax : Axes
        Where to write; its limits stay as they are.
    size : float
        In points.
    weight : str
        ``"normal"`` or ``"bold"``.
    """

    def __init__(self, ax: Axes, size: float = 9.6, weight: str = "normal") -> None:
        super().__init__()
        self._at, self._right, self._words = (0.0, 0.0), False, ""
        self._size, self._weight = size, weight
        self._rendered: dict[str, np.ndarray] = {}
        self._ax = ax
        ax.add_artist(self)

    def say(self, words: str, x: float, y: float, *, right: bool = False) -> None:
        """Write words that begin, or end where `right` is true, at a point of the data."""
        self._words, self._at, self._right = words, (x, y), right

    @property
    def words(self) -> str:
        return self._words

    def draw(self, renderer: Any) -> None:
        if not self.get_visible() or not self._words:
            return
        if self._words not in self._rendered:
            self._rendered[self._words] = self._render(self._words)
        image = self._rendered[self._words]
        x, y = self._ax.transData.transform(self._at)
        left = x - image.shape[1] if self._right else x
        gc = renderer.new_gc()
        renderer.draw_image(gc, round(left), round(y - image.shape[0] / 2), image)
        gc.restore()

    def _render(self, words: str) -> np.ndarray:
        figure = self._ax.figure
        width, height = int(figure.bbox.width), int(4 * self._size * figure.dpi / 72)
        text = Text(0, height / 2, words, va="center", fontsize=self._size, fontweight=self._weight, color=charts.INK)
        text.set_parse_math(False)
        text.set_figure(figure)
        renderer = RendererAgg(width, height, figure.dpi)
        text.draw(renderer)
        pixels = np.asarray(renderer.buffer_rgba())
        used = int(np.flatnonzero(pixels[..., 3].any(axis=0)).max()) + 1
        return np.ascontiguousarray(pixels[::-1, :used])
