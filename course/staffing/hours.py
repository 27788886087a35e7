"""From patients to people: hours of care, hours paid for, and full-time equivalents.

Three sorts of hours, never mixed. *Productive* hours are worked at the bedside; *non-productive* hours are paid and
not worked (leave, illness, training); *paid* hours are both. Patients need productive hours, the budget pays paid
hours, and a full-time equivalent (FTE) is 2,080 paid hours a year, which is neither a person nor a post.
"""

from __future__ import annotations

from collections.abc import Mapping

from course import validation as require

__all__ = [
    "day_and_night_staff",
    "ftes",
    "hours_by_role",
    "hours_per_patient_day",
    "paid_hours",
    "patient_days",
    "post_ftes",
    "productive_hours",
    "productive_share_of",
    "relief_factor",
    "staff_per_day",
    "unit_ftes",
]

PAID_HOURS_PER_FTE = 2_080.0  # 40 hours in 52 weeks, the accounting convention of American payrolls
DAYS_PER_YEAR = 365.0
DAYS_PER_WEEK = 7.0
# The house default: 13% of paid hours are leave, illness and training. A hospital's own payroll beats any default.
HOUSE_PRODUCTIVE_SHARE = 0.87


def ftes(paid: float, paid_hours_per_fte: float = PAID_HOURS_PER_FTE) -> float:
    """Return the full-time equivalents in a number of paid hours.

    Parameters
    ----------
    paid : float
        Paid hours of a year, worked or not.
    paid_hours_per_fte : float
        Paid hours that one full-time equivalent stands for in a year.

    Returns
    -------
    float
        FTEs; not rounded, and not a headcount: two half-time nurses are one FTE.

    Raises
    ------
    ValueError
        If the hours are negative or those of an FTE are not above zero.

    Examples
    --------
    >>> ftes(3_120)
    1.5
    """
    require.non_negative("paid", paid)
    require.positive("paid_hours_per_fte", paid_hours_per_fte)
    return paid / paid_hours_per_fte


def productive_share_of(nonproductive_hours: float, paid: float = PAID_HOURS_PER_FTE) -> float:
    """Return the share of paid hours that is worked.

    Parameters
    ----------
    nonproductive_hours : float
        Paid hours that are not worked: leave, illness, holidays, training.
    paid : float
        All paid hours of the same people and period.

    Returns
    -------
    float
        From 0 to 1.

    Raises
    ------
    ValueError
        If the non-productive hours are negative or exceed the paid ones.

    Examples
    --------
    >>> round(1 - productive_share_of(280), 4)
    0.1346
    """
    require.no_more_than("nonproductive_hours", nonproductive_hours, "paid", paid)
    return (paid - nonproductive_hours) / paid


def relief_factor(productive_share: float) -> float:
    """Return how many hours must be paid for one hour to be worked.

    Parameters
    ----------
    productive_share : float
        Share of paid hours that is worked, above 0 and at most 1.

    Returns
    -------
    float
        One divided by the productive share. Adding the leave instead (1 + 13%) leaves posts empty, because leave
        is a share of paid hours and not of worked ones.

    Raises
    ------
    ValueError
        If the share is not above 0 or exceeds 1.

    Examples
    --------
    >>> round(relief_factor(1_800 / 2_080), 3)
    1.156
    """
    require.productive("productive_share", productive_share)
    return 1 / productive_share


def paid_hours(productive: float, productive_share: float = HOUSE_PRODUCTIVE_SHARE) -> float:
    """Return the hours to pay for so that a number of hours is worked.

    Parameters
    ----------
    productive : float
        Hours that must be worked.
    productive_share : float
        Share of paid hours that is worked; the default is the house's.

    Returns
    -------
    float
        Paid hours: worked hours divided by the productive share.

    Raises
    ------
    ValueError
        If the hours are negative, or the share is not above 0 or exceeds 1.

    Examples
    --------
    >>> round(paid_hours(87))
    100
    """
    require.non_negative("productive", productive)
    return productive * relief_factor(productive_share)


def post_ftes(
    hours_per_day: float,
    days_per_week: float = DAYS_PER_WEEK,
    productive_share: float = HOUSE_PRODUCTIVE_SHARE,
    paid_hours_per_fte: float = PAID_HOURS_PER_FTE,
) -> float:
    """Return the paid FTEs that keep one post filled all year.

    Parameters
    ----------
    hours_per_day : float
        Hours a day that somebody must be there; 24 for a post that is never empty.
    days_per_week : float
        Days a week that the post is open, up to 7.
    productive_share : float
        Share of paid hours that is worked; 1 gives the productive FTEs alone.
    paid_hours_per_fte : float
        Paid hours of an FTE in a year.

    Returns
    -------
    float
        Paid FTEs for a year of 365 days.

    Raises
    ------
    ValueError
        If there are more than 24 hours in a day or 7 days in a week, or another figure is out of bounds.

    Examples
    --------
    >>> round(post_ftes(24, productive_share=1), 2), round(post_ftes(24), 2)
    (4.21, 4.84)
    """
    require.no_more_than("hours_per_day", hours_per_day, "hours in a day", 24)
    require.no_more_than("days_per_week", days_per_week, "days in a week", DAYS_PER_WEEK)
    worked = hours_per_day * days_per_week * DAYS_PER_YEAR / DAYS_PER_WEEK
    return ftes(paid_hours(worked, productive_share), paid_hours_per_fte)


def patient_days(average_daily_census: float, days: float = DAYS_PER_YEAR) -> float:
    """Return the patient days of a period.

    Parameters
    ----------
    average_daily_census : float
        Patients in the unit on an average day.
    days : float
        Calendar days of the period.

    Returns
    -------
    float
        Patient days.

    Raises
    ------
    ValueError
        If the census is negative or the period is not above zero.
    """
    require.non_negative("average_daily_census", average_daily_census)
    require.positive("days", days)
    return average_daily_census * days


def hours_per_patient_day(productive: float, days_of_care: float) -> float:
    """Return the hours of direct care that a patient received on a day.

    Parameters
    ----------
    productive : float
        Worked hours of direct care in the period; neither leave nor management.
    days_of_care : float
        Patient days of the same period.

    Returns
    -------
    float
        Hours per patient day (HPPD): the sum of hours over the sum of days, not the mean of daily ratios.

    Raises
    ------
    ValueError
        If the hours are negative or the patient days are not above zero.

    Examples
    --------
    >>> hours_per_patient_day(247, 26)
    9.5
    """
    require.non_negative("productive", productive)
    require.positive("days_of_care", days_of_care)
    return productive / days_of_care


def productive_hours(hours_per_day_of_care: float, days_of_care: float) -> float:
    """Return the hours to be worked for a number of patient days: `hours_per_patient_day` turned around.

    Parameters
    ----------
    hours_per_day_of_care : float
        Hours per patient day.
    days_of_care : float
        Patient days.

    Returns
    -------
    float
        Productive hours of the same period.

    Raises
    ------
    ValueError
        If a figure is negative.
    """
    require.non_negative("hours_per_day_of_care", hours_per_day_of_care)
    require.non_negative("days_of_care", days_of_care)
    return hours_per_day_of_care * days_of_care


def unit_ftes(
    average_daily_census: float,
    hours_per_day_of_care: float,
    productive_share: float = HOUSE_PRODUCTIVE_SHARE,
    paid_hours_per_fte: float = PAID_HOURS_PER_FTE,
) -> float:
    """Return the paid FTEs that a unit needs for its patients, every day of the year.

    Parameters
    ----------
    average_daily_census : float
        Patients on an average day; right for a year's budget, wrong for deciding who is needed at three o'clock.
    hours_per_day_of_care : float
        Hours per patient day of direct care.
    productive_share : float
        Share of paid hours that is worked; 1 gives the productive FTEs alone.
    paid_hours_per_fte : float
        Paid hours of an FTE in a year.

    Returns
    -------
    float
        Paid FTEs of direct care.

    Raises
    ------
    ValueError
        If a figure is negative or a share out of bounds.

    Examples
    --------
    >>> round(unit_ftes(26, 9.5, productive_share=1), 2), round(unit_ftes(26, 9.5), 2)
    (43.34, 49.82)
    """
    worked = productive_hours(hours_per_day_of_care, patient_days(average_daily_census))
    return ftes(paid_hours(worked, productive_share), paid_hours_per_fte)


def staff_per_day(average_daily_census: float, hours_per_day_of_care: float, shift_hours: float = 12.0) -> float:
    """Return the shifts to fill on an average day.

    Parameters
    ----------
    average_daily_census : float
        Patients on an average day.
    hours_per_day_of_care : float
        Hours per patient day.
    shift_hours : float
        Length of a shift.

    Returns
    -------
    float
        Shifts a day; not rounded.

    Raises
    ------
    ValueError
        If a figure is negative, or a shift is not above zero or longer than a day.

    Examples
    --------
    >>> round(staff_per_day(26, 9.5), 2)
    20.58
    """
    require.non_negative("average_daily_census", average_daily_census)
    require.positive("shift_hours", shift_hours)
    require.no_more_than("shift_hours", shift_hours, "hours in a day", 24)
    return productive_hours(hours_per_day_of_care, average_daily_census) / shift_hours


def day_and_night_staff(staff: float, day_share: float = 0.55) -> tuple[float, float]:
    """Split the shifts of a day between day and night.

    Parameters
    ----------
    staff : float
        Shifts of a day, as `staff_per_day` gives them.
    day_share : float
        Share that works by day; 55% is a teaching example, a unit takes it from its own work by the hour.

    Returns
    -------
    tuple of float
        Day and night shifts; not rounded. People come whole: after rounding up, cost the hours again.

    Raises
    ------
    ValueError
        If there are fewer than no shifts or the share lies outside 0 to 1.

    Examples
    --------
    >>> tuple(round(each, 2) for each in day_and_night_staff(26 * 9.5 / 12))
    (11.32, 9.26)
    """
    require.non_negative("staff", staff)
    require.share("day_share", day_share)
    return staff * day_share, staff * (1 - day_share)


def hours_by_role(productive: float, mix: Mapping[str, float]) -> dict[str, float]:
    """Return the hours that each role works, from the whole and a skill mix.

    Parameters
    ----------
    productive : float
        Productive hours of all roles.
    mix : mapping of str to float
        Each role's share of the hours; they sum to 1.

    Returns
    -------
    dict of str to float
        Productive hours by role.

    Raises
    ------
    ValueError
        If the hours are negative or the shares do not sum to 1.

    Examples
    --------
    >>> hours_by_role(200, {"RN": 0.75, "aide": 0.25})
    {'RN': 150.0, 'aide': 50.0}
    """
    require.non_negative("productive", productive)
    require.mix("mix", mix)
    return {role: productive * share for role, share in mix.items()}
