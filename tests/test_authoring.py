"""docs/authoring.md is true: followed to the letter on a copy of the tree, it makes a unit that all tests cover."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.units import ROOT

PAGE = ROOT / "docs" / "authoring.md"
UNIT = "bed_cleaning"
BLOCK = re.compile(r"\*\*`([^`\n]+)`\*\*\n\n```\w+\n(.*?)```|```sh\n(.*?)```", re.S)
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "classroom", "learner", "__pycache__", ".*_cache", ".hypothesis")
# What all units owe, by the file that holds it: each must run for the new unit without being told of it.
SHARED = (
    "tests/exercises/test_exercises.py",
    "tests/test_hygiene.py",
    "tests/test_glossary.py",
    "tests/test_notebooks.py",
    "tests/labs/test_all_labs.py",
    "tests/test_bench.py",
)


def follow(page: str, folder: Path) -> list[str]:
    """Write every file that a page names and run every command, in the page's order; return the files."""
    written = []
    programs = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    for name, text, commands in BLOCK.findall(page):
        if name:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
            written.append(name)
        else:
            subprocess.run(
                ["sh", "-e"], input=commands, cwd=folder, env=in_copy(folder, PATH=programs), text=True, check=True
            )
    return written


def in_copy(folder: Path, **more: str) -> dict[str, str]:
    """Return an environment in which the copy's own packages are found, in every process."""
    return {**os.environ, "PYTHONPATH": str(folder), **more}


def files(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and "__pycache__" not in p.parts
    }


@pytest.fixture(scope="module")
def before_and_after(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[str]]:
    """Return a copy of the tree in which the page was followed, and the files that differ from the tree."""
    folder = tmp_path_factory.mktemp("authoring") / "course"
    shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
    before = files(folder)
    follow(PAGE.read_text(encoding="utf-8"), folder)
    after = files(folder)
    return folder, {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def test_a_unit_touches_its_own_folder_its_notebook_its_slips_its_tests_and_its_modules_readme(
    before_and_after: tuple[Path, set[str]],
) -> None:
    _, changed = before_and_after
    rooms = (
        rf"course/units/role/{UNIT}/\w+\.py",
        rf"tests/units/role/{UNIT}/\w+\.py",
        rf"modules/01_role/4_{UNIT}\.ipynb",
        rf"slips/01_role/4_{UNIT}\.toml",
        r"modules/01_role/README\.md",
    )
    assert all(any(re.fullmatch(room, name) for room in rooms) for name in changed), changed
    assert all(any(re.fullmatch(room, name) for name in changed) for room in rooms)


def test_make_test_covers_the_new_unit_and_finds_nothing_wrong(before_and_after: tuple[Path, set[str]]) -> None:
    """`make test` itself, with the virtual environment that is there."""
    folder, _ = before_and_after
    environment = Path(sys.prefix)
    arguments = f"-k '{UNIT}' -v -p no:cacheprovider"
    result = subprocess.run(
        ["make", "test", f"VENV={environment}", "-o", f"{environment}/test.stamp", "JOBS=1", f"ARGS={arguments}"],
        cwd=folder,
        env=in_copy(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-2000:]
    for room in (*SHARED, f"tests/units/role/{UNIT}/"):
        assert re.search(rf"{re.escape(room)}\S*.*PASSED|PASSED.*{re.escape(room)}", result.stdout), room


def test_a_page_that_lies_is_seen(tmp_path: Path) -> None:
    """The gate bites: a command of the page that fails stops the following."""
    with pytest.raises(subprocess.CalledProcessError):
        follow("```sh\npython no_such_file.py\n```\n", tmp_path)
