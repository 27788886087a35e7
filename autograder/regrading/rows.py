"""What differs between two copies of a gradebook, row by row, and how it is written into one of them or taken out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

# What grading again changes: what a person wrote (marks, comments, extra credit, extensions) stands in other columns.
OF_THE_VERSION = {
    "notebook": ("kernelspec",),
    "grade_cells": ("max_score", "cell_type"),
    "task_cells": ("max_score", "cell_type"),
    "source_cell": ("cell_type", "locked", "source", "checksum"),
}
OF_A_STUDENT = {
    "submitted_notebook": ("flagged", "late_submission_penalty"),
    "grade": ("auto_score", "needs_manual_grade"),
    "comment": ("auto_comment",),
}
WATCHED = {**OF_THE_VERSION, **OF_A_STUDENT}


@dataclass(frozen=True)
class RowChange:
    """One field of the gradebook that changes.

    Parameters
    ----------
    table, row, column : str
        Where it is; `row` is the row's id.
    before, after : object
        A number, text, truth or None.
    student : str or None
        Whose it is; None for a field of the assignment's version.
    """

    table: str
    row: str
    column: str
    before: Any
    after: Any
    student: str | None = None


def row_changes(before: Any, after: Any, assignment: str) -> list[RowChange]:
    """Return the fields of one assignment that differ between two gradebooks.

    Parameters
    ----------
    before, after : sqlalchemy.Connection
        The second is of a copy of the first, so that rows have the same ids.
    assignment : str
        nbgrader's id.
    """
    found = []
    for table, columns in WATCHED.items():
        old = dict(_fields(before, table, columns, assignment))
        for (row, student), new in _fields(after, table, columns, assignment):
            was = old.get((row, student))
            if was is not None:
                pairs = zip(columns, was, new, strict=True)
                found += [RowChange(table, row, name, a, b, student) for name, a, b in pairs if a != b]
    return _without_reopened(found)


def _without_reopened(changes: list[RowChange]) -> list[RowChange]:
    """Leave a mark that a person gave as settled as it is, where the automatic score beside it stays the same.

    Grading again asks for a person wherever one has marked, as stock nbgrader does.
    """
    moved = {change.row for change in changes if change.column == "auto_score"}
    return [change for change in changes if change.column != "needs_manual_grade" or change.row in moved]


def write(connection: Any, changes: Iterable[RowChange], backwards: bool = False) -> list[RowChange]:
    """Write each field's new value, or its old one again; return the fields that hold neither and were left alone.

    Written twice it is as written once, so a write that was interrupted may be repeated.
    """
    from sqlalchemy import select, update

    left = []
    for change in changes:
        table = _table(change.table)
        column, here = table.c[change.column], table.c.id == change.row
        start, end = (change.after, change.before) if backwards else (change.before, change.after)
        now = connection.execute(select(column).where(here)).scalar_one_or_none()
        if now == start:
            connection.execute(update(table).where(here).values({change.column: end}))
        elif now != end:
            left.append(change)
    return left


def _table(name: str) -> Any:
    from nbgrader.api import Base

    return Base.metadata.tables[name]


def _fields(
    connection: Any, name: str, columns: tuple[str, ...], assignment: str
) -> Iterator[tuple[tuple[str, str | None], tuple[Any, ...]]]:
    """Yield the watched fields of a table's rows that belong to an assignment, by the row's id and its student."""
    from sqlalchemy import select

    table, students = _table(name), _students(connection, assignment)
    owner = table.c.id if name == "submitted_notebook" else table.c.get("notebook_id", table.c.id)
    query = select(table.c.id, owner, *(table.c[column] for column in columns))
    for row, owned_by, *fields in connection.execute(query.where(_belongs(table, assignment))):
        if name in OF_THE_VERSION:
            yield (row, None), tuple(fields)
        elif owned_by in students:
            yield (row, students[owned_by]), tuple(fields)


def _students(connection: Any, assignment: str) -> dict[str, str]:
    """Return whose each submitted notebook of an assignment is, by its id."""
    from nbgrader.api import Assignment, SubmittedAssignment, SubmittedNotebook
    from sqlalchemy import select

    query = (
        select(SubmittedNotebook.id, SubmittedAssignment.student_id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .where(Assignment.name == assignment)
    )
    return dict(tuple(row) for row in connection.execute(query))


def _belongs(table: Any, assignment: str) -> Any:
    """Return the condition that a row of the assignment's version is this assignment's; true of a student's rows."""
    from nbgrader.api import Assignment, BaseCell, Notebook
    from sqlalchemy import select, true

    released = select(Notebook.id).join(Assignment).where(Assignment.name == assignment)
    if table.name == "notebook":
        return table.c.id.in_(released)
    if table.name == "source_cell":
        return table.c.notebook_id.in_(released)
    if table.name in ("grade_cells", "task_cells"):
        return table.c.id.in_(select(BaseCell.__table__.c.id).where(BaseCell.__table__.c.notebook_id.in_(released)))
    return true()
