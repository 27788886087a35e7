"""Tells where the draft on the table came from: the budget that the learner kept in the first unit."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from course.decisions.earlier_plans import EarlierPlan, earlier_plan
from course.decisions.plan_schema import object_schema
from course.figures.dollars import money
from course.figures.text_tables import paragraph
from course.units.finance.operating_budget.budget_model import BOUNDS, BudgetPlan, margin_gap, status_quo
from course.units.finance.operating_budget.hospital_model import Hospital

SCHEMA = object_schema({key: {"type": "number", "minimum": b.low, "maximum": b.high} for key, b in BOUNDS.items()})


class BudgetingCase(Protocol):
    """A learner's organization, as far as its operating budget goes."""

    @property
    def hospital(self) -> Hospital: ...

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
    """Print with which budget the draft began, what it held, and how it stood against the board's floor."""
    print(paragraph(where_the_draft_began(my.hospital, earlier_budget(my))))


def where_the_draft_began(hospital: Hospital, budget: EarlierPlan) -> str:
    """Return with which budget the draft began, in a few sentences."""
    plan = BudgetPlan(**budget.decisions)
    gap = margin_gap(hospital, plan)
    stood = "cleared" if gap <= 0 else "fell short of"
    return (
        f"Finance began this draft with {budget.whose}. It had {_changed(plan.volume_change, 'patients')}, "
        f"{_changed(plan.commercial_ask, 'commercial prices')}, {plan.hours_per_patient_day:.2f} nursing hours per "
        f"patient day with {plan.agency_share:.1%} of them from agencies, and {money(plan.community_usd)} for the "
        f"community. It {stood} the board's floor by {money(abs(gap))}. "
        "Finance has redrawn it since with newer figures, and the draft that you see now falls short."
    )


def _changed(share: float, what: str) -> str:
    return f"{what} up {share:.2%}" if share > 0 else f"{what} down {-share:.2%}" if share < 0 else f"{what} unchanged"
