"""The projects of a health system: a clinic, two support departments, a shelf, a scanner, a lender and a slate.

The lender and the slate belong to the whole health system, which signs for the debt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from course.finance.cost import net_price
from course.units.finance.cost_and_capital.capital_model import Machine
from course.units.finance.cost_and_capital.capital_slate_model import Slate

# Wrenfield's wound clinic: share of visits and what arrives for one ($420 on average), what is billed and spent.
STORY_VISIT_MIX = {"medicare": 0.45, "medicaid": 0.20, "commercial": 0.30, "self_pay": 0.05}
STORY_PAID_USD = {"medicare": 400, "medicaid": 300, "commercial": 570, "self_pay": 180}
STORY_CHARGE_USD, STORY_VARIABLE_USD, STORY_FIXED_USD = 1_500, 120, 1_200_000
# Two of its support departments: what they cost, and the share of their work that each other department uses.
STORY_SUPPORT_USD = {"housekeeping": 600_000, "human_resources": 300_000}
STORY_USES = {
    "housekeeping": {"human_resources": 0.10, "nursing": 0.60, "surgery": 0.30},
    "human_resources": {"housekeeping": 0.20, "nursing": 0.50, "surgery": 0.30},
}
HOUSEKEEPING_FIRST = ("housekeeping", "human_resources")
DAYS_PER_WEEK = 7


@dataclass(frozen=True)
class Clinic:
    """An outpatient clinic: what it charges, what each payer pays for a visit, what it costs."""

    charge_usd: int
    visit_mix: Mapping[str, float]
    paid_usd: Mapping[str, int]
    variable_cost_usd: int
    fixed_cost_usd: int
    visits: int


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


def net_price_of(clinic: Clinic) -> float:
    """Return what arrives for an average visit, in dollars."""
    return net_price(clinic.visit_mix, clinic.paid_usd)


def covered_days(shelf: Shelf) -> int:
    """Return the days that a full shelf must last: until the delivery after the next count."""
    return shelf.review_interval_days + DAYS_PER_WEEK * shelf.lead_time_weeks


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
    """Everything that is asked about cost and capital."""

    clinic: Clinic
    support: Support
    shelf: Shelf
    mri: Machine
    lender: Lender
    slate: Slate
