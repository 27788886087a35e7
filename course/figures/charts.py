"""Draws numbers on a given Axes; computes nothing.

Every figure is shown with a sentence of alternative text, and a figure that moves is drawn once: its moving
artists are redrawn over a kept background (`Stage`).
"""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

# One palette, told apart by color-blind readers; hatching and words carry the meaning too.
INK, SOFT, LINE, PALE = "#1b1f24", "#5b636d", "#9aa3ad", "#e4e8ec"
FAVORABLE, UNFAVORABLE, TOTAL = "#0b5c8a", "#c2500c", "#4a5058"
UNFAVORABLE_HATCH = "////"
DPI = 100


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


def money(dollars: float, decimals: int = 1) -> str:
    """Return dollars as a manager reads them; `decimals` is for millions.

    >>> money(1_234_567), money(-2_400_000), money(85_200), money(42)
    ('$1.2M', '($2.4M)', '$85K', '$42')
    """
    size = abs(dollars)
    if size >= 999_500:
        text = f"${size / 1e6:,.{decimals}f}M"
    else:
        text = f"${size / 1e3:,.0f}K" if size >= 995 else f"${size:,.0f}"
    return f"({text})" if dollars < 0 and text.strip("$0.,MK") else text


def change(dollars: float, decimals: int = 1) -> str:
    """Return a change in dollars with its sign.

    >>> change(1_200_000), change(-300_000)
    ('+$1.2M', '−$300K')
    """
    text = money(abs(dollars), decimals)
    return text if not text.strip("$0.,MK") else f"{'+' if dollars > 0 else '−'}{text}"


def dollars_are_dollars(fig: Figure) -> None:
    """Keep matplotlib from reading what stands between two dollar signs as mathematics."""
    for text in fig.findobj(Text):
        text.set_parse_math(False)


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
        return (
            f'<figure style="margin:0"><img alt="{alt}" style="max-width:100%;height:auto" '
            f'src="data:image/png;base64,{picture}">{_html_table(self.table)}</figure>'
        )


def _html_table(table: Sequence[Sequence[str]]) -> str:
    if not table:
        return ""
    head, *rows = table
    cells = "".join(f'<th scope="col" style="text-align:left">{html.escape(str(h))}</th>' for h in head)
    body = "".join("<tr>" + "".join(f"<td>{html.escape(str(c))}</td>" for c in row) + "</tr>" for row in rows)
    return (
        f"<details><summary>The numbers as a table</summary><table><thead><tr>{cells}</tr></thead>"
        f"<tbody>{body}</tbody></table></details>"
    )


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
    fig.savefig(buffer, format="png", dpi=2 * DPI)
    return Shown(buffer.getvalue(), alt, table)


# ---------------------------------------------------------------- a figure that moves


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


class Waterfall:
    """A waterfall whose steps can move: a start, steps up and down, and an end.

    Favorable steps are solid, unfavorable ones hatched, and each is labeled with its sign.

    Parameters
    ----------
    ax : Axes
        Where to draw; set its y limits before.
    labels : sequence of str
        One for each bar, the first and the last being totals.
    format : callable
        Turns a step into its label.
    """

    def __init__(
        self,
        ax: Axes,
        labels: Sequence[str],
        *,
        format_step: Callable[[float], str] = change,
        format_total: Callable[[float], str] = money,
        pad: float = 0.0,
    ) -> None:
        self.ax, self._format_step, self._format_total, self._pad = ax, format_step, format_total, pad
        x = range(len(labels))
        self.bars = [Rectangle((i - 0.36, 0), 0.72, 0, facecolor=TOTAL, edgecolor="white") for i in x]
        for bar in self.bars:
            ax.add_patch(bar)
        (self.links,) = ax.plot([], [], color=LINE, linewidth=1)  # one line with gaps: quicker than many
        self.numbers = [ax.text(i, 0, "", ha="center", va="bottom", fontsize=10.5, color=INK, clip_on=True) for i in x]
        ax.set_xticks(list(x), labels)
        ax.set_xlim(-0.6, len(labels) - 0.4)
        ax.axhline(0, color=INK, linewidth=0.8)

    @property
    def moving(self) -> list[Artist]:
        return [self.links, *self.bars, *self.numbers]

    def update(self, start: float, steps: Sequence[float]) -> None:
        """Move every bar: each step starts where the one before ended."""
        level, across, heights = start, [], []
        self._bar(0, 0, start, self._format_total(start), TOTAL)
        for i, step in enumerate(steps, start=1):
            across += [i - 0.64, i + 0.36, np.nan]
            heights += [level, level, np.nan]
            self._bar(i, level, level + step, self._format_step(step), FAVORABLE if step >= 0 else UNFAVORABLE)
            level += step
        end = len(steps)
        self.links.set_data([*across, end + 0.36, end + 0.64], [*heights, level, level])
        self._bar(len(self.bars) - 1, 0, level, self._format_total(level), TOTAL)

    def _bar(self, i: int, base: float, top: float, text: str, color: str) -> None:
        low, high = sorted((base, top))
        self.bars[i].set_bounds(i - 0.36, low, 0.72, high - low)
        self.bars[i].set_facecolor(color)
        self.bars[i].set_hatch(UNFAVORABLE_HATCH if color == UNFAVORABLE else "")
        self.numbers[i].set_position((i, high + self._pad))
        self.numbers[i].set_text(text)


class Needle:
    """A horizontal gauge: a value against a floor, on a fixed scale.

    Parameters
    ----------
    ax : Axes
        Where to draw; its y axis is hidden.
    low, high : float
        Ends of the scale; a value beyond them rests at the end.
    floor : float
        What the value is held to.
    format_value : callable
        Turns the value into its label.
    """

    def __init__(
        self, ax: Axes, low: float, high: float, floor: float, *, floor_label: str, format_value: Callable[[float], str]
    ) -> None:
        self._low, self._high, self._floor, self._format = low, high, floor, format_value
        ax.set_xlim(low, high)
        ax.set_ylim(0, 1)
        ax.set_yticks([])
        ax.spines["left"].set_visible(False)
        ax.axvspan(
            low,
            floor,
            ymin=0.0,
            ymax=0.42,
            facecolor="white",
            edgecolor=UNFAVORABLE,
            hatch=UNFAVORABLE_HATCH,
            linewidth=0,
        )
        ax.axvspan(floor, high, ymin=0.0, ymax=0.42, facecolor=FAVORABLE, alpha=0.35, linewidth=0)
        ax.plot([floor, floor], [0, 0.5], color=INK, linewidth=2)
        ax.text(floor, -0.62, floor_label, ha="center", va="top", fontsize=10, color=INK)
        (self.mark,) = ax.plot([], [], marker="v", markersize=13, color=INK, linestyle="none", clip_on=False)
        self.label = ax.text(0, 0.8, "", ha="center", va="bottom", fontsize=11.5, fontweight="bold", color=INK)

    @property
    def moving(self) -> list[Artist]:
        return [self.mark, self.label]

    def update(self, value: float) -> None:
        """Move the needle."""
        shown = min(max(value, self._low), self._high)
        self.mark.set_data([shown], [0.55])
        self.label.set_position((shown, 0.8))
        along = (shown - self._low) / (self._high - self._low)
        self.label.set_horizontalalignment("left" if along < 0.15 else "right" if along > 0.85 else "center")
        self.label.set_text(self._format(value))
