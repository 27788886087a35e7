"""Decision exercise: choose initiatives that lift the margin to the board's floor within its four rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course.checks import Slip
from course.decisions.plan_schema import object_schema
from course.decisions.rules import Decision, Promise, Scorecard, claim, promises, slips_told_by
from course.units.finance.close_the_gap.model import (
    AGENCY,
    CENT_USD,
    CHARGEMASTER,
    FLOAT_POOL,
    Gap,
    Tally,
    as_plan,
    as_row,
    contributions,
    counted_share,
    first_year_value,
    operating_margin,
    overlap_usd,
    still_short_usd,
    tally,
)

WEIGHTS = dict.fromkeys(("Margin", "One-time cost", "Layoffs", "Obstetrics", "Executives"), 0.2)
SAYS = {
    "chargemaster booked as net revenue": (
        "The plan needs the rise in list prices to arrive as revenue; ask who pays by that list."
    ),
    "overlap counted twice": (
        "The plan clears the floor only if agency and float pool both count in full; they save some of the same hours."
    ),
    "full-year savings counted": (
        "The plan clears the floor only if every saving ran for twelve months; look at the starting months."
    ),
}


@dataclass(frozen=True)
class GapDecision(Decision):
    """Choose initiatives that lift the margin to the floor within the board's rules."""

    gap: Gap
    name = "gap"
    gates = ("Margin", "Layoffs")  # the gap is to be closed, and not by laying off more people than the board allows

    @property
    def schema(self) -> Mapping[str, Any]:
        """One tick for each initiative, all of them required."""
        return object_schema({key: {"type": "boolean"} for key in self.gap.initiatives})

    def scorecard(self, decisions: Mapping[str, Any]) -> Scorecard:
        """Score a plan; the rules it keeps count in full only where it closes the gap."""
        return Scorecard(board_rules(self.gap, decisions), float(claimed(self.gap, as_row(self.gap, decisions))))

    def slips(self) -> tuple[Slip, ...]:
        """Return the slips, each told by the plan being short although it would clear the floor if counted that way."""
        return slips_told_by(self._smallest_mistake, SAYS)

    def _smallest_mistake(self, plan: Mapping[str, Any]) -> str | None:
        row = as_row(self.gap, plan)
        return next((name for name, seen in mistakes(self.gap, row).items() if seen), None)

    def nothing(self) -> dict[str, Any]:
        """Return the plan without an initiative."""
        return dict.fromkeys(self.gap.initiatives, False)

    def random(self, rng: np.random.Generator) -> dict[str, Any]:
        """Draw any set of initiatives."""
        return as_plan(self.gap, rng.integers(0, 2, len(self.gap.initiatives)))


# ---------------------------------------------------------------- the board's floor and its four rules


def rules_kept(gap: Gap, plans: ArrayLike) -> NDArray[np.bool_]:
    """Return, on a new last axis: margin, one-time cost, layoffs, obstetrics, executives."""
    t = tally(gap, plans)
    busiest = np.max(list(t.led.values()), axis=0)
    return np.stack(
        [
            gap.shortfall_usd - t.added_usd <= CENT_USD,
            t.one_time_usd <= gap.one_time_limit_usd + CENT_USD,
            t.laid_off <= gap.laid_off_limit,
            t.obstetrics_open,
            busiest <= gap.per_executive_limit,
        ],
        axis=-1,
    )


def claimed(gap: Gap, plans: ArrayLike) -> Any:
    """Return how much of its score each plan may claim: all where the gap is closed, else by the part closed.

    Doing nothing keeps four rules of five, and income that takes two broken rules is not income to budget.
    """
    kept = rules_kept(gap, plans)
    closed = np.clip(tally(gap, plans).added_usd / gap.shortfall_usd, 0, 1)
    broken = (~kept[..., 1:]).sum(axis=-1)
    return claim(kept[..., 0], closed, broken - 1)


def board_rules(gap: Gap, plan: Mapping[str, bool]) -> tuple[Promise, ...]:
    """Return the floor and the four rules, kept or not, with the figures behind each."""
    row = as_row(gap, plan)
    return promises(WEIGHTS, rules_kept(gap, row), _says(gap, plan, tally(gap, row)), gates=GapDecision.gates)


def _says(gap: Gap, plan: Mapping[str, bool], t: Tally) -> tuple[str, ...]:
    short = float(gap.shortfall_usd - t.added_usd)
    floor = f"the board's floor of {gap.margin_floor:.1%}"
    return (
        f"It is short of {floor} by ${short / 1e6:.2f}M."
        if short > CENT_USD
        else f"It clears {floor} by ${-short / 1e6:.2f}M.",
        f"${t.one_time_usd / 1e6:.2f}M is paid once; at most ${gap.one_time_limit_usd / 1e6:.2f}M is there.",
        f"{t.laid_off:.0f} people are laid off; at most {gap.laid_off_limit}.",
        "Obstetrics stays open." if t.obstetrics_open else "Obstetrics closes; the board promised that it would not.",
        _executives_say(gap, plan, t),
    )


def _executives_say(gap: Gap, plan: Mapping[str, bool], t: Tally) -> str:
    limit = gap.per_executive_limit
    over = [who for who, count in t.led.items() if count > limit]
    if not over:
        return f"Nobody leads more than {limit}."
    who = max(over, key=lambda name: t.led[name])
    led = ", ".join(i.label for key, i in gap.initiatives.items() if plan[key] and i.executive == who)
    return f"The {who} would lead {t.led[who]:.0f} ({led}); at most {limit} each."


# ---------------------------------------------------------------- the first year of one plan


@dataclass(frozen=True)
class Outcome:
    """What one set of initiatives does to the budget's first year: all that its picture and its sentence need."""

    gap: Gap
    plan: Mapping[str, bool]
    added_usd: dict[str, float]
    margin: float
    short_usd: float
    rules: tuple[Promise, ...]

    @property
    def income_usd(self) -> float:
        """Operating income of the first year, after one-time cost."""
        return self.gap.income_usd + sum(self.added_usd.values())


def outcome(gap: Gap, plan: Mapping[str, bool]) -> Outcome:
    """Return what one set of initiatives does to the budget's first year."""
    row = as_row(gap, plan)
    return Outcome(
        gap=gap,
        plan=plan,
        added_usd=contributions(gap, plan),
        margin=float(operating_margin(gap, row)),
        short_usd=float(still_short_usd(gap, row)),
        rules=board_rules(gap, plan),
    )


# ---------------------------------------------------------------- what explains a plan that falls short


def mistakes(gap: Gap, plans: NDArray[np.bool_]) -> dict[str, Any]:
    """Return which plans are short but would clear the floor if one thing were counted wrongly; at most one each."""
    keys, each = list(gap.initiatives), list(gap.initiatives.values())
    short = still_short_usd(gap, plans)
    booked = plans[..., keys.index(CHARGEMASTER)] & (short > CENT_USD)
    booked &= short <= gap.initiatives[CHARGEMASTER].full_year_usd
    both = plans[..., keys.index(AGENCY)] & plans[..., keys.index(FLOAT_POOL)]
    twice = both & (short > CENT_USD) & (short <= overlap_usd(gap)) & ~booked
    months_lost = plans @ np.array([i.full_year_usd * counted_share(i) - first_year_value(i) for i in each])
    full_year = (short > CENT_USD) & (short <= months_lost) & ~booked & ~twice
    return {
        "chargemaster booked as net revenue": booked,
        "overlap counted twice": twice,
        "full-year savings counted": full_year,
    }
