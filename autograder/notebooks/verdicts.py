"""What the grader says of a submission beside its score: each kind, how grave it is, and the sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from autograder.printable import printable


class Weight(StrEnum):
    """Who has to do something: nobody, the instructor or student, or a person who judges."""

    NOTE = "note"
    ATTENTION = "needs attention"
    FLAG = "flagged"


KINDS: dict[str, tuple[Weight, str]] = {
    # what was put right
    "repaired": (Weight.NOTE, "Put right before grading: {detail}."),
    "not quite": (
        Weight.NOTE,
        "{detail} was not quite in a notebook's format. It was read as it was meant, and graded.",
    ),
    "extra": (Weight.NOTE, "{detail} is no notebook of this assignment and was not graded."),
    "left out": (Weight.NOTE, "{detail} was not used: only ordinary files are handed to a notebook."),
    # what could not be graded as handed in
    "missing": (
        Weight.ATTENTION,
        "{detail} was not handed in, so its questions earn no points. "
        "Hand in the notebook under the name it came with.",
    ),
    "misnamed": (
        Weight.ATTENTION,
        "{detail}. It was graded. Keep the name that a notebook comes with.",
    ),
    "unreadable": (Weight.ATTENTION, "{detail}. It earns no points as it is. Hand in a notebook that opens."),
    "oversized": (Weight.ATTENTION, "{detail}. Clear all outputs, remove pasted data, save, and hand in again."),
    "nothing": (Weight.ATTENTION, "The folder that was handed in holds no notebook of this assignment."),
    # how the run ended
    "too slow": (
        Weight.ATTENTION,
        "{detail} and was stopped. Look for a loop that never ends; what came after it earns no points.",
    ),
    "cell too slow": (Weight.ATTENTION, "{detail} and was interrupted; the cells after it were run."),
    "too much memory": (
        Weight.ATTENTION,
        "{detail} asked for more memory than a submission has. Look for data that grows without end.",
    ),
    "too much disk": (Weight.ATTENTION, "{detail} wrote more than a submission may, and was stopped."),
    "disk full": (
        Weight.ATTENTION,
        "{detail} found the grading machine's own disk full, and was stopped. Make room, and run the grader again: "
        "this submission is graded anew.",
    ),
    "process ended": (
        Weight.ATTENTION,
        "{detail} ended the notebook's own process; what came after it earns no points.",
    ),
    "bad credit": (
        Weight.ATTENTION,
        "{detail} reported more points than it can earn, or no number; it was given none. A person should look.",
    ),
    "bad folder": (
        Weight.ATTENTION,
        "The folder “{detail}” has a name that is not UTF-8 text, so it can be no student's id, and was not graded. "
        "Rename it, and run the grader again.",
    ),
    "not recorded": (
        Weight.ATTENTION,
        "The result could not be written ({detail}). Mend that, and run the grader again.",
    ),
    "grader failed": (
        Weight.ATTENTION,
        "The grader itself failed on this submission ({detail}). Grade it again; if it stays, report it.",
    ),
    # what a person should look at
    "tampered": (Weight.FLAG, "{detail}; it was put back before the checks ran. A person should look."),
    "shown early": (
        Weight.FLAG,
        "{detail} showed a result before it stopped with an error; that result earns nothing. A person should look.",
    ),
    "forged": (
        Weight.FLAG,
        "{detail} wrote to the grader's own pipe. Its results were not taken. A person should look.",
    ),
    "misled": (
        Weight.FLAG,
        "The grader's own probe was answered wrongly after or in {detail}. No check's result was taken. "
        "A person should look.",
    ),
}


PASSING = frozenset({"grader failed", "disk full"})  # no fault of the submission's: the next run grades it again


@dataclass(frozen=True)
class Verdict:
    """One thing to know of a submission.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    detail : str
        What fills its sentence.
    notebook : str, optional
        The notebook it is about; None for the whole submission.
    """

    kind: str
    detail: str = ""
    notebook: str | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"there is no verdict {self.kind!r}: use one of {', '.join(KINDS)}")
        object.__setattr__(self, "detail", printable(self.detail))  # names in it are for learners to choose

    @property
    def weight(self) -> Weight:
        return KINDS[self.kind][0]

    @property
    def say(self) -> str:
        """The sentence that the student and the instructor read."""
        said = KINDS[self.kind][1].format(detail=self.detail)
        begins_with_a_file = "." in said.partition(" ")[0].rstrip(".:")
        return said if begins_with_a_file else said[:1].upper() + said[1:]

    def as_plain_data(self) -> dict[str, Any]:
        return {"kind": self.kind, "detail": self.detail, "notebook": self.notebook}


def gravest(verdicts: Iterable[Verdict]) -> Weight | None:
    """Return the gravest weight among verdicts, None where there are none."""
    found = {verdict.weight for verdict in verdicts}
    return next((weight for weight in (Weight.FLAG, Weight.ATTENTION, Weight.NOTE) if weight in found), None)
