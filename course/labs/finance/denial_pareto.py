"""The denial lab: tick the causes to work on, and see how the order of the causes depends on what is counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matplotlib.patches import Rectangle

from course import charts
from course.finance.denials import DenialCause, DenialsDecision, Outcome, recoverable_usd
from course.labs.lab import Choice, Lab, Reading, Tick
from course.plans import Promise

if TYPE_CHECKING:
    from course.cases.finance import FinanceCase
    from course.cases.finance.revenue import RevenueCycle

HOURS_SCALE = 300  # end of the hours gauge; a plan beyond it rests there and says its hours
SHORT = {
    "registration": "registration", "prior_authorisation": "prior\nauthorisation",
    "medical_necessity": "medical\nnecessity", "coding_edit": "coding\nedit", "timely_filing": "timely\nfiling",
    "duplicate": "duplicate", "missing_records": "missing\nrecords",
    "coordination_of_benefits": "coordination\nof benefits", "non_covered": "non-\ncovered",
}


@dataclass(frozen=True)
class Ranking:
    """One way to put the causes in order: what is counted, and how a bar's number is written."""

    label: str
    measure: Callable[[DenialCause], float]
    written: Callable[[float], str]


RANKINGS = {
    "cases": Ranking("number of cases", lambda c: c.cases, lambda n: f"{n:,.0f}"),
    "gross": Ranking("gross charges denied", lambda c: c.cases * c.gross_usd, charts.money),
    "net": Ranking("net dollars denied", lambda c: c.cases * c.net_usd, charts.money),
    "recoverable": Ranking("recoverable dollars", recoverable_usd, charts.money),
    "per_hour": Ranking("recoverable dollars per staff-hour", lambda c: recoverable_usd(c) / c.hours,
                        lambda usd: f"${usd:,.0f}"),
}


@dataclass(frozen=True)
class Result:
    """One plan with what it takes and brings, and the order in which the causes are shown."""

    plan: dict[str, Any]
    outcome: Outcome
    promises: tuple[Promise, ...]
    ranking: Ranking
    causes: tuple[DenialCause, ...]

    @property
    def total_recoverable_usd(self) -> float:
        return sum(recoverable_usd(c) for c in self.causes)


def evaluate(decision: DenialsDecision, plan: dict[str, Any], ranked_by: str) -> Result:
    """Return what a plan does, with the causes in one of the orders."""
    ranking = RANKINGS[ranked_by]
    return Result(
        plan=plan, outcome=decision.outcome(plan), promises=decision.scorecard(plan).promises, ranking=ranking,
        causes=tuple(sorted(decision.causes, key=ranking.measure, reverse=True)),
    )


class ParetoView:
    """Bars by cause in the chosen order, chosen ones solid; a line of recoverable dollars; two gauges beneath."""

    def __init__(self, decision: DenialsDecision) -> None:
        n = len(decision.causes)
        fig, (top, hours, value) = charts.figure(780, 480, rows=3, height_ratios=[9, 1, 1])
        fig.subplots_adjust(left=0.03, right=0.93, top=0.87, bottom=0.04, hspace=0.95)
        top.set_xlim(-0.6, n - 0.4)
        top.set_ylim(0, 1.2)
        top.set_xticks([])
        top.yaxis.tick_right()
        top.set_yticks([0, 0.5, 1], ["0%", "50%", "100%"])
        top.spines["left"].set_visible(False)
        top.spines["right"].set_visible(True)
        top.spines["right"].set_color(charts.LINE)
        charts.titled(top, "The order of the causes depends on what you count",
                      "Bars: the ranking you chose, largest first (solid: in your plan). "
                      "Line: share of all recoverable dollars so far")
        self.bars = [top.add_patch(Rectangle((i - 0.38, 0), 0.76, 0)) for i in range(n)]
        self.numbers = [top.text(i, 0, "", ha="center", va="bottom", fontsize=10, color=charts.INK) for i in range(n)]
        self.names = [top.text(i, -0.04, "", ha="center", va="top", fontsize=8.8, color=charts.INK, linespacing=0.95)
                      for i in range(n)]
        self.line, = top.plot([], [], color=charts.TOTAL, linewidth=1.6, marker="o", markersize=4)
        self.ranked = top.text(n - 0.45, 0.30, "", ha="right", va="center", fontsize=11, color=charts.SOFT)
        self.hours = _Gauge(hours, HOURS_SCALE, decision.hours_available, "staff-hours a month")
        self.value = _Gauge(value, 1.0, None, "of the best use of the hours")
        self.stage = charts.Stage(fig, [
            *self.bars, *self.numbers, *self.names, self.line, self.ranked, *self.hours.moving, *self.value.moving])

    def draw(self, result: Result) -> bytes:
        measures = [result.ranking.measure(c) for c in result.causes]
        covered, points = 0.0, []
        for i, (cause, measure) in enumerate(zip(result.causes, measures, strict=True)):
            self._bar(i, cause, measure / measures[0] * 0.82, result)
            covered += recoverable_usd(cause) / result.total_recoverable_usd
            points.append(covered)
        self.line.set_data(range(len(points)), points)
        self.ranked.set_text(f"ranked by {result.ranking.label}")
        o = result.outcome
        self.hours.show(o.hours_used, f"{o.hours_used:,.0f} of {o.hours_available:,.0f} staff-hours a month", o.fits)
        share = o.share_of_best if o.fits else 0.0
        words = (f"{charts.money(o.recovered_usd)} a month, {o.share_of_best:.0%} of the best use of the hours"
                 if o.fits else "nothing counts until the plan fits the hours")
        self.value.show(share, words, True)
        return self.stage.png()

    def _bar(self, i: int, cause: DenialCause, height: float, result: Result) -> None:
        chosen = result.plan[cause.key]
        self.bars[i].set_height(height)
        self.bars[i].set_facecolor(charts.FAVOURABLE if chosen else charts.PALE)
        self.bars[i].set_edgecolor(charts.FAVOURABLE if chosen else charts.LINE)
        self.numbers[i].set_text(result.ranking.written(result.ranking.measure(cause)))
        self.numbers[i].set_y(height + 0.02)
        self.names[i].set_text(SHORT[cause.key])
        self.names[i].set_fontweight("bold" if chosen else "normal")

    def describe(self, result: Result) -> str:
        order = ", ".join(f"{c.label} {result.ranking.written(result.ranking.measure(c))}" for c in result.causes)
        chosen = ", ".join(c.label for c in result.outcome.chosen) or "none"
        return (f"Pareto chart of nine causes of denial ranked by {result.ranking.label}: {order}. "
                f"In the plan: {chosen}; {result.outcome.hours_used:,.0f} of "
                f"{result.outcome.hours_available:,.0f} staff-hours used.")


class _Gauge:
    """A bar on a fixed scale, with an optional limit, and its words above."""

    def __init__(self, ax: Any, scale: float, limit: float | None, unit: str) -> None:
        self._scale = scale
        ax.set_xlim(0, scale)
        ax.set_ylim(0, 1)
        ax.set_axis_off()
        ax.add_patch(Rectangle((0, 0), scale, 1, facecolor=charts.PALE, linewidth=0))
        if limit is not None:
            ax.add_patch(Rectangle((limit, 0), scale - limit, 1, facecolor="white", edgecolor=charts.UNFAVOURABLE,
                                   hatch=charts.UNFAVOURABLE_HATCH, linewidth=0))
            ax.plot([limit, limit], [-0.25, 1.25], color=charts.INK, linewidth=2, clip_on=False)
            ax.text(limit, 1.3, f"{limit:,.0f} {unit}", ha="left", va="bottom", fontsize=9.5, color=charts.SOFT)
        self.bar = ax.add_patch(Rectangle((0, 0.15), 0, 0.7))
        self.words = ax.text(0, 1.25, "", ha="left", va="bottom", fontsize=10.5, fontweight="bold", color=charts.INK)
        self.moving = [self.bar, self.words]

    def show(self, level: float, words: str, favourable: bool) -> None:
        """Move the bar; beyond the scale it rests at the end."""
        self.bar.set_width(min(max(level, 0.0), self._scale))
        self.bar.set_facecolor(charts.FAVOURABLE if favourable else charts.UNFAVOURABLE)
        self.words.set_text(words)


# ---------------------------------------------------------------- what it means


def reading(result: Result) -> Reading:
    """Say what the plan brings, why its weakest cause is weak, and how far it is from the best use of the hours."""
    return Reading(_sentence(result), marks=[(p.kept, f"{p.name}: {p.say}") for p in result.promises],
                   table=_rows(result))


def _sentence(result: Result) -> str:
    o = result.outcome
    if not o.chosen:
        return (f"No cause is ticked: all {o.hours_available:,.0f} hours are free, and the denials go on. "
                "Tick a cause to begin.")
    if not o.fits:
        over = o.hours_used - o.hours_available
        return (f"The plan needs {o.hours_used:,.0f} hours, {over:,.0f} more than there are. {_weakest(o)} "
                "Leave something out.")
    if o.short_usd < 1:
        return f"The plan brings {charts.money(o.recovered_usd)} a month: no use of the hours brings more. {_free(o)}"
    return (f"The plan brings {charts.money(o.recovered_usd)} a month, short of the best use of the hours by "
            f"{charts.money(o.short_usd)}. {_weakest(o)} {_free(o)}")


def _weakest(outcome: Outcome) -> str:
    """Say which chosen cause brings least for its hours, and what makes it weak."""
    cause = min(outcome.chosen, key=lambda c: recoverable_usd(c) / c.hours)
    if cause.net_usd == 0:
        why = "nothing, since the original claim was paid"
    elif cause.overturned_share >= 0.45:
        why = f"little, since {cause.overturned_share:.0%} is won back on appeal already"
    elif cause.preventable_share <= 0.35:
        why = f"little, since only {cause.preventable_share:.0%} can be prevented"
    else:
        why = f"${recoverable_usd(cause) / cause.hours:,.0f} an hour, the least of your choices"
    return f"For its {cause.hours:,.0f} hours, {cause.label} brings {why}."


def _free(outcome: Outcome) -> str:
    left = outcome.hours_available - outcome.hours_used
    return f"{left:,.0f} hours are still free." if left >= 1 else "Every hour is used."


def _rows(result: Result) -> list[list[str]]:
    head = ["Cause", "Cases", "Net a case", "Overturned", "Preventable", "Hours", "Recoverable", "Per hour", "Plan"]
    return [head, *[
        [c.label, f"{c.cases:,}", f"${c.net_usd:,.0f}", f"{c.overturned_share:.0%}", f"{c.preventable_share:.0%}",
         f"{c.hours:,.0f}", f"${recoverable_usd(c):,.0f}", f"${recoverable_usd(c) / c.hours:,.0f}",
         "in" if result.plan[c.key] else "out"]
        for c in result.causes
    ]]


# ---------------------------------------------------------------- the lab


class DenialLab(Lab):
    """The order of the bars is a way of looking, not a decision: it is not kept with the plan."""

    def decisions(self) -> dict[str, Any]:
        """Return the ticks alone."""
        return {name: value for name, value in super().decisions().items() if name != "ranked_by"}


def controls(revenue: RevenueCycle) -> list[Tick | Choice]:
    """Return a tick for each cause, and the choice of what the bars are ranked by."""
    ticks = [Tick(c.key, c.label.capitalize(), False, unit=f"{c.hours:,.0f} h a month") for c in revenue.causes]
    options = tuple((key, ranking.label) for key, ranking in RANKINGS.items())
    return [Choice("ranked_by", "Rank the causes by", options, "cases"), *ticks]


def denial_lab(my: FinanceCase) -> Lab:
    """Return the denial lab for your own organisation."""
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
