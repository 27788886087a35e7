"""Depreciation: how the cost of a machine is spread over the years of its book life.

An expense, not a cash flow. US GAAP allows any systematic method; most hospitals use the straight line.
Useful lives are those the organization adopts (many take the American Hospital Association's guide).
"""

from __future__ import annotations

from course import validation as require

__all__ = ["double_declining_balance", "straight_line", "sum_of_years_digits"]


def _check(cost_usd: float, salvage_usd: float, life_years: int) -> None:
    """Raise ValueError unless cost, salvage and life make sense together."""
    require.no_more_than("salvage_usd", salvage_usd, "cost_usd", cost_usd)
    require.whole_years("life_years", life_years)


def straight_line(cost_usd: float, salvage_usd: float, life_years: int) -> list[float]:
    """Return equal yearly depreciation.

    Parameters
    ----------
    cost_usd : float
        What the machine cost.
    salvage_usd : float
        What it will fetch at the end of its book life.
    life_years : int
        Book life.

    Returns
    -------
    list of float
        US dollars a year; they sum to cost less salvage.

    Raises
    ------
    ValueError
        If salvage exceeds cost, or the life is not a whole number of years.

    Examples
    --------
    >>> straight_line(2_400_000, 150_000, 5)[0]
    450000.0
    """
    _check(cost_usd, salvage_usd, life_years)
    return [(cost_usd - salvage_usd) / life_years] * life_years


def sum_of_years_digits(cost_usd: float, salvage_usd: float, life_years: int) -> list[float]:
    """Return yearly depreciation in proportion to the years that remain.

    Parameters
    ----------
    cost_usd, salvage_usd, life_years
        As `straight_line`.

    Returns
    -------
    list of float
        US dollars a year, falling; they sum to cost less salvage.

    Raises
    ------
    ValueError
        As `straight_line`.
    """
    _check(cost_usd, salvage_usd, life_years)
    digits = life_years * (life_years + 1) / 2
    return [(cost_usd - salvage_usd) * remaining / digits for remaining in range(life_years, 0, -1)]


def double_declining_balance(cost_usd: float, salvage_usd: float, life_years: int) -> list[float]:
    """Return yearly depreciation at twice the straight line's rate on the book value that is left.

    Parameters
    ----------
    cost_usd, salvage_usd, life_years
        As `straight_line`.

    Returns
    -------
    list of float
        US dollars a year; they sum to at most cost less salvage.

    Raises
    ------
    ValueError
        As `straight_line`.

    Notes
    -----
    Convention: book value never falls below salvage, and there is no switch to the straight line, so a
    balance may be left at the end (as a spreadsheet's DDB() has it).
    """
    _check(cost_usd, salvage_usd, life_years)
    book_value_usd, years = cost_usd, []
    for _ in range(life_years):
        down_to_salvage_usd = max(0.0, book_value_usd - salvage_usd)
        years.append(min(book_value_usd * 2 / life_years, down_to_salvage_usd))
        book_value_usd -= years[-1]
    return years
