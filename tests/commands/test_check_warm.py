"""A check runs in the template that waits, else in a kernel: it finds the same, and leaves the folder as it was."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from autograder.confinement import Limits
from autograder.notebooks.marks import Marks
from course.checks.progress import FOLDER as PROGRESS
from course.commands.check import as_plain_data, check, warm
from tests.support import units

UNIT = units.ROOT / "modules/02_finance/1_operating_budget.ipynb"


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first unit with its reference answers, one of which is changed into a slip, and a name beside it."""
    path = tmp_path_factory.mktemp("mine") / UNIT.name
    book = json.loads(UNIT.read_text())
    for cell in book["cells"]:
        cell["source"] = "".join(cell["source"])
        if cell["id"] == "commercial-answer":
            cell["source"] = 'commercial_net = hospital.gross_charges_usd * hospital.payer_mix["commercial"]'
        if cell["id"] == "lever-answer":
            cell["source"] = "lever = 2\nlever = rate x 2"
    path.write_text(json.dumps(book))
    (path.parent / "learner.json").write_text('{"learner": "ana"}')
    return path


@pytest.fixture
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A place of the test's own for the background template, which ends soon."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("AUTOGRADER_IDLE_SECONDS", "20")
    yield tmp_path


@pytest.mark.slow
def test_the_template_and_the_kernel_find_the_same(mine: Path, runtime: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Points, slips and advice of every exercise; only the kernel says what it is."""
    by_template = check(mine)
    monkeypatch.setenv("MEDMGMT_WARM", "0")
    by_kernel = check(mine)
    assert by_kernel.notes == ("Run in an ordinary kernel, which takes a few seconds: MEDMGMT_WARM is 0.",)
    if sys.platform.startswith("linux"):
        assert by_template.notes == ()
    assert as_plain_data(by_template)["exercises"] == as_plain_data(by_kernel)["exercises"]
    advice = {exercise["exercise"]: exercise["advice"] for exercise in as_plain_data(by_template)["exercises"]}
    assert advice["lever"].startswith("Your answer cell stopped at line 2: Python says: SyntaxError")
    assert "gross for net" in [slip for exercise in by_template.exercises for slip in exercise.slips]
    assert any(exercise.complete for exercise in by_template.exercises)


@pytest.mark.slow
def test_a_check_leaves_the_folder_as_it_was(mine: Path, runtime: Path) -> None:
    """But for the points so far, which the start page shows."""

    def files() -> dict[Path, bytes]:
        found = (path for path in mine.parent.rglob("*") if path.is_file() and path.parent.name != PROGRESS)
        return {path: path.read_bytes() for path in found}

    before = files()
    check(mine)
    assert files() == before


@pytest.mark.slow
def test_progress_is_told_cell_by_cell(mine: Path, runtime: Path) -> None:
    told: list[tuple[int, int]] = []
    check(mine, lambda done, of: told.append((done, of)))
    assert [done for done, _ in told] == list(range(1, told[-1][1] + 1))


def test_a_folder_that_holds_too_much_is_run_where_it_is(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm, "MAX_FILES", 0)
    with pytest.raises(warm.NoTemplate, match="holds more than a check takes along"):
        warm.beside(mine)


def test_it_is_the_owners_organization_that_is_checked(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name beside the notebook goes along and counts; where there is none, the hub's name is handed over."""
    monkeypatch.setenv("JUPYTERHUB_USER", "hub-name")
    monkeypatch.delenv("COURSE_LEARNER", raising=False)
    assert warm.learner(mine) == ""
    assert warm.beside(mine)["learner.json"] == b'{"learner": "ana"}'
    assert warm.learner(UNIT) == "hub-name"
    monkeypatch.setenv("COURSE_LEARNER", "by-the-grader")
    assert warm.learner(mine) == "by-the-grader"


def test_what_goes_along_is_what_lies_beside_it_but_no_other_notebook(tmp_path: Path) -> None:
    for name in ("mine.ipynb", "other.ipynb", "plans/budget.json", ".hidden/x", "__pycache__/y.pyc", "helper.py"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    found = warm.beside(tmp_path / "mine.ipynb")
    assert found == {"helper.py": b"helper.py", "plans/budget.json": b"plans/budget.json"}


def test_settings_are_those_of_the_class() -> None:
    """What nbgrader_config.py allows a notebook, a check allows it too."""
    from traitlets.config.loader import PyFileConfigLoader

    config = PyFileConfigLoader("nbgrader_config.py", path=str(units.ROOT)).load_config()
    assert config.FastEngine.readable == list(warm.READABLE)
    assert config.FastEngine.extensions == list(warm.EXTENSIONS)
    assert Marks.from_config(config) == Marks.from_plain_data(warm.MARKS)
    assert config.ExecutePreprocessor.timeout == warm.LIMITS["cell_seconds"]
    assert asdict(Limits(**warm.LIMITS)).keys() == asdict(Limits()).keys()


def test_the_fingerprint_changes_with_the_code(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = warm.loaded_code()
    assert before == warm.loaded_code()
    (tmp_path / "course").mkdir()
    (tmp_path / "course/x.py").write_text("a = 1")
    monkeypatch.setattr(warm, "ROOT", tmp_path)
    one = warm.loaded_code()
    os.utime(tmp_path / "course/x.py", (1, 1))
    assert len({before, one, warm.loaded_code()}) == 3
