"""Nursing-home staffing: hours per resident day, and what a mix of payers brings.

Hours are direct-care hours as payroll reports them. What the law asks of them is in the unit on nursing homes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from course import validation as require
from course.staffing.arrays import extremes, positive_part

__all__ = [
    "StaffDay",
    "average_rate_usd",
    "census_revenue_usd",
    "hours_per_resident_day",
    "hours_short",
    "hprd_weekday_and_weekend",
    "weekend_change_share",
]

TYPES = ("rn", "lpn", "aide")


@dataclass(frozen=True)
class StaffDay:
    """One day of a nursing home.

    Parameters
    ----------
    residents : float
        Residents in the house at midnight.
    rn_hours, lpn_hours, aide_hours : float
        Hours worked by registered nurses, licensed practical nurses and nurse aides, agency staff included.
    weekend : bool
        Whether it is a Saturday or a Sunday.
    """

    residents: float
    rn_hours: float
    lpn_hours: float
    aide_hours: float
    weekend: bool = False

    @property
    def total_hours(self) -> float:
        return self.rn_hours + self.lpn_hours + self.aide_hours

    @property
    def hprd(self) -> float:
        """Nursing hours per resident of this day."""
        return self.total_hours / self.residents

    def hours(self, kind: str) -> float:
        """Return the hours of one of `TYPES`, or of all with "total"."""
        return float(getattr(self, f"{kind}_hours"))


def hours_per_resident_day(hours: Iterable[float], residents: Iterable[float]) -> float:
    """Return hours per resident day over a period: the sum of hours over the sum of residents.

    Parameters
    ----------
    hours : iterable of float
        Nursing hours of each day.
    residents : iterable of float
        Residents of each day, in the same order. Residents, not beds.

    Returns
    -------
    float
        Hours per resident day. The mean of the daily ratios is another number wherever the census moves.

    Raises
    ------
    ValueError
        If the days do not match, hours are negative, or nobody lives there.

    Examples
    --------
    >>> round(hours_per_resident_day([358], [96]), 3)
    3.729
    """
    worked, living = list(hours), list(residents)
    if len(worked) != len(living):
        raise ValueError(
            f"there are {len(worked)} days of hours but {len(living)} of residents; give one of each a day"
        )
    for value in worked:
        require.non_negative("hours", value)
    for value in living:
        require.non_negative("residents", value)
    require.positive("the sum of residents", sum(living))
    return sum(worked) / sum(living)


def hprd_weekday_and_weekend(days: Sequence[StaffDay], kind: str = "total") -> tuple[float, float]:
    """Return hours per resident day on weekdays and at weekends.

    Parameters
    ----------
    days : sequence of StaffDay
        The days of a period, some of each.
    kind : str
        "rn", "lpn", "aide" or "total".

    Returns
    -------
    tuple of float
        Weekday, weekend.

    Raises
    ------
    ValueError
        If the type is unknown, or there is no resident day of one sort.

    Examples
    --------
    >>> hprd_weekday_and_weekend([StaffDay(100, 60, 80, 220), StaffDay(100, 40, 80, 180, weekend=True)])
    (3.6, 3.0)
    """
    if kind not in (*TYPES, "total"):
        raise ValueError(f"{kind!r} is no type of nurse; choose from rn, lpn, aide, total")
    split = []
    for weekend in (False, True):
        chosen = [day for day in days if day.weekend == weekend]
        if not chosen:
            raise ValueError(f"there is no {'weekend' if weekend else 'weekday'} among the days; give a whole week")
        split.append(hours_per_resident_day([day.hours(kind) for day in chosen], [day.residents for day in chosen]))
    return split[0], split[1]


def weekend_change_share(days: Sequence[StaffDay], kind: str = "total") -> float:
    """Return how far weekends stand above weekdays in hours per resident day; negative where they dip.

    Parameters
    ----------
    days : sequence of StaffDay
        The days of a period, some of each.
    kind : str
        "rn", "lpn", "aide" or "total".

    Returns
    -------
    float
        Weekend over weekday, less one.

    Raises
    ------
    ValueError
        If the type is unknown, a sort of day is missing, or weekdays have no hours.

    Examples
    --------
    >>> round(weekend_change_share([StaffDay(100, 60, 80, 220), StaffDay(100, 40, 80, 180, weekend=True)]), 3)
    -0.167
    """
    weekday, weekend = hprd_weekday_and_weekend(days, kind)
    require.positive("weekday hours", weekday)
    return weekend / weekday - 1


def hours_short(target_hprd: float, residents: float, hours: Any) -> Any:
    """Return the hours a day that are missing from a target per resident.

    Parameters
    ----------
    target_hprd : float
        Hours per resident day aimed at.
    residents : float
        Residents that day.
    hours : float or array
        Hours worked that day, or on each of several.

    Returns
    -------
    float or array
        target x residents - hours, or zero where nothing is missing.

    Raises
    ------
    ValueError
        If a figure is negative.

    Examples
    --------
    >>> round(hours_short(2.45, 96, 218), 1)
    17.2
    """
    require.non_negative("target_hprd", target_hprd)
    require.non_negative("residents", residents)
    for figure in extremes(hours):
        require.non_negative("hours", figure)
    return positive_part(target_hprd * residents - hours)


# ---------------------------------------------------------------- census mix


def census_revenue_usd(
    residents_by_payer: Mapping[str, float], rate_usd_by_payer: Mapping[str, float], days: float
) -> float:
    """Return what a census brings in room and care over a period.

    Parameters
    ----------
    residents_by_payer : mapping of str to float
        Mean residents by payer.
    rate_usd_by_payer : mapping of str to float
        What each payer pays for a resident day, in dollars.
    days : float
        Days of the period.

    Returns
    -------
    float
        Sum of residents x rate, times days, in dollars.

    Raises
    ------
    ValueError
        If a figure is negative or a payer has no rate.

    Examples
    --------
    >>> census_revenue_usd({"Medicaid": 60, "Medicare": 10}, {"Medicaid": 240, "Medicare": 600}, 30)
    612000.0
    """
    require.non_negative("days", days)
    daily = 0.0
    for payer, residents in residents_by_payer.items():
        if payer not in rate_usd_by_payer:
            raise ValueError(f"there is no rate for {payer!r}; give what it pays for a resident day")
        require.non_negative(f"residents_by_payer[{payer!r}]", residents)
        require.non_negative(f"rate_usd_by_payer[{payer!r}]", rate_usd_by_payer[payer])
        daily += residents * rate_usd_by_payer[payer]
    return daily * days


def average_rate_usd(residents_by_payer: Mapping[str, float], rate_usd_by_payer: Mapping[str, float]) -> float:
    """Return what a resident day brings on the mean of a census.

    Parameters
    ----------
    residents_by_payer : mapping of str to float
        Mean residents by payer.
    rate_usd_by_payer : mapping of str to float
        What each payer pays for a resident day, in dollars.

    Returns
    -------
    float
        A day's revenue over the day's residents, in dollars: rates weighted by residents, not their plain mean.

    Raises
    ------
    ValueError
        If a figure is negative, a payer has no rate, or nobody lives there.

    Examples
    --------
    >>> average_rate_usd({"Medicaid": 60, "Medicare": 20}, {"Medicaid": 240, "Medicare": 600})
    330.0
    """
    require.positive("the sum of residents", sum(residents_by_payer.values()))
    return census_revenue_usd(residents_by_payer, rate_usd_by_payer, 1) / sum(residents_by_payer.values())
