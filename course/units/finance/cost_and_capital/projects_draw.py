"""Draws the projects of a health system.

Ranges are drawn around the course's story, Wrenfield Memorial Hospital in fiscal year 2025: a clinic that breaks
even at 4,000 visits, $900,000 of support cost, an MRI with an NPV of $179,603, $165M of cash and nine candidates.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import numpy as np

from course.cases.drawing import first_accepted
from course.finance.allocation import allocate_direct, allocate_step_down
from course.finance.cost import contribution_margin
from course.finance.inventory import safety_stock
from course.units.finance.cost_and_capital.capital_model import (
    COST_OF_DEBT_SHARE,
    SHORTFALL,
    STORY_LEASE_USD,
    STORY_MACHINE,
    STORY_MRI,
    Machine,
    npv_bought_usd,
    npv_leased_usd,
    priced_at,
)
from course.units.finance.cost_and_capital.capital_slate_decision import CapitalSlateDecision
from course.units.finance.cost_and_capital.capital_slate_model import (
    STORY_SLATE,
    Candidate,
    Slate,
    as_row,
    days_cash_after,
    totals,
)
from course.units.finance.cost_and_capital.capital_slate_search import CapitalSlateSearch
from course.units.finance.cost_and_capital.projects_model import (
    DAYS_PER_WEEK,
    HOUSEKEEPING_FIRST,
    STORY_CHARGE_USD,
    STORY_FIXED_USD,
    STORY_PAID_USD,
    STORY_SUPPORT_USD,
    STORY_USES,
    STORY_VISIT_MIX,
    Clinic,
    Lender,
    Projects,
    Shelf,
    Support,
    net_price_of,
)

LEAST_MOVED_USD = 2_000  # by the method and by the order of allocation
CLEAR_USD = 40_000  # between a loss and the loss that the board tolerates
GOOD_SLATES = (6, 30)  # fewest and most of 512
MEAN_RANDOM_SHARE = 0.30  # what all 512 slates earn on the mean
MOST_FOR_ALL_OR_NOTHING = 0.2


def draw(rng: np.random.Generator) -> Projects:
    """Draw a set of projects in which every exercise has one answer that no slip comes near."""
    machine = draw_machine(rng)
    lender = draw_lender(rng)
    return Projects(
        clinic=draw_clinic(rng),
        support=draw_support(rng),
        shelf=draw_shelf(rng),
        mri=machine,
        lender=lender,
        slate=draw_slate(rng, machine, lender),
    )


# ---------------------------------------------------------------- the clinic, its support and its shelf


def draw_clinic(rng: np.random.Generator) -> Clinic:
    """Draw a clinic whose average price differs from the plain average of its payers' prices."""
    clinic = first_accepted(lambda: _clinic_without_visits(rng), _plain_average_misleads, "clinic")
    margin = contribution_margin(net_price_of(clinic), clinic.variable_cost_usd)
    return replace(clinic, visits=int(round(clinic.fixed_cost_usd / margin * rng.uniform(0.9, 1.25), -1)))


def _clinic_without_visits(rng: np.random.Generator) -> Clinic:
    mix = {p: s + int(rng.integers(-3, 4)) / 100 for p, s in STORY_VISIT_MIX.items() if p != "commercial"}
    mix["self_pay"] = int(rng.integers(4, 9)) / 100
    mix["commercial"] = 1 - sum(mix.values())
    paid = {p: int(round(usd * rng.uniform(0.88, 1.12), -1)) for p, usd in STORY_PAID_USD.items()}
    return Clinic(
        charge_usd=int(round(STORY_CHARGE_USD * rng.uniform(0.9, 1.15), -1)),
        visit_mix=MappingProxyType({p: round(mix[p], 2) for p in STORY_VISIT_MIX}),
        paid_usd=MappingProxyType(paid),
        variable_cost_usd=int(rng.integers(100, 151, endpoint=True)) // 5 * 5,
        fixed_cost_usd=int(round(STORY_FIXED_USD * rng.uniform(0.75, 1.25), -4)),
        visits=0,
    )


def _plain_average_misleads(clinic: Clinic) -> bool:
    plain = sum(clinic.paid_usd.values()) / len(clinic.paid_usd)
    return net_price_of(clinic) / plain > 1.05


def draw_support(rng: np.random.Generator) -> Support:
    """Draw two support departments for which the method and the order of allocation matter."""
    return first_accepted(lambda: _support(rng), _method_and_order_matter, "pair of support departments")


def _support(rng: np.random.Generator) -> Support:
    cost = {d: int(round(usd * rng.uniform(0.75, 1.3), -4)) for d, usd in STORY_SUPPORT_USD.items()}
    uses = {}
    for giver, shares in STORY_USES.items():
        other, nursing = (round(s + int(rng.integers(-1, 2)) * 0.05, 2) for s in list(shares.values())[:2])
        first = next(iter(shares))
        uses[giver] = MappingProxyType({first: other, "nursing": nursing, "surgery": round(1 - other - nursing, 2)})
    return Support(MappingProxyType(cost), MappingProxyType(uses))


def _method_and_order_matter(support: Support) -> bool:
    cost, uses = support.cost_usd, support.used_by
    if min(min(shares.values()) for shares in uses.values()) <= 0:
        return False
    right = allocate_step_down(cost, uses, HOUSEKEEPING_FIRST)["nursing"]
    slips = (allocate_direct(cost, uses), allocate_step_down(cost, uses, HOUSEKEEPING_FIRST[::-1]))
    return min(abs(right - slip["nursing"]) for slip in slips) >= LEAST_MOVED_USD


def draw_shelf(rng: np.random.Generator) -> Shelf:
    """Draw an item whose shelf today is filled too low."""
    use = int(rng.integers(6, 19)) * 5
    spread = max(4, round(use * rng.uniform(0.22, 0.32)))
    review, weeks = int(rng.integers(2, 5)), int(rng.integers(1, 3))
    days = review + DAYS_PER_WEEK * weeks
    reserve = int(-(-safety_stock(spread, days, 0.95) // 5) * 5)
    today = int(round(use * days + reserve * rng.uniform(-0.35, 0.25), -1))
    return Shelf(use, spread, review, weeks, reserve, today)


# ---------------------------------------------------------------- the scanner and the lender


def draw_machine(rng: np.random.Generator) -> Machine:
    """Draw a scanner worth buying in the base case, whose low case breaks the board's limit.

    The lease keeps that limit for about every second learner; for the others nothing on offer does. A scanner is
    accepted at one rate for all its cash; then the lessor prices the same offer at the cost of debt.
    """
    lease_holds = rng.random() < 0.5
    drawn = first_accepted(
        lambda: _machine(rng), lambda machine: _figures_decide(_limited(machine, lease_holds)), "scanner"
    )
    return _limited(priced_at(drawn, COST_OF_DEBT_SHARE), lease_holds)


def _machine(rng: np.random.Generator) -> Machine:
    """Draw a scanner and a lease whose price is not yet at the cost of debt."""
    project = replace(
        STORY_MRI,
        investment_usd=int(rng.integers(21, 28)) * 100_000,
        first_year_volume=int(rng.integers(58, 73)) * 50,
        net_price_usd=int(rng.integers(41, 46)) * 10,
        variable_cost_usd=int(rng.integers(26, 31)) * 5,
        fixed_cost_usd=int(rng.integers(34, 43)) * 10_000,
        service_contract_usd=int(rng.integers(16, 21)) * 10_000,
        salvage_usd=int(rng.integers(10, 21)) * 10_000,
    )
    lease_usd = int(round(STORY_LEASE_USD * rng.uniform(0.85, 1.15), -4))
    rate = int(rng.integers(14, 18)) / 200
    return replace(
        STORY_MACHINE,
        project=project,
        lease_usd_per_year=lease_usd,
        discount_rate_share=rate,
        cost_of_debt_share=rate,
    )


def _limited(machine: Machine, lease_holds: bool) -> Machine:
    """Return the machine with the board's limit between both options' losses, or below both."""
    low_buy, low_lease = -npv_bought_usd(machine, SHORTFALL), -npv_leased_usd(machine, SHORTFALL)
    tolerated = (low_buy + low_lease) / 2 if lease_holds else 0.75 * low_lease
    return replace(machine, tolerated_loss_usd=int(round(tolerated / 50_000) * 50_000))


def _figures_decide(machine: Machine) -> bool:
    """Say whether both options gain as planned, and no loss is near the board's limit."""
    buy, lease = npv_bought_usd(machine), npv_leased_usd(machine)
    loss_bought, loss_leased = -npv_bought_usd(machine, SHORTFALL), -npv_leased_usd(machine, SHORTFALL)
    return (
        80_000 <= buy <= 400_000
        and 20_000 <= lease <= buy - 20_000
        and loss_bought >= machine.tolerated_loss_usd + CLEAR_USD
        and abs(loss_leased - machine.tolerated_loss_usd) >= CLEAR_USD
    )


def draw_lender(rng: np.random.Generator) -> Lender:
    """Draw a health system's year around $348M of expense, 183 days of cash and a coverage of 2.9."""
    size = rng.uniform(0.8, 1.25)

    def near(story_usd: float, spread: float) -> int:
        return int(round(story_usd * size * rng.uniform(1 - spread, 1 + spread), -5))

    return Lender(
        operating_expense_usd=near(348e6, 0.02),
        operating_income_usd=near(4.2e6, 0.25),
        nonoperating_income_usd=near(6.0e6, 0.2),
        depreciation_usd=near(18.2e6, 0.08),
        interest_usd=near(5.1e6, 0.1),
        principal_usd=near(6.4e6, 0.12),
        unrestricted_cash_usd=near(165e6, 0.08),
    )


# ---------------------------------------------------------------- the slate


def draw_slate(rng: np.random.Generator, machine: Machine, lender: Lender) -> Slate:
    """Draw nine candidates and limits that some slates of 512 keep, and neither none nor all of the candidates."""
    return first_accepted(lambda: _slate(rng, machine, lender), _can_be_decided_on, "capital slate")


def _slate(rng: np.random.Generator, machine: Machine, lender: Lender) -> Slate:
    """Draw a slate; its scanner is the learner's own, its floor of days cash what both years' limits leave."""

    def millions(story: float, spread: float, to: float) -> int:
        return round(round(story * rng.uniform(1 - spread, 1 + spread) / to) * to * 1e6)

    candidates = tuple(
        Candidate(
            key, label, millions(y1, 0.15, 0.1), millions(y2, 0.15, 0.1), millions(npv, 0.15, 0.05), mission, mandatory
        )
        for key, (label, y1, y2, npv, mission, mandatory) in STORY_SLATE.items()
    )
    price, worth = int(machine.project.investment_usd), int(round(npv_bought_usd(machine), -4))
    limits = (millions(9.5, 0.06, 0.1), millions(3.0, 0.08, 0.1))
    slate = Slate(
        tuple(replace(c, year1_usd=price, npv_usd=worth) if c.key == "mri" else c for c in candidates),
        *limits,
        npv_floor_usd=millions(0.80, 0.25, 0.05),
        mission_floor=3.5,
        unrestricted_cash_usd=lender.unrestricted_cash_usd,
        cash_expense_usd=lender.operating_expense_usd - lender.depreciation_usd,
        days_cash_floor=0,
    )
    return replace(slate, days_cash_floor=int(np.ceil(days_cash_after(slate, sum(limits)))))


def _can_be_decided_on(slate: Slate) -> bool:
    search = CapitalSlateSearch(CapitalSlateDecision(slate))
    none, everything = search.every_share[0], search.every_share[-1]
    fewest, most = GOOD_SLATES
    return bool(
        fewest <= search.full_mark_count <= most
        and search.mean_random_share <= MEAN_RANDOM_SHARE
        and max(none, everything) <= MOST_FOR_ALL_OR_NOTHING
        and _year2_tempts(slate, search)
    )


def _year2_tempts(slate: Slate, search: CapitalSlateSearch) -> bool:
    """Say whether all that is demanded and the two with the most year-2 cash fit year 1 but not year 2."""
    t = totals(slate, as_row(slate, search.plan_with_most_year2_cash))
    return bool(t.year1_usd <= slate.year1_limit_usd and t.year2_usd > slate.year2_limit_usd)
