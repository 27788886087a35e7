"""The people lab: hires by month and agency nurses by quarter, against posts, productive hands and two budgets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course.decisions.rules import Promise
from course.figures.dollars import money
from course.figures.skipping import for_readers
from course.labs.assets import styles
from course.labs.lab import Choice, Lab, Reading, Slider
from course.units.staffing.people.hiring_decision import (
    HAIR,
    MONTHS,
    MONTHS_A_QUARTER,
    MOST_AGENCY,
    MOST_HIRES_A_MONTH,
    QUARTERS,
    HiringDecision,
    Year,
    busiest_quarter,
    run_year,
    told_apart,
)
from course.units.staffing.people.hiring_pictures import PeopleView
from course.units.staffing.people.refill_lab import MONTH_NAMES

if TYPE_CHECKING:
    from course.units.staffing.case import StaffingCase
    from course.units.staffing.people.people_draw import HiringYear, People

COMPARISONS = {
    "none": "nothing else",
    "productive on day one": "if hires were productive on day one",
    "new hires never leave": "if new hires never left",
    "nobody leaves": "if nobody left",
}


@dataclass(frozen=True)
class Result:
    """Everything the picture and the sentence need of one plan.

    `believed` is the same plan in a year that somebody wishes for, or None; `left` the nurses who leave in the year.
    """

    year: HiringYear
    hires: Sequence[int]
    agency: Sequence[int]
    run: Year
    promises: tuple[Promise, ...]
    believed: Year | None
    comparison: str
    left: float
    leavers_usd: float


def evaluate(people: People, decision: HiringDecision, plan: Mapping[str, Any], compare: str) -> Result:
    """Return what a year of hiring comes to, and what it would in a year of wishes."""
    year, hires, agency = people.year, plan["hires"], plan["agency"]
    run = run_year(year, hires, agency)
    left = year.in_post + sum(hires) - float(run.in_post[-1])
    return Result(
        year=year,
        hires=hires,
        agency=agency,
        run=run,
        promises=decision.scorecard(plan).promises,
        believed=run_year(decision.believed[compare], hires, agency) if compare in decision.believed else None,
        comparison=COMPARISONS[compare],
        left=left,
        leavers_usd=left * people.leaving.cost_usd,
    )


# ---------------------------------------------------------------- what it means


def reading(result: Result) -> Reading:
    """Say what the plan misses first, rule by rule, with every month as a table."""
    return Reading(
        _sentence(result),
        marks=[(p.kept, f"{p.name}: {said}") for p, said in zip(result.promises, _marks(result), strict=True)],
        table=_rows(result),
    )


def _marks(result: Result) -> list[str]:
    """Return each rule's figures in half a line, in the order of the promises."""
    year, run = result.year, result.run
    worst = int(run.gap_fte.argmax())
    end = float(run.vacancy_share[-1])
    limit_percent = 0.0 if end < -HAIR else 100 * year.vacancy_limit
    limit = f"{'min' if end < -HAIR else 'max'} {limit_percent:.0f}%"
    return [
        f"{told_apart(100 * end, limit_percent)}% in June, {limit}".replace("-", "−"),
        f"{MONTH_NAMES[worst]} {told_apart(max(float(run.gap_fte[worst]), 0.0), year.gap_limit_fte)}, "
        f"max {year.gap_limit_fte:g}",
        f"{busiest_quarter(result.hires):.0f} a quarter, max {year.pace_limit}",
        _spent(float(run.hiring_usd.sum()), year.hiring_limit_usd),
        _spent(float(run.agency_usd.sum()), year.agency_limit_usd),
    ]


def _spent(usd: float, limit_usd: float) -> str:
    return f"${usd:,.0f} of ${limit_usd:,.0f}"


def _sentence(result: Result) -> str:
    return f"{_first_trouble(result)} {_leavers(result)}{_compared(result)}"


def _leavers(result: Result) -> str:
    return (
        f"{sum(result.hires)} are hired and {result.left:.1f} leave, about {money(result.leavers_usd)} at your "
        "figure for one who leaves."
    )


def _first_trouble(result: Result) -> str:
    year, run = result.year, result.run
    broken = {promise.name for promise in result.promises if not promise.kept}
    if not broken:
        return "Every rule is kept: a year of hiring that you can sign."
    if "Productive gap" in broken:
        late = [m for m, gap in enumerate(run.gap_fte) if gap > year.gap_limit_fte + HAIR]
        over = max(run.gap_fte[m] for m in late) - year.gap_limit_fte
        return f"Hands are short {_months(late)}, by up to {over:.1f} more than the limit."
    if "Vacancy" in broken:
        end = float(run.vacancy_share[-1])
        if end < 0:
            return f"June ends with {-end * year.budgeted:.1f} more nurses than posts."
        return f"Hands suffice, but {(end - year.vacancy_limit) * year.budgeted:.1f} posts too many are empty in June."
    return f"Posts and hands are as asked. Still open: {', '.join(sorted(name.lower() for name in broken))}."


def _months(late: Sequence[int]) -> str:
    if len(late) == MONTHS:
        return "all year"
    if len(late) == 1:
        return f"in {MONTH_NAMES[late[0]]}"
    together = late[-1] - late[0] + 1 == len(late)
    if together:
        return f"from {MONTH_NAMES[late[0]]} to {MONTH_NAMES[late[-1]]}"
    return f"in {len(late)} months, first in {MONTH_NAMES[late[0]]}"


def _compared(result: Result) -> str:
    if result.believed is None:
        return ""
    more = float((result.believed.effective - result.run.effective).max())
    return f" Dotted, {result.comparison}: up to {more:.1f} hands that nobody has."


def _rows(result: Result) -> list[list[str]]:
    run = result.run
    head = ["Month", "Hired", "Agency", "In post", "Productive", "Missing", "Vacancy", "Hiring", "Agency cost"]
    rows = [
        [
            f"{m + 1} {MONTH_NAMES[m]}",
            str(result.hires[m]),
            str(result.agency[m // MONTHS_A_QUARTER]),
            f"{run.in_post[m]:.1f}",
            f"{run.effective[m]:.1f}",
            f"{max(float(run.gap_fte[m]), 0.0):.1f}",
            f"{run.vacancy_share[m]:.1%}",
            f"${run.hiring_usd[m]:,.0f}",
            f"${run.agency_usd[m]:,.0f}",
        ]
        for m in range(MONTHS)
    ]
    total = [
        "Year", str(sum(result.hires)), "", "", "", "", "", f"${run.hiring_usd.sum():,.0f}",
        f"${run.agency_usd.sum():,.0f}",
    ]  # fmt: skip
    return [head, *rows, total]


# ---------------------------------------------------------------- the lab


def hire_key(month: int) -> str:
    """Return the name of a month's control, the first month being 0."""
    return f"hires_{month + 1}"


def agency_key(quarter: int) -> str:
    """Return the name of a quarter's control, the first quarter being 0."""
    return f"agency_{quarter + 1}"


def as_controls(plan: Mapping[str, Sequence[int]]) -> dict[str, int]:
    """Return a plan as the values of the lab's controls."""
    return {
        **{hire_key(m): int(n) for m, n in enumerate(plan["hires"])},
        **{agency_key(q): int(n) for q, n in enumerate(plan["agency"])},
    }


def as_plan(values: Mapping[str, Any]) -> dict[str, list[int]]:
    """Return the values of the controls as the plan that is kept, or typed."""
    return {
        "hires": [round(values[hire_key(m)]) for m in range(MONTHS)],
        "agency": [round(values[agency_key(q)]) for q in range(QUARTERS)],
    }


def opening_plan(year: HiringYear) -> dict[str, list[int]]:
    """Return the plan of somebody who fills the empty posts at once and is done."""
    left, hires = year.budgeted - year.in_post, []
    for _ in range(MONTHS):
        hires.append(min(left, MOST_HIRES_A_MONTH))
        left -= hires[-1]
    return {"hires": hires, "agency": [0] * QUARTERS}


class PeopleLab(Lab):
    """Sixteen small numbers make two lists; the comparison is a way of looking and no decision."""

    # anywidget takes text as well as a path
    _css = styles(Path(__file__).parent / "hiring.css")

    def decisions(self) -> dict[str, Any]:
        """Return hires by month and agency nurses by quarter."""
        return as_plan(super().decisions())


def controls(year: HiringYear) -> list[Slider | Choice]:
    """Return three months and their agency nurses for each quarter, and a way of looking."""
    start = as_controls(opening_plan(year))
    made: list[Slider | Choice] = []
    for quarter in range(QUARTERS):
        months = range(MONTHS_A_QUARTER * quarter, MONTHS_A_QUARTER * (quarter + 1))
        made += [
            Slider(hire_key(m), MONTH_NAMES[m], 0, MOST_HIRES_A_MONTH, 1, start[hire_key(m)], unit="new")
            for m in months
        ]
        name = f"Agency, {MONTH_NAMES[months[0]]} to {MONTH_NAMES[months[-1]]}"
        key = agency_key(quarter)
        made.append(Slider(key, name, 0, MOST_AGENCY, 1, start[key], unit="nurses"))
    return [*made, Choice("compare", "Dotted: hands", tuple(COMPARISONS.items()), "none")]


@for_readers
def people_lab(my: StaffingCase) -> Lab:
    """Return the lab in which a learner plans a year of hiring and keeps it."""
    people, decision = my.people, HiringDecision(my.people.year)
    year = people.year

    def model(compare: str, **values: Any) -> Result:
        return evaluate(people, decision, as_plan(values), compare)

    return PeopleLab(
        title=f"People lab: the nurses of {my.name}",
        question=f"Whom do you hire in which month, so that {year.budgeted} posts are filled next June "
        f"and at most {year.gap_limit_fte:g} productive nurses are missing on the way?",
        controls=controls(year),
        model=model,
        view=PeopleView(year),
        reading=reading,
        plan=decision.name,
        case_id=my.case_id,
    )


LABS = {"hiring": people_lab}
