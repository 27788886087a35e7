"""Sound lines of a four-week roster, built without a solver.

Each nurse gets one pattern for either half of the roster, from all the patterns that the rest rules allow. Nurse
after nurse takes the pattern that the others leave most need of, until every shift has its people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from course.rostering.problem import ANYONE, OFF, Cover

HALF_DAYS = 14
RUNS = (2, 3)  # working days in a row
SHORTEST_REST = 2
SWEEPS = 40
SPARE_WORTH = 0.05  # a person too many is better on a day that has few too many


@dataclass(frozen=True)
class Contract:
    """One nurse as the builder sees them.

    Parameters
    ----------
    shifts : tuple of int
        Shifts in the first and in the second half.
    team : str
        The shift worked in either half, for instance ``"DN"``.
    skills : tuple of str
        Skills that cover may ask for.
    leave : tuple of int
        Days of leave.
    full_time : bool
        Whether the contract is a full-time one.
    rotates : bool
        Whether it allows days and nights in the same half.
    """

    shifts: tuple[int, int]
    team: str
    skills: tuple[str, ...]
    leave: tuple[int, ...] = ()
    full_time: bool = True
    rotates: bool = False


@lru_cache(maxsize=1)
def patterns() -> NDArray[np.bool_]:
    """Return every half that keeps runs of two or three, two days of rest, and at most one weekend."""
    every = (np.arange(2**HALF_DAYS)[:, None] >> np.arange(HALF_DAYS) & 1).astype(bool)
    weekends = every[:, [5, 6]].any(axis=1).astype(int) + every[:, [12, 13]].any(axis=1)
    kept = every[(weekends <= 1) & (every.sum(axis=1) <= 6) & (every.sum(axis=1) >= 1)]
    return kept[[_rests(row) for row in kept]]


def _rests(row: NDArray[np.bool_]) -> bool:
    edges = np.flatnonzero(np.diff(np.r_[False, row, False].astype(int)))
    worked, rest = edges[1::2] - edges[::2], edges[2::2] - edges[1:-1:2]
    return bool(np.isin(worked, RUNS).all() and (rest >= SHORTEST_REST).all())


@lru_cache(maxsize=1)
def _ends() -> tuple[NDArray[np.int_], ...]:
    """Return, for each pattern, days off before the first shift and after the last, and the runs at either end."""
    rows = patterns()
    lead_off, tail_off = rows.argmax(axis=1), rows[:, ::-1].argmax(axis=1)
    lead_on = np.where(lead_off == 0, (~rows).argmax(axis=1), 0)
    tail_on = np.where(tail_off == 0, (~rows[:, ::-1]).argmax(axis=1), 0)
    return lead_off, tail_off, lead_on, tail_on


def _join(first: NDArray[np.int_], second: NDArray[np.int_], no_run_across: bool) -> NDArray[np.bool_]:
    """Return which first halves may be followed by which second halves."""
    lead_off, tail_off, lead_on, tail_on = _ends()
    rest = tail_off[first][:, None] + lead_off[second][None, :]
    run = tail_on[first][:, None] + lead_on[second][None, :]
    across = (rest == 0) & (run <= max(RUNS)) & (not no_run_across)
    return np.asarray(across | (rest >= SHORTEST_REST))


def sound_lines(
    contracts: Sequence[Contract], covers: Sequence[Cover], rng: np.random.Generator
) -> list[tuple[str, ...]] | None:
    """Return a line for each nurse that together meet all cover, or None where the builder does not get there.

    Parameters
    ----------
    contracts : sequence of Contract
        The nurses.
    covers : sequence of Cover
        What each shift needs; the weights are not looked at.
    rng : numpy.random.Generator
        Decides the order and the first patterns.
    """
    demand = _Demand(covers)
    chosen: list[tuple[int, int] | None] = [None] * len(contracts)
    for _ in range(SWEEPS):
        for place in rng.permutation(len(contracts)):
            each = contracts[place]
            if (old := chosen[place]) is not None:
                demand.add(each, old, -1)
            new = _best_pair(each, demand.need(each), rng)
            if new is None:
                return None
            chosen[place] = new
            demand.add(each, new, 1)
        if demand.met:
            return [_line(each, pair) for each, pair in zip(contracts, chosen, strict=True) if pair is not None]
    return None


class _Demand:
    """How far each demand is met while lines are chosen: arrays of (skill or anyone, shift) by day."""

    def __init__(self, covers: Sequence[Cover]) -> None:
        self.short: dict[tuple[str, str], NDArray[np.float64]] = {}
        for cover in covers:
            days = self.short.setdefault((cover.skill, cover.shift), np.zeros(2 * HALF_DAYS))
            days[cover.day] = cover.needed

    @property
    def met(self) -> bool:
        return all(bool((days <= 0).all()) for days in self.short.values())

    def add(self, each: Contract, pair: tuple[int, int], sign: int) -> None:
        for half in (0, 1):
            worked = patterns()[pair[half]]
            for skill in (ANYONE, *each.skills):
                if (days := self.short.get((skill, each.team[half]))) is not None:
                    days[half * HALF_DAYS : (half + 1) * HALF_DAYS] -= sign * worked

    def need(self, each: Contract) -> NDArray[np.float64]:
        """Return what a shift of this nurse is worth on each day, in people missing."""
        worth = np.zeros(2 * HALF_DAYS)
        for half in (0, 1):
            days = slice(half * HALF_DAYS, (half + 1) * HALF_DAYS)
            for skill in (ANYONE, *each.skills):
                if (short := self.short.get((skill, each.team[half]))) is not None:
                    worth[days] += np.where(short[days] > 0, short[days], SPARE_WORTH * short[days])
        return worth


def _best_pair(each: Contract, worth: NDArray[np.float64], rng: np.random.Generator) -> tuple[int, int] | None:
    """Return the two patterns worth most together, among those that fit the contract and the leave."""
    rows = patterns()
    halves, values = [], []
    for half in (0, 1):
        away = [day - half * HALF_DAYS for day in each.leave if day // HALF_DAYS == half]
        fits = np.flatnonzero((rows.sum(axis=1) == each.shifts[half]) & ~rows[:, away].any(axis=1))
        if not fits.size:
            return None
        halves.append(fits)
        values.append(rows[fits] @ worth[half * HALF_DAYS : (half + 1) * HALF_DAYS] + rng.random(fits.size) * 0.2)
    joined = np.where(_join(halves[0], halves[1], each.team == "ND"), values[0][:, None] + values[1][None, :], -np.inf)
    best = int(joined.argmax())
    if not np.isfinite(joined.flat[best]):
        return None
    first, second = divmod(best, halves[1].size)
    return int(halves[0][first]), int(halves[1][second])


def _line(each: Contract, pair: tuple[int, int]) -> tuple[str, ...]:
    return tuple(each.team[half] if worked else OFF for half in (0, 1) for worked in patterns()[pair[half]].tolist())
