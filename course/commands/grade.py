"""`medmgmt grade`: the grader's own command, and below it, if asked for, what the class misunderstood."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from rich.console import Console

from autograder.command_line.grading import run
from autograder.command_line.options import Options
from course.paths import ROOT

CONFIGURATION = "nbgrader_config.py"


def grade(options: Options, slips: bool, console: Console) -> int:
    """Grade, show what came of it, and return the exit code.

    Parameters
    ----------
    options : Options
        As for `autograder grade`.
    slips : bool
        Print also which slips the class made, and how many students made each.

    Raises
    ------
    CannotGrade
        If the run cannot be done as things are.
    """
    outcome = run(replace(options, folder=folder_of(options.folder)), console)
    if slips and not options.as_json:
        from course.commands.rehearse import show_slips

        graded = [*outcome.result.graded, *outcome.result.skipped]
        show_slips([outcome.assignment.folder("autograded", student) for student in graded], console)
    return outcome.code


def folder_of(named: Path | None) -> Path | None:
    """Return the folder of the course that is graded: the one named, the current one if it is a course's, else this."""
    return named or (None if Path(CONFIGURATION).is_file() else ROOT)
