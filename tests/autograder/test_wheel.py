"""The grader as a wheel of its own, in an environment that holds nothing of this repository."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.autograder.small_courses import PAID_BY_STOCK, paid, rows
from tests.support import machine
from tests.support.units import ROOT

pytestmark = pytest.mark.slow
UV = Path(sys.executable).with_name("uv")
GRADER, CONSTRAINTS = "nbgrader-confined-autograder", ROOT / "constraints.txt"
GUIDE = "lib/python{}.{}/site-packages/nbgrader/docs/source/user_guide".format(*sys.version_info[:2])


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    left_out = ("PYTHONPATH", "VIRTUAL_ENV", "PYTHONDONTWRITEBYTECODE")  # the last would compile all at every start
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env={**kept, **environment},
    )


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment into which the wheel was installed, with what it asks for, and nothing else."""
    place = tmp_path_factory.mktemp("wheel")
    for command in (
        ("build", "--wheel", "--build-constraints", CONSTRAINTS, "--out-dir", place, ROOT / "packages/autograder"),
        ("venv", "--python", sys.executable, place / "env"),
        ("pip", "install", "--python", place / "env/bin/python", "-c", CONSTRAINTS, "--find-links", place, GRADER),
    ):
        ran = run(UV, *command, cwd=place) if UV.exists() else None
        if ran is None or "Failed to fetch" in ran.stderr or "error sending request" in ran.stderr:
            machine.lacks("uv and the package index cannot be reached: make test brings uv, a network the rest")
        assert ran.returncode == 0, ran.stderr
    return place / "env"


def test_it_brings_nothing_of_the_course(environment: Path) -> None:
    (wheel,) = environment.parent.glob("*.whl")
    code = "import importlib.util as u; print([u.find_spec(name) for name in ('course', 'tests', 'pandas')])"
    assert run(environment / "bin/python", "-c", code, cwd=environment).stdout == "[None, None, None]\n"
    assert run(environment / "bin/autograder", "--version", cwd=environment).stdout == f"{wheel.name.split('-')[1]}\n"


def test_its_settings_stand_beside_jupyters_own(environment: Path) -> None:
    """So that formgrader is guarded wherever it is started; each file is named to the builder one by one."""
    settings = ROOT / "packages" / "autograder" / "etc" / "jupyter"
    files = {path.relative_to(settings) for path in settings.rglob("*.json")}
    there = environment / "etc" / "jupyter"
    assert files
    assert all((there / file).read_bytes() == (settings / file).read_bytes() for file in files)


def test_nbgraders_own_example_course_scores_as_with_stock(environment: Path, tmp_path: Path) -> None:
    """`nbgrader quickstart` and the submissions of its two students; what stock pays is held by another test."""
    programs = f"{environment / 'bin'}{os.pathsep}{os.environ['PATH']}"
    demo = tmp_path / "demo"
    assert run("nbgrader", "quickstart", "demo", cwd=tmp_path, PATH=programs).returncode == 0
    shutil.copytree(environment / GUIDE / "submitted", demo / "submitted")
    assert run("nbgrader", "generate_assignment", "ps1", cwd=demo, PATH=programs).returncode == 0
    graded = run(environment / "bin/autograder", "grade", "ps1", "--json", cwd=demo)
    assert graded.returncode == 0, graded.stderr
    assert sorted(json.loads(graded.stdout)["graded"]) == sorted(PAID_BY_STOCK)
    for student, points in PAID_BY_STOCK.items():
        assert paid(rows(f"sqlite:///{demo / 'gradebook.db'}", "demo", "ps1", student)) == points
