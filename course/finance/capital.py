"""Capital decisions: what a project's cash is worth today, and what moves the answer.

Cash flows are listed from year 0 (the investment, negative) and fall at year ends. They are cash:
depreciation is not among them, and a tax-exempt hospital gets no tax shield from it. Sunk cost is left out;
nominal cash flows go with a nominal rate. The formulas are those of any corporate finance text; IRR is
computed by numpy-financial. Depreciation, which belongs to the income statement, stands in `depreciation`,
and what moves an answer most in `sensitivity`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from course import validation as require
from course.finance.cost import contribution_margin

__all__ = [
    "EquipmentProject",
    "annuity_payment",
    "cash_flows",
    "equivalent_annual_annuity",
    "internal_rate_of_return",
    "lease_advantage",
    "net_present_value",
    "payback_years",
    "present_values",
    "profitability_index",
    "project_npv",
]


@dataclass(frozen=True)
class EquipmentProject:
    """A machine that serves patients for some years, such as an MRI scanner.

    The life of the project need not be the life over which the machine is depreciated: label each.
    """

    investment_usd: float
    first_year_volume: float
    volume_growth_share: float
    net_price_usd: float
    variable_cost_usd: float
    fixed_cost_usd: float
    service_contract_usd: float
    service_contract_from_year: int
    life_years: int
    salvage_usd: float

    def __post_init__(self) -> None:
        """Refuse what no machine can have."""
        require.positive("investment_usd", self.investment_usd)
        require.annual_rate("volume_growth_share", self.volume_growth_share)
        require.whole_years("life_years", self.life_years)
        for field in ("first_year_volume", "net_price_usd", "variable_cost_usd", "fixed_cost_usd"):
            require.non_negative(field, getattr(self, field))
        require.non_negative("service_contract_usd", self.service_contract_usd)
        require.whole_years("service_contract_from_year", self.service_contract_from_year)
        require.non_negative("salvage_usd", self.salvage_usd)

    def volume(self, year: int) -> float:
        """Return the units served in a year; year 1 is the first."""
        return self.first_year_volume * (1 + self.volume_growth_share) ** (year - 1)


def cash_flows(project: EquipmentProject) -> list[float]:
    """Return a project's cash flows from year 0 on.

    Parameters
    ----------
    project : EquipmentProject
        The machine, its volume, price and costs.

    Returns
    -------
    list of float
        US dollars: the investment (negative), then one figure a year; salvage comes in the last.

    Notes
    -----
    Year t: volume x (net price - variable cost) - fixed cost - service contract once its warranty is over.
    """
    margin_usd = contribution_margin(project.net_price_usd, project.variable_cost_usd)
    flows = [-project.investment_usd]
    for year in range(1, project.life_years + 1):
        contribution_usd = project.volume(year) * margin_usd
        contract_usd = project.service_contract_usd if year >= project.service_contract_from_year else 0.0
        flows.append(contribution_usd - project.fixed_cost_usd - contract_usd)
    flows[-1] += project.salvage_usd
    return flows


def present_values(discount_rate_share: float, flows_usd: Sequence[float]) -> list[float]:
    """Return what each of a series of cash flows is worth in year 0.

    Parameters
    ----------
    discount_rate_share : float
        Cost of capital a year: 0.08 for 8%.
    flows_usd : sequence of float
        Cash flows from year 0 on; the first is not discounted.

    Returns
    -------
    list of float
        US dollars, one figure for each cash flow.

    Raises
    ------
    ValueError
        If the rate lies outside -1 to 1.

    Examples
    --------
    >>> present_values(0.25, [-100, 125])
    [-100.0, 100.0]
    """
    require.annual_rate("discount_rate_share", discount_rate_share)
    return [flow / (1 + discount_rate_share) ** year for year, flow in enumerate(flows_usd)]


def net_present_value(discount_rate_share: float, flows_usd: Sequence[float]) -> float:
    """Return what a series of cash flows is worth in year 0.

    Parameters
    ----------
    discount_rate_share : float
        Cost of capital a year: 0.08 for 8%.
    flows_usd : sequence of float
        Cash flows from year 0 on; the first is not discounted.

    Returns
    -------
    float
        Net present value (NPV) in US dollars.

    Raises
    ------
    ValueError
        If the rate lies outside -1 to 1 or there are no cash flows.

    Notes
    -----
    Sum of flow / (1 + rate) ** year. A spreadsheet's NPV() discounts its first figure by a year: leave year 0
    out of it and add that apart.

    Examples
    --------
    >>> net_present_value(0.25, [-100, 150])
    20.0
    """
    if not flows_usd:
        raise ValueError("flows_usd is empty; list the cash flows from year 0 on")
    return sum(present_values(discount_rate_share, flows_usd))


def internal_rate_of_return(flows_usd: Sequence[float]) -> float:
    """Return the rate at which the net present value is zero.

    Parameters
    ----------
    flows_usd : sequence of float
        Cash flows from year 0 on, whose sign changes once.

    Returns
    -------
    float
        Internal rate of return (IRR) a year.

    Raises
    ------
    ValueError
        If the sign never changes (no rate) or changes more than once (there may be several): judge by NPV.
    """
    signs = [flow > 0 for flow in flows_usd if flow != 0]
    changes = sum(before != after for before, after in pairwise(signs))
    if changes != 1:
        raise ValueError(f"the cash flows change sign {changes} times, so IRR is no guide; judge by NPV instead")
    import numpy_financial as npf

    return float(npf.irr(flows_usd))


def payback_years(flows_usd: Sequence[float]) -> float:
    """Return the years until the cash put in has come back, interpolated within the year.

    Parameters
    ----------
    flows_usd : sequence of float
        Cash flows from year 0 on.

    Returns
    -------
    float
        Years; infinity if the cash never comes back.

    Raises
    ------
    ValueError
        If there are no cash flows.

    Notes
    -----
    The first time that cumulative cash reaches zero, cash coming evenly over each year. Ignores the price of
    time and all that comes after.
    """
    if not flows_usd:
        raise ValueError("flows_usd is empty; list the cash flows from year 0 on")
    balance_usd = flows_usd[0]
    if balance_usd >= 0:
        return 0.0
    for year, flow in enumerate(flows_usd[1:], start=1):
        if balance_usd + flow >= 0:
            return year - 1 + -balance_usd / flow
        balance_usd += flow
    return math.inf


def profitability_index(discount_rate_share: float, flows_usd: Sequence[float]) -> float:
    """Return the present value that each dollar invested brings back.

    Parameters
    ----------
    discount_rate_share : float
        Cost of capital a year.
    flows_usd : sequence of float
        Cash flows from year 0 on, the first negative.

    Returns
    -------
    float
        Profitability index (PI); above 1 where the net present value is above zero.

    Raises
    ------
    ValueError
        If the first cash flow is not negative or the rate lies outside -1 to 1.
    """
    npv_usd = net_present_value(discount_rate_share, flows_usd)
    if not flows_usd[0] < 0:
        raise ValueError("the first cash flow must be the investment, below 0; put its minus sign")
    return 1 + npv_usd / -flows_usd[0]


def annuity_payment(principal_usd: float, rate_share: float, payments: int) -> float:
    """Return the level payment at each period's end that repays a loan.

    Parameters
    ----------
    principal_usd : float
        Amount borrowed.
    rate_share : float
        Interest a period: 0.06 for 6%.
    payments : int
        Number of payments.

    Returns
    -------
    float
        US dollars a payment.

    Raises
    ------
    ValueError
        If the rate lies outside -1 to 1 or the number of payments is not whole.

    Notes
    -----
    principal x rate / (1 - (1 + rate) ** -payments); without interest, principal / payments.
    """
    require.annual_rate("rate_share", rate_share)
    require.whole_years("payments", payments)
    if rate_share == 0:
        return principal_usd / payments
    return principal_usd * rate_share / -math.expm1(-payments * math.log1p(rate_share))


def equivalent_annual_annuity(npv_usd: float, discount_rate_share: float, life_years: int) -> float:
    """Return the level yearly amount worth as much as a net present value.

    Parameters
    ----------
    npv_usd : float
        Net present value of the project.
    discount_rate_share : float
        Cost of capital a year.
    life_years : int
        Life of the project.

    Returns
    -------
    float
        Equivalent annual annuity (EAA) in US dollars a year; compares projects of unequal life.

    Raises
    ------
    ValueError
        As `annuity_payment`.
    """
    return annuity_payment(npv_usd, discount_rate_share, life_years)


def project_npv(project: EquipmentProject, discount_rate_share: float) -> float:
    """Return the net present value of a project.

    Parameters
    ----------
    project : EquipmentProject
        The machine, its volume, price and costs.
    discount_rate_share : float
        Cost of capital a year.

    Returns
    -------
    float
        US dollars.

    Raises
    ------
    ValueError
        If the rate lies outside -1 to 1.
    """
    return net_present_value(discount_rate_share, cash_flows(project))


def lease_advantage(
    ownership_costs_usd: Sequence[float], lease_usd_per_year: float, cost_of_debt_share: float
) -> float:
    """Return the net advantage to leasing a machine, with its service, instead of buying it.

    Parameters
    ----------
    ownership_costs_usd : sequence of float
        What the lease spares the organization, from year 0 on: the price, then each year's service; what the old
        machine would have brought is taken off the last.
    lease_usd_per_year : float
        Payment at the end of each of those years.
    cost_of_debt_share : float
        What the organization pays on its own debt: 0.05 for 5%. A lease is owed like a debt.

    Returns
    -------
    float
        US dollars today; below zero where buying with borrowed money is cheaper.

    Raises
    ------
    ValueError
        If the rate lies outside -1 to 1 or there are no costs.

    Notes
    -----
    Everything is discounted at the cost of debt, because a contract fixes it. A tax-exempt organization has no tax
    terms to add.

    Examples
    --------
    >>> round(lease_advantage([1_000, 0, 100], 550, 0.10))
    128
    """
    price, *later = ownership_costs_usd
    return net_present_value(cost_of_debt_share, [price, *(usd - lease_usd_per_year for usd in later)])
