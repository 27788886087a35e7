"""`make` on a fresh machine: what it refuses and what it never removes, in a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from course import __version__
from tests.support import units

GRADER = "packages/autograder/pyproject.toml"
SETTINGS = "packages/autograder/etc/jupyter/jupyter_server_config.d/autograder.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("Makefile", "constraints.txt", "pyproject.toml"):
        shutil.copy(units.ROOT / name, tmp_path)
    shutil.copytree(units.ROOT / "packages", tmp_path / "packages")
    return tmp_path


def make(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_a_python_that_is_too_old_is_one_sentence(folder: Path) -> None:
    """It says which version is needed and how to name another; nothing is built."""
    old = folder / "python3"
    code = "import sys; sys.version_info = (3, 9, 2)\nexec(sys.argv[2])"
    old.write_text(f"#!/bin/sh\nexec {sys.executable} -c '{code}' \"$@\"\n")
    old.chmod(0o755)
    result = make(folder, "learn", f"PYTHON={old}")
    assert result.returncode == 2
    assert "Python 3.11 or newer is needed, this is 3.9" in result.stderr
    assert not (folder / ".venv").exists()


def test_no_network_is_one_sentence(folder: Path) -> None:
    """The index cannot be reached: the remedy is said, and the next run goes on."""
    nowhere = {
        "PIP_INDEX_URL": "http://127.0.0.1:9/",
        "PIP_EXTRA_INDEX_URL": "",
        "PIP_RETRIES": "0",
        "PIP_NO_CACHE_DIR": "1",
    }
    result = make(folder, "learn", f"PYTHON={sys.executable}", PIP_CONFIG_FILE="/dev/null", **nowhere)
    assert result.returncode == 2
    assert "Packages could not be fetched: check the network, then run make again" in result.stdout
    assert "Traceback" not in result.stdout + result.stderr


def test_clean_never_touches_a_classroom_or_a_learner(folder: Path) -> None:
    """Records and work stay, caches go."""
    kept = [
        folder / "classroom/gradebook.db",
        folder / "learner/02_finance/__pycache__/x.pyc",
        folder / "classroom/a.egg-info/x",
    ]
    gone = [folder / ".venv/bin/python", folder / "course/__pycache__/x.pyc", folder / ".pytest_cache/x"]
    for path in kept + gone:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert make(folder, "clean").returncode == 0
    assert all(path.exists() for path in kept)
    assert not any(path.exists() for path in gone)


def test_help_lists_every_target(folder: Path) -> None:
    said = make(folder, "help").stdout
    assert all(
        f"make {name} " in said
        for name in (
            "learn",
            "class",
            "formgrader",
            "test",
            "lint",
            "mutate",
            "bench",
            "data",
            "tables",
            "dist",
            "clean",
        )
    )


@pytest.mark.parametrize(
    ("newer", "again"),
    [("course/etc/kernel.py", True), (GRADER, True), (SETTINGS, True), ("course/case.py", False)],
)
def test_what_kernels_read_is_installed_again_when_it_changes(newer: str, again: bool, folder: Path) -> None:
    """The rest of the course is read where it lies; this is a copy in the environment."""
    for path in (folder / "packages").rglob("*"):
        os.utime(path, (999, 999))
    for seconds, name in enumerate(
        ("pyproject.toml", GRADER, "constraints.txt", ".venv/bin/uv", ".venv/learn.stamp", newer), start=1_000
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        os.utime(path, (seconds, seconds))
    assert ("Setting up the course" in make(folder, "-n", "learn").stdout) == again


def test_the_course_needs_the_grader_of_its_own_version() -> None:
    """Two wheels of one tree: the course uses the grader's inside, so no other version fits."""
    course = tomllib.loads((units.ROOT / "pyproject.toml").read_text())
    grader = tomllib.loads((units.ROOT / GRADER).read_text())
    assert f"{grader['project']['name']}=={__version__}" in course["project"]["dependencies"]
    assert "autograder" not in course["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"]
    path = (units.ROOT / GRADER).parent / grader["tool"]["hatch"]["version"]["path"]
    assert path.resolve() == units.ROOT / course["tool"]["hatch"]["version"]["path"]


def test_the_graders_license_is_the_courses() -> None:
    """A wheel takes it from its own folder."""
    assert (units.ROOT / "packages/autograder/LICENSE").read_bytes() == (units.ROOT / "LICENSE").read_bytes()
