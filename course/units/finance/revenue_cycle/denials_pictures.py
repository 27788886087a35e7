"""Causes of denial as a Pareto chart, in the order of whatever is counted, above the plan's hours and dollars."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from matplotlib.patches import Rectangle

from course.decisions.rules import Promise
from course.figures import charts
from course.figures.gauges import Gauge
from course.figures.stage import Stage
from course.units.finance.revenue_cycle.denials_decision import DenialsDecision, Outcome
from course.units.finance.revenue_cycle.denials_model import (
    DenialCause,
    Measure,
    case_count,
    gross_denied_usd,
    hourly_usd,
    ranked,
    recoverable_usd,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LEAST_BAR = 0.015  # so that a cause worth nothing still shows whether it is in the plan
HOURS_SCALE = 300  # end of the hours gauge; a plan beyond it rests there and says its hours
UNDER_BAR: dict[str, Any] = {
    "ha": "center",
    "va": "top",
    "fontsize": 10.5,
    "fontweight": "bold",
    "color": charts.INK,
}
SO_FAR: dict[str, Any] = {
    "color": charts.UNFAVORABLE,
    "linewidth": 1.8,
    "linestyle": "--",
    "marker": "o",
    "markersize": 4.5,
}
SHORT = {
    "registration": "registration",
    "prior_authorization": "prior\nauthorization",
    "medical_necessity": "medical\nnecessity",
    "coding_edit": "coding\nedit",
    "timely_filing": "timely\nfiling",
    "duplicate": "duplicate",
    "missing_records": "missing\nrecords",
    "coordination_of_benefits": "coordination\nof benefits",
    "non_covered": "non-\ncovered",
}


def thousands(usd: float) -> str:
    """Return dollars in thousands: the differences between plans are too small for millions.

    >>> thousands(253_322), thousands(0)
    ('$253K', '$0')
    """
    return f"${usd / 1_000:,.0f}K" if usd >= 500 else f"${usd:,.0f}"


@dataclass(frozen=True)
class Ranking:
    """One way to put the causes in order: what is counted, and how a bar's number is written."""

    label: str
    measure: Measure
    in_words: Callable[[float], str]


RANKINGS = {
    "cases": Ranking("number of cases", case_count, lambda n: f"{n:,.0f}"),
    "gross": Ranking("gross charges denied", gross_denied_usd, thousands),
    "net": Ranking("net dollars denied", lambda c: c.cases * c.net_usd, thousands),
    "recoverable": Ranking("recoverable dollars", recoverable_usd, thousands),
    "per_hour": Ranking("recoverable dollars per staff-hour", hourly_usd, lambda usd: f"${usd:,.0f}"),
}


@dataclass(frozen=True)
class RankedPlan:
    """One plan with what it takes and brings, and the order in which the causes are shown."""

    plan: dict[str, Any]
    outcome: Outcome
    promises: tuple[Promise, ...]
    ranking: Ranking
    causes: tuple[DenialCause, ...]


def rank_plan(decision: DenialsDecision, plan: dict[str, Any], ranked_by: str) -> RankedPlan:
    """Return what a plan does, with the causes in one of the orders."""
    ranking = RANKINGS[ranked_by]
    return RankedPlan(
        plan=plan,
        outcome=decision.outcome(plan),
        promises=decision.scorecard(plan).promises,
        ranking=ranking,
        causes=tuple(ranked(decision.causes, ranking.measure)),
    )


class ParetoView:
    """A Pareto chart for each ranking, drawn when it is first asked for; the ticks move only its bars and gauges."""

    def __init__(self) -> None:
        self._charts: dict[str, _Pareto] = {}

    def draw(self, result: RankedPlan) -> bytes:
        label = result.ranking.label
        if label not in self._charts:
            self._charts[label] = _Pareto(result)
        return self._charts[label].draw(result)

    def describe(self, result: RankedPlan) -> str:
        order = ", ".join(f"{c.label} {result.ranking.in_words(result.ranking.measure(c))}" for c in result.causes)
        taken = ", ".join(c.label for c in result.outcome.causes) or "none"
        return (
            f"Pareto chart of nine causes of denial ranked by {result.ranking.label}: {order}. "
            f"In the plan: {taken}; {result.outcome.hours_used:,.0f} of "
            f"{result.outcome.hours_available:,.0f} staff-hours used."
        )


class _Pareto:
    """Bars in one order (solid: in the plan), a line of recoverable dollars so far, and two gauges beneath."""

    def __init__(self, result: RankedPlan) -> None:
        fig, (top, hours, value) = charts.figure(780, 470, rows=3)
        for ax, bottom, height in ((top, 0.44, 0.42), (hours, 0.19, 0.045), (value, 0.045, 0.045)):
            ax.set_position((0.03, bottom, 0.89, height))
        self._axes(top, result)
        measures = [result.ranking.measure(c) for c in result.causes]
        self.bars = []
        for i, measure in enumerate(measures):
            height = max(measure / measures[0], LEAST_BAR)
            self.bars.append(top.add_patch(Rectangle((i - 0.38, 0), 0.76, height)))
            top.text(i, -0.03, result.ranking.in_words(measure), **UNDER_BAR)
        (self.line,) = top.plot(range(len(measures)), _recoverable_so_far(result), **SO_FAR)
        self.hours = Gauge(hours, 0, HOURS_SCALE, result.outcome.hours_available, " nobody has these hours")
        self.value = Gauge(value, 0, 1)
        self.stage = Stage(fig, [*self.bars, self.line, *self.hours.moving, *self.value.moving])

    @staticmethod
    def _axes(ax: Axes, result: RankedPlan) -> None:
        n = len(result.causes)
        ax.set_xlim(-0.6, n - 0.4)
        ax.set_ylim(0, 1.06)
        ax.set_xticks(range(n), [SHORT[c.key] for c in result.causes], fontsize=8.8, color=charts.INK)
        ax.tick_params(axis="x", length=0, pad=20)
        ax.yaxis.tick_right()
        ax.set_yticks([0, 0.5, 1], ["0%", "50%", "100%"])
        ax.spines["left"].set_visible(False)
        ax.spines["right"].set_visible(True)
        ax.spines["right"].set_color(charts.LINE)
        charts.titled(
            ax,
            f"Ranked by {result.ranking.label}: {result.causes[0].label} comes first",
            "Bars: solid if in your plan. Dashed line: share of all recoverable dollars, from left to right",
        )

    def draw(self, result: RankedPlan) -> bytes:
        for bar, cause in zip(self.bars, result.causes, strict=True):
            taken = result.plan[cause.key]
            bar.set_facecolor(charts.FAVORABLE if taken else charts.PALE)
            bar.set_edgecolor(charts.FAVORABLE if taken else charts.LINE)
        o = result.outcome
        hours = f"{o.hours_used:,.0f} of {o.hours_available:,.0f} staff-hours a month"
        self.hours.show(o.hours_used, hours, favorable=o.fits)
        self.value.show(
            o.share_of_best if o.fits else 0.0,
            f"{thousands(o.recovered_usd)} a month, {o.share_of_best:.0%} of the best use of the hours"
            if o.fits
            else "nothing counts until the plan fits the hours",
            favorable=True,
        )
        return self.stage.png()


def _recoverable_so_far(result: RankedPlan) -> list[float]:
    """Return the share of all recoverable dollars that lies in the causes up to each one, in the order shown."""
    dollars = [recoverable_usd(c) for c in result.causes]
    return [so_far / sum(dollars) for so_far in accumulate(dollars)]
