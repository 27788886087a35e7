"""The budgeting lab: five decisions, the bridge they build in operating income, and the board's promises."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from course.figures import charts
from course.figures.dollars import money, signed_money
from course.figures.gauges import Needle
from course.figures.skipping import for_readers
from course.figures.stage import Stage
from course.figures.waterfall import Waterfall
from course.labs.lab import Lab, Reading, Slider
from course.units.finance.operating_budget import budget_model as model
from course.units.finance.operating_budget.budget_decision import Outcome, outcome

if TYPE_CHECKING:
    from course.units.finance.case import FinanceCase
    from course.units.finance.operating_budget.hospital_model import Hospital

STEPS = {
    "volume_change": "Patients\nserved",
    "commercial_ask": "Commercial\nprices",
    "hours_per_patient_day": "Nursing\nhours",
    "agency_share": "Agency\nshare",
    "community_usd": "Community\nprograms",
}
SAYS = {
    "volume_change": lambda v: f"patients served at {v:+.2%}",
    "commercial_ask": lambda v: f"a commercial price rise of {v:.2%}",
    "hours_per_patient_day": lambda v: f"{v:.2f} nursing hours per patient day",
    "agency_share": lambda v: f"agency at {v:.1%} of nursing hours",
    "community_usd": lambda v: f"community programs at {money(v)}",
}


class BudgetView:
    """A bridge from this year's operating income to the plan's, above a margin needle."""

    def __init__(self, hospital: Hospital) -> None:
        self.figure, (top, bottom) = charts.figure(780, 430, rows=2, height_ratios=[5, 1])
        self.figure.subplots_adjust(left=0.09, right=0.98, top=0.89, bottom=0.12, hspace=0.72)
        top.set_ylim(-12, 18)
        charts.titled(
            top,
            "What each decision adds to operating income",
            "Millions of dollars a year; hatched steps are unfavorable",
        )
        labels = ["No\nchange", *STEPS.values(), "Your\nplan"]
        self.bridge = Waterfall(
            top,
            labels,
            format_step=lambda m: signed_money(m * 1e6),
            format_total=lambda m: money(m * 1e6),
            pad=0.4,
        )
        self.needle = Needle(
            bottom,
            -3,
            5,
            hospital.margin_floor * 100,
            floor_label=f"board's floor {hospital.margin_floor:.1%}",
            format_value=lambda percent: f"operating margin {percent:.2f}%",
        )
        bottom.set_xticks([-3, -1, 1, 3, 5], ["−3%", "−1%", "1%", "3%", "5%"])

    @cached_property
    def stage(self) -> Stage:
        """The figure as it is reused, drawn at first use."""
        return Stage(self.figure, [*self.bridge.moving, *self.needle.moving])

    def move(self, result: Outcome) -> None:
        """Move the bars and the needle to a result."""
        self.bridge.update(result.income_now_usd / 1e6, [usd / 1e6 for usd in result.bridge_usd.values()])
        self.needle.show(result.statement.operating_margin * 100)

    def draw(self, result: Outcome) -> bytes:
        stage = self.stage
        self.move(result)
        return stage.png()

    def describe(self, result: Outcome) -> str:
        steps = ", ".join(
            f"{STEPS[k].replace(chr(10), ' ').lower()} {signed_money(v)}" for k, v in result.bridge_usd.items()
        )
        return (
            f"Bridge of operating income from {money(result.income_now_usd)} with no change to "
            f"{money(result.statement.operating_income_usd)} under the plan: {steps}. "
            f"Operating margin {result.statement.operating_margin:.2%}."
        )


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


def _income_statement_rows(s: model.IncomeStatement) -> list[list[str]]:
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
    start = model.first_draft(hospital)
    bounds = {
        name: {"low": b.low, "high": b.high, "step": b.step, "start": getattr(start, name)}
        for name, b in model.BOUNDS.items()
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


@for_readers
def budgeting_lab(my: FinanceCase) -> Lab:
    """Return the budgeting lab for your own hospital."""
    hospital = my.hospital
    return Lab(
        title=f"Budgeting lab: {my.name}",
        question=f"Which budget clears the board's {hospital.margin_floor:.1%} floor and keeps its three promises?",
        controls=controls(hospital),
        model=lambda **values: outcome(hospital, model.BudgetPlan(**values)),
        view=BudgetView(hospital),
        reading=reading,
        plan="budget",
        case_id=my.case_id,
    )


LABS = {"budget": budgeting_lab}
