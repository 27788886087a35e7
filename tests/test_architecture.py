"""Who may import whom: the rules of the house, read from the import statements."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.units import ROOT

WIDGETS_AND_PLOTS = {"ipywidgets", "anywidget", "traitlets", "matplotlib", "IPython"}
MODELS = (
    "course/finance",
    "course/role",
    "course/staffing",
    "course/_require.py",
    "course/cases",
    "course/case.py",
    "course/checks",
    "course/plans.py",
    "course/datasets.py",
    "course/identity.py",
)


def imported(source: str) -> Iterator[str]:
    """Yield the full name of every module that a source imports, wherever it does."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def sources(*places: str) -> list[Path]:
    found = [p for place in places for p in ([ROOT / place] if place.endswith(".py") else (ROOT / place).rglob("*.py"))]
    assert found
    return found


def breaches(source: str, forbidden: set[str]) -> set[str]:
    return {name for name in imported(source) if any(name == f or name.startswith(f"{f}.") for f in forbidden)}


@pytest.mark.parametrize("path", sources(*MODELS), ids=lambda p: str(p.relative_to(ROOT)))
def test_models_know_nothing_of_widgets_or_plots(path: Path) -> None:
    """A model is a pure function; drawing and moving are other rooms' work."""
    assert not breaches(path.read_text(), WIDGETS_AND_PLOTS | {"course.charts", "course.labs"})


@pytest.mark.parametrize("path", sources("autograder"), ids=lambda p: str(p.relative_to(ROOT)))
def test_the_autograder_knows_nothing_of_this_course(path: Path) -> None:
    """It grades any nbgrader course."""
    assert not breaches(path.read_text(), {"course"})


@pytest.mark.parametrize("path", sources("course"), ids=lambda p: str(p.relative_to(ROOT)))
def test_only_the_commands_know_both(path: Path) -> None:
    """`course.cli` and its commands sit on top; nothing else in the course imports the autograder."""
    if "commands" not in path.parts and path.name != "cli.py":
        assert not breaches(path.read_text(), {"autograder"})


def test_charts_compute_nothing() -> None:
    """A chart draws numbers that a model made."""
    assert not breaches((ROOT / "course/charts.py").read_text(), {"course.finance", "course.cases", "course.case"})


@pytest.mark.parametrize("path", sorted((ROOT / "modules").glob("*/*.ipynb")), ids=lambda p: p.stem)
def test_notebooks_import_the_course_and_never_the_grader(path: Path) -> None:
    """A learner's notebook works wherever the course is installed."""
    for cell in json.loads(path.read_text())["cells"]:
        if cell["cell_type"] == "code":
            assert not breaches("".join(cell["source"]), {"autograder", "tests", "bench"})


def test_a_breach_is_seen() -> None:
    """The gate bites: plain, renamed, nested and from-imports are all found."""
    assert breaches("import course.finance as f", {"course"}) == {"course.finance"}
    assert breaches("def f():\n    from course import cli", {"course"}) >= {"course", "course.cli"}
    assert breaches("from ipywidgets import Button", WIDGETS_AND_PLOTS)
    assert not breaches("import coursework", {"course"})


@pytest.mark.parametrize(
    ("what", "absent"),
    [
        ("import course", {"pandas", "numpy", "matplotlib", "ipywidgets", "anywidget", "scipy", "nbgrader"}),
        (
            "import course.case, course.checks, course.plans, course.datasets",
            {"pandas", "matplotlib", "ipywidgets", "anywidget", "scipy", "nbgrader", "jsonschema", "fastjsonschema"},
        ),
        (
            "import course.finance.budget_plan",
            {"pandas", "matplotlib", "ipywidgets", "anywidget", "scipy", "numpy_financial"},
        ),
        ("import course.cli", {"pandas", "matplotlib", "ipywidgets", "nbgrader", "nbclient", "jupyterlab"}),
    ],
)
def test_labs_plotting_and_solvers_load_only_when_used(what: str, absent: set[str]) -> None:
    """`make bench` measures the milliseconds; here it is shown why they are few."""
    code = f"{what}\nimport sys, json; print(json.dumps(sorted(sys.modules)))"
    loaded = set(
        json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    )
    assert not absent & loaded
