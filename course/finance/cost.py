"""Cost for decisions: break-even and leverage, the allocation of support departments, and stock on the shelf.

Prices here are net prices. Break-even at the charge is the classic slip: nobody pays the charge.
Allocation is written in `allocation`, stock in `inventory`; both may be imported from here.
"""

from __future__ import annotations

from collections.abc import Mapping

from course import validation as require
from course.finance.allocation import (
    allocate_direct,
    allocate_reciprocal,
    allocate_step_down,
    reciprocal_support_costs,
)
from course.finance.inventory import par_level, reorder_point, safety_stock, shortage_chance
from course.finance.operating_budget import average_yield

__all__ = [
    "allocate_direct",
    "allocate_reciprocal",
    "allocate_step_down",
    "break_even_volume",
    "contribution_margin",
    "contribution_margin_ratio",
    "margin_of_safety",
    "net_price",
    "operating_leverage",
    "par_level",
    "reciprocal_support_costs",
    "reorder_point",
    "safety_stock",
    "shortage_chance",
    "target_volume",
]


def net_price(charge_usd: float, payer_mix: Mapping[str, float], payer_yield: Mapping[str, float]) -> float:
    """Return what a service brings on average: its charge times the mix-weighted yield.

    Parameters
    ----------
    charge_usd : float
        List price.
    payer_mix, payer_yield : mapping of str to float
        Share of charges and share of a gross dollar paid, by payer.

    Returns
    -------
    float
        Net price in US dollars.

    Raises
    ------
    ValueError
        If the charge is negative, the mix does not sum to 1 or a yield is missing.
    """
    require.non_negative("charge_usd", charge_usd)
    return charge_usd * average_yield(payer_mix, payer_yield)


def contribution_margin(net_price_usd: float, variable_cost_usd: float) -> float:
    """Return what one unit leaves toward fixed cost: net price less variable cost.

    Parameters
    ----------
    net_price_usd, variable_cost_usd : float
        Per unit of service.

    Returns
    -------
    float
        Contribution margin per unit in US dollars; negative if each unit loses money.

    Raises
    ------
    ValueError
        If an amount is negative.
    """
    require.non_negative("net_price_usd", net_price_usd)
    require.non_negative("variable_cost_usd", variable_cost_usd)
    return net_price_usd - variable_cost_usd


def contribution_margin_ratio(net_price_usd: float, variable_cost_usd: float) -> float:
    """Return the contribution margin as a share of the net price.

    Parameters
    ----------
    net_price_usd, variable_cost_usd : float
        Per unit of service.

    Returns
    -------
    float
        Contribution margin ratio.

    Raises
    ------
    ValueError
        If the price is not above zero or the cost is negative.
    """
    require.positive("net_price_usd", net_price_usd)
    return contribution_margin(net_price_usd, variable_cost_usd) / net_price_usd


def target_volume(
    fixed_cost_usd: float, net_price_usd: float, variable_cost_usd: float, target_income_usd: float
) -> float:
    """Return the volume at which income reaches a target.

    Parameters
    ----------
    fixed_cost_usd : float
        Fixed cost of the period.
    net_price_usd, variable_cost_usd : float
        Per unit of service.
    target_income_usd : float
        Income wanted; zero for break-even.

    Returns
    -------
    float
        Volume in units; not rounded up.

    Raises
    ------
    ValueError
        If fixed cost is negative or the contribution margin is not above zero.
    """
    require.non_negative("fixed_cost_usd", fixed_cost_usd)
    margin_usd = contribution_margin(net_price_usd, variable_cost_usd)
    if margin_usd <= 0:
        raise ValueError("net_price_usd must exceed variable_cost_usd, or no volume will do; change one of them")
    return (fixed_cost_usd + target_income_usd) / margin_usd


def break_even_volume(fixed_cost_usd: float, net_price_usd: float, variable_cost_usd: float) -> float:
    """Return the volume at which a service neither earns nor loses.

    Parameters
    ----------
    fixed_cost_usd : float
        Fixed cost of the period.
    net_price_usd, variable_cost_usd : float
        Per unit of service; the net price, never the charge.

    Returns
    -------
    float
        Volume in units; not rounded up.

    Raises
    ------
    ValueError
        As `target_volume`.

    Examples
    --------
    >>> break_even_volume(1_200_000, 420, 120)
    4000.0
    """
    return target_volume(fixed_cost_usd, net_price_usd, variable_cost_usd, target_income_usd=0)


def margin_of_safety(volume: float, break_even: float) -> float:
    """Return the share of volume that may be lost before the service loses money.

    Parameters
    ----------
    volume, break_even : float
        Expected and break-even volume, in one unit.

    Returns
    -------
    float
        Margin of safety as a share of volume; negative below break-even.

    Raises
    ------
    ValueError
        If volume is not above zero or break-even is negative.
    """
    require.positive("volume", volume)
    require.non_negative("break_even", break_even)
    return (volume - break_even) / volume


def operating_leverage(volume: float, fixed_cost_usd: float, net_price_usd: float, variable_cost_usd: float) -> float:
    """Return the degree of operating leverage: percent of income that one percent of volume moves.

    Parameters
    ----------
    volume : float
        Expected volume.
    fixed_cost_usd, net_price_usd, variable_cost_usd : float
        Fixed cost of the period; price and variable cost per unit.

    Returns
    -------
    float
        Total contribution over income; the reciprocal of the margin of safety.

    Raises
    ------
    ValueError
        If an amount is negative or volume is at break-even, where income is zero.
    """
    require.positive("volume", volume)
    require.non_negative("fixed_cost_usd", fixed_cost_usd)
    contribution_usd = volume * contribution_margin(net_price_usd, variable_cost_usd)
    if contribution_usd == fixed_cost_usd:
        raise ValueError("income is zero at this volume, so leverage has no value; try a volume off break-even")
    return contribution_usd / (contribution_usd - fixed_cost_usd)
