"""Closing a budget gap with initiatives: what is missing from the board's floor, and what each brings in a first year.

Money is in dollars. An initiative's value is a change in operating income; the margin's revenue stays as
budgeted, which for sums of this size moves the margin by less than two hundredths of a point.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course.finance.ratios import income_shortfall

AGENCY, FLOAT_POOL, CHARGEMASTER, OBSTETRICS = "agency", "float_pool", "chargemaster", "close_ob"
SHORTER_STAY = "length_of_stay"
EXECUTIVES = {"CNO": "chief nursing officer", "CFO": "chief financial officer", "COO": "chief operating officer"}
MONTHS = 12
ARRIVES_OF_A_RISE_IN_LIST_PRICES = 0.0  # set rates and contracts decide what is paid; a judgment for teaching
CENT_USD = 0.01  # dollars are compared to the cent, so that no sum of floats decides a rule


@dataclass(frozen=True)
class Initiative:
    """One proposal as its sponsor wrote it down, and what such proposals have really brought.

    Parameters
    ----------
    label : str
        What managers call it.
    full_year_usd : float
        What the sponsor promises for a full year, in dollars.
    start_month : int
        Month of the budget year, 1 to 12, from whose first day it works.
    one_time_usd : float
        Paid once, in the first year, to bring it about.
    laid_off : int
        People who would be laid off.
    executive : str
        Who would lead it: CNO, CFO or COO.
    realized_share : float or None
        Share of the promise that arrives, from 0 to 1, by the controller's record of earlier initiatives; None where
        there is no record, and somebody must judge.
    """

    label: str
    full_year_usd: float
    start_month: int
    one_time_usd: float
    laid_off: int
    executive: str
    realized_share: float | None


@dataclass(frozen=True)
class Gap:
    """A draft budget, the board's floor and rules, and the twelve initiatives by name.

    The overlap is the share of the float pool's value that is lost where agency hours are cut as well: both
    remove the same hours.
    """

    revenue_usd: float
    expense_usd: float
    margin_floor: float
    one_time_limit_usd: float
    laid_off_limit: int
    per_executive_limit: int
    overlap_share: float
    initiatives: Mapping[str, Initiative]

    @property
    def income_usd(self) -> float:
        """Operating income of the draft budget, without any initiative."""
        return self.revenue_usd - self.expense_usd

    @property
    def shortfall_usd(self) -> float:
        """What is missing from the income that the board's floor asks for."""
        return income_shortfall(self.revenue_usd, self.income_usd, self.margin_floor)


def wrenfield() -> Gap:
    """Return the story's base case."""
    return Gap(
        revenue_usd=356.0e6,
        expense_usd=355.4e6,
        margin_floor=0.013,
        one_time_limit_usd=1.5e6,
        laid_off_limit=25,
        per_executive_limit=2,
        overlap_share=0.5,
        initiatives=MappingProxyType(
            {
                AGENCY: Initiative("Agency hours to 4%", 3.2e6, 4, 0.30e6, 0, "CNO", 0.80),
                FLOAT_POOL: Initiative("Float pool", 1.4e6, 3, 0.20e6, 0, "CNO", 0.70),
                "denials": Initiative("Denials at the front end", 2.6e6, 4, 0.40e6, 0, "CFO", 0.75),
                "supply": Initiative("Supply contract", 1.9e6, 2, 0.10e6, 0, "COO", 0.90),
                "audit_340b": Initiative("340B audit", 0.9e6, 5, 0.10e6, 0, "COO", 0.80),
                "lay_off": Initiative("Lay off 40", 3.6e6, 2, 0.90e6, 40, "COO", 0.95),
                "attrition": Initiative("Attrition of 18 posts", 1.5e6, 4, 0.0, 0, "COO", 0.70),
                OBSTETRICS: Initiative("Close obstetrics", 2.2e6, 7, 1.10e6, 22, "COO", 0.90),
                # 2,050 days at the average cost; cash only where beds close or refill, at the $480 that a day leaves.
                SHORTER_STAY: Initiative("Stay 0.2 days shorter", 2.4e6, 5, 0.50e6, 0, "CNO", 0.40),
                CHARGEMASTER: Initiative("Chargemaster +6%", 21.0e6, 1, 0.10e6, 0, "CFO", None),
                "imaging": Initiative("Evening imaging", 1.3e6, 3, 0.30e6, 0, "COO", 0.80),
                "coding": Initiative("Coding and CDI", 1.8e6, 3, 0.35e6, 0, "CFO", 0.70),
            }
        ),
    )


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
    return initiative.full_year_usd * counted_share(initiative) * (MONTHS + 1 - initiative.start_month) / MONTHS


def counted_share(initiative: Initiative) -> float:
    """Return the share of a promise that is counted: what the record says, or the course's judgment without one."""
    return ARRIVES_OF_A_RISE_IN_LIST_PRICES if initiative.realized_share is None else initiative.realized_share


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


def tally(gap: Gap, plans: ArrayLike) -> Tally:
    """Add up one plan or many.

    Parameters
    ----------
    gap : Gap
        The budget and its initiatives.
    plans : array of bool
        The last axis follows `gap.initiatives`; earlier axes are plans.
    """
    rows = np.asarray(plans, dtype=bool)
    keys, each = list(gap.initiatives), list(gap.initiatives.values())

    def total(amounts: list[float]) -> NDArray[np.float64]:
        return np.asarray(rows @ np.array(amounts, dtype=float))

    both = rows[..., keys.index(AGENCY)] & rows[..., keys.index(FLOAT_POOL)]
    return Tally(
        value_usd=total([first_year_value(i) for i in each]) - both * overlap_usd(gap),
        one_time_usd=total([i.one_time_usd for i in each]),
        laid_off=total([i.laid_off for i in each]),
        obstetrics_open=~rows[..., keys.index(OBSTETRICS)],
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


def still_short_usd(gap: Gap, plans: ArrayLike) -> Any:
    """Return the dollars missing from the board's floor after one-time cost; negative where there are some to spare."""
    return gap.shortfall_usd - tally(gap, plans).added_usd


def operating_margin(gap: Gap, plans: ArrayLike) -> Any:
    """Return the first-year operating margin after one-time cost, as a share of budgeted revenue."""
    return (gap.income_usd + tally(gap, plans).added_usd) / gap.revenue_usd


def as_row(gap: Gap, plan: Mapping[str, bool]) -> NDArray[np.bool_]:
    """Return a plan by name as a row in the order of the initiatives."""
    return np.array([bool(plan[key]) for key in gap.initiatives])


def as_plan(gap: Gap, row: ArrayLike) -> dict[str, bool]:
    """Return a row in the order of the initiatives as a plan by name."""
    return {key: bool(taken) for key, taken in zip(gap.initiatives, np.asarray(row), strict=True)}
