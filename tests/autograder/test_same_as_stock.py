"""The fast engine gives what stock nbgrader gives: each cell's points, who has to look, comments and penalties."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbgrader
import pytest

from autograder.notebooks.verdicts import Weight
from tests.autograder import small_courses as small
from tests.autograder.odd_cells import CELLS
from tests.autograder.small_courses import Both, Course, answer, both, by_id, check, code, locked, manual, task, write

pytestmark = pytest.mark.slow

# ---------------------------------------------------------------- odd cells

BESIDE = {
    "data.csv": b"a\n1\n2\n3\n",
    "helper.py": b"def double(x):\n    return 2 * x\n",
    "colorsys.py": b"",
    "owner.txt": b"instructor",
}


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Both:
    course = small.course(tmp_path_factory.mktemp("odd"))
    cells = [cell for i, o in enumerate(CELLS) for cell in (answer(f"a{i}"), check(f"c{i}", o.check, 4))]
    course.source({"odd": cells}, BESIDE)
    answers = write(**{f"a{i}": o.answer for i, o in enumerate(CELLS)})
    course.hand_in("ana", {"odd": answers}, {"owner.txt": b"learner", "notes/mine.txt": b"mine"})
    found = both(course, course.root / "stock")["ana"]
    assert course.grade().verdicts["ana"] == []  # odd, and honest: nothing is flagged
    return found


@pytest.mark.parametrize("place", range(len(CELLS)), ids=[o.name for o in CELLS])
def test_an_odd_cell_scores_as_with_stock(odd: Both, place: int) -> None:
    fast, stock = odd
    cell = f"odd: c{place}: points"
    assert stock[cell] == (CELLS[place].points, False)
    assert fast[cell] == stock[cell]


def test_odd_cells_are_commented_on_as_with_stock(odd: Both) -> None:
    assert small.differing(*odd) == {}


# ---------------------------------------------------------------- odd submissions

DUE = "2026-03-01 12:00:00 UTC"
IN_TIME, LATE = "2026-03-01 11:00:00 UTC", "2026-03-02 12:00:00 UTC"
FIRST = [
    code("import math"),
    locked("base", "base = 10"),
    answer("square", "def square(x):\n    return x * x", blank="def square(x):\n    ..."),
    check("square-seen", "assert square(3) == 9", 2),
    check("square-hidden", "shown = 1", 3, hidden="assert square(-4) == 16"),
    check("square-partly", "(square(2) == 4) * 0.5 + (base == 10) * 1.0", 1.5),
    manual("essay"),
    manual("program", "# your program", 4, kind="code"),
    task("drawing"),
    answer("last", "last = 1"),
    check("last-check", "assert last == 1", 1),
]
SECOND = [answer("word", "word = 'yes'"), check("word-check", "assert word == 'yes'", 2), manual("why", "Because")]
SQUARE = "def square(x):\n    return x * x"
RIGHT = write(square=SQUARE, essay="An essay: µ, 漢字.", program="print('done')", last="last = 1")


def edited(change: Callable[[list[Any]], list[Any] | None]) -> Callable[[list[Any]], list[Any] | None]:
    """Answer everything rightly, then change something."""

    def edit(cells: list[Any]) -> list[Any] | None:
        RIGHT(cells)
        return change(cells)

    return edit


def twice(grade_id: str, text: str) -> Callable[[list[Any]], list[Any]]:
    """Copy a cell to the place before it, with another text."""

    def change(cells: list[Any]) -> list[Any]:
        place = cells.index(by_id(cells, grade_id))
        copied = type(cells[place])({**cells[place], "source": text, "id": f"copy-of-{place}"})
        return [*cells[:place], copied, *cells[place:]]

    return change


def without(*grade_ids: str) -> Callable[[list[Any]], list[Any]]:
    return lambda cells: [c for c in cells if c.metadata.get("nbgrader", {}).get("grade_id") not in grade_ids]


def points_changed(cells: list[Any]) -> None:
    by_id(cells, "square-seen").metadata.nbgrader["points"] = 200


def check_emptied(cells: list[Any]) -> None:
    by_id(cells, "square-seen").source = "pass"


def typed_as(grade_id: str, kind: str) -> Callable[[list[Any]], None]:
    def change(cells: list[Any]) -> None:
        cell = by_id(cells, grade_id)
        cell["cell_type"] = kind
        for key in ("outputs", "execution_count"):
            cell.pop(key, None)
        if kind == "code":
            cell.update(outputs=[], execution_count=None)

    return change


def ids_unknown(cells: list[Any]) -> None:
    by_id(cells, "last").metadata.nbgrader["grade_id"] = "of-another-course"


EDITS = {
    "right": RIGHT,
    "untouched": lambda cells: None,
    "wrong": edited(write(square="def square(x):\n    return x + x")),
    "partly": edited(write(square="def square(x):\n    return abs(x) * x")),
    "warns": edited(write(square="import warnings\ndef square(x):\n    warnings.warn('hm')\n    return x * x")),
    "prints": edited(write(square="def square(x):\n    print('at', x)\n    return x * x")),
    "raises-in-an-answer": edited(write(program="1 / 0")),
    "exits-at-the-end": edited(lambda cells: [*cells, code("exit()")]),
    "quits-at-the-end": edited(lambda cells: [*cells, code("quit")]),
    "sys-exits": edited(write(program="import sys\nsys.exit()")),
    "windows-lines": edited(write(square=SQUARE.replace("\n", "\r\n"), essay="One\r\nTwo")),
    "no-check": edited(without("square-seen")),
    "no-hidden-check": edited(without("square-hidden", "last-check")),
    "no-answer": edited(without("last")),
    "no-plain-cell": edited(lambda cells: cells[1:]),
    "points-changed": edited(points_changed),
    "check-emptied": edited(check_emptied),
    "check-made-text": edited(typed_as("square-seen", "markdown")),
    "answer-made-text": edited(typed_as("square", "markdown")),
    "essay-made-code": edited(typed_as("essay", "code")),
    "reversed": edited(lambda cells: cells[::-1]),
    "more-cells": edited(lambda cells: [code("base = 3"), *cells, code("%time 1 + 1"), code("last = 9")]),
}

STOCK_STOPS_AT = {  # with the points that the fast engine gives of the 7.5
    "copied-answer": (edited(twice("square", "def square(x):\n    return 0")), 7.5),
    "copied-check": (edited(twice("square-seen", "assert True")), 7.5),
    "copied-essay": (edited(twice("essay", "Write here.")), 7.5),
    "unknown-id": (edited(ids_unknown), 7.5),
}


@pytest.fixture(scope="module")
def submissions(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = small.course(
        tmp_path_factory.mktemp("submissions"),
        DUE,
        LateSubmissionPlugin={"penalty_method": "zero"},
        OverwriteCells={"add_missing_cells": True},  # else stock leaves a deleted check without any score
    )
    course.source({"first": FIRST}, {"given.csv": b"a\n"})
    for student, edit in {**EDITS, **{name: edit for name, (edit, _) in STOCK_STOPS_AT.items()}}.items():
        course.hand_in(student, {"first": edit}, timestamp=IN_TIME)
    course.hand_in("late", {"first": RIGHT}, timestamp=LATE)
    course.hand_in("late-with-leave", {"first": RIGHT}, timestamp=LATE)
    course.hand_in("late-with-little-leave", {"first": RIGHT}, timestamp=LATE)
    course.hand_in("no-time", {"first": RIGHT})
    _old_format(course)
    _another_kernel(course)
    _marked_by_hand(course)
    return course


def _change_file(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    book = json.loads(path.read_text(encoding="utf-8"))
    change(book)
    path.write_text(json.dumps(book), encoding="utf-8")


def _old_format(course: Course) -> None:
    def change(book: dict[str, Any]) -> None:
        book["nbformat_minor"] = 2
        for cell in book["cells"]:
            cell.pop("id", None)

    _change_file(course.hand_in("old-format", {"first": RIGHT}, timestamp=IN_TIME) / "first.ipynb", change)


def _another_kernel(course: Course) -> None:
    def change(book: dict[str, Any]) -> None:
        book["metadata"]["kernelspec"] = {"name": "mine", "display_name": "My environment", "language": "python"}

    _change_file(course.hand_in("another-kernel", {"first": RIGHT}, timestamp=IN_TIME) / "first.ipynb", change)


def _marked_by_hand(course: Course) -> None:
    """Grade once, mark by hand and grant two extensions; the comparison is of the grading after that."""
    from nbgrader.api import Gradebook

    course.hand_in("marked", {"first": RIGHT}, timestamp=IN_TIME)
    course.grade(["marked", "late-with-leave", "late-with-little-leave"])
    with Gradebook(course.db_url, "small") as gradebook:
        gradebook.find_grade("square-seen", "first", small.NAME, "marked").manual_score = 1
        gradebook.find_grade("essay", "first", small.NAME, "marked").manual_score = 2
        gradebook.find_grade("drawing", "first", small.NAME, "marked").extra_credit = 0.5
        gradebook.find_comment("essay", "first", small.NAME, "marked").manual_comment = "Well said."
        gradebook.grant_extension(small.NAME, "late-with-leave", days=2)
        gradebook.grant_extension(small.NAME, "late-with-little-leave", hours=3)


SPECIAL = "late late-with-leave late-with-little-leave no-time old-format another-kernel marked".split()


@pytest.fixture(scope="module")
def graded(submissions: Course) -> dict[str, Both]:
    stock = submissions.rows_by_stock(submissions.root / "stock")
    result = submissions.grade(again=True)
    assert result.of_weight(Weight.FLAG) == []
    return {student: (submissions.rows(student), found) for student, found in stock.items() if found is not None}


@pytest.mark.parametrize("student", [*EDITS, *SPECIAL])
def test_a_submission_scores_as_with_stock(graded: dict[str, Both], student: str) -> None:
    fast, stock = graded[student]
    assert small.differing(fast, stock) == {}
    assert len(stock) > 15


@pytest.mark.parametrize("student", STOCK_STOPS_AT)
def test_what_stops_stock_is_graded(submissions: Course, graded: dict[str, Both], student: str) -> None:
    assert student not in graded
    points = sum(v[0] or 0 for k, v in submissions.rows(student).items() if k.endswith("points"))
    assert points == STOCK_STOPS_AT[student][1]


def test_the_submissions_are_what_their_names_say(graded: dict[str, Both]) -> None:
    """So that equal scores are not equal failures."""
    points = {s: sum(v[0] or 0 for k, v in stock.items() if k.endswith("points")) for s, (_, stock) in graded.items()}
    assert points["right"] == 7.5
    assert points["untouched"] == 1 < points["partly"] < points["right"]  # one point needs no answer
    assert graded["late"][1]["first: penalty"] == 7.5
    assert graded["late-with-leave"][1]["first: penalty"] is None
    assert graded["late-with-little-leave"][1]["first: penalty"] == 7.5
    assert graded["marked"][1]["first: square-seen: points"] == (2.0, True)
    assert graded["untouched"][1]["first: essay: comment"] == "No response."


# ---------------------------------------------------------------- more notebooks than one


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Both]:
    course = small.course(tmp_path_factory.mktemp("two"))
    course.source({"one": SECOND, "two": SECOND})
    answers = {"one": write(word="word = 'yes'", why="I think so")}
    course.hand_in("both", answers)
    (course.hand_in("one-missing", answers) / "two.ipynb").unlink()
    folder = course.hand_in("one-more", answers)
    shutil.copy(folder / "one.ipynb", folder / "scribbles.ipynb")
    return both(course, course.root / "stock")


@pytest.mark.parametrize("student", ["both", "one-missing", "one-more"])
def test_a_submission_of_two_notebooks_scores_as_with_stock(two: dict[str, Both], student: str) -> None:
    fast, stock = two[student]
    assert small.differing(fast, stock) == {}
    assert stock["one: word-check: points"] == (2.0, False)
    assert stock["two: why: points"] == (0.0, False)


# ---------------------------------------------------------------- nbgrader's own example


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Both]:
    """The course that ships with nbgrader: its problem set, and what its two students handed in."""
    guide = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide"
    course = small.course(tmp_path_factory.mktemp("example"), "2015-02-02 12:00:00 UTC")
    course.config.LateSubmissionPlugin.penalty_method = "zero"
    course.name = "ps1"
    shutil.copytree(guide / "source" / "ps1", course.root / "source" / "ps1")
    for student in ("bitdiddle", "hacker"):
        shutil.copytree(guide / "submitted" / student / "ps1", course.root / "submitted" / student / "ps1")
        course.students.append(student)
    course.generate()
    return both(course, course.root / "stock")


@pytest.mark.parametrize("student", ["bitdiddle", "hacker"])
def test_nbgraders_own_example_scores_as_with_stock(example: dict[str, Both], student: str) -> None:
    fast, stock = example[student]
    assert small.differing(fast, stock) == {}
    assert sum(k.endswith("points") for k in stock) == 9
    assert small.paid(stock) == small.PAID_BY_STOCK[student]


def test_nbgraders_own_example_is_late_for_one(example: dict[str, Both]) -> None:
    assert {stock["late"] > 0 for _, stock in example.values()} == {True, False}
