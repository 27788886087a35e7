"""A roster as plain data, what it costs, and how evenly it treats people.

A roster maps each nurse to a tuple with one entry a day: the id of a shift, or `OFF`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from course.rostering.problem import ANYONE, OFF, Cover, Request, RosterProblem

Line = tuple[str, ...]
Roster = Mapping[str, Line]

MINUTES_AN_HOUR = 60
DAY_OFF_MARK = "."


# ---------------------------------------------------------------- making and changing


def with_edit(roster: Roster, nurse: str, day: int, shift: str) -> Roster:
    """Return a copy of the roster with one nurse's day changed; `OFF` gives the day off.

    Raises
    ------
    ValueError
        If the roster has no such nurse or day.
    """
    if nurse not in roster:
        raise ValueError(f"The roster has no nurse {nurse!r}.")
    line = roster[nurse]
    if not 0 <= day < len(line):
        raise ValueError(f"Day {day} is outside the roster, whose days run from 0 to {len(line) - 1}.")
    return {**roster, nurse: line_with(line, day, shift)}


def line_with(line: Line, day: int, shift: str) -> Line:
    """Return a nurse's line with one day changed."""
    return (*line[:day], shift, *line[day + 1 :])


def validated(problem: RosterProblem, roster: Mapping[str, Iterable[str]]) -> Roster:
    """Return the roster, in the order of the problem, if it has a known entry for each nurse and day.

    Raises
    ------
    ValueError
        If a nurse, a day or a shift is missing or unknown, in one sentence.
    """
    for name in roster:
        if name not in problem.nurse:
            raise ValueError(f"The roster has a line for {name!r}, who is no nurse of this problem.")
    for name in problem.nurse:
        if name not in roster:
            raise ValueError(f"The roster has no line for {name}.")
    whole = {name: tuple(roster[name]) for name in problem.nurse}
    for name, line in whole.items():
        if len(line) != problem.days:
            raise ValueError(f"{name}'s line has {len(line)} days; the roster has {problem.days}.")
        for day, shift in enumerate(line):
            if shift != OFF and shift not in problem.shift:
                raise ValueError(f"{name} works {shift!r} on day {day}, which is no shift of this roster.")
    return whole


def to_lines(roster: Roster) -> dict[str, str]:
    """Return one string a nurse, one letter a day and a point for a day off: ``"DD..NN."``.

    Raises
    ------
    ValueError
        If a shift's id is longer than one letter.
    """
    for name, line in roster.items():
        for shift in line:
            if len(shift) > 1:
                raise ValueError(f"{name} works {shift!r}; only shifts of one letter can be written as a line.")
    return {name: "".join(shift or DAY_OFF_MARK for shift in line) for name, line in roster.items()}


def from_lines(problem: RosterProblem, lines: Mapping[str, str]) -> Roster:
    """Return the roster that `to_lines` wrote.

    Raises
    ------
    ValueError
        If a line does not fit the problem.
    """
    return validated(problem, {name: [OFF if c == DAY_OFF_MARK else c for c in line] for name, line in lines.items()})


def changed_cells(before: Roster, after: Roster) -> list[tuple[str, int]]:
    """Return each nurse and day that differs between two rosters of the same people and days."""
    return [(name, day) for name, line in before.items() for day, shift in enumerate(line) if after[name][day] != shift]


# ---------------------------------------------------------------- what it costs


@dataclass(frozen=True)
class CoverGap:
    """A shift with too few or too many people.

    Parameters
    ----------
    cover : Cover
        What was asked for.
    on_duty : int
        People who count toward it.
    """

    cover: Cover
    on_duty: int

    @property
    def missing(self) -> int:
        return max(0, self.cover.needed - self.on_duty)

    @property
    def extra(self) -> int:
        return max(0, self.on_duty - self.cover.needed)


def on_duty(problem: RosterProblem, roster: Roster, cover: Cover) -> int:
    """Return how many people on a shift count toward a demand."""
    return sum(
        line[cover.day] == cover.shift and (cover.skill == ANYONE or cover.skill in problem.nurse[name].skills)
        for name, line in roster.items()
    )


def cover_gaps(problem: RosterProblem, roster: Roster, day: int | None = None) -> list[CoverGap]:
    """Return where cover is missed or exceeded, in the order of the demands; one day of it if asked."""
    covers = problem.covers if day is None else problem.covers_on[day]
    gaps = (CoverGap(cover, on_duty(problem, roster, cover)) for cover in covers)
    return [gap for gap in gaps if gap.on_duty != gap.cover.needed]


def under_cover(problem: RosterProblem, roster: Roster) -> list[CoverGap]:
    """Return the demands with people missing, each with its day, shift and skill."""
    return [gap for gap in cover_gaps(problem, roster) if gap.missing]


def granted(request: Request, roster: Roster) -> bool:
    """Return whether a request is met."""
    worked = roster[request.nurse][request.day]
    meets = worked != OFF if request.shift == OFF else worked == request.shift
    return meets == request.wanted


@dataclass(frozen=True)
class Cost:
    """The weighted cost of a roster, by what causes it; lower is better."""

    under_cover: int
    over_cover: int
    requests: int

    @property
    def total(self) -> int:
        return self.under_cover + self.over_cover + self.requests


def cost(problem: RosterProblem, roster: Roster) -> Cost:
    """Return the cost that the solver minimizes: people missing, people too many, requests not granted."""
    gaps = cover_gaps(problem, roster)
    return Cost(
        under_cover=sum(g.missing * g.cover.under_weight for g in gaps),
        over_cover=sum(g.extra * g.cover.over_weight for g in gaps),
        requests=requests_lost(problem, roster),
    )


def requests_lost(problem: RosterProblem, roster: Roster) -> int:
    """Return the weight of the requests that a roster does not grant."""
    return sum(request.weight for request in problem.requests if not granted(request, roster))


# ---------------------------------------------------------------- how evenly it treats people


@dataclass(frozen=True)
class Share:
    """What one nurse carries: hours, shifts of each type, weekends worked, requests granted of those made."""

    nurse: str
    hours: float
    shifts: Mapping[str, int]
    weekends: int
    granted: int
    asked: int


def shares(problem: RosterProblem, roster: Roster) -> list[Share]:
    """Return what each nurse carries in the roster."""
    asked: dict[str, list[Request]] = {n.id: [] for n in problem.nurses}
    for request in problem.requests:
        asked[request.nurse].append(request)
    return [
        Share(
            nurse=name,
            hours=minutes_worked(problem, line) / MINUTES_AN_HOUR,
            shifts={s.id: line.count(s.id) for s in problem.shifts},
            weekends=weekends_worked(problem, line),
            granted=sum(granted(r, roster) for r in asked[name]),
            asked=len(asked[name]),
        )
        for name, line in roster.items()
    ]


def minutes_worked(problem: RosterProblem, line: Iterable[str]) -> int:
    """Return the paid minutes of one nurse's line."""
    return sum(problem.shift[shift].minutes for shift in line if shift != OFF)


def weekends_worked(problem: RosterProblem, line: Line) -> int:
    """Return how many weekends of a line hold a shift, one day of it or both."""
    return sum(any(line[day] != OFF for day in weekend) for weekend in problem.weekends)


def spread(values: Iterable[float]) -> float:
    """Return the difference between the most and the least that anybody carries."""
    carried = list(values)
    return max(carried) - min(carried) if carried else 0.0
