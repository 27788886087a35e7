"""Allocation of support departments (housekeeping, human resources) to those that serve patients.

Three methods, one total: direct, step-down and reciprocal each hand out exactly the support cost there is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from course import validation as require

__all__ = ["allocate_direct", "allocate_reciprocal", "allocate_step_down", "reciprocal_support_costs"]

UseShares = Mapping[str, Mapping[str, float]]


def _check_use(support_costs_usd: Mapping[str, float], use_shares: UseShares) -> None:
    """Raise ValueError unless each support department has a cost and shares of use that sum to 1."""
    if set(support_costs_usd) != set(use_shares):
        raise ValueError("support_costs_usd and use_shares must name the same departments; add what is missing")
    for department, cost_usd in support_costs_usd.items():
        require.non_negative(f"support_costs_usd[{department!r}]", cost_usd)
        require.mix(f"use_shares[{department!r}]", use_shares[department])
        if use_shares[department].get(department, 0) > 0:
            raise ValueError(f"{department!r} uses itself; leave that out and let the other shares sum to 1")


def _spread(cost_usd: float, department: str, use: Mapping[str, float], left_out: Sequence[str]) -> dict[str, float]:
    """Share a department's cost among its users other than `left_out`, in proportion to use."""
    users = {user: share for user, share in use.items() if user not in left_out}
    total_share = sum(users.values())
    if total_share <= 0:
        raise ValueError(f"{department!r} serves nobody that is still open; choose another order or method")
    return {user: cost_usd * share / total_share for user, share in users.items()}


def allocate_step_down(
    support_costs_usd: Mapping[str, float], use_shares: UseShares, order: Sequence[str]
) -> dict[str, float]:
    """Allocate support departments one after another; a closed one receives nothing more.

    Parameters
    ----------
    support_costs_usd : mapping of str to float
        Cost of each support department.
    use_shares : mapping of str to mapping of str to float
        For each support department, the share of its service that each other department uses; sums to 1.
    order : sequence of str
        The order of closing, each support department once. The order moves the answer.

    Returns
    -------
    dict of str to float
        US dollars allocated to each operating department; their sum is the sum of support costs.

    Raises
    ------
    ValueError
        If departments and order do not match, shares do not sum to 1 or a department has nobody left to
        serve.

    Notes
    -----
    The method of the Medicare cost report's Worksheet B (check the current form's order).
    """
    _check_use(support_costs_usd, use_shares)
    if sorted(order) != sorted(support_costs_usd):
        raise ValueError(f"order must name each support department once: {', '.join(support_costs_usd)}")
    pool_usd = dict(support_costs_usd)
    allocated_usd: dict[str, float] = {}
    for position, department in enumerate(order):
        received = _spread(pool_usd[department], department, use_shares[department], order[:position])
        for user, amount_usd in received.items():
            target = pool_usd if user in pool_usd else allocated_usd
            target[user] = target.get(user, 0.0) + amount_usd
    return allocated_usd


def allocate_direct(support_costs_usd: Mapping[str, float], use_shares: UseShares) -> dict[str, float]:
    """Allocate support departments to operating departments only, as if they did not serve each other.

    Parameters
    ----------
    support_costs_usd, use_shares : mapping
        As `allocate_step_down`.

    Returns
    -------
    dict of str to float
        US dollars allocated to each operating department; their sum is the sum of support costs.

    Raises
    ------
    ValueError
        If departments do not match, shares do not sum to 1 or a department serves no operating department.
    """
    _check_use(support_costs_usd, use_shares)
    allocated_usd: dict[str, float] = {}
    for department, cost_usd in support_costs_usd.items():
        for user, usd in _spread(cost_usd, department, use_shares[department], list(support_costs_usd)).items():
            allocated_usd[user] = allocated_usd.get(user, 0.0) + usd
    return allocated_usd


def reciprocal_support_costs(support_costs_usd: Mapping[str, float], use_shares: UseShares) -> dict[str, float]:
    """Return each support department's cost with what it uses of the others.

    Parameters
    ----------
    support_costs_usd, use_shares : mapping
        As `allocate_step_down`.

    Returns
    -------
    dict of str to float
        Full cost of each support department in US dollars: the solution of simultaneous equations.

    Raises
    ------
    ValueError
        If departments do not match, shares do not sum to 1 or departments serve only each other.
    """
    import numpy as np

    _check_use(support_costs_usd, use_shares)
    names = list(support_costs_usd)
    used = np.array([[use_shares[giver].get(user, 0.0) for giver in names] for user in names])
    system = np.eye(len(names)) - used
    if names and np.linalg.cond(system) > 1e12:
        raise ValueError("some support departments serve only each other; give them an operating department")
    full_usd = np.linalg.solve(system, np.array([support_costs_usd[name] for name in names], dtype=float))
    return {name: float(usd) for name, usd in zip(names, full_usd, strict=True)}


def allocate_reciprocal(support_costs_usd: Mapping[str, float], use_shares: UseShares) -> dict[str, float]:
    """Allocate support departments with all their service to each other, by simultaneous equations.

    Parameters
    ----------
    support_costs_usd, use_shares : mapping
        As `allocate_step_down`.

    Returns
    -------
    dict of str to float
        US dollars allocated to each operating department; their sum is the sum of support costs.

    Raises
    ------
    ValueError
        As `reciprocal_support_costs`.
    """
    allocated_usd: dict[str, float] = {}
    for department, full_usd in reciprocal_support_costs(support_costs_usd, use_shares).items():
        for user, share in use_shares[department].items():
            if user not in support_costs_usd:
                allocated_usd[user] = allocated_usd.get(user, 0.0) + full_usd * share
    return allocated_usd
