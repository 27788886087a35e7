"""The public interface: ten names, documented, loaded when they are used; and what a course plugs in with them."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from nbgrader.converters import Autograde, GenerateFeedback
from traitlets.config import Config

import autograder
from autograder import CannotGrade, configuration, use_confined_steps
from autograder.gradebook.verifying import STOCKS

NAMES = (
    "Assignment CannotGrade ClassResult Difference Verdict configuration grade protections use_confined_steps verify"
)


def test_the_public_interface_is_these_ten_names() -> None:
    assert autograder.__all__ == NAMES.split()
    assert dir(autograder) == NAMES.split()
    with pytest.raises(AttributeError, match="no attribute 'Grade'"):
        autograder.Grade  # noqa: B018  # the look-up is what is tried


@pytest.mark.parametrize("name", autograder.__all__)
def test_every_public_name_is_documented_in_numpydocs_form(name: str) -> None:
    """What it takes and what it raises stand in its docstring."""
    found = getattr(autograder, name)
    text = inspect.getdoc(found) or ""
    assert text.partition("\n")[0].endswith(".")
    takes = [] if found is CannotGrade else list(inspect.signature(found).parameters)
    if takes:
        assert "Parameters\n----------" in text
        assert [name for name in takes if not re.search(rf"^(?:.*, )?{name}(?:, .*)? : ", text, re.MULTILINE)] == []


def test_importing_the_grader_loads_nothing() -> None:
    """Its command line loads no more than what it asks with."""
    code = "import {}, sys, json; print(json.dumps(sorted(sys.modules)))"

    def loaded(what: str) -> set[str]:
        ran = subprocess.run([sys.executable, "-c", code.format(what)], capture_output=True, text=True, check=True)
        return {name.split(".")[0] for name in json.loads(ran.stdout)}

    heavy = {"numpy", "pandas", "nbgrader", "nbformat", "IPython", "sqlalchemy", "traitlets", "jupyter_client"}
    assert not (heavy | {"typer", "rich"}) & loaded("autograder")
    assert not heavy & loaded("autograder.cli")


# ---------------------------------------------------------------- the steps that a course plugs in


def names(steps: Any) -> list[str]:
    """Return the names of steps, given as classes or as where they stand."""
    return [step.rpartition(".")[2] if isinstance(step, str) else step.__name__ for step in steps]


def test_the_steps_are_nbgraders_own_but_for_those_that_are_replaced() -> None:
    """A new nbgrader with other steps is noticed here."""
    c = Config()
    use_confined_steps(c)
    stocks = {ours.rpartition(".")[2]: theirs.rpartition(".")[2] for ours, theirs in STOCKS.items()}

    def as_stock(steps: Any) -> list[str]:
        added = {"NameLearner", "LeaveOutData", "HideHiddenTests", "Sanitize"}
        return [stocks.get(name, name) for name in names(steps) if name not in added]

    assert as_stock(c.Autograde.sanitize_preprocessors) == names(Autograde.sanitize_preprocessors.default())
    assert as_stock(c.Autograde.autograde_preprocessors) == names(Autograde.autograde_preprocessors.default())
    assert as_stock(c.GenerateFeedback.preprocessors) == names(GenerateFeedback.preprocessors.default())


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_elsewhere_than_on_linux_notebooks_run_as_nbgrader_runs_them(
    system: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There `nbgrader autograde` is what is left; feedback shows nothing of a hidden test all the same."""
    monkeypatch.setattr(sys, "platform", system)
    c = Config()
    use_confined_steps(c)
    assert "sanitize_preprocessors" not in c.Autograde
    assert names(c.Autograde.autograde_preprocessors)[:2] == ["NameLearner", "Execute"]
    assert {"HideHiddenTests", "Sanitize"} < set(names(c.GenerateFeedback.preprocessors))


# ---------------------------------------------------------------- a course's configuration


@pytest.fixture
def jupyters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Jupyter's own folder for what a person configures, and a course that is the current folder."""
    folder = tmp_path / "jupyter"
    for path in (folder, tmp_path / "course", tmp_path / "elsewhere"):
        path.mkdir()
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(folder))
    monkeypatch.chdir(tmp_path / "course")
    return folder


def say(folder: Path, *lines: str) -> None:
    (folder / "nbgrader_config.py").write_text("\n".join(["c = get_config()", *lines]))


def test_the_course_is_the_one_in_whose_folder_one_stands(jupyters: Path) -> None:
    say(Path.cwd(), "c.CourseDirectory.course_id = 'here'")
    found = configuration()
    assert (found.CourseDirectory.course_id, found.CourseDirectory.root) == ("here", str(Path.cwd()))


def test_a_root_in_jupyters_folder_leads_to_the_course_as_in_nbgrader(jupyters: Path, tmp_path: Path) -> None:
    """And what the course itself says wins over what is said for all courses."""
    say(jupyters, f"c.CourseDirectory.root = {str(tmp_path / 'elsewhere')!r}", "c.CourseDirectory.course_id = 'any'")
    say(tmp_path / "elsewhere", "c.CourseDirectory.course_id = 'theirs'")
    found = configuration()
    assert (found.CourseDirectory.course_id, found.CourseDirectory.root) == ("theirs", str(tmp_path / "elsewhere"))
    named = configuration(tmp_path / "course")  # a folder that is named wins
    assert (named.CourseDirectory.course_id, named.CourseDirectory.root) == ("any", str(tmp_path / "course"))


def test_what_is_named_for_one_run_wins(jupyters: Path) -> None:
    say(Path.cwd(), "c.CourseDirectory.course_id = 'here'", "c.CourseDirectory.db_url = 'sqlite:///a.db'")
    found = configuration(db_url="sqlite:///b.db", course_id="there")
    assert (found.CourseDirectory.db_url, found.CourseDirectory.course_id) == ("sqlite:///b.db", "there")


def test_a_folder_without_a_course_is_refused(jupyters: Path) -> None:
    with pytest.raises(
        CannotGrade, match=r"holds no nbgrader_config\.py: run this in the folder of an nbgrader course"
    ):
        configuration()


def test_a_configuration_that_fails_is_refused(jupyters: Path) -> None:
    say(Path.cwd(), "1 / 0")
    with pytest.raises(CannotGrade, match=r"cannot be read \(division by zero\): mend it first"):
        configuration()
