"""The files of the course and the grader, their ranks, and who imports whom, by lazy and type-only imports too."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from tests.support.units import ROOT, all_units

# The first pattern that fits a file gives its rank; imports go strictly downward.
RANKS: tuple[tuple[str, int], ...] = (
    (r"course/(?:units/)?(?:\w+/){0,2}__init__\.py", -1),  # decided below: as high as its package
    (r"course/etc/\w+\.py", 0),
    (r"course/(?:validation|paths|bundle|writing)\.py", 0),
    (r"course/(?:finance|role|staffing|quality|strategy|career|rostering|simulation)/\w+\.py", 1),
    (r"course/(?:identity|datasets)\.py|course/(?:errors|cases)/\w+\.py", 2),
    (r"course/checks/\w+\.py", 3),
    (r"course/decisions/\w+\.py", 4),
    (r"course/units/\w+/\w+/(?:\w+_)?model\.py", 5),
    (r"course/units/\w+/\w+/(?:\w+_)?(?:decision|checks)\.py", 6),
    (r"course/units/\w+/\w+/(?:\w+_)?(?:search|draw)\.py", 7),
    (r"course/units/\w+/\w+/case\.py", 8),
    (r"course/case\.py", 9),
    (r"course/figures/\w+\.py", 10),
    (r"course/labs/\w+\.py", 11),
    (r"course/units/\w+/\w+/(?:\w+_)?pictures\.py", 12),
    (r"course/units/\w+/\w+/(?:\w+_)?lab\.py", 13),
    (r"course/catalog\.py", 14),
    (r"course/commands/(?:\w+/)?\w+\.py", 15),
    (r"course/cli\.py", 16),
    (r"autograder/(?:printable|problems)\.py", 0),
    (r"autograder/confinement/\w+\.py", 0),
    (r"autograder/(?:notebooks|integrity)/\w+\.py", 1),
    (r"autograder/warm/\w+\.py", 2),
    (r"autograder/grading/\w+\.py", 3),
    (r"autograder/assignments/\w+\.py", 4),
    (r"autograder/(?:gradebook|steps)/\w+\.py", 5),
    (r"autograder/runs/\w+\.py", 6),
    (r"autograder/regrading/\w+\.py", 7),
    (r"autograder/command_line/\w+\.py", 8),
    (r"autograder/cli\.py", 9),
    (r"autograder/__main__\.py", 10),
)
MODEL, MOST_OF_A_MODEL = 5, 2  # a model imports formulas, data and seeds; of checks and plans it knows nothing
PICTURES_FROM = 10
WIDGETS_AND_PLOTS = {"ipywidgets", "anywidget", "traitlets", "matplotlib", "IPython", "PIL"}
UNIT = re.compile(r"course/units/(\w+)/(\w+)/")


class NoRank(LookupError):
    """A file that the house has no room for."""


def rank(file: str) -> int:
    """Return the rank of a file, named from the root.

    Raises
    ------
    NoRank
        If no room is meant for it.
    """
    if file.endswith("/__init__.py"):
        package = file.removesuffix("/__init__.py")
        return (
            0
            if package in ("autograder", "course", "course/units") or UNIT.match(f"{package}/") or "/units/" in package
            else rank(f"{package}/x.py")
        )
    for pattern, found in RANKS:
        if found >= 0 and re.fullmatch(pattern, file):
            return found
    raise NoRank(
        f"{file} has no rank: put it into the room that is meant for it (docs/engineer.md), or give its room one"
    )


def imported(source: str) -> Iterator[str]:
    """Yield the full name of every module, or name in a module, that a source imports, wherever it does."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            raise ValueError("a relative import hides where it leads: write it out")


def imports_of(sources: Mapping[str, str]) -> dict[str, set[str]]:
    """Return the files of the house that each file imports."""
    homes = {file.removesuffix(".py").removesuffix("/__init__").replace("/", "."): file for file in sources}

    def home(name: str) -> str | None:
        while name and name not in homes:
            name = name.rpartition(".")[0]
        return homes.get(name)

    return {
        file: {found for name in imported(source) if (found := home(name)) and found != file}
        for file, source in sources.items()
    }


def house(root: Path = ROOT) -> dict[str, str]:
    """Return the source of every file of the course and of the grader, by its name from the root."""
    files = sorted(file for package in ("autograder", "course") for file in (root / package).rglob("*.py"))
    return {file.relative_to(root).as_posix(): file.read_text(encoding="utf-8") for file in files}


def unit_order() -> dict[str, int]:
    """Return the place in the course of each unit's folder, ``module/unit``."""
    return {f"{p.parent.name[3:]}/{p.stem.lstrip('0123456789_')}": place for place, p in enumerate(all_units())}


def room(file: str) -> str:
    """Return the package inside which files of one rank may import each other: a unit, or a folder of the library."""
    unit = UNIT.match(file)
    return unit.group() if unit else "/".join(file.split("/")[:2]) if file.count("/") > 1 else file


def breaches(graph: Mapping[str, Iterable[str]], order: Mapping[str, int]) -> set[tuple[str, str]]:
    """Return the imports that do not go strictly downward, or that reach into another unit beyond an earlier model."""
    return {
        (file, other)
        for file, others in graph.items()
        for other in others
        if not (_downward(file, other) and _neighborly(file, other, order))
    }


def _downward(file: str, other: str) -> bool:
    high, low = rank(file), rank(other)
    if UNIT.match(file) and high == MODEL and room(file) != room(other):
        return low <= MOST_OF_A_MODEL or low == MODEL
    return low < high or (low == high and room(file) == room(other))


def _neighborly(file: str, other: str, order: Mapping[str, int]) -> bool:
    mine, theirs = UNIT.match(file), UNIT.match(other)
    if not mine or not theirs or mine.group() == theirs.group():
        return True
    here, there = ("/".join(unit.groups()) for unit in (mine, theirs))
    return rank(other) == MODEL and order[there] < order[here]


def circle(graph: Mapping[str, Iterable[str]]) -> list[str]:
    """Return files that import each other in a circle, or nothing."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as problem:
        return list(problem.args[1])
    return []


# ---------------------------------------------------------------- the drawings in docs/

Floors = tuple[tuple[str, str], ...]
FLOORS: Floors = (
    (r"course/(?:validation|paths)\.py", "validation"),
    (r"course/(?:finance|role|staffing|quality|strategy|career)/.*", "formulas"),
    (r"course/(?:rostering|simulation)/.*", "rostering"),
    (r"course/identity\.py", "identity"),
    (r"course/(datasets|case|catalog|cli)\.py", r"\1"),
    (r"course/(errors|cases|checks|decisions|figures|labs|commands)/.*", r"\1"),
    (r"course/units/\w+/\w+/(?:\w+_)?(?:search|draw)\.py", "unit: draw"),
    (r"course/units/\w+/\w+/(?:\w+_)?(?:decision|checks)\.py", "unit: decision"),
    (r"course/units/\w+/\w+/(?:\w+_)?(model|pictures|lab)\.py", r"unit: \1"),
    (r"course/units/\w+/\w+/case\.py", "unit: case"),
)
OF_THE_GRADER: Floors = ((r"autograder/(\w+)/.*", r"\1"), (r"autograder/(problems|cli)\.py", r"\1"))
PAGES = {"engineer.md": FLOORS, "autograder.md": OF_THE_GRADER}


def floor(file: str, floors: Floors = FLOORS) -> str | None:
    """Return the name of the box that a file has in a drawing, or None where it has none."""
    for pattern, name in floors:
        if (found := re.fullmatch(pattern, file)) is not None:
            return found.expand(name)
    return None


def drawing(graph: Mapping[str, Iterable[str]], floors: Floors = FLOORS) -> str:
    """Return the import graph by boxes as a Mermaid flowchart, the highest rank first, without implied arrows."""
    edges: dict[str, set[str]] = {}
    height: dict[str, int] = {}
    for file, others in graph.items():
        if (upper := floor(file, floors)) is None or file.endswith("__init__.py"):
            continue
        height[upper] = max(height.get(upper, 0), rank(file))
        edges.setdefault(upper, set()).update(
            lower
            for other in others
            if (lower := floor(other, floors)) not in (None, upper) and not other.endswith("__init__.py")
        )
    boxes = sorted(edges, key=lambda name: (-height[name], name))
    names = {box: f"n{place}" for place, box in enumerate(boxes)}
    lines = [f'  {names[box]}["{box} ({height[box]})"]' for box in boxes]
    lines += [
        f"  {names[box]} --> {names[other]}" for box in boxes for other in sorted(_needed(edges, box), key=boxes.index)
    ]
    return "\n".join(["flowchart TD", *lines])


def _needed(edges: Mapping[str, set[str]], box: str) -> set[str]:
    """Return the boxes that a box imports and that no other of its imports leads to."""
    return {other for other in edges[box] if not any(other in _below(edges, via) for via in edges[box] - {other})}


def _below(edges: Mapping[str, set[str]], box: str) -> set[str]:
    found: set[str] = set()
    waiting = [box]
    while waiting:
        for other in edges.get(waiting.pop(), set()) - found:
            found.add(other)
            waiting.append(other)
    return found


def main() -> None:
    """Write the drawings into their pages."""
    graph = imports_of(house())
    for name, floors in PAGES.items():
        page = ROOT / "docs" / name
        page.write_text(with_drawing(page.read_text(encoding="utf-8"), graph, floors), encoding="utf-8")


def with_drawing(text: str, graph: Mapping[str, Iterable[str]], floors: Floors = FLOORS) -> str:
    """Return a page with the drawing of an import graph."""
    before, _, rest = text.partition("<!-- drawing -->")
    after = rest.partition("<!-- end of drawing -->")[2]
    return f"{before}<!-- drawing -->\n\n```mermaid\n{drawing(graph, floors)}\n```\n\n<!-- end of drawing -->{after}"


if __name__ == "__main__":
    main()
