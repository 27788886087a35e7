"""Which shifts cover a day of a nursing unit within its hours: decision S1.

A plan says how many nurses start a twelve-hour shift at 08 and at 20, an eight-hour shift at 12 and at 16, and a
four-hour float block at each of six times, and whether the charge nurse takes patients. As an array, the last axis
of a plan follows `KEYS`; earlier axes are plans.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course.checks import Slip
from course.decisions.rules import Decision, Promise, Scorecard
from course.staffing.coverage import (
    BLOCK_HOURS,
    BLOCKS,
    Coverage,
    HourPrices,
    Shift,
    census_by_block,
    day_cost_usd,
    on_duty_by_hour,
    required_by_block,
    required_by_hour,
)
from course.units.staffing.census_to_ftes.unit_draw import ShiftMix

SHIFTS: Mapping[str, Shift] = MappingProxyType(
    {
        "day_12h": Shift(8, 12),
        "night_12h": Shift(20, 12),
        "noon_8h": Shift(12, 8),
        "evening_8h": Shift(16, 8),
        **{f"float_{4 * b:02d}": Shift(4 * b, BLOCK_HOURS, is_float=True) for b in range(BLOCKS)},
    }
)
CHARGE = "charge_takes_patients"
KEYS = (*SHIFTS, CHARGE)
MOST_NURSES = {"day_12h": 12, "night_12h": 12, "noon_8h": 3, "evening_8h": 3}  # what the lab's controls allow
MOST_IN_A_FLOAT_BLOCK = 2
_LONG = len(MOST_NURSES)
_TOPS = np.array([MOST_NURSES.get(key, MOST_IN_A_FLOAT_BLOCK) for key in SHIFTS])
_BLOCK_COVER = np.array([shift.covers[::BLOCK_HOURS] for shift in SHIFTS.values()])  # every shift is whole blocks
_SHIFT_HOURS = np.array([shift.hours for shift in SHIFTS.values()])
# Points are judgments for teaching; coverage is what the mix is for.
WEIGHTS = {"Coverage": 0.4, "Hours": 0.25, "Charge nurse": 0.15, "Float blocks": 0.2}
CLOCK = tuple(f"{4 * b:02d}:00 to {4 * b + 4:02d}:00" for b in range(BLOCKS))


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
    absent, shifts = call_outs or {}, list(SHIFTS.values())
    counts = np.array([int(plan[key]) for key in SHIFTS])
    there = np.array([max(0, int(plan[key]) - absent.get(key, 0)) for key in SHIFTS])
    scheduled, actual = (on_duty_by_hour(shifts, nurses) + int(plan[CHARGE]) for nurses in (counts, there))
    hourly = required_by_hour(mix.census_by_hour, mix.patients_per_nurse, mix.break_minutes)
    every = slice(None, None, BLOCK_HOURS)
    prices = HourPrices(mix.hour_usd, mix.night_extra_usd, mix.float_extra_usd)
    return Day(
        by_hour=Coverage(hourly, scheduled, actual),
        by_block=Coverage(required(mix), scheduled[every], actual[every]),
        census_by_hour=np.array(mix.census_by_hour),
        worked_hours=float(counts @ _SHIFT_HOURS),
        cost_usd=float(day_cost_usd(shifts, counts, prices)),
    )


def on_duty(plans: ArrayLike) -> NDArray[Any]:
    """Return the nurses who count in each block of one plan or many; shape (..., 6)."""
    rows = np.asarray(plans)
    return np.asarray(rows[..., :-1] @ _BLOCK_COVER + rows[..., -1:])


def hours_of(plans: ArrayLike) -> Any:
    """Return the worked hours of one plan or many, without the charge nurse."""
    return np.asarray(plans)[..., :-1] @ _SHIFT_HOURS


def rules_kept(mix: ShiftMix, plans: ArrayLike) -> NDArray[np.float64]:
    """Return how far each rule is kept, on a new last axis in the order of `WEIGHTS`."""
    rows = np.asarray(plans)
    kept = [
        (on_duty(rows) >= required(mix)).mean(axis=-1),
        hours_of(rows) <= mix.hours_limit,
        rows[..., -1] == 0,
        rows[..., _LONG:-1].sum(axis=-1) <= mix.float_limit,
    ]
    return np.stack([np.asarray(each, dtype=float) for each in kept], axis=-1)


def short_hours(mix: ShiftMix, plans: ArrayLike) -> Any:
    """Return the nurse-hours a day that are missing where somebody is."""
    return np.clip(required(mix) - on_duty(plans), 0, None).sum(axis=-1) * BLOCK_HOURS


def claim(mix: ShiftMix, plans: ArrayLike) -> Any:
    """Return how much of its score a plan may claim.

    An empty schedule keeps every rule but one. So rules count in full only where every block is covered: from a fifth
    with nothing mended of today's gaps, rising with the square of the part mended, the charge nurse set aside. Cover
    that breaks two rules or more is not a schedule: each broken rule after the first takes another quarter.
    """
    today = short_hours(mix, _charge_free(as_row(mix.today)))
    mended = np.clip(1 - short_hours(mix, _charge_free(plans)) / today, 0, 1)
    kept = rules_kept(mix, plans) >= 1
    broken = len(WEIGHTS) - 1 - kept[..., 1:].sum(axis=-1)
    return np.where(kept[..., 0], 1.0, 0.2 + 0.6 * mended**2) * (1 - 0.25 * np.clip(broken - 1, 0, 3))


def _charge_free(plans: ArrayLike) -> NDArray[np.int_]:
    """Return the plans with a charge nurse who has no patients."""
    rows = np.array(plans)
    rows[..., -1] = 0
    return rows


def score_shares(mix: ShiftMix, plans: ArrayLike) -> Any:
    """Return the score of one plan or many, 0 to 1."""
    return claim(mix, plans) * (rules_kept(mix, plans) @ np.array(list(WEIGHTS.values())))


@dataclass(frozen=True)
class ShiftMixDecision(Decision):
    """Decision exercise: shifts that cover every block of the day within the hours and the house's rules."""

    mix: ShiftMix
    name = "shift_mix"
    schema = {
        "type": "object",
        "additionalProperties": False,
        "required": list(KEYS),
        "properties": {
            **{
                key: {"type": "integer", "minimum": 0, "maximum": int(top)}
                for key, top in zip(SHIFTS, _TOPS, strict=True)
            },
            CHARGE: {"type": "boolean"},
        },
    }

    def scorecard(self, decisions: Mapping[str, Any]) -> Scorecard:
        row = as_row(decisions)
        kept, says = rules_kept(self.mix, row), self._says(row)
        slips = {"Charge nurse": "charge nurse counted"}
        return Scorecard(
            tuple(
                Promise(name, float(share), weight, say, slips.get(name))
                for (name, weight), share, say in zip(WEIGHTS.items(), kept, says, strict=True)
            ),
            claim=float(claim(self.mix, row)),
        )

    def _says(self, row: NDArray[np.int_]) -> tuple[str, ...]:
        """Return the figures behind each rule, in the order of `WEIGHTS`."""
        gaps = required(self.mix) - on_duty(row)
        worst, floats = int(gaps.argmax()), int(row[_LONG:-1].sum())
        hours, limit = hours_of(row), self.mix.hours_limit
        return (
            "Every block has the nurses it needs, breaks included."
            if gaps.max() <= 0
            else f"{(gaps > 0).sum()} of {BLOCKS} blocks are short; {CLOCK[worst]} by {gaps[worst]}.",
            f"{hours:,.0f} hours are worked; at most {limit:,.0f} are in the budget.",
            "The charge nurse is free to lead." if not row[-1] else "The charge nurse has patients; nobody leads.",
            f"{floats} float block{'' if floats == 1 else 's'} of at most {self.mix.float_limit} in use.",
        )

    def slips(self) -> tuple[Slip, ...]:
        says = {
            "no break relief": (
                "The nurses suffice until one of them eats; the ratio holds at all times, so count who takes over."
            ),
            "mean census": (
                "The plan covers the average day; every second day has more patients than that, so plan for most days."
            ),
            "midnight census": (
                "The plan covers the midnight count all day; patients come in the morning and leave in the afternoon."
            ),
        }
        counted = Slip(
            "charge nurse counted",
            None,
            "The charge nurse counts only with patients of their own, and then nobody is free to lead the shift.",
        )
        return (counted, *(Slip(n, lambda plan, n=n: self._shown(as_row(plan)) == n, say) for n, say in says.items()))

    def _shown(self, row: NDArray[np.int_]) -> str | None:
        """Return the slip whose requirement a short plan covers, the one that it exceeds least."""
        there = on_duty(row)
        if (there >= required(self.mix)).all():
            return None
        over = {name: (there - wanted).sum() for name, wanted in self.believed.items() if (there >= wanted).all()}
        return min(over, key=lambda name: over[name], default=None)

    @cached_property
    def believed(self) -> dict[str, NDArray[np.int_]]:
        """What each slip takes for the nurses required by block."""
        mix = self.mix
        mean = census_by_block(mix.mean_by_hour)
        relief = required(mix) - self._by_ratio(census_by_block(mix.census_by_hour))
        return {
            "no break relief": self._by_ratio(census_by_block(mix.census_by_hour)),
            "mean census": self._by_ratio(mean) + relief,
            "midnight census": self._by_ratio(np.full(BLOCKS, mix.midnight_census)) + relief,
        }

    def _by_ratio(self, patients: NDArray[Any]) -> NDArray[np.int_]:
        return np.ceil(patients / self.mix.patients_per_nurse).astype(int)

    def nothing(self) -> dict[str, Any]:
        return dict(self.mix.today)

    def random(self, rng: np.random.Generator) -> dict[str, Any]:
        return as_plan(np.append(rng.integers(0, _TOPS + 1), rng.integers(2)))

    def candidates(self) -> Iterator[dict[str, Any]]:
        """Run through every mix that earns everything, the fewest hours and people first, then today's."""
        full = self._covering[hours_of(self._covering) <= self.mix.hours_limit]
        for row in full[np.lexsort((full.sum(axis=-1), hours_of(full)))]:
            yield as_plan(row)
        yield self.nothing()

    @cached_property
    def _covering(self) -> NDArray[np.int_]:
        """Every mix that covers the required nurses within the float limit, the charge nurse free."""
        return self._covers(required(self.mix))

    def _covers(self, wanted: NDArray[np.int_]) -> NDArray[np.int_]:
        rows, there = _within_floats(self.mix.float_limit)
        return np.asarray(rows[(there >= wanted).all(axis=-1)])

    @property
    def fewest_hours(self) -> float:
        """Worked hours of the leanest mix that covers the day, whatever the limit is."""
        return float(hours_of(self._covering).min())

    @property
    def full_mark_count(self) -> int:
        return int((hours_of(self._covering) <= self.mix.hours_limit).sum())

    @property
    def mean_random_share(self) -> float:
        """What a thousand random plans earn on the mean."""
        rng = np.random.default_rng(0)
        rows = np.column_stack([rng.integers(0, _TOPS + 1, (1_000, len(_TOPS))), rng.integers(0, 2, 1_000)])
        return float(score_shares(self.mix, rows).mean())

    @property
    def flat_mix_fits(self) -> bool:
        """Whether as many nurses by night as by day, for the fullest block, would fit the hours."""
        return bool(required(self.mix).max() * 24 <= self.mix.hours_limit)

    def slipping_plans(self) -> dict[str, dict[str, Any]]:
        """Return a plan for each slip, as somebody who makes it would keep it: the leanest they believe in."""
        plans = {name: as_plan(self._leanest(wanted)) for name, wanted in self.believed.items()}
        counting = self._leanest(required(self.mix) - 1)
        counting[-1] = 1
        return plans | {"charge nurse counted": as_plan(counting)}

    def _leanest(self, wanted: NDArray[np.int_]) -> NDArray[np.int_]:
        rows = self._covers(wanted)
        return np.array(rows[np.lexsort((rows.sum(axis=-1), hours_of(rows)))[0]])

    @property
    def every_slip_can_be_shown(self) -> bool:
        """Whether each slip has a plan that shows it and nothing else, so that its sentence can be seen."""
        plans = self.slipping_plans()
        told = all(self._shown(as_row(plans[name])) == name for name in self.believed)
        return told and all(not self.scorecard(plan).full for plan in plans.values())


@cache
def _within_floats(limit: int) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    """Return every mix with at most so many float blocks and a free charge nurse, and whom it has in each block."""
    long = np.array(list(product(*(range(top + 1) for top in MOST_NURSES.values()))))
    blocks = np.array([f for f in product(range(MOST_IN_A_FLOAT_BLOCK + 1), repeat=BLOCKS) if sum(f) <= limit])
    rows = np.hstack([np.repeat(long, len(blocks), axis=0), np.tile(blocks, (len(long), 1))])
    rows = np.column_stack([rows, np.zeros(len(rows), dtype=int)])
    return rows, on_duty(rows)
