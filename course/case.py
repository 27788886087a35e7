"""The learner's own organisation, drawn from who they are.

Every draw is seeded by the course, the module, the part and the learner's name, so the same learner always
meets the same organisation, and a new part never changes an old one.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from course.cases.finance import FinanceCase

COURSE = "medmgmt"


def generator(module: str, part: str, learner: str) -> np.random.Generator:
    """Return the random generator that belongs to one learner's part of one module."""
    digest = hashlib.sha256(f"{COURSE}|{module}|{part}|{learner}".encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:8], "big"))


def case_for(module: str, learner: str) -> FinanceCase:
    """Return the organisation that a learner runs in a module.

    Raises
    ------
    ValueError
        If the course has no such module.
    """
    if module == "02_finance":
        from course.cases.finance import FinanceCase

        return FinanceCase(learner)
    raise ValueError(f"There is no module {module!r}: use '02_finance'.")


def my_case(module: str) -> FinanceCase:
    """Return your own organisation, and say its name.

    The learner's name is written beside the notebook the first time.
    Where work was done on another learner's organisation, it is read on that one and the output says so.
    """
    from course.identity import remember, who

    remember()
    me = who()
    case = case_for(module, me.learner)
    print(f"Ready. You are the administrative fellow at {case.name}.")
    if me.flagged:
        print(f"Worked on the organisation of {me.learner}; handed in by {me.submitted_by}.")
    return case


def sample_cases(module: str, n: int, start: int = 0) -> list[FinanceCase]:
    """Return `n` organisations that nobody has seen, for checks that a rule must hold for."""
    return [case_for(module, f"sample-{i}") for i in range(start, start + n)]
