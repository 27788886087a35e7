"""A sample graded again with stock nbgrader shows every score that is not stock's."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from traitlets.config import Config

from autograder import use_confined_steps
from autograder.gradebook.verifying import STOCKS, Difference, differences, stock_config, verify
from tests.autograder import small_courses as small
from tests.autograder.small_courses import answer, check, manual, write

pytestmark = pytest.mark.slow
CELLS = [
    answer("a", "a = 1"),
    check("whole", "assert a == 1", 2),
    check("partly", "a / 2", 1),
    manual("essay"),
]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> small.Course:
    course = small.course(tmp_path_factory.mktemp("verify"))
    course.source({"unit": CELLS})
    course.hand_in("ana", {"unit": write(a="a = 1", essay="Mine.")})
    course.hand_in("ben", {"unit": write(a="a = 1")})
    (course.hand_in("broken") / "unit.ipynb").write_text("{")
    course.grade()
    return course


def contents(folder: Path) -> dict[str, str]:
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_a_score_that_was_changed_by_hand_is_seen_and_nothing_is_changed(course: small.Course) -> None:
    """First nothing differs; then the one score that is not stock's is named; the course is as it was."""
    assert verify(course.assignment, ["ana", "ben", "broken"]) == ([], ["broken"])
    with Gradebook(course.db_url, "small") as gradebook:
        gradebook.find_grade("whole", "unit", small.NAME, "ben").auto_score = 1.5
        grade = gradebook.find_grade("essay", "unit", small.NAME, "ana")
        grade.auto_score, grade.needs_manual_grade = 2.0, False
        gradebook.db.commit()
    before = contents(course.root)
    found, failed = verify(course.assignment, ["ana", "ben"])
    assert failed == []
    assert found == [
        Difference("ana", "unit", "essay", (2.0, False), (None, True)),
        Difference("ben", "unit", "whole", (1.5, False), (2.0, False)),
    ]
    assert contents(course.root) == before


def test_a_cell_that_only_one_engine_scored_differs() -> None:
    one, both = ("unit", "one"), ("unit", "both")
    found = differences({one: (1.0, False), both: (2.0, False)}, {both: (2.0, False)}, "ana")
    assert found == [Difference("ana", "unit", "one", (1.0, False), None)]


def test_stock_runs_with_none_of_the_graders_own_steps() -> None:
    config = Config()
    use_confined_steps(config)
    assignment = small.Course(Path(), config).assignment
    assert set(STOCKS) <= {
        *assignment.config.Autograde.autograde_preprocessors,
        *assignment.config.Autograde.sanitize_preprocessors,
    }
    steps = stock_config(assignment).Autograde
    assert not set(STOCKS) & {*steps.autograde_preprocessors, *steps.sanitize_preprocessors}
    assert "nbgrader.preprocessors.Execute" in steps.autograde_preprocessors
    assert "nbgrader.preprocessors.DeduplicateIds" in steps.sanitize_preprocessors


def test_a_servers_gradebook_is_refused_in_a_sentence(course: small.Course) -> None:
    assignment = course.assignment
    assignment.config.CourseDirectory.db_url = "postgresql+psycopg://nobody@localhost/none"
    with pytest.raises(ValueError, match="Only an SQLite gradebook can be copied"):
        verify(assignment, ["ana"])
