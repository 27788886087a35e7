"""`medmgmt class`: an instructor's whole day on a fabricated class, through nbgrader itself.

Everything lands under classroom/. Stopped at any moment, the same command goes on where it was.
"""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from course.commands import Stop
from course.commands.fabricate import Student, hand_in, students
from course.commands.outputs import slips_of
from course.commands.release import configuration, last_line, nbgrader_api
from course.identity import Identity, tidy, written_name
from course.paths import CLASSROOM, MODULES, ROOT

LOG = CLASSROOM / "nbgrader.log"


def rehearse(assignment: str, count: int, jobs: int, fresh: bool, console: Console) -> int:
    """Play the cycle and print its tables; return 1 where a submission needs attention, else 0.

    Raises
    ------
    Stop
        If there is no such assignment, or nbgrader cannot release it.
    """
    if not (MODULES / assignment).is_dir():
        known = ", ".join(p.name for p in sorted(MODULES.glob("[0-9][0-9]_*")))
        raise Stop(f"There is no assignment {assignment!r}: use one of {known}.")
    if fresh and CLASSROOM.exists():
        console.print(f"The old classroom is now {_moved_aside().name}/.", highlight=False)
    roll = students(assignment, count)
    _make_room(console)
    release(assignment, console)
    submit(assignment, roll, console)
    attention = grade(assignment, roll, jobs, console)
    show_scores(assignment, roll, attention, console)
    show_slips([CLASSROOM / "autograded" / student.name / assignment for student in roll], console)
    console.print(
        "\nTo look at it as an instructor does: [bold]make formgrader[/bold], then Nbgrader > Formgrader in the menu",
        highlight=False,
    )
    return 1 if attention else 0


def _moved_aside() -> Path:
    aside = ROOT / f"classroom-{datetime.now():%Y%m%d-%H%M%S}"
    CLASSROOM.rename(aside)
    return aside


def _make_room(console: Console) -> None:
    """Make the classroom's folders; the exchange must let anyone hand in."""
    try:
        exchange = CLASSROOM / "exchange"
        exchange.mkdir(parents=True, exist_ok=True)
        exchange.chmod(0o777)
        (CLASSROOM / "work").mkdir(exist_ok=True)
    except OSError as problem:
        raise Stop(f"{CLASSROOM} cannot be written ({problem.strerror}): check its owner and the free space.") from None


def release(assignment: str, console: Console) -> None:
    """Generate the students' version and put it into the exchange."""
    with console.status(f"Generating and releasing {assignment} …"):
        api = nbgrader_api(configuration())
        steps = [api.generate_assignment]
        if not (CLASSROOM / "exchange/medmgmt/outbound" / assignment).exists():
            steps.append(api.release_assignment)
        for step in steps:
            result = step(assignment)
            if not result["success"]:
                raise Stop(f"nbgrader could not release {assignment}: {last_line(result)}")
    console.print(f"✓ {assignment} is generated and released.", highlight=False)


def submit(assignment: str, roll: list[Student], console: Console) -> None:
    """Let every student hand in through the exchange, the late one after the due date, and collect."""
    api = nbgrader_api(configuration())
    inbound = CLASSROOM / "exchange/medmgmt/inbound"
    waiting = [s for s in roll if not list(inbound.glob(f"{s.name}+{assignment}+*"))]
    late = [s for s in waiting if s.role == "late"]
    with _progress(console) as progress:
        bar = progress.add_task("Students hand in", total=len(waiting))
        for student in [s for s in waiting if s not in late]:
            _submit_one(student, assignment)
            progress.advance(bar)
        with api.gradebook as gradebook:
            for student in waiting:
                gradebook.update_or_create_student(
                    student.name, first_name=student.name.capitalize(), last_name="Example"
                )
            if waiting:  # nbgrader keeps due dates in UTC, without saying so
                gradebook.update_or_create_assignment(assignment, duedate=datetime.now(UTC).replace(tzinfo=None))
        for student in late:
            _submit_one(student, assignment)
            progress.advance(bar)
    result = api.collect(assignment)
    if not result["success"]:
        raise Stop(f"nbgrader could not collect {assignment}: {last_line(result)}")
    console.print(f"✓ {len(roll)} submissions are collected.", highlight=False)


def _submit_one(student: Student, assignment: str) -> None:
    """Hand in one student's folder with nbgrader's own submit."""
    from nbgrader.auth import Authenticator
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.exchange import ExchangeFactory

    folder = CLASSROOM / "work" / student.name / assignment
    hand_in(student, assignment, CLASSROOM / "release" / assignment, folder)
    config = configuration()
    config.CourseDirectory.student_id = student.name
    config.CourseDirectory.assignment_id = assignment
    config.Exchange.assignment_dir = str(folder.parent)
    exchange = ExchangeFactory(config=config).Submit(
        coursedir=CourseDirectory(config=config), authenticator=Authenticator(config=config), config=config
    )
    exchange.log.setLevel("ERROR")
    exchange.start()


def grade(assignment: str, roll: list[Student], jobs: int, console: Console) -> dict[str, str]:
    """Autograde everyone with the fast engine, make feedback for who has none yet; return what needs attention."""
    from autograder import Assignment
    from autograder import grade as grade_class
    from autograder.notebooks.verdicts import Weight

    with _progress(console) as progress:
        bar = progress.add_task("Autograding", total=None)
        result = grade_class(
            Assignment(assignment, configuration()),
            [s.name for s in roll],
            jobs=jobs,
            progress=lambda done, of: progress.update(bar, completed=done, total=of),
        )
    console.print(f"✓ {len(result.graded)} submissions are graded, {len(result.skipped)} unchanged.", highlight=False)
    waiting = [s for s in roll if not _has_feedback(assignment, s.name)]
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_log_to_file)
    problems: dict[str, str] = {}
    with _progress(console) as progress, pool:
        bar = progress.add_task("Feedback", total=len(waiting))
        tasks = {pool.submit(give_feedback, assignment, s.name): s.name for s in waiting}
        for task in as_completed(tasks):
            progress.advance(bar)
            if problem := task.result():
                problems[tasks[task]] = problem
    console.print(f"✓ {len(waiting) - len(problems)} students have new feedback.", highlight=False)
    for student in result.of_weight(Weight.ATTENTION):
        said = [v.say for v in result.verdicts[student] if v.weight is Weight.ATTENTION]
        problems.setdefault(student, " ".join(said))
    return problems


def give_feedback(assignment: str, student: str) -> str | None:
    """Run nbgrader's feedback for one student; return a sentence where something is wrong."""
    result = nbgrader_api(configuration()).generate_feedback(assignment, student, force=True)
    if not result["success"]:
        return f"feedback could not be made: {last_line(result)}"
    (CLASSROOM / "feedback" / student / assignment / ".done").touch()
    return None


def _has_feedback(assignment: str, student: str) -> bool:
    """Return whether a student's feedback is newer than the last grading."""
    done = CLASSROOM / "feedback" / student / assignment / ".done"
    record = CLASSROOM / "grading" / assignment / f"{student}.json"
    return done.exists() and record.exists() and record.stat().st_mtime <= done.stat().st_mtime


def _log_to_file() -> None:
    """Send what nbgrader and its kernels say to the classroom's log."""
    log = os.open(LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(log, 1)
    os.dup2(log, 2)


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )


# ---------------------------------------------------------------- what the instructor reads


def show_scores(assignment: str, roll: list[Student], attention: dict[str, str], console: Console) -> None:
    """Print every student's points by notebook."""
    with nbgrader_api(configuration()).gradebook as gradebook:
        units = sorted(n.name for n in gradebook.find_assignment(assignment).notebooks)
        table = Table("Student", "Handed in", *units, "Total", "To note", title=f"{assignment}: points")
        for student in roll:
            table.add_row(
                student.name,
                student.role,
                *_points(gradebook, assignment, student.name, units),
                _note(assignment, student, attention),
            )
    console.print(table)
    for name, problem in attention.items():
        console.print(f"Needs attention: {name}: {problem}", highlight=False, soft_wrap=True)


def _points(gradebook: Any, assignment: str, student: str, units: list[str]) -> list[str]:
    """Return a student's points on each notebook and in all, without what is still to be marked by hand."""
    submission = gradebook.find_submission(assignment, student)
    by_name = {n.name: n for n in submission.notebooks}
    cells = [f"{by_name[u].score:g}/{by_name[u].max_score:g}" if u in by_name else "-" for u in units]
    return [*cells, f"{submission.score:g}/{submission.max_score:g}"]


def _note(assignment: str, student: Student, attention: dict[str, str]) -> str:
    notes = ["needs attention"] if student.name in attention else []
    handed_in = CLASSROOM / "autograded" / student.name / assignment
    me = Identity(tidy(written_name(handed_in) or student.name), student.name)
    if me.flagged:
        notes.append(f"Worked on the organization of {me.learner}; handed in by {me.submitted_by}.")
    if student.role == "late":
        notes.append("after the due date")
    return "; ".join(notes)


def show_slips(autograded: Iterable[Path], console: Console) -> None:
    """Print which slips a class made, and how many students made each.

    Parameters
    ----------
    autograded : iterable of Path
        Each student's folder of graded notebooks.
    """
    count = Counter(slip for folder in autograded for slip in slips_by_unit(folder))
    table = Table("Slip", "Unit", "Students", title="What the class misunderstood")
    for (unit, slip), n in sorted(count.items(), key=lambda item: (-item[1], item[0])):
        table.add_row(Text(slip), unit, str(n))  # as it is: it comes from a student's process
    console.print(table)


def slips_by_unit(folder: Path) -> set[tuple[str, str]]:
    """Return the slips in a folder of autograded notebooks, as (unit, slip)."""
    from autograder.notebooks.reading import Unreadable, read_notebook

    found: set[tuple[str, str]] = set()
    for path in sorted(folder.glob("*.ipynb")):
        with contextlib.suppress(Unreadable):  # it is in the table as what needs attention
            found.update((path.stem, slip) for slip in slips_of(read_notebook(path).cells))
    return found
