"""Odd but honest cells, from odd_cells.txt: what a learner wrote, the check that follows, and stock's points of 4.

Each begins with `=== what it is: points`; the learner's cell follows, then `---` and the check.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Odd:
    """One learner's cell and its check."""

    name: str
    points: float
    answer: str
    check: str


def _read() -> list[Odd]:
    text = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")
    found = []
    for block in re.split(r"^=== ", text, flags=re.M)[1:]:
        head, body = block.split("\n", 1)
        name, points = head.rsplit(": ", 1)
        answer, check = body.split("\n---\n")
        found.append(Odd(name, float(points), answer, check.rstrip("\n")))
    return found


CELLS = _read()
