"""The budgeting lab: five decisions, and what they mean to the board."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from course.figures.dollars import money
from course.figures.skipping import skipped_while_graded
from course.labs.lab import Lab, Prediction, Reading, Slider, marked
from course.labs.moves import Coach
from course.units.finance.operating_budget.budget_decision import (
    WITHOUT_BEDS,
    BudgetDecision,
    Outcome,
    board_promises,
    outcome,
)
from course.units.finance.operating_budget.budget_model import (
    BOUNDS,
    BudgetPlan,
    IncomeStatement,
    first_draft,
    income_statement,
)
from course.units.finance.operating_budget.budget_pictures import BudgetView
from course.units.finance.operating_budget.budget_search import BudgetSearch
from course.units.finance.operating_budget.hospital_model import Hospital

if TYPE_CHECKING:
    from course.units.finance.operating_budget.case import OperatingBudgetCase

WHERE = {
    "Margin": "Look at the needle and the board's floor: what lies between them is money. What brings or costs most?",
    "Access": "Look at the promise on access: how many patients does the plan serve, and for how many are there beds?",
    "Nursing": "Look at the promise on nursing: the hours per patient day, and who is there to work them.",
    "Community": "Look at the last step of the bridge: the community was promised more.",
}
PROMISE_BEHIND = {
    "volume_change": "Access",
    "commercial_ask": "Access",
    "hours_per_patient_day": "Nursing",
    "agency_share": "Nursing",
    "community_usd": "Community",
}


def reading(result: Outcome) -> Reading:
    """Say what the plan means to the board, with the income statement as a table."""
    return Reading(
        _sentence(result),
        marks=marked(result.promises),
        table=_income_statement_rows(result.statement),
    )


def _sentence(result: Outcome) -> str:
    income = money(result.statement.operating_income_usd)
    if result.gap_usd <= 0:
        broken = [p.name.lower() for p in result.promises if not p.kept]
        spare = f"Operating income is {income}: {money(-result.gap_usd)} above the board's floor."
        return spare + (f" Still open: {', '.join(broken)}.{_beds(result)}" if broken else " Every promise is kept.")
    return f"Operating income is {income}: short of the board's floor by {money(result.gap_usd)}.{_beds(result)}"


def _beds(result: Outcome) -> str:
    """Say that income from patients without a staffed bed will not arrive, where the plan counts it."""
    without = any(promise.slip == WITHOUT_BEDS for promise in result.promises)
    return " It counts patients for whom there is no staffed bed; their income will not arrive." if without else ""


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


def largest_alone(hospital: Hospital) -> tuple[str, float, bool]:
    """Return the decision that, moved alone from the draft, adds most income; how much; and whether a promise breaks.

    The promise is the one that the decision itself is about.
    """
    draft = first_draft(hospital)
    now = income_statement(hospital, draft).operating_income_usd
    adds = {
        (name, float(value)): income_statement(hospital, replace(draft, **{name: float(value)})).operating_income_usd
        for name, bound in BOUNDS.items()
        for value in bound.values()
    }
    name, value = max(adds, key=lambda move: adds[move])
    kept = {p.name: p.kept for p in board_promises(hospital, replace(draft, **{name: value}))}
    return name, adds[name, value] - now, not kept[PROMISE_BEHIND[name]]


def _found(hospital: Hospital, labels: dict[str, str]) -> str:
    name, usd, breaks = largest_alone(hospital)
    end = f", and then the promise on {PROMISE_BEHIND[name].lower()} is broken" if breaks else ""
    return f"Moved alone as far as helps, “{labels[name]}” adds most: {money(usd)} a year{end}."


@skipped_while_graded
def budget_lab(my: OperatingBudgetCase) -> Lab:
    """Return the budgeting lab for your own hospital."""
    hospital, decision = my.hospital, BudgetDecision(my.hospital)
    sliders = controls(hospital)
    labels = {slider.name: slider.label for slider in sliders}
    return Lab(
        title=f"Budgeting lab: {my.name}",
        question=f"Which budget clears the board's {hospital.margin_floor:.1%} floor and keeps its three promises?",
        controls=sliders,
        model=lambda **values: outcome(hospital, BudgetPlan(**values)),
        view=BudgetView(hospital),
        reading=reading,
        plan="budget",
        case_id=my.case_id,
        predicts=Prediction(
            "predict_budget",
            "which of the five decisions can, alone, add the most income to the draft?",
            tuple(labels.items()),
            found=lambda start: _found(hospital, labels),
        ),
        hints=Coach(BudgetSearch(decision), sliders, WHERE),
    )


LABS = {"budget": budget_lab}
