"""The variance walk: a nursing unit from its static budget to its actual cost, and who answers for each step."""

from __future__ import annotations

from functools import partial

from course.figures.skipping import skipped_while_graded
from course.finance.flexible_budget import Labor
from course.labs.lab import Lab, Prediction, Reading, Slider
from course.units.finance.flexible_budget.variance_walk_model import (
    STORY_ACTUAL,
    STORY_BUDGET,
    VarianceWalk,
    variance_walk,
    verdict,
)
from course.units.finance.flexible_budget.variance_walk_pictures import WalkView, dollars, signed

ANSWERS = {
    "Volume": "nobody on the unit: finance plans the days, and revenue comes with them",
    "Efficiency": "the unit manager",
    "Rate": "whoever signs pay scales and agency contracts",
}


def reading(result: VarianceWalk) -> Reading:
    """Say what the walk means and who answers for each step."""
    table = [
        ["Step", "Dollars", "Effect on income", "Who answers"],
        ["Static budget", dollars(result.variances.static_budget_usd), "", ""],
    ]
    table += [[name, signed(usd), verdict(usd), ANSWERS[name]] for name, usd in result.variances.steps()]
    table += [["Actual cost", dollars(result.variances.actual_usd), "", ""]]
    return Reading(f"{_total(result)} {_volume(result)} {_efficiency(result)} {_rate(result)}", table=table)


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


def _found(budget: Labor, actual: Labor) -> str:
    """Say where the unit stands with the patients as they came, and hours and pay as planned."""
    walk = variance_walk(budget, actual.volume, budget.hours_per_unit, budget.rate_usd_per_hour)
    return f"{_total(walk)} All of that is volume; {ANSWERS['Volume'].partition(':')[0]} answers for it."


@skipped_while_graded
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
        predicts=Prediction(
            "predict_variance_walk",
            "hours and pay are as planned, and the extra patient days stay. How does the unit stand?",
            (
                ("answer", "over its static budget, and its manager has to answer for it"),
                ("volume", "over its static budget, and its manager has nothing to answer for"),
                ("on", "on its static budget"),
            ),
            found=lambda start: _found(budget, actual),
            veils=True,
        ),
    )


LABS = {"variance_walk": variance_walk_lab}
