"""A figure that moves: drawn once, and its moving artists redrawn over a kept background."""

from __future__ import annotations

import io
from collections.abc import Iterable

from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from course.figures.dollars import dollars_are_dollars


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
        self._canvas.draw()
        self._background = self._canvas.copy_from_bbox(fig.bbox)

    def png(self) -> bytes:
        """Return the figure as it stands now."""
        from PIL import Image

        self._canvas.restore_region(self._background)
        for artist in self.moving:
            self.figure.draw_artist(artist)
        image = Image.frombuffer("RGBA", self._canvas.get_width_height(), self._canvas.buffer_rgba()).convert("RGB")
        buffer = io.BytesIO()
        image.save(buffer, format="png", compress_level=1)
        return buffer.getvalue()
