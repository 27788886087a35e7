"""Next year's capital slate: the projects that were asked for, and what a choice of them adds up to.

Each candidate takes cash in two years, brings a net present value and serves the mission; some are mandatory.
Every total is a plain sum, so that a manager can check it on paper.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.finance.ratios import daily_cash_expense


@dataclass(frozen=True)
class Candidate:
    """One project that was asked for.

    Parameters
    ----------
    key, label : str
        How a plan names it, and what a manager calls it.
    year1_usd, year2_usd : int
        Cash it takes in each year.
    npv_usd : int
        Net present value, after that cash.
    mission : int
        How much it serves the mission, from 1 (little) to 5 (much), as the board's committee scored it.
    mandatory : bool
        Whether safety or a regulator demands it.
    """

    key: str
    label: str
    year1_usd: int
    year2_usd: int
    npv_usd: int
    mission: int
    mandatory: bool = False

    @property
    def cash_usd(self) -> int:
        """Cash that it takes in both years."""
        return self.year1_usd + self.year2_usd

    @property
    def value_per_dollar(self) -> float:
        """Net present value for each dollar of cash that it takes."""
        return self.npv_usd / self.cash_usd


# What Wrenfield was asked for: millions of dollars in year 1, year 2 and NPV; mission score 1-5; mandatory.
STORY_SLATE = {
    "nurse_call": ("Nurse call system", 1.8, 0.0, -0.90, 4, True),
    "chiller": ("Chiller", 1.5, 0.0, 0.35, 4, True),
    "mri": ("MRI", 2.4, 0.0, 0.18, 3, False),
    "ed_fast_track": ("ED fast track", 3.1, 1.2, 1.10, 5, False),
    "surgery_partner": ("Surgery-center partner", 2.0, 1.5, 1.60, 2, False),
    "capacity_tools": ("Capacity tools", 1.2, 0.6, 0.55, 5, False),
    "parking": ("Parking", 3.5, 2.0, 0.90, 1, False),
    "rural_dental": ("Rural dental", 0.9, 0.3, -0.15, 5, False),
    "robot": ("Surgical robot", 2.2, 0.4, 0.40, 2, False),
}


@dataclass(frozen=True)
class Slate:
    """The candidates and what the board holds the slate to.

    Parameters
    ----------
    candidates : tuple of Candidate
        Everything that was asked for.
    year1_limit_usd, year2_limit_usd : int
        Cash that may go into projects in each year.
    npv_floor_usd : int
        Net present value that the slate must bring in all.
    mission_floor : float
        Mean mission score that it must reach.
    unrestricted_cash_usd, cash_expense_usd : int
        Cash before the slate, and a year's operating expense without depreciation.
    days_cash_floor : int
        Days cash on hand that must be left when both years' cash is spent.
    """

    candidates: tuple[Candidate, ...]
    year1_limit_usd: int
    year2_limit_usd: int
    npv_floor_usd: int
    mission_floor: float
    unrestricted_cash_usd: int
    cash_expense_usd: int
    days_cash_floor: int

    @property
    def keys(self) -> tuple[str, ...]:
        """How a plan names the candidates, in their order."""
        return tuple(c.key for c in self.candidates)

    @property
    def voluntary(self) -> tuple[Candidate, ...]:
        """The candidates that nobody demands."""
        return tuple(c for c in self.candidates if not c.mandatory)


def days_cash_after(slate: Slate, spent_usd: Any) -> Any:
    """Return the days cash on hand that are left after `spent_usd`."""
    return (slate.unrestricted_cash_usd - spent_usd) / daily_cash_expense(slate.cash_expense_usd, depreciation_usd=0)


@dataclass(frozen=True)
class Totals:
    """What a slate adds up to: numbers for one slate, arrays for many."""

    year1_usd: Any
    year2_usd: Any
    npv_usd: Any
    mission: Any
    days_cash: Any
    mandatory_missing: Any


def totals(slate: Slate, rows: NDArray[np.bool_]) -> Totals:
    """Return what one slate or many add up to.

    Parameters
    ----------
    rows : array of bool
        Taken or not, one entry for each candidate along the last axis.

    Returns
    -------
    Totals
        Cash in US dollars, NPV in US dollars, mean mission score (0 for an empty slate), days cash on hand.

    Raises
    ------
    ValueError
        If the last axis does not hold one entry for each candidate.
    """
    taken = np.asarray(rows, dtype=np.int64)
    if taken.shape[-1:] != (len(slate.candidates),):
        raise ValueError(f"rows must hold {len(slate.candidates)} entries, one for each candidate")

    def column(name: str) -> NDArray[np.int64]:
        return np.asarray(taken @ np.array([getattr(c, name) for c in slate.candidates], dtype=np.int64))

    year1, year2 = column("year1_usd"), column("year2_usd")
    demanded = np.array([c.mandatory for c in slate.candidates], dtype=np.int64)
    return Totals(
        year1_usd=year1,
        year2_usd=year2,
        npv_usd=column("npv_usd"),
        mission=column("mission") / np.maximum(taken.sum(axis=-1), 1),
        days_cash=days_cash_after(slate, year1 + year2),
        mandatory_missing=(1 - taken) @ demanded,
    )


def as_row(slate: Slate, plan: Mapping[str, Any]) -> NDArray[np.bool_]:
    """Return a plan's ticks in the order of the candidates."""
    return np.array([bool(plan[key]) for key in slate.keys])


def as_plan(slate: Slate, row: Sequence[Any] | NDArray[np.bool_]) -> dict[str, bool]:
    """Return ticks in the order of the candidates as a plan."""
    return {key: bool(taken) for key, taken in zip(slate.keys, row, strict=True)}


def selected(slate: Slate, plan: Mapping[str, Any]) -> list[Candidate]:
    """Return the candidates that a plan takes."""
    return [c for c in slate.candidates if plan[c.key]]
