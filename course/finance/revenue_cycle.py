"""The revenue cycle: from the claim sent to the cash that arrives.

Definitions follow HFMA's MAP Keys where there is one. A rate by count and the same rate by dollars are two
numbers: say which. Net days in accounts receivable is in `ratios` and may be imported from here too.
"""

from __future__ import annotations

from course import validation as require
from course.finance.ratios import DAYS_PER_YEAR, net_days_in_ar

__all__ = [
    "clean_claim_rate",
    "cost_to_collect",
    "dnfb_days",
    "final_denial_rate",
    "initial_denial_rate_by_count",
    "initial_denial_rate_by_dollars",
    "net_days_in_ar",
    "patient_balance_collection_rate",
]


def clean_claim_rate(clean_claims: float, claims_submitted: float) -> float:
    """Return the share of claims that pass every edit without a hand on them.

    Parameters
    ----------
    clean_claims, claims_submitted : float
        Claims that needed no correction, and all claims, of the same period.

    Returns
    -------
    float
        Clean-claim rate, 0 to 1.

    Raises
    ------
    ValueError
        If there are no claims, or more clean claims than claims.

    Examples
    --------
    >>> clean_claim_rate(8_280, 9_200)
    0.9
    """
    require.no_more_than("clean_claims", clean_claims, "claims_submitted", claims_submitted)
    return clean_claims / claims_submitted


def initial_denial_rate_by_count(claims_denied: float, claims_submitted: float) -> float:
    """Return the share of claims that payers first refuse, each claim counting once.

    Parameters
    ----------
    claims_denied, claims_submitted : float
        Claims denied on first answer, and all claims, of the same period.

    Returns
    -------
    float
        Initial denial rate by count, 0 to 1.

    Raises
    ------
    ValueError
        If there are no claims, or more denials than claims.
    """
    require.no_more_than("claims_denied", claims_denied, "claims_submitted", claims_submitted)
    return claims_denied / claims_submitted


def initial_denial_rate_by_dollars(denied_usd: float, submitted_usd: float) -> float:
    """Return the share of dollars that payers first refuse, so that large claims weigh more.

    Parameters
    ----------
    denied_usd, submitted_usd : float
        Dollars denied on first answer and dollars submitted, both gross or both net.

    Returns
    -------
    float
        Initial denial rate by dollars, 0 to 1.

    Raises
    ------
    ValueError
        If no dollars were submitted, or more were denied than submitted.
    """
    require.no_more_than("denied_usd", denied_usd, "submitted_usd", submitted_usd)
    return denied_usd / submitted_usd


def final_denial_rate(written_off_usd: float, net_patient_revenue_usd: float) -> float:
    """Return the share of net patient revenue written off because a denial was never won back.

    Parameters
    ----------
    written_off_usd : float
        Net dollars written off to denials in the period.
    net_patient_revenue_usd : float
        Net patient service revenue of the period.

    Returns
    -------
    float
        Final denial (write-off) rate, 0 to 1.

    Raises
    ------
    ValueError
        If there is no revenue, or more was written off than it.
    """
    require.no_more_than("written_off_usd", written_off_usd, "net_patient_revenue_usd", net_patient_revenue_usd)
    return written_off_usd / net_patient_revenue_usd


def cost_to_collect(revenue_cycle_cost_usd: float, patient_cash_collected_usd: float) -> float:
    """Return what it costs to collect one dollar of patient cash.

    Parameters
    ----------
    revenue_cycle_cost_usd : float
        Total cost of the revenue cycle.
    patient_cash_collected_usd : float
        Total patient cash collected in the same period.

    Returns
    -------
    float
        Cost to collect as a share of cash.

    Raises
    ------
    ValueError
        If the cost is negative or no cash was collected.
    """
    require.non_negative("revenue_cycle_cost_usd", revenue_cycle_cost_usd)
    require.positive("patient_cash_collected_usd", patient_cash_collected_usd)
    return revenue_cycle_cost_usd / patient_cash_collected_usd


def dnfb_days(gross_unbilled_usd: float, gross_charges_usd: float, days_in_period: float = DAYS_PER_YEAR) -> float:
    """Return how many days of gross charges are discharged but not final billed (DNFB).

    Parameters
    ----------
    gross_unbilled_usd : float
        Gross charges of patients who have left and whose bill has not gone out.
    gross_charges_usd : float
        Gross patient charges of the period.
    days_in_period : float, default 365
        Days that the charges cover.

    Returns
    -------
    float
        DNFB days.

    Raises
    ------
    ValueError
        If the unbilled sum is negative or there are no charges.

    Notes
    -----
    Gross over gross: one of the few places where gross charges are the right denominator.
    """
    require.non_negative("gross_unbilled_usd", gross_unbilled_usd)
    require.positive("gross_charges_usd", gross_charges_usd)
    require.positive("days_in_period", days_in_period)
    return gross_unbilled_usd / (gross_charges_usd / days_in_period)


def patient_balance_collection_rate(collected_usd: float, owed_usd: float) -> float:
    """Return the share of what patients themselves owe that is collected.

    Parameters
    ----------
    collected_usd, owed_usd : float
        Copays, deductibles and coinsurance collected and owed, of the same visits. Count only what is
        collected at the desk for a point-of-service rate.

    Returns
    -------
    float
        Collection rate, 0 to 1.

    Raises
    ------
    ValueError
        If nothing is owed, or more was collected than owed.
    """
    require.no_more_than("collected_usd", collected_usd, "owed_usd", owed_usd)
    return collected_usd / owed_usd
