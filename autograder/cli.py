"""`autograder`: grades an nbgrader assignment quickly and confined, into nbgrader's own gradebook.

Exit codes: 0 done; 1 a submission could not be graded as it is, or needs a person (it is listed); 2 the run itself
could not be done, or the command was called wrongly, which one sentence says.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console

from autograder.command_line import options as o
from autograder.problems import CannotGrade, require_linux

DISTRIBUTION = "nbgrader-confined-autograder"
DEBUG = "AUTOGRADER_DEBUG"

app = typer.Typer(
    help="Grade nbgrader assignments quickly and confined.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
console = Console()


def _version(asked: bool) -> None:
    from importlib.metadata import PackageNotFoundError, version

    if asked:
        try:
            typer.echo(version(DISTRIBUTION))
        except PackageNotFoundError:
            typer.echo("not installed, run from its sources")
        raise typer.Exit


@app.callback()
def about(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print it.")] = False,
) -> None:
    """Grade nbgrader assignments quickly and confined, in the folder of an nbgrader course."""


@app.command()
def grade(
    assignment: o.Assigned,
    student: o.Students = None,
    jobs: o.Jobs = None,
    force: o.Force = False,
    db: o.Db = None,
    course: o.CourseId = None,
    course_dir: o.CourseDir = None,
    verify: o.Verify = False,
    scheduler: o.Scheduler = None,
    engine: o.WhichEngine = o.Engine.FAST,
    unconfined: o.Unconfined = False,
    as_json: o.AsJson = False,
) -> None:
    """Grade everybody who handed in an assignment, into nbgrader's gradebook; what is unchanged is skipped."""
    from autograder.command_line.grading import run

    asked = o.Options(
        assignment,
        students=tuple(student or ()),
        folder=course_dir,
        db_url=db,
        course_id=course,
        jobs=jobs,
        scheduler=scheduler,
        engine=engine,
        verify=verify,
        force=force,
        unconfined=unconfined,
        as_json=as_json,
    )
    raise typer.Exit(run(asked, console).code)


@app.command()
def regrade(
    assignment: o.Assigned,
    take: o.Take = False,
    only_up: o.OnlyUp = False,
    student: o.Students = None,
    undo: o.Undo = False,
    html: o.Html = None,
    jobs: o.Jobs = None,
    db: o.Db = None,
    course: o.CourseId = None,
    course_dir: o.CourseDir = None,
    unconfined: o.Unconfined = False,
    as_json: o.AsJson = False,
) -> None:
    """Run what was graded against the sources as they are now; show who gains and loses, and take it if asked."""
    from autograder.command_line.regrading import run

    asked = o.RegradeOptions(
        assignment,
        students=tuple(student or ()),
        folder=course_dir,
        db_url=db,
        course_id=course,
        jobs=jobs,
        take=take,
        only_up=only_up,
        undo=undo,
        unconfined=unconfined,
        as_json=as_json,
        html=html,
    )
    raise typer.Exit(run(asked, console))


@app.command()
def protections() -> None:
    """Say what this machine can confine submissions with, and what would turn on the rest."""
    require_linux("ASSIGNMENT")
    from autograder.confinement import protections as found

    for line in found().lines:
        typer.echo(line)
    raise typer.Exit(0 if found().any else 2)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process; a problem is one sentence, never a traceback.

    Parameters
    ----------
    arguments : sequence of str, optional
        In place of the process's own.
    """
    try:
        app(args=arguments)
    except CannotGrade as problem:
        end(str(problem), problem)
    except KeyboardInterrupt:
        Console(stderr=True).print("Stopped. Run the same command again to go on.")
        sys.exit(130)
    except Exception as problem:  # a fault of the grader's own: it is told as one
        first = str(problem).partition("\n")[0]
        end(f"The grader itself failed ({type(problem).__name__}: {first}): set {DEBUG}=1 to see where.", problem)


def end(sentence: str, problem: Exception) -> None:
    """Say why a run could not be done and end with 2; with AUTOGRADER_DEBUG set, raise what was behind it."""
    if os.environ.get(DEBUG):
        raise problem
    Console(stderr=True).print(sentence, highlight=False, markup=False, soft_wrap=True)
    sys.exit(2)


if __name__ == "__main__":
    main()
