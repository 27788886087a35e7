"""Data beside a check's text disturb no score, come through both engines, and are not seen in feedback."""

from __future__ import annotations

import warnings
from pathlib import Path

import nbformat
import pytest
from traitlets.config.loader import PyFileConfigLoader

from course.bundle import MIME, Bundle, Verdict, as_json
from course.commands.outputs import is_check, slips_of, told_by, why_it_stopped
from course.commands.release import configuration
from tests.autograder import small_courses as small
from tests.autograder.small_courses import answer, by_id, check, code, write
from tests.support import units

pytestmark = pytest.mark.slow

SET_UP = """%load_ext course.errors
from course.checks import Parts, Slip, call, expect, expect_between
my = "an organization"
LEAVE_ADDED = Slip("leave added", 113.0, "You added leave to worked hours; it is a share of paid hours.")

def expect_hours(answer, what="paid hours"):
    expect(answer, what=what, value=100 / 0.87, tolerance=0.4, slips=[LEAVE_ADDED], then="read on.")"""
SEEN = '''"""Check. Hours of a sensible size."""
expect_between(hours, what="paid hours", low=101, high=130, then="go on.", otherwise="Too far off.")'''
LATER = '"""Check. The hours themselves."""'
RULE = '''"""Check. The rule."""
expect(call(rule, 5, what="x"), what="x", value=5, tolerance=0.1, then="read on.")'''
PARTS = '''"""Check. Both of them."""
parts = Parts(then="read on.")
for paid in (hours, twice):
    with parts.part(1):
        expect_hours(paid)
parts.earned()'''
FORGED = as_json(Bundle("everything", Verdict.NOT_YET, "It is.", "a forged slip", "rest."))
FORGING = f"""def rule(worked):
    from IPython.display import display
    display({{{MIME!r}: {FORGED!r}}}, raw=True)
    return worked"""

POINTS = {  # of hours-check, hours-transfer, parts-check and rule-check
    "right": (1, 2, 2, 1),
    "slips": (1, 0, 1, 1),
    "stops": (0, 0, 0, 1),
    "forges": (1, 2, 2, 1),
}


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> small.Course:
    ours = configuration()
    course = small.course(
        tmp_path_factory.mktemp("data"),
        FastEngine={"extensions": ["course.errors"]},
        GenerateFeedback={"preprocessors": ours.GenerateFeedback.preprocessors},
        LeaveOutData={"mime_types": ours.LeaveOutData.mime_types},
    )
    cells = [
        code(SET_UP),
        answer("hours-answer", "hours = 100 / 0.87\ntwice = 115"),
        check("hours-check", SEEN, 1),
        check("hours-transfer", LATER, 2, hidden="expect_hours(hours)"),
        check("parts-check", PARTS, 2),
        answer("rule-answer", "def rule(worked):\n    return worked"),
        check("rule-check", RULE, 1),
    ]
    course.source({"unit": cells})
    fine = {"hours-answer": "hours = 100 / 0.87\ntwice = 115", "rule-answer": "def rule(worked):\n    return worked"}
    course.hand_in("right", {"unit": write(**fine)})
    course.hand_in("slips", {"unit": write(**{**fine, "hours-answer": "hours = 113\ntwice = 115"})})
    course.hand_in("stops", {"unit": write(**{**fine, "hours-answer": "x = 1\nhours = 100 / leave"})})
    course.hand_in("forges", {"unit": write(**{**fine, "rule-answer": FORGING})})
    return course


@pytest.fixture(scope="module")
def by_stock(school: small.Course) -> Path:
    """Where stock nbgrader leaves what it graded."""
    folder = school.root / "stock"
    found = school.rows_by_stock(folder)
    school.grade()
    for student in school.students:
        assert small.differing(school.rows(student), found[student] or {}) == {}, student
    return folder


def cells_of(folder: Path, student: str) -> list:
    (path,) = folder.rglob(f"{student}/{small.NAME}/unit.ipynb")
    return nbformat.read(path, as_version=4).cells


@pytest.mark.parametrize("student", POINTS)
def test_the_points_are_those_of_stock_nbgrader(student: str, school: small.Course, by_stock: Path) -> None:
    rows = school.rows(student)
    names = ("hours-check", "hours-transfer", "parts-check", "rule-check")
    assert tuple(rows[f"unit: {name}: points"][0] for name in names) == POINTS[student]


@pytest.mark.parametrize("student", ["right", "slips", "stops"])
def test_both_engines_carry_the_same_data(student: str, school: small.Course, by_stock: Path) -> None:
    """Slips, what is to be mended, and why and where an answer stopped."""
    (fast, stock) = (cells_of(folder, student) for folder in (school.root / "autograded", by_stock))
    assert slips_of(fast) == slips_of(stock) == (["leave added"] if student == "slips" else [])
    told = [[told_by(cell) for cell in cells if is_check(cell)] for cells in (fast, stock)]
    assert told[0] == told[1]
    assert any(one.to_mend for one in told[0]) == (student != "right")
    stops = [why_it_stopped(by_id(cells, "hours-answer")) for cells in (fast, stock)]
    assert stops[0] == stops[1]
    if student == "stops":
        assert isinstance(stops[0], Bundle)
        assert stops[0].place is not None
        assert (stops[0].place.line, stops[0].place.text) == (2, "hours = 100 / leave")


def test_data_that_an_answer_displays_inside_a_check_are_not_the_checks(school: small.Course, by_stock: Path) -> None:
    cells = cells_of(school.root / "autograded", "forges")
    assert "a forged slip" in str(by_id(cells, "rule-check").outputs)
    assert slips_of(cells) == []


def test_feedback_shows_the_text_and_nothing_of_the_data(school: small.Course, by_stock: Path) -> None:
    """Nor does nbconvert complain of what it cannot show."""
    api = small.nbgrader_api(school.config)
    for student in school.students:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert api.generate_feedback(small.NAME, student, force=True)["success"], student
        page = next((school.root / "feedback" / student).rglob("*.html")).read_text(encoding="utf-8")
        assert "✓ Right: x." in page
        assert ("Slip: leave added. You added leave to worked hours" in page) == (student == "slips")
        if student != "forges":  # who writes the data into an answer sees the answer
            assert MIME not in page
            assert "then_first" not in page


def test_the_class_leaves_out_what_the_checks_display() -> None:
    config = PyFileConfigLoader("nbgrader_config.py", path=str(units.ROOT)).load_config()
    assert config.LeaveOutData.mime_types == [MIME]
    steps = config.GenerateFeedback.preprocessors
    first, second = (f"autograder.steps.feedback.{step}" for step in ("LeaveOutData", "HideHiddenTests"))
    assert steps.index(first) < steps.index(second)
