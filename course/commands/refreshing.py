"""Brings a learner's edited notebook up to date with a new release, cell by cell, and keeps what the learner wrote.

The instructor's cells (those that nbgrader locks, and the set-up) become those of the new release, because old ones
call what the course no longer has; so does every cell that still says what the earlier release said.
Answers, notes and cells of the learner's own stay as they are.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

SET_UP = "setup"
PLACE = "place_before_update"  # marks a cell while the grader puts the instructor's cells back
# What an exercise and the cells about it were called in an earlier release of the same notebook. A notebook that was
# split (03_staffing/4_nursing_home_and_clinic) has no entry: a learner's copy stays as it is, beside the new ones.
OLD_NAMES: Mapping[str, Mapping[str, str]] = {"01_role/2_the_dashboard.ipynb": {"neighbour": "neighbor"}}


def refresh(mine: Path, release: Path, name: str, earlier: bytes | None, backups: Path) -> bool:
    """Bring one notebook up to date in place, after keeping it as it was; return whether there was anything to do.

    Parameters
    ----------
    mine, release : Path
        The learner's notebook, and the new release of it.
    name : str
        Its path in the course.
    earlier : bytes or None
        The earlier release of it, which tells what the learner left untouched; None where it is gone.
    backups : Path
        Folder for the notebook as it was.

    Raises
    ------
    Unreadable
        If the notebook cannot be read.
    OSError
        If a file cannot be written; the notebook is then as it was.
    """
    import nbformat

    from autograder.notebooks.reading import read_bytes, read_notebook
    from course.writing import write_whole

    new, theirs = read_notebook(release), read_notebook(mine)
    old = {} if earlier is None else _texts(renamed(read_bytes(earlier, name), name))
    fresh = refreshed(renamed(theirs, name), new, old)
    if fresh.cells == theirs.cells:
        return False
    backups.mkdir(parents=True, exist_ok=True)
    (backups / f"{mine.stem}-{datetime.now():%Y-%m-%d-%H%M%S}.ipynb").write_bytes(mine.read_bytes())
    write_whole(mine, nbformat.writes(fresh) + "\n")
    return True


def renamed(notebook: Any, name: str) -> Any:
    """Return a notebook of an earlier release with its cells named as in this one."""
    notebook = copy.deepcopy(notebook)
    for old, new in OLD_NAMES.get(name, {}).items():
        for cell in notebook.cells:
            for holder, key in ((cell, "id"), (cell.metadata.get("nbgrader", {}), "grade_id")):
                if str(holder.get(key, "")).startswith(f"{old}-"):
                    holder[key] = new + holder[key].removeprefix(old)
    return notebook


def refreshed(mine: Any, release: Any, old: Mapping[str, str]) -> Any:
    """Return a learner's notebook with the release's cells where they are the instructor's or were left untouched.

    Parameters
    ----------
    mine, release : NotebookNode
        Neither is changed.
    old : mapping of str to str
        What each cell of the earlier release said, by its name; empty where that is not known.
    """
    new = {_name(cell): cell for cell in release.cells}
    cells = []
    for place, cell in _with_instructors_cells(mine, release):
        kept = cell if place is None else _kept(mine.cells[place], new, old)
        if kept is not None:
            cells.append(kept)
    notebook = copy.copy(mine)
    notebook.cells = _with_new_cells(cells, release.cells, old, {_exercise(cell) for cell in mine.cells})
    _name_apart(notebook)
    return notebook


def _with_instructors_cells(mine: Any, release: Any) -> list[tuple[int | None, Any]]:
    """Return the cells with the instructor's in their places, each other one with its place in the learner's notebook.

    The grader finds the instructor's though they were moved, copied, deleted or lost their mark.
    """
    from autograder.notebooks.blueprint import from_source
    from autograder.notebooks.restoring import grade_id, restored

    marked = copy.deepcopy(mine)
    for place, cell in enumerate(marked.cells):
        cell.metadata[PLACE] = place
    originals = {name: cell for cell in release.cells if (name := grade_id(cell)) is not None}
    found: list[tuple[int | None, Any]] = []
    for cell in restored(marked, from_source("", release)).notebook.cells:
        place, original = cell.metadata.get(PLACE), originals.get(grade_id(cell) or "")
        if original is None or (place is not None and not _is_instructors(original)):
            found.append((place, cell))
        else:
            found.append((None, _in_place_of(None if place is None else mine.cells[place], original)))
    return found


def _kept(cell: Any, new: Mapping[str, Any], old: Mapping[str, str]) -> Any | None:
    """Return a learner's cell, or the release's where it is the set-up or was left untouched; None if that is gone."""
    name = _name(cell)
    untouched = name in old and cell.source == old[name]
    original = new.get(name)
    if original is None:
        return None if untouched else cell
    return _in_place_of(cell, original) if untouched or _is_instructors(original) else cell


def _in_place_of(cell: Any | None, original: Any) -> Any:
    """Return the release's cell, under the learner's cell's id; where both say the same, with what that put out."""
    if cell is None:
        return copy.deepcopy(original)
    same = (cell.cell_type, cell.source) == (original.cell_type, original.source)
    fresh = copy.deepcopy(cell if same else original)
    if same and "nbgrader" in original.metadata:
        fresh.metadata["nbgrader"] = copy.deepcopy(original.metadata["nbgrader"])
    if "id" in cell:
        fresh["id"] = cell["id"]
    return fresh


def _with_new_cells(cells: list[Any], release: list[Any], old: Mapping[str, str], exercises: set[str]) -> list[Any]:
    """Insert what the earlier release or the learner's notebook knows nothing of, each after the cell before it."""
    names = [_name(cell) for cell in cells]
    before: str | None = None
    for original in release:
        name = _name(original)
        if name not in names:
            is_new = (old and name not in old) or _exercise(original) not in exercises
            if not is_new and not _is_instructors(original):
                continue  # the learner deleted it
            place = 0 if before is None else names.index(before) + 1
            names.insert(place, name)
            cells.insert(place, copy.deepcopy(original))
        before = name
    return cells


def _name_apart(notebook: Any) -> None:
    """Give each cell an id of its own, and none where the notebook's format has no ids."""
    used: set[str] = set()
    for cell in notebook.cells:
        if (notebook.nbformat, notebook.nbformat_minor) < (4, 5):
            cell.pop("id", None)
        elif cell.get("id") in used:
            cell["id"] = uuid4().hex[:8]
        used.add(cell.get("id", ""))


def _is_instructors(cell: Any) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("locked")) or SET_UP in cell.metadata.get("tags", [])


def _name(cell: Any) -> str:
    """Return by what a cell is known in another release: nbgrader's name, else the notebook's own id, told apart."""
    return cell.metadata.get("nbgrader", {}).get("grade_id") or f"#{cell.get('id', '')}"


def _exercise(cell: Any) -> str:
    return _name(cell).lstrip("#").rpartition("-")[0]


def _texts(notebook: Any) -> dict[str, str]:
    return {_name(cell): cell.source for cell in notebook.cells}
