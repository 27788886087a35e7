"""`medmgmt check`: grades one notebook for its owner, and names each slip."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.blueprint import from_source
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
    cells: list[CellScore] = field(default_factory=list)

    @property
    def slips(self) -> list[str]:
        return list(dict.fromkeys(slip for cell in self.cells for slip in SLIP.findall(cell.said)))

    @property
    def complete(self) -> bool:
        return not self.by_hand and self.points >= self.possible

    @property
    def paid(self) -> str:
        """The points as a learner reads them."""
        return "by hand" if self.by_hand else f"{self.points:g} of {self.possible:g}"

    @property
    def advice(self) -> str:
        """The first thing to act on: what the first check that did not earn all its points said."""
        if self.complete:
            return "✓ all points"
        unmet = next((cell for cell in self.cells if cell.points is not None and cell.points < cell.possible), None)
        return without_praise(unmet.said) if unmet else ""


def without_praise(said: str) -> str:
    """Return what an unmet check said, without the parts that are right and their next actions."""
    kept: list[str] = []
    praised = False
    for line in said.splitlines():
        after_praise, praised = praised, line.startswith(("✓", "Marked on figures"))
        if line.strip() and not praised and not (after_praise and line.startswith("Next: ")):
            kept.append(line)
    return "\n".join(kept)


@dataclass(frozen=True)
class CheckResult:
    """What a check found: the exercises, repairs, and the source that the notebook was checked against."""

    source: Path
    exercises: list[ExerciseResult]
    notes: tuple[str, ...]

    @property
    def marked(self) -> list[ExerciseResult]:
        """The exercises that are marked at once, not by hand."""
        return [e for e in self.exercises if not e.by_hand]

    @property
    def complete(self) -> bool:
        return all(e.complete for e in self.marked)


def summary(result: CheckResult) -> str:
    """Return the points in all, and what to do next."""
    earned, possible = sum(e.points for e in result.marked), sum(e.possible for e in result.marked)
    first = next((e.name for e in result.marked if not e.complete), None)
    step = f"look at “{first}” first" if first else "say it to the board, and go on to the next unit"
    return f"{earned:g} of {possible:g} points. Next: {step}."


def as_plain_data(result: CheckResult) -> dict[str, Any]:
    """Return a result as plain data, for JSON."""
    return {
        "unit": result.source.stem,
        "summary": summary(result),
        "notes": list(result.notes),
        "exercises": [
            {"exercise": e.name, "points": e.paid, "slips": e.slips, "advice": e.advice} for e in result.exercises
        ],
    }


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
    ready = restored(mine, from_source(source_path.stem, read_notebook(source_path)))
    ran = run_here(ready.notebook, path.resolve().parent, progress=progress)
    renamed = (f"Checked as {source_path.stem}: the notebook was renamed.",) if source_path.name != path.name else ()
    notes = renamed + tuple(f"Repaired for this check: {repair}." for repair in ready.repairs)
    return CheckResult(source_path, by_exercise(scores(ran)), notes)


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
        exercise.cells.append(cell)
    return list(found.values())
