"""A module's README promises what its notebooks hold: units, minutes, exercises and points."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support import units
from tests.support.readme_tables import minutes, notebooks, points_by_cell, with_tables

MODULES = sorted({path.parent for path in units.all_units()})
EVERY_MODULE = [pytest.param(m, id=m.name) for m in MODULES]


def rows(module: Path, name: str) -> list[list[str]]:
    """Return the body of one of the README's tables, cell by cell, without Markdown's marks."""
    text = (module / "README.md").read_text(encoding="utf-8")
    table = text.split(f"<!-- {name} -->")[1].split(f"<!-- end of {name} -->")[0].strip().splitlines()[2:]
    return [[re.sub(r"[*`]|\[|\]\([^)]*\)", "", cell).strip() for cell in line.strip("|").split("|")] for line in table]


def number(cell: str) -> float:
    return 0.0 if cell == "–" else float(cell)


@pytest.mark.parametrize("module", EVERY_MODULE)
def test_the_readme_lists_every_exercise_with_its_points(module: Path) -> None:
    promised = [(unit, name, float(points)) for unit, name, _, points in rows(module, "points")]
    assert promised == [
        (path.stem, name, points) for path in notebooks(module) for name, points in points_by_cell(path).items()
    ]


@pytest.mark.parametrize("module", EVERY_MODULE)
def test_the_kind_of_each_exercise_is_what_its_checks_do(module: Path) -> None:
    """A plan is graded by grade_plan, a choice by expect_choice; a function's answer cell begins with one."""
    kinds = {(unit, name): kind for unit, name, kind, _ in rows(module, "points")}
    for path in notebooks(module):
        for name, exercise in units.exercises(path).items():
            checks = "\n".join(cell.source for cell in exercise.graded)
            kind = kinds[path.stem, name]
            assert (kind == "decision") == ("grade_plan(" in checks), name
            assert (kind == "judgment") == ("expect_choice(" in checks), name
            starter = units.cleared(exercise.cells["answer"].source)
            assert (kind == "function") == starter.lstrip().startswith("def "), name


@pytest.mark.parametrize("module", EVERY_MODULE)
def test_the_readme_gives_the_minutes_that_each_unit_gives(module: Path) -> None:
    *body, total = rows(module, "times")
    for line, path in zip(body, notebooks(module), strict=True):
        points = points_by_cell(path)
        by_hand = sum(p for name, p in points.items() if name not in units.exercises(path))
        assert line[0] == path.stem
        assert [number(cell) for cell in line[1:]] == [*minutes(path), sum(points.values()), by_hand]
    assert [number(cell) for cell in total[1:]] == [sum(number(line[i]) for line in body) for i in range(1, 7)]


@pytest.mark.parametrize("module", EVERY_MODULE)
def test_the_tables_are_as_make_tables_writes_them(module: Path) -> None:
    text = (module / "README.md").read_text(encoding="utf-8")
    assert with_tables(module, text) == text


@pytest.mark.parametrize("module", EVERY_MODULE)
def test_the_rubric_in_the_readme_is_the_rubric_of_the_memo(module: Path) -> None:
    """Four criteria, four levels, word for word."""
    memo = (module / "README.md").read_text(encoding="utf-8").split("## The memo")[1]
    wanted = re.findall(r"^\| \*\*.+\|$", memo, re.M)
    cells = [cell for path in notebooks(module) for cell in units.read(path).cells]
    asks = [cell.source for cell in cells if cell.id.endswith("-ask") and "| 2 | 3 |" in cell.source]
    assert len(wanted) == 4 and len(asks) == 1
    assert all(line in asks[0] for line in wanted)
