"""Draws the nursing home of one learner: the week to plan, four weeks of payroll-based hours, and who pays.

Ranges are drawn around the course's story, Alder Creek Care Center: 96 residents in 110 certified beds. Wages, rates
and the board's policy are invented for teaching; the board sets its policy itself, and no law asks for it.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import numpy as np

from course.cases.drawing import first_accepted
from course.staffing.nursing_home import StaffDay, hours_per_resident_day
from course.units.staffing.nursing_home.nursing_home_model import CensusMix, Home
from course.units.staffing.nursing_home.nursing_home_week_decision import HomeWeekDecision
from course.units.staffing.nursing_home.nursing_home_week_model import (
    DayHours,
    HomeWeek,
    alder_creek,
    measure_week,
)
from course.units.staffing.nursing_home.nursing_home_week_search import HomeWeekSearch

DAYS, LAST_WEEK_FROM = 28, 21
FEWEST_GOOD_PLANS = 40  # of the 142,884 of the grid, so that no learner has to find a needle
MEANS_DIFFER_SHARE = 0.004  # by which the mean of daily ratios misses hours over residents in the learner's four weeks
ADVANTAGE = "Medicare Advantage"
# Of residents whose stay Medicare pays, those in a private plan, and what the plan pays of Medicare's rate: judgments
# for teaching; nationally more than half of Medicare's members are in such plans (`reference_values`).
ADVANTAGE_SHARE, ADVANTAGE_RATE_SHARE = 0.4, 0.8
STORY_RATE_USD = {"Medicaid": 240, "Medicare": 590, "private pay": 330}


def draw(rng: np.random.Generator) -> Home:
    """Draw a nursing home whose week many plans can mend, that guessing cannot, and in which each slip can be told."""
    week = draw_week(rng)
    return Home(days=draw_days(rng, week), week=week, mix=draw_mix(rng, week.residents))


def draw_week(rng: np.random.Generator) -> HomeWeek:
    """Draw a week that can be mended only by trading hours, not by adding them."""
    return first_accepted(lambda: _near_the_story(rng), _can_be_taught_with, "nursing home's week")


def _can_be_taught_with(week: HomeWeek) -> bool:
    decision = HomeWeekDecision(week)
    search = HomeWeekSearch(decision)
    return (
        search.full_mark_count >= FEWEST_GOOD_PLANS
        and decision.scorecard(decision.nothing()).share <= 0.2
        and not search.adding_aides_is_enough
        and search.every_slip_can_be_shown
    )


def _near_the_story(rng: np.random.Generator) -> HomeWeek:
    story = alder_creek()
    residents = int(rng.integers(84, 105))
    aide_floor = float(rng.choice((2.35, 2.40, 2.45, 2.50)))
    # Aides by the story's 2.27 per resident where the board asks for 2.45; weekends dip, as they do almost everywhere.
    aide = aide_floor - rng.uniform(0.10, 0.20)
    rn, lpn = 0.604 + rng.uniform(-0.02, 0.03), 0.854 + rng.uniform(-0.02, 0.04)
    dip = rng.uniform(0.88, 0.95)
    week = replace(
        story,
        residents=residents,
        certified_beds=residents + int(rng.integers(10, 19)),
        weekday=DayHours(*(float(round(h * residents)) for h in (rn, lpn, aide))),
        weekend=DayHours(*(float(round(h * residents * dip)) for h in (rn, lpn, aide))),
        rn_wage_usd=float(rng.integers(82, 93)) / 2,
        lpn_wage_usd=float(rng.integers(62, 71)) / 2,
        aide_wage_usd=float(rng.integers(39, 46)) / 2,
        agency_bill_usd=float(rng.integers(34, 40)),
        aide_floor_hprd=aide_floor,
        own_aide_limit_hours=float(4 * int((aide_floor * residents - rng.uniform(2, 9)) // 4)),
    )
    return replace(week, weekly_budget_usd=_budget_usd(week, float(rng.uniform(0.995, 1.012))))


def _budget_usd(week: HomeWeek, room: float) -> float:
    """Return today's cost with weekends staffed as weekdays are, times a little room, to $500."""
    even = np.array([week.weekday.row, week.weekday.row])
    return float(round(float(measure_week(week, even).cost_usd) * room / 500) * 500)


def draw_days(rng: np.random.Generator, week: HomeWeek) -> tuple[StaffDay, ...]:
    """Draw four weeks from a Monday; admissions stop in the last, so the mean of ratios is not hours over residents."""
    return first_accepted(lambda: _four_weeks(rng, week), _means_differ, "four weeks of hours")


def _four_weeks(rng: np.random.Generator, week: HomeWeek) -> tuple[StaffDay, ...]:
    empty = rng.uniform(0.78, 0.86)
    return tuple(_one_day(rng, week, number, empty if number >= LAST_WEEK_FROM else 1.0) for number in range(DAYS))


def _one_day(rng: np.random.Generator, week: HomeWeek, number: int, full: float) -> StaffDay:
    weekend = number % 7 >= 5
    planned = week.weekend if weekend else week.weekday
    residents = round(week.residents * full + float(rng.integers(-2, 3)))
    rn, lpn, aide = (round(h * rng.uniform(0.96, 1.04), 1) for h in planned.row[:3])
    return StaffDay(residents, rn, lpn, aide, weekend=weekend)


def _means_differ(days: tuple[StaffDay, ...]) -> bool:
    """Say whether the mean of the days' ratios is another number than hours over residents."""
    ratio = hours_per_resident_day([d.total_hours for d in days], [d.residents for d in days])
    mean = float(np.mean([d.total_hours / d.residents for d in days]))
    return abs(mean / ratio - 1) >= MEANS_DIFFER_SHARE


def draw_mix(rng: np.random.Generator, residents: int) -> CensusMix:
    """Draw who pays; the plain mean of the rates misses the mean by resident by far."""
    medicare = round(residents * rng.uniform(0.08, 0.16))
    private = round(residents * rng.uniform(0.17, 0.28))
    counts = {"Medicaid": residents - medicare - private, "Medicare": medicare, "private pay": private}
    rates = {payer: int(round(usd * rng.uniform(0.93, 1.07) / 5) * 5) for payer, usd in STORY_RATE_USD.items()}
    counts[ADVANTAGE] = max(1, round(ADVANTAGE_SHARE * medicare))
    counts["Medicare"] -= counts[ADVANTAGE]
    rates[ADVANTAGE] = int(round(ADVANTAGE_RATE_SHARE * rates["Medicare"] / 5) * 5)
    return CensusMix(MappingProxyType(counts), MappingProxyType(rates))
