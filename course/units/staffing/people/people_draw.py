"""Draws the people of one learner: who left, what it cost, who leads whom, and the nurses to be hired within a year.

Ranges are drawn around the course's story: 84 budgeted registered nurses, 76 in post, 14 who left in the year.
Figures are invented for teaching; the rates of leaving lie near the national ones in the reference values.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from course.cases.drawing import first_accepted
from course.staffing.cover_cost import PAYROLL_TAX_SHARE
from course.units.staffing.people.hiring_decision import HiringDecision
from course.units.staffing.people.hiring_model import HiringYear, wrenfield
from course.units.staffing.people.hiring_search import HiringSearch
from course.units.staffing.people.people_model import Injuries, OpenShifts, People, Team, YearOfLeaving

FEWEST_GOOD_PLANS = 24  # of the plans that are searched, so that no learner has to find a needle
# The story's 0.80M never binds: the leanest agency for any hiring that keeps the other rules costs less. A learner's
# limit is drawn around this one, so that hiring late can be too dear.
AGENCY_LIMIT_USD = 300_000
MEAN_RANDOM_SHARE = 0.28  # of a thousand random plans; the mean of forty then stays below 35%
WORKED_SHARE = 0.87  # of the hours paid


def draw(rng: np.random.Generator) -> People:
    """Draw people whose vacancies many plans can fill, that guessing does not, and in which each slip shows."""
    year = first_accepted(lambda: _near_the_story(rng), _can_be_taught_with, "hiring year")
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
            benefits_share=round(_step(rng, 0.24, 0.30, 0.01) - 0.08, 2),  # of these, eight points are payroll tax
            payroll_tax_share=PAYROLL_TAX_SHARE,
            productive_share=_step(rng, 0.85, 0.89, 0.01),
            agency_bill_usd=_step(rng, 84, 98, 1),
        ),
        teams=_teams(rng, year.in_post),
        injuries=Injuries(_whole(rng, 36, 56, 1), worked, int(round(worked / WORKED_SHARE, -3))),
    )


def _can_be_taught_with(year: HiringYear) -> bool:
    search = HiringSearch(HiringDecision(year))
    return (
        search.full_mark_count >= FEWEST_GOOD_PLANS
        and search.mean_random_share <= MEAN_RANDOM_SHARE
        and search.every_slip_can_be_shown
        and search.agency_budget_binds
    )


def _near_the_story(rng: np.random.Generator) -> HiringYear:
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
