"""Where a day's mix of shifts is short, and the leanest shifts that would close it.

A plan is a mapping as the decision keeps it; hours run from 00:00 and blocks are of four hours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from course.staffing.coverage import BLOCK_HOURS, BLOCKS, HOURS
from course.units.staffing.census_to_ftes.shift_mix_model import SHIFTS, ShiftMix, as_row, float_blocks, planned_hours

_COVER = {key: shift.covers[::BLOCK_HOURS].astype(bool) for key, shift in SHIFTS.items()}


@dataclass(frozen=True)
class Span:
    """A run of blocks with the same number of nurses.

    Parameters
    ----------
    start_hour, hours : int
        When it begins and how long it lasts; it may run past midnight.
    nurses : int
        How many, in each of its blocks.
    """

    start_hour: int
    hours: int
    nurses: int

    @property
    def end_hour(self) -> int:
        """From 1 to 24."""
        return (self.start_hour + self.hours - 1) % HOURS + 1

    @property
    def blocks(self) -> list[int]:
        """The blocks it runs through, 0 for the one from midnight."""
        first = self.start_hour // BLOCK_HOURS
        return [(first + step) % BLOCKS for step in range(self.hours // BLOCK_HOURS)]


@dataclass(frozen=True)
class Way:
    """Shifts to add so that a span is short no more.

    Parameters
    ----------
    shifts : tuple of str
        The shifts, each to get `nurses` more.
    nurses : int
        How many more on each of them.
    total_hours : float
        Worked hours of the day with them.
    """

    shifts: tuple[str, ...]
    nurses: int
    total_hours: float


def spans(by_block: ArrayLike) -> list[Span]:
    """Return the runs of blocks in which somebody is counted, those of most nurses first.

    Parameters
    ----------
    by_block : array of int, shape (6,)
        Nurses by block, for instance those missing; blocks with none are in no run.

    Returns
    -------
    list of Span
        In falling order of nurses, then of hours; a run goes on past midnight.

    Raises
    ------
    ValueError
        If there are not six blocks.
    """
    nurses = [int(each) for each in np.asarray(by_block)]
    if len(nurses) != BLOCKS:
        raise ValueError(f"by_block must hold {BLOCKS} blocks of {BLOCK_HOURS} hours; it holds {len(nurses)}")
    if len(set(nurses)) == 1:
        return [Span(0, HOURS, nurses[0])] if nurses[0] > 0 else []
    found = []
    for first in range(BLOCKS):
        if nurses[first] > 0 and nurses[first] != nurses[first - 1]:
            length = next(n for n in range(1, BLOCKS) if nurses[(first + n) % BLOCKS] != nurses[first])
            found.append(Span(first * BLOCK_HOURS, length * BLOCK_HOURS, nurses[first]))
    return sorted(found, key=lambda span: (-span.nurses, -span.hours, span.start_hour))


def ways_to_close(mix: ShiftMix, plan: Mapping[str, Any], span: Span, at_most: int = 2) -> list[Way]:
    """Return the leanest additions of one or two shifts that close a span.

    Parameters
    ----------
    mix : ShiftMix
        The unit's patients and rules.
    plan : mapping
        Nurses by shift, as it is now.
    span : Span
        Where nurses are missing.
    at_most : int
        How many ways to return.

    Returns
    -------
    list of Way
        By worked hours, then by fewer shifts, all within the float limit; none where no two shifts reach it.
    """
    row, blocks = as_row(plan), span.blocks
    now, floats = float(planned_hours(row)), int(float_blocks(row))
    found = []
    for keys in (*((key,) for key in SHIFTS), *combinations(SHIFTS, 2)):
        if _reaches(keys, blocks) and not any(_reaches((key,), blocks) for key in keys if len(keys) > 1):
            added = span.nurses * sum(SHIFTS[key].hours for key in keys)
            more_floats = span.nurses * sum(SHIFTS[key].is_float for key in keys)
            if more_floats == 0 or floats + more_floats <= mix.float_limit:
                found.append((added, len(keys), Way(keys, span.nurses, now + added)))
    found.sort(key=lambda each: each[:2])
    return [way for *_, way in found[:at_most]]


def _reaches(keys: Sequence[str], blocks: Sequence[int]) -> bool:
    """Whether the shifts together are there in every block."""
    return all(any(_COVER[key][block] for key in keys) for block in blocks)
