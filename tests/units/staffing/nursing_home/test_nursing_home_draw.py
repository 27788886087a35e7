"""The nursing homes that learners are dealt: a week to mend, four weeks of hours, a census."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from course.case import case_for
from course.cases.seeding import generator
from course.catalog import full_mark_plans
from course.staffing.nursing_home import average_rate_usd, hours_per_resident_day, weekend_change_share
from course.units.staffing.nursing_home.nursing_home_draw import draw
from course.units.staffing.nursing_home.nursing_home_model import Home
from course.units.staffing.nursing_home.nursing_home_week_decision import HomeWeekDecision
from course.units.staffing.nursing_home.nursing_home_week_search import HomeWeekSearch


@cache
def home(number: int) -> Home:
    return draw(generator("03_staffing", "home", f"learner-{number}"))


@pytest.fixture
def part(request: pytest.FixtureRequest) -> Home:
    return home(request.param)


of_twenty_learners = pytest.mark.parametrize("part", range(20), indirect=True, ids=lambda number: f"learner-{number}")


@of_twenty_learners
def test_every_home_can_be_mended_and_neither_by_chance_nor_by_leaving_it(part: Home):
    decision = HomeWeekDecision(part.week)
    search = HomeWeekSearch(decision)
    assert len(full_mark_plans(decision)) == 4 and search.full_mark_count >= 40
    rng = np.random.default_rng(11)
    assert np.mean([decision.scorecard(decision.random(rng)).share for _ in range(40)]) <= 0.35
    assert decision.scorecard(decision.nothing()).share <= 0.2
    assert not search.adding_aides_is_enough and search.every_slip_can_be_shown
    for name, plan in search.slipping_plans().items():
        assert [slip.name for slip in decision.slips() if slip.gives(plan)] == [name]
        assert decision.scorecard(plan).share < 1


def test_two_hundred_learners_each_have_four_full_mark_plans():
    for number in range(200):
        decision = HomeWeekDecision(home(number).week)
        assert len(full_mark_plans(decision)) == 4, number
        assert decision.scorecard(decision.nothing()).share <= 0.2, number


def test_the_week_is_the_homes():
    case = case_for("03_staffing", "learner-0")
    assert case.nursing_home_week is case.home.week and case.home == home(0)


@of_twenty_learners
def test_every_learners_four_weeks_dip_at_weekends_and_punish_the_mean_of_ratios(part: Home):
    days = part.days
    assert len(days) == 28 and sum(d.weekend for d in days) == 8
    assert weekend_change_share(days) < -0.02
    ratio = hours_per_resident_day([d.total_hours for d in days], [d.residents for d in days])
    assert abs(np.mean([d.total_hours / d.residents for d in days]) / ratio - 1) >= 0.004


@of_twenty_learners
def test_every_learners_census_is_the_homes_and_its_plain_mean_rate_misleads(part: Home):
    mix = part.mix
    assert sum(mix.residents.values()) == part.week.residents < part.week.certified_beds
    plain = sum(mix.rate_usd.values()) / len(mix.rate_usd)
    assert plain / average_rate_usd(mix.residents, mix.rate_usd) > 1.1
