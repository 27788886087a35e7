"""The people that learners are dealt: a year to hire in, a year of leaving, teams and injuries."""

from __future__ import annotations

import json

import numpy as np
import pytest

from course.case import case_for, sample_cases
from course.catalog import full_mark_plans
from course.decisions.plan_schema import validated
from course.staffing import turnover
from course.units.staffing.people.hiring_decision import HiringDecision
from course.units.staffing.people.hiring_search import HiringSearch

LEARNERS = [pytest.param(f"learner-{i}", id=f"learner-{i}") for i in range(8)]


@pytest.mark.parametrize("learner", LEARNERS)
def test_every_learners_year_has_many_good_plans_and_shows_every_slip(learner):
    decision = HiringDecision(case_for("03_staffing", learner).hiring)
    search = HiringSearch(decision)
    assert search.full_mark_count >= 24
    assert search.every_slip_can_be_shown
    assert set(search.slipping_plans()) == {slip.name for slip in decision.slips()}
    assert search.agency_budget_binds
    assert decision.scorecard(decision.nothing()).share <= 0.2
    rng = np.random.default_rng(0)
    assert np.mean([decision.scorecard(decision.random(rng)).share for _ in range(40)]) <= 0.35
    for p in (decision.nothing(), decision.random(rng), *full_mark_plans(decision, 2)):
        assert json.loads(json.dumps(p)) == p
        assert validated(p, decision.schema, "hiring") == p


def test_two_hundred_learners_have_four_plans_that_earn_everything():
    for i in range(200):
        decision = HiringDecision(case_for("03_staffing", f"learner-{i}").hiring)
        assert len({json.dumps(p) for p in full_mark_plans(decision, 4)}) == 4


def test_the_year_of_hiring_is_the_peoples():
    case = case_for("03_staffing", "ana")
    assert case.hiring is case.people.year


def test_every_learners_year_of_leaving_tells_the_denominators_apart():
    for case in sample_cases("03_staffing", 50):
        year = case.people.leaving
        mean = turnover.average_headcount([year.headcount_start, year.headcount_end])
        assert len({mean, year.headcount_end, case.hiring.budgeted}) == 3
        assert abs(year.hires - year.separations) >= 2
        assert year.left_within_a_year <= year.separations and year.hires_lost <= year.hires
        assert 50 <= turnover.time_to_fill_days(year.posts) <= 115
        assert sum(accepted is None for _, accepted in year.posts) == 2


def test_every_learners_teams_hold_everybody_and_the_widest_span_is_not_the_most_ftes_apart():
    for case in sample_cases("03_staffing", 50):
        teams = case.people.teams
        assert sum(team.direct_reports for team in teams) == case.hiring.in_post
        assert all(team.ftes < team.direct_reports for team in teams)


def test_every_learners_injuries_are_rated_on_hours_worked_and_not_paid():
    for case in sample_cases("03_staffing", 50):
        injuries = case.people.injuries
        worked = turnover.injury_rate(injuries.cases, injuries.hours_worked)
        assert worked > 1.1 * turnover.injury_rate(injuries.cases, injuries.hours_paid)
