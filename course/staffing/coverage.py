"""A day by the hour: how many nurses the patients need, how many are on duty, and what that costs.

Hours run from 00:00 to 23:00 and blocks are of four hours, so a day has 24 hours and six blocks. A shift that starts
in the evening runs past midnight and, the same every day, covers the first hours of this day as well.
Counts of nurses are arrays whose last axis follows the shifts; earlier axes are plans.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course import validation as require
from course.staffing.ratios import BLOCK_MINUTES, BREAK_MINUTES, nurses_at_all_times, nurses_by_ratio

__all__ = [
    "Coverage",
    "HourPrices",
    "Shift",
    "census_by_block",
    "day_cost_usd",
    "on_duty_by_block",
    "on_duty_by_hour",
    "required_by_block",
    "required_by_hour",
    "worked_hours",
]

HOURS = 24
BLOCK_HOURS = int(BLOCK_MINUTES) // 60
BLOCKS = HOURS // BLOCK_HOURS
NIGHT_HOURS = tuple(hour for hour in range(HOURS) if hour >= 20 or hour < 8)


@dataclass(frozen=True)
class Shift:
    """A shift that repeats every day.

    Parameters
    ----------
    start_hour : int
        From 0 to 23.
    hours : int
        Length, from 1 to 24; past midnight it goes on in the first hours.
    is_float : bool
        Whether a nurse of the float pool works it, who has a premium.
    """

    start_hour: int
    hours: int
    is_float: bool = False

    def __post_init__(self) -> None:
        """Refuse a start outside the day or a length that is none."""
        require.whole("start_hour", self.start_hour)
        require.whole("hours", self.hours, at_least=1)
        require.no_more_than("start_hour", self.start_hour, "last hour of a day", HOURS - 1)
        require.no_more_than("hours", self.hours, "hours in a day", HOURS)

    @property
    def covers(self) -> NDArray[np.int_]:
        """One for each of the 24 hours that a nurse on this shift is there, zero for the others."""
        hours = np.zeros(HOURS, dtype=int)
        hours[(self.start_hour + np.arange(self.hours)) % HOURS] = 1
        return hours


@dataclass(frozen=True)
class HourPrices:
    """What a worked hour costs in dollars, and what comes on top at night and in a float block."""

    hour_usd: float
    night_extra_usd: float = 0.0
    float_extra_usd: float = 0.0

    def __post_init__(self) -> None:
        """Refuse negative prices."""
        for name in ("hour_usd", "night_extra_usd", "float_extra_usd"):
            require.non_negative(name, getattr(self, name))


@dataclass(frozen=True)
class Coverage:
    """Nurses required, scheduled and really there, in each hour or each block.

    Parameters
    ----------
    required, scheduled, actual : array
        Nurses; the last axis is the hour or the block. Actual is scheduled less those who called out.
    """

    required: NDArray[Any]
    scheduled: NDArray[Any]
    actual: NDArray[Any]

    @property
    def gaps(self) -> NDArray[Any]:
        """Nurses missing on the day, whether they were never scheduled or called out."""
        return np.clip(self.required - self.actual, 0, None)

    @property
    def spare(self) -> NDArray[Any]:
        """Nurses on duty beyond those required; spare in one hour is no help in another."""
        return np.clip(self.actual - self.required, 0, None)


def census_by_block(census_by_hour: ArrayLike) -> NDArray[Any]:
    """Return the most patients in each four-hour block.

    Parameters
    ----------
    census_by_hour : array, shape (..., 24)
        Patients at each hour from 00:00.

    Returns
    -------
    array, shape (..., 6)
        The most and not the mean: the ratio holds in the fullest hour too.

    Raises
    ------
    ValueError
        If there are not 24 hours.
    """
    return np.asarray(_blocks(census_by_hour, "census_by_hour").max(axis=-1))


def required_by_block(
    census_by_hour: Sequence[int], patients_per_nurse: int, break_minutes: float = BREAK_MINUTES
) -> NDArray[np.int_]:
    """Return the nurses that each block needs: by the ratio at its fullest hour, with break relief.

    Parameters
    ----------
    census_by_hour : sequence of int
        Patients at each of the 24 hours.
    patients_per_nurse : int
        Most patients to a nurse, at all times.
    break_minutes : float
        Minutes that each nurse is away in a block.

    Returns
    -------
    array of int, shape (6,)
        Nurses who count; a charge nurse without patients comes on top.

    Raises
    ------
    ValueError
        If there are not 24 hours, or a figure is not whole or out of bounds.
    """
    fullest = census_by_block(census_by_hour)
    return np.array([nurses_at_all_times(int(n), patients_per_nurse, break_minutes, BLOCK_MINUTES) for n in fullest])


def required_by_hour(
    census_by_hour: Sequence[int], patients_per_nurse: int, break_minutes: float = BREAK_MINUTES
) -> NDArray[np.int_]:
    """Return the nurses that each hour needs; the highest hour of a block is what `required_by_block` gives.

    Parameters
    ----------
    census_by_hour : sequence of int
        Patients at each of the 24 hours.
    patients_per_nurse : int
        Most patients to a nurse, at all times.
    break_minutes : float
        Minutes that each nurse is away in a block; its relief is there for the whole block.

    Returns
    -------
    array of int, shape (24,)
        Nurses who count.

    Raises
    ------
    ValueError
        If there are not 24 hours, or a figure is not whole or out of bounds.
    """
    by_block = required_by_block(census_by_hour, patients_per_nurse, break_minutes)
    fullest = [nurses_by_ratio(int(most), patients_per_nurse) for most in census_by_block(census_by_hour)]
    relief = np.repeat(by_block - np.array(fullest), BLOCK_HOURS)
    return relief + np.array([nurses_by_ratio(int(patients), patients_per_nurse) for patients in census_by_hour])


def on_duty_by_hour(shifts: Sequence[Shift], nurses: ArrayLike) -> NDArray[Any]:
    """Return the nurses on duty at each hour.

    Parameters
    ----------
    shifts : sequence of Shift
        The shifts of a day.
    nurses : array, shape (..., shifts)
        Nurses on each of them.

    Returns
    -------
    array, shape (..., 24)
        Nurses on duty.

    Raises
    ------
    ValueError
        If there are not as many counts as shifts, or one is negative.
    """
    return np.asarray(_counts(shifts, nurses) @ np.array([shift.covers for shift in shifts]))


def on_duty_by_block(shifts: Sequence[Shift], nurses: ArrayLike) -> NDArray[Any]:
    """Return the fewest nurses on duty in each block.

    Parameters
    ----------
    shifts : sequence of Shift
        The shifts of a day.
    nurses : array, shape (..., shifts)
        Nurses on each of them.

    Returns
    -------
    array, shape (..., 6)
        The fewest over the block's four hours: somebody who leaves half-way does not cover it.

    Raises
    ------
    ValueError
        If there are not as many counts as shifts, or one is negative.
    """
    return np.asarray(_blocks(on_duty_by_hour(shifts, nurses), "hours on duty").min(axis=-1))


def worked_hours(shifts: Sequence[Shift], nurses: ArrayLike) -> Any:
    """Return the hours worked in a day.

    Parameters
    ----------
    shifts : sequence of Shift
        The shifts of a day.
    nurses : array, shape (..., shifts)
        Nurses on each of them.

    Returns
    -------
    array, shape (...)
        Hours; productive ones, to be paid for with their leave.

    Raises
    ------
    ValueError
        If there are not as many counts as shifts, or one is negative.
    """
    return _counts(shifts, nurses) @ np.array([shift.hours for shift in shifts])


def day_cost_usd(shifts: Sequence[Shift], nurses: ArrayLike, prices: HourPrices) -> Any:
    """Return what the hours worked in a day cost.

    Parameters
    ----------
    shifts : sequence of Shift
        The shifts of a day.
    nurses : array, shape (..., shifts)
        Nurses on each of them.
    prices : HourPrices
        What an hour costs; the night's extra counts from 20:00 to 08:00, the float's in float blocks.

    Returns
    -------
    array, shape (...)
        Dollars a day.

    Raises
    ------
    ValueError
        If there are not as many counts as shifts, or one is negative.
    """
    night = [shift.covers[list(NIGHT_HOURS)].sum() for shift in shifts]
    one = [
        shift.hours * (prices.hour_usd + shift.is_float * prices.float_extra_usd) + dark * prices.night_extra_usd
        for shift, dark in zip(shifts, night, strict=True)
    ]
    return _counts(shifts, nurses) @ np.array(one)


def _counts(shifts: Sequence[Shift], nurses: ArrayLike) -> NDArray[Any]:
    """Return the counts as an array, or raise ValueError where they do not fit the shifts."""
    counts = np.asarray(nurses)
    if counts.shape[-1:] != (len(shifts),):
        raise ValueError(f"nurses must hold one count for each of the {len(shifts)} shifts; check the last axis")
    if (counts < 0).any():
        raise ValueError("nurses must be 0 or more on each shift; a call-out is taken from those scheduled")
    return counts


def _blocks(by_hour: ArrayLike, name: str) -> NDArray[Any]:
    """Return hours folded into blocks on a new last axis."""
    hours = np.asarray(by_hour)
    if hours.shape[-1:] != (HOURS,):
        raise ValueError(f"{name} must hold {HOURS} hours from 00:00; check the last axis")
    return hours.reshape(*hours.shape[:-1], BLOCKS, BLOCK_HOURS)
