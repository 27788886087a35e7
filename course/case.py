"""Which module has which Case, and how a learner is received in it."""

from __future__ import annotations

import importlib

from course.cases.base import BaseCase

# A new module is one line here: its folder, and where its Case is.
MODULES = {
    "01_role": "course.units.role.case:RoleCase",
    "02_finance": "course.units.finance.case:FinanceCase",
    "03_staffing": "course.units.staffing.case:StaffingCase",
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
    home, _, name = MODULES[module].partition(":")
    case: BaseCase = getattr(importlib.import_module(home), name)(learner)
    return case


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
