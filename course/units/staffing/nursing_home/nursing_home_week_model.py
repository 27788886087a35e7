"""A nursing home's week: hours on a weekday and on a day of the weekend, what they cost and what residents get.

A plan is an array whose last two axes are the type of day in the order of `DAY_TYPES` and the type of hour in the order
of `HOUR_TYPES`; earlier axes are plans. Hours are hours a day, money is dollars a week.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course.staffing.nursing_home import hours_short

DAY_TYPES, HOUR_TYPES = ("weekday", "weekend"), ("rn", "lpn", "aide", "agency")
PLAN_KEYS = tuple(f"{day}_{hour}" for day in DAY_TYPES for hour in HOUR_TYPES)
DAYS_PER_WEEK = np.array([5.0, 2.0])  # of each type of day


@dataclass(frozen=True)
class DayHours:
    """Nursing hours of one type of day.

    Parameters
    ----------
    rn_hours, lpn_hours, aide_hours : float
        Hours a day by the home's own registered nurses, licensed practical nurses and aides.
    agency_hours : float
        Hours a day by aides of an agency.
    """

    rn_hours: float
    lpn_hours: float
    aide_hours: float
    agency_hours: float = 0.0

    @property
    def row(self) -> tuple[float, float, float, float]:
        """The hours in the order of `HOUR_TYPES`."""
        return (self.rn_hours, self.lpn_hours, self.aide_hours, self.agency_hours)


@dataclass(frozen=True)
class HomeWeek:
    """A nursing home's week to plan: what it does today, what an hour costs, and what the board asks.

    Parameters
    ----------
    residents, certified_beds : int
        Residents on the mean, and the beds that could hold some.
    weekday, weekend : DayHours
        Today's hours on each of five weekdays and two days of the weekend.
    rn_wage_usd, lpn_wage_usd, aide_wage_usd : float
        Mean hourly wages.
    loading : float
        Wages times this is what an own hour costs, taxes and benefits included.
    agency_bill_usd : float
        What the agency bills for an aide's hour; benefits are the agency's.
    weekly_budget_usd : float
        The most that a week of nursing may cost.
    aide_floor_hprd, rn_floor_hprd, total_floor_hprd : float
        The board's policy on either type of day, in hours per resident day.
    weekend_floor_share : float
        Hours per resident day at weekends over those on weekdays, at least.
    agency_limit_share : float
        Agency hours over all nursing hours of the week, at most.
    own_aide_limit_hours : float
        Hours a day that the aides in post can fill; the rest has to be bought or left.
    """

    residents: int
    certified_beds: int
    weekday: DayHours
    weekend: DayHours
    rn_wage_usd: float
    lpn_wage_usd: float
    aide_wage_usd: float
    loading: float
    agency_bill_usd: float
    weekly_budget_usd: float
    aide_floor_hprd: float
    rn_floor_hprd: float
    total_floor_hprd: float
    weekend_floor_share: float
    agency_limit_share: float
    own_aide_limit_hours: float

    @property
    def today(self) -> NDArray[np.float64]:
        """What the home does now, as a plan."""
        return np.array([self.weekday.row, self.weekend.row])

    @property
    def aide_floor_hours(self) -> float:
        """Aide hours a day that the board's policy asks for."""
        return self.aide_floor_hprd * self.residents

    @property
    def rn_floor_hours(self) -> float:
        """Hours a day of registered nurses that the board's policy asks for."""
        return self.rn_floor_hprd * self.residents

    @property
    def total_floor_hours(self) -> float:
        """Nursing hours a day that the board's policy asks for."""
        return self.total_floor_hprd * self.residents


def alder_creek() -> HomeWeek:
    """Return the story's base case: every day alike, 17.2 aide hours short of the board's policy."""
    return HomeWeek(
        residents=96,
        certified_beds=110,
        weekday=DayHours(58, 82, 218),
        weekend=DayHours(58, 82, 218),
        rn_wage_usd=43,
        lpn_wage_usd=33,
        aide_wage_usd=21,
        loading=1.25,
        agency_bill_usd=36,
        weekly_budget_usd=86_500,
        aide_floor_hprd=2.45,
        rn_floor_hprd=0.55,
        total_floor_hprd=3.60,
        weekend_floor_share=0.95,
        agency_limit_share=0.04,
        own_aide_limit_hours=228,
    )


@dataclass(frozen=True)
class WeekMeasures:
    """What one plan, or an array of plans, comes to.

    Parameters
    ----------
    cost_usd : array
        A week's nursing.
    rn_hours, licensed_hours, aide_hours, own_aide_hours, total_hours : array
        Hours a day; the last axis is the type of day. Aide hours include the agency's.
    agency_share : array
        Agency hours over all nursing hours of the week.
    """

    cost_usd: Any
    rn_hours: Any
    licensed_hours: Any
    aide_hours: Any
    own_aide_hours: Any
    total_hours: Any
    agency_share: Any


def hour_costs_usd(week: HomeWeek) -> NDArray[np.float64]:
    """Return what an hour of each of `HOUR_TYPES` costs: wages with their loading, and the agency's bill as it is."""
    wages = np.array([week.rn_wage_usd, week.lpn_wage_usd, week.aide_wage_usd])
    return np.append(wages * week.loading, week.agency_bill_usd)


def measure_week(week: HomeWeek, plans: ArrayLike) -> WeekMeasures:
    """Add up one plan or many.

    Parameters
    ----------
    week : HomeWeek
        The home and what an hour costs there.
    plans : array of float, shape (..., 2, 4)
        Hours a day by type of day and type of hour.
    """
    hours = np.asarray(plans, dtype=float)
    weekly = DAYS_PER_WEEK @ hours  # one week's hours by type
    everyone = weekly.sum(axis=-1)
    return WeekMeasures(
        cost_usd=weekly @ hour_costs_usd(week),
        rn_hours=hours[..., 0],
        licensed_hours=hours[..., 0] + hours[..., 1],
        aide_hours=hours[..., 2] + hours[..., 3],
        own_aide_hours=hours[..., 2],
        total_hours=hours.sum(axis=-1),
        agency_share=np.divide(weekly[..., 3], everyone, out=np.zeros_like(everyone), where=everyone > 0),
    )


def aide_hours_short(week: HomeWeek, plans: ArrayLike) -> Any:
    """Return the aide hours a week that are missing from the board's policy, each type of day by itself.

    Own hours beyond what those in post can fill are worked by nobody, so they are missing too.
    """
    m = measure_week(week, plans)
    worked = m.aide_hours - np.clip(m.own_aide_hours - week.own_aide_limit_hours, 0, None)
    return hours_short(week.aide_floor_hprd, week.residents, worked) @ DAYS_PER_WEEK


def as_array(plan: Mapping[str, Any]) -> NDArray[np.float64]:
    """Return a plan by name as an array of types of day by types of hour."""
    return np.array([[float(plan[f"{day}_{hour}"]) for hour in HOUR_TYPES] for day in DAY_TYPES])


def as_plan(hours: ArrayLike) -> dict[str, Any]:
    """Return an array of one plan as a plan that can be kept; whole hours are whole numbers."""
    flat = (float(value) for value in np.asarray(hours, dtype=float).ravel())
    return {key: int(value) if value.is_integer() else value for key, value in zip(PLAN_KEYS, flat, strict=True)}
