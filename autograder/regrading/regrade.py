"""Regrades an assignment whose sources were mended after the class had handed in.

All graded submissions run again in a scratch copy of the course. What would change is shown; taken is what the
instructor chooses. What a person wrote stays: marks, comments, extra credit and extensions.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from autograder.assignments.assignment import Assignment
from autograder.gradebook.recording import back_up, entries, read_record, record_path, write_record
from autograder.problems import CannotGrade, require_linux
from autograder.regrading import applying, journal
from autograder.regrading.changes import Change, Selection, changes_between, scores_of
from autograder.regrading.journal import Regrade, State, Swap
from autograder.regrading.rows import OF_THE_VERSION, RowChange, row_changes
from autograder.regrading.scratch import Progress, grade_again, keep_old_scores, scratch_of
from autograder.runs.class_run import alone
from autograder.runs.engines import protections_for


@dataclass(frozen=True)
class Comparison:
    """What a mended version changes.

    Parameters
    ----------
    students : tuple of str
        Who was run again.
    changes : tuple of Change
        The checks that earn another number of points.
    """

    students: tuple[str, ...]
    changes: tuple[Change, ...]

    def taken_by(self, selection: Selection) -> list[Change]:
        """Return the changes that a selection takes."""
        return [change for change in self.changes if selection.takes(change)]


def regrade(
    assignment: Assignment,
    *,
    jobs: int | None = None,
    unconfined: bool = False,
    take: Selection | None = None,
    progress: Progress = lambda done, of: None,
) -> tuple[Comparison, Regrade | None]:
    """Run all graded submissions against the sources as they are now; show what changes, and take what is asked for.

    Parameters
    ----------
    assignment : Assignment
        Graded before.
    jobs : int, optional
        Submissions run at a time; one a processor if left out.
    unconfined : bool
        Run them even where this machine has nothing to confine them with.
    take : Selection, optional
        What is written into the course; nothing where it is None.
    progress : callable
        Told how many of how many are done.

    Returns
    -------
    Comparison
        What changes.
    Regrade or None
        The record of what was taken; None where nothing was.

    Raises
    ------
    CannotGrade
        If nobody was graded yet, the sources cannot be released, or another grader is at work.
    """
    require_linux(assignment.name)
    assignment.require_generated()
    have = protections_for(assignment, unconfined)
    with alone(assignment), tempfile.TemporaryDirectory(prefix="regrade-") as folder:
        applying.finish_interrupted(assignment)
        students = _graded(assignment, take)
        scratch = scratch_of(assignment, Path(folder))
        grade_again(scratch, students, jobs or os.cpu_count() or 1, have, progress)
        found = Comparison(tuple(students), tuple(changes_between(assignment, scratch, students)))
        return found, None if take is None else _taken(assignment, scratch, found, take)


def undo(assignment: Assignment) -> tuple[Regrade, list[str]]:
    """Take the last regrade back; return it, and the students who were graded since and so were left as they are.

    Raises
    ------
    CannotGrade
        If no regrade stands, or another grader is at work.
    """
    with alone(assignment):
        applying.finish_interrupted(assignment)
        last = journal.undoable(journal.records_of(assignment))
        if last is None:
            raise CannotGrade(f"No regrade of {assignment.name} stands that could be undone.")
        return last, applying.undo(assignment, last)


def _graded(assignment: Assignment, take: Selection | None) -> list[str]:
    """Return who is graded and still has a submission."""
    there, complete = assignment.students(), entries(assignment).complete
    for student in sorted((take.students if take else None) or ()):
        if student not in complete:
            raise CannotGrade(f"{student} has no grade for {assignment.name} yet: grade first, or check the id.")
    found = [student for student in there if student in complete]
    if not found:
        raise CannotGrade(f"Nobody is graded in {assignment.name} yet, so there is nothing to regrade: grade it first.")
    return found


# ---------------------------------------------------------------- taking


def _taken(assignment: Assignment, scratch: Assignment, found: Comparison, take: Selection) -> Regrade | None:
    """Write what is taken into the course, with the mended version itself; everybody counts as graded by it."""
    chosen = found.taken_by(take)
    theirs = sorted({change.student for change in chosen})
    _leave_the_rest(assignment, scratch, found, take, theirs)
    changed = [row for row in _rows(assignment, scratch) if row.table in OF_THE_VERSION or row.student in theirs]
    if not changed:
        return None
    back_up(assignment)
    at = datetime.now(UTC)
    folder = journal.new_folder(assignment, f"{at:%Y%m%d-%H%M%S-%f}")
    swaps = list(_swaps(assignment, scratch, folder, found.students, theirs))
    times = {student: (read_record(scratch, student) or {})["graded_at"] for student in found.students}  # as kept now
    made = Regrade(
        folder, at.isoformat(timespec="seconds"), State.APPLYING, tuple(chosen), tuple(changed), tuple(swaps), times
    )
    return applying.apply(assignment, journal.finished(made))


def _leave_the_rest(
    assignment: Assignment, scratch: Assignment, found: Comparison, take: Selection, theirs: Sequence[str]
) -> None:
    """Give the checks that are not taken their old scores in the scratch copy, where their student has others taken."""
    old = scores_of(assignment)
    rest = [change for change in found.changes if not take.takes(change) and change.student in theirs]
    scores = [old[change.student, change.notebook, change.check] for change in rest]
    if rest:
        rows = {score.grade: score.automatic for score in scores}
        keep_old_scores(scratch, rows, sorted({change.student for change in rest}))


def _rows(assignment: Assignment, scratch: Assignment) -> list[RowChange]:
    with _connected(assignment) as now, _connected(scratch) as new:
        return row_changes(now, new, assignment.name)


@contextmanager
def _connected(assignment: Assignment) -> Iterator[Any]:
    with assignment.gradebook() as gradebook:
        yield gradebook.db.connection()


def _swaps(
    assignment: Assignment, scratch: Assignment, folder: Path, students: Sequence[str], theirs: Sequence[str]
) -> Iterator[Swap]:
    """Copy into a record's folder what is to stand in the course, and yield where each part stands."""
    release = assignment.folder("release", ".")
    yield _swap(assignment, folder, scratch.folder("release", "."), release, "release")
    for student in theirs:
        graded = assignment.folder("autograded", student)
        yield _swap(assignment, folder, scratch.folder("autograded", student), graded, f"graded-{student}", student)
    for student in students:
        record = record_path(assignment, student)
        write_record(scratch, student, _record(assignment, scratch, student, theirs))
        yield _swap(assignment, folder, record_path(scratch, student), record, record.name, student)


def _record(assignment: Assignment, scratch: Assignment, student: str, theirs: Sequence[str]) -> dict[str, Any]:
    """Return what is to be remembered of a student: of whom nothing is taken, the old result, as decided for good."""
    old, new = read_record(assignment, student), read_record(scratch, student)
    assert new is not None
    return new if student in theirs or old is None else {**old, "key": new["key"]}


def _swap(assignment: Assignment, folder: Path, made: Path, place: Path, name: str, student: str | None = None) -> Swap:
    copy = shutil.copytree if made.is_dir() else shutil.copy2
    copy(made, folder / "new" / name)
    return Swap(os.path.relpath(place, assignment.course.root), name, place.exists(), student)
