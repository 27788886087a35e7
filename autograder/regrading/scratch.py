"""A scratch copy of a course, in which the assignment is released and graded anew while the course stays as it is."""

from __future__ import annotations

import contextlib
import copy
import logging
import re
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from autograder.assignments.assignment import Assignment
from autograder.gradebook.recording import Recorder
from autograder.problems import CannotGrade
from autograder.runs.class_run import grade_class
from autograder.runs.pool import LocalPool

Progress = Callable[[int, int], None]


def scratch_of(assignment: Assignment, folder: Path) -> Assignment:
    """Return the assignment as it would be with its sources as they are now, released into a folder.

    Parameters
    ----------
    folder : Path
        Empty; the course's own gradebook and folders are only read.

    Raises
    ------
    CannotGrade
        If the gradebook is a server's, or nbgrader cannot release the sources.
    """
    config = copy.deepcopy(assignment.config)
    config.CourseDirectory.db_url = f"sqlite:///{_copied_gradebook(assignment, folder)}?timeout=60"
    for kind in ("release", "autograded", "feedback"):
        config.CourseDirectory[f"{kind}_directory"] = str(folder / kind)
    _release(config, assignment.name)
    return Assignment(assignment.name, config)


def grade_again(scratch: Assignment, students: Sequence[str], jobs: int, have: Any, progress: Progress) -> None:
    """Grade submissions in a scratch copy."""
    opening = scratch.opening(have)
    grade_class(scratch, lambda: LocalPool(opening, jobs), students, again=True, progress=progress)


def keep_old_scores(scratch: Assignment, rows: dict[str, float | None], students: Sequence[str]) -> None:
    """Put some automatic scores of a scratch copy back, and reckon the late penalties of their students anew.

    Parameters
    ----------
    rows : dict
        Scores by the grade's row.
    students : sequence of str
        Whose they are.
    """
    from nbgrader.api import Grade
    from sqlalchemy import update

    recorder = Recorder(scratch)
    try:
        db = recorder.gradebook.db
        for row, score in rows.items():
            db.execute(update(Grade.__table__).where(Grade.__table__.c.id == row).values(auto_score=score))
        for student in students:
            recorder.late_penalties(recorder.gradebook.find_submission(scratch.name, student).id, student)
        db.commit()
    finally:
        recorder.close()


def _copied_gradebook(assignment: Assignment, folder: Path) -> Path:
    from sqlalchemy.engine import make_url

    url = make_url(assignment.course.db_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise CannotGrade(
            "Only an SQLite gradebook can be copied for a regrade: copy the course with an SQLite gradebook, or "
            f"release it again and run “autograder grade {assignment.name} --again”."
        )
    copied = folder / "gradebook.db"
    with contextlib.closing(sqlite3.connect(url.database)) as now, contextlib.closing(sqlite3.connect(copied)) as new:
        now.backup(new)
    return copied


def _release(config: Any, name: str) -> None:
    """Release the sources as nbgrader does; what it refuses is said in a sentence."""
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory

    api = NbGraderAPI(coursedir=CourseDirectory(config=config), config=config, log_level=logging.ERROR)
    result = api.generate_assignment(name, force=True, create=False)
    if not result["success"]:
        raise CannotGrade(
            f"nbgrader cannot release {name} as its sources are now: {_reason(result)}. "
            f"Mend the sources until “nbgrader generate_assignment {name}” runs, then regrade."
        )


def _reason(result: dict[str, Any]) -> str:
    """Return nbgrader's own words for why it stopped: of its tracebacks, the first error that is not its last word."""
    said = f"{result.get('log') or ''}\n{result.get('error') or ''}"
    found = re.findall(r"^\s*(?:\w+\.)*\w*(?:Error|Exception): (.+?)\.?$", said, flags=re.M)
    return found[0] if found else "it gives no reason"
