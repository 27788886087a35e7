"""Scores the cells of a notebook that has run, as nbgrader does, and keeps what each check said."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any

from autograder.printable import printable_lines

ANSI = re.compile(r"\x1b\[[0-9;]*m")
BY_ANSWER = "made_by_answer"  # in a check's metadata: which of its outputs a learner's code made


def keep_outputs(cell: Any, kept: list[int]) -> None:
    """Keep the outputs of a cell at some places, and the note of which of them a learner's code made."""
    theirs = cell.metadata.get(BY_ANSWER)
    if isinstance(theirs, list):
        cell.metadata[BY_ANSWER] = [now for now, before in enumerate(kept) if before in theirs]
    cell.outputs = [cell.outputs[place] for place in kept]


@dataclass(frozen=True)
class CellScore:
    """One graded cell: points (None where a person marks it), the most it can earn, and what it said."""

    name: str
    points: float | None
    possible: float
    said: str


def credit(cell: Any) -> tuple[float | None, bool]:
    """Return a graded cell's points, and whether it reported a credit that cannot be.

    nbgrader itself stops at a credit above the most, and pays in full for one that is no number (nan).
    """
    from nbgrader.utils import determine_grade, is_solution

    if not is_solution(cell) and has_error(cell):
        return 0.0, False  # also where a result was shown before it, which nbgrader itself would pay
    try:
        points, _ = determine_grade(cell)
    except (ValueError, KeyError):
        return 0.0, True
    if points is not None and _shows_nan(cell):
        return 0.0, True
    return points, False


def has_error(cell: Any) -> bool:
    """Return whether a cell stopped with an error."""
    return any(output.output_type == "error" for output in cell.get("outputs", []))


def shows_before_error(cell: Any) -> bool:
    """Return whether a cell that stopped had shown a result before; a check ends in its result, so none should."""
    kinds = [output.output_type for output in cell.get("outputs", [])]
    return "error" in kinds and "execute_result" in kinds[: kinds.index("error")]


def _shows_nan(cell: Any) -> bool:
    for output in cell.get("outputs", []):
        if output.output_type == "execute_result":
            try:
                return math.isnan(float(output.data.get("text/plain", "")))
            except ValueError:
                return False
    return False


def scores(notebook: Any) -> list[CellScore]:
    """Return the score of each graded cell, in the order of the notebook."""
    from nbgrader import utils

    found = []
    for cell in notebook.cells:
        if utils.is_grade(cell):
            points, _ = credit(cell)
            name = cell.metadata.nbgrader.get("grade_id") or ""
            found.append(CellScore(name, points, float(cell.metadata.nbgrader["points"]), said(cell)))
    return found


def said(cell: Any) -> str:
    """Return the plain text of a cell's outputs."""
    parts = []
    for output in cell.get("outputs", []):
        if output.output_type == "stream":
            parts.append(output.text)
        elif output.output_type == "error":
            parts.append("\n".join(output.traceback) or f"{output.ename}: {output.evalue}")
    return printable_lines(ANSI.sub("", "\n".join(part.strip("\n") for part in parts)))
