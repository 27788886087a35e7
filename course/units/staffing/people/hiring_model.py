"""A year of hiring, month by month: who is in post, how many productive nurses that is, and what it costs.

Nurses leave in every month, the new ones faster than the old, and a hire learns before carrying a full load. So
posts filled today fill only some of the vacancies at the end of the year. People are expected numbers and not whole.
A plan's hires are an array whose last axis is the month, its agency nurses one whose last axis is the quarter;
earlier axes are plans.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course.staffing.turnover import vacancy

MONTHS, QUARTERS, MONTHS_PER_QUARTER = 12, 4, 3
MONTH_NAMES = (
    *("July", "August", "September", "October", "November", "December"),
    *("January", "February", "March", "April", "May", "June"),
)
SHORT_MONTH_NAMES = tuple(name[:3] for name in MONTH_NAMES)


@dataclass(frozen=True)
class HiringYear:
    """A year of nurses in post, and the rules for hiring and agency.

    Parameters
    ----------
    budgeted, in_post : int
        Full-time posts in the budget, and those filled on the first day.
    incumbent_leave_year : float
        Share of those in post who leave in a year; a twelfth of it each month.
    new_hire_leave_month : float
        Share of the year's hires who leave in each month.
    learning_months : int
        Months, the first among them, in which a hire is not fully productive.
    learning_share : float
        Productivity of a hire in these months, 0 to 1.
    target_share : float
        Productive nurses that the units need, as a share of the budget.
    gap_limit_fte : float
        Most productive nurses that may be missing from the target in any month.
    vacancy_limit : float
        Vacancy at the end of month 12, at most; nor may more be in post than are budgeted.
    pace_limit : int
        Hires in any three months running, at most: the preceptors there are.
    hire_cost_usd, hiring_limit_usd : float
        What one hire costs to recruit and orient, and the year's budget for it.
    agency_hour_usd, agency_hours_month : float
        An agency nurse's bill an hour, and the hours of a month.
    agency_limit_usd : float
        The year's budget for agency nurses.
    """

    budgeted: int
    in_post: int
    incumbent_leave_year: float
    new_hire_leave_month: float
    learning_months: int
    learning_share: float
    target_share: float
    gap_limit_fte: float
    vacancy_limit: float
    pace_limit: int
    hire_cost_usd: float
    hiring_limit_usd: float
    agency_hour_usd: float
    agency_hours_month: float
    agency_limit_usd: float

    @property
    def vacant(self) -> int:
        """Posts that are empty on the first day."""
        return self.budgeted - self.in_post

    @property
    def target_fte(self) -> float:
        """Productive nurses that the units need."""
        return self.target_share * self.budgeted


def wrenfield() -> HiringYear:
    """Return the story's base case: 84 budgeted registered nurses, 76 in post."""
    return HiringYear(
        budgeted=84,
        in_post=76,
        incumbent_leave_year=0.164,
        new_hire_leave_month=0.022,
        learning_months=2,
        learning_share=0.5,
        target_share=0.97,
        gap_limit_fte=4.0,
        vacancy_limit=0.05,
        pace_limit=6,
        hire_cost_usd=29_300,
        hiring_limit_usd=620_000,
        agency_hour_usd=95,
        agency_hours_month=158,
        agency_limit_usd=800_000,
    )


@dataclass(frozen=True)
class StaffingByMonth:
    """What one plan, or an array of plans, comes to; the last axis of each array is the month.

    Parameters
    ----------
    incumbents, hires_in_post : array
        Nurses in post at the end of the month, of those on the first day and of the year's hires.
    effective : array
        Productive nurses: incumbents, hires as far as they have learned, and agency nurses.
    gap_fte : array
        Productive nurses missing from the target; negative where there are some to spare.
    vacancy_share : array
        Vacant over budgeted posts at the end of the month.
    agency_usd, hiring_usd : array
        What the month costs.
    """

    incumbents: NDArray[np.float64]
    hires_in_post: NDArray[np.float64]
    effective: NDArray[np.float64]
    gap_fte: NDArray[np.float64]
    vacancy_share: NDArray[np.float64]
    agency_usd: NDArray[np.float64]
    hiring_usd: NDArray[np.float64]

    @property
    def in_post(self) -> NDArray[np.float64]:
        """Nurses in post at the end of the month; agency nurses are not."""
        return self.incumbents + self.hires_in_post

    @property
    def cost_usd(self) -> NDArray[np.float64]:
        """Hiring and agency together; the nurses' own pay is budgeted elsewhere."""
        return self.agency_usd + self.hiring_usd


def run_year(year: HiringYear, hires: ArrayLike, agency: ArrayLike) -> StaffingByMonth:
    """Run a year of hiring.

    Parameters
    ----------
    year : HiringYear
        Who is in post, who leaves, what a hire and an agency nurse cost.
    hires : array, shape (..., 12)
        Nurses who start on the first day of each month.
    agency : array, shape (..., 4)
        Agency nurses, full-time, in each quarter.

    Returns
    -------
    StaffingByMonth
        Twelve months. A hire can leave in the month of starting, and learns in it and the next ones.

    Raises
    ------
    ValueError
        If there are not twelve months and four quarters, or a number is negative.
    """
    starts, bought = _numbers(hires, MONTHS, "hires"), _numbers(agency, QUARTERS, "agency")
    stay, learning = _hires_by_age(year)
    incumbents = year.in_post * (1 - year.incumbent_leave_year / MONTHS) ** np.arange(1, MONTHS + 1)
    agency_fte = np.repeat(bought, MONTHS_PER_QUARTER, axis=-1)
    hired = starts @ stay
    effective = incumbents + starts @ (stay * learning) + agency_fte
    return StaffingByMonth(
        incumbents=np.broadcast_to(incumbents, hired.shape),
        hires_in_post=hired,
        effective=effective,
        gap_fte=year.target_fte - effective,
        vacancy_share=vacancy(year.budgeted, incumbents + hired),
        agency_usd=agency_fte * year.agency_hour_usd * year.agency_hours_month,
        hiring_usd=starts * year.hire_cost_usd,
    )


def _hires_by_age(year: HiringYear) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return what is left, and how productive it is, of one hire of each month (rows) in each month (columns)."""
    age = np.arange(MONTHS) - np.arange(MONTHS)[:, None]  # 0 in the month of starting
    stay = np.where(age >= 0, (1 - year.new_hire_leave_month) ** (age + 1.0), 0.0)
    return stay, np.where(age < year.learning_months, year.learning_share, 1.0)


def _numbers(values: ArrayLike, length: int, name: str) -> NDArray[np.float64]:
    array = np.asarray(values, dtype=float)
    if array.shape[-1:] != (length,):
        raise ValueError(f"{name} must hold {length} numbers, one for each period of the year; check the last axis")
    if not (array >= 0).all():
        raise ValueError(f"{name} must be 0 or more; people who leave are counted by the model")
    return array


def hires_in_busiest_quarter(hires: ArrayLike) -> Any:
    """Return the most hires of any three months running."""
    starts = np.asarray(hires, dtype=float)
    running = [starts[..., m : m + MONTHS_PER_QUARTER].sum(axis=-1) for m in range(MONTHS - MONTHS_PER_QUARTER + 1)]
    return np.max(running, axis=0)


@dataclass(frozen=True)
class FilledOnce:
    """Vacant posts before, and empty ones at each month's end if all are filled on the first day and none after it."""

    vacant: int
    empty: NDArray[np.float64]


def fill_vacancies_once(year: HiringYear) -> FilledOnce:
    """Return a year in which every vacant post is filled on the first day, and nobody is hired after that."""
    run = run_year(year, [year.vacant, *[0] * (MONTHS - 1)], [0] * QUARTERS)
    return FilledOnce(year.vacant, year.budgeted - run.in_post)
