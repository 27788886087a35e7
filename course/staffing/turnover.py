"""People who leave, posts that stay open, people who are led and people who are hurt.

Each rate names its denominator, because the published ones differ: separations over *average* headcount, vacancies
over *budgeted* posts, first-year losses over hires or over separations, injuries over hours worked.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from course import validation as require
from course.staffing.arrays import extremes

__all__ = [
    "annual_turnover",
    "average_headcount",
    "first_year_loss_of_hires",
    "first_year_share_of_separations",
    "injury_rate",
    "span_of_control",
    "time_to_fill_days",
    "turnover",
    "turnover_cost_usd",
    "vacancy",
]

MONTHS = 12.0
# OSHA's base for recordable cases: what 100 people work at 40 hours in 50 weeks.
HOURS_OF_100_FTES = 200_000.0


def average_headcount(headcounts: Sequence[float]) -> float:
    """Return the average number of people over a period.

    Parameters
    ----------
    headcounts : sequence of float
        People employed at equal intervals, for instance at the start and the end, or at each month's end.

    Returns
    -------
    float
        Mean headcount.

    Raises
    ------
    ValueError
        If there is none or one is negative.

    Examples
    --------
    >>> average_headcount([84, 80])
    82.0
    """
    if not headcounts:
        raise ValueError("headcounts must hold at least one count; give the start and the end of the period")
    for count in headcounts:
        require.non_negative("headcounts", count)
    return sum(headcounts) / len(headcounts)


def turnover(separations: float, headcount: float) -> float:
    """Return the turnover of a period.

    Parameters
    ----------
    separations : float
        People who left in the period, for whatever reason; say whether transfers count.
    headcount : float
        Average headcount of the same period: people, neither FTEs nor budgeted posts.

    Returns
    -------
    float
        Share of the average headcount; it can exceed 1.

    Raises
    ------
    ValueError
        If the separations are negative or the headcount is not above zero.

    Examples
    --------
    >>> round(turnover(14, 82), 4)
    0.1707
    """
    require.non_negative("separations", separations)
    require.positive("headcount", headcount)
    return separations / headcount


def annual_turnover(separations: float, headcount: float, months: float) -> float:
    """Return turnover restated for a year, so that periods of unlike length can be compared.

    Parameters
    ----------
    separations : float
        People who left in the period.
    headcount : float
        Average headcount of the period.
    months : float
        Length of the period; one month restated for a year is mostly chance.

    Returns
    -------
    float
        Share a year.

    Raises
    ------
    ValueError
        If the separations are negative, or the headcount or the months are not above zero.

    Examples
    --------
    >>> round(annual_turnover(7, 82, 6), 4)
    0.1707
    """
    require.positive("months", months)
    return turnover(separations, headcount) * MONTHS / months


def turnover_cost_usd(separations: float, cost_usd: float) -> float:
    """Return what the people who left cost: recruiting, cover meanwhile, orientation, the slow first months.

    Parameters
    ----------
    separations : float
        People who left.
    cost_usd : float
        Cost of one separation, in dollars; national figures are means of wide ranges.

    Returns
    -------
    float
        Dollars.

    Raises
    ------
    ValueError
        If a figure is negative.

    Examples
    --------
    >>> turnover_cost_usd(14, 61_110)
    855540
    """
    require.non_negative("separations", separations)
    require.non_negative("cost_usd", cost_usd)
    return separations * cost_usd


def vacancy(budgeted: float, filled: Any) -> Any:
    """Return the share of budgeted posts that nobody fills.

    Parameters
    ----------
    budgeted : float
        Posts in the budget.
    filled : float or array
        Posts with somebody in them; somebody on agency is not one.

    Returns
    -------
    float or array
        Vacant over *budgeted* posts; negative where more are filled than budgeted.

    Raises
    ------
    ValueError
        If the budgeted posts are not above zero or the filled ones are negative.

    Examples
    --------
    >>> round(vacancy(84, 76), 3)
    0.095
    """
    require.positive("budgeted", budgeted)
    for figure in extremes(filled):
        require.non_negative("filled", figure)
    return (budgeted - filled) / budgeted


def time_to_fill_days(posts: Sequence[tuple[date, date | None]]) -> float:
    """Return the mean days from opening a post to an accepted offer.

    Parameters
    ----------
    posts : sequence of (date, date or None)
        When each post was opened, and when an offer for it was accepted; None where it is still open.

    Returns
    -------
    float
        Calendar days over the posts that were filled. Posts still open are left out, so the mean flatters: say
        beside it how many are open.

    Raises
    ------
    ValueError
        If no post was filled or one was filled before it was opened.

    Examples
    --------
    >>> time_to_fill_days([(date(2025, 1, 1), date(2025, 3, 1)), (date(2025, 2, 1), None)])
    59.0
    """
    days = [(filled - opened).days for opened, filled in posts if filled is not None]
    if not days:
        raise ValueError("posts must hold at least one that was filled; leave the measure out until one is")
    if min(days) < 0:
        raise ValueError("a post was filled before it was opened; check which of the two dates is which")
    return sum(days) / len(days)


def first_year_loss_of_hires(left_within_a_year: float, hires: float) -> float:
    """Return the share of a year's hires who left before their first anniversary.

    Parameters
    ----------
    left_within_a_year : float
        Of these hires, those who left within twelve months of starting.
    hires : float
        People hired, long enough ago that each could have reached the anniversary.

    Returns
    -------
    float
        Share of hires, from 0 to 1.

    Raises
    ------
    ValueError
        If more left than were hired, or nobody was hired.

    Examples
    --------
    >>> first_year_loss_of_hires(4, 16)
    0.25
    """
    require.no_more_than("left_within_a_year", left_within_a_year, "hires", hires)
    return left_within_a_year / hires


def first_year_share_of_separations(left_within_a_year: float, separations: float) -> float:
    """Return the share of all who left that had been there for less than a year.

    Parameters
    ----------
    left_within_a_year : float
        Of those who left in the period, those within twelve months of starting.
    separations : float
        All who left in the period.

    Returns
    -------
    float
        Share of separations, from 0 to 1: another measure than `first_year_loss_of_hires`, though both are called
        first-year turnover.

    Raises
    ------
    ValueError
        If more left within a year than left, or nobody left.

    Examples
    --------
    >>> first_year_share_of_separations(4, 10)
    0.4
    """
    require.no_more_than("left_within_a_year", left_within_a_year, "separations", separations)
    return left_within_a_year / separations


def span_of_control(direct_reports: float, managers: float) -> float:
    """Return how many people a manager leads.

    Parameters
    ----------
    direct_reports : float
        People who report to these managers: heads and not FTEs, because a half-time nurse is led whole.
    managers : float
        Managers.

    Returns
    -------
    float
        Direct reports for each manager.

    Raises
    ------
    ValueError
        If the reports are negative or there is no manager.

    Examples
    --------
    >>> span_of_control(96, 2)
    48.0
    """
    require.non_negative("direct_reports", direct_reports)
    require.positive("managers", managers)
    return direct_reports / managers


def injury_rate(cases: float, hours_worked: float) -> float:
    """Return OSHA's rate of recordable cases: injuries and illnesses per 100 full-time workers a year.

    Parameters
    ----------
    cases : float
        Recordable cases in the period.
    hours_worked : float
        Hours that everybody worked in it; paid leave is not worked.

    Returns
    -------
    float
        Cases x 200,000 / hours worked.

    Raises
    ------
    ValueError
        If the cases are negative or the hours are not above zero.

    Examples
    --------
    >>> round(injury_rate(46, 2_750_000), 2)
    3.35
    """
    require.non_negative("cases", cases)
    require.positive("hours_worked", hours_worked)
    return cases * HOURS_OF_100_FTES / hours_worked
