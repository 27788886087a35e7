"""An instructor's whole day on a fabricated class, through nbgrader itself, and formgrader on what it left."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from playwright.sync_api import expect, sync_playwright

from course.commands.fabricate import ROLES, documented_slips, students
from tests.support import jupyter, units
from tests.support.patience import PATIENCE_MS

pytestmark = pytest.mark.slow
ASSIGNMENT = "02_finance"
COUNT = 24


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the course, so that an instructor's own classroom/ is never touched."""
    school = tmp_path_factory.mktemp("school")
    for name in ("course", "autograder", "modules", "datasets", "slips"):
        shutil.copytree(units.ROOT / name, school / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(units.ROOT / "nbgrader_config.py", school)
    return school


def play(school: Path) -> subprocess.CompletedProcess[str]:
    """Run `medmgmt class` as `make class` does."""
    return subprocess.run(
        [sys.executable, "-m", "course.cli", "class", "--students", str(COUNT)],
        cwd=school,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(school), "COLUMNS": "220"},
    )


@pytest.fixture(scope="module")
def day(school: Path) -> subprocess.CompletedProcess[str]:
    return play(school)


@pytest.fixture(scope="module")
def gradebook(school: Path, day: subprocess.CompletedProcess[str]) -> Gradebook:
    assert day.returncode in (0, 1), day.stdout + day.stderr
    with Gradebook(f"sqlite:///{school}/classroom/gradebook.db", "medmgmt") as gradebook:
        yield gradebook


def roll() -> dict[str, str]:
    return {student.name: student.role for student in students(ASSIGNMENT, COUNT)}


def named(role: str) -> str:
    return next(name for name, played in roll().items() if played == role)


def feedback(school: Path, student: str) -> str:
    """Return all of a student's feedback as text."""
    pages = sorted((school / "classroom/feedback" / student / ASSIGNMENT).glob("*.html"))
    return html.unescape(re.sub(r"<[^>]+>", "", "\n".join(page.read_text(encoding="utf-8") for page in pages)))


def test_the_day_ends_with_scores_and_slips(day: subprocess.CompletedProcess[str]) -> None:
    """Exit code 1 says that a submission needs attention, and the table says which."""
    assert day.returncode == 1, day.stdout + day.stderr
    assert "Traceback" not in day.stdout + day.stderr
    assert all(re.search(rf"│ {name} +│ {re.escape(role)}", day.stdout) for name, role in roll().items())
    assert "What the class misunderstood" in day.stdout
    assert re.search(rf"Needs attention: {named('broken notebook')}: close_the_gap.ipynb is damaged", day.stdout)


def test_every_student_is_in_the_gradebook(gradebook: Gradebook) -> None:
    assert {s.student.id for s in gradebook.assignment_submissions(ASSIGNMENT)} == set(roll())
    assert set(ROLES) < set(roll().values())


def autograded_points(gradebook: Gradebook, student: str) -> tuple[float, float]:
    """Return the points earned and possible on the autograded cells alone."""
    notebooks = gradebook.find_submission(ASSIGNMENT, student).notebooks
    grades = [
        g for notebook in notebooks for g in notebook.grades if not g.needs_manual_grade and g.cell.cell_type == "code"
    ]
    return sum(g.auto_score or 0 for g in grades), sum(g.max_score for g in grades)


def test_the_right_student_earns_everything_and_the_untouched_nothing(gradebook: Gradebook) -> None:
    earned, possible = autograded_points(gradebook, named("all right"))
    assert earned == possible > 0
    assert autograded_points(gradebook, named("untouched"))[0] == 0


def test_a_late_submission_is_late_and_still_graded(gradebook: Gradebook) -> None:
    assert gradebook.find_submission(ASSIGNMENT, named("late")).total_seconds_late > 0
    assert gradebook.find_submission(ASSIGNMENT, named("all right")).total_seconds_late == 0
    earned, possible = autograded_points(gradebook, named("late"))
    assert earned == possible


def test_a_plan_kept_in_the_lab_travels_with_the_submission(school: Path, gradebook: Gradebook) -> None:
    """The file beside the notebook survives submit, collect and autograde, and is read for full marks."""
    student = named("kept plan")
    assert (school / "classroom/autograded" / student / ASSIGNMENT / "plans/budget.json").is_file()
    earned, possible = autograded_points(gradebook, student)
    assert earned == possible
    assert "The plan kept at" in feedback(school, student)


def test_anothers_work_is_graded_on_the_organization_it_was_done_for_and_flagged(
    gradebook: Gradebook, day: subprocess.CompletedProcess[str]
) -> None:
    copied = named("another's work")
    earned, possible = autograded_points(gradebook, copied)
    assert earned == possible
    assert f"handed in by {copied}." in day.stdout


def test_every_documented_slip_costs_marks_and_is_named_in_the_feedback(school: Path, gradebook: Gradebook) -> None:
    """Name and sentence reach the student who made it, in nbgrader's own feedback page."""
    for student in students(ASSIGNMENT, COUNT):
        if not student.slips:
            continue
        text = feedback(school, student.name)
        assert autograded_points(gradebook, student.name)[0] < autograded_points(gradebook, named("all right"))[0]
        for (unit, exercise), (slip, _) in student.slips.items():
            said = [line for line in text.splitlines() if line.startswith(f"Slip: {slip}. ")]
            assert said, f"{student.name}: {unit}: {exercise}: {slip}"
            assert all(len(line.removeprefix(f"Slip: {slip}. ").split()) >= 4 for line in said)


def test_between_them_the_class_makes_every_documented_slip(day: subprocess.CompletedProcess[str]) -> None:
    made = {
        (unit, exercise, slip) for s in students(ASSIGNMENT, COUNT) for (unit, exercise), (slip, _) in s.slips.items()
    }
    assert made == {(unit, exercise, slip) for unit, exercise, slip, _ in documented_slips(ASSIGNMENT)}
    for _, _, slip in made:
        assert slip in day.stdout


def test_feedback_of_the_right_student_names_no_slip(school: Path, day: subprocess.CompletedProcess[str]) -> None:
    assert day.returncode == 1
    assert not any(line.startswith("Slip: ") for line in feedback(school, named("all right")).splitlines())


def test_the_same_command_again_goes_on_where_it_was(school: Path, day: subprocess.CompletedProcess[str]) -> None:
    """Nothing is handed in or graded twice; only the broken submission is looked at again."""
    before = {p: p.stat().st_mtime_ns for p in (school / "classroom/feedback").rglob("*.html")}
    again = play(school)
    assert again.returncode == 1
    assert len(list((school / "classroom/exchange/medmgmt/inbound").iterdir())) == COUNT
    after = {p: p.stat().st_mtime_ns for p in (school / "classroom/feedback").rglob("*.html")}
    broken = named("broken notebook")
    assert {p for p in after if after[p] != before.get(p) and broken not in p.parts} == set()
    assert re.findall(r"│ ada .*│", again.stdout) == re.findall(r"│ ada .*│", day.stdout)


@pytest.mark.browser
def test_formgrader_opens_on_the_class(school: Path, day: subprocess.CompletedProcess[str], tmp_path: Path) -> None:
    """The instructor's page lists the assignment, its submissions and their scores."""
    assert day.returncode == 1
    path, port = jupyter.chromium(), jupyter.free_port()
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        f"--ServerApp.port={port}",
        "--allow-root",
        f"--IdentityProvider.token={jupyter.TOKEN}",
    ]
    bin_first = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    with (
        jupyter.serving(command, port, school, tmp_path / "log", PYTHONPATH=str(school), PATH=bin_first) as address,
        sync_playwright() as playwright,
    ):
        page = playwright.chromium.launch(executable_path=path, args=jupyter.ARGUMENTS).new_page()
        page.goto(f"{address}/lab?token={jupyter.TOKEN}", timeout=PATIENCE_MS)
        page.get_by_role("menuitem", name="Nbgrader", exact=True).click(timeout=PATIENCE_MS)
        page.locator(".lm-Menu-item", has_text="Formgrader").first.click()
        expect(page.frame_locator("iframe").locator("table").first).to_contain_text(ASSIGNMENT, timeout=PATIENCE_MS)
        page.goto(f"{address}/formgrader/manage_submissions/{ASSIGNMENT}", timeout=PATIENCE_MS)
        expect(page.locator("#main-table, table").first).to_contain_text("ada", timeout=PATIENCE_MS)
        assert page.locator("tbody tr").count() >= COUNT
        page.goto(f"{address}/formgrader/gradebook/{ASSIGNMENT}", timeout=PATIENCE_MS)
        expect(page.locator("table").first).to_contain_text("1_operating_budget", timeout=PATIENCE_MS)
