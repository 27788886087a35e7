"""Decision exercise: a budget that clears the board's margin floor and keeps its three service promises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from course.checks import Slip
from course.decisions.plan_schema import object_schema
from course.decisions.rules import TOLERANCE, Decision, Promise, Scorecard, promises
from course.units.finance.operating_budget.budget_model import (
    BOUNDS,
    BudgetPlan,
    IncomeStatement,
    income_bridge,
    income_statement,
    margin_gap,
    served_change,
    status_quo,
    uncovered_hours,
)
from course.units.finance.operating_budget.hospital_model import Hospital

WEIGHTS = {"Margin": 0.4, "Access": 0.2, "Nursing": 0.2, "Community": 0.2}
MOST_FOR_PART_OF_THE_GAP = 0.75  # of the margin's weight; it counts by the square of the part that is closed
# What a plan may claim of its promises while it misses the floor: a base, and more by its share of the margin's
# weight. Judgments for teaching, set so that guessing earns little.
CLAIM_WITH_NOTHING_CLOSED, CLAIM_FOR_CLOSING = 0.3, 0.5
WHOLE_HOUR, WHOLE_DOLLAR = 1, 1  # a year's hours and the community's dollars are compared to the whole one
WITHOUT_BEDS = "volume without beds"
SAYS = {
    "asked for too much": (
        "The plan asks for more than commercial payers tolerate; they leave, and take more income than the rise brings."
    ),
    WITHOUT_BEDS: ("The plan counts patients for whom no staffed bed exists; income from them will not arrive."),
    "hours nobody can work": (
        "The plan counts on hours that neither the nurses you can hire nor the agency nurses in it can fill."
    ),
}


@dataclass(frozen=True)
class BudgetDecision(Decision):
    """Set five figures of next year's budget within what payers, beds and nurses allow."""

    hospital: Hospital
    name = "budget"
    gates = ("Margin", "Nursing")  # a budget that misses the floor, or that nurses call unsafe, is not signed
    schema = object_schema({key: {"type": "number", "minimum": b.low, "maximum": b.high} for key, b in BOUNDS.items()})

    def scorecard(self, decisions: Mapping[str, Any]) -> Scorecard:
        """Score a plan; promises count in proportion to how much of the margin gap the plan closes."""
        kept = board_promises(self.hospital, BudgetPlan(**decisions))
        margin = kept[0]
        near = CLAIM_WITH_NOTHING_CLOSED + CLAIM_FOR_CLOSING * margin.share
        return Scorecard(kept, claim=1.0 if margin.kept else near)

    def slips(self) -> tuple[Slip, ...]:
        """Return the slips, each named by the promise that it breaks."""
        return tuple(Slip(name, None, say) for name, say in SAYS.items())

    def nothing(self) -> dict[str, Any]:
        """Return this year's figures."""
        return status_quo(self.hospital).as_decisions()

    def random(self, rng: np.random.Generator) -> dict[str, Any]:
        """Draw any figures within the bounds."""
        return {key: float(rng.uniform(b.low, b.high)) for key, b in BOUNDS.items()}


# ---------------------------------------------------------------- the board's floor and its three service promises


class Finding(NamedTuple):
    """How far one promise is kept, from 0 to 1, the figures behind it, and the slip that explains it."""

    share: float
    say: str
    slip: str | None = None


def board_promises(hospital: Hospital, plan: BudgetPlan) -> tuple[Promise, ...]:
    """Return the margin floor and the three service promises, kept or not, with the figures behind each."""
    found = (_margin(hospital, plan), _access(hospital, plan), _nursing(hospital, plan), _community(hospital, plan))
    slips = {name: each.slip for name, each in zip(WEIGHTS, found, strict=True)}
    return promises(WEIGHTS, [each.share for each in found], [each.say for each in found], slips, BudgetDecision.gates)


def _margin(hospital: Hospital, plan: BudgetPlan) -> Finding:
    gap = margin_gap(hospital, plan)
    if gap <= 0:
        return Finding(1.0, f"It clears the board's floor by ${-gap / 1e6:.1f}M.")
    closed = max(0.0, 1 - gap / margin_gap(hospital, status_quo(hospital)))
    slip = "asked for too much" if plan.commercial_ask > hospital.tolerated_ask + TOLERANCE else None
    return Finding(MOST_FOR_PART_OF_THE_GAP * closed**2, f"It is short by ${gap / 1e6:.1f}M.", slip)


def _access(hospital: Hospital, plan: BudgetPlan) -> Finding:
    change = served_change(hospital, plan)
    say = f"Patients served change by {change:+.1%}; promised at least {hospital.growth_promise:+.1%}."
    if change > hospital.capacity_growth + TOLERANCE:
        return Finding(0.0, f"{say} Staffed beds are full at {hospital.capacity_growth:+.2%}.", WITHOUT_BEDS)
    return Finding(float(change >= hospital.growth_promise - TOLERANCE), say)


def _nursing(hospital: Hospital, plan: BudgetPlan) -> Finding:
    uncovered = uncovered_hours(hospital, plan)
    say = f"{plan.hours_per_patient_day:.2f} hours per patient day; promised at least {hospital.hours_promise:.2f}."
    if uncovered > WHOLE_HOUR:
        return Finding(0.0, f"{say} {uncovered:,.0f} of the year's hours cannot be hired.", "hours nobody can work")
    return Finding(float(plan.hours_per_patient_day >= hospital.hours_promise - TOLERANCE), say)


def _community(hospital: Hospital, plan: BudgetPlan) -> Finding:
    promised = hospital.community_promise_usd
    say = f"${plan.community_usd / 1e6:.1f}M is budgeted; promised at least ${promised / 1e6:.1f}M."
    return Finding(float(plan.community_usd >= promised - WHOLE_DOLLAR), say)


# ---------------------------------------------------------------- the year under one plan


@dataclass(frozen=True)
class Outcome:
    """What one plan does to the hospital's year: all that its picture and its sentence need."""

    plan: BudgetPlan
    statement: IncomeStatement
    income_now_usd: float
    bridge_usd: dict[str, float]
    promises: tuple[Promise, ...]
    gap_usd: float


def outcome(hospital: Hospital, plan: BudgetPlan) -> Outcome:
    """Return what one plan does to the hospital's year."""
    gap = margin_gap(hospital, plan)
    return Outcome(
        plan=plan,
        statement=income_statement(hospital, plan),
        income_now_usd=income_statement(hospital, status_quo(hospital)).operating_income_usd,
        bridge_usd=income_bridge(hospital, plan),
        promises=board_promises(hospital, plan),
        gap_usd=gap,
    )
