"""Finds the unit that a learner's notebook was made from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from course.commands import Stop
from course.paths import MODULES

MAX_BYTES = 30 * 1024 * 1024  # a unit is some 50 kB


def source_of(path: Path, mine: set[str]) -> Path:
    """Return the unit that a notebook was made from: by its cells' ids, so that a renamed copy is still known.

    Raises
    ------
    Stop
        If there are no units here, or the notebook belongs to none.
    """
    candidates = sorted(MODULES.glob("*/*.ipynb"))
    if not candidates:
        raise Stop("The course's units are not here: run this in the folder that the course was downloaded to.")
    shared = {c: len(mine & cell_ids(c)) for c in candidates}
    best = max(candidates, key=lambda c: (shared[c], c.name == path.name))
    if not shared[best]:
        raise Stop(f"{path.name} has no graded cell of this course: check one of the units in the learner folder.")
    return best


def cell_ids(path: Path) -> set[str]:
    """Return the nbgrader ids of a notebook's cells.

    Read as plain JSON, because importing nbformat takes longer than the check; what cannot be read, nbformat explains.
    """
    try:
        if path.suffix != ".ipynb" or path.stat().st_size > MAX_BYTES:
            raise ValueError("no notebook")
        cells = json.loads(path.read_bytes())["cells"]
        ids = {cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in cells} - {None}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        ids = set()
    if not ids:
        from autograder.notebooks.restoring import grade_id

        return {name for cell in read(path).cells if (name := grade_id(cell)) is not None}
    return ids


def read(path: Path) -> Any:
    """Return a notebook as an nbformat object.

    Raises
    ------
    Stop
        If it cannot be read, with the reason and the remedy.
    """
    from autograder.notebooks.reading import RESTORE, Unreadable, read_notebook

    try:
        return read_notebook(path)
    except Unreadable as problem:
        fetched = " “medmgmt learn” brings a fresh copy." if problem.remedy is RESTORE else ""
        raise Stop(f"{problem}{fetched}") from None
