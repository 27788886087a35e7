"""Closing a budget gap with initiatives: what each brings in its first year, and which set the board can accept.

Money is in dollars. An initiative's value is a change in operating income; the margin's revenue stays as
budgeted, which for sums of this size moves the margin by less than two hundredths of a point.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course.cases.finance.gap import AGENCY, CHARGEMASTER, FLOAT_POOL, OBSTETRICS, Gap, Initiative
from course.checks import Slip
from course.plans import Promise, Scorecard

MONTHS = 12
CENT_USD = 0.01  # dollars are compared to the cent, so that no sum of floats decides a rule


def first_year_value(initiative: Initiative) -> float:
    """Return what an initiative adds to income in its first year, before its one-time cost.

    Parameters
    ----------
    initiative : Initiative
        Working from the first day of `start_month`, so it works in ``13 - start_month`` months.

    Returns
    -------
    float
        Full-year promise times the share realized times the share of the year it works, in dollars.
    """
    return initiative.full_year_usd * initiative.realized_share * (MONTHS + 1 - initiative.start_month) / MONTHS


@dataclass(frozen=True)
class Tally:
    """What one plan, or an array of plans, adds up to.

    Parameters
    ----------
    value_usd : array
        First-year value before one-time cost; the overlap is counted once.
    one_time_usd : array
        Paid once, in the first year.
    laid_off : array
        People laid off.
    obstetrics_open : array of bool
        Whether obstetrics stays open.
    led : mapping of str to array
        Initiatives led, by executive.
    """

    value_usd: Any
    one_time_usd: Any
    laid_off: Any
    obstetrics_open: Any
    led: Mapping[str, Any]

    @property
    def added_usd(self) -> Any:
        """First-year value after one-time cost."""
        return self.value_usd - self.one_time_usd


def tally(gap: Gap, chosen: ArrayLike) -> Tally:
    """Add up one plan or many.

    Parameters
    ----------
    gap : Gap
        The budget and its initiatives.
    chosen : array of bool
        The last axis follows `gap.initiatives`; earlier axes are plans.
    """
    picked = np.asarray(chosen, dtype=bool)
    keys, each = list(gap.initiatives), list(gap.initiatives.values())

    def total(amounts: list[float]) -> NDArray[np.float64]:
        return np.asarray(picked @ np.array(amounts, dtype=float))

    both = picked[..., keys.index(AGENCY)] & picked[..., keys.index(FLOAT_POOL)]
    return Tally(
        value_usd=total([first_year_value(i) for i in each]) - both * overlap_usd(gap),
        one_time_usd=total([i.one_time_usd for i in each]),
        laid_off=total([i.laid_off for i in each]),
        obstetrics_open=~picked[..., keys.index(OBSTETRICS)],
        led={who: total([float(i.executive == who) for i in each]) for who in sorted({i.executive for i in each})},
    )


def overlap_usd(gap: Gap) -> float:
    """Return the first-year value that the float pool loses where agency hours are cut as well."""
    return gap.overlap_share * first_year_value(gap.initiatives[FLOAT_POOL])


def contributions(gap: Gap, plan: Mapping[str, bool]) -> dict[str, float]:
    """Return what each initiative of a plan adds in the first year after one-time cost, zero where it is not chosen.

    The contributions sum to the plan's `Tally.added_usd`; the overlap is taken from the float pool.
    """
    added = {key: (first_year_value(i) - i.one_time_usd) * plan[key] for key, i in gap.initiatives.items()}
    if plan[AGENCY] and plan[FLOAT_POOL]:
        added[FLOAT_POOL] -= overlap_usd(gap)
    return added


def still_short_usd(gap: Gap, chosen: ArrayLike) -> Any:
    """Return the dollars missing from the board's floor after one-time cost; negative where there are some to spare."""
    return gap.shortfall_usd - tally(gap, chosen).added_usd


def operating_margin(gap: Gap, chosen: ArrayLike) -> Any:
    """Return the first-year operating margin after one-time cost, as a share of budgeted revenue."""
    return (gap.income_usd + tally(gap, chosen).added_usd) / gap.revenue_usd


def as_row(gap: Gap, plan: Mapping[str, bool]) -> NDArray[np.bool_]:
    """Return a plan by name as a row in the order of the initiatives."""
    return np.array([bool(plan[key]) for key in gap.initiatives])


def ways_to_close(gap: Gap, plan: Mapping[str, bool], at_most: int = 2) -> list[str]:
    """Return initiatives any one of which would close the rest of the gap, smallest sufficient first."""
    found = []
    for key in (key for key, taken in plan.items() if not taken):
        short = float(still_short_usd(gap, as_row(gap, {**plan, key: True})))
        if short <= CENT_USD:
            found.append((-short, key))
    return [key for _, key in sorted(found)[:at_most]]


# ---------------------------------------------------------------- the board's floor and its four rules


def rules_kept(gap: Gap, chosen: ArrayLike) -> NDArray[np.bool_]:
    """Return, on a new last axis: margin, one-time cost, layoffs, obstetrics, executives."""
    t = tally(gap, chosen)
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


def claim(gap: Gap, chosen: ArrayLike) -> Any:
    """Return how much of its score a plan may claim.

    Doing nothing keeps four rules of five, so rules kept count in full only where the gap is closed: from a
    fifth with nothing closed, rising with the square of the part closed. Income that takes two broken rules or
    more is not income a board would budget: each broken rule after the first takes another quarter.
    """
    kept = rules_kept(gap, chosen)
    closed = np.clip(tally(gap, chosen).added_usd / gap.shortfall_usd, 0, 1)
    broken = 4 - kept[..., 1:].sum(axis=-1)
    return np.where(kept[..., 0], 1.0, 0.2 + 0.6 * closed**2) * (1 - 0.25 * np.clip(broken - 1, 0, 3))


def promises(gap: Gap, plan: Mapping[str, bool]) -> tuple[Promise, ...]:
    """Return the floor and the four rules, kept or not, each a fifth of the score, with the figures behind it."""
    row = as_row(gap, plan)
    names = ("Margin", "One-time cost", "Layoffs", "Obstetrics", "Executives")
    says = _says(gap, plan, tally(gap, row))
    return tuple(
        Promise(name, float(kept), 0.2, say) for name, kept, say in zip(names, rules_kept(gap, row), says, strict=True)
    )


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


@dataclass(frozen=True)
class GapDecision:
    """Decision exercise: choose initiatives that lift the margin to the floor within the board's rules."""

    gap: Gap
    name = "gap"

    @property
    def schema(self) -> Mapping[str, Any]:
        keys = list(self.gap.initiatives)
        return {
            "type": "object",
            "additionalProperties": False,
            "required": keys,
            "properties": {key: {"type": "boolean"} for key in keys},
        }

    def scorecard(self, decisions: Mapping[str, Any]) -> Scorecard:
        return Scorecard(promises(self.gap, decisions), claim=float(claim(self.gap, as_row(self.gap, decisions))))

    def slips(self) -> tuple[Slip, ...]:
        """Return the slips, each told by the plan being short although it would clear the floor if counted that way."""
        says = {
            "chargemaster booked as net revenue": (
                "The plan needs the rise in list prices to arrive as revenue; ask who pays by that list."
            ),
            "overlap counted twice": (
                "The plan clears the floor only if agency and float pool both count in full; they save the same hours."
            ),
            "full-year savings counted": (
                "The plan clears the floor only if every saving ran for twelve months; look at the starting months."
            ),
        }
        return tuple(Slip(name, lambda plan, name=name: self._shown(plan) == name, say) for name, say in says.items())

    def _shown(self, plan: Mapping[str, Any]) -> str | None:
        """Return the name of the smallest mistake that explains why a plan was taken to close the gap."""
        row = as_row(self.gap, plan)
        return next((name for name, seen in _mistakes(self.gap, row).items() if seen), None)

    def nothing(self) -> dict[str, Any]:
        return dict.fromkeys(self.gap.initiatives, False)

    def random(self, rng: np.random.Generator) -> dict[str, Any]:
        return self._plan(rng.integers(0, 2, len(self.gap.initiatives)))

    def candidates(self) -> Iterator[dict[str, Any]]:
        """Run through all plans, the best scores first and among equals the highest income."""
        added = tally(self.gap, self.every_plan).added_usd
        for place in np.lexsort((-added, -self.every_share)):
            yield self._plan(self.every_plan[place])

    def _plan(self, row: NDArray[Any]) -> dict[str, Any]:
        return {key: bool(taken) for key, taken in zip(self.gap.initiatives, row, strict=True)}

    @cached_property
    def every_plan(self) -> NDArray[np.bool_]:
        """Every subset of the initiatives, one row each."""
        n = len(self.gap.initiatives)
        return ((np.arange(2**n)[:, None] >> np.arange(n)) & 1).astype(bool)

    @cached_property
    def every_share(self) -> NDArray[np.float64]:
        """The score of every subset, from 0 to 1."""
        kept = rules_kept(self.gap, self.every_plan)
        return np.asarray(claim(self.gap, self.every_plan) * kept.mean(axis=-1))

    @property
    def full_mark_count(self) -> int:
        return int(rules_kept(self.gap, self.every_plan).all(axis=-1).sum())

    @property
    def mean_random_share(self) -> float:
        return float(self.every_share.mean())

    @property
    def every_slip_can_be_shown(self) -> bool:
        """Whether each slip has a plan that shows it, so that its sentence can be seen."""
        return all(bool(seen.any()) for seen in _mistakes(self.gap, self.every_plan).values())


def _mistakes(gap: Gap, chosen: NDArray[np.bool_]) -> dict[str, Any]:
    """Return which plans are short but would clear the floor if one thing were counted wrongly; at most one each."""
    keys, each = list(gap.initiatives), list(gap.initiatives.values())
    short = still_short_usd(gap, chosen)
    booked = chosen[..., keys.index(CHARGEMASTER)] & (short > CENT_USD)
    booked &= short <= gap.initiatives[CHARGEMASTER].full_year_usd
    both = chosen[..., keys.index(AGENCY)] & chosen[..., keys.index(FLOAT_POOL)]
    twice = both & (short > CENT_USD) & (short <= overlap_usd(gap)) & ~booked
    months_lost = chosen @ np.array([i.full_year_usd * i.realized_share - first_year_value(i) for i in each])
    full_year = (short > CENT_USD) & (short <= months_lost) & ~booked & ~twice
    return {
        "chargemaster booked as net revenue": booked,
        "overlap counted twice": twice,
        "full-year savings counted": full_year,
    }
