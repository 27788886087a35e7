"""Who works an open shift, and what its hours cost: overtime, or staff of one's own.

They are compared by *worked* hours, as an agency bills them. An overtime hour is worked; an employee
is paid for leave as well, which the benefits rate may or may not include: say which before you compare. The employer's
payroll tax is owed on every dollar of wages, in overtime and out of it; benefits are not.
"""

from __future__ import annotations

from course import validation as require

__all__ = ["PAYROLL_TAX_SHARE", "overtime_cost_usd", "staff_cost_usd"]

OVERTIME_MULTIPLE = 1.5  # Fair Labor Standards Act: time and a half of the regular rate
PAYROLL_TAX_SHARE = 0.0765  # employer's share for Social Security (6.2%) and Medicare (1.45%): 26 U.S.C. 3111


def overtime_cost_usd(
    worked_hours: float,
    wage_usd: float,
    differential_usd: float = 0.0,
    multiple: float = OVERTIME_MULTIPLE,
    payroll_tax_share: float = PAYROLL_TAX_SHARE,
) -> float:
    """Return what overtime hours cost the employer.

    Parameters
    ----------
    worked_hours : float
        Hours worked beyond the limit.
    wage_usd : float
        Base wage an hour.
    differential_usd : float
        Night or weekend differential an hour: it belongs to the regular rate, so it is multiplied too.
    multiple : float
        Overtime over regular rate.
    payroll_tax_share : float
        Employer's payroll tax on wages.

    Returns
    -------
    float
        Dollars of wages and payroll tax, without benefits, which are paid already; and without what tired people cost.

    Raises
    ------
    ValueError
        If an amount is negative or the multiple is below 1.

    Examples
    --------
    >>> overtime_cost_usd(400, 45)
    29065.5
    """
    for name, value in (("worked_hours", worked_hours), ("wage_usd", wage_usd), ("differential_usd", differential_usd)):
        require.non_negative(name, value)
    require.share("payroll_tax_share", payroll_tax_share)
    if not multiple >= 1:
        raise ValueError(f"multiple must be 1 or more, got {multiple}; write time and a half as 1.5")
    return worked_hours * (wage_usd + differential_usd) * multiple * (1 + payroll_tax_share)


def staff_cost_usd(
    worked_hours: float,
    wage_usd: float,
    benefits_share: float,
    productive_share: float,
    payroll_tax_share: float = PAYROLL_TAX_SHARE,
) -> float:
    """Return what the same worked hours cost with staff of one's own.

    Parameters
    ----------
    worked_hours : float
        Hours that must be worked.
    wage_usd : float
        Wage of a paid hour.
    benefits_share : float
        Benefits on top of wages, payroll tax not among them.
    productive_share : float
        Share of paid hours that is worked, where the benefits do not include paid leave; 1 where they do.
    payroll_tax_share : float
        Employer's payroll tax on wages.

    Returns
    -------
    float
        Dollars: the hours to be paid for, at the wage with its benefits and payroll tax.

    Raises
    ------
    ValueError
        If a figure is negative or the productive share is not above 0 or exceeds 1.

    Examples
    --------
    Benefits of 20.35% with paid leave in them, and without:

    >>> round(staff_cost_usd(400, 45, 0.2035, 1)), round(staff_cost_usd(400, 45, 0.2035, 0.87))
    (23040, 26483)
    """
    require.non_negative("worked_hours", worked_hours)
    require.non_negative("wage_usd", wage_usd)
    require.non_negative("benefits_share", benefits_share)
    require.productive("productive_share", productive_share)
    return worked_hours / productive_share * wage_usd * (1 + benefits_share + payroll_tax_share)
