"""The people of unit 3: who left, what it cost, who leads whom, and the nurses to be hired within a year.

Ranges are drawn around the course's story: 84 budgeted registered nurses, 76 in post, 14 who left in the year.
Figures are invented for teaching; the rates of leaving lie near the national ones in the reference values.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

FEWEST_GOOD_PLANS = 24  # of the plans that are searched, so that no learner has to find a needle
# The story's 0.80M never binds: the leanest agency for any hiring that keeps the other rules costs less. A learner's
# limit is drawn around this one, so that hiring late can be too dear.
AGENCY_LIMIT_USD = 300_000
MEAN_RANDOM_SHARE = 0.28  # of a thousand random plans; the mean of forty then stays below 35%


@dataclass(frozen=True)
class HiringYear:
    """A year of nurses in post, and the rules for hiring and agency.

    Parameters
    ----------
    budgeted, in_post : int
        Full-time posts in the budget, and those filled on the first day.
    incumbent_leave_year : float
        Share of those in post who leave in a year; a twelfth of it each month.
    new_hire_leave_month : float
        Share of the year's hires who leave in each month.
    learning_months : int
        Months, the first among them, in which a hire is not fully productive.
    learning_share : float
        Productivity of a hire in these months, 0 to 1.
    target_share : float
        Productive nurses that the units need, as a share of the budget.
    gap_limit_fte : float
        Most productive nurses that may be missing from the target in any month.
    vacancy_limit : float
        Vacancy at the end of month 12, at most; nor may more be in post than are budgeted.
    pace_limit : int
        Hires in any three months running, at most: the preceptors there are.
    hire_cost_usd, hiring_limit_usd : float
        What one hire costs to recruit and orient, and the year's budget for it.
    agency_hour_usd, agency_hours_month : float
        An agency nurse's bill an hour, and the hours of a month.
    agency_limit_usd : float
        The year's budget for agency nurses.
    """

    budgeted: int
    in_post: int
    incumbent_leave_year: float
    new_hire_leave_month: float
    learning_months: int
    learning_share: float
    target_share: float
    gap_limit_fte: float
    vacancy_limit: float
    pace_limit: int
    hire_cost_usd: float
    hiring_limit_usd: float
    agency_hour_usd: float
    agency_hours_month: float
    agency_limit_usd: float


@dataclass(frozen=True)
class YearOfLeaving:
    """A year's separations and hires of registered nurses, and the posts that were advertised.

    Parameters
    ----------
    headcount_start, headcount_end : int
        People at the first and the last day.
    separations : int
        People who left.
    left_within_a_year : int
        Of them, those within twelve months of starting.
    hires : int
        People hired in the year before, each of whom could have reached the anniversary.
    hires_lost : int
        Of these hires, those who left before it.
    cost_usd : float
        What one separation costs.
    posts : tuple of (date, date or None)
        When each post was opened, and when an offer was accepted; None where it is open.
    """

    headcount_start: int
    headcount_end: int
    separations: int
    left_within_a_year: int
    hires: int
    hires_lost: int
    cost_usd: int
    posts: tuple[tuple[date, date | None], ...]


@dataclass(frozen=True)
class OpenShifts:
    """Worked hours to be covered, and what each way to cover them costs an hour."""

    hours: int
    wage_usd: float
    differential_usd: float
    benefits_share: float
    productive_share: float
    agency_bill_usd: float


@dataclass(frozen=True)
class Team:
    """One manager's direct reports: people, and the FTEs they work."""

    manager: str
    direct_reports: int
    ftes: float


@dataclass(frozen=True)
class Injuries:
    """A year's recordable cases, the hours worked and the hours paid."""

    cases: int
    hours_worked: int
    hours_paid: int


@dataclass(frozen=True)
class People:
    """The people of the hospital's nursing units."""

    year: HiringYear
    leaving: YearOfLeaving
    open_shifts: OpenShifts
    teams: tuple[Team, ...]
    injuries: Injuries


def wrenfield() -> HiringYear:
    """Return the story's base case."""
    return HiringYear(
        budgeted=84,
        in_post=76,
        incumbent_leave_year=0.164,
        new_hire_leave_month=0.022,
        learning_months=2,
        learning_share=0.5,
        target_share=0.97,
        gap_limit_fte=4.0,
        vacancy_limit=0.05,
        pace_limit=6,
        hire_cost_usd=29_300,
        hiring_limit_usd=620_000,
        agency_hour_usd=95,
        agency_hours_month=158,
        agency_limit_usd=800_000,
    )


def draw(rng: np.random.Generator) -> People:
    """Draw people whose vacancies many plans can fill, that guessing does not, and in which each slip shows."""
    year = _draw_year(rng)
    hours = _whole(rng, 320, 560, 20)
    wage = _step(rng, 43, 48, 0.5)
    worked = _whole(rng, 2_400_000, 2_900_000, 10_000)
    return People(
        year=year,
        leaving=_leaving(rng, year),
        open_shifts=OpenShifts(
            hours=hours,
            wage_usd=wage,
            differential_usd=_step(rng, 3, 6, 0.5),
            benefits_share=_step(rng, 0.24, 0.30, 0.01),
            productive_share=_step(rng, 0.85, 0.89, 0.01),
            agency_bill_usd=_step(rng, 84, 98, 1),
        ),
        teams=_teams(rng, year.in_post),
        injuries=Injuries(_whole(rng, 36, 56, 1), worked, int(round(worked / 0.87, -3))),
    )


def _draw_year(rng: np.random.Generator) -> HiringYear:
    from course.units.staffing.people.hiring_decision import HiringDecision

    while True:
        year = _one_year(rng)
        decision = HiringDecision(year)
        if (
            decision.full_mark_count >= FEWEST_GOOD_PLANS
            and decision.mean_random_share <= MEAN_RANDOM_SHARE
            and decision.every_slip_can_be_shown
            and decision.agency_budget_binds
        ):
            return year


def _one_year(rng: np.random.Generator) -> HiringYear:
    """Draw a year near the story's, in figures that are easy to read; budgets grow with the posts."""
    story = wrenfield()
    budgeted = _whole(rng, 76, 94, 2)
    size = budgeted / story.budgeted
    hire_cost, agency = _whole(rng, 27_000, 32_000, 100), _whole(rng, 90, 99, 1)
    hires_paid = story.hiring_limit_usd / story.hire_cost_usd * size
    agency_paid = AGENCY_LIMIT_USD / story.agency_hour_usd * size
    return replace(
        story,
        budgeted=budgeted,
        in_post=budgeted - _whole(rng, 6, 10, 1),
        incumbent_leave_year=_step(rng, 0.15, 0.18, 0.002),
        new_hire_leave_month=_step(rng, 0.018, 0.026, 0.001),
        hire_cost_usd=hire_cost,
        hiring_limit_usd=round(hires_paid * hire_cost, -4),
        agency_hour_usd=agency,
        agency_limit_usd=round(agency_paid * agency, -4),
    )


def _leaving(rng: np.random.Generator, year: HiringYear) -> YearOfLeaving:
    """Draw the year before: more left than came, and the posts that were opened for them."""
    end = year.in_post
    separations = round(year.incumbent_leave_year * year.budgeted)
    start = end + _whole(rng, 3, 6, 1)
    hires = separations + _whole(rng, 2, 5, 1) * int(rng.choice((-1, 1)))
    lost = _whole(rng, 3, 5, 1)
    return YearOfLeaving(
        headcount_start=start,
        headcount_end=end,
        separations=separations,
        left_within_a_year=lost + _whole(rng, 0, 1, 1),
        hires=hires,
        hires_lost=lost,
        cost_usd=_whole(rng, 52_000, 70_000, 500),
        posts=_posts(rng),
    )


def _posts(rng: np.random.Generator) -> tuple[tuple[date, date | None], ...]:
    """Draw eight posts opened over the year, two of them still open."""
    first = date(2024, 7, 1)
    opened = sorted(first + timedelta(days=int(days)) for days in rng.choice(240, 8, replace=False))
    took = [_whole(rng, 55, 110, 1) for _ in opened]
    still_open = set(rng.choice(8, 2, replace=False))
    return tuple((day, None if i in still_open else day + timedelta(days=took[i])) for i, day in enumerate(opened))


def _teams(rng: np.random.Generator, people: int) -> tuple[Team, ...]:
    """Split the nurses over three managers, one of whom leads many part-timers."""
    first, second = round(people * rng.uniform(0.26, 0.32)), round(people * rng.uniform(0.30, 0.36))
    heads = (first, second, people - first - second)
    part = (_step(rng, 0.88, 0.94, 0.02), _step(rng, 0.80, 0.86, 0.02), _step(rng, 0.66, 0.74, 0.02))
    names = ("Days", "Nights", "Weekends and float")
    return tuple(Team(n, int(h), round(float(h * p), 1)) for n, h, p in zip(names, heads, part, strict=True))


def _step(rng: np.random.Generator, low: float, high: float, step: float) -> float:
    """Draw a readable number: low, low + step, ..., high."""
    return round(float(low + step * rng.integers(0, round((high - low) / step) + 1)), 6)


def _whole(rng: np.random.Generator, low: float, high: float, step: float) -> int:
    """Draw a readable whole number."""
    return round(_step(rng, low, high, step))
