"""Reads the source notebooks as units and exercises."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import nbformat

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / "modules"
SLIPS = ROOT / "slips"


@dataclass(frozen=True)
class Exercise:
    """One autograded exercise of a unit: its cells by role."""

    name: str
    cells: dict[str, Any]

    @property
    def graded(self) -> list[Any]:
        return [self.cells["check"]]

    @property
    def points(self) -> float:
        return sum(cell.metadata.nbgrader.points for cell in self.graded)


@dataclass(frozen=True)
class SlipAnswer:
    """An answer that shows one slip: what the learner's cell would say."""

    unit: Path
    exercise: str
    name: str
    source: str


@cache
def all_units() -> tuple[Path, ...]:
    """Return every source notebook, in the order of the course."""
    return tuple(sorted(MODULES.glob("*/*.ipynb")))


@cache
def read(path: Path) -> Any:
    """Return a notebook, read once."""
    return nbformat.read(path, as_version=4)


def label(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@cache
def exercises(path: Path) -> dict[str, Exercise]:
    """Return a unit's autograded exercises by name, in their order."""
    cells = {cell.id: cell for cell in read(path).cells}
    names = [i.removesuffix("-check") for i in cells if i.endswith("-check")]
    roles = ("ask", "answer", "check", "reflect")
    return {n: Exercise(n, {r: cells[f"{n}-{r}"] for r in roles if f"{n}-{r}" in cells}) for n in names}


@cache
def slips(path: Path) -> tuple[SlipAnswer, ...]:
    """Return the documented slips of a unit: a TOML table for each exercise, an answer for each slip name."""
    file = SLIPS / path.parent.name / f"{path.stem}.toml"
    tables = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return tuple(
        SlipAnswer(path, exercise, name, source)
        for exercise, answers in tables.items()
        for name, source in answers.items()
    )


def cleared(source: str) -> str:
    """Return a cell as it is released: without its solution and hidden tests."""
    source = re.sub(r"^ *### BEGIN SOLUTION\n.*?^ *### END SOLUTION\n?", "\n", source, flags=re.S | re.M)
    return re.sub(r"^ *### BEGIN HIDDEN TESTS\n.*?^ *### END HIDDEN TESTS\n?", "", source, flags=re.S | re.M)
