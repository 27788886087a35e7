"""A clinic's access: panel, no-shows and reminders, the third next available appointment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from course import validation as require
from course.staffing.arrays import extremes

__all__ = [
    "panel_size",
    "show_share_with_reminders",
    "third_next_available_days",
]


def panel_size(visits_per_day: float, days_per_year: float, visits_per_patient_year: float) -> float:
    """Return how many patients one clinician can look after.

    Parameters
    ----------
    visits_per_day : float
        Visits that the clinician offers on a clinic day.
    days_per_year : float
        Clinic days in a year.
    visits_per_patient_year : float
        Visits that a patient of the panel makes in a year.

    Returns
    -------
    float
        Patients at whom visits offered equal visits asked for: panel x visits per patient = visits a day x days.
        Source: Murray and Davies, Family Practice Management 2007.

    Raises
    ------
    ValueError
        If a figure is not above zero.

    Examples
    --------
    >>> panel_size(20, 220, 2)
    2200.0
    """
    require.positive("visits_per_day", visits_per_day)
    require.positive("days_per_year", days_per_year)
    require.positive("visits_per_patient_year", visits_per_patient_year)
    return visits_per_day * days_per_year / visits_per_patient_year


def show_share_with_reminders(show_share: Any, reminder_hours: Any, fewer_no_shows_per_hour: float) -> Any:
    """Return the show rate once somebody spends hours on reminding the patients of a session.

    Parameters
    ----------
    show_share : float or array
        Show rate without reminders, 0 to 1.
    reminder_hours : float or array
        Staff-hours of calls and messages for the session.
    fewer_no_shows_per_hour : float
        Share of the remaining no-shows that each hour turns into visits, 0 to 1.

    Returns
    -------
    float or array
        1 - (1 - show) x (1 - share)^hours: each hour does less than the one before.

    Raises
    ------
    ValueError
        If a share is not within 0 to 1 or the hours are negative.

    Examples
    --------
    >>> round(show_share_with_reminders(0.8, 2, 0.1), 3)
    0.838
    """
    for share in extremes(show_share):
        require.share("show_share", share)
    for hours in extremes(reminder_hours):
        require.non_negative("reminder_hours", hours)
    require.share("fewer_no_shows_per_hour", fewer_no_shows_per_hour)
    return 1 - (1 - show_share) * (1 - fewer_no_shows_per_hour) ** reminder_hours


def third_next_available_days(open_slots_by_day: Sequence[int]) -> int:
    """Return the days until the third open appointment: the usual measure of access.

    The first open slot may be a cancellation that nobody could plan on; the third is not.

    Parameters
    ----------
    open_slots_by_day : sequence of int
        Open slots today, tomorrow, and so on, one entry for each day that is counted.

    Returns
    -------
    int
        Days from today, 0 for today itself.

    Raises
    ------
    ValueError
        If the days hold fewer than three open slots, or a count is negative.

    Examples
    --------
    >>> third_next_available_days([1, 0, 1, 0, 2])
    4
    """
    found = 0
    for day, count in enumerate(open_slots_by_day):
        require.whole("open_slots_by_day", count)
        found += int(count)
        if found >= 3:
            return day
    raise ValueError(f"only {found} slots are open on these days; look further ahead")
