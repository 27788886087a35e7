"""Scores the cells of a notebook that has run, as nbgrader does, and keeps what each check said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from autograder.restoring import grade_id

ANSI = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class CellScore:
    """One graded cell: points (None where a person marks it), the most it can earn, and what it said."""

    name: str
    points: float | None
    possible: float
    said: str


def scores(notebook: Any) -> list[CellScore]:
    """Return the score of each graded cell, in the order of the notebook."""
    from nbgrader import utils

    found = []
    for cell in notebook.cells:
        if utils.is_grade(cell):
            points, possible = utils.determine_grade(cell)
            found.append(CellScore(grade_id(cell) or "", points, possible, said(cell)))
    return found


def said(cell: Any) -> str:
    """Return the plain text of a cell's outputs."""
    parts = []
    for output in cell.get("outputs", []):
        if output.output_type == "stream":
            parts.append(output.text)
        elif output.output_type == "error":
            parts.append("\n".join(output.traceback) or f"{output.ename}: {output.evalue}")
    return ANSI.sub("", "\n".join(part.strip("\n") for part in parts))
