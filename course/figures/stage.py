"""A figure that moves: drawn once, and its moving artists redrawn over a kept background."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from course.figures import charts
from course.figures.dollars import dollars_are_dollars
from course.figures.fast_png import encode

LEAST_RATIO, MOST_RATIO = 0.5, 2.5
_ratio: ContextVar[float] = ContextVar("pixel_ratio", default=1.0)


def pixel_ratio() -> float:
    """Return how many of the screen's pixels are drawn for one of the figure's."""
    return _ratio.get()


@contextmanager
def at_pixel_ratio(ratio: float) -> Iterator[None]:
    """Draw every stage within with so many of the screen's pixels for one of the figure's."""
    token = _ratio.set(min(max(ratio, LEAST_RATIO), MOST_RATIO))
    try:
        yield
    finally:
        _ratio.reset(token)


class Stage:
    """A figure drawn once, whose moving artists are redrawn over a kept background.

    A fresh figure for every picture takes some eight times as long; `make bench` measures it.

    Parameters
    ----------
    fig : Figure
        Fully drawn; its Axes' limits stay as they are.
    moving : iterable of Artist
        What changes from picture to picture.
    """

    def __init__(self, fig: Figure, moving: Iterable[Artist]) -> None:
        self.figure = fig
        self.moving = list(moving)
        dollars_are_dollars(fig)
        self._canvas = FigureCanvasAgg(fig)
        for artist in self.moving:
            artist.set_animated(True)
        self._draw_background()

    def _draw_background(self) -> None:
        self._drawn_at = _ratio.get()
        self.figure.set_dpi(charts.DPI * self._drawn_at)
        self._canvas.draw()
        self._background = self._canvas.copy_from_bbox(self.figure.bbox)

    def png(self) -> bytes:
        """Return the figure as it stands now, at the pixel ratio that is asked for."""
        if self._drawn_at != _ratio.get():
            self._draw_background()
        self._canvas.restore_region(self._background)
        for artist in self.moving:
            self.figure.draw_artist(artist)
        return encode(np.asarray(self._canvas.buffer_rgba()))
