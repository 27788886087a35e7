"""`nbgrader autograde` with the confined executor, by its API, its command line and formgrader's button."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import expect, sync_playwright

from autograder import use_confined_steps
from autograder.confinement import Protections, protections
from autograder.notebooks.scoring import credit
from autograder.steps import executing
from tests.autograder import small_courses as small
from tests.autograder.small_courses import answer, by_id, check, code, locked, manual, write
from tests.support import jupyter, units
from tests.support.patience import PATIENCE_MS

pytestmark = pytest.mark.slow

CELLS = [
    code("import os\nimport math"),
    answer("square", "def square(x):\n    return x * x"),
    check("seen", "assert square(3) == 9", 1),
    check("hidden", "shown = 1", 2, hidden="assert square(-4) == 16, 'Slip: sign. Think of negative numbers.'"),
    check("partly", "(square(2) == 4) * 0.5", 1),
    locked("table", "rows = open('table.csv').read().split()"),
    check("file", "assert rows == ['a', '1']", 1),
    manual("essay"),
    answer("own", "own = 1"),
    check("own-check", "assert own == 1", 1),
]
SQUARE = "def square(x):\n    return x * x"


def _repeated(cells: list[Any]) -> list[Any]:
    """Repeat an id, at which stock nbgrader stops the whole class."""
    write(square=SQUARE, own="own = 1")(cells)
    place = cells.index(by_id(cells, "own"))
    twin = nbformat.v4.new_code_cell("own = 0", metadata=cells[place].metadata)
    return [*cells[:place], twin, *cells[place:]]


EDITS = {
    "right": write(square=SQUARE, own="own = 1", essay="An essay."),
    "signs": write(square="def square(x):\n    return abs(x) * x", own="own = os.environ['WHOSE_WORK']"),
    "untouched": lambda cells: None,
    "repeated": _repeated,
    "network": write(square=SQUARE, own="import socket\nsocket.socket()\nown = 1"),
}
STOCK_CAN = ("right", "signs", "untouched")


def confined(course: small.Course) -> small.Course:
    """Set the executor as a course's nbgrader_config.py does."""
    use_confined_steps(course.config)
    course.config.FastEngine.learner_variable = "WHOSE_WORK"
    assert "autograder.steps.executing.ConfinedExecute" in course.config.Autograde.autograde_preprocessors
    return course


def made(root: Path) -> small.Course:
    course = confined(small.course(root))
    course.source({"unit": CELLS}, {"table.csv": b"a\n1\n"})
    for student, edit in EDITS.items():
        course.hand_in(student, {"unit": edit})
    return course


@pytest.fixture(scope="module")
def by_api(tmp_path_factory: pytest.TempPathFactory) -> tuple[small.Course, dict[str, Any]]:
    course = made(tmp_path_factory.mktemp("api"))
    api = small.nbgrader_api(course.config)
    started: list[Any] = []
    begin = executing.WarmTemplate
    executing.WarmTemplate = lambda opening: started.append(begin(opening)) or started[-1]  # type: ignore[assignment,misc]
    try:
        results = {s: api.autograde(small.NAME, s, force=True, create=True) for s in course.students}
    finally:
        executing.WarmTemplate = begin  # type: ignore[misc]
    return course, {**results, "templates started": len(started)}


@pytest.fixture(scope="module")
def by_fast_engine(tmp_path_factory: pytest.TempPathFactory) -> small.Course:
    course = made(tmp_path_factory.mktemp("fast"))
    course.grade()
    return course


@pytest.mark.parametrize("student", EDITS)
def test_nbgraders_autograde_gives_the_fast_engines_scores(
    by_api: tuple[small.Course, dict[str, Any]], by_fast_engine: small.Course, student: str
) -> None:
    course, results = by_api
    assert results[student]["success"], results[student]
    assert small.differing(by_fast_engine.rows(student), course.rows(student)) == {}


def test_nbgraders_autograde_gives_stocks_scores(by_api: tuple[small.Course, dict[str, Any]]) -> None:
    course, _ = by_api
    stock = course.rows_by_stock(course.root / "stock", STOCK_CAN)
    assert {student: course.rows(student) for student in STOCK_CAN} == stock


def test_the_scores_are_not_all_alike(by_api: tuple[small.Course, dict[str, Any]]) -> None:
    course, _ = by_api
    points = {s: sum(v[0] or 0 for k, v in course.rows(s).items() if k.endswith("points")) for s in EDITS}
    assert points == {"right": 5.5, "signs": 2.5, "untouched": 1.0, "repeated": 5.5, "network": 4.5}


def test_one_template_serves_every_notebook(by_api: tuple[small.Course, dict[str, Any]]) -> None:
    assert by_api[1]["templates started"] == 1


@pytest.mark.skipif(not protections().seccomp and "CI" not in os.environ, reason="seccomp refuses the network")
def test_nbgraders_autograde_is_confined(by_api: tuple[small.Course, dict[str, Any]]) -> None:
    cell = by_id(graded(by_api[0], "network").cells, "own")
    assert [output.ename for output in cell.outputs] == ["PermissionError"]


def test_a_repeated_id_stops_nobody_and_the_last_counts(by_api: tuple[small.Course, dict[str, Any]]) -> None:
    course, results = by_api
    assert results["repeated"]["success"]
    assert course.rows("repeated")["unit: own-check: points"] == (1.0, False)


def graded(course: small.Course, student: str) -> Any:
    return nbformat.read(course.root / "autograded" / student / small.NAME / "unit.ipynb", as_version=4)


def test_what_there_is_to_say_is_at_the_top_of_the_notebook(tmp_path: Path) -> None:
    course = confined(small.course(tmp_path))
    course.source({"unit": [answer("a"), check("c", "a", 2)]})
    course.hand_in("greedy", {"unit": write(a="a = 5")})
    course.hand_in("ended", {"unit": write(a="import os\nos._exit(0)")})
    api = small.nbgrader_api(course.config)
    for student, words in (("greedy", "reported more points than it can earn"), ("ended", "ended the notebook")):
        assert api.autograde(small.NAME, student, force=True, create=True)["success"]
        assert words in graded(course, student).cells[0].source
        assert course.rows(student)["unit: c: points"] == (0.0, False)


def test_without_protection_nothing_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The student stays ungraded, and the log says why and what to do."""
    course = confined(small.course(tmp_path))
    course.source({"unit": [answer("a"), check("c", "assert a == 1")]})
    course.hand_in("ana", {"unit": write(a="a = 1")})
    executing.close_templates()
    monkeypatch.setattr(executing, "protections", lambda: Protections(0, False, False))
    result = small.nbgrader_api(course.config).autograde(small.NAME, "ana", force=True, create=True)
    assert not result["success"]
    assert "has nothing to keep submitted code from your files" in result["log"]
    assert not (course.root / "autograded" / "ana" / small.NAME / "unit.ipynb").exists()


def test_a_template_that_was_lost_is_started_again(tmp_path: Path) -> None:
    course = confined(small.course(tmp_path))
    course.source({"unit": [answer("a"), check("c", "assert a == 1")]})
    for student in ("ana", "ben"):
        course.hand_in(student, {"unit": write(a="a = 1")})
    api = small.nbgrader_api(course.config)
    assert api.autograde(small.NAME, "ana", force=True, create=True)["success"]
    for template in executing._templates.values():
        template.close()
    assert api.autograde(small.NAME, "ben", force=True, create=True)["success"]
    assert course.rows("ben")["unit: c: points"] == (1.0, False)


# ---------------------------------------------------------------- the command line, and the button

CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "small"
c.CourseDirectory.root = {root!r}
c.CourseDirectory.db_url = {db!r}
c.Autograde.update({steps!r})
c.Exchange.root = {exchange!r}
"""


@pytest.fixture(scope="module")
def course_folder(tmp_path_factory: pytest.TempPathFactory) -> small.Course:
    course = made(tmp_path_factory.mktemp("line"))
    text = CONFIG.format(
        root=str(course.root),
        db=course.db_url,
        steps=dict(course.config.Autograde),
        exchange=str(course.root / "exchange"),
    )
    (course.root / "nbgrader_config.py").write_text(text, encoding="utf-8")
    return course


def environment() -> dict[str, str]:
    bin_first = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PYTHONPATH": str(units.ROOT), "PATH": bin_first}


def test_the_command_line_gives_the_fast_engines_scores(
    course_folder: small.Course, by_fast_engine: small.Course
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "autograde", small.NAME, "--force"],
        cwd=course_folder.root,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    for student in EDITS:
        assert small.differing(by_fast_engine.rows(student), course_folder.rows(student)) == {}


@pytest.mark.browser
def test_formgraders_button_gives_the_fast_engines_scores(
    course_folder: small.Course, by_fast_engine: small.Course, tmp_path: Path
) -> None:
    path, port = jupyter.chromium(), jupyter.free_port()
    folder = course_folder.hand_in("button", {"unit": EDITS["right"]})
    assert folder.is_dir()
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        "--allow-root",
        f"--ServerApp.port={port}",
        f"--IdentityProvider.token={jupyter.TOKEN}",
    ]
    with (
        jupyter.serving(command, port, course_folder.root, tmp_path / "log", **_changed(environment())) as address,
        sync_playwright() as playwright,
    ):
        page = playwright.chromium.launch(executable_path=path, args=jupyter.ARGUMENTS).new_page()
        page.goto(f"{address}/lab?token={jupyter.TOKEN}", timeout=PATIENCE_MS)  # formgrader shares its login
        page.goto(f"{address}/formgrader/manage_submissions/{small.NAME}", timeout=PATIENCE_MS)
        row = page.locator("tbody tr", has_text="button")
        expect(row).to_contain_text("needs autograding", timeout=PATIENCE_MS)
        row.locator("td.autograde a, td.autograde span").first.click()
        expect(page.locator(".modal.show, .modal.in, #success-modal, #error-modal").first).to_contain_text(
            "Success", timeout=PATIENCE_MS
        )
    assert small.differing(by_fast_engine.rows("right"), course_folder.rows("button")) == {}


def _changed(env: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in env.items() if os.environ.get(name) != value}


def test_of_a_run_whose_results_do_not_count_no_check_pays() -> None:
    cells = [check("c", "assert True", 2), code("print(1)")]
    executing._take_no_result(cells)
    assert credit(cells[0]) == (0.0, False)
    assert cells[1].outputs == []
