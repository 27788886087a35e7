"""One open shift, and five people at home who might take it: what each rule says, read from real lines.

Somebody on the unit cannot come. Of the five who are off that day, the rules let one come; each of the others is
stopped by one rule, and each by another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from course.rostering.problem import OFF, Nurse, RosterProblem
from course.rostering.roster import DAY_OFF_MARK, Roster
from course.rostering.violations import (
    LEAVE,
    LONG_RUN,
    SHIFT_LIMIT,
    SHORT_REST,
    SUCCESSION,
    line_violations,
)

if TYPE_CHECKING:
    import pandas as pd

    from course.units.staffing.case import StaffingCase
    from course.units.staffing.rosters.roster_draw import PostedRoster

LETTERS = "ABCDE"
# The rules as the unit's wall has them, by the number that the exercise gives them.
RULES = {"1": SUCCESSION, "2": LONG_RUN, "3": SHORT_REST, "4": LEAVE, "5": SHIFT_LIMIT}
STOPPING = ("2", "3", "4", "5")  # each stops one of the five; hardly anybody rests a day after a night
DAYS_AROUND = 4  # shown before and after the open shift
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True)
class OpenShift:
    """A shift that somebody must take, and who is at home.

    Parameters
    ----------
    day : int
        Counted from 0.
    shift : str
        The shift's letter.
    nurses : mapping of str to Nurse
        The five who are off, by label.
    lines : mapping of str to tuple of str
        Their lines on the roster, by label.
    problem : RosterProblem
        The rules of the unit.
    """

    day: int
    shift: str
    nurses: Mapping[str, Nurse]
    lines: Mapping[str, tuple[str, ...]]
    problem: RosterProblem

    @property
    def name(self) -> str:
        """The shift in words, for instance "the night shift of Tue 9"."""
        label = self.problem.shift[self.shift].label.split(",")[0]
        return f"the {label} shift of {WEEKDAYS[self.problem.weekday(self.day)]} {self.day + 1}"

    @property
    def table(self) -> pd.DataFrame:
        """The days around the open shift, a row for each of the five: a letter, a point for off, L for leave."""
        import pandas as pd

        around: Sequence[int] = range(self.day - DAYS_AROUND, self.day + DAYS_AROUND + 1)
        around = [day for day in around if 0 <= day < self.problem.days]
        rows = {label: [self._contract(label), *(self._shown(label, day) for day in around)] for label in LETTERS}
        heads = ["contract", *(f"{WEEKDAYS[self.problem.weekday(day)]} {day + 1}" for day in around)]
        names = pd.Index([f"{label} {self.nurses[label].id}" for label in LETTERS], name="who")
        return pd.DataFrame(list(rows.values()), index=names, columns=heads)

    def _contract(self, label: str) -> str:
        allowed = [shift.label.split(",")[0] for shift in self.problem.shifts if self.nurses[label].may_work(shift.id)]
        return f"{allowed[0]}s only" if len(allowed) == 1 else " and ".join(f"{name}s" for name in allowed)

    def _shown(self, label: str, day: int) -> str:
        worked = self.lines[label][day]
        if worked == OFF and day in self.nurses[label].leave:
            return "L"
        return "?" if day == self.day else worked or DAY_OFF_MARK

    def stopped_by(self, label: str) -> str | None:
        """Return the number of the rule that the nurse would break, or None for the one who may come."""
        kinds = taking_breaks(self.problem, self.nurses[label], self.lines[label], self.day, self.shift)
        return next((number for number, rule in RULES.items() if kinds == {rule}), None)


def open_shift_of(my: StaffingCase) -> OpenShift:
    """Return the open shift of a learner's unit."""
    return draw(my.part("open shift"), my.roster)


def draw(rng: np.random.Generator, case: PostedRoster) -> OpenShift:
    """Draw a shift with one nurse who may take it and one whom each rule stops.

    Raises
    ------
    LookupError
        If the roster has no such shift, which no drawn unit has shown.
    """
    problem, wanted = case.problem, [frozenset[str](), *(frozenset({RULES[number]}) for number in STOPPING)]
    # A place near the roster's edge is harder to read, and the wall's own roster has troubles of its own.
    for roster, edge in ((case.mended, DAYS_AROUND), (case.mended, 1), (case.posted, 1)):
        places = [(day, shift) for day in range(edge, problem.days - edge) for shift in problem.shift]
        for place in rng.permutation(len(places)):
            day, shift = places[place]
            off = _whom(problem, roster, day, shift)
            if all(kinds in off for kinds in wanted):
                chosen = [str(rng.choice(off[kinds])) for kinds in wanted]
                names = dict(zip(LETTERS, (chosen[i] for i in rng.permutation(len(chosen))), strict=True))
                nurses = {label: problem.nurse[name] for label, name in names.items()}
                return OpenShift(day, shift, nurses, {label: roster[name] for label, name in names.items()}, problem)
    raise LookupError("This unit has no shift on which every rule stops somebody.")


def taking_breaks(problem: RosterProblem, nurse: Nurse, line: tuple[str, ...], day: int, shift: str) -> frozenset[str]:
    """Return the rules that a nurse's line would break with one more shift and keeps without it."""
    taken = (*line[:day], shift, *line[day + 1 :])
    now = {violation.rule for violation in line_violations(problem, nurse, line)}
    return frozenset(violation.rule for violation in line_violations(problem, nurse, taken)) - now


def _whom(problem: RosterProblem, roster: Roster, day: int, shift: str) -> dict[frozenset[str], list[str]]:
    """Return the nurses who are off that day, by the rules that the shift would break."""
    found: dict[frozenset[str], list[str]] = {}
    for nurse in problem.nurses:
        if roster[nurse.id][day] == OFF:
            found.setdefault(taking_breaks(problem, nurse, roster[nurse.id], day, shift), []).append(nurse.id)
    return found
