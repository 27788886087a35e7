"""The course's plain style for charts, and a finished chart with its sentence of alternative text."""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from course.figures.dollars import dollars_are_dollars
from course.figures.text_tables import html_table

# One palette, told apart by color-blind readers; hatching and words carry the meaning too.
INK, SOFT, LINE, PALE = "#1b1f24", "#5b636d", "#9aa3ad", "#e4e8ec"
FAVORABLE, UNFAVORABLE, TOTAL = "#0b5c8a", "#c2500c", "#4a5058"
UNFAVORABLE_HATCH = "////"
DPI = 100
PIXELS_FOR_ONE = 2  # of a finished figure: as many as most screens have


def figure(
    width_px: int = 820, height_px: int = 380, rows: int = 1, columns: int = 1, **grid: Any
) -> tuple[Figure, Any]:
    """Return a new figure and its Axes, in the course's plain style, without touching pyplot's state."""
    fig = Figure(figsize=(width_px / DPI, height_px / DPI), dpi=DPI, layout=None, facecolor="white")
    FigureCanvasAgg(fig)
    axes = fig.subplots(rows, columns, **grid)
    for ax in np.atleast_1d(axes).flat:
        plain(ax)
    return fig, axes


def plain(ax: Axes) -> None:
    """Take away what does not carry information."""
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        ax.spines[side].set_color(LINE)
    ax.tick_params(colors=SOFT, labelsize=10)


def titled(ax: Axes, finding: str, drawn: str) -> None:
    """Head a chart with its finding, and with what is drawn, in its units."""
    ax.set_title(f"{finding}\n", loc="left", fontsize=12.5, fontweight="bold", color=INK)
    ax.text(0, 1.02, drawn, transform=ax.transAxes, fontsize=10, color=SOFT, va="bottom")


# ---------------------------------------------------------------- showing a finished figure


@dataclass(frozen=True)
class Shown:
    """A finished figure with its alternative text and, a click away, its numbers."""

    png: bytes
    alt: str
    table: Sequence[Sequence[str]] = ()

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/html": self._html(), "text/plain": self.alt}

    def _html(self) -> str:
        picture = base64.b64encode(self.png).decode()
        alt = html.escape(self.alt, quote=True)
        width = int.from_bytes(self.png[16:20], "big") // PIXELS_FOR_ONE  # its letters are as large as a lab's
        return (
            f'<figure style="margin:0"><img alt="{alt}" width="{width}" style="max-width:100%;height:auto" '
            f'src="data:image/png;base64,{picture}">{self._numbers()}</figure>'
        )

    def _numbers(self) -> str:
        if not self.table:
            return ""
        head, *rows = self.table
        return f"<details><summary>The numbers as a table</summary>{html_table(head, rows)}</details>"


def show(fig: Figure, alt: str, table: Sequence[Sequence[str]] = ()) -> Shown:
    """Return a figure to show in a notebook.

    Parameters
    ----------
    alt : str
        What the picture says, in a sentence.
    table : sequence of rows
        Its numbers; the first row is the header.

    Raises
    ------
    ValueError
        If the alternative text is no sentence.
    """
    if len(alt.split()) < 5:
        raise ValueError("Say in a sentence what the picture shows: alt needs at least five words.")
    dollars_are_dollars(fig)
    buffer = io.BytesIO()
    fig.savefig(buffer, format="png", dpi=PIXELS_FOR_ONE * DPI)
    return Shown(buffer.getvalue(), alt, table)
