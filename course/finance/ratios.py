"""What a lender reads: profitability, liquidity, debt and plant.

Definitions are those of standard hospital finance texts (Gapenski and Pink; Cleverley and Cleverley) and of
the rating agencies' published medians. Operating income is after depreciation and interest throughout. Any
one currency unit will do (dollars or millions), the same in each call.
"""

from __future__ import annotations

from course import validation as require

__all__ = [
    "average_age_of_plant_years",
    "average_payment_period_days",
    "cash_to_debt",
    "current_ratio",
    "days_cash_on_hand",
    "debt_service_coverage",
    "debt_to_capitalization",
    "income_shortfall",
    "net_days_in_ar",
    "operating_ebitda_margin",
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


def operating_ebitda_margin(
    operating_income_usd: float, depreciation_usd: float, interest_usd: float, operating_revenue_usd: float
) -> float:
    """Return operating earnings before interest, depreciation and amortization, as a share of revenue.

    Parameters
    ----------
    operating_income_usd : float
        Operating revenue less operating expense.
    depreciation_usd : float
        Depreciation and amortization within operating expense.
    interest_usd : float
        Interest within operating expense.
    operating_revenue_usd : float
        Operating revenue.

    Returns
    -------
    float
        Operating EBITDA margin.

    Raises
    ------
    ValueError
        If revenue is not above zero, or depreciation or interest is negative.
    """
    require.positive("operating_revenue_usd", operating_revenue_usd)
    require.non_negative("depreciation_usd", depreciation_usd)
    require.non_negative("interest_usd", interest_usd)
    return (operating_income_usd + depreciation_usd + interest_usd) / operating_revenue_usd


def _daily_cash_expense(operating_expense_usd: float, depreciation_usd: float, days_in_period: float) -> float:
    """Return the cash spent on an average day: depreciation is an expense, yet no cash leaves."""
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
    return unrestricted_cash_usd / _daily_cash_expense(operating_expense_usd, depreciation_usd, days_in_period)


def average_payment_period_days(
    current_liabilities_usd: float,
    operating_expense_usd: float,
    depreciation_usd: float,
    days_in_period: float = DAYS_PER_YEAR,
) -> float:
    """Return how many days of cash expense are owed to those paid within the year.

    Parameters
    ----------
    current_liabilities_usd : float
        What falls due within a year.
    operating_expense_usd, depreciation_usd, days_in_period : float
        As `days_cash_on_hand`.

    Returns
    -------
    float
        Average payment period in days.

    Raises
    ------
    ValueError
        If liabilities are negative, or expense does not exceed depreciation.
    """
    require.non_negative("current_liabilities_usd", current_liabilities_usd)
    return current_liabilities_usd / _daily_cash_expense(operating_expense_usd, depreciation_usd, days_in_period)


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


def current_ratio(current_assets_usd: float, current_liabilities_usd: float) -> float:
    """Return current assets for each dollar of current liabilities.

    Parameters
    ----------
    current_assets_usd, current_liabilities_usd : float
        What turns to cash, and what falls due, within a year.

    Returns
    -------
    float
        Current ratio, in times.

    Raises
    ------
    ValueError
        If assets are negative or liabilities are not above zero.
    """
    require.non_negative("current_assets_usd", current_assets_usd)
    require.positive("current_liabilities_usd", current_liabilities_usd)
    return current_assets_usd / current_liabilities_usd


def debt_to_capitalization(long_term_debt_usd: float, unrestricted_net_assets_usd: float) -> float:
    """Return long-term debt as a share of long-term capital.

    Parameters
    ----------
    long_term_debt_usd : float
        Long-term debt, without the part due this year unless your lender counts it.
    unrestricted_net_assets_usd : float
        Net assets without donor restrictions (a for-profit's equity).

    Returns
    -------
    float
        Debt over debt and net assets.

    Raises
    ------
    ValueError
        If debt is negative or debt and net assets together are not above zero.
    """
    require.non_negative("long_term_debt_usd", long_term_debt_usd)
    capital_usd = long_term_debt_usd + unrestricted_net_assets_usd
    require.positive("long_term_debt_usd + unrestricted_net_assets_usd", capital_usd)
    return long_term_debt_usd / capital_usd


def cash_to_debt(unrestricted_cash_usd: float, long_term_debt_usd: float) -> float:
    """Return unrestricted cash and investments for each dollar of long-term debt.

    Parameters
    ----------
    unrestricted_cash_usd, long_term_debt_usd : float
        Cash free to be spent, and long-term debt.

    Returns
    -------
    float
        Cash to debt; 1.69 is 169%.

    Raises
    ------
    ValueError
        If cash is negative or debt is not above zero.
    """
    require.non_negative("unrestricted_cash_usd", unrestricted_cash_usd)
    require.positive("long_term_debt_usd", long_term_debt_usd)
    return unrestricted_cash_usd / long_term_debt_usd


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


def average_age_of_plant_years(accumulated_depreciation_usd: float, depreciation_usd: float) -> float:
    """Return how many years of depreciation the plant already carries.

    Parameters
    ----------
    accumulated_depreciation_usd : float
        Depreciation since the plant was bought.
    depreciation_usd : float
        Depreciation of the year.

    Returns
    -------
    float
        Average age of plant in years.

    Raises
    ------
    ValueError
        If the accumulated sum is negative or the year's is not above zero.
    """
    require.non_negative("accumulated_depreciation_usd", accumulated_depreciation_usd)
    require.positive("depreciation_usd", depreciation_usd)
    return accumulated_depreciation_usd / depreciation_usd
