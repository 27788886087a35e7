"""The learner's own organization, drawn from who they are.

Every draw is seeded by the course, the module, the part and the learner's name, so the same learner always
meets the same organization, and a new part never changes an old one.
"""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, cast, overload

import numpy as np

if TYPE_CHECKING:
    from course.cases.finance import FinanceCase
    from course.cases.role import RoleCase
    from course.cases.staffing import StaffingCase

COURSE = "medmgmt"


class Case(Protocol):
    """The organization that a learner runs in one module; each module adds parts of its own."""

    @property
    def name(self) -> str:
        """What the organization is called: the same in every module."""
        ...

    @property
    def case_id(self) -> str:
        """A short fingerprint, kept with each plan."""
        ...


@dataclass(frozen=True)
class Module:
    """Where the organization of one module is drawn, and how its learner is received.

    Parameters
    ----------
    package : str
        Imported when the first case is asked for.
    case : str
        Name of its class, made from a learner's name.
    greeting : str
        First words in the notebook; ``{name}`` stands for the organization.
    """

    package: str
    case: str
    greeting: str

    def of(self, learner: str) -> Case:
        make = cast("Callable[[str], Case]", getattr(importlib.import_module(self.package), self.case))
        return make(learner)


MODULES = {
    "01_role": Module("course.cases.role", "RoleCase", "Ready. You start today as administrative fellow at {name}."),
    "02_finance": Module("course.cases.finance", "FinanceCase", "Ready. You are the administrative fellow at {name}."),
    "03_staffing": Module(
        "course.cases.staffing",
        "StaffingCase",
        "Ready. You are the administrative fellow at {name}, and its staffing is yours to plan.",
    ),
}


def generator(module: str, part: str, learner: str) -> np.random.Generator:
    """Return the random generator that belongs to one learner's part of one module."""
    digest = hashlib.sha256(f"{COURSE}|{module}|{part}|{learner}".encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:8], "big"))


@overload
def case_for(module: Literal["01_role"], learner: str) -> RoleCase: ...
@overload
def case_for(module: Literal["02_finance"], learner: str) -> FinanceCase: ...
@overload
def case_for(module: Literal["03_staffing"], learner: str) -> StaffingCase: ...
@overload
def case_for(module: str, learner: str) -> Case: ...
def case_for(module: str, learner: str) -> Case:
    """Return the organization that a learner runs in a module.

    Raises
    ------
    ValueError
        If the course has no such module.
    """
    return _known(module).of(learner)


def my_case(module: str) -> Case:
    """Return your own organization, and say its name.

    The learner's name is written beside the notebook the first time.
    Where work was done on another learner's organization, it is read on that one and the output says so.

    Raises
    ------
    ValueError
        If the course has no such module.
    """
    from course.identity import remember, who

    known = _known(module)
    remember()
    me = who()
    case = known.of(me.learner)
    print(known.greeting.format(name=case.name))
    if me.flagged:
        print(f"Worked on the organization of {me.learner}; handed in by {me.submitted_by}.")
    return case


def sample_cases(module: str, n: int, start: int = 0) -> list[Case]:
    """Return `n` organizations that nobody has seen, for checks that a rule must hold for."""
    return [case_for(module, f"sample-{i}") for i in range(start, start + n)]


def _known(module: str) -> Module:
    if module not in MODULES:
        known = ", ".join(repr(name) for name in MODULES)
        raise ValueError(f"There is no module {module!r}: use one of {known}.")
    return MODULES[module]
