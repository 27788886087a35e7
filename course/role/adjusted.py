"""Case mix, and inpatient volume adjusted for outpatients: what makes two hospitals' staff and cost comparable.

Outpatients have no patient days, so inpatient volume is raised by gross charges: the one use of gross charges on a
dashboard. Definitions follow the American Hospital Association's annual survey.
"""

from __future__ import annotations

from course import validation as require

__all__ = [
    "adjusted_discharges",
    "adjusted_occupied_beds",
    "adjusted_patient_days",
    "case_mix_index",
    "cmi_adjusted_discharges",
    "cost_per_adjusted_patient_day",
    "cost_per_cmi_adjusted_discharge",
    "ftes_per_adjusted_occupied_bed",
    "outpatient_adjustment_factor",
]


def case_mix_index(weights: float, discharges: float) -> float:
    """Return the case mix index (CMI): the average DRG weight of a discharge.

    Parameters
    ----------
    weights : float
        Sum of the DRG weights of the patients who left in the period.
    discharges : float
        Patients who left in the same period, deaths included.

    Returns
    -------
    float
        1 means cases as costly as the average Medicare case.

    Raises
    ------
    ValueError
        If the weights are negative or the discharges not above zero.

    Examples
    --------
    >>> weights = 120 * 1.35 + 80 * 0.90 + 50 * 1.90 + 30 * 3.10
    >>> round(case_mix_index(weights, 120 + 80 + 50 + 30), 3)
    1.507
    """
    require.non_negative("weights", weights)
    require.positive("discharges", discharges)
    return weights / discharges


def outpatient_adjustment_factor(inpatient_gross_usd: float, outpatient_gross_usd: float) -> float:
    """Return the outpatient adjustment factor (OAF): total over inpatient gross charges.

    Parameters
    ----------
    inpatient_gross_usd, outpatient_gross_usd : float
        Gross charges of the same period.

    Returns
    -------
    float
        1 where there are no outpatients, 2 where they are half of the charges.

    Raises
    ------
    ValueError
        If inpatient charges are not above zero or outpatient charges are negative.

    Examples
    --------
    >>> outpatient_adjustment_factor(635.5, 699.05)
    2.1
    """
    require.positive("inpatient_gross_usd", inpatient_gross_usd)
    require.non_negative("outpatient_gross_usd", outpatient_gross_usd)
    return (inpatient_gross_usd + outpatient_gross_usd) / inpatient_gross_usd


def adjusted_patient_days(patient_days: float, outpatient_factor: float) -> float:
    """Return patient days with the outpatients in them (APD).

    Parameters
    ----------
    patient_days : float
        Inpatient days of the period.
    outpatient_factor : float
        `outpatient_adjustment_factor` of the same period.

    Returns
    -------
    float
        Days.

    Raises
    ------
    ValueError
        If the days are negative or the factor is below 1.

    Examples
    --------
    >>> adjusted_patient_days(49_275, 2.1)
    103477.5
    """
    require.non_negative("patient_days", patient_days)
    _factor(outpatient_factor)
    return patient_days * outpatient_factor


def adjusted_discharges(discharges: float, outpatient_factor: float) -> float:
    """Return discharges with the outpatients in them.

    Parameters
    ----------
    discharges : float
        Inpatients who left in the period.
    outpatient_factor : float
        `outpatient_adjustment_factor` of the same period.

    Returns
    -------
    float
        Discharges.

    Raises
    ------
    ValueError
        If the discharges are negative or the factor is below 1.

    Examples
    --------
    >>> adjusted_discharges(10_250, 2.1)
    21525.0
    """
    require.non_negative("discharges", discharges)
    _factor(outpatient_factor)
    return discharges * outpatient_factor


def _factor(outpatient_factor: float) -> None:
    if not outpatient_factor >= 1:
        raise ValueError(f"outpatient_factor must be 1 or more, got {outpatient_factor}; divide total by inpatient")


def adjusted_occupied_beds(adjusted_days: float, calendar_days: float) -> float:
    """Return adjusted occupied beds (AOB): the census as if outpatients lay in beds too.

    Parameters
    ----------
    adjusted_days : float
        `adjusted_patient_days` of the period.
    calendar_days : float
        Days in the same period.

    Returns
    -------
    float
        Beds.

    Raises
    ------
    ValueError
        If the adjusted days are negative or the calendar days not above zero.

    Examples
    --------
    >>> adjusted_occupied_beds(103_477.5, 365)
    283.5
    """
    require.non_negative("adjusted_days", adjusted_days)
    require.positive("calendar_days", calendar_days)
    return adjusted_days / calendar_days


def ftes_per_adjusted_occupied_bed(paid_ftes: float, occupied_beds: float) -> float:
    """Return paid full-time equivalents for each adjusted occupied bed.

    Parameters
    ----------
    paid_ftes : float
        Paid hours over 2,080 in a year, leave included; not people and not posts.
    occupied_beds : float
        `adjusted_occupied_beds` of the same period.

    Returns
    -------
    float
        FTEs a bed.

    Raises
    ------
    ValueError
        If the FTEs are negative or the beds not above zero.

    Examples
    --------
    >>> round(ftes_per_adjusted_occupied_bed(1_500, 283.5), 2)
    5.29
    """
    require.non_negative("paid_ftes", paid_ftes)
    require.positive("occupied_beds", occupied_beds)
    return paid_ftes / occupied_beds


def cmi_adjusted_discharges(adjusted: float, case_mix: float) -> float:
    """Return adjusted discharges weighed by how costly the cases are.

    Parameters
    ----------
    adjusted : float
        `adjusted_discharges` of the period.
    case_mix : float
        `case_mix_index` of the same period; the outpatients are taken to be as heavy as the inpatients.

    Returns
    -------
    float
        Discharges of weight 1.

    Raises
    ------
    ValueError
        If the discharges are negative or the index is not above zero.

    Examples
    --------
    >>> round(cmi_adjusted_discharges(21_525, 1.62), 1)
    34870.5
    """
    require.non_negative("adjusted", adjusted)
    require.positive("case_mix", case_mix)
    return adjusted * case_mix


def cost_per_cmi_adjusted_discharge(operating_expense_usd: float, weighed_discharges: float) -> float:
    """Return operating expense for each CMI-adjusted adjusted discharge.

    Parameters
    ----------
    operating_expense_usd : float
        All operating expense of the period; never charges.
    weighed_discharges : float
        `cmi_adjusted_discharges` of the same period.

    Returns
    -------
    float
        Dollars a discharge of weight 1.

    Raises
    ------
    ValueError
        If the expense is negative or the discharges not above zero.

    Examples
    --------
    >>> round(cost_per_cmi_adjusted_discharge(348e6, 34_870.5))
    9980
    """
    require.non_negative("operating_expense_usd", operating_expense_usd)
    require.positive("weighed_discharges", weighed_discharges)
    return operating_expense_usd / weighed_discharges


def cost_per_adjusted_patient_day(operating_expense_usd: float, adjusted_days: float) -> float:
    """Return operating expense for each adjusted patient day.

    Parameters
    ----------
    operating_expense_usd : float
        All operating expense of the period; never charges.
    adjusted_days : float
        `adjusted_patient_days` of the same period.

    Returns
    -------
    float
        Dollars a day.

    Raises
    ------
    ValueError
        If the expense is negative or the days not above zero.

    Examples
    --------
    >>> round(cost_per_adjusted_patient_day(348e6, 103_477.5))
    3363
    """
    require.non_negative("operating_expense_usd", operating_expense_usd)
    require.positive("adjusted_days", adjusted_days)
    return operating_expense_usd / adjusted_days
