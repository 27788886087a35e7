"""Puts the instructor's cells back into a learner's notebook: the checks that count are the blueprint's."""

from __future__ import annotations

import copy
import hashlib
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from autograder.notebooks.blueprint import Blueprint, Original
from autograder.notebooks.marks import Marks


@dataclass(frozen=True)
class Restored:
    """A notebook that is ready to run, and what had to be repaired."""

    notebook: Any
    repairs: tuple[str, ...]


def grade_id(cell: Any) -> str | None:
    """Return a cell's nbgrader id, or None where it is an ordinary cell."""
    role = cell.metadata.get("nbgrader")
    name = role.get("grade_id") if isinstance(role, dict) else None
    return name if isinstance(name, str) else None


def restored(submitted: Any, blueprint: Blueprint) -> Restored:
    """Return the submitted notebook with every one of the instructor's cells as it was released.

    The learner's answers stay, and so do cells that the learner added. Of a cell that is there more than once the
    last counts, as in nbgrader; the others are run as ordinary cells. What is gone comes back in its place, and what
    only lost its mark gets it back.
    """
    notebook = copy.copy(submitted)
    notebook.metadata = copy.copy(submitted.metadata)
    notebook.cells = [copy.copy(cell) for cell in submitted.cells]
    repairs: list[str] = []
    originals = blueprint.by_id
    for cell in notebook.cells:
        cell.metadata = copy.copy(cell.metadata)
    _mark_again(notebook.cells, blueprint, repairs)
    counts = _counting_places(notebook.cells, originals, repairs)
    cells = []
    for place, cell in enumerate(notebook.cells):
        name = grade_id(cell)
        if name is not None and name in originals and counts[name] == place:
            cells.append(_as_released(cell, originals[name], blueprint.marks, repairs))
        else:
            cells.append(_ordinary(cell))
    notebook.cells = cells
    _bring_back(notebook, blueprint, repairs)
    if blueprint.kernelspec:
        notebook.metadata["kernelspec"] = blueprint.kernelspec
    return Restored(notebook, tuple(repairs))


def _counting_places(cells: list[Any], originals: dict[str, Original], repairs: list[str]) -> dict[str, int]:
    """Return where the cell stands that counts for each id; a written answer that was split is joined there."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, cell in enumerate(cells):
        if (name := grade_id(cell)) in originals and name is not None:
            places[name].append(place)
    counts = {}
    for name, found in places.items():
        counts[name] = found[-1]
        if len(found) == 1:
            continue
        original = originals[name]
        texts = [cells[place].source for place in found]
        if not original.solution:
            repairs.append(f"“{name}” was there {len(found)} times, so it is as it was released")
        elif len(set(texts)) == 1:
            repairs.append(f"“{name}” was copied; one counts")
        elif original.cell_type == "markdown" and found == list(range(found[0], found[0] + len(found))):
            _join(cells, found, original)
            repairs.append(f"“{name}” was split into {len(found)} cells and is read as one")
        else:
            counts[name] = next(
                (p for p in reversed(found) if cells[p].source.strip() != original.source.strip()), found[-1]
            )
            repairs.append(f"“{name}” was split or copied into {len(found)} cells: all were run, the last one counts")
    return counts


def _join(cells: list[Any], places: list[int], original: Original) -> None:
    """Put a written answer that was split into the last of its cells."""
    texts = [cells[place].source for place in places if cells[place].source.strip() != original.source.strip()]
    cells[places[-1]].source = "\n\n".join(texts)
    pictures = {name: picture for place in places for name, picture in (cells[place].get("attachments") or {}).items()}
    if pictures:
        cells[places[-1]]["attachments"] = pictures
    for place in places[:-1]:
        cells[place].source = ""


# ---------------------------------------------------------------- cells that lost their mark


def _mark_again(cells: list[Any], blueprint: Blueprint, repairs: list[str]) -> None:
    """Give nbgrader's mark back to cells that were renamed, or typed again in a new cell."""
    there = {grade_id(cell) for cell in cells}
    for place, original in enumerate(blueprint.cells):
        if original.grade_id in there:
            continue
        found = _lost(cells, _between(cells, blueprint, place), original, blueprint)
        if not found:
            continue
        for one in found:
            cells[one].metadata["nbgrader"] = {"grade_id": original.grade_id}
        if len(found) > 1:
            _join(cells, found, original)
            for one in found[:-1]:
                del cells[one].metadata["nbgrader"]
        repairs.append(f"“{original.grade_id}” had lost its mark and has it again")


def _between(cells: list[Any], blueprint: Blueprint, place: int) -> range:
    """Return where a cell of the release that is gone would stand: between the neighbors that are there."""
    places = {name: i for i, cell in enumerate(cells) if (name := grade_id(cell))}
    before = [places[o.grade_id] for o in blueprint.cells[:place] if o.grade_id in places]
    after = [places[o.grade_id] for o in blueprint.cells[place + 1 :] if o.grade_id in places]
    return range(before[-1] + 1 if before else 0, after[0] if after else len(cells))


def _lost(cells: list[Any], near: range, original: Original, blueprint: Blueprint) -> list[int]:
    """Return the places of cells that are the original without its mark; more than one only where all is text.

    A cell that is read-only is known by its text. An answer is known by a mark of another name, and one that a person
    reads also by its place alone, if nothing but the instructor's own cells stands there too.
    """
    known = blueprint.by_id
    unmarked = [i for i in near if grade_id(cells[i]) not in known and cells[i].cell_type == original.cell_type]
    if not original.solution:
        anywhere = [i for i, cell in enumerate(cells) if grade_id(cell) not in known and cell.source.strip()]
        return [i for i in anywhere if not _visible_change(cells[i].source, original.source, blueprint.marks)][:1]
    renamed = [i for i in unmarked if grade_id(cells[i]) is not None and _is_solution(cells[i])]
    if renamed or not original.grade:
        return renamed[-1:]
    theirs = {source.strip() for source in (*blueprint.plain, *(o.source for o in blueprint.cells), "")}
    typed = [i for i in unmarked if cells[i].source.strip() not in theirs]
    return typed if original.cell_type == "markdown" else typed[-1:]


def _is_solution(cell: Any) -> bool:
    return bool(cell.metadata["nbgrader"].get("solution"))


# ---------------------------------------------------------------- cells as they were released


def _as_released(cell: Any, original: Original, marks: Marks, repairs: list[str]) -> Any:
    """Return the cell in its released form, with the learner's text where it is the learner's to write."""
    source = original.source if original.locked or not original.solution else cell.source
    if cell.cell_type != original.cell_type:
        repairs.append(f"“{original.grade_id}” was a {cell.cell_type} cell and is a {original.cell_type} cell again")
    elif not original.solution and _visible_change(cell.source, original.source, marks):
        repairs.append(f"“{original.grade_id}” was changed and is as it was released")
    return _cell(original, source, dict(cell.metadata), cell.get("id"), cell.get("attachments"))


def _visible_change(source: str, original: str, marks: Marks) -> bool:
    """Return whether a learner's copy differs from what was released: what is for graders only is not in it."""
    if source == original:
        return False
    kept = [line.rstrip() for line in marks.shown(original)]
    return "\n".join(kept).strip() != "\n".join(line.rstrip() for line in source.splitlines()).strip()


def _cell(original: Original, source: str, metadata: dict[str, Any], name: str | None, attachments: Any = None) -> Any:
    from nbformat.notebooknode import from_dict  # nbformat's own functions look each cell up in its schema again

    cell: dict[str, Any] = {
        "cell_type": original.cell_type,
        "metadata": {**metadata, "nbgrader": original.metadata},
        "source": source,
    }
    if original.cell_type == "code":
        cell |= {"execution_count": None, "outputs": []}
    if name:
        cell["id"] = name
    if attachments and original.cell_type == "markdown":
        cell["attachments"] = attachments
    return from_dict(cell)


def _ordinary(cell: Any) -> Any:
    """Return a cell without nbgrader's role, and without what it put out when the learner ran it."""
    if "nbgrader" in cell.metadata:
        cell.metadata = type(cell.metadata)({k: v for k, v in cell.metadata.items() if k != "nbgrader"})
    if cell.cell_type == "code":
        cell.outputs, cell.execution_count = [], None
    return cell


def _bring_back(notebook: Any, blueprint: Blueprint, repairs: list[str]) -> None:
    """Insert the instructor's cells that are gone after the cell that precedes them in the release.

    An answer that only feeds a check does not come back: its learner may have written it in a cell of their own,
    and the released blanks would undo it.
    """
    before: str | None = None
    names = [grade_id(cell) for cell in notebook.cells]
    for original in blueprint.cells:
        if original.grade_id not in names:
            if original.solution and not original.grade:
                repairs.append(f"“{original.grade_id}” was deleted")
                continue
            place = names.index(before) + 1 if before in names else 0 if before is None else len(names)
            named = (notebook.nbformat, notebook.nbformat_minor) >= (4, 5)
            names.insert(place, original.grade_id)
            notebook.cells.insert(place, _cell(original, original.source, {}, _new_id(original) if named else None))
            repairs.append(f"“{original.grade_id}” was deleted and is back")
        before = original.grade_id


def _new_id(original: Original) -> str:
    """Return a cell id of the notebook's format, the same every time."""
    return f"back-{hashlib.sha256(original.grade_id.encode('utf-8', 'replace')).hexdigest()[:16]}"
