"""Which rules a roster breaks, named in words for a nurse and a day.

The rules of one nurse's line do not depend on anybody else, so an edit asks again only about that line and about
the cover of that day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from course.rostering.problem import OFF, Nurse, RosterProblem
from course.rostering.roster import (
    MINUTES_AN_HOUR,
    CoverGap,
    Line,
    Roster,
    cover_gaps,
    line_with,
    minutes_worked,
    validated,
    weekends_worked,
    with_edit,
)

LEAVE, SUCCESSION, LONG_RUN, SHORT_RUN = "leave", "forbidden succession", "too many in a row", "too few in a row"
SHORT_REST, LONG_REST, WEEKENDS = "too few days off in a row", "too many days off in a row", "weekends"
TOO_LONG, TOO_SHORT, SHIFT_LIMIT = "hours above contract", "hours below contract", "limit of a shift type"
RULES = (
    LEAVE,
    SUCCESSION,
    LONG_RUN,
    SHORT_RUN,
    SHORT_REST,
    LONG_REST,
    WEEKENDS,
    TOO_LONG,
    TOO_SHORT,
    SHIFT_LIMIT,
)


@dataclass(frozen=True)
class Violation:
    """One rule that one nurse's line breaks.

    Parameters
    ----------
    nurse : str
        Whose line it is.
    day : int or None
        Where it shows, counted from 0; None where it is about the whole roster.
    rule : str
        One of `RULES`.
    say : str
        What is wrong, in a sentence, with days counted from 1 as on the wall.
    """

    nurse: str
    day: int | None
    rule: str
    say: str


def line_violations(problem: RosterProblem, nurse: Nurse, line: Line) -> list[Violation]:
    """Return the rules that one nurse's line breaks, in the order of `RULES`."""
    found_runs = runs(line)
    return [
        Violation(nurse.id, day, rule, f"{nurse.id} {say}.")
        for rule, check in _CHECKS
        for day, say in check(problem, nurse, line, found_runs)
    ]


def violations(problem: RosterProblem, roster: Roster) -> list[Violation]:
    """Return every rule that a roster breaks, nurse by nurse; none of them is about cover.

    Raises
    ------
    ValueError
        If the roster does not fit the problem.
    """
    whole = validated(problem, roster)
    return [v for name, line in whole.items() for v in line_violations(problem, problem.nurse[name], line)]


class LiveCheck:
    """A roster under edit, with its violations and cover kept up to date.

    Parameters
    ----------
    problem : RosterProblem
        The rules.
    roster : Roster
        Where the edits start.

    Raises
    ------
    ValueError
        If the roster does not fit the problem.
    """

    def __init__(self, problem: RosterProblem, roster: Roster) -> None:
        self.problem = problem
        self.roster: Roster = validated(problem, roster)
        self._of_line = {n.id: line_violations(problem, n, self.roster[n.id]) for n in problem.nurses}
        self._of_day = [cover_gaps(problem, self.roster, day) for day in range(problem.days)]

    @property
    def violations(self) -> list[Violation]:
        """Broken rules, nurse by nurse."""
        return [v for found in self._of_line.values() for v in found]

    @property
    def gaps(self) -> list[CoverGap]:
        """Cover missed or exceeded, day by day."""
        return [gap for found in self._of_day for gap in found]

    @property
    def under_cover(self) -> list[CoverGap]:
        """Cover missed, day by day."""
        return [gap for gap in self.gaps if gap.missing]

    def edit(self, nurse: str, day: int, shift: str) -> None:
        """Change one nurse's day, and ask again about that line and that day's cover alone.

        Raises
        ------
        ValueError
            If there is no such nurse, day or shift; nothing is changed then.
        """
        if shift != OFF and shift not in self.problem.shift:
            raise ValueError(f"{shift!r} is no shift of this roster ({', '.join(self.problem.shift)}).")
        self.roster = with_edit(self.roster, nurse, day, shift)
        self._of_line[nurse] = line_violations(self.problem, self.problem.nurse[nurse], self.roster[nurse])
        self._of_day[day] = cover_gaps(self.problem, self.roster, day)


def who_can_take(problem: RosterProblem, roster: Roster, day: int, shift: str) -> list[str]:
    """Return the nurses who are off that day and whose line would break no more rules with the shift than now."""
    able = []
    for nurse in problem.nurses:
        line = roster[nurse.id]
        if line[day] == OFF:
            taken = line_with(line, day, shift)
            if len(line_violations(problem, nurse, taken)) <= len(line_violations(problem, nurse, line)):
                able.append(nurse.id)
    return able


# ---------------------------------------------------------------- the rules, one by one

Found = Iterator[tuple[int | None, str]]


@dataclass(frozen=True)
class Run:
    """Days in a row that are all worked, or all off; the last day is `end` - 1."""

    working: bool
    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start

    def at_edge(self, days: int) -> bool:
        """Return whether the run touches the first or the last day, so that its full length is not known."""
        return self.start == 0 or self.end == days


def runs(line: Line) -> list[Run]:
    """Return the runs of working days and of days off, in order."""
    found, start = [], 0
    for working, group in groupby(line, key=lambda shift: shift != OFF):
        end = start + len(list(group))
        found.append(Run(working, start, end))
        start = end
    return found


def _leave(problem: RosterProblem, nurse: Nurse, line: Line, spans: list[Run]) -> Found:
    for day in sorted(nurse.leave):
        if line[day] != OFF:
            yield day, f"works {line[day]} on day {day + 1}, which is leave"


def _succession(problem: RosterProblem, nurse: Nurse, line: Line, spans: list[Run]) -> Found:
    for day in range(1, len(line)):
        before, after = line[day - 1], line[day]
        if before != OFF and after in problem.shift[before].forbidden_next:
            yield day, f"works {after} on day {day + 1} straight after {before}"


def _long_run(problem: RosterProblem, nurse: Nurse, line: Line, spans: list[Run]) -> Found:
    most = nurse.max_consecutive_shifts
    for run in spans:
        if run.working and run.length > most:
            yield run.start + most, f"works {run.length} days in a row from day {run.start + 1}. The limit is {most}"


def _short_run(problem: RosterProblem, nurse: Nurse, line: Line, spans: list[Run]) -> Found:
    least = nurse.min_consecutive_shifts
    for run in spans:
        if run.working and run.length < least and not run.at_edge(len(line)):
            yield run.start, f"works only {run.length} in a row from day {run.start + 1}. The least is {least}"


def _short_rest(problem: RosterProblem, nurse: Nurse, line: Line, spans: list[Run]) -> Found:
    least = nurse.min_consecutive_days_off
    for run in spans:
        if not run.working and run.length < least and not run.at_edge(len(line)):
            yield run.start, f"has only {_days(run.length)} off from day {run.start + 1}. The rule asks for {least}"


def _long_rest(problem: RosterProblem, nurse: Nurse, line: Line, spans: list[Run]) -> Found:
    most = nurse.max_consecutive_days_off
    if most is None:
        return
    for run in spans:
        for day in _days_beyond(run, most, nurse) if not run.working else ():
            yield day, f"is off more than {most} days in a row on day {day + 1} without leave"
            break


def _days_beyond(run: Run, most: int, nurse: Nurse) -> Iterator[int]:
    """Yield the days of a run that end a stretch longer than `most` without a day of leave in it."""
    for last in range(run.start + most, run.end):
        if not any(last - most <= day <= last for day in nurse.leave):
            yield last


def _weekends(problem: RosterProblem, nurse: Nurse, line: Line, spans: list[Run]) -> Found:
    worked = weekends_worked(problem, line)
    if worked > nurse.max_weekends:
        yield None, f"works {worked} weekends. The limit is {nurse.max_weekends}"


def _hours_above(problem: RosterProblem, nurse: Nurse, line: Line, spans: list[Run]) -> Found:
    worked = minutes_worked(problem, line)
    if worked > nurse.max_minutes:
        yield None, f"works {_hours(worked)} hours. The limit is {_hours(nurse.max_minutes)}"


def _hours_below(problem: RosterProblem, nurse: Nurse, line: Line, spans: list[Run]) -> Found:
    worked = minutes_worked(problem, line)
    if worked < nurse.min_minutes:
        yield None, f"works {_hours(worked)} hours. The contract asks for {_hours(nurse.min_minutes)}"


def _shift_limit(problem: RosterProblem, nurse: Nurse, line: Line, spans: list[Run]) -> Found:
    for shift, most in nurse.max_shifts.items():
        worked = line.count(shift)
        if worked > most:
            yield line.index(shift), f"works {worked} shifts {shift}. The limit is {most}"


def _days(count: int) -> str:
    return "one day" if count == 1 else f"{count} days"


def _hours(minutes: int) -> str:
    return f"{minutes / MINUTES_AN_HOUR:g}"


_CHECKS: tuple[tuple[str, Callable[[RosterProblem, Nurse, Line, list[Run]], Found]], ...] = (
    (LEAVE, _leave),
    (SUCCESSION, _succession),
    (LONG_RUN, _long_run),
    (SHORT_RUN, _short_run),
    (SHORT_REST, _short_rest),
    (LONG_REST, _long_rest),
    (WEEKENDS, _weekends),
    (TOO_LONG, _hours_above),
    (TOO_SHORT, _hours_below),
    (SHIFT_LIMIT, _shift_limit),
)
