"""Stock on the shelf: when to order, how far to fill, and the chance of running out."""

from __future__ import annotations

from statistics import NormalDist

from course import validation as require

__all__ = ["par_level", "reorder_point", "safety_stock", "shortage_chance"]


def reorder_point(daily_use_units: float, lead_time_days: float, safety_stock_units: float) -> float:
    """Return the stock at which to order: use during the wait for delivery, and a reserve.

    Parameters
    ----------
    daily_use_units : float
        Average use a day.
    lead_time_days : float
        Days from order to shelf.
    safety_stock_units : float
        Reserve against uneven use.

    Returns
    -------
    float
        Units; not rounded.

    Raises
    ------
    ValueError
        If a value is negative.

    Notes
    -----
    Standard inventory practice, continuous review: daily use x lead time + safety stock.
    """
    return par_level(daily_use_units, lead_time_days, safety_stock_units, review_interval_days=0)


def par_level(
    daily_use_units: float, lead_time_days: float, safety_stock_units: float, review_interval_days: float
) -> float:
    """Return the level to which a shelf is filled at each count.

    Parameters
    ----------
    daily_use_units, lead_time_days, safety_stock_units : float
        As `reorder_point`.
    review_interval_days : float
        Days between counts.

    Returns
    -------
    float
        Units; not rounded.

    Raises
    ------
    ValueError
        If a value is negative.

    Notes
    -----
    Standard inventory practice, periodic review: the shelf must last until the delivery after the next count,
    so daily use x (review interval + lead time) + safety stock.
    """
    require.non_negative("daily_use_units", daily_use_units)
    require.non_negative("lead_time_days", lead_time_days)
    require.non_negative("safety_stock_units", safety_stock_units)
    require.non_negative("review_interval_days", review_interval_days)
    return daily_use_units * (review_interval_days + lead_time_days) + safety_stock_units


def safety_stock(daily_use_sd_units: float, covered_days: float, service_share: float) -> float:
    """Return the reserve that keeps a share of order cycles free of shortage.

    Parameters
    ----------
    daily_use_sd_units : float
        Standard deviation of use a day.
    covered_days : float
        Lead time, with the review interval if the shelf is counted by calendar.
    service_share : float
        Share of cycles without shortage, from 0.5 to below 1.

    Returns
    -------
    float
        Units; not rounded.

    Raises
    ------
    ValueError
        If a value is negative or the share lies outside 0.5 to 1.

    Notes
    -----
    Standard inventory practice for independent, roughly normal daily use: z x sd x square root of days.
    """
    require.non_negative("daily_use_sd_units", daily_use_sd_units)
    require.non_negative("covered_days", covered_days)
    if not 0.5 <= service_share < 1:
        raise ValueError(f"service_share must be 0.5 or more and below 1, got {service_share}; write 95% as 0.95")
    return NormalDist().inv_cdf(service_share) * daily_use_sd_units * covered_days**0.5


def shortage_chance(
    stock_units: float, daily_use_units: float, daily_use_sd_units: float, covered_days: float
) -> float:
    """Return the chance that a stock runs out before the next delivery.

    Parameters
    ----------
    stock_units : float
        Units on the shelf when the wait begins.
    daily_use_units, daily_use_sd_units : float
        Mean and standard deviation of use a day.
    covered_days : float
        Days the stock must last.

    Returns
    -------
    float
        Chance, 0 to 1.

    Raises
    ------
    ValueError
        If stock or mean use is negative, or deviation or days are not above zero.

    Notes
    -----
    Independent, roughly normal daily use, as `safety_stock`.
    """
    require.non_negative("stock_units", stock_units)
    require.non_negative("daily_use_units", daily_use_units)
    require.positive("daily_use_sd_units", daily_use_sd_units)
    require.positive("covered_days", covered_days)
    use = NormalDist(daily_use_units * covered_days, daily_use_sd_units * covered_days**0.5)
    return 1 - use.cdf(stock_units)
