"""Hiring month by month, with agency nurses for the gap that is left: decision S2.

Nurses leave in every month, the new ones faster than the old, and a hire learns before carrying a full load. So
posts filled today fill only some of the vacancies at the end of the year. People are expected numbers and not whole.
A plan's hires are an array whose last axis is the month, its agency nurses one whose last axis is the quarter;
earlier axes are plans.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course.checks import Slip
from course.decisions.rules import Decision, Promise, Scorecard
from course.units.staffing.people.people_draw import HiringYear

MONTHS, QUARTERS = 12, 4
MONTHS_A_QUARTER = 3
MOST_HIRES_A_MONTH, MOST_AGENCY = 6, 12  # what the schema and the lab's controls allow
YEAR_MONTHS = (
    "July", "August", "September", "October", "November", "December",
    "January", "February", "March", "April", "May", "June",
)  # fmt: skip
LEAST_MISS = 1.0  # nurses; who misses by less has made no mistake about who stays
MOST_DECIMALS = 4
HAIR = 1e-9  # people and dollars are compared with this much room, so that no sum of floats decides a rule
# Points are judgments for teaching; the year is for filled posts and enough hands on the way there.
WEIGHTS = {"Vacancy": 0.3, "Productive gap": 0.3, "Pace of hiring": 0.1, "Hiring budget": 0.15, "Agency budget": 0.15}
# How a quarter's hires fall on its months, so that no three months running hold more than six.
SPREAD = ((0, 0, 0), (1, 0, 0), (1, 1, 0), (1, 1, 1), (2, 1, 1), (2, 2, 1), (2, 2, 2))


@dataclass(frozen=True)
class Year:
    """What one plan, or an array of plans, comes to; the last axis of each array is the month.

    Parameters
    ----------
    incumbents, hires_in_post : array
        Nurses in post at the end of the month, of those on the first day and of the year's hires.
    effective : array
        Productive nurses: incumbents, hires as far as they have learned, and agency nurses.
    gap_fte : array
        Productive nurses missing from the target; negative where there are some to spare.
    vacancy_share : array
        Vacant over budgeted posts at the end of the month.
    agency_usd, hiring_usd : array
        What the month costs.
    """

    incumbents: NDArray[np.float64]
    hires_in_post: NDArray[np.float64]
    effective: NDArray[np.float64]
    gap_fte: NDArray[np.float64]
    vacancy_share: NDArray[np.float64]
    agency_usd: NDArray[np.float64]
    hiring_usd: NDArray[np.float64]

    @property
    def in_post(self) -> NDArray[np.float64]:
        """Nurses in post at the end of the month; agency nurses are not."""
        return self.incumbents + self.hires_in_post

    @property
    def cost_usd(self) -> NDArray[np.float64]:
        """Hiring and agency together; the nurses' own pay is budgeted elsewhere."""
        return self.agency_usd + self.hiring_usd


def run_year(year: HiringYear, hires: ArrayLike, agency: ArrayLike) -> Year:
    """Run a year of hiring.

    Parameters
    ----------
    year : HiringYear
        Who is in post, who leaves, what a hire and an agency nurse cost.
    hires : array, shape (..., 12)
        Nurses who start on the first day of each month.
    agency : array, shape (..., 4)
        Agency nurses, full-time, in each quarter.

    Returns
    -------
    Year
        Twelve months. A hire can leave in the month of starting, and learns in it and the next ones.

    Raises
    ------
    ValueError
        If there are not twelve months and four quarters, or a number is negative.
    """
    starts, bought = _numbers(hires, MONTHS, "hires"), _numbers(agency, QUARTERS, "agency")
    stay, learning = _hires_by_age(year)
    incumbents = year.in_post * (1 - year.incumbent_leave_year / MONTHS) ** np.arange(1, MONTHS + 1)
    agency_fte = np.repeat(bought, MONTHS_A_QUARTER, axis=-1)
    hired = starts @ stay
    effective = incumbents + starts @ (stay * learning) + agency_fte
    return Year(
        incumbents=np.broadcast_to(incumbents, hired.shape),
        hires_in_post=hired,
        effective=effective,
        gap_fte=year.target_share * year.budgeted - effective,
        vacancy_share=1 - (incumbents + hired) / year.budgeted,
        agency_usd=agency_fte * year.agency_hour_usd * year.agency_hours_month,
        hiring_usd=starts * year.hire_cost_usd,
    )


def _hires_by_age(year: HiringYear) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return what is left, and how productive it is, of one hire of each month (rows) in each month (columns)."""
    age = np.arange(MONTHS) - np.arange(MONTHS)[:, None]  # 0 in the month of starting
    stay = np.where(age >= 0, (1 - year.new_hire_leave_month) ** (age + 1.0), 0.0)
    return stay, np.where(age < year.learning_months, year.learning_share, 1.0)


def _numbers(values: ArrayLike, length: int, name: str) -> NDArray[np.float64]:
    array = np.asarray(values, dtype=float)
    if array.shape[-1:] != (length,):
        raise ValueError(f"{name} must hold {length} numbers, one for each period of the year; check the last axis")
    if not (array >= 0).all():
        raise ValueError(f"{name} must be 0 or more; people who leave are counted by the model")
    return array


def told_apart(value: float, limit: float) -> str:
    """Return a figure to the tenth, with more decimals where it is above its limit and would look as if it were not.

    >>> told_apart(3.96, 4), told_apart(4.04, 4), told_apart(12.345, 4)
    ('4.0', '4.04', '12.3')
    """
    decimals = 1
    while value > limit + HAIR and round(value, decimals) <= limit and decimals < MOST_DECIMALS:
        decimals += 1
    return f"{value:.{decimals}f}"


def busiest_quarter(hires: ArrayLike) -> Any:
    """Return the most hires of any three months running."""
    starts = np.asarray(hires, dtype=float)
    running = [starts[..., m : m + MONTHS_A_QUARTER].sum(axis=-1) for m in range(MONTHS - MONTHS_A_QUARTER + 1)]
    return np.max(running, axis=0)


def rules_kept(year: HiringYear, hires: ArrayLike, agency: ArrayLike) -> NDArray[np.float64]:
    """Return how far each rule is kept, on a new last axis in the order of `WEIGHTS`; the gap by months."""
    run = run_year(year, hires, agency)
    end = run.vacancy_share[..., -1]
    kept = [
        (end >= -HAIR) & (end <= year.vacancy_limit + HAIR),
        (run.gap_fte <= year.gap_limit_fte + HAIR).mean(axis=-1),
        busiest_quarter(hires) <= year.pace_limit + HAIR,
        run.hiring_usd.sum(axis=-1) <= year.hiring_limit_usd + HAIR,
        run.agency_usd.sum(axis=-1) <= year.agency_limit_usd + HAIR,
    ]
    return np.stack([np.asarray(each, dtype=float) for each in kept], axis=-1)


def claim(year: HiringYear, hires: ArrayLike, agency: ArrayLike) -> Any:
    """Return how much of its score a plan may claim.

    Nobody hired keeps every limit. So rules count in full only where vacancy and gap are both kept: from a fifth,
    rising with the square of what is mended of the vacancy and of the missing nurses that doing nothing leaves.
    Each limit broken after the first rule takes another quarter.
    """
    kept = rules_kept(year, hires, agency) >= 1
    mended = _mended(year, run_year(year, hires, agency))
    broken = (~kept).sum(axis=-1)
    aim = kept[..., 0] & kept[..., 1]
    return np.where(aim, 1.0, 0.2 + 0.6 * mended**2) * (1 - 0.25 * np.clip(broken - 1, 0, 3))


def _mended(year: HiringYear, run: Year) -> Any:
    """Return the smaller of the parts mended of the last vacancy and of the missing nurses, 0 to 1."""
    nothing = run_year(year, np.zeros(MONTHS), np.zeros(QUARTERS))

    def off(one: Year) -> tuple[Any, Any]:
        end = one.vacancy_share[..., -1]
        too_far = np.clip(end - year.vacancy_limit, 0, None) + np.clip(-end, 0, None)
        return too_far, np.clip(one.gap_fte - year.gap_limit_fte, 0, None).sum(axis=-1)

    parts = [np.clip(1 - now / before, 0, 1) for now, before in zip(off(run), off(nothing), strict=True)]
    return np.minimum(*parts)


def score_shares(year: HiringYear, hires: ArrayLike, agency: ArrayLike) -> Any:
    """Return the score of one plan or many, 0 to 1."""
    return claim(year, hires, agency) * (rules_kept(year, hires, agency) @ np.array(list(WEIGHTS.values())))


def least_agency(year: HiringYear, hires: ArrayLike) -> NDArray[np.int_]:
    """Return the fewest agency nurses in each quarter that keep the productive gap within its limit."""
    starts = np.asarray(hires, dtype=float)
    missing = run_year(year, starts, np.zeros(QUARTERS)).gap_fte - year.gap_limit_fte
    worst = missing.reshape(*missing.shape[:-1], QUARTERS, MONTHS_A_QUARTER).max(axis=-1)
    return np.asarray(np.ceil(np.clip(worst - HAIR, 0, None)).astype(int))


@dataclass(frozen=True)
class HiringDecision(Decision):
    """Decision exercise: hires by month and agency nurses by quarter that fill the posts and hold the gap meanwhile."""

    year: HiringYear
    name = "hiring"
    schema = {
        "type": "object",
        "additionalProperties": False,
        "required": ["hires", "agency"],
        "properties": {
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
        },
    }

    def scorecard(self, decisions: Mapping[str, Any]) -> Scorecard:
        hires, agency = decisions["hires"], decisions["agency"]
        kept, says = rules_kept(self.year, hires, agency), self._says(hires, agency)
        return Scorecard(
            tuple(
                Promise(name, float(share), weight, say)
                for (name, weight), share, say in zip(WEIGHTS.items(), kept, says, strict=True)
            ),
            claim=float(claim(self.year, hires, agency)),
        )

    def _says(self, hires: ArrayLike, agency: ArrayLike) -> tuple[str, ...]:
        """Return the figures behind each rule, in the order of `WEIGHTS`."""
        year, run = self.year, run_year(self.year, hires, agency)
        end, worst = float(run.vacancy_share[-1]), int(run.gap_fte.argmax())
        ends = told_apart(100 * max(end, 0.0), 100 * year.vacancy_limit)
        missing = told_apart(float(run.gap_fte[worst]), year.gap_limit_fte)
        late = int((run.gap_fte > year.gap_limit_fte + HAIR).sum())
        return (
            f"It ends at {ends}%; between 0% and {year.vacancy_limit:.0%} is asked."
            if end >= -HAIR
            else f"It ends with {told_apart(-end * year.budgeted, 0)} nurses more than are budgeted.",
            f"The worst month is {YEAR_MONTHS[worst]} with {missing} missing; at most {year.gap_limit_fte:g}"
            + (f", and {late} {'month is' if late == 1 else 'months are'} above it." if late else "."),
            f"{busiest_quarter(hires):.0f} start in the busiest three months; at most {year.pace_limit}.",
            f"${run.hiring_usd.sum():,.0f} is spent; at most ${year.hiring_limit_usd:,.0f} is there.",
            f"${run.agency_usd.sum():,.0f} is spent; at most ${year.agency_limit_usd:,.0f} is there.",
        )

    def slips(self) -> tuple[Slip, ...]:
        says = {
            "productive on day one": (
                "The plan has enough hands only if hires carry a full load from the first day; new nurses learn first."
            ),
            "new hires never leave": (
                "The plan works only if everybody who is hired stays; new nurses leave soonest, so hire for that too."
            ),
            "nobody leaves": (
                "The plan fills the posts that are empty today; nurses leave in every month, and their posts empty too."
            ),
        }
        return tuple(Slip(name, lambda plan, name=name: self._shown(plan) == name, say) for name, say in says.items())

    @cached_property
    def believed(self) -> dict[str, HiringYear]:
        """What each slip takes the year for, the smallest mistake first."""
        loyal = replace(self.year, new_hire_leave_month=0.0)
        return {
            "productive on day one": replace(self.year, learning_share=1.0),
            "new hires never leave": loyal,
            "nobody leaves": replace(loyal, incumbent_leave_year=0.0),
        }

    def _shown(self, plan: Mapping[str, Any]) -> str | None:
        """Return the first mistake with which a plan that misses its aim would keep every rule."""
        hires, agency = plan["hires"], plan["agency"]
        if (rules_kept(self.year, hires, agency)[:2] >= 1).all():
            return None
        right = (n for n, year in self.believed.items() if (rules_kept(year, hires, agency) >= 1).all())
        name = next(right, None)
        return None if name == "new hires never leave" and self._missed_by(hires, agency) < LEAST_MISS else name

    def _missed_by(self, hires: ArrayLike, agency: ArrayLike) -> float:
        """Return by how many nurses the last vacancy or the worst month's gap is beyond its limit."""
        year, run = self.year, run_year(self.year, hires, agency)
        end = float(run.vacancy_share[-1])
        posts = max(end - year.vacancy_limit, -end) * year.budgeted
        return max(posts, float(run.gap_fte.max()) - year.gap_limit_fte)

    def nothing(self) -> dict[str, Any]:
        return _as_plan(np.zeros(MONTHS), np.zeros(QUARTERS))

    def random(self, rng: np.random.Generator) -> dict[str, Any]:
        return _as_plan(rng.integers(0, MOST_HIRES_A_MONTH + 1, MONTHS), rng.integers(0, MOST_AGENCY + 1, QUARTERS))

    def candidates(self) -> Iterator[dict[str, Any]]:
        """Run through the full-mark plans that were found, the cheapest first, then the one that changes nothing."""
        hires, agency = self.full_marks
        cost = run_year(self.year, hires, agency).cost_usd.sum(axis=-1)
        for place in np.argsort(cost, kind="stable"):
            yield _as_plan(hires[place], agency[place])
        yield self.nothing()

    @property
    def full_mark_count(self) -> int:
        """Plans that earn everything, each with the fewest agency nurses for its hires."""
        return len(self.full_marks[0])

    @cached_property
    def full_marks(self) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
        """Every plan that earns everything, of those with a smooth quarter and the fewest agency nurses."""
        return _keeping_all(self.year)

    @property
    def agency_budget_binds(self) -> bool:
        """Whether some hiring keeps every other rule and needs more agency than there is money for."""
        return len(_keeping_all(replace(self.year, agency_limit_usd=np.inf))[0]) > self.full_mark_count

    @property
    def mean_random_share(self) -> float:
        """What a thousand random plans earn on the mean."""
        rng = np.random.default_rng(0)
        hires = rng.integers(0, MOST_HIRES_A_MONTH + 1, (1_000, MONTHS))
        return float(score_shares(self.year, hires, rng.integers(0, MOST_AGENCY + 1, (1_000, QUARTERS))).mean())

    def slipping_plans(self) -> dict[str, dict[str, Any]]:
        """Return a plan for each slip that can be shown, as somebody who makes it would keep it: the cheapest."""
        plans = {}
        for name, year in self.believed.items():
            hires, agency = _keeping_all(year)
            cost = run_year(year, hires, agency).cost_usd.sum(axis=-1)
            for place in np.argsort(cost, kind="stable"):
                plan = _as_plan(hires[place], agency[place])
                if self._shown(plan) == name:
                    plans[name] = plan
                    break
        return plans

    @property
    def every_slip_can_be_shown(self) -> bool:
        """Whether each slip has a plan that shows it, so that its sentence can be seen."""
        return set(self.slipping_plans()) == set(self.believed)


def _keeping_all(year: HiringYear) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    """Return the smooth plans that keep every rule of a year with the fewest agency nurses."""
    hires = _smooth_plans()
    agency = least_agency(year, hires)
    kept = (rules_kept(year, hires, agency) >= 1).all(axis=-1) & (agency <= MOST_AGENCY).all(axis=-1)
    return hires[kept], agency[kept]


@cache
def _smooth_plans() -> NDArray[np.int_]:
    """Return every plan of up to six hires a quarter, spread over its months as in `SPREAD`."""
    return np.array([np.concatenate(quarters) for quarters in product(SPREAD, repeat=QUARTERS)])


def _as_plan(hires: ArrayLike, agency: ArrayLike) -> dict[str, Any]:
    """Return arrays as a plan that can be kept."""
    return {"hires": [int(n) for n in np.asarray(hires)], "agency": [int(n) for n in np.asarray(agency)]}
