"""A clinic's access: panel, no-shows and reminders, the third next available appointment."""

from __future__ import annotations

from collections.abc import Sequence

from course import validation as require

__all__ = [
    "no_show_share",
    "panel_size",
    "show_share_with_reminders",
    "third_next_available_days",
    "visits_per_day_needed",
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


def visits_per_day_needed(panel_patients: float, visits_per_patient_year: float, days_per_year: float) -> float:
    """Return the visits that a panel asks for on a clinic day.

    Parameters
    ----------
    panel_patients : float
        Patients on the panel.
    visits_per_patient_year : float
        Visits that one of them makes in a year.
    days_per_year : float
        Clinic days in a year.

    Returns
    -------
    float
        Visits a day; above what is offered, the wait for an appointment grows for ever.

    Raises
    ------
    ValueError
        If the panel is negative or another figure is not above zero.

    Examples
    --------
    >>> visits_per_day_needed(2_200, 2, 220)
    20.0
    """
    require.non_negative("panel_patients", panel_patients)
    require.positive("visits_per_patient_year", visits_per_patient_year)
    require.positive("days_per_year", days_per_year)
    return panel_patients * visits_per_patient_year / days_per_year


def no_show_share(no_shows: float, booked: float) -> float:
    """Return the share of booked appointments to which nobody came.

    Parameters
    ----------
    no_shows, booked : float
        Appointments missed, and all that were booked; those canceled in time belong to neither.

    Returns
    -------
    float
        No-show rate, 0 to 1.

    Raises
    ------
    ValueError
        If nothing was booked, or more was missed than booked.

    Examples
    --------
    >>> no_show_share(14, 100)
    0.14
    """
    require.no_more_than("no_shows", no_shows, "booked", booked)
    return no_shows / booked


def show_share_with_reminders(show_share: float, reminder_hours: float, fewer_no_shows_per_hour: float) -> float:
    """Return the show rate once somebody spends hours on reminding the patients of a session.

    Parameters
    ----------
    show_share : float
        Show rate without reminders, 0 to 1.
    reminder_hours : float
        Staff-hours of calls and messages for the session.
    fewer_no_shows_per_hour : float
        Share of the remaining no-shows that each hour turns into visits, 0 to 1.

    Returns
    -------
    float
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
    require.share("show_share", show_share)
    require.non_negative("reminder_hours", reminder_hours)
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
        found += _whole("open_slots_by_day", count)
        if found >= 3:
            return day
    raise ValueError(f"only {found} slots are open on these days; look further ahead")


def _whole(name: str, value: float) -> int:
    if value != int(value) or value < 0:
        raise ValueError(f"{name} must be a whole number from 0 up, got {value}; round it first")
    return int(value)
