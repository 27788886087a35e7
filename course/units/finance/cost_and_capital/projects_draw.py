"""The projects of unit 4: a clinic, two support departments, a shelf, a scanner, a lender and a capital slate.

Ranges are drawn around the course's story, Wrenfield Memorial Hospital in fiscal year 2025: a clinic that breaks
even at 4,000 visits, $900,000 of support cost, an MRI with an NPV of $179,603, $165M of cash and nine candidates.
The lender and the slate belong to the whole health system, which signs for the debt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np

from course.finance.allocation import allocate_direct, allocate_step_down
from course.finance.capital import (
    EquipmentProject,
    Swing,
    annuity_payment,
    cash_flows,
    lease_advantage,
    net_present_value,
    tornado,
)
from course.finance.inventory import safety_stock
from course.units.finance.cost_and_capital.capital_slate_decision import (
    Candidate,
    Slate,
    as_picks,
    every_pick,
    score_shares,
    totals,
)

# ---------------------------------------------------------------- what is drawn around (the story's figures)

# Share of the clinic's visits and what arrives for one: $420 on average at Wrenfield's wound clinic.
STORY_VISIT_MIX = {"medicare": 0.45, "medicaid": 0.20, "commercial": 0.30, "self_pay": 0.05}
STORY_PAID_USD = {"medicare": 400, "medicaid": 300, "commercial": 570, "self_pay": 180}
STORY_CHARGE_USD = 1_500
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
STORY_RATE_SHARE = 0.08
COST_OF_DEBT_SHARE = 0.05  # what a tax-exempt hospital of middling rating pays on its bonds; a judgment for teaching
STORY_LEASE_USD = 600_000  # a year, before the lessor prices it at the cost of debt
STORY_USES = {
    "housekeeping": {"human_resources": 0.10, "nursing": 0.60, "surgery": 0.30},
    "human_resources": {"housekeeping": 0.20, "nursing": 0.50, "surgery": 0.30},
}
STORY_SUPPORT_USD = {"housekeeping": 600_000, "human_resources": 300_000}
HOUSEKEEPING_FIRST = ("housekeeping", "human_resources")
# Millions of dollars in year 1, year 2 and NPV; mission score 1-5; mandatory.
STORY_SLATE = {
    "nurse_call": ("Nurse call system", 1.8, 0.0, -0.90, 4, True),
    "chiller": ("Chiller", 1.5, 0.0, 0.35, 4, True),
    "mri": ("MRI", 2.4, 0.0, 0.18, 3, False),
    "ed_fast_track": ("ED fast track", 3.1, 1.2, 1.10, 5, False),
    "surgery_partner": ("Surgery-center partner", 2.0, 1.5, 1.60, 2, False),
    "capacity_tools": ("Capacity tools", 1.2, 0.6, 0.55, 5, False),
    "parking": ("Parking", 3.5, 2.0, 0.90, 1, False),
    "rural_dental": ("Rural dental", 0.9, 0.3, -0.15, 5, False),
    "robot": ("Surgical robot", 2.2, 0.4, 0.40, 2, False),
}

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
ADDED = ("volume_growth_share", "discount_rate_share")  # these move by points, the others by shares of their value


# ---------------------------------------------------------------- what a learner runs


@dataclass(frozen=True)
class Clinic:
    """An outpatient clinic: what it charges, what each payer pays for a visit, what it costs."""

    charge_usd: int
    visit_mix: Mapping[str, float]
    paid_usd: Mapping[str, int]
    variable_cost_usd: int
    fixed_cost_usd: int
    visits: int

    @property
    def net_price_usd(self) -> float:
        """What arrives for an average visit."""
        return sum(share * self.paid_usd[payer] for payer, share in self.visit_mix.items())


@dataclass(frozen=True)
class Support:
    """Two support departments, their cost, and the share of their work that each other department uses."""

    cost_usd: Mapping[str, int]
    used_by: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Shelf:
    """One item in the storeroom: counted every few days, ordered from outside, filled to its par level."""

    daily_use_units: int
    daily_use_sd_units: int
    review_interval_days: int
    lead_time_weeks: int
    safety_stock_units: int
    par_today_units: int

    @property
    def covered_days(self) -> int:
        """Days that a full shelf must last: until the delivery after the next count."""
        return self.review_interval_days + 7 * self.lead_time_weeks


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

    def npv_buy_usd(self, volume_change_share: float = 0.0) -> float:
        """Return the NPV of buying when every year's scans differ from the plan by a share."""
        return net_present_value(self.discount_rate_share, cash_flows(self._moved(volume_change_share)))

    def npv_lease_usd(self, volume_change_share: float = 0.0) -> float:
        """Return the NPV of leasing: kept to the end, or handed back where that loses less."""
        project = self._moved(volume_change_share)
        bought = cash_flows(project)
        return max(
            net_present_value(self.discount_rate_share, bought[: years + 1]) + self._lease_advantage_usd(years)
            for years in (project.life_years, self.hand_back_year)
        )

    def _lease_advantage_usd(self, years: int) -> float:
        return lease_advantage(self._ownership_costs_usd(years), self.lease_usd_per_year, self.cost_of_debt_share)

    def _ownership_costs_usd(self, years: int) -> list[float]:
        """Return price and service from year 0 on; salvage is taken off where the life ends."""
        p = self.project
        service = [p.service_contract_usd * (year >= p.service_contract_from_year) for year in range(1, years + 1)]
        service[-1] -= p.salvage_usd * (years == p.life_years)
        return [p.investment_usd, *service]

    def priced_at(self, cost_of_debt_share: float) -> Machine:
        """Return the machine at a lease that, kept to the end, is worth the same at another cost of debt."""
        years = self.project.life_years
        free = lease_advantage(self._ownership_costs_usd(years), 0, cost_of_debt_share)
        worth = free - self._lease_advantage_usd(years)
        lease = annuity_payment(worth, cost_of_debt_share, years)
        return replace(self, lease_usd_per_year=int(round(lease, -3)), cost_of_debt_share=cost_of_debt_share)

    def _moved(self, volume_change_share: float) -> EquipmentProject:
        volume = self.project.first_year_volume * (1 + volume_change_share)
        return replace(self.project, first_year_volume=volume)


@dataclass(frozen=True)
class Lender:
    """What the lender reads of a health system's year, in dollars; operating expense includes depreciation."""

    operating_expense_usd: int
    operating_income_usd: int
    nonoperating_income_usd: int
    depreciation_usd: int
    interest_usd: int
    principal_usd: int
    unrestricted_cash_usd: int


@dataclass(frozen=True)
class Projects:
    """Everything that unit 4 asks about."""

    clinic: Clinic
    support: Support
    shelf: Shelf
    mri: Machine
    lender: Lender
    slate: Slate


STORY_MACHINE = Machine(
    STORY_MRI,
    STORY_RATE_SHARE,
    depreciation_years=5,
    lease_usd_per_year=STORY_LEASE_USD,
    hand_back_year=3,
    tolerated_loss_usd=500_000,
    cost_of_debt_share=STORY_RATE_SHARE,
).priced_at(COST_OF_DEBT_SHARE)


def machine_tornado(project: EquipmentProject, discount_rate_share: float) -> list[Swing]:
    """Return the swings of a machine's NPV as one assumption at a time moves over its range, widest first."""
    base = {name: getattr(project, name) for name in RANGES if name != "discount_rate_share"}
    base["discount_rate_share"] = discount_rate_share
    ranges = {
        name: tuple(base[name] + move if name in ADDED else base[name] * (1 + move) for move in moves)
        for name, moves in RANGES.items()
    }

    def npv_usd(discount_rate_share: float, **assumptions: Any) -> float:
        return net_present_value(discount_rate_share, cash_flows(replace(project, **assumptions)))

    return tornado(npv_usd, base, ranges)


# ---------------------------------------------------------------- drawing


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


def draw_clinic(rng: np.random.Generator) -> Clinic:
    """Draw a clinic whose average price differs from the plain average of its payers' prices."""
    while True:
        mix = {p: s + int(rng.integers(-3, 4)) / 100 for p, s in STORY_VISIT_MIX.items() if p != "commercial"}
        mix["self_pay"] = int(rng.integers(4, 9)) / 100
        mix["commercial"] = 1 - sum(mix.values())
        paid = {p: int(round(usd * rng.uniform(0.88, 1.12), -1)) for p, usd in STORY_PAID_USD.items()}
        clinic = Clinic(
            charge_usd=int(round(STORY_CHARGE_USD * rng.uniform(0.9, 1.15), -1)),
            visit_mix=MappingProxyType({p: round(mix[p], 2) for p in STORY_VISIT_MIX}),
            paid_usd=MappingProxyType(paid),
            variable_cost_usd=int(rng.integers(100, 151, endpoint=True)) // 5 * 5,
            fixed_cost_usd=int(round(1_200_000 * rng.uniform(0.75, 1.25), -4)),
            visits=0,
        )
        plain = sum(paid.values()) / len(paid)
        if clinic.net_price_usd / plain > 1.05:
            margin = clinic.net_price_usd - clinic.variable_cost_usd
            return replace(clinic, visits=int(round(clinic.fixed_cost_usd / margin * rng.uniform(0.9, 1.25), -1)))


def draw_support(rng: np.random.Generator) -> Support:
    """Draw two support departments for which the method and the order move at least $2,000."""
    while True:
        cost = {d: int(round(usd * rng.uniform(0.75, 1.3), -4)) for d, usd in STORY_SUPPORT_USD.items()}
        uses = {}
        for giver, shares in STORY_USES.items():
            other, nursing = (round(s + int(rng.integers(-1, 2)) * 0.05, 2) for s in list(shares.values())[:2])
            first = next(iter(shares))
            rest = round(1 - other - nursing, 2)
            uses[giver] = MappingProxyType({first: other, "nursing": nursing, "surgery": rest})
        right = allocate_step_down(cost, uses, HOUSEKEEPING_FIRST)["nursing"]
        slips = (allocate_direct(cost, uses), allocate_step_down(cost, uses, HOUSEKEEPING_FIRST[::-1]))
        apart = min(abs(right - slip["nursing"]) for slip in slips) >= 2_000
        if apart and all(min(shares.values()) > 0 for shares in uses.values()):
            return Support(MappingProxyType(cost), MappingProxyType(uses))


def draw_shelf(rng: np.random.Generator) -> Shelf:
    """Draw an item whose shelf today is filled too low."""
    use = int(rng.integers(6, 19)) * 5
    spread = max(4, round(use * rng.uniform(0.22, 0.32)))
    review, weeks = int(rng.integers(2, 5)), int(rng.integers(1, 3))
    days = review + 7 * weeks
    reserve = int(-(-safety_stock(spread, days, 0.95) // 5) * 5)
    today = int(round(use * days + reserve * rng.uniform(-0.35, 0.25), -1))
    return Shelf(use, spread, review, weeks, reserve, today)


def draw_machine(rng: np.random.Generator) -> Machine:
    """Draw a scanner worth buying in the base case, whose low case breaks the board's limit.

    The lease keeps that limit for about every second learner; for the others nothing on offer does. A scanner is
    accepted at one rate for all its cash; then the lessor prices the same offer at the cost of debt.
    """
    lease_holds = rng.random() < 0.5
    while True:
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
        lease = int(round(STORY_LEASE_USD * rng.uniform(0.85, 1.15), -4))
        rate = int(rng.integers(14, 18)) / 200
        drawn = Machine(project, rate, 5, lease, 3, tolerated_loss_usd=0, cost_of_debt_share=rate)
        if _fair(_limited(drawn, lease_holds)):
            return _limited(drawn.priced_at(COST_OF_DEBT_SHARE), lease_holds)


def _limited(machine: Machine, lease_holds: bool) -> Machine:
    """Return the machine with the board's limit between both options' losses, or below both."""
    low_buy, low_lease = -machine.npv_buy_usd(SHORTFALL), -machine.npv_lease_usd(SHORTFALL)
    tolerated = (low_buy + low_lease) / 2 if lease_holds else 0.75 * low_lease
    return replace(machine, tolerated_loss_usd=int(round(tolerated / 50_000) * 50_000))


def _fair(machine: Machine) -> bool:
    """Return whether the figures decide clearly: both options gain as planned, and no loss is near the limit."""
    buy, lease = machine.npv_buy_usd(), machine.npv_lease_usd()
    clear = 40_000
    losses = [-machine.npv_buy_usd(SHORTFALL), -machine.npv_lease_usd(SHORTFALL)]
    return (
        80_000 <= buy <= 400_000
        and 20_000 <= lease <= buy - 20_000
        and losses[0] >= machine.tolerated_loss_usd + clear
        and abs(losses[1] - machine.tolerated_loss_usd) >= clear
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


def draw_slate(rng: np.random.Generator, machine: Machine, lender: Lender) -> Slate:
    """Draw nine candidates and limits that at least six slates of 512 keep, and neither none nor all of them."""
    while True:
        slate = _one_slate(rng, machine, lender)
        scores = score_shares(slate, every_pick(slate))
        full = int((scores >= 1 - 1e-9).sum())
        if 6 <= full <= 30 and scores.mean() <= 0.30 and max(scores[0], scores[-1]) <= 0.2 and _year2_tempts(slate):
            return slate


def _one_slate(rng: np.random.Generator, machine: Machine, lender: Lender) -> Slate:
    def millions(story: float, spread: float, to: float) -> int:
        return round(round(story * rng.uniform(1 - spread, 1 + spread) / to) * to * 1e6)

    candidates = tuple(
        Candidate(
            key, label, millions(y1, 0.15, 0.1), millions(y2, 0.15, 0.1), millions(npv, 0.15, 0.05), mission, mandatory
        )
        for key, (label, y1, y2, npv, mission, mandatory) in STORY_SLATE.items()
    )
    price, worth = int(machine.project.investment_usd), int(round(machine.npv_buy_usd(), -4))
    candidates = tuple(replace(c, year1_usd=price, npv_usd=worth) if c.key == "mri" else c for c in candidates)
    limits = (millions(9.5, 0.06, 0.1), millions(3.0, 0.08, 0.1))
    slate = Slate(
        candidates,
        *limits,
        npv_floor_usd=millions(0.80, 0.25, 0.05),
        mission_floor=3.5,
        unrestricted_cash_usd=lender.unrestricted_cash_usd,
        cash_expense_usd=lender.operating_expense_usd - lender.depreciation_usd,
        days_cash_floor=0,
    )
    return replace(slate, days_cash_floor=int(np.ceil(slate.days_cash(sum(limits)))))


def _year2_tempts(slate: Slate) -> bool:
    """Return whether all that is demanded and the two with the most year-2 cash fit year 1 but not year 2."""
    voluntary = sorted((c for c in slate.candidates if not c.mandatory), key=lambda c: -c.year2_usd)
    keys = {c.key for c in slate.candidates if c.mandatory} | {c.key for c in voluntary[:2]}
    t = totals(slate, as_picks(slate, {key: key in keys for key in slate.keys}))
    return bool(t.year1_usd <= slate.year1_limit_usd and t.year2_usd > slate.year2_limit_usd)
