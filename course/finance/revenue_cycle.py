"""The revenue cycle: from the claim sent to the cash that arrives.

Definitions follow HFMA's MAP Keys where there is one. A rate by count and the same rate by dollars are two
numbers: say which. Net days in accounts receivable stands in `ratios`.
"""

from __future__ import annotations

from course import validation as require

__all__ = [
    "clean_claim_rate",
    "cost_to_collect",
    "initial_denial_rate_by_count",
    "initial_denial_rate_by_dollars",
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
