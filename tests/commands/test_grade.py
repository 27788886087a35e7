"""`medmgmt grade`: the grader's own command, for the course in whose folder it is called; and the slips of a class."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder import ClassResult
from autograder.command_line.options import Options
from course import cli
from course.commands import grade as command
from course.paths import ROOT
from tests.autograder.scale import make_class
from tests.autograder.small_courses import NAME, Course
from tests.commands.test_check_words import PASSED, SLIPPED


@pytest.fixture(scope="module")
def another(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course that is not this one, with a class of two; the second notebook is broken."""
    made = make_class(tmp_path_factory.mktemp("another") / "course", 2)
    made.write_config()
    return made


def call(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Return the code with which `medmgmt` ends."""
    monkeypatch.setattr("sys.argv", ["medmgmt", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0)


def test_in_another_courses_folder_that_course_is_graded(
    another: Course, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As nbgrader does; the broken notebook needs a person."""
    monkeypatch.chdir(another.root)
    assert call(monkeypatch, "grade", NAME, "--jobs", "1") == 1
    assert another.rows("ada")["p: test-x: points"] == (2.0, False)
    assert "Needs attention: ben: p: p.ipynb is damaged" in capsys.readouterr().out
    assert call(monkeypatch, "grade", "ps9") == 2
    assert capsys.readouterr().err.startswith("The gradebook knows no assignment 'ps9'")


def test_elsewhere_it_is_this_course_and_a_named_folder_wins(
    another: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert command.folder_of(None) == ROOT
    assert command.folder_of(another.root) == another.root
    monkeypatch.chdir(another.root)
    assert command.folder_of(None) is None  # the current one


def test_the_slips_of_a_class_are_counted_below_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of whom was graded now, and of whom was graded before."""
    monkeypatch.setenv("COLUMNS", "120")
    for student, cell in {"ada": SLIPPED, "ben": SLIPPED, "cleo": PASSED}.items():
        (tmp_path / student).mkdir()
        notebook = nbformat.v4.new_notebook(cells=[nbformat.from_dict({**cell, "execution_count": 1, "id": "check"})])
        nbformat.write(notebook, tmp_path / student / "unit.ipynb")

    class Graded:
        assignment = type("Folders", (), {"folder": staticmethod(lambda kind, student: tmp_path / student)})
        result = ClassResult(graded=["ada"], skipped=["ben", "cleo"])
        code = 0

    monkeypatch.setattr(command, "run", lambda options, console: Graded)

    def said(slips: bool, **options: Any) -> str:
        assert command.grade(Options(NAME, **options), slips, cli.console) == 0
        return capsys.readouterr().out

    assert "nothing flexed" in said(slips=True)
    assert "│ 2 " in said(slips=True)
    assert said(slips=False) == said(slips=True, as_json=True) == ""
