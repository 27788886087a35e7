"""What a hostile or broken submission is: what is handed in, and what the grader is to say and give for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Points = tuple[float | None, ...]

FULL: Points = (3, 4, 4, 2)
HONEST: Points = (3, 4, 2, 2)  # the neighbor found two of four parts
NOTHING: Points = (0, 0, 0, 0)
BLANK: dict[str, str] = {}  # every answer as it was released

RIGHT = {
    "double": "def double(x):\n    return 2 * x",
    "table": "totals = pd.Series([1.0, 2.0, 3.0])",
    "part": "parts = [1, 2, 3, 4]",
    "mark": "mark = 2.0",
}

# A cell that gets what it wanted says so: the suite looks for the word in everything that was put out.
PRELUDE = """
def attempt(act):
    try:
        found = act()
    except BaseException as problem:
        print("refused:", type(problem).__name__, problem)
    else:
        print("REACHED", repr(found)[:200])
"""


@dataclass(frozen=True)
class Case:
    """One submission.

    Parameters
    ----------
    name : str
        What it does.
    cells : sequence of str
        Learner's cells before the first answer; ``$name`` stands for a place of the arena.
    verdicts : set of str
        The kinds that the grader is to give, all of them.
    points : tuple
        What the four checks are to earn.
    answers : mapping
        What is written into the answer cells.
    last : sequence of str
        Learner's cells at the end.
    files : mapping
        Raw files that are handed in besides, or in place of, the notebook.
    notebook : callable, optional
        Turns the notebook's JSON into the bytes that are handed in; None hands none in.
    make : callable, optional
        Makes in the folder what is no ordinary file.
    says : sequence of str
        Words that a verdict must hold.
    """

    name: str
    cells: Sequence[str] = ()
    verdicts: frozenset[str] | set[str] = frozenset()
    points: Points = FULL
    answers: Mapping[str, str] = field(default_factory=lambda: RIGHT)
    last: Sequence[str] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    notebook: Callable[[dict[str, Any]], bytes | None] | None = None
    make: Callable[[Path, Mapping[str, str]], None] | None = None
    says: Sequence[str] = ()


def refused(name: str, *attempts: str, before: str = "") -> Case:
    """A case of attempts that must all fail, while the honest rest of the notebook earns its points."""
    lines = "\n".join(f"attempt(lambda: {attempt})" for attempt in attempts)
    return Case(name, [PRELUDE, f"{before}\n{lines}"])
