"""The options of `autograder grade` and `autograder regrade`, named as nbgrader names its own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Engine(StrEnum):
    """Which engine grades."""

    FAST = "fast"
    STOCK = "stock"


@dataclass(frozen=True)
class Asked:
    """What every run is told.

    Parameters
    ----------
    assignment : str
        nbgrader's id.
    students : tuple of str
        Only these; empty for everybody.
    folder : Path, optional
        The course's; the current one if None.
    db_url, course_id : str, optional
        In place of what is configured.
    jobs : int, optional
        Submissions run at a time; one a processor if None.
    unconfined, as_json : bool
        As the options say.
    """

    assignment: str
    students: tuple[str, ...] = ()
    folder: Path | None = None
    db_url: str | None = None
    course_id: str | None = None
    jobs: int | None = None
    unconfined: bool = False
    as_json: bool = False


@dataclass(frozen=True)
class Options(Asked):
    """What a run that grades was asked for.

    Parameters
    ----------
    scheduler : str, optional
        Address of a Dask scheduler.
    engine : Engine
    verify, force : bool
        As the options say.
    """

    scheduler: str | None = None
    engine: Engine = Engine.FAST
    verify: bool = False
    force: bool = False


Assigned = Annotated[str, typer.Argument(metavar="ASSIGNMENT", help="The assignment to grade, as nbgrader names it.")]
Students = Annotated[
    list[str] | None, typer.Option("--student", metavar="ID", help="Only this student; may be given again.")
]
Jobs = Annotated[int | None, typer.Option("--jobs", min=1, help="Submissions graded at a time [one a processor].")]
Force = Annotated[bool, typer.Option("--force", "-f", "--again", help="Grade also what is unchanged since.")]
Db = Annotated[str | None, typer.Option("--db", metavar="URL", help="The gradebook's address [as configured].")]
CourseId = Annotated[str | None, typer.Option("--course", metavar="ID", help="The course's id [as configured].")]
CourseDir = Annotated[
    Path | None, typer.Option("--course-dir", help="The folder of the nbgrader course [the current one].")
]
Verify = Annotated[
    bool, typer.Option("--verify", help="Grade a sample with stock nbgrader too, on a copy, and compare cell by cell.")
]
Scheduler = Annotated[
    str | None, typer.Option("--scheduler", metavar="ADDRESS", help="A Dask scheduler, whose workers then grade.")
]
WhichEngine = Annotated[
    Engine, typer.Option("--engine", help="fast, or stock: nbgrader's own, one after another, confining nothing.")
]
Unconfined = Annotated[
    bool, typer.Option("--unconfined", help="Run submissions even where this machine has nothing to confine them.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON, for scripts.")]


@dataclass(frozen=True)
class RegradeOptions(Asked):
    """What a regrade was asked for.

    Parameters
    ----------
    take : bool
        Write what is chosen into the course.
    only_up : bool
        Choose only what is better for a student.
    undo : bool
        Take the last regrade back instead.
    html : Path, optional
        Where to write a page of what changes.
    """

    take: bool = False
    only_up: bool = False
    undo: bool = False
    html: Path | None = None


Take = Annotated[bool, typer.Option("--apply", help="Write what is chosen into the course; without it, only look.")]
OnlyUp = Annotated[bool, typer.Option("--only-up", help="Of each check, choose only what is better for the student.")]
Undo = Annotated[bool, typer.Option("--undo", help="Take the last regrade back.")]
Html = Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write what changes as a page.")]
