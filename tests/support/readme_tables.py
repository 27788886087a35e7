"""The tables of times and points in a module's README, made from its notebooks: ``make tables`` writes them."""

from __future__ import annotations

import re
from pathlib import Path

from tests.support import units

PARTS = ("reading", "labs?", "graded work", "memo")
TIMES = "| unit | reading | lab | graded work | memo | points | of these by hand |\n|---|---|---|---|---|---|---|"
POINTS = "| unit | exercise | kind | points |\n|---|---|---|---|"


def notebooks(module: Path) -> list[Path]:
    """Return the units of a module in their order."""
    return [path for path in units.all_units() if path.parent == module]


def points_by_cell(notebook: Path) -> dict[str, float]:
    """Return the points of every exercise and memo of a unit."""
    found: dict[str, float] = {}
    for cell in units.read(notebook).cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            name = re.sub(r"-(check|transfer|reflect)$", "", cell.id)
            found[name] = found.get(name, 0) + cell.metadata.nbgrader.points
    return found


def points_by_hand(notebook: Path) -> float:
    """Return the points of a unit that a person gives."""
    return sum(p for name, p in points_by_cell(notebook).items() if name not in units.exercises(notebook))


def minutes(notebook: Path) -> list[int]:
    """Return the minutes that a unit's opening names, for each part of the work."""
    opening = units.read(notebook).cells[0].source
    said = re.search(r"\*Time:\*(.*)", opening)
    assert said, f"{units.label(notebook)} names no time"
    found = [re.search(rf"{part} (\d+)", said.group(1)) for part in PARTS]
    return [int(match.group(1)) if match else 0 for match in found]


def kind(notebook: Path, name: str) -> str:
    """Return what an exercise asks for: a plan is graded by grade_plan, a choice by expect_choice."""
    exercise = units.exercises(notebook).get(name)
    if exercise is None:
        return "memo, marked by hand"
    checks = "\n".join(cell.source for cell in exercise.graded)
    if "grade_plan(" in checks:
        return "decision"
    if "expect_choice(" in checks:
        return "judgment"
    return "function" if units.cleared(exercise.cells["answer"].source).lstrip().startswith("def ") else "value"


def times_table(module: Path) -> str:
    """Return the table of minutes and points, with its sums."""
    rows = [[*minutes(p), sum(points_by_cell(p).values()), points_by_hand(p)] for p in notebooks(module)]
    lines = [
        f"| [{path.stem}]({path.name}) | {' | '.join(_number(n) for n in row)} |"
        for path, row in zip(notebooks(module), rows, strict=True)
    ]
    sums = " | ".join(f"**{_number(sum(column))}**" for column in zip(*rows, strict=True))
    return "\n".join([TIMES, *lines, f"| **all** | {sums} |"])


def points_table(module: Path) -> str:
    """Return the table of every exercise with its kind and points."""
    lines = [
        f"| {path.stem} | `{name}` | {kind(path, name)} | {points:g} |"
        for path in notebooks(module)
        for name, points in points_by_cell(path).items()
    ]
    return "\n".join([POINTS, *lines])


def with_tables(module: Path, text: str) -> str:
    """Return a README with its two tables as the notebooks have it."""
    for name, table in (("times", times_table(module)), ("points", points_table(module))):
        before, _, rest = text.partition(f"<!-- {name} -->")
        after = rest.partition(f"<!-- end of {name} -->")[2]
        text = f"{before}<!-- {name} -->\n\n{table}\n\n<!-- end of {name} -->{after}"
    return text


def _number(value: float) -> str:
    return f"{value:g}" if value else "–"


def main() -> None:
    """Write the tables into every module's README."""
    for module in sorted({path.parent for path in units.all_units()}):
        page = module / "README.md"
        page.write_text(with_tables(module, page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
