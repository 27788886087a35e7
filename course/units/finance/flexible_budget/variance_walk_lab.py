"""The variance walk: a nursing unit from its static budget to its actual cost, and who answers for each step."""

from __future__ import annotations

from functools import partial

from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from course.figures import charts
from course.figures.skipping import for_readers
from course.figures.stage import Stage
from course.finance.flexible_budget import Labor, effect_on_income
from course.labs.lab import Lab, Reading, Slider
from course.units.finance.flexible_budget.variance_walk_model import (
    STORY_ACTUAL,
    STORY_BUDGET,
    VarianceWalk,
    variance_walk,
)

ANSWERS = {
    "Volume": "nobody on the unit: finance plans the days, and revenue comes with them",
    "Efficiency": "the unit manager",
    "Rate": "whoever signs pay scales and agency contracts",
}
UNDER_BARS = {
    "Volume": "finance plans it,\nrevenue pays it",
    "Efficiency": "the unit\nmanager",
    "Rate": "pay scales and\nagency contracts",
}
PLACES = {"Static\nbudget": 0, "Volume": 1, "Flexed\nbudget": 2, "Efficiency": 3, "Rate": 4, "Actual\ncost": 5}
AXIS_USD = (3_600_000, 6_000_000)
WIDTH = 0.72


def verdict(usd: float) -> str:
    """Say in words what a cost variance, actual less budget, does to income; under half a dollar it is none."""
    return effect_on_income("cost", budget=0, actual=round(usd))


def dollars(usd: float) -> str:
    """Return whole dollars without a sign.

    >>> dollars(-143_100.2)
    '$143,100'
    """
    return f"${abs(usd):,.0f}"


class WalkView:
    """Totals as levels, variances as bars between them; the axis is cut, so no total is drawn as a bar."""

    def __init__(self) -> None:
        fig, ax = charts.figure(780, 430)
        fig.subplots_adjust(left=0.08, right=0.98, top=0.84, bottom=0.25)
        ax.set_xlim(-0.55, len(PLACES) - 0.45)
        ax.set_ylim(*(usd / 1e6 for usd in AXIS_USD))
        ax.yaxis.set_major_formatter(lambda value, _: f"${value:.1f}M")
        ax.set_xticks(list(PLACES.values()), list(PLACES))
        for name, owner in UNDER_BARS.items():
            ax.text(
                PLACES[name],
                -0.2,
                owner,
                transform=ax.get_xaxis_transform(),
                ha="center",
                va="top",
                fontsize=9,
                color=charts.SOFT,
            )
        ax.text(
            -0.06,
            -0.2,
            "Who answers:",
            transform=ax.get_xaxis_transform(),
            ha="center",
            va="top",
            fontsize=9,
            color=charts.SOFT,
            fontweight="bold",
        )
        charts.titled(
            ax,
            "Why are we over, and who answers for what?",
            "Nursing cost of a year; lines are totals, bars are variances; hatched is unfavorable (U)",
        )
        self.levels = ax.add_collection(LineCollection([], colors=charts.TOTAL, linewidths=4), autolim=False)
        self.links = ax.add_collection(LineCollection([], colors=charts.LINE, linewidths=1), autolim=False)
        self.bars = {
            name: ax.add_patch(Rectangle((PLACES[name] - WIDTH / 2, 0), WIDTH, 0, edgecolor="white"))
            for name in ANSWERS
        }
        self.numbers = {
            name: ax.text(place, 0, "", ha="center", va="bottom", fontsize=10.5, color=charts.INK)
            for name, place in PLACES.items()
        }
        self.stage = Stage(fig, [self.links, *self.bars.values(), self.levels, *self.numbers.values()])

    def draw(self, result: VarianceWalk) -> bytes:
        found = result.variances
        after_efficiency = found.flexed_budget_usd + found.efficiency_usd
        totals = {
            "Static\nbudget": found.static_budget_usd,
            "Flexed\nbudget": found.flexed_budget_usd,
            "Actual\ncost": found.actual_usd,
        }
        for name, usd in totals.items():
            self._number(name, usd, dollars(usd))
        self.levels.set_segments([_level(PLACES[name], usd, -WIDTH, WIDTH) for name, usd in totals.items()])
        self._bar("Volume", found.static_budget_usd, found.volume_usd)
        self._bar("Efficiency", found.flexed_budget_usd, found.efficiency_usd)
        self._bar("Rate", after_efficiency, found.rate_usd)
        ends = (
            found.static_budget_usd,
            found.flexed_budget_usd,
            found.flexed_budget_usd,
            after_efficiency,
            found.actual_usd,
        )
        self.links.set_segments([_level(place, usd, WIDTH, 2 - WIDTH) for place, usd in enumerate(ends)])
        return self.stage.png()

    def _bar(self, name: str, start_usd: float, step_usd: float) -> None:
        low = min(start_usd, start_usd + step_usd)
        bar, bad = self.bars[name], step_usd > 0
        bar.set_bounds(PLACES[name] - WIDTH / 2, low / 1e6, WIDTH, abs(step_usd) / 1e6)
        bar.set_facecolor(charts.UNFAVORABLE if bad else charts.FAVORABLE)
        bar.set_hatch(charts.UNFAVORABLE_HATCH if bad else None)
        sign, letter = ("+", " U") if bad else ("−", " F")
        text = f"{sign}{dollars(step_usd)}{letter}" if abs(step_usd) >= 0.5 else "$0"
        self._number(name, low + abs(step_usd), text)

    def _number(self, name: str, usd: float, text: str) -> None:
        self.numbers[name].set_position((PLACES[name], usd / 1e6 + 0.035))
        self.numbers[name].set_text(text)

    def describe(self, result: VarianceWalk) -> str:
        steps = ", ".join(
            f"{name.lower()} {dollars(usd)} {verdict(usd)}" if abs(usd) >= 0.5 else f"{name.lower()} none"
            for name, usd in result.variances.steps()
        )
        return (
            f"Walk of nursing cost from a static budget of {dollars(result.variances.static_budget_usd)} over a flexed "
            f"budget of {dollars(result.variances.flexed_budget_usd)} to an actual cost of "
            f"{dollars(result.variances.actual_usd)}: {steps}."
        )


def _level(place: float, usd: float, left: float, right: float) -> list[tuple[float, float]]:
    """Return a level line from and to half a width beside a place."""
    return [(place + left / 2, usd / 1e6), (place + right / 2, usd / 1e6)]


def reading(result: VarianceWalk) -> Reading:
    """Say what the walk means and who answers for each step."""
    table = [
        ["Step", "Dollars", "Effect on income", "Who answers"],
        ["Static budget", dollars(result.variances.static_budget_usd), "", ""],
    ]
    table += [[name, signed(usd), verdict(usd), ANSWERS[name]] for name, usd in result.variances.steps()]
    table += [["Actual cost", dollars(result.variances.actual_usd), "", ""]]
    return Reading(f"{_total(result)} {_volume(result)} {_efficiency(result)} {_rate(result)}", table=table)


def signed(usd: float) -> str:
    """Return whole dollars with their sign."""
    return "$0" if abs(usd) < 0.5 else f"{'+' if usd > 0 else '−'}{dollars(usd)}"


def _total(result: VarianceWalk) -> str:
    total = result.variances.total_usd
    if abs(total) < 0.5:
        return "The unit cost what the static budget said."
    return f"The unit is {dollars(total)} {'over' if total > 0 else 'under'} its static budget."


def _volume(result: VarianceWalk) -> str:
    days, usd = result.actual.volume - result.budget.volume, result.variances.volume_usd
    if abs(usd) < 0.5:
        return "The patients came as planned."
    if days > 0:
        return f"Volume: {days:,.0f} more patient days took {dollars(usd)}, and brought revenue of their own."
    return f"Volume: {-days:,.0f} fewer patient days saved {dollars(usd)}, and took their revenue away."


def _efficiency(result: VarianceWalk) -> str:
    hours, usd = result.actual.hours_per_unit - result.budget.hours_per_unit, result.variances.efficiency_usd
    if abs(usd) < 0.5:
        return "The unit manager used the hours that the patients were allowed: nothing to answer for."
    more = "more" if hours > 0 else "fewer"
    return (
        f"Efficiency: {abs(hours):.1f} {more} hours per patient day {'cost' if hours > 0 else 'saved'} "
        f"{dollars(usd)}; here the unit manager answers."
    )


def _rate(result: VarianceWalk) -> str:
    rate, usd = result.actual.rate_usd_per_hour - result.budget.rate_usd_per_hour, result.variances.rate_usd
    if abs(usd) < 0.5:
        return "An hour cost what was planned."
    dear = "dearer" if rate > 0 else "cheaper"
    return (
        f"Rate: an hour ${abs(rate):.2f} {dear} {'cost' if rate > 0 else 'saved'} {dollars(usd)}; whoever signs "
        "pay scales and agency contracts answers."
    )


@for_readers
def variance_walk_lab(budget: Labor = STORY_BUDGET, actual: Labor = STORY_ACTUAL) -> Lab:
    """Return the lab that walks a nursing unit from its static budget to its actual cost."""
    return Lab(
        title="The variance walk: Wrenfield's 4 West",
        question="The unit is over its budget. How much of that is its manager's to explain?",
        controls=[
            Slider(
                "patient_days",
                "Patients",
                9_400,
                11_200,
                100,
                actual.volume,
                unit="patient days in the year",
                help=f"Budgeted {budget.volume:,.0f}.",
            ),
            Slider(
                "hours_per_patient_day",
                "Direct care",
                9.0,
                10.4,
                0.1,
                actual.hours_per_unit,
                unit="hours per patient day",
                decimals=1,
                help=f"Budgeted {budget.hours_per_unit:.1f}.",
            ),
            Slider(
                "hour_usd",
                "Pay",
                43.0,
                50.0,
                0.5,
                actual.rate_usd_per_hour,
                unit="an hour",
                prefix="$",
                decimals=2,
                help=f"Budgeted ${budget.rate_usd_per_hour:.2f}; agency hours included.",
            ),
        ],
        model=partial(variance_walk, budget),
        view=WalkView(),
        reading=reading,
    )


LABS = {"variance_walk": variance_walk_lab}
