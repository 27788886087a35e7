"""Small nbgrader courses made in a test, graded by the fast engine and by stock nbgrader, and read back to compare."""

from __future__ import annotations

import copy
import multiprocessing
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import nbgrader.api
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from traitlets.config import Config

from autograder.assignments.assignment import Assignment
from autograder.confinement import protections
from autograder.gradebook.verifying import grade_with_stock
from autograder.runs.class_run import ClassResult, grade_class
from autograder.runs.pool import LocalPool

# A new gradebook has nbgrader start alembic, to be told the same number each time; that takes seconds.
nbgrader.api.get_alembic_version = cache(nbgrader.api.get_alembic_version)

NAME = "hw"
# What stock nbgrader gives the two students of its own example course, ps1, for each cell that is no person's to mark.
PAID_BY_STOCK = {
    "bitdiddle": {
        "correct_squares": 0.0,
        "squares_invalid_input": 1.0,
        "correct_sum_of_squares": 0.0,
        "sum_of_squares_uses_squares": 0.5,
        "sum_of_squares_application": 0.0,
    },
    "hacker": {
        "correct_squares": 1.0,
        "squares_invalid_input": 1.0,
        "correct_sum_of_squares": 0.5,
        "sum_of_squares_uses_squares": 0.5,
    },
}
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
HIDDEN = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"

Book = list[Any]  # a notebook's cells
Edit = Callable[[Book], Book | None]


# ---------------------------------------------------------------- cells


def _role(grade_id: str, **role: Any) -> dict[str, Any]:
    plain = {"grade": False, "locked": False, "solution": False, "task": False, "schema_version": 3}
    return {"nbgrader": {**plain, "grade_id": grade_id, **role}}


def code(source: str) -> Any:
    """An ordinary cell."""
    return new_code_cell(source)


def locked(grade_id: str, source: str, kind: str = "code") -> Any:
    """A read-only cell."""
    make = new_code_cell if kind == "code" else new_markdown_cell
    return make(source, metadata=_role(grade_id, locked=True))


def answer(grade_id: str, solution: str = "pass", blank: str = "...") -> Any:
    """An answer cell: what is released is `blank`."""
    source = f"{blank}\n### BEGIN SOLUTION\n{solution}\n### END SOLUTION"
    return new_code_cell(source, metadata=_role(grade_id, solution=True))


def check(grade_id: str, source: str, points: float = 1, hidden: str = "") -> Any:
    """An autograder test."""
    source = f"{source}\n{HIDDEN.format(hidden)}" if hidden else source
    return new_code_cell(source, metadata=_role(grade_id, grade=True, locked=True, points=points))


def manual(grade_id: str, source: str = "Write here.", points: float = 2, kind: str = "markdown") -> Any:
    """A manually graded answer."""
    make = new_code_cell if kind == "code" else new_markdown_cell
    return make(source, metadata=_role(grade_id, grade=True, solution=True, points=points))


def task(grade_id: str, points: float = 3) -> Any:
    """A manual task."""
    return new_markdown_cell("Do this.", metadata=_role(grade_id, locked=True, task=True, points=points))


def by_id(cells: Book, grade_id: str) -> Any:
    """Return the cell of an nbgrader id."""
    return next(cell for cell in cells if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def write(**texts: str) -> Edit:
    """Return an edit that writes answers, each under its id."""

    def edit(cells: Book) -> None:
        for grade_id, text in texts.items():
            by_id(cells, grade_id).source = text

    return edit


# ---------------------------------------------------------------- a course


@dataclass
class Course:
    """A course with one assignment in a folder of its own."""

    root: Path
    config: Config
    due: str | None = None
    name: str = NAME
    students: list[str] = field(default_factory=list)

    @property
    def assignment(self) -> Assignment:
        return Assignment(self.name, copy.deepcopy(self.config))

    @property
    def db_url(self) -> str:
        return str(self.config.CourseDirectory.db_url)

    def source(self, notebooks: Mapping[str, Book], files: Mapping[str, bytes] | None = None) -> Course:
        """Write the instructor's notebooks and files, and generate the release."""
        folder = self.root / "source" / self.name
        folder.mkdir(parents=True, exist_ok=True)
        for name, cells in notebooks.items():
            nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": KERNEL}), folder / f"{name}.ipynb")
        for name, content in (files or {}).items():
            (folder / name).write_bytes(content)
        return self.generate()

    def generate(self) -> Course:
        """Generate the release with nbgrader."""
        from nbgrader.api import Gradebook

        api = nbgrader_api(self.config)
        with Gradebook(self.db_url, "small") as gradebook:
            gradebook.update_or_create_assignment(self.name, duedate=self.due)
        result = api.generate_assignment(self.name, force=True, create=True)
        assert result["success"], result
        return self

    def hand_in(
        self,
        student: str,
        edits: Mapping[str, Edit] | None = None,
        files: Mapping[str, bytes] | None = None,
        timestamp: str | None = None,
    ) -> Path:
        """Hand in the release with edits, each under its notebook's name."""
        folder = self.root / "submitted" / student / self.name
        folder.mkdir(parents=True)
        for path in sorted((self.root / "release" / self.name).iterdir()):
            (folder / path.name).write_bytes(path.read_bytes())
        for name, edit in (edits or {}).items():
            notebook = nbformat.read(folder / f"{name}.ipynb", as_version=4)
            notebook.cells = edit(notebook.cells) or notebook.cells
            nbformat.write(notebook, folder / f"{name}.ipynb")
        for name, content in (files or {}).items():
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        if timestamp:
            (folder / "timestamp.txt").write_text(timestamp)
        self.students.append(student)
        return folder

    def grade(self, students: Sequence[str] | None = None, **options: Any) -> ClassResult:
        """Grade with the fast engine."""
        assignment, have = self.assignment, protections()
        opening = assignment.opening(have if have.any else None)
        return grade_class(assignment, lambda: LocalPool(opening, 1), students, **options)

    def write_config(self) -> Path:
        """Write the configuration into the course's own nbgrader_config.py, and return its folder."""
        sections = ((name, key, value) for name, section in self.config.items() for key, value in section.items())
        lines = [f"c.{name}.{key} = {value!r}\n" for name, key, value in sections]
        (self.root / "nbgrader_config.py").write_text("c = get_config()\n" + "".join(lines))
        return self.root

    def rows(self, student: str) -> dict[str, Any]:
        """Return what the gradebook holds of a student; see `rows`."""
        return rows(self.db_url, str(self.config.CourseDirectory.course_id), self.name, student)

    def rows_by_stock(self, folder: Path, students: Sequence[str] | None = None) -> dict[str, dict[str, Any] | None]:
        """Grade with stock nbgrader beside this gradebook, two at a time; None for whom it could not grade."""
        chosen = list(students or self.students)
        shares = [share for share in (chosen[::2], chosen[1::2]) if share]
        with ProcessPoolExecutor(len(shares), multiprocessing.get_context("spawn")) as pool:
            tasks = [
                pool.submit(_stock, self.config, self.name, share, folder / str(i)) for i, share in enumerate(shares)
            ]
            return {student: found for done in tasks for student, found in done.result().items()}


def course(root: Path, due: str | None = None, **sections: Mapping[str, Any]) -> Course:
    """Return an empty course in a folder; `sections` go into its nbgrader configuration."""
    put_environment_on_path()
    root.mkdir(parents=True, exist_ok=True)
    config = Config()
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.course_id = "small"
    config.CourseDirectory.db_url = f"sqlite:///{root / 'gradebook.db'}?timeout=60"
    for section, values in sections.items():
        config[section].update(values)
    return Course(root, config, due)


def put_environment_on_path() -> None:
    """Let nbgrader find ``alembic``, which it runs by name."""
    here = str(Path(sys.executable).parent)
    if here not in os.environ["PATH"].split(os.pathsep):
        os.environ["PATH"] = f"{here}{os.pathsep}{os.environ['PATH']}"


def nbgrader_api(config: Config) -> Any:
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory

    config = copy.deepcopy(config)
    return NbGraderAPI(coursedir=CourseDirectory(config=config), config=config)


def _stock(config: Config, name: str, students: list[str], folder: Path) -> dict[str, dict[str, Any] | None]:
    """Grade in a process of its own, with a copy of the gradebook."""
    put_environment_on_path()
    folder.mkdir(parents=True)
    graded = grade_with_stock(Assignment(name, config), students, folder)
    url, course_id = f"sqlite:///{folder / 'gradebook.db'}", str(config.CourseDirectory.course_id)
    return {
        student: None if scores is None else rows(url, course_id, name, student) for student, scores in graded.items()
    }


Both = tuple[dict[str, Any], dict[str, Any]]  # what the fast engine gave one student, and what stock gave


def both(course: Course, folder: Path) -> dict[str, Both]:
    """Grade a class twice, each time from the same gradebook; those whom stock cannot grade are left out."""
    stock = course.rows_by_stock(folder)
    course.grade()
    return {student: (course.rows(student), found) for student, found in stock.items() if found is not None}


# ---------------------------------------------------------------- what a gradebook holds


def rows(db_url: str, course_id: str, name: str, student: str) -> dict[str, Any]:
    """Return all that grading wrote about one student: each cell's grade, each comment, each notebook's penalty."""
    from nbgrader.api import Gradebook

    found: dict[str, Any] = {}
    with Gradebook(db_url, course_id) as gradebook:
        submission = gradebook.find_submission(name, student)
        found["late"] = submission.total_seconds_late
        for notebook in submission.notebooks:
            found[f"{notebook.name}: penalty"] = notebook.late_submission_penalty
            for grade in notebook.grades:
                found[f"{notebook.name}: {grade.name}: points"] = (grade.auto_score, bool(grade.needs_manual_grade))
                found[f"{notebook.name}: {grade.name}: score"] = grade.score
            for comment in notebook.comments:
                found[f"{notebook.name}: {comment.name}: comment"] = comment.auto_comment
    return found


def paid(found: Mapping[str, Any]) -> dict[str, float]:
    """Return the points of each cell that a person does not have to mark, from a student's rows."""
    points = {key.split(": ")[1]: value[0] for key, value in found.items() if key.endswith(": points")}
    return {cell: earned for cell, earned in points.items() if earned is not None}


def differing(fast: Mapping[str, Any], stock: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Return what two sets of rows differ in: (fast, stock)."""
    return {k: (fast.get(k), stock.get(k)) for k in sorted({*fast, *stock}) if fast.get(k) != stock.get(k)}
