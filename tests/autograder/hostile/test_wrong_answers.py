"""Wrong answers earn nothing, or a person is told; right ones in an odd notebook earn what stock gives, unflagged."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.confinement import protections
from autograder.notebooks import submission
from autograder.notebooks.verdicts import Verdict, Weight, gravest
from autograder.warm.client import WarmTemplate
from tests.autograder import small_courses as small
from tests.autograder.hostile.arena import Outcome
from tests.autograder.hostile.odd_but_honest import HONEST, TO_STOCK, Odd
from tests.autograder.hostile.wrong_answers import ATTACKS, BOOK, FULL, PEEK, RIGHT, WRONG, Attack
from tests.support.machine import lacks

pytestmark = pytest.mark.slow


@dataclass
class School:
    """A course of one book, and a template that grades what is handed in for it."""

    course: small.Course
    template: WarmTemplate
    folder: Path
    count: int = 0

    def hand_in(
        self,
        answers: Mapping[str, str],
        cells: list[str],
        between: str = "",
        change: Callable[[dict[str, Any]], Any] | None = None,
    ) -> Path:
        self.count += 1
        place = self.folder / str(self.count)
        place.mkdir()
        book = nbformat.read(self.course.root / "release" / "hw" / "hw.ipynb", as_version=4)
        for grade_id, text in answers.items():
            small.by_id(book.cells, grade_id).source = text
        book.cells[1:1] = [small.code(source) for source in cells]
        if between:
            book.cells = [one for cell in book.cells for one in (cell, *_after(cell, between))]
        data = json.loads(nbformat.writes(book))
        if change is not None:
            change(data)
        (place / "hw.ipynb").write_text(json.dumps(data))
        return place

    def grade(self, place: Path) -> Outcome:
        result = self.template.grade(submission.read(place, "mallory").request())
        book = result["notebooks"][0]
        verdicts = [Verdict(**v) for v in [*result["verdicts"], *book["verdicts"]]]
        return Outcome(tuple(score["points"] for score in book["scores"]), verdicts, json.loads(book["notebook"]))


def _after(cell: Any, between: str) -> list[Any]:
    return [small.code(between)] if cell.metadata.get("nbgrader", {}).get("grade") else []


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    have = protections()
    if not (have.landlock and have.seccomp):
        lacks(f"This machine cannot confine submissions: {'; '.join(have.lines)}.")
    root = tmp_path_factory.mktemp("wrong-answers")
    course = small.course(root / "course")
    course.source({"hw": BOOK}, {})
    with WarmTemplate(course.assignment.opening(have)) as template:
        yield School(course, template, root)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_wrong_answers_earn_nothing_or_are_flagged(school: School, attack: Attack) -> None:
    cells = ["kept = math.isclose", *attack.cells] if attack.between else list(attack.cells)
    outcome = school.grade(school.hand_in({**WRONG, **attack.answers}, cells, attack.between))
    flagged = gravest(outcome.verdicts) is Weight.FLAG
    assert flagged, (outcome.points, outcome.text)


def test_wrong_answers_earn_nothing_and_right_ones_everything(school: School) -> None:
    wrong, right = (school.grade(school.hand_in(answers, [])) for answers in (WRONG, RIGHT))
    assert (sum(map(float, wrong.points)), wrong.verdicts) == (0, [])
    assert (sum(map(float, right.points)), right.verdicts) == (FULL, [])


def test_no_cell_knows_the_checks_that_come_after_it(school: School) -> None:
    outcome = school.grade(school.hand_in(RIGHT, [PEEK]))
    assert "REACHED" not in outcome.text
    assert sum(map(float, outcome.points)) == FULL


# ---------------------------------------------------------------- odd, and honest


def handed_in(school: School, odd: Odd) -> Path:
    return school.hand_in({**RIGHT, **odd.answers}, [odd.cell] if odd.cell else [], change=odd.change)


@pytest.mark.parametrize("odd", HONEST, ids=lambda odd: odd.name)
def test_what_is_odd_and_honest_earns_everything_and_is_not_flagged(school: School, odd: Odd) -> None:
    outcome = school.grade(handed_in(school, odd))
    assert (sum(map(float, outcome.points)), gravest(outcome.verdicts) in (None, Weight.NOTE)) == (FULL, True), (
        [verdict.say for verdict in outcome.verdicts],
        outcome.text[:3000],
    )
    assert len(outcome.text) < 30_000  # nothing of the grader's own is told at length
    json.dumps(outcome.notebook, allow_nan=False)  # or no browser reads it


def test_what_is_odd_and_honest_scores_as_with_stock(school: School, tmp_path: Path) -> None:
    course = small.Course(school.course.root, school.course.config)
    for number, odd in enumerate(TO_STOCK):
        place = course.root / "submitted" / f"s{number}" / course.name
        place.parent.mkdir(parents=True)
        handed_in(school, odd).rename(place)
        course.students.append(f"s{number}")
    stock = course.rows_by_stock(tmp_path / "stock")
    course.grade()
    assert {s: small.differing(course.rows(s), found) for s, found in stock.items() if found} == {
        s: {} for s, found in stock.items() if found
    }
    assert sum(found is not None for found in stock.values()) == len(TO_STOCK)
