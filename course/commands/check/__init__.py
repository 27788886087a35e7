"""`medmgmt check`: grades one notebook for its owner, and names each slip."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from course.checks.progress import note_results
from course.commands.check.kernel import in_kernel
from course.commands.check.results import CheckResult, by_exercise
from course.commands.check.unit import cell_ids, source_of
from course.commands.check.warm import NoTemplate, in_template
from course.commands.check.words import as_plain_data, summary

__all__ = ["CheckResult", "as_plain_data", "check", "summary"]


def check(path: Path, progress: Callable[[int, int], None] = lambda done, of: None) -> CheckResult:
    """Grade one notebook for its owner: in the warm template that waits in the background, else in a kernel.

    Raises
    ------
    Stop
        If the notebook cannot be read or belongs to no unit of the course.
    """
    source = source_of(path, cell_ids(path))
    renamed = (f"Checked as {source.stem}: the notebook was renamed.",) if source.name != path.name else ()
    try:
        ran = in_template(path, source, progress)
        notes = ran.notes
    except NoTemplate as why:
        ran = in_kernel(path, source, progress)
        notes = (f"Run in an ordinary kernel, which takes a few seconds: {why}.", *ran.notes)
    result = CheckResult(source, by_exercise(ran), renamed + notes)
    note_results(source.stem, {e.name: (e.points, e.possible) for e in result.marked}, path.resolve().parent)
    return result
