"""The people lab: hires by month and agency nurses by quarter, against posts, productive hands and two budgets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course.decisions.rules import TOLERANCE
from course.figures.dollars import money
from course.figures.skipping import skipped_while_graded
from course.labs.assets import styles
from course.labs.lab import Choice, Lab, Prediction, Reading, Slider
from course.labs.moves import Coach
from course.units.staffing.people.hiring_decision import (
    MOST_AGENCY,
    MOST_HIRES_A_MONTH,
    HiringDecision,
    Outcome,
    format_against_limit,
    outcome,
)
from course.units.staffing.people.hiring_model import (
    MONTHS,
    MONTHS_PER_QUARTER,
    QUARTERS,
    SHORT_MONTH_NAMES,
    HiringYear,
    hires_in_busiest_quarter,
)
from course.units.staffing.people.hiring_pictures import COMPARISONS, HiringView
from course.units.staffing.people.hiring_search import HiringSearch

if TYPE_CHECKING:
    from course.units.staffing.people.case import PeopleCase

# ---------------------------------------------------------------- what it means


def reading(result: Outcome) -> Reading:
    """Say what the plan misses first, rule by rule, with every month as a table."""
    return Reading(
        f"{_first_trouble(result)} {_leavers(result)}{_compared(result)}",
        marks=[(p.kept, f"{p.name}: {said}") for p, said in zip(result.promises, _marks(result), strict=True)],
        table=_rows(result),
    )


def _marks(result: Outcome) -> list[str]:
    """Return each rule's figures in half a line, in the order of the promises."""
    year, run = result.year, result.run
    worst = int(run.gap_fte.argmax())
    missing = format_against_limit(max(float(run.gap_fte[worst]), 0.0), year.gap_limit_fte)
    return [
        _vacancy_mark(float(run.vacancy_share[-1]), year.vacancy_limit),
        f"{SHORT_MONTH_NAMES[worst]} {missing}, max {year.gap_limit_fte:g}",
        f"{hires_in_busiest_quarter(result.hires):.0f} a quarter, max {year.pace_limit}",
        _spent(float(run.hiring_usd.sum()), year.hiring_limit_usd),
        _spent(float(run.agency_usd.sum()), year.agency_limit_usd),
    ]


def _vacancy_mark(end: float, most: float) -> str:
    word, limit = ("min", 0.0) if end < -TOLERANCE else ("max", 100 * most)
    return f"{format_against_limit(100 * end, limit)}% in June, {word} {limit:.0f}%".replace("-", "−")


def _spent(usd: float, limit_usd: float) -> str:
    return f"${usd:,.0f} of ${limit_usd:,.0f}"


def _leavers(result: Outcome) -> str:
    return (
        f"{sum(result.hires)} are hired and {result.left:.1f} leave, about {money(result.leavers_usd)} at your "
        "figure for one who leaves."
    )


def _first_trouble(result: Outcome) -> str:
    year, run = result.year, result.run
    broken = {promise.name for promise in result.promises if not promise.kept}
    if not broken:
        return "Every rule is kept: a year of hiring that you can sign."
    if "Productive gap" in broken:
        late = [m for m, gap in enumerate(run.gap_fte) if gap > year.gap_limit_fte + TOLERANCE]
        over = max(run.gap_fte[m] for m in late) - year.gap_limit_fte
        return f"Too few productive nurses {_months(late)}: up to {over:.1f} beyond the limit."
    if "Vacancy" in broken:
        end = float(run.vacancy_share[-1])
        if end < 0:
            return f"June ends with {-end * year.budgeted:.1f} more nurses than posts."
        too_many = (end - year.vacancy_limit) * year.budgeted
        return f"There are hands enough, but {too_many:.1f} posts too many are empty in June."
    still_open = ", ".join(sorted(name.lower() for name in broken))
    return f"Posts are filled, and there are hands enough. Still open: {still_open}."


def _months(late: Sequence[int]) -> str:
    first, last = SHORT_MONTH_NAMES[late[0]], SHORT_MONTH_NAMES[late[-1]]
    if len(late) == MONTHS:
        return "all year"
    if len(late) == 1:
        return f"in {first}"
    if late[-1] - late[0] + 1 == len(late):
        return f"from {first} to {last}"
    return f"in {len(late)} months, first in {first}"


def _compared(result: Outcome) -> str:
    if result.assumed is None or result.assumption is None:
        return ""
    more = float((result.assumed.effective - result.run.effective).max())
    return f" Dotted, {COMPARISONS[result.assumption]}: up to {more:.1f} nurses more than there are."


def _rows(result: Outcome) -> list[list[str]]:
    run = result.run
    head = ["Month", "Hired", "Agency", "In post", "Productive", "Missing", "Vacancy", "Hiring", "Agency cost"]
    spent = [f"${usd.sum():,.0f}" for usd in (run.hiring_usd, run.agency_usd)]
    total = ["Year", str(sum(result.hires)), *[""] * 5, *spent]
    return [head, *[_month_row(result, month) for month in range(MONTHS)], total]


def _month_row(result: Outcome, m: int) -> list[str]:
    run = result.run
    return [
        f"{m + 1} {SHORT_MONTH_NAMES[m]}",
        str(result.hires[m]),
        str(result.agency[m // MONTHS_PER_QUARTER]),
        f"{run.in_post[m]:.1f}",
        f"{run.effective[m]:.1f}",
        f"{max(float(run.gap_fte[m]), 0.0):.1f}",
        f"{run.vacancy_share[m]:.1%}",
        f"${run.hiring_usd[m]:,.0f}",
        f"${run.agency_usd[m]:,.0f}",
    ]


# ---------------------------------------------------------------- the controls


def hire_key(month: int) -> str:
    """Return the name of a month's control, the first month being 0."""
    return f"hires_{month + 1}"


def agency_key(quarter: int) -> str:
    """Return the name of a quarter's control, the first quarter being 0."""
    return f"agency_{quarter + 1}"


def as_controls(plan: Mapping[str, Sequence[int]]) -> dict[str, Any]:
    """Return a plan as the values of the lab's controls."""
    return {
        **{hire_key(m): int(n) for m, n in enumerate(plan["hires"])},
        **{agency_key(q): int(n) for q, n in enumerate(plan["agency"])},
    }


def plan_of_controls(values: Mapping[str, Any]) -> dict[str, list[int]]:
    """Return the values of the controls as the plan that is kept, or typed."""
    return {
        "hires": [round(values[hire_key(m)]) for m in range(MONTHS)],
        "agency": [round(values[agency_key(q)]) for q in range(QUARTERS)],
    }


def opening_plan(year: HiringYear) -> dict[str, list[int]]:
    """Return the plan of somebody who fills the empty posts at once and is done."""
    left, hires = year.vacant, []
    for _ in range(MONTHS):
        hires.append(min(left, MOST_HIRES_A_MONTH))
        left -= hires[-1]
    return {"hires": hires, "agency": [0] * QUARTERS}


def controls(year: HiringYear) -> list[Slider | Choice]:
    """Return three months and their agency nurses for each quarter, and a way of looking."""
    start = as_controls(opening_plan(year))
    quarters = [control for quarter in range(QUARTERS) for control in _quarter_controls(quarter, start)]
    return [*quarters, Choice("compare", "Dotted: hands", tuple(COMPARISONS.items()), "none")]


def _quarter_controls(quarter: int, start: Mapping[str, int]) -> list[Slider]:
    months = range(MONTHS_PER_QUARTER * quarter, MONTHS_PER_QUARTER * (quarter + 1))
    hires = [
        Slider(hire_key(m), SHORT_MONTH_NAMES[m], 0, MOST_HIRES_A_MONTH, 1, start[hire_key(m)], unit="new")
        for m in months
    ]
    name = f"Agency, {SHORT_MONTH_NAMES[months[0]]} to {SHORT_MONTH_NAMES[months[-1]]}"
    key = agency_key(quarter)
    return [*hires, Slider(key, name, 0, MOST_AGENCY, 1, start[key], unit="nurses")]


# ---------------------------------------------------------------- the lab


class HiringLab(Lab):
    """Sixteen small numbers make two lists; the comparison is a way of looking and no decision."""

    # anywidget takes text as well as a path
    _css = styles(Path(__file__).parent / "hiring.css")

    def decisions(self) -> dict[str, Any]:
        """Return hires by month and agency nurses by quarter."""
        return plan_of_controls(super().decisions())

    def values_of(self, decisions: Mapping[str, Any]) -> dict[str, Any]:
        """Return the sixteen numbers of a kept plan."""
        return dict(as_controls({key: list(decisions[key]) for key in ("hires", "agency")}))


WHERE = {
    "Vacancy": "Look at June: how many posts are empty, or filled twice?",
    "Productive gap": "Look at the months in which the thick line of hands is below the band.",
    "Pace of hiring": "Look at the three months in which most new nurses start.",
    "Hiring budget": "Look at the hiring budget, and at how many are hired in the year.",
    "Agency budget": "Look at the agency budget, and at the quarters that buy most hours.",
}


@skipped_while_graded
def hiring_lab(my: PeopleCase) -> Lab:
    """Return the lab in which a learner plans a year of hiring and keeps it."""
    year, separation_cost_usd = my.hiring, my.people.leaving.cost_usd
    decision = HiringDecision(year)

    choices = controls(year)
    sliders = [control for control in choices if isinstance(control, Slider)]

    def model(compare: str, **values: Any) -> Outcome:
        assumption = None if compare == "none" else compare
        return outcome(decision, plan_of_controls(values), separation_cost_usd, assumption)

    return HiringLab(
        title=f"People lab: the nurses of {my.name}",
        question=f"Whom do you hire in which month, so that {year.budgeted} posts are filled next June "
        f"and at most {year.gap_limit_fte:g} productive nurses are missing on the way?",
        controls=choices,
        model=model,
        view=HiringView(year),
        reading=reading,
        plan=decision.name,
        case_id=my.case_id,
        predicts=Prediction(
            "predict_hiring",
            "the empty posts are filled at once, and nobody else is hired. When does the year first run short?",
            (
                ("1", "July to September"),
                ("2", "October to December"),
                ("3", "January to March"),
                ("4", "April to June"),
                ("never", "never"),
            ),
            found=_first_trouble,
            veils=True,
        ),
        hints=Coach(HiringSearch(decision), sliders, WHERE, plan_of_controls, as_controls),
    )


LABS = {"hiring": hiring_lab}
