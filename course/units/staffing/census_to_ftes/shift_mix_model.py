"""A day's mix of shifts on a nursing unit: what it has to cover, whom it puts on duty, and what it costs.

A plan says how many nurses start a twelve-hour shift at 08 and at 20, an eight-hour shift at 12 and at 16, and a
four-hour float block at each of six times, and whether the charge nurse takes patients. As an array, the last axis
of a plan follows `KEYS`; earlier axes are plans.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course.staffing.coverage import (
    BLOCK_HOURS,
    BLOCKS,
    HOURS,
    Coverage,
    HourPrices,
    Shift,
    day_cost_usd,
    on_duty_by_block,
    on_duty_by_hour,
    required_by_block,
    required_by_hour,
    worked_hours,
)

SHIFTS: Mapping[str, Shift] = MappingProxyType(
    {
        "day_12h": Shift(8, 12),
        "night_12h": Shift(20, 12),
        "noon_8h": Shift(12, 8),
        "evening_8h": Shift(16, 8),
        **{f"float_{BLOCK_HOURS * b:02d}": Shift(BLOCK_HOURS * b, BLOCK_HOURS, is_float=True) for b in range(BLOCKS)},
    }
)
CHARGE = "charge_takes_patients"
KEYS = (*SHIFTS, CHARGE)
MOST_NURSES = {"day_12h": 12, "night_12h": 12, "noon_8h": 3, "evening_8h": 3}  # what the lab's controls allow
MOST_IN_A_FLOAT_BLOCK = 2
MOST_ON_SHIFT = {key: MOST_NURSES.get(key, MOST_IN_A_FLOAT_BLOCK) for key in SHIFTS}
STORY_BLOCKS = (24, 23, 27, 30, 29, 26)  # most patients in the block, nine days in ten; from 00:00
_EVERY_SHIFT = tuple(SHIFTS.values())
_FIRST_FLOAT = len(MOST_NURSES)


@dataclass(frozen=True)
class ShiftMix:
    """What a day's mix of shifts has to cover, and the rules it is held to.

    Parameters
    ----------
    census_by_hour : tuple of int
        Patients at each hour from 00:00 to 23:00 that nine days in ten do not exceed.
    mean_by_hour : tuple of float
        Patients at each hour of an average day; the first is the midnight census.
    patients_per_nurse : int
        Most patients to a nurse, at all times.
    break_minutes : float
        Minutes that each nurse is away in a four-hour block.
    hours_limit : float
        Worked hours a day that the budget has for nurses with patients; the charge nurse is paid apart.
    float_limit : int
        Four-hour float blocks a day, at most.
    today : mapping of str to int or bool
        The mix as it is.
    hour_usd : float
        What a worked hour costs with benefits, in dollars.
    night_extra_usd, float_extra_usd : float
        On top of it for an hour between 20:00 and 08:00, and for an hour of a float block.
    """

    census_by_hour: tuple[int, ...]
    mean_by_hour: tuple[float, ...]
    patients_per_nurse: int
    break_minutes: float
    hours_limit: float
    float_limit: int
    today: Mapping[str, int | bool]
    hour_usd: float
    night_extra_usd: float
    float_extra_usd: float

    @property
    def midnight_census(self) -> float:
        """Patients at midnight of an average day: the count that most reports show."""
        return self.mean_by_hour[0]


def clock(hour: int) -> str:
    """Return an hour of the day as it is said.

    >>> [clock(hour) for hour in (0, 8, 12, 20, 24)]
    ['midnight', '8 a.m.', 'noon', '8 p.m.', 'midnight']
    """
    hour %= HOURS
    if hour % 12 == 0:
        return "noon" if hour else "midnight"
    return f"{hour % 12} {'a.m.' if hour < 12 else 'p.m.'}"


def wrenfield() -> ShiftMix:
    """Return the story's base case."""
    census = hourly_census(STORY_BLOCKS)
    return ShiftMix(
        census_by_hour=census,
        mean_by_hour=tuple(patients - 3.0 for patients in census),
        patients_per_nurse=5,
        break_minutes=30.0,
        hours_limit=166,
        float_limit=2,
        today=twelve_hour_mix(5, 5),
        hour_usd=62.0,
        night_extra_usd=6.0,
        float_extra_usd=9.0,
    )


def twelve_hour_mix(by_day: int, by_night: int) -> Mapping[str, int | bool]:
    """Return a mix of twelve-hour shifts alone, whose charge nurse has patients."""
    return MappingProxyType({**dict.fromkeys(SHIFTS, 0), "day_12h": by_day, "night_12h": by_night, CHARGE: True})


def hourly_census(most_by_block: tuple[int, ...]) -> tuple[int, ...]:
    """Return patients by the hour that reach each block's most and pass smoothly from block to block."""
    middles = np.arange(len(most_by_block)) * BLOCK_HOURS + 1.5
    smooth = np.rint(np.interp(np.arange(HOURS), middles, most_by_block, period=HOURS))
    most = np.repeat(most_by_block, BLOCK_HOURS)
    hours = np.minimum(smooth, most)
    for block, top in enumerate(most_by_block):
        own = slice(block * BLOCK_HOURS, (block + 1) * BLOCK_HOURS)
        if hours[own].max() < top:
            hours[block * BLOCK_HOURS + int(np.argmax(smooth[own]))] = top
    return tuple(int(patients) for patients in hours)


# ---------------------------------------------------------------- one plan or many, as arrays


def as_row(plan: Mapping[str, Any]) -> NDArray[np.int_]:
    """Return a plan by name as a row in the order of `KEYS`."""
    return np.array([int(plan[key]) for key in KEYS])


def as_plan(row: ArrayLike) -> dict[str, Any]:
    """Return a row as a plan that can be kept."""
    plan: dict[str, Any] = {key: int(value) for key, value in zip(KEYS, np.asarray(row), strict=True)}
    return plan | {CHARGE: bool(plan[CHARGE])}


def required(mix: ShiftMix) -> NDArray[np.int_]:
    """Return the nurses that each block needs, by the census that nine days in ten do not exceed."""
    return required_by_block(mix.census_by_hour, mix.patients_per_nurse, mix.break_minutes)


def on_duty(plans: ArrayLike) -> NDArray[Any]:
    """Return the nurses who count in each block of one plan or many; shape (..., 6)."""
    rows = np.asarray(plans)
    return on_duty_by_block(_EVERY_SHIFT, rows[..., :-1]) + rows[..., -1:]


def planned_hours(plans: ArrayLike) -> Any:
    """Return the worked hours of one plan or many, without the charge nurse."""
    return worked_hours(_EVERY_SHIFT, np.asarray(plans)[..., :-1])


def float_blocks(plans: ArrayLike) -> Any:
    """Return the float blocks that one plan or many use."""
    return np.asarray(plans)[..., _FIRST_FLOAT:-1].sum(axis=-1)


def missing_nurse_hours(mix: ShiftMix, plans: ArrayLike) -> Any:
    """Return the nurse-hours a day that are missing where somebody is."""
    return np.clip(required(mix) - on_duty(plans), 0, None).sum(axis=-1) * BLOCK_HOURS


# ---------------------------------------------------------------- the day of one plan


@dataclass(frozen=True)
class Day:
    """What one plan looks like over the day, in plain arrays for a picture.

    Parameters
    ----------
    by_hour, by_block : Coverage
        Nurses required and on duty; a charge nurse with patients is among them.
    census_by_hour : array of int, shape (24,)
        Patients that nine days in ten do not exceed.
    worked_hours : float
        Hours of nurses with patients; the charge nurse is paid apart.
    cost_usd : float
        What these hours cost.
    """

    by_hour: Coverage
    by_block: Coverage
    census_by_hour: NDArray[np.int_]
    worked_hours: float
    cost_usd: float


def day(mix: ShiftMix, plan: Mapping[str, Any], call_outs: Mapping[str, int] | None = None) -> Day:
    """Return a day under one plan, by hour and by block.

    Parameters
    ----------
    mix : ShiftMix
        The unit's patients, ratio and prices.
    plan : mapping
        Nurses by shift, and whether the charge nurse takes patients.
    call_outs : mapping of str to int, optional
        Nurses who call out, by shift; nobody more than are scheduled.

    Returns
    -------
    Day
        Coverage, hours and cost; hours and cost are those scheduled.
    """
    absent = call_outs or {}
    counts = np.array([int(plan[key]) for key in SHIFTS])
    there = np.array([max(0, int(plan[key]) - absent.get(key, 0)) for key in SHIFTS])
    scheduled, actual = (on_duty_by_hour(_EVERY_SHIFT, nurses) + int(plan[CHARGE]) for nurses in (counts, there))
    hourly = required_by_hour(mix.census_by_hour, mix.patients_per_nurse, mix.break_minutes)
    every = slice(None, None, BLOCK_HOURS)  # every shift is whole blocks
    prices = HourPrices(mix.hour_usd, mix.night_extra_usd, mix.float_extra_usd)
    return Day(
        by_hour=Coverage(hourly, scheduled, actual),
        by_block=Coverage(required(mix), scheduled[every], actual[every]),
        census_by_hour=np.array(mix.census_by_hour),
        worked_hours=float(worked_hours(_EVERY_SHIFT, counts)),
        cost_usd=float(day_cost_usd(_EVERY_SHIFT, counts, prices)),
    )
