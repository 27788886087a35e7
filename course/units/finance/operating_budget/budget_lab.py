"""The budgeting lab: five decisions, and what they mean to the board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.figures.dollars import money
from course.figures.skipping import skipped_while_graded
from course.labs.lab import Lab, Reading, Slider
from course.units.finance.operating_budget.budget_decision import Outcome, outcome
from course.units.finance.operating_budget.budget_model import BOUNDS, BudgetPlan, IncomeStatement, first_draft
from course.units.finance.operating_budget.budget_pictures import BudgetView
from course.units.finance.operating_budget.hospital_model import Hospital

if TYPE_CHECKING:
    from course.units.finance.operating_budget.case import OperatingBudgetCase

SAYS = {
    "volume_change": lambda v: f"patients served at {v:+.2%}",
    "commercial_ask": lambda v: f"a commercial price rise of {v:.2%}",
    "hours_per_patient_day": lambda v: f"{v:.2f} nursing hours per patient day",
    "agency_share": lambda v: f"agency at {v:.1%} of nursing hours",
    "community_usd": lambda v: f"community programs at {money(v)}",
}


def reading(result: Outcome) -> Reading:
    """Say what the plan means to the board, with the income statement as a table."""
    return Reading(
        _sentence(result),
        marks=[(p.kept, f"{p.name}: {p.say}") for p in result.promises],
        table=_income_statement_rows(result.statement),
    )


def _sentence(result: Outcome) -> str:
    income = money(result.statement.operating_income_usd)
    if result.gap_usd <= 0:
        broken = [p.name.lower() for p in result.promises if not p.kept]
        spare = f"Operating income is {income}: {money(-result.gap_usd)} above the board's floor."
        return spare + (f" Still open: {', '.join(broken)}." if broken else " Every promise is kept.")
    short = f"Operating income is {income}: short of the board's floor by {money(result.gap_usd)}."
    if not result.ways:
        return f"{short} No single decision closes that; combine several."
    ways = " or ".join(SAYS[name](value) for name, value in result.ways)
    return f"{short} It would close with {ways}, if the promises allow it."


def _income_statement_rows(s: IncomeStatement) -> list[list[str]]:
    lines = [
        ("Gross charges", s.gross_charges_usd),
        ("Deductions", -s.deductions_usd),
        ("Net patient service revenue", s.net_patient_revenue_usd),
        ("Other operating revenue", s.other_revenue_usd),
        ("Nursing", -s.nursing_usd),
        ("Other wages", -s.other_wages_usd),
        ("Supplies", -s.supplies_usd),
        ("Purchased services and contracts", -s.purchased_services_usd),
        ("Community programs", -s.community_usd),
        ("Depreciation and interest", -s.depreciation_interest_usd),
        ("Operating income", s.operating_income_usd),
    ]
    return [["Income statement", "Dollars"], *[[name, money(usd)] for name, usd in lines]]


def controls(hospital: Hospital) -> list[Slider]:
    """Return the five controls, in the order in which a manager would think."""
    start = first_draft(hospital)
    bounds = {
        name: {"low": b.low, "high": b.high, "step": b.step, "start": getattr(start, name)}
        for name, b in BOUNDS.items()
    }
    return [
        Slider(
            "volume_change",
            "Patients served",
            unit="% change",
            scale=100,
            decimals=2,
            signed=True,
            help=f"Promised {hospital.growth_promise:+.0%}; staffed beds allow {hospital.capacity_growth:+.2%}.",
            **bounds["volume_change"],
        ),
        Slider(
            "commercial_ask",
            "Commercial price rise",
            unit="% asked",
            scale=100,
            decimals=2,
            help=(
                f"It begins when contracts are renewed, here on July 1. Commercial payers tolerate about "
                f"{hospital.tolerated_ask:.1%}; above that they leave."
            ),
            **bounds["commercial_ask"],
        ),
        Slider(
            "hours_per_patient_day",
            "Nursing",
            unit="hours per patient day",
            decimals=2,
            help=f"Promised {hospital.hours_promise:.2f}; now {hospital.hours_per_patient_day:.2f}.",
            **bounds["hours_per_patient_day"],
        ),
        Slider(
            "agency_share",
            "Agency nurses",
            unit="% of nursing hours",
            scale=100,
            decimals=1,
            help=f"${hospital.agency_hour_usd:.0f} an hour against ${hospital.employed_hour_usd:.0f} employed.",
            **bounds["agency_share"],
        ),
        Slider(
            "community_usd",
            "Community programs",
            unit="million a year",
            prefix="$",
            scale=1e-6,
            decimals=1,
            help=f"Promised {money(hospital.community_promise_usd)}.",
            **bounds["community_usd"],
        ),
    ]


@skipped_while_graded
def budget_lab(my: OperatingBudgetCase) -> Lab:
    """Return the budgeting lab for your own hospital."""
    hospital = my.hospital
    return Lab(
        title=f"Budgeting lab: {my.name}",
        question=f"Which budget clears the board's {hospital.margin_floor:.1%} floor and keeps its three promises?",
        controls=controls(hospital),
        model=lambda **values: outcome(hospital, BudgetPlan(**values)),
        view=BudgetView(hospital),
        reading=reading,
        plan="budget",
        case_id=my.case_id,
    )


LABS = {"budget": budget_lab}
