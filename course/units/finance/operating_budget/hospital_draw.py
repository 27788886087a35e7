"""Draws the hospital of the operating budget.

Ranges are drawn around Wrenfield Memorial Hospital's fiscal year 2025, the course's story:
gross charges of $1,335M, net patient revenue of about $338M, 180 staffed beds, 49,275 patient days.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from course.cases.drawing import first_accepted
from course.finance.operating_budget import net_patient_revenue
from course.units.finance.operating_budget.budget_decision import BudgetDecision
from course.units.finance.operating_budget.budget_search import BudgetSearch
from course.units.finance.operating_budget.hospital_model import Hospital, nursing_labor

# Share of gross charges by payer and what each pays of a charged dollar: the story's figures before the shift.
STORY_MIX = {"medicare": 0.26, "medicare_advantage": 0.20, "medicaid": 0.20, "commercial": 0.28, "self_pay": 0.06}
STORY_YIELD = {"medicare": 0.22, "medicare_advantage": 0.22, "medicaid": 0.18, "commercial": 0.42, "self_pay": 0.05}
STORY_GROSS_USD = 1_334_550_000
STORY_PATIENT_DAYS = 49_275

MOST_FOR_NOTHING = 0.2  # share of the score that doing nothing may earn
FEWEST_GOOD_PLANS = 8  # more than the four that every decision must have


def draw(rng: np.random.Generator) -> Hospital:
    """Draw a hospital whose board's promises many plans can keep and doing nothing cannot."""
    return first_accepted(lambda: _near_the_story(rng), _can_be_taught_with, "hospital")


def _can_be_taught_with(hospital: Hospital) -> bool:
    decision = BudgetDecision(hospital)
    earned = decision.scorecard(decision.nothing()).share
    return earned <= MOST_FOR_NOTHING and BudgetSearch(decision).has_full_marks(FEWEST_GOOD_PLANS)


def draw_mix(rng: np.random.Generator) -> Mapping[str, float]:
    """Draw payer shares in whole percents that sum to one; commercial takes what the others leave."""
    mix = {p: s + float(rng.integers(-3, 4)) / 100 for p, s in STORY_MIX.items() if p not in ("commercial", "self_pay")}
    mix["self_pay"] = float(rng.integers(4, 8)) / 100
    mix["commercial"] = 1 - sum(mix.values())
    return MappingProxyType({payer: round(float(mix[payer]), 2) for payer in STORY_MIX})


def draw_yield(rng: np.random.Generator) -> Mapping[str, float]:
    """Draw what each payer pays of a charged dollar, in whole percents near the story's."""
    wiggle = {payer: 0.0 if payer == "self_pay" else float(rng.integers(-2, 3)) / 100 for payer in STORY_YIELD}
    return MappingProxyType({payer: round(float(share + wiggle[payer]), 2) for payer, share in STORY_YIELD.items()})


def _near_the_story(rng: np.random.Generator) -> Hospital:
    """Draw a hospital; the fixed expense is what leaves the margin drawn for a year without changes."""
    size = rng.uniform(0.7, 1.15)
    mix, collected = draw_mix(rng), draw_yield(rng)
    gross = round(STORY_GROSS_USD * size, -5)
    net = net_patient_revenue(gross, mix, collected)
    other_revenue = round(net * rng.uniform(0.038, 0.046), -4)  # 14.6 of 337.6 in the story
    days = round(STORY_PATIENT_DAYS * size * rng.uniform(0.97, 1.03))
    hours = round(rng.uniform(9.0, 9.4) * 20) / 20  # all direct care on mixed units; 9.5 in the story
    agency = round(rng.uniform(0.06, 0.09) * 200) / 200
    employed = round(rng.uniform(64, 70), 1)  # $47.32 mean RN wage (OEWS 2024) with benefits over worked hours
    agency_hour = round(rng.uniform(88, 105))  # the story's agency rate range
    nursing = nursing_labor(days, hours, agency, employed_hour_usd=employed, agency_hour_usd=agency_hour).cost_usd
    expense = (net + other_revenue) * (1 - rng.uniform(0.000, 0.008))  # next year's margin if nothing is done
    supplies = round(net * rng.uniform(0.19, 0.22), -4)
    purchased = round(net * rng.uniform(0.28, 0.32), -4)  # with contracts and physician fees: labor is then 40-45%
    depreciation = round(net * rng.uniform(0.064, 0.070), -4)  # 18.2 + 5.1 interest of 337.6 in the story
    community = round(rng.uniform(0.8e6, 1.6e6), -5)
    other_wages = round(expense - nursing - supplies - purchased - depreciation - community, -4)
    return Hospital(
        gross_charges_usd=gross,
        payer_mix=mix,
        payer_yield=collected,
        other_revenue_usd=other_revenue,
        staffed_beds=round(days / 365 / rng.uniform(0.73, 0.77)),
        patient_days=days,
        hours_per_patient_day=hours,
        agency_share=agency,
        employed_hour_usd=employed,
        agency_hour_usd=agency_hour,
        employable_hours=round(days * hours * (1 - agency) * rng.uniform(1.01, 1.03)),
        other_wages_usd=other_wages,
        supplies_usd=supplies,
        purchased_services_usd=purchased,
        purchased_variable_share=0.25,
        depreciation_interest_usd=depreciation,
        community_usd=community,
        tolerated_ask=round(rng.uniform(0.030, 0.045) * 400) / 400,
        capacity_growth=round(rng.uniform(0.020, 0.030) * 400) / 400,
        margin_floor=round(rng.uniform(0.015, 0.020), 3),
        growth_promise=0.01,
        hours_promise=round(hours + 0.25, 2),
        community_promise_usd=community + 1.0e6,
    )
