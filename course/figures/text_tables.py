"""Tables of words and numbers in a notebook, or as plain text."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

LINE = 88  # characters: what reads well beside a cell


@dataclass(frozen=True)
class TextTable:
    """A table that is the thing itself and not the numbers behind a picture.

    Parameters
    ----------
    caption : str
        What it is.
    head : sequence of str
        Names of the columns.
    rows : sequence of rows
        Its lines; the first column that has a name heads each line.
    """

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/html": self._html(), "text/plain": self._text()}

    def _html(self) -> str:
        caption = f'<caption style="text-align:left;font-weight:600">{_safe(self.caption)}</caption>'
        cell = "text-align:left;vertical-align:top;padding:4px 12px 4px 0"
        return html_table(self.head, self.rows, caption=caption, head_style=cell, cell_style=cell)

    def _text(self) -> str:
        lines = [self.caption]
        lines += ["; ".join(f"{n}: {c}" if n else c for n, c in zip(self.head, row, strict=True)) for row in self.rows]
        return "\n".join(lines)


def html_table(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    caption: str = "",
    head_style: str = "text-align:left",
    cell_style: str = "",
) -> str:
    """Return a table as HTML, its cells escaped; the caption is HTML already."""
    style = f' style="{cell_style}"' if cell_style else ""
    names = "".join(f'<th scope="col" style="{head_style}">{_safe(name)}</th>' for name in head)
    body = "".join("<tr>" + "".join(f"<td{style}>{_safe(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table>{caption}<thead><tr>{names}</tr></thead><tbody>{body}</tbody></table>"


def _safe(text: object) -> str:
    """Escape a cell; a dollar stands in an element of its own, or a notebook would read two of them as mathematics."""
    return html.escape(str(text)).replace("$", "<span>&#36;</span>")


def paragraph(text: str) -> str:
    """Return a text in lines that fit beside a cell."""
    return textwrap.fill(text, LINE)
