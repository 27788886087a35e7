"""The denial lab: tick the causes to work on, and see how the order of the causes depends on what is counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from matplotlib.patches import Rectangle

from course.decisions.rules import Promise
from course.figures import charts
from course.figures.gauges import Gauge
from course.figures.skipping import for_readers
from course.figures.stage import Stage
from course.labs.lab import Choice, Lab, Reading, Tick
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

    from course.units.finance.case import FinanceCase
    from course.units.finance.revenue_cycle.revenue_model import RevenueCycle

LEAST_BAR = 0.015  # so that a cause worth nothing still shows whether it is in the plan
HOURS_SCALE = 300  # end of the hours gauge; a plan beyond it rests there and says its hours
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
    written: Callable[[float], str]


RANKINGS = {
    "cases": Ranking("number of cases", case_count, lambda n: f"{n:,.0f}"),
    "gross": Ranking("gross charges denied", gross_denied_usd, thousands),
    "net": Ranking("net dollars denied", lambda c: c.cases * c.net_usd, thousands),
    "recoverable": Ranking("recoverable dollars", recoverable_usd, thousands),
    "per_hour": Ranking("recoverable dollars per staff-hour", hourly_usd, lambda usd: f"${usd:,.0f}"),
}


@dataclass(frozen=True)
class Result:
    """One plan with what it takes and brings, and the order in which the causes are shown."""

    plan: dict[str, Any]
    outcome: Outcome
    promises: tuple[Promise, ...]
    ranking: Ranking
    causes: tuple[DenialCause, ...]


def evaluate(decision: DenialsDecision, plan: dict[str, Any], ranked_by: str) -> Result:
    """Return what a plan does, with the causes in one of the orders."""
    ranking = RANKINGS[ranked_by]
    return Result(
        plan=plan,
        outcome=decision.outcome(plan),
        promises=decision.scorecard(plan).promises,
        ranking=ranking,
        causes=tuple(ranked(decision.causes, ranking.measure)),
    )


class ParetoView:
    """A Pareto chart for each ranking, drawn when it is first asked for; the ticks move only its bars and gauges."""

    def __init__(self, decision: DenialsDecision) -> None:
        self._decision = decision
        self._scenes: dict[str, _Scene] = {}

    def draw(self, result: Result) -> bytes:
        label = result.ranking.label
        if label not in self._scenes:
            self._scenes[label] = _Scene(result)
        return self._scenes[label].draw(result)

    def describe(self, result: Result) -> str:
        order = ", ".join(f"{c.label} {result.ranking.written(result.ranking.measure(c))}" for c in result.causes)
        chosen = ", ".join(c.label for c in result.outcome.causes) or "none"
        return (
            f"Pareto chart of nine causes of denial ranked by {result.ranking.label}: {order}. "
            f"In the plan: {chosen}; {result.outcome.hours_used:,.0f} of "
            f"{result.outcome.hours_available:,.0f} staff-hours used."
        )


class _Scene:
    """Bars in one order (solid: in the plan), a line of recoverable dollars so far, and two gauges beneath."""

    def __init__(self, result: Result) -> None:
        fig, (top, hours, value) = charts.figure(780, 470, rows=3)
        for ax, bottom, height in ((top, 0.44, 0.42), (hours, 0.19, 0.045), (value, 0.045, 0.045)):
            ax.set_position((0.03, bottom, 0.89, height))
        self._axes(top, result)
        measures = [result.ranking.measure(c) for c in result.causes]
        self.bars = []
        for i, measure in enumerate(measures):
            height = max(measure / measures[0], LEAST_BAR)
            self.bars.append(top.add_patch(Rectangle((i - 0.38, 0), 0.76, height)))
            top.text(
                i,
                -0.03,
                result.ranking.written(measure),
                ha="center",
                va="top",
                fontsize=10.5,
                fontweight="bold",
                color=charts.INK,
            )
        (self.line,) = top.plot(
            range(len(measures)),
            _recoverable_so_far(result),
            color=charts.UNFAVORABLE,
            linewidth=1.8,
            linestyle="--",
            marker="o",
            markersize=4.5,
        )
        self.hours = Gauge(hours, 0, HOURS_SCALE, result.outcome.hours_available, " nobody has these hours")
        self.value = Gauge(value, 0, 1)
        self.stage = Stage(fig, [*self.bars, self.line, *self.hours.moving, *self.value.moving])

    @staticmethod
    def _axes(ax: Axes, result: Result) -> None:
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

    def draw(self, result: Result) -> bytes:
        for bar, cause in zip(self.bars, result.causes, strict=True):
            chosen = result.plan[cause.key]
            bar.set_facecolor(charts.FAVORABLE if chosen else charts.PALE)
            bar.set_edgecolor(charts.FAVORABLE if chosen else charts.LINE)
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


def _recoverable_so_far(result: Result) -> list[float]:
    """Return the share of all recoverable dollars that lies in the causes up to each one, in the order shown."""
    dollars = [recoverable_usd(c) for c in result.causes]
    return [so_far / sum(dollars) for so_far in accumulate(dollars)]


# ---------------------------------------------------------------- what it means


def reading(result: Result) -> Reading:
    """Say what the plan brings, why its weakest cause is weak, and how far it is from the best use of the hours."""
    return Reading(
        _sentence(result), marks=[(p.kept, f"{p.name}: {p.say}") for p in result.promises], table=_rows(result)
    )


def _sentence(result: Result) -> str:
    o = result.outcome
    if not o.causes:
        return (
            f"No cause is ticked: all {o.hours_available:,.0f} hours are free, and the denials go on. "
            "Tick a cause to begin."
        )
    if not o.fits:
        over = o.hours_used - o.hours_available
        return (
            f"The plan needs {o.hours_used:,.0f} hours, {over:,.0f} more than there are. {_weakest(o)} "
            "Leave something out."
        )
    if o.short_usd < 1:
        return f"The plan brings {thousands(o.recovered_usd)} a month: no use of the hours brings more. {_free(o)}"
    return (
        f"The plan brings {thousands(o.recovered_usd)} a month, short of the best use of the hours by "
        f"{thousands(o.short_usd)}. {_weakest(o)} {_free(o)}"
    )


def _weakest(outcome: Outcome) -> str:
    """Say which chosen cause brings least for its hours, and what makes it weak."""
    cause = min(outcome.causes, key=hourly_usd)
    if cause.net_usd == 0:
        why = "nothing, since the original claim was paid"
    elif cause.overturned_share >= 0.45:
        hourly = f"${hourly_usd(cause):,.0f} an hour"
        why = f"{hourly}, since {cause.overturned_share:.0%} is won back on appeal already"
    elif cause.preventable_share <= 0.35:
        why = f"little, since only {cause.preventable_share:.0%} can be prevented"
    else:
        why = f"${hourly_usd(cause):,.0f} an hour" + (", the least of your choices" if len(outcome.causes) > 1 else "")
    return f"For its {cause.hours:,.0f} hours, {cause.label} brings {why}."


def _free(outcome: Outcome) -> str:
    left = outcome.hours_available - outcome.hours_used
    return f"{left:,.0f} hours are still free." if left >= 1 else "Every hour is used."


def _rows(result: Result) -> list[list[str]]:
    head = ["Cause", "Cases", "Net a case", "Overturned", "Preventable", "Hours", "Recoverable", "Per hour", "Plan"]
    return [
        head,
        *[
            [
                c.label,
                f"{c.cases:,}",
                f"${c.net_usd:,.0f}",
                f"{c.overturned_share:.0%}",
                f"{c.preventable_share:.0%}",
                f"{c.hours:,.0f}",
                f"${recoverable_usd(c):,.0f}",
                f"${hourly_usd(c):,.0f}",
                "in" if result.plan[c.key] else "out",
            ]
            for c in result.causes
        ],
    ]


# ---------------------------------------------------------------- the lab


class DenialLab(Lab):
    """The order of the bars is a way of looking, not a decision: it is not kept with the plan."""

    def decisions(self) -> dict[str, Any]:
        """Return the ticks alone."""
        return {name: value for name, value in super().decisions().items() if name != "ranked_by"}


def controls(revenue: RevenueCycle) -> list[Tick | Choice]:
    """Return a tick for each cause, the most frequent one ticked, and the choice of what the bars are ranked by."""
    first = max(revenue.causes, key=lambda c: c.cases)
    ticks = [Tick(c.key, c.label.capitalize(), c is first, unit=f"{c.hours:,.0f} h a month") for c in revenue.causes]
    options = tuple((key, ranking.label) for key, ranking in RANKINGS.items())
    return [Choice("ranked_by", "Rank the causes by", options, "cases"), *ticks]


@for_readers
def denial_lab(my: FinanceCase) -> Lab:
    """Return the denial lab for your own organization."""
    revenue = my.revenue
    decision = DenialsDecision(revenue.causes, revenue.hours_available)
    return DenialLab(
        title=f"Denial lab: {my.name}",
        question=f"Which causes of denial get the {revenue.hours_available:,.0f} staff-hours a month?",
        controls=controls(revenue),
        model=lambda ranked_by, **plan: evaluate(decision, plan, ranked_by),
        view=ParetoView(decision),
        reading=reading,
        plan="denials",
        case_id=my.case_id,
    )


LABS = {"denials": denial_lab}
