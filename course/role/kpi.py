"""The figures on a hospital's dashboard: census, stays and beds.

Every figure is a ratio of sums: add up the numerators, add up the denominators, divide once. Days are patient days
at the midnight census unless a name says otherwise. Definitions are those of standard texts on hospital finance and
statistics. `course.role.adjusted` has the case mix, and the volume with the outpatients in it.

Worked figures are Wrenfield Memorial's fiscal year 2025, invented for this course.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from course import validation as require

__all__ = [
    "approximate_length_of_stay",
    "average_daily_census",
    "average_length_of_stay",
    "average_of_ratios",
    "bed_turns",
    "occupancy",
    "occupancy_by_beds",
    "ratio_of_sums",
    "turnover_interval_days",
]


# ---------------------------------------------------------------- many units, one figure


def ratio_of_sums(numerators: Sequence[float], denominators: Sequence[float]) -> float:
    """Return the figure of several units together: the sum of the numerators over that of the denominators.

    Parameters
    ----------
    numerators, denominators : sequence of float
        One of each for every unit, month or site, in the same order.

    Returns
    -------
    float
        The figure as if the units were one.

    Raises
    ------
    ValueError
        If the lengths differ, there is no unit, or the denominators do not sum to more than zero.

    Examples
    --------
    >>> ratio_of_sums([380, 350, 300], [90, 100, 60])
    4.12
    """
    _same_length(numerators, denominators)
    require.positive("the sum of the denominators", sum(denominators))
    return sum(numerators) / sum(denominators)


def average_of_ratios(numerators: Sequence[float], denominators: Sequence[float]) -> float:
    """Return the plain average of the units' own figures: the common mistake, here to be compared with.

    Parameters
    ----------
    numerators, denominators : sequence of float
        One of each for every unit, month or site, in the same order.

    Returns
    -------
    float
        Gives the smallest unit as much say as the largest; equal to `ratio_of_sums` where all denominators are equal.

    Raises
    ------
    ValueError
        If the lengths differ, there is no unit, or a denominator is not above zero.

    Examples
    --------
    >>> round(average_of_ratios([380, 350, 300], [90, 100, 60]), 3)
    4.241
    """
    _same_length(numerators, denominators)
    for denominator in denominators:
        require.positive("each denominator", denominator)
    return sum(n / d for n, d in zip(numerators, denominators, strict=True)) / len(denominators)


def _same_length(numerators: Sequence[float], denominators: Sequence[float]) -> None:
    if len(numerators) != len(denominators) or not denominators:
        raise ValueError(
            f"there are {len(numerators)} numerators and {len(denominators)} denominators; give one of each for a unit"
        )


# ---------------------------------------------------------------- census, stays and beds


def average_daily_census(patient_days: float, calendar_days: float) -> float:
    """Return the average daily census (ADC): patients in beds at midnight, on an average day.

    Parameters
    ----------
    patient_days : float
        Sum of the midnight censuses of the period.
    calendar_days : float
        Days in the same period.

    Returns
    -------
    float
        Patients.

    Raises
    ------
    ValueError
        If the patient days are negative or the calendar days not above zero.

    Examples
    --------
    >>> average_daily_census(49_275, 365)
    135.0
    """
    require.non_negative("patient_days", patient_days)
    require.positive("calendar_days", calendar_days)
    return patient_days / calendar_days


def average_length_of_stay(discharge_days: float, discharges: float) -> float:
    """Return the average length of stay (ALOS) of the patients who left in the period.

    Parameters
    ----------
    discharge_days : float
        Whole stays of those patients, admission to discharge, wherever the stay began.
    discharges : float
        Patients who left in the period, deaths included.

    Returns
    -------
    float
        Days. The exact definition; `approximate_length_of_stay` is the way without each patient's dates.

    Raises
    ------
    ValueError
        If the discharge days are negative or the discharges not above zero.

    Examples
    --------
    >>> average_length_of_stay(48_100, 10_250) < approximate_length_of_stay(49_275, 10_250)
    True
    """
    require.non_negative("discharge_days", discharge_days)
    require.positive("discharges", discharges)
    return discharge_days / discharges


def approximate_length_of_stay(patient_days: float, discharges: float) -> float:
    """Return the length of stay from the census: patient days over discharges of the same period.

    Parameters
    ----------
    patient_days : float
        Sum of the midnight censuses of the period, whoever lay there.
    discharges : float
        Patients who left in the period, deaths included.

    Returns
    -------
    float
        Days. Near `average_length_of_stay` over a year; off in a month in which long stays begin or end.

    Raises
    ------
    ValueError
        If the patient days are negative or the discharges not above zero.

    Examples
    --------
    >>> round(approximate_length_of_stay(49_275, 10_250), 2)
    4.81
    """
    require.non_negative("patient_days", patient_days)
    require.positive("discharges", discharges)
    return patient_days / discharges


def occupancy(patient_days: float, calendar_days: float, beds: float) -> float:
    """Return the share of beds that are taken at midnight, on an average day.

    Parameters
    ----------
    patient_days : float
        Sum of the midnight censuses of the period.
    calendar_days : float
        Days in the same period.
    beds : float
        Say which: licensed (the state allows them), staffed (there are nurses for them) or set up.

    Returns
    -------
    float
        A share; above 1 where patients lie in more beds than were counted.

    Raises
    ------
    ValueError
        If the patient days are negative, or the days or beds not above zero.

    Examples
    --------
    >>> occupancy(49_275, 365, beds=180)
    0.75
    """
    require.positive("beds", beds)
    return average_daily_census(patient_days, calendar_days) / beds


def occupancy_by_beds(patient_days: float, calendar_days: float, beds: Mapping[str, float]) -> dict[str, float]:
    """Return the occupancy of one census over each set of beds, by its name.

    Parameters
    ----------
    patient_days : float
        Sum of the midnight censuses of the period.
    calendar_days : float
        Days in the same period.
    beds : mapping of str to float
        Number of beds by what they are.

    Returns
    -------
    dict of str to float
        Shares, in the same order.

    Raises
    ------
    ValueError
        If the patient days are negative, or the days or any beds not above zero.

    Examples
    --------
    >>> {k: round(v, 3) for k, v in occupancy_by_beds(49_275, 365, {"licensed": 220, "staffed": 180}).items()}
    {'licensed': 0.614, 'staffed': 0.75}
    """
    return {name: occupancy(patient_days, calendar_days, count) for name, count in beds.items()}


def turnover_interval_days(patient_days: float, calendar_days: float, beds: float, discharges: float) -> float:
    """Return how long a bed stands empty between two patients, on average.

    Parameters
    ----------
    patient_days : float
        Sum of the midnight censuses of the period.
    calendar_days : float
        Days in the same period.
    beds : float
        Beds of the kind that the occupancy beside it is taken over.
    discharges : float
        Patients who left in the period.

    Returns
    -------
    float
        Days: empty bed-days over discharges; negative where more patients lay there than beds were counted.

    Raises
    ------
    ValueError
        If the patient days are negative, or the days, beds or discharges not above zero.

    Examples
    --------
    >>> round(turnover_interval_days(49_275, 365, beds=180, discharges=10_250), 2)
    1.6
    """
    require.non_negative("patient_days", patient_days)
    require.positive("calendar_days", calendar_days)
    require.positive("beds", beds)
    require.positive("discharges", discharges)
    return (beds * calendar_days - patient_days) / discharges


def bed_turns(discharges: float, beds: float) -> float:
    """Return how many patients leave each bed in the period.

    Parameters
    ----------
    discharges : float
        Patients who left in the period.
    beds : float
        Beds of the kind that the occupancy beside it is taken over.

    Returns
    -------
    float
        Discharges a bed.

    Raises
    ------
    ValueError
        If the discharges are negative or the beds not above zero.

    Examples
    --------
    >>> round(bed_turns(10_250, beds=180), 1)
    56.9
    """
    require.non_negative("discharges", discharges)
    require.positive("beds", beds)
    return discharges / beds
