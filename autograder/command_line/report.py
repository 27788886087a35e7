"""What `autograder grade` shows: a bar with the time left, who needs a person and why, and a closing table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from autograder.assignments.assignment import Assignment
from autograder.confinement import protections
from autograder.gradebook.verifying import Difference
from autograder.notebooks.verdicts import Weight
from autograder.printable import printable
from autograder.runs.class_run import ClassResult


@dataclass(frozen=True)
class Verified:
    """What a comparison with stock nbgrader found: whose work was compared, what differs, whom stock cannot grade."""

    sample: tuple[str, ...]
    differences: tuple[Difference, ...]
    stock_failed: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What came of a run.

    Parameters
    ----------
    assignment : Assignment
    result : ClassResult
    seconds : float
        Wall time of the grading itself.
    verified : Verified, optional
        The comparison, where one was asked for.
    stock_failed : tuple of str
        Whom stock nbgrader could not grade, where that is the engine; None where it is not.
    """

    assignment: Assignment
    result: ClassResult
    seconds: float
    verified: Verified | None = None
    stock_failed: tuple[str, ...] | None = None

    @property
    def code(self) -> int:
        """The exit code: 1 where a submission could not be graded as it is, is flagged, or is graded otherwise."""
        person = self.result.of_weight(Weight.ATTENTION) or self.result.of_weight(Weight.FLAG)
        return int(bool(person or self.stock_failed or (self.verified and self.verified.differences)))


def as_plain_data(outcome: Outcome) -> dict[str, Any]:
    """Return what came of a run, for scripts."""
    result = outcome.result
    data = {
        "graded": result.graded,
        "skipped": result.skipped,
        "needs_attention": [*result.of_weight(Weight.ATTENTION), *(outcome.stock_failed or ())],
        "flagged": result.of_weight(Weight.FLAG),
        "verdicts": {
            student: [{**v.as_plain_data(), "weight": v.weight.value, "say": v.say} for v in found]
            for student, found in result.verdicts.items()
            if found
        },
    }
    if outcome.verified is None:
        return data
    found = outcome.verified
    compared = {"sample": list(found.sample), "differences": [vars(d) for d in found.differences]}
    return {**data, "verified": {**compared, "stock_failed": list(found.stock_failed)}}


@contextmanager
def progress_on(console: Console, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """Show a bar, and hand on what tells it how many of how many are done."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=quiet) as bar:
        task = bar.add_task("Grading", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def show(outcome: Outcome, console: Console) -> None:
    """Print who needs a person and why, how many of each there are, and what a comparison found."""
    if outcome.verified is not None:
        _show_comparison(outcome.verified, console)
    for student in outcome.stock_failed or ():
        _say(console, f"Needs attention: {escape(printable(student))}: nbgrader could not grade it.")
    _show_verdicts(outcome.result, console)
    console.print(_table(outcome))
    if outcome.stock_failed is None:
        _say(console, "Protections: " + "; ".join(protections().lines) + ".")
    if outcome.result.graded:
        each = 1000 * outcome.seconds / len(outcome.result.graded)
        _say(console, f"{outcome.seconds:.1f} s, {each:.0f} ms a submission.")


def _say(console: Console, line: str) -> None:
    console.print(line, highlight=False, soft_wrap=True)


def _show_verdicts(result: ClassResult, console: Console) -> None:
    for weight in (Weight.FLAG, Weight.ATTENTION):
        for student in result.of_weight(weight):
            for verdict in (v for v in result.verdicts[student] if v.weight is not Weight.NOTE):
                where = f"{verdict.notebook}: " if verdict.notebook else ""
                about = f"{weight.value.capitalize()}: {printable(student)}: {where}{verdict.say}"
                _say(console, escape(about))


def _table(outcome: Outcome) -> Table:
    result, failed = outcome.result, outcome.stock_failed or ()
    table = Table("", "Submissions")
    table.add_row("graded", str(len(result.graded)))
    table.add_row("skipped as unchanged", str(len(result.skipped)))
    table.add_row("need attention", str(len(result.of_weight(Weight.ATTENTION)) + len(failed)))
    table.add_row("with notes in the graded notebook", str(len(result.of_weight(Weight.NOTE))))
    table.add_row("flagged for a person", str(len(result.of_weight(Weight.FLAG))))
    return table


def _show_comparison(found: Verified, console: Console) -> None:
    for d in found.differences:
        about = f"{printable(d.student)}: {d.notebook}: {d.cell}"
        _say(console, escape(f"Differs: {about}: fast {d.fast}, stock {d.stock}."))
    same = len(found.sample) - len({d.student for d in found.differences}) - len(found.stock_failed)
    _say(
        console,
        f"Verified: {same} of {len(found.sample)} submissions have the same score in every cell as stock nbgrader gives"
        + (f"; stock could not grade {', '.join(map(printable, found.stock_failed))}." if found.stock_failed else "."),
    )
