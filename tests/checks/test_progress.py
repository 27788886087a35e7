"""The best points so far are kept beside the notebooks, lose nothing to a bad file, and never stop a check."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from course.checks import progress
from course.checks.progress import FOLDER, Result, note_results, read_results
from course.checks.sealed import FOLDER as SEALS
from course.checks.sealed import as_json, check_now, seal

AT = datetime(2026, 11, 29, 14, 5)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner's module folder, with nobody grading in it."""
    for name in ("COURSE_LEARNER", "NBGRADER_EXECUTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_check_notes_what_it_paid(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Right, then wrong: the best counts."""
    (folder / SEALS).mkdir()
    test = "from course.checks import expect\nexpect(x, what='hours', value=2.0, tolerance=0.01, then='go on.')"
    (folder / SEALS / "1_unit.json").write_text(as_json({"hours-check": seal(test, 3.0)}))
    for x in (1.0, 2.0, 1.0):
        exec('check_now("1_unit", "hours-check")', {"my": None, "check_now": check_now, "x": x})
    (one,) = read_results("1_unit", folder).values()
    assert (one.earned, one.possible) == (3.0, 3.0)
    assert capsys.readouterr().err == ""


def test_the_best_of_each_exercise_counts_and_never_more_than_it_can_earn_today(folder: Path) -> None:
    note_results("u", {"a": (2, 4), "b": (1, 1)}, folder, lambda: AT)
    note_results("u", {"a": (1, 4)}, folder, lambda: AT)
    assert read_results("u", folder) == {"a": Result(2, 4, AT.isoformat()), "b": Result(1, 1, AT.isoformat())}
    note_results("u", {"a": (1, 1)}, folder, lambda: AT)  # a release later, it is worth less
    assert read_results("u", folder)["a"] == Result(1, 1, AT.isoformat())


@pytest.mark.parametrize(
    "damage",
    ["{", "[]", "null", '{"a": 3}', '{"a": {"earned": 9, "possible": 4, "at": ""}}', "[" * 5000, "x" * 60_000],
)
def test_a_damaged_file_is_no_points_and_the_next_check_mends_it(damage: str, folder: Path) -> None:
    (folder / FOLDER).mkdir()
    (folder / FOLDER / "u.json").write_text(damage)
    assert read_results("u", folder) == {}
    note_results("u", {"a": (2, 4)}, folder, lambda: AT)
    assert read_results("u", folder) == {"a": Result(2, 4, AT.isoformat())}


def test_one_bad_entry_costs_no_other(folder: Path) -> None:
    note_results("u", {"a": (2, 4)}, folder, lambda: AT)
    file = folder / FOLDER / "u.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "b": {"earned": "NaN", "possible": 1, "at": ""}}))
    assert list(read_results("u", folder)) == ["a"]


def test_a_folder_that_cannot_be_written_stops_no_check(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, text: str) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(progress, "write_whole", full)
    note_results("u", {"a": (2, 4)}, folder)
    assert read_results("u", folder) == {}


@pytest.mark.parametrize("variable", ["COURSE_LEARNER", "NBGRADER_EXECUTION"])
def test_a_graders_run_leaves_no_trace(variable: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, "ana")
    note_results("u", {"a": (2, 4)}, folder)
    assert not (folder / FOLDER).exists()


def test_the_source_keeps_no_tally(folder: Path) -> None:
    """It would be released to every student."""
    (folder / "nbgrader_config.py").write_text("")
    module = folder / "modules" / "01_role"
    module.mkdir(parents=True)
    note_results("u", {"a": (2, 4)}, module)
    assert list(module.iterdir()) == []
