"""The record of a regrade: what it changes, and all that is needed to finish it after a kill, or to take it back."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from autograder.assignments.assignment import Assignment
from autograder.regrading.changes import Change
from autograder.regrading.rows import RowChange
from autograder.warm.scratch import remove

FOLDER = "regrades"  # beside the records of an assignment's submissions
FILE = "regrade.json"
UNFINISHED = ".part"  # of a record that is still being made


class State(StrEnum):
    """How far a regrade is."""

    APPLYING = "applying"
    APPLIED = "applied"
    UNDOING = "undoing"
    UNDONE = "undone"


@dataclass(frozen=True)
class Swap:
    """A file or folder of the course that a regrade replaces.

    Parameters
    ----------
    place : str
        Where it stands, seen from the course's folder.
    name : str
        Under which its other version is kept, in `new` or `old` of the record's folder.
    was_there : bool
        Whether there was one before.
    student : str or None
        Whose it is; None for what is the assignment's.
    """

    place: str
    name: str
    was_there: bool
    student: str | None = None


@dataclass(frozen=True)
class Regrade:
    """One regrade.

    Parameters
    ----------
    folder : Path
        Where its record is; the folder's name is its id.
    at : str
        When it was applied, as ISO 8601.
    state : State
        How far it is.
    changes : tuple of Change
        What was taken.
    rows : tuple of RowChange
        Fields of the gradebook.
    swaps : tuple of Swap
        Files and folders.
    graded_at : dict of str to str
        By student, when the result that was applied was made: what bears another time was graded again since.
    """

    folder: Path
    at: str
    state: State
    changes: tuple[Change, ...]
    rows: tuple[RowChange, ...]
    swaps: tuple[Swap, ...]
    graded_at: dict[str, str]

    @property
    def id(self) -> str:
        return self.folder.name

    @property
    def new(self) -> Path:
        """What is to stand in the course, until it does."""
        return self.folder / "new"

    @property
    def old(self) -> Path:
        """What stood in the course before."""
        return self.folder / "old"

    def now(self, state: State) -> Regrade:
        """Write that it has come this far, in one step, and return it."""
        moved = replace(self, state=state)
        moved.write()
        return moved

    def write(self) -> None:
        """Write the record whole or not at all."""
        data = {k: v for k, v in asdict(self).items() if k != "folder"}
        draft = self.folder / f"{FILE}.new"
        draft.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
        os.replace(draft, self.folder / FILE)


def read(folder: Path) -> Regrade:
    """Return the regrade of which a folder is the record."""
    data: dict[str, Any] = json.loads((folder / FILE).read_text(encoding="utf-8"))
    return Regrade(
        folder,
        data["at"],
        State(data["state"]),
        tuple(Change(**change) for change in data["changes"]),
        tuple(RowChange(**row) for row in data["rows"]),
        tuple(Swap(**swap) for swap in data["swaps"]),
        data["graded_at"],
    )


def records_of(assignment: Assignment) -> list[Regrade]:
    """Return an assignment's regrades, the oldest first."""
    folders = sorted(path.parent for path in _place(assignment).glob(f"*/{FILE}"))
    return [read(folder) for folder in folders if folder.suffix != UNFINISHED]


def new_folder(assignment: Assignment, name: str) -> Path:
    """Return an empty folder for a record that is being made; what a killed run left half made is removed."""
    place = _place(assignment)
    for half in place.glob(f"*{UNFINISHED}"):
        remove(half)
    folder = place / f"{name}{UNFINISHED}"
    for part in ("new", "old"):
        (folder / part).mkdir(parents=True)
    return folder


def finished(made: Regrade) -> Regrade:
    """Let a record that has been made be one, in one step."""
    made.write()
    place = made.folder.with_suffix("")
    made.folder.rename(place)
    return replace(made, folder=place)


def undoable(records: Sequence[Regrade]) -> Regrade | None:
    """Return the last regrade that stands, which is the one that can be taken back."""
    return next((record for record in reversed(records) if record.state is State.APPLIED), None)


def _place(assignment: Assignment) -> Path:
    return assignment.records / FOLDER
