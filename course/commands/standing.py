"""How far a learner has come: the units with the points so far, and the plans kept, read from the learner's folder.

Whatever is missing or cannot be read is left out: the page that shows this never stops anybody.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from course.checks.progress import Result, read_results
from course.decisions import plan_file
from course.paths import module_folders

OWN_MARK = "_own_mark"  # as in course/labs/own_mark.py, which loads widgets; a test holds the two together
MAX_TEXT = 400  # characters of what a plan meant, as the page shows it
LEARNED = re.compile(r"^- \*\*(\w+)\*\*: (.+)$", re.M)
KEPT = re.compile(r"""kept_plan\(["'](\w+)["']\)""")
MARKED = re.compile(r"""mark_my_memo\(["'](\w+)["']\)""")


@dataclass(frozen=True)
class Unit:
    """One unit as its source tells it.

    Parameters
    ----------
    module, name : str
        Folder and notebook, without its ending.
    title, question : str
        The two halves of its heading.
    minutes : int
        Honest time for someone who reads everything; 0 where it is not told.
    exercises : mapping
        Points of each exercise that is marked at once.
    by_hand : float
        Points that are marked by hand.
    learned : str
        What to remember of it, in a sentence.
    plans : tuple of str
        The plans that it keeps.
    memos : tuple of str
        The memos that a learner marks.
    """

    module: str
    name: str
    title: str
    question: str
    minutes: int
    exercises: Mapping[str, float]
    by_hand: float
    learned: str
    plans: tuple[str, ...]
    memos: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        return f"{self.module}/{self.name}.ipynb"

    @property
    def possible(self) -> float:
        return sum(self.exercises.values())


@dataclass(frozen=True)
class Standing:
    """How far a learner has come in one unit."""

    unit: Unit
    results: Mapping[str, Result]

    @property
    def earned(self) -> float:
        """The best points so far, of the exercises that the unit has today."""
        have = ((self.results[name].earned, most) for name, most in self.unit.exercises.items() if name in self.results)
        return sum(min(earned, most) for earned, most in have)

    @property
    def begun(self) -> bool:
        return any(name in self.results for name in self.unit.exercises)

    @property
    def tried(self) -> bool:
        """Whether every exercise has been checked once."""
        return all(name in self.results for name in self.unit.exercises)

    @property
    def learned(self) -> bool:
        """Whether the unit has been worked through, and half of its points are earned."""
        return self.tried and self.earned >= self.unit.possible / 2

    @property
    def complete(self) -> bool:
        return self.earned >= self.unit.possible


@dataclass(frozen=True)
class KeptPlan:
    """A plan that was kept, and what it meant when it was.

    Parameters
    ----------
    unit : Unit
        Where it was kept.
    title, meant, because : str
        What its lab is called, what the lab said of it, and why it was kept.
    kept_at : datetime
        When.
    """

    unit: Unit
    title: str
    meant: str
    because: str
    kept_at: datetime


def standings(folder: Path) -> list[Standing]:
    """Return how far a learner has come in every unit, in the order of the course."""
    return [Standing(unit, read_results(unit.name, folder / unit.module)) for unit in every_unit()]


def next_unit(so_far: list[Standing]) -> Standing | None:
    """Return what is next: a unit that is under way, else one that is not begun, else one with points left."""
    for wanted in (lambda s: s.begun and not s.learned, lambda s: not s.begun, lambda s: not s.complete):
        found = next((standing for standing in so_far if wanted(standing)), None)
        if found is not None:
            return found
    return None


def kept_plans(folder: Path) -> list[KeptPlan]:
    """Return the plans that a learner has kept and whose lab said what they meant, the first one first."""
    found = [kept for unit in every_unit() for kept in _kept_in(unit, unit.plans, folder / unit.module)]
    return sorted(found, key=lambda kept: kept.kept_at)


def own_marks(folder: Path) -> list[KeptPlan]:
    """Return the marks that a learner gave the own memos, in the order of the course."""
    marks = [(unit, tuple(f"{memo}{OWN_MARK}" for memo in unit.memos)) for unit in every_unit()]
    return [kept for unit, names in marks for kept in _kept_in(unit, names, folder / unit.module)]


def _kept_in(unit: Unit, names: Iterable[str], folder: Path) -> Iterator[KeptPlan]:
    for name in names:
        try:
            plan = plan_file.read(name, folder)
            kept_at = datetime.fromisoformat(plan["kept_at"]).replace(tzinfo=None)
            title, meant, because = (_line(plan.get(key)) for key in ("title", "meant", "because"))
        except (plan_file.PlanProblem, KeyError, TypeError, ValueError):
            continue
        if meant:
            yield KeptPlan(unit, title.partition(":")[0] or unit.title, meant, because, kept_at)


def _line(value: Any) -> str:
    return " ".join(value.split())[:MAX_TEXT] if isinstance(value, str) else ""


# ---------------------------------------------------------------- the units, from their sources


def every_unit() -> list[Unit]:
    """Return the units of the course, in its order."""
    return [
        _unit(path, path.stat().st_mtime_ns, _learned(module).get(path.stem, ""))
        for module in module_folders()
        for path in sorted(module.glob("*.ipynb"))
    ]


@lru_cache(maxsize=200)
def _unit(path: Path, _as_of: int, learned: str) -> Unit:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    title, question, minutes = _headline("".join(cells[0]["source"]), path.stem)
    source = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    exercises: dict[str, float] = {}
    by_hand = 0.0
    for role in (cell["metadata"].get("nbgrader", {}) for cell in cells):
        if role.get("grade") and role.get("solution"):
            by_hand += role["points"]
        elif role.get("grade"):
            name = role["grade_id"].rpartition("-")[0]
            exercises[name] = exercises.get(name, 0.0) + role["points"]
    plans = tuple(dict.fromkeys(KEPT.findall(source)))
    memos = tuple(dict.fromkeys(MARKED.findall(source)))
    return Unit(path.parent.name, path.stem, title, question, minutes, exercises, by_hand, learned, plans, memos)


def _headline(first: str, stem: str) -> tuple[str, str, int]:
    """Return a unit's title, the manager's question and its honest time in minutes, from its first cell."""
    heading = re.search(r"^# (.+)$", first, re.M)
    title, _, question = (heading.group(1) if heading else stem).partition(":")
    time = re.search(r"^\*Time:\* (.+?)(?:\. |\.$|$)", first, re.M)
    minutes = sum(int(m) for m in re.findall(r"\d+", time.group(1))) if time else 0
    return title.strip(), question.strip()[:1].upper() + question.strip()[1:], minutes


def _learned(module: Path) -> dict[str, str]:
    """Return what to remember of each unit of a module, as its README says it."""
    readme = module / "README.md"
    text = readme.read_text(encoding="utf-8") if readme.is_file() else ""
    section = text.partition("## In a sentence\n")[2].partition("\n## ")[0]
    return dict(LEARNED.findall(section))
