"""What a lender reads: profitability, liquidity and debt service.

Definitions are those of standard hospital finance texts (Gapenski and Pink; Cleverley and Cleverley) and of
the rating agencies' published medians. Operating income is after depreciation and interest throughout. Any
one currency unit will do (dollars or millions), the same in each call.
"""

from __future__ import annotations

from course import validation as require

__all__ = [
    "daily_cash_expense",
    "days_cash_on_hand",
    "debt_service_coverage",
    "income_shortfall",
    "net_days_in_ar",
    "operating_margin",
    "weeks_of_payroll",
]

DAYS_PER_YEAR = 365


def operating_margin(operating_revenue_usd: float, operating_expense_usd: float) -> float:
    """Return operating income as a share of operating revenue.

    Parameters
    ----------
    operating_revenue_usd : float
        Net patient service revenue and other operating revenue; never gross charges.
    operating_expense_usd : float
        All operating expense, with depreciation and interest.

    Returns
    -------
    float
        Operating margin; negative for a loss.

    Raises
    ------
    ValueError
        If revenue is not above zero.

    Examples
    --------
    >>> round(operating_margin(352.2, 348), 4)
    0.0119
    """
    require.positive("operating_revenue_usd", operating_revenue_usd)
    return (operating_revenue_usd - operating_expense_usd) / operating_revenue_usd


def income_shortfall(operating_revenue_usd: float, operating_income_usd: float, margin_floor: float) -> float:
    """Return the operating income that is missing from a margin floor.

    Parameters
    ----------
    operating_revenue_usd : float
        Net patient service revenue and other operating revenue.
    operating_income_usd : float
        Operating revenue less operating expense.
    margin_floor : float
        Lowest operating margin asked for, as a share: 0.013 for 1.3%.

    Returns
    -------
    float
        US dollars; negative where there are some to spare.

    Raises
    ------
    ValueError
        If revenue is not above zero.

    Examples
    --------
    >>> round(income_shortfall(356.0, 0.6, 0.013), 3)
    4.028
    """
    require.positive("operating_revenue_usd", operating_revenue_usd)
    return margin_floor * operating_revenue_usd - operating_income_usd


def daily_cash_expense(
    operating_expense_usd: float, depreciation_usd: float, days_in_period: float = DAYS_PER_YEAR
) -> float:
    """Return the cash spent on an average day: depreciation is an expense, yet no cash leaves.

    Parameters
    ----------
    operating_expense_usd : float
        Operating expense of the period, with depreciation.
    depreciation_usd : float
        Depreciation and amortization within it.
    days_in_period : float, default 365
        Days that the expense covers; a year by default.

    Returns
    -------
    float
        US dollars a day.

    Raises
    ------
    ValueError
        If depreciation is negative, or expense does not exceed it.
    """
    require.non_negative("depreciation_usd", depreciation_usd)
    require.positive("days_in_period", days_in_period)
    if not operating_expense_usd > depreciation_usd:
        raise ValueError("operating_expense_usd must exceed depreciation_usd, which is part of it; check both")
    return (operating_expense_usd - depreciation_usd) / days_in_period


def days_cash_on_hand(
    unrestricted_cash_usd: float,
    operating_expense_usd: float,
    depreciation_usd: float,
    days_in_period: float = DAYS_PER_YEAR,
) -> float:
    """Return for how many days the organization could pay its way if nothing more came in.

    Parameters
    ----------
    unrestricted_cash_usd : float
        Cash and investments free to be spent.
    operating_expense_usd : float
        Operating expense of the period, with depreciation.
    depreciation_usd : float
        Depreciation and amortization within it.
    days_in_period : float, default 365
        Days that the expense covers; a year by default.

    Returns
    -------
    float
        Days cash on hand.

    Raises
    ------
    ValueError
        If cash is negative, or expense does not exceed depreciation.
    """
    require.non_negative("unrestricted_cash_usd", unrestricted_cash_usd)
    return unrestricted_cash_usd / daily_cash_expense(operating_expense_usd, depreciation_usd, days_in_period)


def weeks_of_payroll(cash_usd: float, weekly_payroll_usd: float) -> float:
    """Return for how many weeks the cash in the bank meets the payroll.

    Parameters
    ----------
    cash_usd : float
        Cash that can be paid out now.
    weekly_payroll_usd : float
        Wages, taxes and benefits paid in a week.

    Returns
    -------
    float
        Weeks of payroll.

    Raises
    ------
    ValueError
        If cash is negative or payroll is not above zero.
    """
    require.non_negative("cash_usd", cash_usd)
    require.positive("weekly_payroll_usd", weekly_payroll_usd)
    return cash_usd / weekly_payroll_usd


def net_days_in_ar(
    net_receivables_usd: float, net_patient_revenue_usd: float, days_in_period: float = DAYS_PER_YEAR
) -> float:
    """Return how many days of net patient revenue wait to be paid.

    Parameters
    ----------
    net_receivables_usd : float
        Patient accounts receivable net of allowances.
    net_patient_revenue_usd : float
        Net patient service revenue of the period; never gross charges.
    days_in_period : float, default 365
        Days that the revenue covers.

    Returns
    -------
    float
        Net days in accounts receivable.

    Raises
    ------
    ValueError
        If receivables are negative or revenue is not above zero.

    Notes
    -----
    HFMA MAP Keys: net receivables over average daily net patient service revenue.
    """
    require.non_negative("net_receivables_usd", net_receivables_usd)
    require.positive("net_patient_revenue_usd", net_patient_revenue_usd)
    require.positive("days_in_period", days_in_period)
    return net_receivables_usd / (net_patient_revenue_usd / days_in_period)


def debt_service_coverage(
    operating_income_usd: float,
    nonoperating_income_usd: float,
    depreciation_usd: float,
    interest_usd: float,
    principal_usd: float,
) -> float:
    """Return how many times the cash available covers the year's interest and principal.

    Parameters
    ----------
    operating_income_usd, nonoperating_income_usd : float
        Income of the year, after interest and depreciation.
    depreciation_usd, interest_usd : float
        Added back: the one is no cash, the other is what the cash must cover.
    principal_usd : float
        Principal repaid in the year.

    Returns
    -------
    float
        Debt service coverage ratio, in times.

    Raises
    ------
    ValueError
        If an amount that cannot be negative is, or there is no debt service.
    """
    require.non_negative("depreciation_usd", depreciation_usd)
    require.non_negative("interest_usd", interest_usd)
    require.non_negative("principal_usd", principal_usd)
    require.positive("interest_usd + principal_usd", interest_usd + principal_usd)
    available_usd = operating_income_usd + nonoperating_income_usd + depreciation_usd + interest_usd
    return available_usd / (interest_usd + principal_usd)
