"""A prediction that a lab asks for before it tells what a plan means; it is kept as a guess is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from course.decisions import plan_file
from course.decisions.rules import Promise
from course.labs.controls import Reading
from course.labs.kept import kept_for

ENTRY = "prediction"
PREDICT_FIRST = "Predict first. Once your prediction is kept, the lab says what the plan means."


@dataclass(frozen=True)
class Prediction:
    """What is predicted, and how it is told beside what is so.

    Parameters
    ----------
    plan : str
        Name under which it is kept.
    question : str
        In one sentence.
    options : tuple of (value, label)
        A few.
    found : callable, optional
        Takes the result of the lab's first view, and says what is so in a sentence.
    veils : bool
        Whether the picture would give it away: then it is veiled until the prediction is kept.
    """

    plan: str
    question: str
    options: tuple[tuple[str, str], ...]
    found: Callable[[Any], str] | None = None
    veils: bool = False

    def as_data(self) -> dict[str, Any]:
        """Return what the page draws of it."""
        return {"question": self.question, "options": [list(option) for option in self.options], "veils": self.veils}

    def keep(self, value: str, case_id: str) -> None:
        """Keep a prediction; where the disk refuses it, the lab goes on without."""
        try:
            plan_file.keep(self.plan, {ENTRY: value}, case_id=case_id)
        except plan_file.PlanProblem:
            return

    def kept(self, case_id: str) -> str | None:
        """Return the prediction that was kept, or None where there is none among the options."""
        kept = kept_for(self.plan, case_id)
        value = None if kept is None else kept.decisions.get(ENTRY)
        return value if isinstance(value, str) and value in dict(self.options) else None

    def beside(self, value: str, start: Any) -> str:
        """Tell a prediction beside what is so in the lab's first view."""
        label = dict(self.options)[value]
        said = "" if self.found is None else f" {self.found(start)}"
        return f"You predicted: {label.rstrip('.')}.{said}"


def how_many(n: int) -> tuple[tuple[str, str], ...]:
    """Return the options "none", "1" up to "all 4", for a question how many."""
    return (("0", "none"), *((str(k), str(k)) for k in range(1, n)), (str(n), f"all {n}"))


def kept_of(promises: Sequence[Promise]) -> str:
    """Say how many promises the first view keeps, and which."""
    kept = [p.name for p in promises if p.kept]
    return f"It keeps {len(kept) or 'none'} of {len(promises)}{': ' + ', '.join(kept) if kept else ''}."


def untold(said: Reading) -> Reading:
    """Return a reading whose marks have their names alone, and whose sentence and table tell nothing."""
    names = [(None, text.partition(":")[0]) for _, text in said.marks]
    return replace(said, sentence=PREDICT_FIRST, marks=names, table=[])
