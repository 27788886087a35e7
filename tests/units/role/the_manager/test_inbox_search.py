"""The plans that master a morning, and those that show a slip."""

from __future__ import annotations

import itertools
import json

import pytest

from course.catalog import full_mark_plans
from course.units.role.the_manager.authority_roles_model import LATER, NOW
from course.units.role.the_manager.inbox_decision import SAYS, InboxDecision
from course.units.role.the_manager.inbox_key_model import roles_of
from course.units.role.the_manager.inbox_letters_model import wrenfield
from course.units.role.the_manager.inbox_search import InboxSearch
from tests.support.when_asked import WhenAsked
from tests.units.role.learners import LEARNERS as CASES

STORY = InboxDecision(wrenfield())
SEARCH = InboxSearch(STORY)
LEARNERS = WhenAsked(lambda: [InboxDecision(my.inbox) for my in CASES])


def named(decision: InboxDecision, plan: dict) -> set[str]:
    return {slip.name for slip in decision.slips() if callable(slip.gives) and slip.gives(plan)}


def test_the_storys_morning_has_seventy_two_plans_that_earn_everything() -> None:
    """Counted again by a plain walk over the roles that each matter allows."""
    keys = list(STORY.inbox.items)
    clocks = [item.key for item in STORY.clocks]
    count = 0
    for order in itertools.permutations(clocks):
        for roles in itertools.product(*(roles_of(STORY.inbox.items[key]) for key in keys)):
            taken = dict(zip(keys, roles, strict=True))
            minutes = {k: {NOW: STORY.inbox.items[k].minutes, LATER: 0}.get(taken[k], 5) for k in keys}
            begins = list(itertools.accumulate((minutes[k] for k in order), initial=0))
            in_time = all(b <= STORY.inbox.items[k].hour_minute for b, k in zip(begins, order, strict=False))
            count += in_time and sum(minutes.values()) <= STORY.inbox.minutes
    assert SEARCH.full_mark_count == count == 72


@pytest.mark.parametrize("name", list(SAYS))
def test_a_slip_is_recognized_and_costs_marks_on_every_learners_morning(name: str) -> None:
    for decision in LEARNERS:
        plan = InboxSearch(decision).slipping_plans()[name]
        assert name in named(decision, plan)
        assert not decision.scorecard(plan).full


def test_every_slip_has_a_plan_that_shows_it() -> None:
    assert set(SEARCH.slipping_plans()) == {slip.name for slip in STORY.slips()}
    assert SEARCH.every_slip_can_be_shown


def test_no_slip_is_named_in_a_plan_that_earns_everything() -> None:
    for decision in LEARNERS:
        for plan in full_mark_plans(decision, 20):
            assert named(decision, plan) == set()


def test_every_learner_has_at_least_four_plans_that_earn_everything() -> None:
    for decision in LEARNERS:
        found = full_mark_plans(decision, 4)
        assert len({json.dumps(plan, sort_keys=True) for plan in found}) == 4
