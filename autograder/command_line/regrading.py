"""`autograder regrade`: shows what a mended assignment changes, takes it, or takes it back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.command_line.grading import refusing_a_broken_gradebook
from autograder.command_line.options import RegradeOptions
from autograder.problems import CannotGrade, require_linux

if TYPE_CHECKING:
    from autograder.assignments.assignment import Assignment
    from autograder.regrading.changes import Selection
    from autograder.regrading.regrade import Comparison

MOST_ROWS = 40  # that are printed; --html and --json have all


def run(options: RegradeOptions, console: Console) -> int:
    """Regrade, show what it changes, and return the exit code.

    Returns
    -------
    int
        1 where something would change and nothing was chosen yet, else 0.

    Raises
    ------
    CannotGrade
        If it cannot be done as things are.
    """
    require_linux(options.assignment)
    from autograder.assignments.assignment import Assignment
    from autograder.assignments.configuration import configuration

    found = configuration(options.folder, db_url=options.db_url, course_id=options.course_id)
    assignment = Assignment(options.assignment, found)
    with refusing_a_broken_gradebook():
        return _undo(assignment, options, console) if options.undo else _regrade(assignment, options, console)


def _undo(assignment: Assignment, options: RegradeOptions, console: Console) -> int:
    from autograder.regrading.regrade import undo

    if options.take or options.only_up or options.students:
        raise CannotGrade("--undo takes the whole last regrade back: leave --apply, --only-up and --student out.")
    record, since = undo(assignment)
    if options.as_json:
        console.print_json(json.dumps({"undone": record.id, "graded_since": since}))
    else:
        _say(console, f"The regrade of {record.at} is undone; {len(record.changes)} changes are taken back.")
        if since:
            _say(console, f"Graded since, and so left as they are: {', '.join(since)}.")
    return 0


def _regrade(assignment: Assignment, options: RegradeOptions, console: Console) -> int:
    from autograder.command_line.report import progress_on
    from autograder.regrading import report
    from autograder.regrading.changes import Selection
    from autograder.regrading.regrade import regrade

    chosen = Selection(options.only_up, frozenset(options.students) or None)
    take = chosen if options.take else None
    with progress_on(console, quiet=options.as_json) as progress:
        found, record = regrade(
            assignment, jobs=options.jobs, unconfined=options.unconfined, take=take, progress=progress
        )
    if options.html is not None:
        _write(options, report.as_html(assignment.name, found, take))
    if options.as_json:
        console.print_json(json.dumps(report.as_plain_data(found, take, record.id if record else None)))
    else:
        _show(assignment, found, take, chosen, console)
    return int(bool(found.changes) and take is None)


def _write(options: RegradeOptions, page: str) -> None:
    assert options.html is not None
    try:
        options.html.write_text(page, encoding="utf-8")
    except OSError as problem:
        raise CannotGrade(f"{options.html} cannot be written ({problem.strerror}): name another file.") from None


def _show(
    assignment: Assignment, found: Comparison, take: Selection | None, chosen: Selection, console: Console
) -> None:
    from autograder.regrading import report

    rows = report.table(found, take)
    if rows:
        table = Table(*report.COLUMNS, title=f"Regrade of {assignment.name}")
        for row in rows[:MOST_ROWS]:
            table.add_row(*(Text(words) for words in row))
        console.print(table)
    if len(rows) > MOST_ROWS:
        _say(console, f"{len(rows) - MOST_ROWS} more changes: --html FILE or --json shows all.")
    _say(console, report.summary(found, take is not None))
    if take is None and rows:
        taken = len(found.taken_by(chosen))
        _say(console, f"--apply takes {taken} of {len(rows)} changes, and --undo takes them back.")


def _say(console: Console, line: str) -> None:
    console.print(line, highlight=False, markup=False, soft_wrap=True)
