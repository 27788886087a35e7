"""The pages that hold together, and those that show a slip."""

from __future__ import annotations

import json

import pytest

from course.catalog import best_plan, full_mark_plans
from course.units.role.the_dashboard.dashboard_decision import DashboardDecision
from course.units.role.the_dashboard.dashboard_model import wrenfield
from course.units.role.the_dashboard.dashboard_search import DashboardSearch
from tests.support.when_asked import WhenAsked
from tests.units.role.learners import LEARNERS as CASES

STORY = DashboardDecision(wrenfield())
SEARCH = DashboardSearch(STORY)
LEARNERS = WhenAsked(lambda: [DashboardDecision(my.dashboard) for my in CASES])


def named(decision: DashboardDecision, plan: dict) -> set[str]:
    return {slip.name for slip in decision.slips() if callable(slip.gives) and slip.gives(plan)}


def test_the_storys_page_has_eight_versions_that_earn_everything() -> None:
    """Either period, either length of stay that is labeled, a case or a day as the unit of cost."""
    assert SEARCH.full_mark_count == 8
    assert STORY.scorecard(best_plan(STORY)).full


@pytest.mark.parametrize("name", [slip.name for slip in STORY.slips()])
def test_a_slip_is_recognized_and_costs_marks_on_every_learners_dashboard(name: str) -> None:
    for decision in LEARNERS:
        plan = DashboardSearch(decision).slipping_plans()[name]
        assert named(decision, plan) == {name}
        assert not decision.scorecard(plan).full


def test_every_slip_has_a_plan_that_shows_it() -> None:
    assert set(SEARCH.slipping_plans()) == {slip.name for slip in STORY.slips()}
    assert SEARCH.every_slip_can_be_shown


def test_no_slip_is_named_in_a_page_that_earns_everything() -> None:
    for decision in LEARNERS:
        assert all(named(decision, plan) == set() for plan in full_mark_plans(decision, 8))


def test_every_learner_has_at_least_four_pages_that_earn_everything() -> None:
    for decision in LEARNERS:
        assert len({json.dumps(p, sort_keys=True) for p in full_mark_plans(decision, 4)}) == 4
