"""What `medmgmt grade` shows: a bar with the time left, and a closing table."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from autograder.confinement import protections
from autograder.notebooks.verdicts import Weight
from autograder.runs.class_run import ClassResult
from course.commands import grade as command


def run(
    name: str,
    students: Sequence[str],
    *,
    jobs: int | None,
    scheduler: str | None,
    stock: bool,
    check_against_stock: bool,
    again: bool,
    unconfined: bool,
    course: Path | None,
    as_json: bool,
    console: Console,
) -> int:
    """Grade, show how it goes and what came of it; return 1 where a submission needs a person, else 0."""
    assignment = command.assignment_of(name, course)
    began = time.monotonic()
    with _bar(console, as_json) as bar:
        task = bar.add_task("Grading", total=None)

        def progress(done: int, of: int) -> None:
            bar.update(task, completed=done, total=of)

        if stock:
            failed = command.grade_with_stock(assignment, students, progress)
        else:
            result = command.grade(
                assignment,
                students,
                jobs=jobs or os.cpu_count() or 1,
                scheduler=scheduler,
                again=again,
                unconfined=unconfined,
                progress=progress,
            )
    if stock:
        for student in failed:
            console.print(f"Needs attention: {student}: nbgrader could not grade it.", highlight=False)
        return 1 if failed else 0
    data = command.as_plain_data(result)
    differs = _verified(assignment, result, data, console, as_json) if check_against_stock else False
    if as_json:
        console.print_json(json.dumps(data, ensure_ascii=False))
    else:
        _show(result, time.monotonic() - began, console)
    return 1 if differs or data["needs_attention"] or data["flagged"] else 0


def _bar(console: Console, quiet: bool) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True, disable=quiet)


def _show(result: ClassResult, seconds: float, console: Console) -> None:
    """Print who needs a person and why, then how many of each."""
    for weight in (Weight.FLAG, Weight.ATTENTION):
        for student in result.of_weight(weight):
            for verdict in result.verdicts[student]:
                if verdict.weight is not Weight.NOTE:
                    where = f"{verdict.notebook}: " if verdict.notebook else ""
                    console.print(
                        f"{weight.value.capitalize()}: {escape(student)}: {escape(where + verdict.say)}",
                        highlight=False,
                        soft_wrap=True,
                    )
    table = Table("", "Submissions")
    table.add_row("graded", str(len(result.graded)))
    table.add_row("skipped as unchanged", str(len(result.skipped)))
    table.add_row("need attention", str(len(result.of_weight(Weight.ATTENTION))))
    table.add_row("flagged for a person", str(len(result.of_weight(Weight.FLAG))))
    console.print(table)
    console.print("Protections: " + "; ".join(protections().lines) + ".", highlight=False, soft_wrap=True)
    if result.graded:
        each = 1000 * seconds / len(result.graded)
        console.print(f"{seconds:.1f} s, {each:.0f} ms a submission.", highlight=False)


def _verified(
    assignment: command.Assignment, result: ClassResult, data: dict[str, object], console: Console, quiet: bool
) -> bool:
    """Compare a sample with stock nbgrader; return whether anything differs."""
    sample, found, failed = command.compared(assignment, result)
    data["verified"] = {"sample": sample, "differences": [vars(d) for d in found], "stock_failed": failed}
    if not quiet:
        for d in found:
            console.print(
                f"Differs: {d.student}: {d.notebook}: {d.cell}: fast {d.fast}, stock {d.stock}.", highlight=False
            )
        same = len(sample) - len({d.student for d in found}) - len(failed)
        console.print(
            f"Verified: {same} of {len(sample)} submissions have the same score in every cell as stock nbgrader gives"
            + (f"; stock could not grade {', '.join(failed)}." if failed else "."),
            highlight=False,
        )
    return bool(found)
