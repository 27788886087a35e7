"""The denial lab: tick the causes to work on, and see how the order of the causes depends on what is counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from course.figures.skipping import skipped_while_graded
from course.labs.lab import Choice, Lab, Prediction, Reading, Tick, marked
from course.labs.moves import Coach
from course.units.finance.revenue_cycle.denials_decision import DenialsDecision, Outcome
from course.units.finance.revenue_cycle.denials_model import (
    DenialCause,
    case_count,
    hourly_usd,
    ranked,
    recoverable_usd,
)
from course.units.finance.revenue_cycle.denials_pictures import (
    RANKINGS,
    ParetoView,
    RankedPlan,
    rank_plan,
    thousands,
)
from course.units.finance.revenue_cycle.denials_search import DenialsSearch
from course.units.finance.revenue_cycle.revenue_model import RevenueCycle

if TYPE_CHECKING:
    from course.units.finance.revenue_cycle.case import RevenueCycleCase


def reading(result: RankedPlan) -> Reading:
    """Say what the plan brings, why its weakest cause is weak, and how far it is from the best use of the hours."""
    return Reading(_sentence(result), marks=marked(result.promises), table=_rows(result))


def _sentence(result: RankedPlan) -> str:
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


def _rows(result: RankedPlan) -> list[list[str]]:
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


class DenialsLab(Lab):
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


WHERE = {
    "Hours": "Look at the gauge of hours: what is ticked has to fit.",
    "Value": "Look at what each cause brings for an hour, and not at how often it comes. Another ranking may help.",
}


def falls_furthest(causes: Sequence[DenialCause]) -> dict[str, tuple[int, int]]:
    """Return the causes that fall furthest from the ranking by cases to that by dollars, with both ranks."""
    by_cases, by_dollars = ranked(causes, case_count), ranked(causes, recoverable_usd)
    ranks = {c.label: (by_cases.index(c) + 1, by_dollars.index(c) + 1) for c in by_cases}
    furthest = max(after - before for before, after in ranks.values())
    return {label: (before, after) for label, (before, after) in ranks.items() if after - before == furthest}


def _found(causes: Sequence[DenialCause]) -> str:
    fallen = [f"{label}, from rank {before} to {after}" for label, (before, after) in falls_furthest(causes).items()]
    return f"Furthest falls {'; and as far '.join(fallen)}."


@skipped_while_graded
def denials_lab(my: RevenueCycleCase) -> Lab:
    """Return the denial lab for your own organization."""
    revenue = my.revenue
    decision = DenialsDecision(revenue.causes, revenue.hours_available)
    ticks = [control for control in controls(revenue) if isinstance(control, Tick)]
    return DenialsLab(
        title=f"Denial lab: {my.name}",
        question=f"Which causes of denial get the {revenue.hours_available:,.0f} staff-hours a month?",
        controls=controls(revenue),
        model=lambda ranked_by, **plan: rank_plan(decision, plan, ranked_by),
        view=ParetoView(),
        reading=reading,
        plan=decision.name,
        case_id=my.case_id,
        predicts=Prediction(
            "predict_denials",
            "ranked by recoverable dollars instead of by cases, which cause falls furthest?",
            tuple((cause.key, cause.label) for cause in revenue.causes),
            found=lambda start: _found(revenue.causes),
        ),
        hints=Coach(DenialsSearch(decision), ticks, WHERE),
    )


LABS = {"denials": denials_lab}
