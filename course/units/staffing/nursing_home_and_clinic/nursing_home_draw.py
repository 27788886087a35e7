"""The learner's nursing home: four weeks of payroll-based hours, the week to plan (decision N1), and who pays.

Ranges are drawn around the course's story, Alder Creek Care Center: 96 residents in 110 certified beds. Wages, rates
and the board's policy are invented for teaching; the board sets its policy itself, and no law asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from course.staffing.nursing_home import StaffDay, hours_per_resident_day

DAYS, LAST_WEEK_FROM = 28, 21
FEWEST_GOOD_PLANS = 40  # of the 142,884 of the grid, so that no learner has to find a needle
MEANS_DIFFER_SHARE = 0.004  # by which the mean of daily ratios misses hours over residents in the learner's four weeks


@dataclass(frozen=True)
class DayHours:
    """Nursing hours of one sort of day.

    Parameters
    ----------
    rn_hours, lpn_hours, aide_hours : float
        Hours a day by the home's own registered nurses, licensed practical nurses and aides.
    agency_hours : float
        Hours a day by aides of an agency.
    """

    rn_hours: float
    lpn_hours: float
    aide_hours: float
    agency_hours: float = 0.0

    @property
    def row(self) -> tuple[float, float, float, float]:
        return (self.rn_hours, self.lpn_hours, self.aide_hours, self.agency_hours)


@dataclass(frozen=True)
class HomeWeek:
    """A nursing home's week to plan: what it does today, what an hour costs, and what the board asks.

    Parameters
    ----------
    residents, certified_beds : int
        Residents on the mean, and the beds that could hold some.
    weekday, weekend : DayHours
        Today's hours on each of five weekdays and two days of the weekend.
    rn_wage_usd, lpn_wage_usd, aide_wage_usd : float
        Mean hourly wages.
    loading : float
        Wages times this is what an own hour costs, taxes and benefits included.
    agency_bill_usd : float
        What the agency bills for an aide's hour; benefits are the agency's.
    weekly_budget_usd : float
        The most that a week of nursing may cost.
    aide_floor_hprd, rn_floor_hprd, total_floor_hprd : float
        The board's policy on either sort of day, in hours per resident day.
    weekend_floor_share : float
        Hours per resident day at weekends over those on weekdays, at least.
    agency_limit_share : float
        Agency hours over all nursing hours of the week, at most.
    own_aide_limit_hours : float
        Hours a day that the aides in post can fill; the rest has to be bought or left.
    """

    residents: int
    certified_beds: int
    weekday: DayHours
    weekend: DayHours
    rn_wage_usd: float
    lpn_wage_usd: float
    aide_wage_usd: float
    loading: float
    agency_bill_usd: float
    weekly_budget_usd: float
    aide_floor_hprd: float
    rn_floor_hprd: float
    total_floor_hprd: float
    weekend_floor_share: float
    agency_limit_share: float
    own_aide_limit_hours: float


@dataclass(frozen=True)
class CensusMix:
    """Residents by payer and what each pays for a resident day, in dollars."""

    residents: Mapping[str, int]
    rate_usd: Mapping[str, int]


@dataclass(frozen=True)
class Home:
    """Everything that the unit asks about the nursing home: four weeks of days, the week to plan, the census mix."""

    days: tuple[StaffDay, ...]
    week: HomeWeek
    mix: CensusMix


def alder_creek() -> HomeWeek:
    """Return the story's base case: every day alike, 17.2 aide hours short of the board's policy."""
    return HomeWeek(
        residents=96,
        certified_beds=110,
        weekday=DayHours(58, 82, 218),
        weekend=DayHours(58, 82, 218),
        rn_wage_usd=43,
        lpn_wage_usd=33,
        aide_wage_usd=21,
        loading=1.25,
        agency_bill_usd=36,
        weekly_budget_usd=86_500,
        aide_floor_hprd=2.45,
        rn_floor_hprd=0.55,
        total_floor_hprd=3.60,
        weekend_floor_share=0.95,
        agency_limit_share=0.04,
        own_aide_limit_hours=228,
    )


STORY_RESIDENTS = {"Medicaid": 62, "Medicare": 12, "private pay": 22}
STORY_RATE_USD = {"Medicaid": 240, "Medicare": 590, "private pay": 330}


def draw(rng: np.random.Generator) -> Home:
    """Draw a nursing home whose week many plans can mend, that guessing cannot, and in which each slip can be told."""
    week = draw_week(rng)
    return Home(days=draw_days(rng, week), week=week, mix=draw_mix(rng, week.residents))


def draw_week(rng: np.random.Generator) -> HomeWeek:
    """Draw a week that can be mended only by trading hours, not by adding them."""
    from course.units.staffing.nursing_home_and_clinic.nursing_home_week_decision import HomeWeekDecision

    while True:
        week = _one_week(rng)
        decision = HomeWeekDecision(week)
        if (
            decision.full_mark_count >= FEWEST_GOOD_PLANS
            and decision.scorecard(decision.nothing()).share <= 0.2
            and not decision.adding_aides_is_enough
            and decision.every_slip_can_be_shown
        ):
            return week


def _one_week(rng: np.random.Generator) -> HomeWeek:
    story = alder_creek()
    residents = int(rng.integers(84, 105))
    aide_floor = float(rng.choice((2.35, 2.40, 2.45, 2.50)))
    # Aides by the story's 2.27 per resident where the board asks for 2.45; weekends dip, as they do almost everywhere.
    aide = aide_floor - rng.uniform(0.10, 0.20)
    rn, lpn = 0.604 + rng.uniform(-0.02, 0.03), 0.854 + rng.uniform(-0.02, 0.04)
    dip = rng.uniform(0.88, 0.95)
    target = aide_floor * residents
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
        own_aide_limit_hours=float(4 * int((target - rng.uniform(2, 9)) // 4)),
    )
    return replace(week, weekly_budget_usd=_budget(week, float(rng.uniform(0.995, 1.012))))


def _budget(week: HomeWeek, room: float) -> float:
    """Return today's cost with weekends staffed as weekdays are, times a little room, to $500."""
    from course.units.staffing.nursing_home_and_clinic.nursing_home_week_decision import measures

    even = np.array([week.weekday.row, week.weekday.row])
    return float(round(float(measures(week, even).cost_usd) * room / 500) * 500)


def draw_days(rng: np.random.Generator, week: HomeWeek) -> tuple[StaffDay, ...]:
    """Draw four weeks from a Monday; admissions stop in the last, so the mean of ratios is not hours over residents."""
    while True:
        empty = rng.uniform(0.78, 0.86)
        days = []
        for number in range(DAYS):
            base = week.weekend if number % 7 >= 5 else week.weekday
            full = empty if number >= LAST_WEEK_FROM else 1.0
            residents = round(week.residents * full + float(rng.integers(-2, 3)))
            rn, lpn, aide = (round(h * rng.uniform(0.96, 1.04), 1) for h in base.row[:3])
            days.append(StaffDay(residents, rn, lpn, aide, weekend=number % 7 >= 5))
        ratio = hours_per_resident_day([d.total_hours for d in days], [d.residents for d in days])
        mean = float(np.mean([d.total_hours / d.residents for d in days]))
        if abs(mean / ratio - 1) >= MEANS_DIFFER_SHARE:
            return tuple(days)


def draw_mix(rng: np.random.Generator, residents: int) -> CensusMix:
    """Draw who pays; the plain mean of the rates misses the mean by resident by far."""
    medicare = round(residents * rng.uniform(0.08, 0.16))
    private = round(residents * rng.uniform(0.17, 0.28))
    counts = {"Medicaid": residents - medicare - private, "Medicare": medicare, "private pay": private}
    rates = {payer: int(round(usd * rng.uniform(0.93, 1.07) / 5) * 5) for payer, usd in STORY_RATE_USD.items()}
    return CensusMix(MappingProxyType(counts), MappingProxyType(rates))
