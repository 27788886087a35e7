"""The fabricated class, which makes every documented slip, gets from the fast engine what stock nbgrader gives it."""

from __future__ import annotations

import pytest

from course.commands.fabricate import documented_slips, hand_in, students
from course.commands.release import configuration
from tests.autograder import small_courses as small
from tests.autograder.small_courses import Both, Course, both
from tests.support import units

pytestmark = pytest.mark.slow
FINANCE = "02_finance"
COUNT = 14  # the smallest class that hands in every documented slip


@pytest.fixture(scope="module")
def finance(tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, dict[str, Both]]:
    small.put_environment_on_path()
    place = tmp_path_factory.mktemp("finance")
    config = configuration()
    for kind in ("release", "submitted", "autograded", "feedback"):
        config.CourseDirectory[f"{kind}_directory"] = str(place / kind)
    config.CourseDirectory.source_directory = str(units.ROOT / "modules")
    config.CourseDirectory.db_url = f"sqlite:///{place / 'gradebook.db'}?timeout=60"
    course = Course(units.ROOT, config, name=FINANCE).generate()
    for student in students(FINANCE, COUNT):
        folder = place / "submitted" / student.name / FINANCE
        hand_in(student, FINANCE, place / "release" / FINANCE, folder)
        course.students.append(student.name)
    return course, both(course, place / "stock")


def test_the_class_hands_in_every_documented_slip() -> None:
    made = {(*where, slip) for s in students(FINANCE, COUNT) for where, (slip, _) in s.slips.items()}
    assert made == {(unit, exercise, slip) for unit, exercise, slip, _ in documented_slips(FINANCE)}


@pytest.mark.parametrize("student", [s.name for s in students(FINANCE, COUNT) if s.role != "broken notebook"])
def test_the_fabricated_class_scores_as_with_stock(finance: tuple[Course, dict[str, Both]], student: str) -> None:
    fast, stock = finance[1][student]
    assert small.differing(fast, stock) == {}
    assert sum(key.endswith("points") for key in stock) > 30


def test_stock_cannot_grade_the_broken_notebook_and_the_fast_engine_says_why(
    finance: tuple[Course, dict[str, Both]],
) -> None:
    course, found = finance
    broken = next(s.name for s in students(FINANCE, COUNT) if s.role == "broken notebook")
    assert broken not in found
    assert "unreadable" in {v.kind for v in course.grade().verdicts[broken]}
