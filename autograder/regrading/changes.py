"""What a mended version changes: who gains or loses how many points in which check, and what the check says now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.assignments.assignment import Assignment
from autograder.notebooks import scoring
from autograder.notebooks.reading import Unreadable, read_notebook

MAX_SAID = 300  # characters of what a check says


@dataclass(frozen=True)
class Change:
    """One check of one student that earns another number of points.

    Parameters
    ----------
    student, notebook, check : str
        Whose, and where.
    before, after : float or None
        Automatic points; None where a person marks.
    possible : float
        The most that the mended check can earn.
    by_hand : float or None
        The points that a person gave in their place: these count, before and after.
    said : str
        What the mended check says of the answer.
    """

    student: str
    notebook: str
    check: str
    before: float | None
    after: float | None
    possible: float
    by_hand: float | None = None
    said: str = ""

    @property
    def gain(self) -> float:
        """The points gained by the automatic score; negative where they are lost."""
        return (self.after or 0.0) - (self.before or 0.0)

    @property
    def counts(self) -> float:
        """The points gained in the student's score: none where a person marked the check."""
        return self.gain if self.by_hand is None else 0.0


@dataclass(frozen=True)
class Selection:
    """Which changes are taken.

    Parameters
    ----------
    only_up : bool
        Of each check, only a change for the better.
    students : frozenset of str, optional
        Only these students; all where it is None.
    """

    only_up: bool = False
    students: frozenset[str] | None = None

    def takes(self, change: Change) -> bool:
        """Return whether a change is taken."""
        theirs = self.students is None or change.student in self.students
        return theirs and (change.gain > 0 or not self.only_up)


@dataclass(frozen=True)
class Score:
    """What a gradebook has of one check of one student."""

    grade: str  # the row's id
    automatic: float | None
    by_hand: float | None
    possible: float


Key = tuple[str, str, str]  # student, notebook, check


def scores_of(assignment: Assignment) -> dict[Key, Score]:
    """Return every graded cell of everybody who was graded."""
    found = {}
    with assignment.gradebook() as gradebook:
        for handed_in in gradebook.find_assignment(assignment.name).submissions:
            for notebook in handed_in.notebooks:
                for grade in notebook.grades:
                    key = (handed_in.student_id, notebook.name, grade.name)
                    found[key] = Score(grade.id, grade.auto_score, grade.manual_score, grade.max_score)
    return found


def changes_between(before: Assignment, after: Assignment, students: Iterable[str]) -> list[Change]:
    """Return the checks that earn another number of points in a second gradebook, student by student."""
    old, new, wanted = scores_of(before), scores_of(after), set(students)
    found = []
    for key, score in sorted(new.items()):
        was = old.get(key)
        if key[0] in wanted and was is not None and was.automatic != score.automatic:
            said = _said(after, *key)
            found.append(Change(*key, was.automatic, score.automatic, score.possible, was.by_hand, said))
    return found


def _said(assignment: Assignment, student: str, notebook: str, check: str) -> str:
    """Return what a check said when it ran, in its first lines; "" where the notebook cannot be read."""
    path = assignment.folder("autograded", student) / f"{notebook}.ipynb"
    cell = next((cell for cell in _cells(path) if cell.metadata.get("nbgrader", {}).get("grade_id") == check), None)
    return "" if cell is None else scoring.said(cell).strip()[-MAX_SAID:]


def _cells(path: Path) -> list[Any]:
    try:
        return list(read_notebook(path).cells)
    except Unreadable:
        return []
