"""One open shift, and five people at home who might take it: what each rule says, read from real lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from course.rostering.problem import OFF, Nurse, RosterProblem
from course.rostering.roster import DAY_OFF_MARK, Line, Roster, line_with
from course.rostering.violations import (
    LEAVE,
    LONG_REST,
    LONG_RUN,
    SHIFT_LIMIT,
    SHORT_REST,
    SUCCESSION,
    line_violations,
)
from course.units.staffing.rosters.roster_model import day_name, shift_word

if TYPE_CHECKING:
    import pandas as pd

LETTERS = "ABCDE"
# The rules as the unit's wall has them, by the number that the exercise gives them.
RULES = {"1": SUCCESSION, "2": LONG_RUN, "3": SHORT_REST, "4": LEAVE, "5": SHIFT_LIMIT}
DAYS_AROUND = 4  # shown before and after the open shift
# What keeps people away, in the order in which a manager would strike them from the list, and the rest of them.
AT_WORK, LOSES_REST, BEYOND_CONTRACT, MAY_COME = "at work", "rest", "contract", "may come"
STEPS = (AT_WORK, LEAVE, SHIFT_LIMIT, LOSES_REST, BEYOND_CONTRACT)
_STRUCK_BY = {
    LEAVE: {LEAVE},
    SHIFT_LIMIT: {SHIFT_LIMIT},
    LOSES_REST: {SUCCESSION, LONG_RUN, SHORT_REST, LONG_REST},
}


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
    counts : mapping of str to int
        People of the unit by what keeps them away, in the order of `STEPS`, and how many may come.
    """

    day: int
    shift: str
    nurses: Mapping[str, Nurse]
    lines: Mapping[str, Line]
    problem: RosterProblem
    counts: Mapping[str, int]

    @property
    def name(self) -> str:
        """The shift in words, for instance "the night shift of Tue 9"."""
        return f"the {shift_word(self.problem, self.shift)} shift of {day_name(self.problem, self.day)}"

    @property
    def people(self) -> int:
        """Everybody on the unit."""
        return sum(self.counts.values())

    @property
    def may_come(self) -> int:
        """How many may take the shift."""
        return self.counts[MAY_COME]

    @property
    def table(self) -> pd.DataFrame:
        """The days around the open shift, a row for each of the five: a letter, a point for off, L for leave."""
        import pandas as pd

        around = range(max(0, self.day - DAYS_AROUND), min(self.problem.days, self.day + DAYS_AROUND + 1))
        rows = [[self._contract(label), *(self._shown(label, day) for day in around)] for label in LETTERS]
        heads = ["contract", *(day_name(self.problem, day) for day in around)]
        names = pd.Index([f"{label} {self.nurses[label].id}" for label in LETTERS], name="who")
        return pd.DataFrame(rows, index=names, columns=heads)

    def _contract(self, label: str) -> str:
        nurse = self.nurses[label]
        allowed = [shift_word(self.problem, s.id) for s in self.problem.shifts if nurse.may_work(s.id)]
        return f"{allowed[0]}s only" if len(allowed) == 1 else " and ".join(f"{name}s" for name in allowed)

    def _shown(self, label: str, day: int) -> str:
        worked = self.lines[label][day]
        if worked == OFF and day in self.nurses[label].leave:
            return "L"
        return "?" if day == self.day else worked or DAY_OFF_MARK


def rule_that_stops(shift: OpenShift, label: str) -> str | None:
    """Return the number of the rule that one of the five would break, or None for the one who may come."""
    broken = rules_broken_by_taking(shift.problem, shift.nurses[label], shift.lines[label], shift.day, shift.shift)
    return next((number for number, rule in RULES.items() if broken == {rule}), None)


def rules_broken_by_taking(problem: RosterProblem, nurse: Nurse, line: Line, day: int, shift: str) -> frozenset[str]:
    """Return the rules that a nurse's line would break with one more shift and keeps without it."""
    now = {violation.rule for violation in line_violations(problem, nurse, line)}
    taken = line_with(line, day, shift)
    return frozenset(violation.rule for violation in line_violations(problem, nurse, taken)) - now


def count_by_step(problem: RosterProblem, roster: Roster, day: int, shift: str) -> dict[str, int]:
    """Return how many of the unit each step strikes from the list, and how many are left."""
    found = Counter(
        AT_WORK
        if roster[nurse.id][day] != OFF
        else _struck(rules_broken_by_taking(problem, nurse, roster[nurse.id], day, shift))
        for nurse in problem.nurses
    )
    return {step: found[step] for step in (*STEPS, MAY_COME)}


def _struck(broken: frozenset[str]) -> str:
    """Return the first step that strikes somebody whose line would break these rules."""
    if not broken:
        return MAY_COME
    return next((step for step, rules in _STRUCK_BY.items() if broken & rules), BEYOND_CONTRACT)
