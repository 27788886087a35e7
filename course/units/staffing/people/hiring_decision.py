"""Decision exercise: hires by month and agency nurses by quarter that fill the posts and hold the gap meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course.checks import Slip
from course.decisions.plan_schema import object_schema
from course.decisions.rules import (
    TOLERANCE,
    Decision,
    Promise,
    Scorecard,
    claim,
    promises,
    slips_told_by,
    weighted,
)
from course.staffing.turnover import turnover_cost_usd
from course.units.staffing.people.hiring_model import (
    MONTH_NAMES,
    MONTHS,
    QUARTERS,
    HiringYear,
    StaffingByMonth,
    hires_in_busiest_quarter,
    run_year,
)

MOST_HIRES_A_MONTH, MOST_AGENCY = 6, 12  # what the schema and the lab's controls allow
LEAST_MISS = 1.0  # nurses; who misses by less has made no mistake about who stays
MOST_DECIMALS = 4
# Points are judgments for teaching; the year is for filled posts and enough hands on the way there.
WEIGHTS = {"Vacancy": 0.3, "Productive gap": 0.3, "Pace of hiring": 0.1, "Hiring budget": 0.15, "Agency budget": 0.15}
NEW_HIRES_STAY = "new hires never leave"
SAYS = {
    "productive on day one": (
        "The plan has enough hands only if hires carry a full load from the first day. New nurses learn first."
    ),
    NEW_HIRES_STAY: (
        "The plan works only if everybody who is hired stays. New nurses leave soonest, so hire for that too."
    ),
    "nobody leaves": (
        "The plan fills the posts that are empty today. But nurses leave in every month, and empty other posts."
    ),
}


@dataclass(frozen=True)
class HiringDecision(Decision):
    """Choose hires by month and agency nurses by quarter."""

    year: HiringYear
    name = "hiring"
    gates = ("Vacancy", "Productive gap")  # what the year is for
    schema = object_schema(
        {
            "hires": {
                "type": "array",
                "minItems": MONTHS,
                "maxItems": MONTHS,
                "items": {"type": "integer", "minimum": 0, "maximum": MOST_HIRES_A_MONTH},
            },
            "agency": {
                "type": "array",
                "minItems": QUARTERS,
                "maxItems": QUARTERS,
                "items": {"type": "integer", "minimum": 0, "maximum": MOST_AGENCY},
            },
        }
    )

    def scorecard(self, decisions: Mapping[str, Any]) -> Scorecard:
        """Score a plan; the rules it keeps count in full only where posts are filled and hands suffice."""
        hires, agency = decisions["hires"], decisions["agency"]
        return Scorecard(hiring_rules(self.year, hires, agency), float(claimed(self.year, hires, agency)))

    def slips(self) -> tuple[Slip, ...]:
        """Return the slips, each told by a plan that misses its aim and would keep every rule if it were true."""
        return slips_told_by(self.smallest_mistake, SAYS)

    @cached_property
    def assumed_years(self) -> dict[str, HiringYear]:
        """What each slip takes the year for, the smallest mistake first."""
        loyal = replace(self.year, new_hire_leave_month=0.0)
        years = (replace(self.year, learning_share=1.0), loyal, replace(loyal, incumbent_leave_year=0.0))
        return dict(zip(SAYS, years, strict=True))

    def smallest_mistake(self, plan: Mapping[str, Any]) -> str | None:
        """Return the first mistake with which a plan that misses its aim would keep every rule."""
        hires, agency = plan["hires"], plan["agency"]
        if (rules_kept(self.year, hires, agency)[:2] >= 1).all():
            return None
        right = (n for n, year in self.assumed_years.items() if (rules_kept(year, hires, agency) >= 1).all())
        name = next(right, None)
        return None if name == NEW_HIRES_STAY and missed_by(self.year, hires, agency) < LEAST_MISS else name

    def nothing(self) -> dict[str, Any]:
        """Return the plan that hires nobody and buys no hour."""
        return as_plan(np.zeros(MONTHS), np.zeros(QUARTERS))

    def random(self, rng: np.random.Generator) -> dict[str, Any]:
        """Draw any hires and any agency nurses that the schema allows."""
        return as_plan(rng.integers(0, MOST_HIRES_A_MONTH + 1, MONTHS), rng.integers(0, MOST_AGENCY + 1, QUARTERS))


def as_plan(hires: ArrayLike, agency: ArrayLike) -> dict[str, Any]:
    """Return arrays as a plan that can be kept."""
    return {"hires": [int(n) for n in np.asarray(hires)], "agency": [int(n) for n in np.asarray(agency)]}


# ---------------------------------------------------------------- the rules of the year


def rules_kept(year: HiringYear, hires: ArrayLike, agency: ArrayLike) -> NDArray[np.float64]:
    """Return how far each rule is kept, on a new last axis in the order of `WEIGHTS`; the gap by months."""
    run = run_year(year, hires, agency)
    end = run.vacancy_share[..., -1]
    kept = [
        (end >= -TOLERANCE) & (end <= year.vacancy_limit + TOLERANCE),
        (run.gap_fte <= year.gap_limit_fte + TOLERANCE).mean(axis=-1),
        hires_in_busiest_quarter(hires) <= year.pace_limit + TOLERANCE,
        run.hiring_usd.sum(axis=-1) <= year.hiring_limit_usd + TOLERANCE,
        run.agency_usd.sum(axis=-1) <= year.agency_limit_usd + TOLERANCE,
    ]
    return np.stack([np.asarray(each, dtype=float) for each in kept], axis=-1)


def claimed(year: HiringYear, hires: ArrayLike, agency: ArrayLike) -> Any:
    """Return how much of its score each plan may claim: all where vacancy and gap are kept, else by the part mended.

    Nobody hired keeps every limit. What counts is what is mended of the vacancy and of the missing nurses that doing
    nothing leaves.
    """
    kept = rules_kept(year, hires, agency) >= 1
    broken = (~kept).sum(axis=-1)
    return claim(kept[..., 0] & kept[..., 1], _mended(year, run_year(year, hires, agency)), broken - 1)


def _mended(year: HiringYear, run: StaffingByMonth) -> Any:
    """Return the smaller of the parts mended of the last vacancy and of the missing nurses, 0 to 1."""
    nothing = run_year(year, np.zeros(MONTHS), np.zeros(QUARTERS))

    def off(one: StaffingByMonth) -> tuple[Any, Any]:
        end = one.vacancy_share[..., -1]
        too_far = np.clip(end - year.vacancy_limit, 0, None) + np.clip(-end, 0, None)
        return too_far, np.clip(one.gap_fte - year.gap_limit_fte, 0, None).sum(axis=-1)

    parts = [np.clip(1 - now / before, 0, 1) for now, before in zip(off(run), off(nothing), strict=True)]
    return np.minimum(*parts)


def score_shares(year: HiringYear, hires: ArrayLike, agency: ArrayLike) -> Any:
    """Return the score of one plan or many, 0 to 1, before the limit on plans that break a gate."""
    return claimed(year, hires, agency) * weighted(rules_kept(year, hires, agency), WEIGHTS)


def missed_by(year: HiringYear, hires: ArrayLike, agency: ArrayLike) -> float:
    """Return by how many nurses a plan's last vacancy or its worst month's gap is beyond its limit."""
    run = run_year(year, hires, agency)
    end = float(run.vacancy_share[-1])
    posts = max(end - year.vacancy_limit, -end) * year.budgeted
    return max(posts, float(run.gap_fte.max()) - year.gap_limit_fte)


def hiring_rules(year: HiringYear, hires: ArrayLike, agency: ArrayLike) -> tuple[Promise, ...]:
    """Return the rules of one plan, kept or not, with the figures behind each."""
    says = _says(year, hires, run_year(year, hires, agency))
    return promises(WEIGHTS, rules_kept(year, hires, agency), says, gates=HiringDecision.gates)


def _says(year: HiringYear, hires: ArrayLike, run: StaffingByMonth) -> tuple[str, ...]:
    return (
        _vacancy_says(year, float(run.vacancy_share[-1])),
        _gap_says(year, run.gap_fte),
        f"{hires_in_busiest_quarter(hires):.0f} start in the busiest three months. The limit is {year.pace_limit}.",
        f"${run.hiring_usd.sum():,.0f} is spent. The budget has ${year.hiring_limit_usd:,.0f}.",
        f"${run.agency_usd.sum():,.0f} is spent. The budget has ${year.agency_limit_usd:,.0f}.",
    )


def _vacancy_says(year: HiringYear, end: float) -> str:
    if end < -TOLERANCE:
        return f"The year ends with {format_against_limit(-end * year.budgeted, 0)} nurses more than are budgeted."
    percent = format_against_limit(100 * max(end, 0.0), 100 * year.vacancy_limit)
    return f"The year ends with {percent}% of posts empty. It should be between 0% and {year.vacancy_limit:.0%}."


def _gap_says(year: HiringYear, gap_fte: NDArray[np.float64]) -> str:
    worst, limit = int(gap_fte.argmax()), year.gap_limit_fte
    missing = format_against_limit(float(gap_fte[worst]), limit)
    late = int((gap_fte > limit + TOLERANCE).sum())
    many = f", and {late} {'month is' if late == 1 else 'months are'} above it." if late else "."
    return f"The worst month is {MONTH_NAMES[worst]} with {missing} missing. The limit is {limit:g}{many}"


def format_against_limit(value: float, limit: float) -> str:
    """Return a figure to the tenth, with more decimals where it is above its limit and would look as if it were not.

    >>> format_against_limit(3.96, 4), format_against_limit(4.04, 4), format_against_limit(12.345, 4)
    ('4.0', '4.04', '12.3')
    """
    decimals = 1
    while value > limit + TOLERANCE and round(value, decimals) <= limit and decimals < MOST_DECIMALS:
        decimals += 1
    return f"{value:.{decimals}f}"


# ---------------------------------------------------------------- the year of one plan


@dataclass(frozen=True)
class Outcome:
    """What one plan comes to: all that its picture and its sentence need.

    `assumed` is the same plan in the year that a slip takes this one for, and `assumption` is that slip's name.
    """

    year: HiringYear
    hires: Sequence[int]
    agency: Sequence[int]
    run: StaffingByMonth
    promises: tuple[Promise, ...]
    separation_cost_usd: float
    assumption: str | None
    assumed: StaffingByMonth | None

    @property
    def left(self) -> float:
        """Nurses who leave in the year."""
        return self.year.in_post + sum(self.hires) - float(self.run.in_post[-1])

    @property
    def leavers_usd(self) -> float:
        """What those who leave cost."""
        return turnover_cost_usd(self.left, self.separation_cost_usd)


def outcome(
    decision: HiringDecision, plan: Mapping[str, Any], separation_cost_usd: float, assumption: str | None = None
) -> Outcome:
    """Return what a year of hiring comes to, and what it would come to under a mistaken assumption."""
    year, hires, agency = decision.year, plan["hires"], plan["agency"]
    assumed = None if assumption is None else run_year(decision.assumed_years[assumption], hires, agency)
    run, rules = run_year(year, hires, agency), hiring_rules(year, hires, agency)
    return Outcome(year, hires, agency, run, rules, separation_cost_usd, assumption, assumed)
