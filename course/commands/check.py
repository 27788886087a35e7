"""`medmgmt check`: grades one notebook for its owner, and names each slip."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.reading import Unreadable, read_notebook
from autograder.restoring import grade_id, restored
from autograder.running import run_here
from autograder.scoring import CellScore, scores
from course.commands import Stop
from course.paths import MODULES

SLIP = re.compile(r"^Slip: ([^.\n]+)\.", re.M)


@dataclass
class ExerciseResult:
    """One exercise: its points over all its cells, and what its checks said."""

    name: str
    points: float = 0.0
    possible: float = 0.0
    by_hand: bool = False
    said: list[str] = field(default_factory=list)

    @property
    def slips(self) -> list[str]:
        return list(dict.fromkeys(slip for text in self.said for slip in SLIP.findall(text)))

    @property
    def advice(self) -> str:
        """The first thing to act on: what the first check that is not fully met said."""
        for text in self.said:
            lines = [line for line in text.splitlines() if line.strip()]
            kept = [line for line in lines if not line.startswith(("✓", "Marked on figures", "Next: read on"))]
            if kept:
                return "\n".join(kept)
        return ""


@dataclass(frozen=True)
class CheckResult:
    """What a check found: the exercises, repairs, and the source that the notebook was checked against."""

    source: Path
    exercises: list[ExerciseResult]
    repairs: tuple[str, ...]


def check(path: Path, progress: Callable[[int, int], None] = lambda done, of: None) -> CheckResult:
    """Grade one notebook for its owner, in an ordinary kernel.

    Raises
    ------
    Stop
        If the notebook cannot be read or belongs to no unit of the course.
    """
    try:
        mine = read_notebook(path)
    except Unreadable as problem:
        raise Stop(str(problem)) from None
    source_path = source_of(path, mine)
    ready = restored(mine, read_notebook(source_path))
    ran = run_here(ready.notebook, path.resolve().parent, progress=progress)
    return CheckResult(source_path, by_exercise(scores(ran)), ready.repairs)


def source_of(path: Path, notebook: Any) -> Path:
    """Return the unit that a notebook was made from: by its cells' ids, so that a renamed copy is still known."""
    mine = {grade_id(cell) for cell in notebook.cells} - {None}
    candidates = sorted(MODULES.glob("*/*.ipynb"))
    if not candidates:
        raise Stop("The course's units are not here: run this in the folder that the course was downloaded to.")
    shared = {c: len(mine & {grade_id(cell) for cell in read_notebook(c).cells}) for c in candidates}
    best = max(candidates, key=lambda c: (shared[c], c.name == path.name))
    if not shared[best]:
        raise Stop(f"{path.name} has no graded cell of this course: check one of the units in the learner folder.")
    return best


def by_exercise(cells: list[CellScore]) -> list[ExerciseResult]:
    """Gather the cells' scores by exercise: the part of the id before the last dash."""
    found: dict[str, ExerciseResult] = {}
    for cell in cells:
        name, _, role = cell.name.rpartition("-")
        exercise = found.setdefault(name, ExerciseResult(name))
        exercise.possible += cell.possible
        if role == "reflect" and cell.points is None:
            exercise.by_hand = True
        else:
            exercise.points += cell.points or 0.0
        exercise.said.append(cell.said)
    return list(found.values())
