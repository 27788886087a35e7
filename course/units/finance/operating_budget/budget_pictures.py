"""The bridge that a budget builds in operating income, above a margin needle."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from course.figures import charts
from course.figures.dollars import money, signed_money
from course.figures.gauges import Needle
from course.figures.handles import Handle, handle_on
from course.figures.stage import Stage
from course.figures.waterfall import Waterfall
from course.units.finance.operating_budget.budget_decision import Outcome
from course.units.finance.operating_budget.budget_model import BOUNDS, BudgetPlan, income_bridge
from course.units.finance.operating_budget.hospital_model import Hospital

STEPS = {
    "volume_change": "Patients\nserved",
    "commercial_ask": "Commercial\nprices",
    "hours_per_patient_day": "Nursing\nhours",
    "agency_share": "Agency\nshare",
    "community_usd": "Community\nprograms",
}


class BudgetView:
    """A bridge from this year's operating income to the plan's, above a margin needle."""

    def __init__(self, hospital: Hospital) -> None:
        self._hospital = hospital
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

    def handles(self, result: Outcome) -> list[Handle]:
        """Return each step of the bridge, to be dragged up and down: its end follows the hand."""
        ax = self.bridge.ax
        return [
            handle_on(ax, name, (place - 0.45, place + 0.45), ax.get_ylim(), "y", 1 / millions)
            for place, name in enumerate(STEPS, start=1)
            if (millions := self._millions_per_unit(result.plan, name))
        ]

    def _millions_per_unit(self, plan: BudgetPlan, name: str) -> float:
        """Return how fast a step of the bridge grows with its decision, beside where it stands."""
        bound, value = BOUNDS[name], getattr(plan, name)
        other = value + (bound.step if value + bound.step <= bound.high else -bound.step)
        now, then = (income_bridge(self._hospital, p)[name] for p in (plan, replace(plan, **{name: other})))
        return (then - now) / 1e6 / (other - value)

    def describe(self, result: Outcome) -> str:
        steps = ", ".join(
            f"{STEPS[k].replace(chr(10), ' ').lower()} {signed_money(v)}" for k, v in result.bridge_usd.items()
        )
        return (
            f"Bridge of operating income from {money(result.income_now_usd)} with no change to "
            f"{money(result.statement.operating_income_usd)} under the plan: {steps}. "
            f"Operating margin {result.statement.operating_margin:.2%}."
        )
