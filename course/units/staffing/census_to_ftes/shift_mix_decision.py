"""Which shifts cover a day of a nursing unit within its hours: decision S1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course.checks import Slip
from course.decisions.plan_schema import object_schema
from course.decisions.rules import Decision, Promise, Scorecard, claim, promises, slips_told_by, weighted
from course.staffing.coverage import BLOCK_HOURS, BLOCKS, census_by_block
from course.staffing.ratios import nurses_by_ratio
from course.units.staffing.census_to_ftes.cover_ways_model import Span, spans
from course.units.staffing.census_to_ftes.shift_mix_model import (
    CHARGE,
    MOST_ON_SHIFT,
    Day,
    ShiftMix,
    as_plan,
    as_row,
    clock,
    day,
    float_blocks,
    missing_nurse_hours,
    on_duty,
    planned_hours,
    required,
)
from course.units.staffing.census_to_ftes.unit_model import Unit

# Points are judgments for teaching; coverage is what the mix is for.
WEIGHTS = {"Coverage": 0.4, "Hours": 0.25, "Charge nurse": 0.15, "Float blocks": 0.2}
CHARGE_COUNTED = "charge nurse counted"
SAYS = {
    "no break relief": (
        "The nurses are enough until one of them takes a break. The ratio holds at all times, so count who takes over."
    ),
    "mean census": (
        "The plan covers the average day. Every second day has more patients than that, so plan for nine days in ten."
    ),
    "midnight census": ("The plan covers the midnight count all day. By day there are more patients than at midnight."),
}
BLOCK_NAMES = tuple(f"{clock(BLOCK_HOURS * b)} to {clock(BLOCK_HOURS * (b + 1))}" for b in range(BLOCKS))


@dataclass(frozen=True)
class ShiftMixDecision(Decision):
    """Decision exercise: shifts that cover every block of the day within the hours and the house's rules."""

    mix: ShiftMix
    name = "shift_mix"
    gates = ("Coverage", "Hours")  # a short block is patients without a nurse; hours beyond the budget nobody pays
    schema = object_schema(
        {
            **{key: {"type": "integer", "minimum": 0, "maximum": most} for key, most in MOST_ON_SHIFT.items()},
            CHARGE: {"type": "boolean"},
        }
    )

    def scorecard(self, decisions: Mapping[str, Any]) -> Scorecard:
        """Score a plan; the rules it keeps count in full only where every block is covered."""
        row = as_row(decisions)
        slips = {"Charge nurse": CHARGE_COUNTED}
        kept = promises(WEIGHTS, rules_kept(self.mix, row), _says(self.mix, row), slips, self.gates)
        return Scorecard(kept, claim=float(claimed(self.mix, row)))

    def slips(self) -> tuple[Slip, ...]:
        """Return the slips: a charge nurse who is counted, then the requirement that a short plan covers."""
        counted = Slip(
            CHARGE_COUNTED,
            None,
            "The plan counts the charge nurse. A charge nurse with patients is not free to lead the shift.",
        )
        return (counted, *slips_told_by(lambda plan: mistake_shown(self.mix, as_row(plan)), SAYS))

    def nothing(self) -> dict[str, Any]:
        """Return the mix as it is today."""
        return dict(self.mix.today)

    def random(self, rng: np.random.Generator) -> dict[str, Any]:
        """Draw any mix that the lab's controls allow."""
        most = np.array(list(MOST_ON_SHIFT.values()))
        return as_plan(np.append(rng.integers(0, most + 1), rng.integers(2)))


# ---------------------------------------------------------------- the house's rules


def rules_kept(mix: ShiftMix, plans: ArrayLike) -> NDArray[np.float64]:
    """Return how far each rule is kept, on a new last axis in the order of `WEIGHTS`."""
    rows = np.asarray(plans)
    kept = [
        (on_duty(rows) >= required(mix)).mean(axis=-1),
        planned_hours(rows) <= mix.hours_limit,
        rows[..., -1] == 0,
        float_blocks(rows) <= mix.float_limit,
    ]
    return np.stack([np.asarray(each, dtype=float) for each in kept], axis=-1)


def claimed(mix: ShiftMix, plans: ArrayLike) -> Any:
    """Return how much of its score each plan may claim: all where every block is covered, else by the part mended.

    An empty schedule keeps every rule but one, and cover that breaks two rules or more is not a schedule. The part
    mended is of today's gaps, the charge nurse set aside.
    """
    today = missing_nurse_hours(mix, _with_free_charge(as_row(mix.today)))
    mended = np.clip(1 - missing_nurse_hours(mix, _with_free_charge(plans)) / today, 0, 1)
    kept = rules_kept(mix, plans) >= 1
    broken = (~kept[..., 1:]).sum(axis=-1)
    return claim(kept[..., 0], mended, broken - 1)


def _with_free_charge(plans: ArrayLike) -> NDArray[np.int_]:
    """Return the plans with a charge nurse who has no patients."""
    rows = np.array(plans)
    rows[..., -1] = 0
    return rows


def score_shares(mix: ShiftMix, plans: ArrayLike) -> Any:
    """Return the score of one plan or many, 0 to 1, before the limit on plans that break a gate."""
    return claimed(mix, plans) * weighted(rules_kept(mix, plans), WEIGHTS)


def _says(mix: ShiftMix, row: NDArray[np.int_]) -> tuple[str, ...]:
    """Return the figures behind each rule, in the order of `WEIGHTS`."""
    gaps = required(mix) - on_duty(row)
    worst, floats = int(gaps.argmax()), int(float_blocks(row))
    return (
        "Every block has the nurses it needs, breaks included."
        if gaps.max() <= 0
        else _short_says(int((gaps > 0).sum()), BLOCK_NAMES[worst], int(gaps[worst])),
        f"{planned_hours(row):,.0f} hours are worked. The budget has {mix.hours_limit:,.0f}.",
        "The charge nurse is free to lead." if not row[-1] else "The charge nurse has patients, so nobody leads.",
        f"{floats} float block{' is' if floats == 1 else 's are'} used. The limit is {mix.float_limit}.",
    )


def _short_says(blocks: int, worst: str, missing: int) -> str:
    """Say how many blocks are short, and by how many nurses the worst of them is."""
    many = (
        f"{blocks} of {BLOCKS} blocks are short of nurses" if blocks > 1 else f"1 of {BLOCKS} blocks is short of nurses"
    )
    return f"{many}. The worst is {worst}, with {missing} missing."


# ---------------------------------------------------------------- what explains a plan that is short


def mistaken_requirements(mix: ShiftMix) -> dict[str, NDArray[np.int_]]:
    """Return what each slip takes for the nurses required by block."""
    by_ratio = _by_ratio(mix, census_by_block(mix.census_by_hour))
    relief = required(mix) - by_ratio
    return {
        "no break relief": by_ratio,
        "mean census": _by_ratio(mix, census_by_block(mix.mean_by_hour)) + relief,
        "midnight census": _by_ratio(mix, np.full(BLOCKS, mix.midnight_census)) + relief,
    }


def _by_ratio(mix: ShiftMix, patients: NDArray[Any]) -> NDArray[np.int_]:
    """Return the nurses that the ratio asks for; a part of a patient counts as one."""
    return np.array([nurses_by_ratio(int(np.ceil(p)), mix.patients_per_nurse) for p in patients])


def mistake_shown(mix: ShiftMix, row: NDArray[np.int_]) -> str | None:
    """Return the slip whose requirement a short plan covers, the one that it exceeds least."""
    there = on_duty(row)
    if (there >= required(mix)).all():
        return None
    wanted = mistaken_requirements(mix)
    over = {name: (there - nurses).sum() for name, nurses in wanted.items() if (there >= nurses).all()}
    return min(over, key=lambda name: over[name], default=None)


# ---------------------------------------------------------------- the day of one plan


@dataclass(frozen=True)
class Outcome:
    """What one mix of shifts does to the day: all that its picture and its sentence need.

    Parameters
    ----------
    absent : mapping of str to int
        Nurses who called out, by shift.
    compare : str
        Another way to count the nurses needed: a slip's name, or ``"none"``.
    compared : array of int, shape (6,), or None
        The nurses needed by that count.
    """

    mix: ShiftMix
    plan: Mapping[str, Any]
    day: Day
    rules: tuple[Promise, ...]
    missing: Sequence[Span]
    absent: Mapping[str, int]
    compare: str
    compared: NDArray[np.int_] | None
    more_than_today_usd: float


def outcome(unit: Unit, plan: Mapping[str, Any], call_outs: bool = False, compare: str = "none") -> Outcome:
    """Return what one mix of shifts does to a unit's day, as planned or with last night's call-outs."""
    mix = unit.shift_mix
    absent = {k: min(n, int(plan[k])) for k, n in unit.call_outs.items() if n and plan[k]} if call_outs else {}
    seen = day(mix, plan, absent)
    missing = spans(seen.by_block.gaps)
    return Outcome(
        mix=mix,
        plan=plan,
        day=seen,
        rules=ShiftMixDecision(mix).scorecard(plan).promises,
        missing=missing,
        absent=absent,
        compare=compare,
        compared=mistaken_requirements(mix).get(compare),
        more_than_today_usd=seen.cost_usd - day(mix, mix.today).cost_usd,
    )
