"""Puts the instructor's cells back into a learner's notebook: the checks that count are the blueprint's."""

from __future__ import annotations

import copy
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from autograder.blueprint import Blueprint, Original


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
    last counts, as in nbgrader; the others are run as ordinary cells. What is gone comes back in its place.
    """
    notebook = copy.copy(submitted)
    notebook.cells = [copy.copy(cell) for cell in submitted.cells]
    repairs: list[str] = []
    originals = blueprint.by_id
    counts = _counting_places(notebook.cells, originals, repairs)
    cells = []
    for place, cell in enumerate(notebook.cells):
        name = grade_id(cell)
        if name is not None and name in originals and counts[name] == place:
            cells.append(_as_released(cell, originals[name], repairs))
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
            cells[found[-1]].source = "\n\n".join(texts)
            for place in found[:-1]:
                cells[place].source = ""
            repairs.append(f"“{name}” was split into {len(found)} cells and is read as one")
        else:
            counts[name] = next(
                (p for p in reversed(found) if cells[p].source.strip() != original.source.strip()), found[-1]
            )
            repairs.append(f"“{name}” was split or copied into {len(found)} cells: all were run, the last one counts")
    return counts


def _as_released(cell: Any, original: Original, repairs: list[str]) -> Any:
    """Return the cell in its released form, with the learner's text where it is the learner's to write."""
    source = original.source if original.locked or not original.solution else cell.source
    if cell.cell_type != original.cell_type:
        repairs.append(f"“{original.grade_id}” was a {cell.cell_type} cell and is a {original.cell_type} cell again")
    elif not original.solution and cell.source != original.source and _visible_change(cell.source, original.source):
        repairs.append(f"“{original.grade_id}” was changed and is as it was released")
    return _cell(original, source, dict(cell.metadata), cell.get("id"), cell.get("attachments"))


HIDDEN = ("### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS")


def _visible_change(source: str, original: str) -> bool:
    """Return whether a learner's copy differs from what was released: hidden tests are not in it."""
    kept, hidden = [], False
    for line in original.splitlines():
        if line.strip().startswith(HIDDEN[0]):
            hidden = True
        elif line.strip().startswith(HIDDEN[1]):
            hidden = False
        elif not hidden:
            kept.append(line.rstrip())
    return "\n".join(kept).strip() != "\n".join(line.rstrip() for line in source.splitlines()).strip()


def _cell(original: Original, source: str, metadata: dict[str, Any], name: str | None, attachments: Any = None) -> Any:
    from nbformat.v4 import new_code_cell, new_markdown_cell

    make = new_code_cell if original.cell_type == "code" else new_markdown_cell
    cell = make(source=source, metadata={**metadata, "nbgrader": original.metadata})
    if name:
        cell["id"] = name
    if attachments and original.cell_type == "markdown":
        cell["attachments"] = attachments
    return cell


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
    for original in blueprint.cells:
        names = [grade_id(cell) for cell in notebook.cells]
        if original.grade_id not in names:
            if original.solution and not original.grade:
                repairs.append(f"“{original.grade_id}” was deleted")
                continue
            place = names.index(before) + 1 if before in names else 0 if before is None else len(names)
            notebook.cells.insert(place, _cell(original, original.source, {}, None))
            repairs.append(f"“{original.grade_id}” was deleted and is back")
        before = original.grade_id
