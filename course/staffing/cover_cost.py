"""Who works an open shift, and what its hours cost: overtime, or staff of one's own.

They are compared by *worked* hours, as an agency bills them. An overtime hour is worked; an employee is paid for leave
as well, which the benefits rate may or may not include: say which before you compare.
"""

from __future__ import annotations

from course import validation as require

__all__ = ["overtime_cost_usd", "staff_cost_usd"]

OVERTIME_MULTIPLE = 1.5  # Fair Labor Standards Act: time and a half of the regular rate


def overtime_cost_usd(
    worked_hours: float, wage_usd: float, differential_usd: float = 0.0, multiple: float = OVERTIME_MULTIPLE
) -> float:
    """Return what overtime hours cost in wages.

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

    Returns
    -------
    float
        Dollars, without payroll tax; and without what tired people cost.

    Raises
    ------
    ValueError
        If an amount is negative or the multiple is below 1.

    Examples
    --------
    >>> overtime_cost_usd(400, 45)
    27000.0
    """
    for name, value in (("worked_hours", worked_hours), ("wage_usd", wage_usd), ("differential_usd", differential_usd)):
        require.non_negative(name, value)
    if not multiple >= 1:
        raise ValueError(f"multiple must be 1 or more, got {multiple}; write time and a half as 1.5")
    return worked_hours * (wage_usd + differential_usd) * multiple


def staff_cost_usd(worked_hours: float, wage_usd: float, benefits_share: float, productive_share: float) -> float:
    """Return what the same worked hours cost with staff of one's own.

    Parameters
    ----------
    worked_hours : float
        Hours that must be worked.
    wage_usd : float
        Wage of a paid hour.
    benefits_share : float
        Benefits and payroll taxes on top of wages.
    productive_share : float
        Share of paid hours that is worked, where the benefits do not include paid leave; 1 where they do.

    Returns
    -------
    float
        Dollars: the hours to be paid for, at the wage with its benefits.

    Raises
    ------
    ValueError
        If a figure is negative or the productive share is not above 0 or exceeds 1.

    Examples
    --------
    Benefits of 28% with paid leave in them, and without:

    >>> round(staff_cost_usd(400, 45, 0.28, 1)), round(staff_cost_usd(400, 45, 0.28, 0.87))
    (23040, 26483)
    """
    require.non_negative("worked_hours", worked_hours)
    require.non_negative("wage_usd", wage_usd)
    require.non_negative("benefits_share", benefits_share)
    require.productive("productive_share", productive_share)
    return worked_hours / productive_share * wage_usd * (1 + benefits_share)
