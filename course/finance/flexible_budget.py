"""The flexible budget: what the month should have cost at the volume it had, and why it did not.

Conventions, named once. A cost variance is actual less budget, so a positive one is unfavorable; a revenue
variance is actual less budget too, so a positive one is favorable. Favorable means that income rises. The
joint effect of rate and efficiency is counted in the rate variance, that of price and volume in the price
variance.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from course import validation as require

__all__ = [
    "Labor",
    "LaborVariances",
    "RevenueLine",
    "RevenueVariances",
    "effect_on_income",
    "labor_variances",
    "revenue_variances",
]

Effect = Literal["favorable", "unfavorable", "on budget"]


def effect_on_income(kind: str, budget: float, actual: float) -> Effect:
    """Say whether an actual amount helps or hurts income against its budget.

    Parameters
    ----------
    kind : {"revenue", "expense", "cost"}
        What the two amounts are; "cost" means the same as "expense".
    budget, actual : float
        The budgeted and the actual amount, in one unit.

    Returns
    -------
    {"favorable", "unfavorable", "on budget"}
        By effect on income: more revenue is favorable, more cost is not.

    Raises
    ------
    ValueError
        If the kind is none of the three.

    Examples
    --------
    >>> effect_on_income("expense", budget=100, actual=120)
    'unfavorable'
    """
    if kind not in ("revenue", "expense", "cost"):
        raise ValueError(f"kind must be 'revenue', 'expense' or 'cost', got {kind!r}; say which it is")
    if math.isclose(budget, actual, rel_tol=1e-9, abs_tol=1e-9):
        return "on budget"
    return "favorable" if (actual > budget) == (kind == "revenue") else "unfavorable"


@dataclass(frozen=True)
class Labor:
    """The labor of a unit: how much service, how many hours for each unit of it, and the pay per hour."""

    volume: float
    hours_per_unit: float
    rate_usd_per_hour: float

    def __post_init__(self) -> None:
        """Refuse negative quantities."""
        require.non_negative("volume", self.volume)
        require.non_negative("hours_per_unit", self.hours_per_unit)
        require.non_negative("rate_usd_per_hour", self.rate_usd_per_hour)

    @property
    def hours(self) -> float:
        """Hours paid for."""
        return self.volume * self.hours_per_unit

    @property
    def cost_usd(self) -> float:
        """Labor cost."""
        return self.hours * self.rate_usd_per_hour


@dataclass(frozen=True)
class LaborVariances:
    """The walk from static budget to actual labor cost; a positive variance is unfavorable."""

    static_budget_usd: float
    volume_usd: float
    flexed_budget_usd: float
    efficiency_usd: float
    rate_usd: float
    actual_usd: float
    joint_within_rate_usd: float

    @property
    def total_usd(self) -> float:
        """Actual less static budget: the sum of the volume, efficiency and rate variances."""
        return self.volume_usd + self.efficiency_usd + self.rate_usd

    def steps(self) -> list[tuple[str, float]]:
        """Return the three named variances in the order of the walk."""
        return [("Volume", self.volume_usd), ("Efficiency", self.efficiency_usd), ("Rate", self.rate_usd)]


def labor_variances(budget: Labor, actual: Labor) -> LaborVariances:
    """Split the labor variance of a unit into volume, efficiency and rate.

    Parameters
    ----------
    budget, actual : Labor
        Volume, hours per unit of service and pay per hour, as budgeted and as they came.

    Returns
    -------
    LaborVariances
        US dollars, actual less budget, so that a positive variance is unfavorable.

    Notes
    -----
    volume = change of volume x budget hours per unit x budget rate; efficiency = change of hours per unit x
    actual volume x budget rate; rate = change of rate x actual hours, with the joint rate-and-efficiency term
    in it. A volume variance comes with revenue: it is not the unit manager's fault. (Standard costing, as in
    Finkler, Smith and Calabrese.)

    Examples
    --------
    >>> walk = labor_variances(Labor(10_000, 9.5, 45), Labor(10_600, 9.8, 47.5))
    >>> [(name, round(usd)) for name, usd in walk.steps()]
    [('Volume', 256500), ('Efficiency', 143100), ('Rate', 259700)]
    """
    flexed = Labor(actual.volume, budget.hours_per_unit, budget.rate_usd_per_hour)
    extra_hours = actual.hours - flexed.hours
    extra_rate = actual.rate_usd_per_hour - budget.rate_usd_per_hour
    return LaborVariances(
        static_budget_usd=budget.cost_usd,
        volume_usd=flexed.cost_usd - budget.cost_usd,
        flexed_budget_usd=flexed.cost_usd,
        efficiency_usd=extra_hours * budget.rate_usd_per_hour,
        rate_usd=extra_rate * actual.hours,
        actual_usd=actual.cost_usd,
        joint_within_rate_usd=extra_rate * extra_hours,
    )


@dataclass(frozen=True)
class RevenueLine:
    """One service line's volume and net price per unit, as budgeted and as they came."""

    name: str
    budget_volume: float
    budget_price_usd: float
    actual_volume: float
    actual_price_usd: float

    def __post_init__(self) -> None:
        """Refuse negative quantities."""
        for field in ("budget_volume", "budget_price_usd", "actual_volume", "actual_price_usd"):
            require.non_negative(f"{field} of {self.name}", getattr(self, field))


@dataclass(frozen=True)
class RevenueVariances:
    """Why revenue differs from budget; a positive variance is favorable."""

    budget_usd: float
    price_usd: float
    volume_usd: float
    mix_usd: float
    actual_usd: float
    price_by_line_usd: Mapping[str, float]

    @property
    def total_usd(self) -> float:
        """Actual less budget: the sum of the price, volume and mix variances."""
        return self.price_usd + self.volume_usd + self.mix_usd

    def steps(self) -> list[tuple[str, float]]:
        """Return the three named variances in the order of the walk."""
        return [("Volume", self.volume_usd), ("Mix", self.mix_usd), ("Price", self.price_usd)]


def revenue_variances(lines: Sequence[RevenueLine]) -> RevenueVariances:
    """Split a revenue variance into price, volume and mix.

    Parameters
    ----------
    lines : sequence of RevenueLine
        The service lines, each named once, measured in one unit of volume (cases, visits).

    Returns
    -------
    RevenueVariances
        US dollars, actual less budget, so that a positive variance is favorable.

    Raises
    ------
    ValueError
        If there is no budgeted volume or a name comes twice.

    Notes
    -----
    price = change of price x actual volume, summed over lines; volume = change of total volume x budgeted
    average price; mix = what each line's actual volume differs from its budgeted share of the actual total,
    at budgeted price. The three sum to the total. (Standard costing, as in Finkler, Smith and Calabrese.)
    """
    names = [line.name for line in lines]
    if len(set(names)) < len(names):
        raise ValueError("a service line is named twice; add its volumes up first or rename one")
    budget_volume = sum(line.budget_volume for line in lines)
    require.positive("budgeted volume of all lines", budget_volume)
    actual_volume = sum(line.actual_volume for line in lines)
    budget_usd = sum(line.budget_volume * line.budget_price_usd for line in lines)
    at_budget_price_usd = sum(line.actual_volume * line.budget_price_usd for line in lines)
    at_budget_mix_usd = actual_volume * budget_usd / budget_volume
    price = {line.name: (line.actual_price_usd - line.budget_price_usd) * line.actual_volume for line in lines}
    return RevenueVariances(
        budget_usd=budget_usd,
        price_usd=sum(price.values()),
        volume_usd=at_budget_mix_usd - budget_usd,
        mix_usd=at_budget_price_usd - at_budget_mix_usd,
        actual_usd=sum(line.actual_volume * line.actual_price_usd for line in lines),
        price_by_line_usd=price,
    )
