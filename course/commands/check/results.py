"""Gathers what a run notebook's cells earned and said, by exercise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from autograder.notebooks.scoring import CellScore
from course.bundle import Bundle
from course.commands.outputs import Cell, Told, told_by, why_it_stopped


@dataclass(frozen=True)
class Ran:
    """One notebook that has run.

    Parameters
    ----------
    scores : tuple of CellScore
        nbgrader's, which alone count.
    cells : tuple of mapping
        Its cells with their outputs.
    notes : tuple of str
        What there is to say of how it ran.
    """

    scores: tuple[CellScore, ...]
    cells: tuple[Cell, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class CheckedCell:
    """One graded cell: its score, and what it says."""

    score: CellScore
    told: Told

    @property
    def unmet(self) -> bool:
        return self.score.points is not None and self.score.points < self.score.possible

    @property
    def to_mend(self) -> list[str]:
        """What is to be mended; of a check that tells no data, all its text."""
        return list(self.told.to_mend) or self.score.said.splitlines()


@dataclass
class ExerciseResult:
    """One exercise: its points over all its cells, and what its checks said.

    `stopped` says why the answer's own cell stopped, as data or in Python's words; None where it did not.
    """

    name: str
    points: float = 0.0
    possible: float = 0.0
    by_hand: bool = False
    cells: list[CheckedCell] = field(default_factory=list)
    stopped: Bundle | str | None = None

    @property
    def slips(self) -> list[str]:
        return list(dict.fromkeys(slip for cell in self.cells for slip in cell.told.slips))

    @property
    def complete(self) -> bool:
        return not self.by_hand and self.points >= self.possible


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


def by_exercise(ran: Ran) -> list[ExerciseResult]:
    """Gather the cells' scores by exercise: the part of the id before the last dash."""
    by_id = {_grade_id(cell): cell for cell in ran.cells}
    stopped = _stopped_answers(ran.cells)
    found: dict[str, ExerciseResult] = {}
    for score in ran.scores:
        name, _, role = score.name.rpartition("-")
        exercise = found.setdefault(name, ExerciseResult(name, stopped=stopped.get(name)))
        exercise.possible += score.possible
        if role == "reflect" and score.points is None:
            exercise.by_hand = True
        else:
            exercise.points += score.points or 0.0
        exercise.cells.append(CheckedCell(score, told_by(by_id[score.name]) if score.name in by_id else Told()))
    return list(found.values())


def _stopped_answers(cells: Iterable[Cell]) -> dict[str, Bundle | str]:
    """Return why the answer's cell stopped, for each exercise where it did."""
    found = {}
    for cell in cells:
        role = cell["metadata"].get("nbgrader", {})
        if role.get("solution") and not role.get("grade") and (why := why_it_stopped(cell)) is not None:
            found[role["grade_id"].rpartition("-")[0]] = why
    return found


def _grade_id(cell: Cell) -> str | None:
    name: str | None = cell["metadata"].get("nbgrader", {}).get("grade_id")
    return name
