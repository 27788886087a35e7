"""Draws one open shift: of the five who are off that day, the rules let one come; each of the others is stopped by
one rule, and each by another.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from course.cases.drawing import first_found
from course.rostering.problem import OFF, RosterProblem
from course.rostering.roster import Roster
from course.units.staffing.rosters.open_shift_model import (
    DAYS_AROUND,
    LETTERS,
    RULES,
    OpenShift,
    count_by_step,
    rules_broken_by_taking,
)
from course.units.staffing.rosters.roster_model import DrawnRoster

STOPPING = ("2", "3", "4", "5")  # rules each of which stops one of the five; hardly anybody rests a day after a night
_WANTED = (frozenset[str](), *(frozenset({RULES[number]}) for number in STOPPING))


def draw(rng: np.random.Generator, unit: DrawnRoster) -> OpenShift:
    """Draw a shift with one nurse who may take it and one whom each rule stops."""
    return first_found(_tries(rng, unit), "shift on which every rule stops somebody")


def _tries(rng: np.random.Generator, unit: DrawnRoster) -> Iterator[OpenShift | None]:
    """Look at every place of the sound roster, then of the posted one, which has troubles of its own."""
    problem = unit.case.problem
    # A place near the roster's edge is harder to read.
    for roster, edge in ((unit.sound, DAYS_AROUND), (unit.sound, 1), (unit.case.posted, 1)):
        places = [(day, shift) for day in range(edge, problem.days - edge) for shift in problem.shift]
        for place in rng.permutation(len(places)):
            day, shift = places[place]
            off = _off_by_broken_rules(problem, roster, day, shift)
            yield _open_shift(rng, unit, roster, day, shift, off) if all(rules in off for rules in _WANTED) else None


def _open_shift(
    rng: np.random.Generator,
    unit: DrawnRoster,
    roster: Roster,
    day: int,
    shift: str,
    off: dict[frozenset[str], list[str]],
) -> OpenShift:
    """Choose somebody for each rule and somebody who may come, and label them in any order."""
    problem = unit.case.problem
    chosen = [str(rng.choice(off[rules])) for rules in _WANTED]
    names = dict(zip(LETTERS, (chosen[i] for i in rng.permutation(len(chosen))), strict=True))
    return OpenShift(
        day=day,
        shift=shift,
        nurses={label: problem.nurse[name] for label, name in names.items()},
        lines={label: roster[name] for label, name in names.items()},
        problem=problem,
        counts=count_by_step(problem, unit.sound, day, shift),
    )


def _off_by_broken_rules(
    problem: RosterProblem, roster: Roster, day: int, shift: str
) -> dict[frozenset[str], list[str]]:
    """Return the nurses who are off that day, by the rules that the shift would break."""
    found: dict[frozenset[str], list[str]] = {}
    for nurse in problem.nurses:
        line = roster[nurse.id]
        if line[day] == OFF:
            found.setdefault(rules_broken_by_taking(problem, nurse, line, day, shift), []).append(nurse.id)
    return found
