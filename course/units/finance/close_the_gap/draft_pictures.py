"""Tells where the draft on the table came from, and at the end how many promises the learner's own plan took."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from course.decisions.earlier_plans import EarlierPlan, earlier_plan
from course.decisions.plan_schema import object_schema
from course.decisions.rules import TOLERANCE
from course.figures.dollars import money
from course.figures.text_tables import paragraph
from course.units.finance.close_the_gap.decision import GapDecision
from course.units.finance.close_the_gap.model import CENT_USD, CHARGEMASTER, Gap, as_row, still_short_usd
from course.units.finance.operating_budget.budget_model import (
    BOUNDS,
    BudgetPlan,
    margin_gap,
    status_quo,
    uncovered_hours,
)
from course.units.finance.operating_budget.hospital_model import Hospital

SCHEMA = object_schema({key: {"type": "number", "minimum": b.low, "maximum": b.high} for key, b in BOUNDS.items()})


class BudgetingCase(Protocol):
    """A learner's organization, as far as its operating budget and the draft after it go."""

    @property
    def hospital(self) -> Hospital: ...

    @property
    def gap(self) -> Gap: ...

    @property
    def case_id(self) -> str: ...


def earlier_budget(my: BudgetingCase, folder: Path | None = None) -> EarlierPlan:
    """Return the budget that the learner kept in the first unit, or this year's figures."""
    return earlier_plan(
        "budget",
        module="02_finance",
        schema=SCHEMA,
        stand_in=status_quo(my.hospital).as_decisions(),
        called="budget",
        stands_in_for_it="this year's figures, because you kept no budget in unit 1",
        case_id=my.case_id,
        folder=folder,
    )


def print_where_the_draft_began(my: BudgetingCase) -> None:
    """Print with which budget the draft began, how that stood against the board, and what the draft lacks now."""
    print(paragraph(f"{where_the_draft_began(my.hospital, earlier_budget(my))} {what_it_lacks(my.gap)}"))


def where_the_draft_began(hospital: Hospital, budget: EarlierPlan) -> str:
    """Return with which budget the draft began, in a few sentences."""
    plan = BudgetPlan(**budget.decisions)
    gap = margin_gap(hospital, plan)
    stood = "cleared" if gap <= 0 else "fell short of"
    return (
        f"Finance began this draft with {budget.whose}. It had {_changed(plan.volume_change, 'patients')}, "
        f"{_changed(plan.commercial_ask, 'commercial prices')}, {plan.hours_per_patient_day:.2f} nursing hours per "
        f"patient day with {plan.agency_share:.1%} of them from agencies, and {money(plan.community_usd)} for the "
        f"community. It {stood} the board's floor by {money(abs(gap))}, and it {_nursing(hospital, plan)}."
    )


def _nursing(hospital: Hospital, plan: BudgetPlan) -> str:
    """Return how a budget stood to the nursing promise: by its hours, and by who is there to work them."""
    promise = f"the nursing promise of {hospital.hours_promise:.2f} hours per patient day"
    if plan.hours_per_patient_day < hospital.hours_promise - TOLERANCE:
        return f"broke {promise}"
    uncovered = uncovered_hours(hospital, plan)
    return (
        f"counted on {uncovered:,.0f} hours that cannot be hired for {promise}" if uncovered > 1 else f"kept {promise}"
    )


def what_it_lacks(gap: Gap) -> str:
    """Return what the draft holds now, and what the board's floor still asks for."""
    return (
        "Finance has redrawn it since with newer figures, so its totals are not those of unit 1. "
        f"Now {money(gap.revenue_usd)} comes in and {money(gap.expense_usd)} goes out. "
        f"Income is {money(gap.income_usd)}, which is {money(gap.shortfall_usd, 2)} short of the board's floor of "
        f"{gap.margin_floor:.1%}."
    )


# ---------------------------------------------------------------- at the end: how many it took


def kept_set(my: BudgetingCase, folder: Path | None = None) -> EarlierPlan:
    """Return the initiatives that the learner kept in the lab, or none of them."""
    decision = GapDecision(my.gap)
    return earlier_plan(
        "gap",
        module="02_finance",
        schema=decision.schema,
        stand_in=decision.nothing(),
        called="plan",
        stands_in_for_it="no plan",
        case_id=my.case_id,
        folder=folder,
    )


def print_how_many_it_took(my: BudgetingCase) -> None:
    """Print how many of the eleven smaller promises the learner's kept plan holds, beside what it leaves open."""
    print(paragraph(how_many_it_took(my.gap, kept_set(my))))


def how_many_it_took(gap: Gap, kept: EarlierPlan) -> str:
    """Return how many of the eleven smaller promises a kept plan holds, and whether they close the gap."""
    if not kept.own:
        return "You kept no plan in the lab. Count the names that are True in the plan that you typed."
    count = sum(taken for key, taken in kept.decisions.items() if key != CHARGEMASTER)
    short = float(still_short_usd(gap, as_row(gap, kept.decisions)))
    held = f"{kept.whose[0].upper()}{kept.whose[1:]}, holds {count} of the eleven smaller promises."
    if short > CENT_USD:
        return f"{held} It does not close the gap: {money(short, 2)} is still missing."
    return f"{held} It closes the gap."


def _changed(share: float, what: str) -> str:
    return f"{what} up {share:.2%}" if share > 0 else f"{what} down {-share:.2%}" if share < 0 else f"{what} unchanged"
