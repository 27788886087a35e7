"""Grades a sample again with stock nbgrader, beside the gradebook, and compares cell by cell."""

from __future__ import annotations

import copy
import sqlite3
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.assignments.assignment import Assignment

STOCKS = {
    "autograder.steps.executing.ConfinedExecute": "nbgrader.preprocessors.Execute",
    "autograder.steps.executing.RestoreCells": "nbgrader.preprocessors.DeduplicateIds",
}

Scores = dict[tuple[str, str], tuple[float | None, bool]]  # (notebook, cell): automatic score, needs a person


@dataclass(frozen=True)
class Difference:
    """One cell on which the two engines differ.

    Parameters
    ----------
    student, notebook, cell : str
        Where it is, as nbgrader names it.
    fast, stock : tuple of (float or None, bool), optional
        What each engine gave: the points, and whether a person has to mark; None where it has no such score.
    """

    student: str
    notebook: str
    cell: str
    fast: tuple[float | None, bool] | None
    stock: tuple[float | None, bool] | None


def stock_config(assignment: Assignment) -> Any:
    """Return the configuration with nbgrader's own steps in place of the grader's."""
    config = copy.deepcopy(assignment.config)
    for kind in ("sanitize_preprocessors", "autograde_preprocessors"):
        steps = config.Autograde.get(kind) if "Autograde" in config else None
        if steps:
            config.Autograde[kind] = [STOCKS.get(step, step) if isinstance(step, str) else step for step in steps]
    return config


def scores_in(db_url: str, course_id: str, assignment: str, student: str) -> Scores:
    """Return a student's automatic scores as a gradebook has them."""
    from nbgrader.api import Gradebook, MissingEntry

    with Gradebook(db_url, course_id) as gradebook:
        try:
            notebooks = gradebook.find_submission(assignment, student).notebooks
        except MissingEntry:
            return {}
        return {(n.name, g.name): (g.auto_score, bool(g.needs_manual_grade)) for n in notebooks for g in n.grades}


def grade_with_stock(assignment: Assignment, students: Sequence[str], folder: Path) -> dict[str, Scores | None]:
    """Grade students with stock nbgrader into a folder and a copy of the gradebook; None where it fails.

    Parameters
    ----------
    folder : Path
        Empty; the real gradebook and folders are only read.
    """
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory
    from sqlalchemy.engine import make_url

    config = stock_config(assignment)
    url = make_url(assignment.course.db_url)
    if url.get_backend_name() != "sqlite" or url.database is None:
        raise ValueError("Only an SQLite gradebook can be copied for a comparison; compare on a copy of the course.")
    copied = folder / "gradebook.db"
    with sqlite3.connect(url.database) as now, sqlite3.connect(copied) as copy_of:
        now.backup(copy_of)
    now.close()
    copy_of.close()
    config.CourseDirectory.db_url = f"sqlite:///{copied}?timeout=60"
    config.CourseDirectory.submitted_directory = str(assignment.folder("submitted", "x").parents[1])
    config.CourseDirectory.autograded_directory = str(folder / "autograded")
    api = NbGraderAPI(coursedir=CourseDirectory(config=config), config=config)
    found: dict[str, Scores | None] = {}
    for student in students:
        result = api.autograde(assignment.name, student, force=True, create=True)
        done = result["success"]
        found[student] = (
            scores_in(config.CourseDirectory.db_url, assignment.course.course_id, assignment.name, student)
            if done
            else None
        )
    return found


def differences(fast: Scores, stock: Scores, student: str) -> list[Difference]:
    """Return the cells on which two sets of scores differ."""
    return [
        Difference(student, *name, fast.get(name), stock.get(name))
        for name in sorted(set(fast) | set(stock))
        if fast.get(name) != stock.get(name)
    ]


def verify(assignment: Assignment, students: Sequence[str]) -> tuple[list[Difference], list[str]]:
    """Grade a sample with stock nbgrader and compare with what the gradebook has.

    Stock nbgrader works on a copy: the gradebook and the course's folders are only read.

    Parameters
    ----------
    assignment : Assignment
        Graded before.
    students : sequence of str
        The sample; stock nbgrader takes seconds for each notebook.

    Raises
    ------
    ValueError
        If the gradebook is a server's, which cannot be copied.

    Returns
    -------
    list of Difference
        The cells that differ.
    list of str
        The students whom stock nbgrader could not grade at all.
    """
    found: list[Difference] = []
    with tempfile.TemporaryDirectory(prefix="verify-") as folder:
        by_stock = grade_with_stock(assignment, students, Path(folder))
        for student in students:
            stock = by_stock[student]
            if stock is not None:
                folders = assignment.course
                fast = scores_in(folders.db_url, folders.course_id, assignment.name, student)
                found += differences(fast, stock, student)
    return found, [student for student in students if by_stock[student] is None]
