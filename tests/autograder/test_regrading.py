"""A mended check is regraded: seen first, taken in part, taken back exactly, whole after any kill, nothing lost."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder import cli
from autograder.problems import CannotGrade
from autograder.regrading import applying, journal, regrade, report, rows
from autograder.regrading.changes import Selection
from autograder.regrading.journal import State
from tests.autograder import small_courses as small
from tests.autograder.small_courses import Course, answer, check, manual, write

pytestmark = pytest.mark.slow
EVERYTHING = Selection()
DUE, LATE = "2026-03-01 12:00:00 UTC", "2026-03-02 12:00:00 UTC"
WRONG = [
    answer("mean", "def mean(x):\n    return sum(x) / len(x)"),
    check("mean-check", "assert mean([1, 2]) == 1", 2),  # the instructor's mistake: it pays whoever rounds down
    answer("word", "word = 'yes'"),
    check("word-check", "assert word == 'yes'", 3),
    manual("essay"),
]
MENDED = [*WRONG[:1], check("mean-check", "assert mean([1, 2]) == 1.5, 'the mean of 1 and 2 is 1.5'", 2), *WRONG[2:]]
RIGHT, DOWN = "def mean(x):\n    return sum(x) / len(x)", "def mean(x):\n    return sum(x) // len(x)"
ANSWERS = {"ana": (RIGHT, "yes"), "ben": (DOWN, "yes"), "eva": (RIGHT, "no"), "kim": (RIGHT, "yes")}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A class graded by a wrong check, some of it marked by hand, one of it late, and the check then mended."""
    course = small.course(
        tmp_path_factory.mktemp("regrade"), DUE, LateSubmissionPlugin={"penalty_method": "zero"}
    ).source({"one": WRONG})
    for student, (mean, word) in ANSWERS.items():
        late = LATE if student == "kim" else None
        course.hand_in(student, {"one": write(mean=mean, word=f"word = {word!r}", essay="Mine.")}, timestamp=late)
    course.grade()
    mark(course, "eva", "essay", 1.5)
    mark(course, "ana", "word-check", 2.5)
    write_source(course, MENDED)
    return course


@pytest.fixture
def course(graded: Course, tmp_path: Path) -> Course:
    """The class, to be changed."""
    shutil.copytree(graded.root, tmp_path / "course")
    mine = small.course(tmp_path / "course", DUE, LateSubmissionPlugin={"penalty_method": "zero"})
    mine.students = list(graded.students)
    return mine


def write_source(course: Course, cells: list[Any]) -> None:
    import nbformat

    book = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": small.KERNEL})
    nbformat.write(book, course.root / "source" / course.name / "one.ipynb")


def mark(course: Course, student: str, cell: str, points: float) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(course.db_url, "small") as gradebook:
        grade = gradebook.find_grade(cell, "one", course.name, student)
        grade.manual_score, grade.needs_manual_grade = points, False
        gradebook.find_comment("essay", "one", course.name, student).manual_comment = f"{points} for {student}"
        gradebook.db.commit()


def run(course: Course, take: Selection | None = None) -> tuple[regrade.Comparison, journal.Regrade | None]:
    return regrade.regrade(course.assignment, jobs=1, take=take)


def dumped(course: Course) -> list[str]:
    """Return everything that the gradebook holds."""
    with closing(sqlite3.connect(course.root / "gradebook.db")) as gradebook:
        return sorted(gradebook.iterdump())


def files(course: Course) -> dict[str, bytes]:
    """Return all that stands in the course's folders but its gradebook, its backups and the records of regrades."""
    found = [path for path in course.root.rglob("*") if path.is_file()]
    names = {path.relative_to(course.root).as_posix(): path for path in found}
    own = ("grading/backups", "grading/hw/regrades", "grading/hw/.lock", "gradebook.db")
    return {name: path.read_bytes() for name, path in names.items() if not name.startswith(own)}


def points(course: Course) -> dict[str, float]:
    return {s: course.rows(s)["one: mean-check: points"][0] for s in ANSWERS}


# ---------------------------------------------------------------- seeing


def test_who_gains_and_who_loses_is_shown_and_nothing_is_changed(course: Course) -> None:
    before = dumped(course), files(course)
    found, record = run(course)
    assert record is None
    assert {(c.student, c.check, c.before, c.after) for c in found.changes} == {
        ("ana", "mean-check", 0, 2),
        ("ben", "mean-check", 2, 0),
        ("eva", "mean-check", 0, 2),
        ("kim", "mean-check", 0, 2),
    }
    (ben,) = (c for c in found.changes if c.student == "ben")
    assert "the mean of 1 and 2 is 1.5" in ben.said
    assert (dumped(course), files(course)) == before


def test_the_page_of_a_regrade_is_text_whatever_students_wrote(course: Course) -> None:
    """Who would gain and lose, by check and by student, and no mark-up of a student's."""
    found, _ = run(course)
    forged = replace(found.changes[0], said="<script>alert(1)</script>", student="<b>ana</b>")
    page = report.as_html("hw", replace(found, changes=(forged, *found.changes[1:])), None)
    assert "<script>" not in page and "<b>ana" not in page and "&lt;script&gt;" in page
    assert "3 students would gain 6 points, 1 student would lose 2 points. Nothing was changed." in page
    assert report.by_check(found.changes) == [
        {"notebook": "one", "check": "mean-check", "gain": 3, "lose": 1, "points": "+4"}
    ]
    assert report.table(found, Selection(only_up=True))[0][:7] == (
        "ben",
        "one",
        "mean-check",
        "2",
        "0 of 2",
        "−2",
        "no",
    )


# ---------------------------------------------------------------- taking


def test_all_is_taken_and_what_a_person_wrote_stays(course: Course) -> None:
    was = {student: course.rows(student) for student in ANSWERS}
    _, record = run(course, EVERYTHING)
    assert record is not None and record.state is State.APPLIED
    assert points(course) == {"ana": 2, "ben": 0, "eva": 2, "kim": 2}
    for student in ANSWERS:
        kept = {k: v for k, v in was[student].items() if "mean-check" not in k and "penalty" not in k}
        assert {k: v for k, v in course.rows(student).items() if k in kept} == kept
        assert len(kept) >= 5
    assert course.rows("kim")["one: penalty"] == was["kim"]["one: penalty"] + 2, "who is late still gets nothing"
    assert "1.5" in (course.root / "autograded/ben/hw/one.ipynb").read_text()
    assert "1.5" in (course.root / "release/hw/one.ipynb").read_text()


def test_only_what_is_better_is_taken_and_the_rest_is_decided_too(course: Course) -> None:
    _, record = run(course, Selection(only_up=True))
    assert record is not None and {change.student for change in record.changes} == {"ana", "eva", "kim"}
    assert points(course) == {"ana": 2, "ben": 2, "eva": 2, "kim": 2}
    assert "1.5" not in (course.root / "autograded/ben/hw/one.ipynb").read_text()
    again = course.grade()
    assert (again.graded, sorted(again.skipped)) == ([], sorted(ANSWERS)), "nothing is left to grade"
    assert points(course)["ben"] == 2


def test_of_one_student_the_better_check_is_taken_and_the_worse_left(course: Course) -> None:
    """Points rise in one check and fall in another; a late penalty is of what is taken."""
    stricter = [*MENDED[:3], check("word-check", "assert word == 'YES'", 3), manual("essay")]
    write_source(course, stricter)
    found, record = run(course, Selection(only_up=True, students=frozenset({"kim"})))
    assert {(c.check, c.gain) for c in found.changes if c.student == "kim"} == {("mean-check", 2), ("word-check", -3)}
    assert record is not None and [c.check for c in record.changes] == ["mean-check"]
    rows = course.rows("kim")
    assert (rows["one: mean-check: points"][0], rows["one: word-check: points"][0]) == (2, 3)
    assert rows["one: penalty"] == 5


def test_a_student_who_is_not_graded_is_named(course: Course) -> None:
    with pytest.raises(CannotGrade, match="zoe has no grade for hw yet"):
        run(course, Selection(students=frozenset({"zoe"})))


def test_what_nbgrader_cannot_release_is_said(course: Course) -> None:
    """It refuses to add cells to an assignment that has submissions."""
    write_source(course, [*MENDED, check("new-check", "assert True", 1)])
    before = dumped(course), files(course)
    with pytest.raises(CannotGrade, match="Cannot add or remove cells for notebook 'one'"):
        run(course, EVERYTHING)
    assert (dumped(course), files(course)) == before


def test_a_mark_given_while_submissions_run_again_is_not_overwritten(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever regrades hears of it, and nothing is applied."""
    apply = applying.apply

    def meanwhile(assignment: Any, record: journal.Regrade) -> journal.Regrade:
        with closing(sqlite3.connect(course.root / "gradebook.db")) as gradebook:
            gradebook.execute("update grade set auto_score = 1.25 where auto_score = 2")
            gradebook.commit()
        return apply(assignment, record)

    monkeypatch.setattr(applying, "apply", meanwhile)
    with pytest.raises(CannotGrade, match="changed while the submissions were run again"):
        run(course, EVERYTHING)
    assert points(course)["ben"] == 1.25
    assert journal.records_of(course.assignment) == []


# ---------------------------------------------------------------- the command


def test_the_command_shows_takes_and_takes_back(
    course: Course, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """1 while something is to be decided, 0 when it is; each step says what the next one can be."""
    monkeypatch.chdir(course.write_config())
    before = dumped(course)
    assert call("regrade", "hw", "--only-up", "--html", "page.html") == 1
    said = capsys.readouterr().out
    assert "--apply takes 3 of 4 changes, and --undo takes them back." in said and "Nothing was changed." in said
    assert "<caption>By student</caption>" in (course.root / "page.html").read_text()
    assert call("regrade", "hw", "--only-up", "--apply", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert sum(change["taken"] for change in told["changes"]) == 3 and told["record"]
    assert call("regrade", "hw", "--undo") == 0
    assert "3 changes are taken back" in capsys.readouterr().out
    assert dumped(course) == before
    assert call("regrade", "hw", "--undo") == call("regrade", "hw", "--undo", "--apply") == 2
    assert "No regrade of hw stands" in capsys.readouterr().err


def call(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    return int(ended.value.code or 0)


# ---------------------------------------------------------------- taking back


def test_undone_everything_is_as_before(course: Course) -> None:
    before = dumped(course), files(course)
    run(course, EVERYTHING)
    assert dumped(course) != before[0]
    _, since = regrade.undo(course.assignment)
    assert since == []
    assert (dumped(course), files(course)) == before
    with pytest.raises(CannotGrade, match="No regrade of hw stands"):
        regrade.undo(course.assignment)


def test_a_mark_given_after_a_regrade_outlives_its_undoing(course: Course) -> None:
    run(course, EVERYTHING)
    mark(course, "ben", "mean-check", 1.75)
    regrade.undo(course.assignment)
    with closing(sqlite3.connect(course.root / "gradebook.db")) as gradebook:
        marks = gradebook.execute("select auto_score, manual_score from grade where manual_score = 1.75").fetchall()
    assert marks == [(2, 1.75)], "the automatic score is the old one again"


def test_who_was_graded_since_is_left_by_an_undoing(course: Course) -> None:
    run(course, EVERYTHING)
    book = course.root / "submitted/ben/hw/one.ipynb"
    book.write_text(book.read_text().replace("//", "/"))
    record = course.root / "grading/hw/ben.json"
    course.grade()
    record.write_text(json.dumps({**json.loads(record.read_text()), "graded_at": "2026-04-01T00:00:00+00:00"}))
    _, since = regrade.undo(course.assignment)
    assert since == ["ben"]
    assert points(course) == {"ana": 0, "ben": 2, "eva": 0, "kim": 0}


# ---------------------------------------------------------------- killed


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("backwards", [False, True], ids=["while it is applied", "while it is undone"])
def test_killed_at_any_step_it_is_whole_after_the_next_start(
    course: Course, backwards: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each step that touches the course is the last one in turn; the next start finishes what was begun."""
    before = dumped(course), files(course)
    run(course, EVERYTHING)
    after = dumped(course), files(course)
    (record,) = journal.records_of(course.assignment)
    if not backwards:
        regrade.undo(course.assignment)
    steps = 0
    while True:
        steps += 1
        with monkeypatch.context() as patch:
            die_at(patch, steps)
            try:
                step = applying.undo if backwards else applying.apply
                step(course.assignment, journal.read(record.folder).now(State.UNDOING if backwards else State.APPLYING))
                died = False
            except Killed:
                died = True
        applying.finish_interrupted(course.assignment)
        assert (dumped(course), files(course)) == (before if backwards else after), f"killed at step {steps}"
        if not died:
            break
        again = journal.read(record.folder)
        (applying.apply if backwards else applying.undo)(course.assignment, again)
        assert (dumped(course), files(course)) == (after if backwards else before)
    assert steps > 8


def die_at(patch: pytest.MonkeyPatch, steps: int) -> None:
    """Let the process end at the so-many-th rename or write of a row."""
    left = [steps]

    def counted(act: Any) -> Any:
        def dies(*arguments: Any, **named: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                raise Killed
            return act(*arguments, **named)

        return dies

    patch.setattr(Path, "rename", counted(Path.rename))
    patch.setattr(rows, "write", counted(rows.write))
    patch.setattr(applying.rows, "write", counted(applying.rows.write))


# ---------------------------------------------------------------- random marks


@pytest.mark.parametrize("seed", range(3))
def test_whatever_was_marked_nothing_of_a_persons_is_lost_and_undo_is_exact(course: Course, seed: int) -> None:
    """Random marks, comments, extra credit and penalties, on a random selection."""
    rng = random.Random(seed)
    scribble(course, rng)
    before, hand = dumped(course), by_hand(course)
    run(course, Selection(rng.random() < 0.5, frozenset(rng.sample(sorted(ANSWERS), rng.randint(1, 4)))))
    assert by_hand(course) == hand
    regrade.undo(course.assignment)
    assert dumped(course) == before


def scribble(course: Course, rng: random.Random) -> None:
    with closing(sqlite3.connect(course.root / "gradebook.db")) as gradebook:
        for (row,) in gradebook.execute("select id from grade").fetchall():
            for column in ("manual_score", "extra_credit", "auto_score"):
                if rng.random() < 0.4:
                    value = rng.choice([None, rng.randint(0, 12) / 4])
                    gradebook.execute(f"update grade set {column} = ? where id = ?", (value, row))
        for (row,) in gradebook.execute("select id from comment").fetchall():
            gradebook.execute(
                "update comment set manual_comment = ? where id = ?", (rng.choice([None, "Well.", ""]), row)
            )
        gradebook.commit()


def by_hand(course: Course) -> list[Any]:
    with closing(sqlite3.connect(course.root / "gradebook.db")) as gradebook:
        marks = gradebook.execute("select id, manual_score, extra_credit from grade order by id").fetchall()
        return marks + gradebook.execute("select id, manual_comment from comment order by id").fetchall()
