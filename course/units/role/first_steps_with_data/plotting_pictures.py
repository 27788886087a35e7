"""What a newcomer's own lines show: described pictures, and numbers without their types.

pandas asks whichever module its option names for ``plot(data, kind=...)``; this one answers with the course's
picture, which has words and numbers for those who cannot see it. Elsewhere the same line draws with matplotlib.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from IPython import get_ipython

from course.figures import charts
from course.figures.skipping import being_graded, skipped_while_graded

MOST_BARS = 40
BARS = ("barh", "bar")
NUMBERS = (np.int64, np.float64, np.bool_)  # what pandas adds up, averages and compares


def configure_output_for_newcomers() -> None:
    """From now on, in this kernel: pandas draws with this module, and a number shows as 300, not as np.int64(300)."""
    pd.set_option("plotting.backend", __name__)
    shell = get_ipython()
    if shell is not None and not being_graded():  # a grader lets nobody change how numbers are shown
        for kind in NUMBERS:
            shell.display_formatter.formatters["text/plain"].for_type(kind, _plain)


def _plain(number: np.generic, printer: Any, _cycle: bool) -> None:
    """Write a number as Python would, without numpy's name for its type."""
    printer.text(repr(number.item()))


@skipped_while_graded
def plot(data: Any, kind: str = "line", title: str = "", **_: Any) -> charts.Shown:
    """Return a picture of one number for each kind of row.

    Parameters
    ----------
    data : pandas.Series
        What a count or a group gave.
    kind : str
        ``"barh"`` or ``"bar"``; both lie, so that names can be read.
    title : str
        What the picture shows; the series' own names, if there is none.

    Raises
    ------
    ValueError
        If there is no bar for it, or too many.
    """
    if not isinstance(data, pd.Series) or kind not in BARS:
        raise ValueError("here a picture is bars, one number each: choose one column, and write .plot.barh() behind it")
    if not 0 < len(data) <= MOST_BARS:
        raise ValueError(f"that would be {len(data):,} bars: count or group first, and plot what comes out")
    if not pd.api.types.is_numeric_dtype(data):
        raise ValueError("a bar needs a number for its length: count or group first, and plot what comes out")
    return _bars(data, title or f"{data.name} by {data.index.name or 'row'}")


def _bars(data: pd.Series, title: str) -> charts.Shown:
    """Draw a bar for each number, the first at the bottom as pandas does."""
    names, values = [str(name) for name in data.index], [float(value) for value in data]
    labels = [_number(value, values) for value in values]
    fig, ax = charts.figure(780, 90 + 32 * len(values))
    fig.subplots_adjust(left=0.22, right=0.9, top=1 - 52 / (90 + 32 * len(values)), bottom=0.04)
    ax.barh(range(len(values)), values, height=0.66, color=charts.FAVORABLE)
    for place, (value, label) in enumerate(zip(values, labels, strict=True)):
        ax.annotate(label, (max(value, 0), place), (4, 0), textcoords="offset points", va="center", fontsize=10.5)
    ax.set_yticks(range(len(values)), names, fontsize=10.5, color=charts.INK)
    ax.tick_params(axis="y", length=0)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    ax.set_title(title, loc="left", fontsize=12.5, fontweight="bold", color=charts.INK)
    pairs = list(zip(names, labels, strict=True))[::-1]
    alt = f"Bars, {title}, from the top: {', '.join(f'{name} {label}' for name, label in pairs)}."
    return charts.show(fig, alt, [[str(data.index.name or "row"), str(data.name)], *[list(pair) for pair in pairs]])


def _number(value: float, among: list[float]) -> str:
    """Return a bar's number with the digits that its company needs.

    >>> _number(94.0, [94.0, 12.0]), _number(0.1067, [0.1067, 0.4]), _number(4.681, [4.681, 9.5])
    ('94', '0.107', '4.68')
    """
    if all(each == round(each) for each in among):
        return f"{value:,.0f}"
    return f"{value:.3f}" if max(map(abs, among)) <= 1 else f"{value:,.2f}"
