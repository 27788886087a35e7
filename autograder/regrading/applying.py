"""Writes a regrade into the course, takes it back, and finishes what was killed in between.

The gradebook changes in one transaction. Files and folders change places by renaming. Each step may be done again, so a
regrade that was killed anywhere is finished by doing all of it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from autograder.assignments.assignment import Assignment
from autograder.gradebook.recording import read_record, record_path
from autograder.problems import CannotGrade
from autograder.regrading import rows
from autograder.regrading.journal import Regrade, State, Swap, records_of
from autograder.regrading.rows import RowChange
from autograder.warm.scratch import remove


def apply(assignment: Assignment, regrade: Regrade) -> Regrade:
    """Write a regrade into the gradebook and folders.

    Raises
    ------
    CannotGrade
        If the gradebook changed meanwhile; then nothing is written, and the record is removed.
    """
    if not _write_rows(assignment, regrade.rows, all_or_none=True):
        remove(regrade.folder)
        raise CannotGrade(
            f"The gradebook of {assignment.name} changed while the submissions were run again, so nothing was applied. "
            "Run the same command again."
        )
    return _swap_in(assignment, regrade)


def undo(assignment: Assignment, regrade: Regrade) -> list[str]:
    """Put everything back as it was before a regrade; return the students who were graded since and so were left.

    A field that a person changed since is left as well.
    """
    return _finish_undoing(assignment, regrade.now(State.UNDOING))


def finish_interrupted(assignment: Assignment) -> list[Regrade]:
    """Finish the regrades that were killed while they were applied or undone; return them."""
    found = [r for r in records_of(assignment) if r.state in (State.APPLYING, State.UNDOING)]
    for regrade in found:
        if regrade.state is State.APPLYING:
            _write_rows(assignment, regrade.rows)
            _swap_in(assignment, regrade)
        else:
            _finish_undoing(assignment, regrade)
    return found


def _finish_undoing(assignment: Assignment, regrade: Regrade) -> list[str]:
    since = _graded_since(assignment, regrade)
    _write_rows(assignment, [row for row in regrade.rows if row.student not in since], backwards=True)
    for swap in regrade.swaps:
        if swap.student not in since:
            _swap_back(assignment, regrade, swap)
    regrade.now(State.UNDONE)
    return since


def _graded_since(assignment: Assignment, regrade: Regrade) -> list[str]:
    """Return whose results were made after a regrade; of whom it is already undone, none."""
    found = []
    for student, at in regrade.graded_at.items():
        record = read_record(assignment, student)
        undone = (regrade.new / record_path(assignment, student).name).exists()
        if not undone and (record is None or record["graded_at"] != at):
            found.append(student)
    return found


def _write_rows(
    assignment: Assignment, changes: Sequence[RowChange], *, backwards: bool = False, all_or_none: bool = False
) -> bool:
    """Write the gradebook's fields in one transaction; return whether it was written.

    A field that holds neither the old value nor the new is left alone; with `all_or_none`, so are all of them.
    """
    from nbgrader.api import Gradebook

    folders = assignment.course
    with closing(Gradebook(folders.db_url, folders.course_id)) as gradebook:
        left = rows.write(gradebook.db.connection(), changes, backwards)
        if left and all_or_none:
            gradebook.db.rollback()
            return False
        gradebook.db.commit()
    return True


def _swap_in(assignment: Assignment, regrade: Regrade) -> Regrade:
    for swap in regrade.swaps:
        incoming, place, kept = regrade.new / swap.name, place_of(assignment, swap), regrade.old / swap.name
        if incoming.exists():
            _move(place, kept)
            _move(incoming, place)
    return regrade.now(State.APPLIED)


def _swap_back(assignment: Assignment, regrade: Regrade, swap: Swap) -> None:
    incoming, place, kept = regrade.new / swap.name, place_of(assignment, swap), regrade.old / swap.name
    if kept.exists() or not (swap.was_there or incoming.exists()):
        _move(place, incoming)
        _move(kept, place)


def _move(path: Path, to: Path) -> None:
    """Rename what is there, if it is."""
    if path.exists():
        to.parent.mkdir(parents=True, exist_ok=True)
        path.rename(to)


def place_of(assignment: Assignment, swap: Swap) -> Path:
    """Return where the course has what a swap replaces."""
    return Path(assignment.course.root) / swap.place
