"""Puts the instructor's cells back into a learner's notebook: the checks that count are the source's."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Restored:
    """A notebook that is ready to run, and what had to be repaired."""

    notebook: Any
    repairs: tuple[str, ...]


def grade_id(cell: Any) -> str | None:
    """Return a cell's nbgrader id, or None where it is an ordinary cell."""
    role = cell.metadata.get("nbgrader")
    return role.get("grade_id") if isinstance(role, dict) else None


def is_answer(cell: Any) -> bool:
    """Return whether a cell is the learner's to write."""
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def restored(submitted: Any, source: Any) -> Restored:
    """Return the submitted notebook with every locked or graded cell as the source has it.

    The learner's answers stay, and so do cells that the learner added.
    A repeated id keeps its first cell; an instructor's cell that is gone comes back where the source has it.
    """
    notebook = copy.deepcopy(submitted)
    by_id = {grade_id(cell): cell for cell in source.cells if grade_id(cell)}
    repairs: list[str] = []
    seen: set[str] = set()
    cells = []
    for cell in notebook.cells:
        name = grade_id(cell)
        if name is None or name not in by_id:
            cells.append(cell)
        elif name in seen:
            repairs.append(f"a second “{name}” was ignored")
        else:
            seen.add(name)
            cells.append(_as_in_source(cell, by_id[name], repairs))
    notebook.cells = cells
    _bring_back(notebook, source.cells, seen, repairs)
    return Restored(notebook, tuple(repairs))


def _as_in_source(cell: Any, original: Any, repairs: list[str]) -> Any:
    """Return the source's cell, with the learner's text where the cell is the learner's to write."""
    whole = copy.deepcopy(original)
    if is_answer(original):
        whole.source = cell.source
        if cell.cell_type != original.cell_type:
            repairs.append(f"“{grade_id(original)}” was turned back into a {original.cell_type} cell")
    return whole


def _bring_back(notebook: Any, originals: Sequence[Any], seen: set[str], repairs: list[str]) -> None:
    """Insert instructor's cells that are gone after the cell that precedes them in the source."""
    before: str | None = None
    for original in originals:
        name = grade_id(original)
        if name and name not in seen and not is_answer(original):
            places = [i for i, cell in enumerate(notebook.cells) if before and grade_id(cell) == before]
            notebook.cells.insert(places[0] + 1 if places else len(notebook.cells), copy.deepcopy(original))
            repairs.append(f"“{name}” was missing and was put back")
            seen.add(name)
        if name in seen:
            before = name
