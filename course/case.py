"""The organization that a learner runs in a module: the parts that its units add, joined into one case."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from course.cases.base import BaseCase

UNITS = Path(__file__).parent / "units"


@dataclass(frozen=True)
class Module:
    """Where a module's units are, and how its learner is received.

    Parameters
    ----------
    package : str
        Folder under ``course/units``.
    greeting : str
        First words in the notebook; ``{name}`` stands for the organization.
    """

    package: str
    greeting: str


# A new module is one line here.
MODULES = {
    "01_role": Module("role", "Ready. You are the administrative fellow at {name}."),
    "02_finance": Module(
        "finance", "Ready. You are the administrative fellow at {name}, and its money is yours to watch."
    ),
    "03_staffing": Module(
        "staffing", "Ready. You are the administrative fellow at {name}, and its staffing is yours to plan."
    ),
}


def case_for(module: str, learner: str) -> BaseCase:
    """Return the organization that a learner runs in a module.

    Raises
    ------
    ValueError
        If the course has no such module.
    """
    if module not in MODULES:
        known = ", ".join(repr(name) for name in MODULES)
        raise ValueError(f"There is no module {module!r}: use one of {known}.")
    return joined_case(module)(learner)


@cache
def joined_case(module: str) -> type[BaseCase]:
    """Return the case of a module, joined from the ``case.py`` of each of its units.

    A unit types its labs by its own case, so adding a unit needs no edit outside its folder.
    """
    package = MODULES[module].package
    parts = [
        part
        for file in sorted((UNITS / package).glob("*/case.py"))
        for part in vars(importlib.import_module(f"course.units.{package}.{file.parent.name}.case")).values()
        if isinstance(part, type) and issubclass(part, BaseCase) and part is not BaseCase
    ]
    leaves = [part for part in dict.fromkeys(parts) if not any(part in other.__mro__[1:] for other in parts)]
    about = {
        "module": module,
        "greeting": MODULES[module].greeting,
        "__doc__": f"A learner's organization in {module}.",
    }
    return cast("type[BaseCase]", type(f"{package.title()}Case", tuple(leaves), about))


def my_case(module: str) -> BaseCase:
    """Return your own organization, and say its name.

    The learner's name is written beside the notebook the first time.
    Where work was done on another learner's organization, it is read on that one and the output says so.

    Raises
    ------
    ValueError
        If the course has no such module.
    """
    from course.identity import remember, who

    me = who()
    case = case_for(module, me.learner)
    remember()
    print(case.greeting.format(name=case.name))
    if me.flagged:
        print(f"Worked on the organization of {me.learner}; handed in by {me.submitted_by}.")
    return case


def sample_cases(module: str, n: int, start: int = 0) -> list[BaseCase]:
    """Return `n` organizations that nobody has seen, for checks that a rule must hold for."""
    return [case_for(module, f"sample-{i}") for i in range(start, start + n)]
