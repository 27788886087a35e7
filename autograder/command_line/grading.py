"""`autograder grade`: grades an assignment, and says how it went."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console

from autograder.command_line.options import Engine, Options
from autograder.problems import CannotGrade, require_linux

if TYPE_CHECKING:
    from autograder.assignments.assignment import Assignment
    from autograder.command_line.report import Outcome, Verified
    from autograder.runs.class_run import ClassResult

SAMPLE = 5  # submissions that --verify grades again; stock nbgrader takes seconds for each notebook
VERIFY_SEED = 1


def run(options: Options, console: Console) -> Outcome:
    """Grade, show how it goes and what came of it.

    Returns
    -------
    Outcome
        Its ``code`` is 0 where all is well and 1 where a submission needs a person.

    Raises
    ------
    CannotGrade
        If the run cannot be done as things are.
    """
    require_linux(options.assignment)
    from autograder.command_line import report

    assignment = assignment_of(options)
    with refusing_a_broken_gradebook():
        outcome = _by_stock(assignment, options, console) if options.engine is Engine.STOCK else None
        outcome = outcome or _by_fast_engine(assignment, options, console)
    if options.as_json:
        console.print_json(json.dumps(report.as_plain_data(outcome), ensure_ascii=False))
    else:
        report.show(outcome, console)
    return outcome


def assignment_of(options: Options) -> Assignment:
    """Return the assignment that was asked for, of the course in its folder."""
    from autograder.assignments.assignment import Assignment
    from autograder.assignments.configuration import configuration

    found = configuration(options.folder, db_url=options.db_url, course_id=options.course_id)
    return Assignment(options.assignment, found)


def _by_fast_engine(assignment: Assignment, options: Options, console: Console) -> Outcome:
    from autograder.command_line import report
    from autograder.runs.engines import grade

    began = time.monotonic()
    with report.progress_on(console, quiet=options.as_json) as progress:
        result = grade(
            assignment,
            options.students,
            jobs=options.jobs,
            scheduler=options.scheduler,
            force=options.force,
            unconfined=options.unconfined,
            progress=progress,
        )
    seconds = time.monotonic() - began
    return report.Outcome(assignment, result, seconds, verified(assignment, result) if options.verify else None)


def _by_stock(assignment: Assignment, options: Options, console: Console) -> Outcome:
    from autograder.command_line import report
    from autograder.runs.class_run import ClassResult
    from autograder.runs.engines import grade_with_stock

    began = time.monotonic()
    with report.progress_on(console, quiet=options.as_json) as progress:
        graded, failed = grade_with_stock(assignment, options.students, progress=progress)
    return report.Outcome(assignment, ClassResult(graded=graded), time.monotonic() - began, stock_failed=tuple(failed))


def verified(assignment: Assignment, result: ClassResult) -> Verified:
    """Grade a sample again with stock nbgrader, beside the gradebook, and compare it cell by cell.

    Who is flagged is left out: stock nbgrader would pay what was forged.
    """
    from autograder.command_line.report import Verified
    from autograder.gradebook.verifying import verify
    from autograder.notebooks.verdicts import Weight

    flagged = result.of_weight(Weight.FLAG)
    honest = [student for student in [*result.graded, *result.skipped] if student not in flagged]
    sample = random.Random(VERIFY_SEED).sample(honest, min(SAMPLE, len(honest)))
    try:
        differences, failed = verify(assignment, sample)
    except ValueError as problem:
        raise CannotGrade(str(problem)) from None
    return Verified(tuple(sample), tuple(differences), tuple(failed))


@contextmanager
def refusing_a_broken_gradebook() -> Iterator[None]:
    """Say in a sentence that the database of the gradebook cannot be read or written."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except SQLAlchemyError as problem:
        reason = str(getattr(problem, "orig", None) or problem).splitlines()[0]
        raise CannotGrade(
            f"The gradebook cannot be used ({reason}): check c.CourseDirectory.db_url or --db, its owner, and that it "
            "is nbgrader's."
        ) from problem
