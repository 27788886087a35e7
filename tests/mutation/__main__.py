"""Runs the faults of ``faults.toml``; ends with 1 where one survives or is no longer found.

``python -m tests.mutation`` runs all, ``python -m tests.mutation staffing`` those of one heading.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

from tests.support.units import ROOT

FAULTS = Path(__file__).with_name("faults.toml")
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "classroom", "learner", "__pycache__", ".*_cache", ".hypothesis")
MOST_SECONDS = 900  # a fault can make a search endless; the slowest tests take a tenth of it
CAUGHT, WRONG_ARGUMENTS = 1, (2, 3, 4, 5)  # pytest's exit codes: a test failed; the run itself did


@dataclass(frozen=True)
class Fault:
    """One seeded fault, and the tests that are to catch it."""

    name: str
    tests: tuple[str, ...]
    file: str
    text: str
    becomes: str


def documented(headings: list[str]) -> list[Fault]:
    """Return the faults under the named headings, or all of them."""
    tables = tomllib.loads(FAULTS.read_text(encoding="utf-8"))
    return [
        Fault(name, tuple(table["tests"].split()), *seeded)
        for heading, table in tables.items()
        if not headings or heading in headings
        for name, seeded in table.items()
        if name != "tests"
    ]


def outcome(fault: Fault, tree: Path) -> str:
    """Seed a fault into a copy of the tree, run its tests, take it out again; return what came of it."""
    path = tree / fault.file
    right = path.read_text(encoding="utf-8")
    if right.count(fault.text) != 1:
        return f"NOT FOUND once in {fault.file}: write the fault anew"
    path.write_text(right.replace(fault.text, fault.becomes), encoding="utf-8")
    try:
        return _run(fault, tree)
    finally:
        path.write_text(right, encoding="utf-8")


def _passes(tests: tuple[str, ...], tree: Path) -> bool:
    """Return whether tests pass on the tree as it is: else they would catch anything."""
    return _ran(tests, tree).returncode == 0


def _run(fault: Fault, tree: Path) -> str:
    try:
        ran = _ran(fault.tests, tree)
    except subprocess.TimeoutExpired:
        return f"caught by tests that no longer end within {MOST_SECONDS} s"
    if ran.returncode == CAUGHT:
        caught_by = next((line for line in ran.stdout.splitlines() if line.startswith("FAILED")), "FAILED a test")
        return "caught by " + caught_by.removeprefix("FAILED ").partition(" - ")[0]
    if ran.returncode in WRONG_ARGUMENTS:
        return f"NOT RUN: {ran.stdout.strip().splitlines()[-1:]}"
    return "SURVIVED"


def _ran(tests: tuple[str, ...], tree: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        command, cwd=tree, env=environment, capture_output=True, text=True, check=False, timeout=MOST_SECONDS
    )


def main(headings: list[str]) -> int:
    """Print a line for each fault, and how many were caught."""
    faults, missed = documented(headings), 0
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(shutil.copytree(ROOT, Path(folder) / "course", ignore=LEFT_OUT))
        for tests in dict.fromkeys(fault.tests for fault in faults):
            if not _passes(tests, tree):
                print(f"{' '.join(tests)}: fails without any fault; mend that first")
                return 1
        for fault in faults:
            began = time.monotonic()
            said = outcome(fault, tree)
            missed += not said.startswith("caught")
            print(f"{fault.name}: {said} ({time.monotonic() - began:.0f} s)", flush=True)
    print(f"{len(faults) - missed} of {len(faults)} faults caught")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
