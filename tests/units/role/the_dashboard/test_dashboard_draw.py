"""The dashboards that learners are dealt."""

from __future__ import annotations

import json

import numpy as np

from course.cases.seeding import generator
from course.catalog import best_plan
from course.units.role.the_dashboard.contradictions_model import contradictions
from course.units.role.the_dashboard.dashboard_decision import DashboardDecision
from course.units.role.the_dashboard.dashboard_draw import draw
from course.units.role.the_dashboard.dashboard_model import LICENSED, STAFFED
from course.units.role.the_dashboard.tiles_model import asked_beds
from tests.support.when_asked import WhenAsked
from tests.units.role.learners import LEARNERS as CASES

LEARNERS = WhenAsked(lambda: [DashboardDecision(my.dashboard) for my in CASES])


def test_guessing_earns_a_third_at_most_and_the_inherited_dashboard_a_fifth() -> None:
    for i, decision in enumerate(LEARNERS):
        assert decision.scorecard(decision.nothing()).share <= 0.20
        if i < 20:
            rng = np.random.default_rng(i)
            assert np.mean([decision.scorecard(decision.random(rng)).share for _ in range(40)]) <= 0.35


def test_questions_gaps_and_letters_differ_between_learners() -> None:
    drawn = [my.dashboard for my in CASES]
    assert {asked_beds(d) for d in drawn} == {STAFFED, LICENSED}
    assert {contradictions(d)[1].reason for d in drawn} == {"stays", "average", "period"}
    assert len({json.dumps(dict(d.source_order)) for d in drawn}) == len(drawn)
    assert draw(generator("01_role", "dashboard", "ana")) == draw(generator("01_role", "dashboard", "ana"))


def test_another_learners_page_seldom_earns_half() -> None:
    plan = best_plan(LEARNERS[0])
    readable = [d for d in LEARNERS[1:] if all(plan[tile] in found for tile, found in d.sources.items())]
    shares = [decision.scorecard(plan).share for decision in readable]
    assert np.mean(shares) <= 0.35 and max(shares) < 1
