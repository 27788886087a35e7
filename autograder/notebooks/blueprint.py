"""What the instructor released, as plain data: the cells that count, in their order, and what they import."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from autograder.notebooks.marks import Marks


@dataclass(frozen=True)
class Original:
    """One of the instructor's cells.

    Parameters
    ----------
    grade_id : str
        nbgrader's name for it.
    cell_type : str
        "code" or "markdown".
    source : str
        As released, with its hidden tests; a solution is cleared, and the course's stub stands in its place.
    locked, grade, solution, task : bool
        nbgrader's roles.
    points : float
        What it can earn; 0 where it is not graded.
    checksum : str
        nbgrader's, by which an untouched answer is known.
    """

    grade_id: str
    cell_type: str
    source: str
    locked: bool
    grade: bool
    solution: bool
    task: bool
    points: float
    checksum: str

    @property
    def metadata(self) -> dict[str, Any]:
        """What nbgrader expects in the cell's metadata."""
        role = {
            "grade": self.grade,
            "grade_id": self.grade_id,
            "locked": self.locked,
            "solution": self.solution,
            "task": self.task,
            "schema_version": 3,
            "cell_type": self.cell_type,
            "checksum": self.checksum,
        }
        return {**role, "points": self.points} if self.grade or self.task else role

    @property
    def scored(self) -> bool:
        """Whether running it earns points."""
        return self.grade and not self.solution and self.cell_type == "code"


@dataclass(frozen=True)
class Blueprint:
    """One notebook of an assignment, as it was released.

    Parameters
    ----------
    name : str
        Without its suffix.
    kernelspec : dict
        The kernel it runs in.
    cells : tuple of Original
        The instructor's cells, in order.
    sources : tuple of str
        All code of the source notebook but its solutions: what it imports is loaded ahead.
    plain : tuple of str
        The instructor's ordinary cells, which nbgrader does not know.
    marks : Marks
        How the course marks hidden tests and the rest that is not for students.
    """

    name: str
    kernelspec: dict[str, Any]
    cells: tuple[Original, ...]
    sources: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    marks: Marks = field(default_factory=Marks)

    @property
    def by_id(self) -> dict[str, Original]:
        return {cell.grade_id: cell for cell in self.cells}

    def as_plain_data(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_plain_data(cls, data: dict[str, Any]) -> Blueprint:
        cells = tuple(Original(**cell) for cell in data["cells"])
        marks = Marks.from_plain_data(data["marks"])
        return cls(data["name"], data["kernelspec"], cells, tuple(data["sources"]), tuple(data["plain"]), marks)


def from_source(name: str, notebook: Any, marks: Marks | None = None) -> Blueprint:
    """Return the blueprint of a source notebook, its solutions cleared; nbgrader's own marks if none are given."""
    from nbgrader.utils import compute_checksum, is_grade, is_locked, is_solution, is_task

    cells, marks = [], marks or Marks()
    for cell in notebook.cells:
        role = cell.metadata.get("nbgrader")
        if not isinstance(role, dict) or not role.get("grade_id"):
            continue
        released = marks.released(cell.source, cell.cell_type)
        like = type(cell)({**cell, "source": released})
        cells.append(
            Original(
                grade_id=role["grade_id"],
                cell_type=cell.cell_type,
                source=released,
                locked=is_locked(cell),
                grade=is_grade(cell),
                solution=is_solution(cell),
                task=is_task(cell),
                points=float(role.get("points", 0)),
                checksum=compute_checksum(like),
            )
        )
    kernelspec = dict(notebook.metadata.get("kernelspec", {}))
    return Blueprint(name, kernelspec, tuple(cells), code_of(notebook, marks), plain_of(notebook), marks)


def code_of(notebook: Any, marks: Marks) -> tuple[str, ...]:
    """Return a notebook's code, without solutions: an answer in which none is marked is one as a whole."""
    from nbgrader.utils import is_solution

    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return tuple(
        marks.without_solution(cell.source)
        for cell in code
        if marks.solution[0] in cell.source or not is_solution(cell)
    )


def plain_of(notebook: Any) -> tuple[str, ...]:
    """Return the sources of a notebook's ordinary cells."""
    return tuple(cell.source for cell in notebook.cells if not cell.metadata.get("nbgrader", {}).get("grade_id"))


def from_gradebook(gradebook: Any, assignment: str, source_folder: Path, marks: Marks) -> list[Blueprint]:
    """Return the blueprints of an assignment, from nbgrader's gradebook: what counts when stock nbgrader grades.

    Parameters
    ----------
    gradebook : nbgrader.api.Gradebook
        Open.
    assignment : str
        Its name.
    source_folder : Path
        The source notebooks: they give the cells' order, which the gradebook does not keep.
    marks : Marks
        The course's.

    Raises
    ------
    nbgrader.api.MissingEntry
        If the assignment was never generated.
    """
    found = []
    for notebook in gradebook.find_assignment(assignment).notebooks:
        source = _source(source_folder / f"{notebook.name}.ipynb")
        graded = {cell.name: cell for cell in [*notebook.grade_cells, *notebook.task_cells]}
        solutions, tasks = {c.name for c in notebook.solution_cells}, {c.name for c in notebook.task_cells}
        originals = [
            Original(
                grade_id=cell.name,
                cell_type=cell.cell_type,
                source=cell.source or "",
                locked=bool(cell.locked),
                grade=cell.name in graded and cell.name not in tasks,
                solution=cell.name in solutions,
                task=cell.name in tasks,
                points=float(graded[cell.name].max_score) if cell.name in graded else 0.0,
                checksum=cell.checksum or "",
            )
            for cell in notebook.source_cells
        ]
        ordered = _in_order(originals, source)
        sources, plain = (code_of(source, marks), plain_of(source)) if source is not None else ((), ())
        kernelspec = json.loads(notebook.kernelspec or "{}") or {}
        code = tuple(c.source for c in ordered if c.cell_type == "code")
        found.append(Blueprint(notebook.name, kernelspec, tuple(ordered), sources or code, plain, marks))
    return found


def _source(path: Path) -> Any | None:
    from autograder.notebooks.reading import Unreadable, read_notebook

    try:
        return read_notebook(path)
    except Unreadable:
        return None  # the gradebook alone is enough


def _in_order(originals: Sequence[Original], source: Any | None) -> list[Original]:
    if source is None:
        return list(originals)
    ids = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in source.cells]
    place = {name: i for i, name in enumerate(ids) if name}
    return sorted(originals, key=lambda cell: place.get(cell.grade_id, len(place)))
