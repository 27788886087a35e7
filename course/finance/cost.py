"""Cost for decisions: what a visit brings, what it leaves toward fixed cost, and how many visits break even.

Prices here are net prices. Break-even at the charge is the classic slip: nobody pays the charge.
The allocation of support departments stands in `allocation`, stock on the shelf in `inventory`.
"""

from __future__ import annotations

from collections.abc import Mapping

from course import validation as require

__all__ = ["break_even_volume", "contribution_margin", "net_price", "target_volume"]


def net_price(visit_mix: Mapping[str, float], paid_usd: Mapping[str, float]) -> float:
    """Return what arrives for an average visit: each payer's payment, weighted by its share of visits.

    Parameters
    ----------
    visit_mix : mapping of str to float
        Each payer's share of visits; the shares sum to 1 within 0.001.
    paid_usd : mapping of str to float
        What each payer pays for a visit; every payer of the mix must have one.

    Returns
    -------
    float
        Net price in US dollars a visit.

    Raises
    ------
    ValueError
        If the mix does not sum to 1, or a payment is missing or negative.

    Examples
    --------
    >>> net_price({"commercial": 0.25, "Medicaid": 0.75}, {"commercial": 600, "Medicaid": 300})
    375.0
    """
    require.mix("visit_mix", visit_mix)
    missing = [payer for payer in visit_mix if payer not in paid_usd]
    if missing:
        raise ValueError(f"paid_usd has no payment for {', '.join(missing)}; give one for every payer")
    for payer in visit_mix:
        require.non_negative(f"paid_usd[{payer!r}]", paid_usd[payer])
    return sum(share * paid_usd[payer] for payer, share in visit_mix.items())


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
