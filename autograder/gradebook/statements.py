"""What the writer asks of and tells nbgrader's gradebook, as SQL statements that are made once for a class.

nbgrader's own objects are not used for this: each that is loaded sums up all its scores, and a statement that is made
anew for each submission takes longer to make than to do.
"""

from __future__ import annotations

from typing import Any


def statements() -> dict[str, Any]:
    """Return the statements by name. What begins with "new" takes a row's columns; the rest what its name says."""
    from nbgrader.api import Comment, Grade, Student, SubmittedAssignment, SubmittedNotebook
    from sqlalchemy import bindparam, insert, select, update

    student, submission, notebook, grade, comment = (
        kind.__table__ for kind in (Student, SubmittedAssignment, SubmittedNotebook, Grade, Comment)
    )
    return {
        "student": select(student.c.id).where(student.c.id == bindparam("student")),
        "new student": insert(student),
        "submission": select(submission.c.id).where(
            submission.c.assignment_id == bindparam("assignment"), submission.c.student_id == bindparam("student")
        ),
        "new submission": insert(submission),
        "time of a submission": update(submission)
        .where(submission.c.id == bindparam("submission"))
        .values(timestamp=bindparam("at")),
        "notebooks of a submission": select(notebook.c.notebook_id, notebook.c.id).where(
            notebook.c.assignment_id == bindparam("submission")
        ),
        "new notebook": insert(notebook),
        "flag": update(notebook).where(notebook.c.id == bindparam("notebook")).values(flagged=True),
        "no penalty": update(notebook)
        .where(notebook.c.assignment_id == bindparam("submission"))
        .values(late_submission_penalty=None),
        "new grade": insert(grade),
        "grades": select(grade.c.id, grade.c.cell_id, grade.c.manual_score).where(
            grade.c.notebook_id == bindparam("notebook")
        ),
        "grade": update(grade)
        .where(grade.c.id == bindparam("row"))
        .values(auto_score=bindparam("points"), needs_manual_grade=bindparam("by_hand")),
        "new comment": insert(comment),
        "comments": select(comment.c.id, comment.c.cell_id).where(comment.c.notebook_id == bindparam("notebook")),
        "comment": update(comment).where(comment.c.id == bindparam("row")).values(auto_comment=bindparam("words")),
    }
