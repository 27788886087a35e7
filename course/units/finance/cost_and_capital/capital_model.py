"""A scanner to buy or to lease: its cash, what that is worth today, and what moves the answer most."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from course.finance.capital import (
    EquipmentProject,
    annuity_payment,
    cash_flows,
    internal_rate_of_return,
    lease_advantage,
    net_present_value,
    payback_years,
    present_values,
    project_npv,
)
from course.finance.sensitivity import Swing, tornado

STORY_RATE_SHARE = 0.08
COST_OF_DEBT_SHARE = 0.05  # what a tax-exempt hospital of middling rating pays on its bonds; a judgment for teaching
STORY_LEASE_USD = 600_000  # a year, before the lessor prices it at the cost of debt
SHORTFALL = -0.15  # the low case that a board asks for: 15% fewer scans than planned, every year
# One-at-a-time ranges of the tornado, judgments for teaching: volume, price and costs move by the same share, so
# that the width of a bar says what the assumption does, and not how wide somebody guessed its range.
RANGES: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "first_year_volume": (-0.10, 0.10),
        "net_price_usd": (-0.10, 0.10),
        "variable_cost_usd": (-0.10, 0.10),
        "fixed_cost_usd": (-0.10, 0.10),
        "volume_growth_share": (-0.03, 0.03),
        "discount_rate_share": (-0.02, 0.02),
    }
)
MOVED_BY_POINTS = ("volume_growth_share", "discount_rate_share")  # the others move by a share of their value


def in_millions(usd: float) -> str:
    """Return dollars in millions, in parentheses where they are lost, as the board's papers write them.

    >>> in_millions(179_603), in_millions(-900_000), in_millions(-1)
    ('$0.18M', '($0.90M)', '$0.00M')
    """
    text = f"${abs(usd) / 1e6:.2f}M"
    return f"({text})" if usd < 0 and text != "$0.00M" else text


@dataclass(frozen=True)
class Machine:
    """An MRI to buy, or to lease with a right to hand it back.

    The project runs for `project.life_years` years; its depreciation for `depreciation_years`. The lease includes
    the service contract; it may be handed back after `hand_back_year` at no cost. What patients bring is discounted
    at `discount_rate_share`; what the lease fixes by contract, at `cost_of_debt_share`.
    """

    project: EquipmentProject
    discount_rate_share: float
    depreciation_years: int
    lease_usd_per_year: int
    hand_back_year: int
    tolerated_loss_usd: int
    cost_of_debt_share: float = COST_OF_DEBT_SHARE


def npv_bought_usd(machine: Machine, volume_change_share: float = 0.0) -> float:
    """Return the NPV of buying when every year's scans differ from the plan by a share."""
    return project_npv(_moved(machine, volume_change_share), machine.discount_rate_share)


def npv_leased_usd(machine: Machine, volume_change_share: float = 0.0) -> float:
    """Return the NPV of leasing: kept to the end, or handed back where that loses less."""
    project = _moved(machine, volume_change_share)
    bought = cash_flows(project)
    return max(
        net_present_value(machine.discount_rate_share, bought[: years + 1]) + _lease_advantage_usd(machine, years)
        for years in (project.life_years, machine.hand_back_year)
    )


def priced_at(machine: Machine, cost_of_debt_share: float) -> Machine:
    """Return the machine at a lease that, kept to the end, is worth the same at another cost of debt."""
    years = machine.project.life_years
    free = lease_advantage(_ownership_costs_usd(machine, years), 0, cost_of_debt_share)
    worth = free - _lease_advantage_usd(machine, years)
    lease = annuity_payment(worth, cost_of_debt_share, years)
    return replace(machine, lease_usd_per_year=int(round(lease, -3)), cost_of_debt_share=cost_of_debt_share)


def _lease_advantage_usd(machine: Machine, years: int) -> float:
    return lease_advantage(_ownership_costs_usd(machine, years), machine.lease_usd_per_year, machine.cost_of_debt_share)


def _ownership_costs_usd(machine: Machine, years: int) -> list[float]:
    """Return price and service from year 0 on; salvage is taken off where the life ends."""
    p = machine.project
    service = [p.service_contract_usd * (year >= p.service_contract_from_year) for year in range(1, years + 1)]
    service[-1] -= p.salvage_usd * (years == p.life_years)
    return [p.investment_usd, *service]


def _moved(machine: Machine, volume_change_share: float) -> EquipmentProject:
    volume = machine.project.first_year_volume * (1 + volume_change_share)
    return replace(machine.project, first_year_volume=volume)


STORY_MRI = EquipmentProject(
    investment_usd=2_400_000,
    first_year_volume=3_200,
    volume_growth_share=0.03,
    net_price_usd=430,
    variable_cost_usd=140,
    fixed_cost_usd=380_000,
    service_contract_usd=180_000,
    service_contract_from_year=2,
    life_years=7,
    salvage_usd=150_000,
)
STORY_MACHINE = priced_at(
    Machine(
        STORY_MRI,
        STORY_RATE_SHARE,
        depreciation_years=5,
        lease_usd_per_year=STORY_LEASE_USD,
        hand_back_year=3,
        tolerated_loss_usd=500_000,
        cost_of_debt_share=STORY_RATE_SHARE,
    ),
    COST_OF_DEBT_SHARE,
)


def machine_tornado(project: EquipmentProject, discount_rate_share: float) -> list[Swing]:
    """Return the swings of a machine's NPV as one assumption at a time moves over its range, widest first."""
    base = {name: getattr(project, name) for name in RANGES if name != "discount_rate_share"}
    base["discount_rate_share"] = discount_rate_share
    ranges = {
        name: tuple(base[name] + move if name in MOVED_BY_POINTS else base[name] * (1 + move) for move in moves)
        for name, moves in RANGES.items()
    }

    def npv_usd(discount_rate_share: float, **assumptions: Any) -> float:
        return project_npv(replace(project, **assumptions), discount_rate_share)

    return tornado(npv_usd, base, ranges)


def swing_ends(swing: Swing) -> tuple[float, float]:
    """Return the lower and the higher outcome of a swing."""
    low, high = sorted((swing.outcome_at_low, swing.outcome_at_high))
    return low, high


# ---------------------------------------------------------------- what the scanner is worth under four assumptions


@dataclass(frozen=True)
class Valuation:
    """A scanner's cash year by year, what it is worth, and how far each assumption moves that."""

    project: EquipmentProject
    discount_rate_share: float
    flows_usd: list[float]
    worth_usd: list[float]
    irr_share: float | None
    payback_years: float
    swings: list[Swing]

    @property
    def npv_usd(self) -> float:
        """What the cash of all years is worth today."""
        return sum(self.worth_usd)

    @property
    def break_even_scans(self) -> float:
        """Scans in the first year at which the NPV is zero: NPV rises in proportion to volume."""
        without_scans, with_one = (
            project_npv(replace(self.project, first_year_volume=scans), self.discount_rate_share) for scans in (0, 1)
        )
        return self.project.first_year_volume - self.npv_usd / (with_one - without_scans)


def value_machine(
    machine: Machine,
    first_year_volume: float,
    net_price_usd: float,
    volume_growth_share: float,
    discount_rate_share: float,
) -> Valuation:
    """Return what the scanner brings under four assumptions, the others as drawn."""
    project = replace(
        machine.project,
        first_year_volume=first_year_volume,
        net_price_usd=net_price_usd,
        volume_growth_share=volume_growth_share,
    )
    flows = cash_flows(project)
    return Valuation(
        project=project,
        discount_rate_share=discount_rate_share,
        flows_usd=flows,
        worth_usd=present_values(discount_rate_share, flows),
        irr_share=_irr_if_there_is_one(flows),
        payback_years=payback_years(flows),
        swings=machine_tornado(project, discount_rate_share),
    )


def _irr_if_there_is_one(flows_usd: list[float]) -> float | None:
    """Return the internal rate of return, or None where there is no rate or there are several."""
    try:
        irr = internal_rate_of_return(flows_usd)
    except ValueError:
        return None
    return irr if math.isfinite(irr) else None
