"""`medmgmt`: the course's command line.

Exit codes: 0 done, 1 something needs attention (it is listed), 2 wrong usage or a problem said in one sentence.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.command_line import options as o
from autograder.problems import CannotGrade

app = typer.Typer(
    help="A hands-on course in medical management.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
console = Console()


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def learn(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Option(help="Where your copy lives [learner/].")] = None,
    name: Annotated[str | None, typer.Option(help="Your name: it draws your own hospital.")] = None,
    port: Annotated[int | None, typer.Option(help="The port to serve on; a free one is found if left out.")] = None,
    prepare_only: Annotated[bool, typer.Option("--prepare-only", help="Make the copy, do not open it.")] = False,
) -> None:
    """Make or refresh your own copy of the course, and open it in JupyterLab.

    Other options, such as --no-browser, are handed on to JupyterLab.
    """
    from course.commands.learn import BACKUPS, name_of, open_jupyterlab, prepare
    from course.paths import LEARNER

    place = (folder or LEARNER).resolve()
    if name is None and name_of(place) is None and console.is_terminal and console.is_interactive:
        name = typer.prompt("Your first name or nickname (it draws your own hospital)", default="guest")
    with console.status("Preparing your copy of the course …"):
        copied = prepare(place, name)
    for words, files in (
        ("added", copied.added),
        ("brought up to date", copied.updated),
        (
            "edited by you: their set-up and checks are brought up to date, what you wrote stays, and "
            f"{BACKUPS}/ keeps each as it was",
            copied.refreshed,
        ),
        ("edited by you, so left alone", copied.kept),
    ):
        if files:
            console.print(f"{len(files)} files {words}.", highlight=False, soft_wrap=True)
    console.print(f"Your copy is in {place}.", highlight=False, soft_wrap=True)
    if not prepare_only:
        raise typer.Exit(open_jupyterlab(place, context.args, port))


@app.command()
def check(
    notebook: Annotated[Path, typer.Argument(help="The notebook to grade: 02_finance/1_operating_budget.ipynb.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON, for scripts.")] = False,
) -> None:
    """Grade one notebook for its owner: points for each exercise, and the slip named."""
    from course.commands.check import as_plain_data, summary
    from course.commands.check import check as check_notebook
    from course.commands.check.words import advice, paid

    if as_json:
        result = check_notebook(notebook)
        typer.echo(json.dumps(as_plain_data(result), ensure_ascii=False, indent=1))
        raise typer.Exit(0 if result.complete else 1)
    with console.status("Running your notebook …") as status:
        result = check_notebook(
            notebook, lambda done, of: status.update(f"Running your notebook: cell {done} of {of} …")
        )
    for note in result.notes:
        console.print(note, highlight=False)
    table = Table("Exercise", "Points", "What to do", title=result.source.stem, show_lines=True)
    for exercise in result.exercises:
        table.add_row(exercise.name, paid(exercise), Text(advice(exercise)))  # as it is: brackets are no mark-up
    console.print(table)
    console.print(summary(result), highlight=False)
    raise typer.Exit(0 if result.complete else 1)


@app.command()
def grade(
    assignment: o.Assigned,
    student: o.Students = None,
    jobs: o.Jobs = None,
    force: o.Force = False,
    db: o.Db = None,
    course: Annotated[
        Path | None, typer.Option("--course-dir", "--course", help="Folder of an nbgrader course [the current one].")
    ] = None,
    verify: o.Verify = False,
    scheduler: o.Scheduler = None,
    engine: o.WhichEngine = o.Engine.FAST,
    unconfined: o.Unconfined = False,
    slips: Annotated[bool, typer.Option("--slips", help="Print also what the class misunderstood.")] = False,
    as_json: o.AsJson = False,
) -> None:
    """Grade everybody who handed in an assignment, into nbgrader's gradebook; what is unchanged is skipped.

    In the folder of another nbgrader course it grades that course.
    """
    from course.commands.grade import grade as grade_class

    asked = o.Options(
        assignment,
        students=tuple(student or ()),
        folder=course,
        db_url=db,
        jobs=jobs,
        scheduler=scheduler,
        engine=engine,
        verify=verify,
        force=force,
        unconfined=unconfined,
        as_json=as_json,
    )
    raise typer.Exit(grade_class(asked, slips, console))


@app.command()
def regrade(
    assignment: o.Assigned,
    take: o.Take = False,
    only_up: o.OnlyUp = False,
    student: o.Students = None,
    undo: o.Undo = False,
    html: o.Html = None,
    jobs: o.Jobs = None,
    course: Annotated[
        Path | None, typer.Option("--course-dir", "--course", help="Folder of an nbgrader course [the current one].")
    ] = None,
    unconfined: o.Unconfined = False,
    as_json: o.AsJson = False,
) -> None:
    """After mending a check: run what was graded again, show who gains and loses, and take it if asked."""
    from autograder.command_line.regrading import run
    from course.commands.grade import folder_of

    asked = o.RegradeOptions(
        assignment,
        students=tuple(student or ()),
        folder=folder_of(course),
        jobs=jobs,
        take=take,
        only_up=only_up,
        undo=undo,
        unconfined=unconfined,
        as_json=as_json,
        html=html,
    )
    raise typer.Exit(run(asked, console))


@app.command(name="class")
def class_(
    students: Annotated[int, typer.Option(help="How many fabricated students hand in.", min=7)] = 24,
    assignment: Annotated[str, typer.Option(help="The module that is assigned.")] = "02_finance",
    jobs: Annotated[int, typer.Option(help="How many submissions are graded at a time.", min=1)] = 2,
    fresh: Annotated[bool, typer.Option("--fresh", help="Start over: move the old classroom aside first.")] = False,
) -> None:
    """Play an instructor's whole day on a fabricated class: release, collect, autograde, feedback, report."""
    from course.commands.rehearse import rehearse

    raise typer.Exit(rehearse(assignment, students, jobs, fresh, console))


def main() -> None:
    """Run the command line; a problem is one sentence, never a traceback (set MEDMGMT_DEBUG=1 to see it)."""
    import os
    import sys

    from course.commands import Stop

    try:
        app()
    except (Stop, CannotGrade) as problem:
        if os.environ.get("MEDMGMT_DEBUG"):
            raise
        Console(stderr=True).print(str(problem), highlight=False, markup=False, soft_wrap=True)
        sys.exit(2)
    except KeyboardInterrupt:
        Console(stderr=True).print("Stopped. Run the same command again to go on.")
        sys.exit(130)


if __name__ == "__main__":
    main()
