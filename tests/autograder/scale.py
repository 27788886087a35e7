"""What the tests of classes, recording, clusters and killed graders share: a small class, and all that it left."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.autograder.small_courses import NAME, Course, answer, check, course, write

ANSWERS = {
    "ada": "x = 1\ny = 2",
    "ben": "x = 1\ny = 3",
    "cleo": "x = 0",
    "dev": "raise ValueError('no')",
    "esi": "x = 1\ny = 2\nprint('done')",
    "finn": "x = 2\ny = 2",
}


def make_class(root: Path, count: int = len(ANSWERS), **sections: Any) -> Course:
    """Return a course whose class has handed in; the last student's notebook is broken."""
    made = course(root, due="2030-01-01 00:00:00 UTC", **sections)
    cells = [answer("one"), check("test-x", "assert x == 1", 2), check("test-y", "assert y", 1, hidden="assert y == 2")]
    made.source({"p": cells})
    names = [*ANSWERS, *(f"student{place}" for place in range(count))][:count]
    for place, student in enumerate(names):
        text = list(ANSWERS.values())[place % len(ANSWERS)]
        made.hand_in(student, {"p": write(one=text)}, timestamp="2029-01-01 10:00:00 UTC")
    (root / "submitted" / names[-1] / NAME / "p.ipynb").write_text('{"cells": [')
    return made


def copied(made: Course, to: Path) -> Course:
    """Return a copy of a class in another folder."""
    shutil.copytree(made.root, to)
    again = course(to, due=made.due)
    again.students = list(made.students)
    return again


def everything(made: Course) -> dict[str, Any]:
    """Return all that grading wrote, without ids and times: each student's rows, every table, each graded file."""
    by_student = {student: rows(made.db_url, student) for student in made.students}
    return {"students": by_student, "tables": tables(made), "files": graded_files(made)}


def rows(db_url: str, student: str) -> dict[str, Any]:
    """Return what the gradebook says of one student: each cell's grade and comment, each notebook's penalty."""
    from nbgrader.api import Gradebook

    found: dict[str, Any] = {}
    with Gradebook(db_url, "small") as gradebook:
        submission = gradebook.find_submission(NAME, student)
        found["late"], found["handed in"] = submission.total_seconds_late, str(submission.timestamp)
        for notebook in submission.notebooks:
            found[f"{notebook.name}"] = (notebook.late_submission_penalty, bool(notebook.flagged))
            for grade in notebook.grades:
                found[f"{notebook.name}: {grade.name}"] = (
                    grade.auto_score,
                    bool(grade.needs_manual_grade),
                    grade.score,
                )
            for comment in notebook.comments:
                found[f"{notebook.name}: {comment.name}: comment"] = comment.auto_comment
    return found


def tables(made: Course) -> dict[str, Counter[tuple[Any, ...]]]:
    """Return every row of the gradebook without its ids and times."""
    found = {}
    with closing(sqlite3.connect(made.root / "gradebook.db")) as gradebook:
        names = [name for (name,) in gradebook.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            cursor = gradebook.execute(f'SELECT * FROM "{name}"')
            keep = [i for i, (column, *_) in enumerate(cursor.description) if not _varies(name, column)]
            found[name] = Counter(tuple(row[i] for i in keep) for row in cursor)
    return found


def _varies(table: str, column: str) -> bool:
    if (table, column) in {("student", "id"), ("submitted_assignment", "student_id")}:
        return False
    return column == "id" or column.endswith("_id") or "time" in column


def graded_files(made: Course) -> dict[str, str]:
    """Return every file of the graded folders, hidden ones too, without the ids that cells are given at random."""
    root = made.root / "autograded"
    return {
        path.relative_to(root).as_posix(): re.sub(r'"id": "[^"]*"', '"id": ""', path.read_text())
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
