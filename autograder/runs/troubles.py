"""What keeps a whole run from going on, in a sentence with its remedy; what is one submission's own does not."""

from __future__ import annotations

import errno
import os
import resource
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from autograder.assignments.assignment import Assignment, CannotGrade
from autograder.confinement import full_disk

AGAIN = "and run the same command again: it goes on where this one stopped."
OF_THE_MACHINE = frozenset({errno.EROFS, errno.EMFILE, errno.ENFILE, errno.EIO, *full_disk.FULL})
GRADEBOOK = {  # what a database says, and what is to be done
    "locked": "close formgrader or what else is at work with it,",
    "readonly": "let this user write to it and to its folder,",
    "unable to open": "see that its folder is there and may be written to,",
    "not a database": "put back a copy from the backups beside the graded folders,",
    "malformed": "put back a copy from the backups beside the graded folders,",
}


@contextmanager
def told_in_a_sentence() -> Iterator[None]:
    """Turn whatever keeps a run from going on into `CannotGrade`.

    What was recorded before stays, and the next run goes on there.
    """
    try:
        yield
    except CannotGrade:
        raise
    except Exception as problem:
        if (reason := of_the_run(problem)) is None:
            raise
        raise CannotGrade(reason) from problem


def of_the_run(problem: Exception) -> str | None:
    """Return why a run cannot go on, None where that is not known."""
    if full_disk.is_full(problem):
        return (
            "The disk is full, so the results that are left could not be recorded. Make room, and run the same command "
            "again: it goes on where this one stopped."
        )
    if _is_the_gradebooks(problem):
        said = str(getattr(problem, "orig", None) or problem).splitlines()[0]
        cure = next((words for sign, words in GRADEBOOK.items() if sign in said), "mend it,")
        return f"The gradebook cannot be used ({said}): {cure} {AGAIN}"
    if isinstance(problem, OSError) and problem.filename is not None:
        return _of_a_file(problem)
    return None


def _of_a_file(problem: OSError) -> str:
    place = os.fsdecode(problem.filename) if isinstance(problem.filename, (str, bytes)) else str(problem.filename)
    if isinstance(problem, (NotADirectoryError, FileExistsError)):
        return f"{place} is a file, or lies in one, where a folder should be: move the file away, {AGAIN}"
    if isinstance(problem, PermissionError) or problem.errno == errno.EROFS:
        return f"{place} may not be read or written: give this user the right, {AGAIN}"
    return f"{place} cannot be used ({problem.strerror}): mend that, {AGAIN}"


def _is_the_gradebooks(problem: Exception) -> bool:
    from sqlalchemy.exc import DatabaseError, IntegrityError, ProgrammingError

    if isinstance(problem, (IntegrityError, ProgrammingError)):
        return False  # of one row's content
    return isinstance(problem, (DatabaseError, sqlite3.Error, subprocess.CalledProcessError))


def is_ones_own(problem: Exception) -> bool:
    """Return whether a problem with recording a result is that submission's own, and the others can go on."""
    from sqlalchemy.exc import SQLAlchemyError

    if full_disk.is_full(problem) or _is_the_gradebooks(problem):
        return False
    if isinstance(problem, OSError):
        return problem.errno not in OF_THE_MACHINE
    return isinstance(problem, (UnicodeError, ValueError, SQLAlchemyError))


def require_room_to_work(assignment: Assignment) -> None:
    """See before the first submission that results can be written, and files opened.

    Raises
    ------
    CannotGrade
        If they cannot.
    """
    for folder in (assignment.folder("autograded", "x").parents[1], assignment.records):
        there = next(place for place in (folder, *folder.parents) if os.path.lexists(place))
        if not there.is_dir():
            raise CannotGrade(_of_a_file(NotADirectoryError(errno.ENOTDIR, "", str(there))))
        if not os.access(there, os.W_OK | os.X_OK):
            raise CannotGrade(_of_a_file(PermissionError(errno.EACCES, "", str(there))))
    require_open_files(assignment.engine.limits().files)


def require_open_files(needed: int) -> None:
    """Let this process open as many files as a notebook may; with fewer, notebooks fail that are right."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= needed:
        return
    if hard != resource.RLIM_INFINITY and hard < needed:
        raise CannotGrade(
            f"A program may open only {hard} files here, and grading needs {needed}: run “ulimit -n {4 * needed}” "
            "first, or ask who runs this machine."
        )
    resource.setrlimit(resource.RLIMIT_NOFILE, (needed, hard))


def is_text(name: str) -> bool:
    """Return whether a folder's name can be a student's id: the gradebook keeps text."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\0" not in name


def in_words(problem: Exception) -> str:
    """Return what fills the sentence of a result that could not be recorded."""
    if isinstance(problem, OSError) and problem.filename is not None:
        return f"{Path(os.fsdecode(problem.filename)).name}: {problem.strerror}"
    return str(problem).splitlines()[0][:200] if str(problem) else type(problem).__name__
