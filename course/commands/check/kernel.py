"""Runs a learner's notebook in an ordinary kernel, in its own folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from course.commands.check.results import Ran
from course.commands.check.unit import read
from course.commands.check.warm import MARKS


def in_kernel(path: Path, source: Path, progress: Callable[[int, int], None]) -> Ran:
    """Restore the instructor's cells in a copy of a notebook, run it and score it."""
    from autograder.notebooks.blueprint import from_source
    from autograder.notebooks.marks import Marks
    from autograder.notebooks.restoring import restored
    from autograder.notebooks.running import run_here
    from autograder.notebooks.scoring import scores

    ready = restored(read(path), from_source(source.stem, read(source), Marks.from_plain_data(MARKS)))
    ran = run_here(ready.notebook, path.resolve().parent, progress=progress)
    notes = tuple(f"Repaired for this check: {repair}." for repair in ready.repairs)
    return Ran(tuple(scores(ran)), tuple(ran["cells"]), notes)
