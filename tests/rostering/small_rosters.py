"""Small rosters for the tests, and other ways to the same answers."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from course.rostering.problem import OFF, Cover, Nurse, Request, RosterProblem, ShiftType
from course.rostering.program import Program
from course.rostering.roster import Roster, cost, cover_gaps
from course.rostering.violations import line_violations
from course.rostering.worker import search

DAY = ShiftType("D", 480)
NIGHT = ShiftType("N", 600, forbidden_next=("D",))


def problem(*nurses: Nurse, days: int = 4, **more: Any) -> RosterProblem:
    """Return a problem with days and nights."""
    return RosterProblem(days=days, shifts=(DAY, NIGHT), nurses=nurses or (nurse(),), **more)


def nurse(name: str = "Ann", **rules: Any) -> Nurse:
    """Return a nurse whom nothing binds but the rules given."""
    return Nurse(name, **{"max_minutes": 10**5, **rules})


def line(text: str) -> tuple[str, ...]:
    """Return a line from letters, with a point for a day off."""
    return tuple(OFF if letter == "." else letter for letter in text)


def blank(given: RosterProblem) -> Roster:
    """Return the roster in which nobody works."""
    return {each.id: (OFF,) * given.days for each in given.nurses}


def demand(shift: str, *needed: int, under: int = 10, over: int = 0, skill: str = "") -> tuple[Cover, ...]:
    """Return the cover of one shift, day by day."""
    return tuple(Cover(day, shift, people, under, over, skill) for day, people in enumerate(needed))


def best(given: RosterProblem) -> dict[str, Any]:
    """Return the solver's answer, asked in this process."""
    return search(given, seconds=60, threads=1)


def every_line(given: RosterProblem) -> list[tuple[str, ...]]:
    """Return every line there is."""
    return list(itertools.product([OFF, *given.shift], repeat=given.days))


def least_cost(given: RosterProblem) -> int | None:
    """Return the least cost of a roster that breaks nothing, by trying them all; None if there is none."""
    legal = [[row for row in every_line(given) if not line_violations(given, each, row)] for each in given.nurses]
    rosters = (dict(zip(given.nurse, rows, strict=True)) for rows in itertools.product(*legal))
    return min((cost(given, roster).total for roster in rosters), default=None)


def drawn_problem(rng: np.random.Generator, people: int = 2, days: int = 4) -> RosterProblem:
    """Return a small problem with every kind of rule somewhere in it."""
    nurses = tuple(drawn_nurse(rng, f"n{place}", days) for place in range(people))
    covers = tuple(
        Cover(day, shift, int(rng.integers(0, 3)), int(rng.integers(1, 9)), int(rng.integers(0, 4)), skill)
        for day in range(days)
        for shift in "DN"
        for skill in ("", "charge")
    )
    wishes = tuple(
        Request(each.id, day, str(rng.choice(["D", "N", ""])), int(rng.integers(1, 6)), bool(rng.integers(2)))
        for each in nurses
        for day in range(days)
        if rng.random() < 0.4
    )
    return problem(*nurses, days=days, covers=covers, requests=wishes, first_weekday=int(rng.integers(7)))


def drawn_nurse(rng: np.random.Generator, name: str, days: int) -> Nurse:
    """Return a nurse with rules that bind now and then."""
    longest, rest = int(rng.integers(1, 4)), int(rng.integers(1, 3))
    return nurse(
        name,
        max_minutes=480 * int(rng.integers(2, days + 1)),
        min_minutes=480 * int(rng.integers(0, 2)),
        max_consecutive_shifts=longest,
        min_consecutive_shifts=int(rng.integers(1, longest + 1)),
        min_consecutive_days_off=rest,
        max_consecutive_days_off=int(rng.integers(rest, days + 1)),
        max_weekends=int(rng.integers(0, 2)),
        max_shifts={"N": int(rng.integers(0, 3))},
        leave=tuple(day for day in range(days) if rng.random() < 0.1),
        skills=("charge",) if rng.random() < 0.5 else (),
    )


def keeps_every_row(program: Program, given: RosterProblem, roster: Roster) -> bool:
    """Return whether a roster satisfies the program, with the other columns set as kindly as they can be."""
    worked = [(name, day, shift) for name, row in roster.items() for day, shift in enumerate(row) if shift != OFF]
    if any(cell not in program.cells for cell in worked):
        return False
    values = np.zeros(len(program.cost))
    values[[program.cells[cell] for cell in worked]] = 1
    others = iter(sorted(set(range(len(values))) - set(program.cells.values())))
    for name in given.nurse:
        for weekend in given.weekends:
            values[next(others)] = any(roster[name][day] != OFF for day in weekend)
    gaps = {(g.cover.day, g.cover.shift, g.cover.skill): g for g in cover_gaps(given, roster)}
    for cover in given.covers:
        gap = gaps.get((cover.day, cover.shift, cover.skill))
        values[next(others)], values[next(others)] = (gap.missing, gap.extra) if gap else (0, 0)
    rows = (
        (low, sum(factor * values[column] for column, factor in terms.items()), high)
        for low, terms, high in program.rows
    )
    return bool((values <= np.array(program.upper)).all()) and all(low <= total <= high for low, total, high in rows)
