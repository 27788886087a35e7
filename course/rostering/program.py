"""The rostering problem as a mixed-integer linear program, in plain arrays that any solver can take.

One column of 0 or 1 says that a nurse works a shift on a day; a column of 0 or 1 that a nurse works a weekend;
two whole columns for each demand count the people missing and the people too many. Rows keep the rules. Since
people missing are allowed at a price, demand alone can never make the program infeasible; and since no rule ties
two nurses together, the program has a solution whenever each nurse alone has a line that keeps the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import gcd, inf

from course.rostering.problem import ANYONE, OFF, Nurse, Request, RosterProblem
from course.rostering.roster import Roster

Cell = tuple[str, int, str]
Terms = Mapping[int, float]
_Worked = Callable[..., Terms]


@dataclass
class Program:
    """Minimize `cost` · columns + `constant`, columns whole and between 0 and `upper`, rows within their bounds.

    `cells` gives the column of each nurse, day and shift that the contract allows.
    """

    cells: dict[Cell, int] = field(default_factory=dict)
    cost: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    rows: list[tuple[float, Terms, float]] = field(default_factory=list)
    constant: float = 0.0

    def column(self, upper: float, cost: float = 0.0) -> int:
        """Add a whole column and return its place."""
        self.cost.append(cost)
        self.upper.append(upper)
        return len(self.cost) - 1

    def row(self, low: float, terms: Terms, high: float) -> None:
        """Add a row, unless no column is in it and its bounds allow nothing to be worked."""
        if terms or not low <= 0 <= high:
            self.rows.append((low, terms, high))

    def roster(self, problem: RosterProblem, values: Sequence[float]) -> Roster:
        """Return the roster that a solution's columns stand for."""
        lines = {n.id: [OFF] * problem.days for n in problem.nurses}
        for (nurse, day, shift), column in self.cells.items():
            if values[column] > 0.5:
                lines[nurse][day] = shift
        return {name: tuple(line) for name, line in lines.items()}


def build_program(problem: RosterProblem) -> Program:
    """Return the program of a rostering problem.

    The rows of rest follow the formulation published with the benchmark instances of schedulingbenchmarks.org
    (Curtois and Qu 2014), where a run too short is forbidden length by length.
    """
    program = Program()
    for nurse in problem.nurses:
        _add_cells(program, problem, nurse)
        _add_line_rules(program, problem, nurse)
    _add_cover(program, problem)
    for request in problem.requests:
        _add_request(program, problem, request)
    return program


# ---------------------------------------------------------------- one nurse's line


def _add_cells(program: Program, problem: RosterProblem, nurse: Nurse) -> None:
    for day in range(problem.days):
        for shift in problem.shifts:
            if day not in nurse.leave and nurse.may_work(shift.id):
                program.cells[nurse.id, day, shift.id] = program.column(1)


def _columns(program: Program, nurse: str, days: Iterable[int], shifts: Iterable[str]) -> list[int]:
    """Return the columns of a nurse on these days and shifts, as far as the contract allows them."""
    wanted = [(nurse, day, shift) for day in days for shift in shifts]
    return [program.cells[cell] for cell in wanted if cell in program.cells]


def _add_line_rules(program: Program, problem: RosterProblem, nurse: Nurse) -> None:
    ids = list(problem.shift)

    def worked(*days: int) -> Terms:
        return dict.fromkeys(_columns(program, nurse.id, days, ids), 1.0)

    for day in range(problem.days):
        program.row(-inf, worked(day), 1)
    _add_successions(program, problem, nurse)
    _add_runs(program, problem.days, nurse, worked)
    weekends = []
    for weekend in problem.weekends:
        weekends.append(program.column(1))
        for day in weekend:
            program.row(-inf, {**worked(day), weekends[-1]: -1.0}, 0)
    program.row(-inf, dict.fromkeys(weekends, 1.0), nurse.max_weekends)
    _add_minutes(program, problem, nurse)
    for shift, most in nurse.max_shifts.items():
        program.row(-inf, dict.fromkeys(_columns(program, nurse.id, range(problem.days), [shift]), 1.0), most)


def _add_successions(program: Program, problem: RosterProblem, nurse: Nurse) -> None:
    """Keep a shift and all those that must not follow it, together, to one in two days."""
    for day in range(problem.days - 1):
        for shift in problem.shifts:
            before = _columns(program, nurse.id, [day], [shift.id])
            after = _columns(program, nurse.id, [day + 1], shift.forbidden_next)
            if before and after:
                program.row(-inf, dict.fromkeys(before + after, 1.0), 1)


def _add_runs(program: Program, days: int, nurse: Nurse, worked: _Worked) -> None:
    most = nurse.max_consecutive_shifts
    for first in range(days - most):
        program.row(-inf, worked(*range(first, first + most + 1)), most)
    for length in range(1, nurse.min_consecutive_shifts):
        for before, inside, after in _spans(days, length):
            # Off, `length` days of work, off: at least one of these must not be so.
            terms = {**worked(before, after), **dict.fromkeys(worked(*inside), -1.0)}
            program.row(1 - length, terms, inf)
    for length in range(1, nurse.min_consecutive_days_off):
        for before, inside, after in _spans(days, length):
            terms = {**worked(before, after), **dict.fromkeys(worked(*inside), -1.0)}
            program.row(-inf, terms, 1)
    longest = nurse.max_consecutive_days_off
    for first in range(days - longest) if longest is not None else ():
        window = range(first, first + longest + 1) if longest is not None else range(0)
        if not any(day in nurse.leave for day in window):
            program.row(1, worked(*window), inf)


def _spans(days: int, length: int) -> Iterable[tuple[int, range, int]]:
    """Yield the day before, the days of, and the day after each run of a length that lies within the roster."""
    for before in range(days - length - 1):
        yield before, range(before + 1, before + 1 + length), before + 1 + length


def _add_minutes(program: Program, problem: RosterProblem, nurse: Nurse) -> None:
    """Bound the minutes, in the largest unit that all shifts are multiples of."""
    unit = gcd(*(s.minutes for s in problem.shifts))
    terms = {
        column: float(s.minutes // unit)
        for s in problem.shifts
        for column in _columns(program, nurse.id, range(problem.days), [s.id])
    }
    program.row(-(-nurse.min_minutes // unit), terms, nurse.max_minutes // unit)


# ---------------------------------------------------------------- cover and requests


def _add_cover(program: Program, problem: RosterProblem) -> None:
    for cover in problem.covers:
        able = [n.id for n in problem.nurses if cover.skill == ANYONE or cover.skill in n.skills]
        terms = {column: 1.0 for name in able for column in _columns(program, name, [cover.day], [cover.shift])}
        missing = program.column(cover.needed, cover.under_weight)
        extra = program.column(max(0, len(able) - cover.needed), cover.over_weight)
        program.row(cover.needed, {**terms, missing: 1.0, extra: -1.0}, cover.needed)


def _add_request(program: Program, problem: RosterProblem, request: Request) -> None:
    shifts = problem.shift if request.shift == OFF else [request.shift]
    sign = -request.weight if request.wanted else request.weight
    program.constant += request.weight if request.wanted else 0
    for column in _columns(program, request.nurse, [request.day], shifts):
        program.cost[column] += sign
