"""`autograder grade`: the course in whose folder it is called, three exit codes, and one sentence where it cannot."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from autograder import Difference, cli, confinement
from autograder.command_line import grading
from autograder.confinement import Protections
from tests.autograder.scale import copied, make_class
from tests.autograder.small_courses import NAME, Course
from tests.support.units import ROOT

DONE, NEEDS_A_PERSON, CANNOT = 0, 1, 2


@pytest.fixture(scope="module")
def ungraded(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A class of three that has handed in; cleo's notebook is broken."""
    return make_class(tmp_path_factory.mktemp("command") / "course", 3)


@pytest.fixture
def school(ungraded: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    """A copy, whose folder is the current one."""
    made = copied(ungraded, tmp_path / "course")
    monkeypatch.chdir(made.write_config())
    return made


@pytest.fixture(scope="module")
def finished(ungraded: Course, tmp_path_factory: pytest.TempPathFactory) -> Course:
    made = copied(ungraded, tmp_path_factory.mktemp("finished") / "course")
    made.write_config()
    made.grade()
    return made


@pytest.fixture
def graded(finished: Course, monkeypatch: pytest.MonkeyPatch) -> Course:
    """A class that is graded, whose folder is the current one; no test leaves another score there."""
    monkeypatch.chdir(finished.root)
    return finished


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Call Python in a folder, with the grader as it is in this tree."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def call(*arguments: str) -> int:
    """Return the code with which the command ends."""
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    return int(ended.value.code or 0)


def test_the_course_in_whose_folder_it_is_called_is_graded(school: Course, capsys: pytest.CaptureFixture[str]) -> None:
    """The broken notebook is listed, and is why the code is 1; without it the code is 0."""
    assert call("grade", NAME, "--student", "ada", "--jobs", "1") == DONE
    assert school.rows("ada")["p: test-x: points"] == (2.0, False)
    assert call("grade", NAME, "--jobs", "1") == NEEDS_A_PERSON
    said = capsys.readouterr().out
    assert "Needs attention: cleo: p: p.ipynb is damaged" in said
    assert "Protections: " in said


def test_what_is_unchanged_is_skipped_and_force_grades_it(graded: Course, capsys: pytest.CaptureFixture[str]) -> None:
    """The result as JSON is for scripts."""

    def result(*options: str) -> Any:
        assert call("grade", NAME, "--json", "--jobs", "1", "--student", "ada", *options) == DONE
        return json.loads(capsys.readouterr().out)

    assert (result()["graded"], result()["skipped"]) == ([], ["ada"])
    assert result("--force")["graded"] == ["ada"]


def test_another_gradebook_is_graded_into(school: Course) -> None:
    other = school.root / "other.db"
    other.write_bytes((school.root / "gradebook.db").read_bytes())
    before = (school.root / "gradebook.db").read_bytes()
    assert call("grade", NAME, "--student", "ada", "--jobs", "1", "--db", f"sqlite:///{other}") == DONE
    school.config.CourseDirectory.db_url = f"sqlite:///{other}"
    assert school.rows("ada")["p: test-x: points"] == (2.0, False)
    assert (school.root / "gradebook.db").read_bytes() == before


def test_a_folder_can_be_named(graded: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("grade", NAME, "--student", "ada") == CANNOT
    assert call("grade", NAME, "--student", "ada", "--course-dir", str(graded.root)) == DONE


def test_a_score_that_is_not_stocks_is_named(
    graded: Course, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--verify` compares a sample; one difference is enough for a person to look."""
    found = Difference("ada", "p", "test-x", (2.0, False), (1.0, False))
    monkeypatch.setattr("autograder.gradebook.verifying.verify", lambda assignment, sample: ([found], []))
    assert call("grade", NAME, "--student", "ada", "--student", "ben", "--verify") == NEEDS_A_PERSON
    said = capsys.readouterr().out
    assert "Differs: ada: p: test-x: fast (2.0, False), stock (1.0, False)." in said
    assert "Verified: 1 of 2 submissions" in said


# ---------------------------------------------------------------- what cannot be done, in one sentence


def broken_gradebook(root: Path) -> None:
    (root / "gradebook.db").write_bytes(b"no database" * 1000)


CANNOT_BE = {
    "an assignment that was never generated": (["grade", "ps9"], None, "knows no assignment 'ps9': run “nbgrader gene"),
    "a student who is not there": (["grade", NAME, "--student", "zoe"], None, "zoe has handed in nothing for hw"),
    "no address": (["grade", NAME, "--db", "gradebook"], None, "is no address of a gradebook: write it as sqlite:"),
    "no such gradebook": (["grade", NAME, "--db", "sqlite:///gone.db"], None, "There is no gradebook at gone.db: run"),
    "a file that is no database": (["grade", NAME], broken_gradebook, "The gradebook cannot be used (file is not a da"),
    "a broken configuration": (
        ["grade", NAME],
        lambda root: (root / "nbgrader_config.py").write_text("c.x ="),
        "cannot be read",
    ),
    "no configuration": (
        ["grade", NAME],
        lambda root: (root / "nbgrader_config.py").unlink(),
        "holds no nbgrader_co",
    ),
}


@pytest.mark.parametrize("case", CANNOT_BE)
def test_what_cannot_be_graded_is_said_in_a_sentence(
    case: str, graded: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And no gradebook is made where there was none."""
    arguments, spoil, sentence = CANNOT_BE[case]
    if spoil is not None:
        made = copied(graded, tmp_path / "course")
        spoil(made.write_config())
        monkeypatch.chdir(made.root)
    assert call(*arguments) == CANNOT
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.out + said.err
    assert not Path("gone.db").exists()


def test_a_wrong_option_is_wrong_usage(graded: Course, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("grade", NAME, "--jbos", "2") == CANNOT
    assert "No such option" in capsys.readouterr().err


def test_a_fault_of_the_graders_own_is_told_as_one(
    graded: Course, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only who asks for it sees the traceback."""

    def fails(*arguments: object) -> None:
        raise ZeroDivisionError("by zero\nand more")

    monkeypatch.setattr(grading, "_by_fast_engine", fails)
    assert call("grade", NAME) == CANNOT
    assert capsys.readouterr().err == (
        "The grader itself failed (ZeroDivisionError: by zero): set AUTOGRADER_DEBUG=1 to see where.\n"
    )
    monkeypatch.setenv("AUTOGRADER_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cli.main(["grade", NAME])


def test_a_machine_that_can_confine_nothing_grades_only_when_told(
    graded: Course, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(confinement, "protections", lambda: Protections(0, False, False))
    assert call("grade", NAME, "--student", "ada") == CANNOT
    assert "say --unconfined if you trust every submission" in capsys.readouterr().err
    assert call("protections") == CANNOT
    assert call("grade", NAME, "--student", "ada", "--unconfined") == DONE


# ---------------------------------------------------------------- other systems

ELSEWHERE = """
import importlib.abc, sys

class Missing(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name in {only_on_unix}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Missing())
import sysconfig, typer, rich.console
sysconfig.get_config_vars()  # kept from now on: what Python itself was built for stays what it is
sys.platform = {system!r}
from autograder.cli import main
main({arguments})
"""


@pytest.mark.parametrize(
    ("system", "called", "missing"),
    [
        ("win32", "Windows", ["fcntl", "resource", "termios", "pwd", "grp", "pyseccomp"]),
        ("darwin", "macOS", ["pyseccomp"]),
        ("freebsd14", "freebsd14", ["pyseccomp"]),
    ],
)
@pytest.mark.parametrize("arguments", [["grade", "ps1"], ["protections"]])
def test_elsewhere_than_on_linux_it_says_what_to_do_instead(
    system: str, called: str, missing: list[str], arguments: list[str], tmp_path: Path
) -> None:
    """Without the modules that only Unix has, as it is there: one sentence, code 2, no traceback."""
    code = ELSEWHERE.format(system=system, only_on_unix=set(missing), arguments=arguments)
    ran = run(["-c", code], tmp_path)
    assert ran.returncode == CANNOT, ran.stderr
    assert ran.stderr.startswith("Fast, confined grading needs Linux, because it forks a warm process")
    assert f"Landlock and seccomp, and this is {called}: run “nbgrader autograde " in ran.stderr
    assert all(way in ran.stderr for way in ("Docker", "WSL"))
    assert (ran.stderr.count("\n"), ran.stdout) == (1, "")


def test_the_command_can_be_called_as_a_module(tmp_path: Path) -> None:
    """So it works where the environment's programs are not on the path."""
    ran = run(["-m", "autograder", "grade", "ps1"], tmp_path)
    assert ran.returncode == CANNOT
    assert "holds no nbgrader_config.py" in ran.stderr
