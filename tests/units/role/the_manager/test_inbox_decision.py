"""A first morning: what cannot wait, whose it is to decide, and what the minutes have room for."""

from __future__ import annotations

import json
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from course.catalog import best_plan
from course.decisions.plan_schema import validated
from course.units.role.the_manager.authority_roles_model import LATER, MEDICAL_STAFF, NOW, ROLES
from course.units.role.the_manager.inbox_decision import InboxDecision, morning_promises
from course.units.role.the_manager.inbox_key_model import has_clock, outcome, roles_of
from course.units.role.the_manager.inbox_letters_model import wrenfield
from course.units.role.the_manager.inbox_model import Inbox
from tests.units.role.learners import LEARNERS

STORY = InboxDecision(wrenfield())
BEST = best_plan(STORY)
EIGHT_LEARNERS = [pytest.param(InboxDecision(my.inbox), id=my.learner) for my in LEARNERS[:8]]


def kept(decision: InboxDecision, plan: dict) -> dict[str, float]:
    return {p.name: p.share for p in morning_promises(decision.inbox, plan)}


@pytest.mark.parametrize("decision", EIGHT_LEARNERS)
def test_a_plan_that_misses_a_clock_earns_half_at_most(decision: InboxDecision) -> None:
    plan = best_plan(decision)
    last = decision.inbox.items[plan["third"]]
    other = next(item.key for item in decision.inbox.items.values() if not has_clock(item) and not item.shouts)
    missed = plan | {"third": other}
    assert kept(decision, missed)["Clocks"] == pytest.approx(2 / 3)
    assert decision.scorecard(missed).share <= 0.5
    assert last.key in outcome(decision.inbox, missed).left_out


def test_the_clocks_are_the_gate_and_the_only_one() -> None:
    """The surgeon who smells of alcohol, left for later, is not made good by a tidy desk."""
    for my in LEARNERS[:40]:
        decision = InboxDecision(my.inbox)
        plan = best_plan(decision)
        for item in decision.clocks:
            card = decision.scorecard(plan | {item.key: LATER})
            assert [p.name for p in card.broken_gates] == ["Clocks"] and card.share <= 0.5
        misplaced = decision.scorecard(plan | {"privileges": NOW})
        assert not misplaced.broken_gates and misplaced.share > 0.5


@pytest.mark.parametrize("decision", EIGHT_LEARNERS)
def test_each_promise_can_be_broken_by_itself(decision: InboxDecision) -> None:
    plan = best_plan(decision)
    theirs = next(item.key for item in decision.inbox.items.values() if roles_of(item) == {MEDICAL_STAFF})
    wide = replace(decision.inbox, minutes=1_000)
    assert kept(InboxDecision(wide), plan | {theirs: "finance"}) == {
        **dict.fromkeys(kept(decision, plan), 1.0),
        "Authority": pytest.approx(kept(decision, plan | {theirs: "finance"})["Authority"]),
    }
    assert kept(decision, plan | {"family": "nursing"})["Only you"] < 1
    narrow = InboxDecision(replace(decision.inbox, minutes=5))
    assert kept(narrow, plan)["Morning"] == 0
    assert {name for name, share in kept(narrow, plan).items() if share == 1} == {"Clocks", "Authority", "Only you"}


def test_handing_a_clock_to_someone_who_cannot_act_is_no_help() -> None:
    plan = BEST | {"emtala": "finance"}
    assert outcome(STORY.inbox, plan).wrong_role == ("emtala",)
    assert kept(STORY, plan)["Clocks"] == pytest.approx(2 / 3)


def test_the_messages_say_where_to_look_and_not_what_to_do() -> None:
    """Wrong places are named, right roles are not."""
    plan = BEST | {"press": "finance", "payroll": "finance", "first": "press"}
    said = " ".join(p.say for p in morning_promises(STORY.inbox, plan))
    assert "press" in said and "payroll" in said
    assert not any(role in said.split() for role in ROLES if role not in (NOW, LATER))


def test_a_matter_with_a_wrong_role_is_told_why_that_role_and_never_whose_it_is() -> None:
    """Whoever holds the office may decide much; a complaint is somebody's job all the same."""
    for role in ROLES:
        says = {p.name: p.say for p in morning_promises(STORY.inbox, BEST | {"complaint": role})}["Authority"]
        right = roles_of(STORY.inbox.items["complaint"])
        if role not in right:
            where = "put off" if role == LATER else "with the wrong person"
            assert says.startswith(f"1 matter is {where}. Look again at complaint. About complaint: ")
            assert not any(name in says for name in (*right, "advocate"))


@pytest.mark.parametrize("field", ["version", "minutes", "hour_minute"])
def test_every_figure_of_a_matter_is_live(field: str) -> None:
    other = {"version": 1, "minutes": 999, "hour_minute": 0}[field]
    key = "payroll"
    items = dict(STORY.inbox.items) | {key: replace(STORY.inbox.items[key], **{field: other})}
    plan = BEST | {"first": "emtala", "second": "safety_event", "third": key}
    moved = InboxDecision(Inbox(MappingProxyType(items), STORY.inbox.minutes))
    assert moved.scorecard(plan).share < STORY.scorecard(plan).share == 1


def test_plans_fit_the_schema_that_a_learner_types_against() -> None:
    rng = np.random.default_rng(3)
    for plan in (STORY.nothing(), STORY.random(rng), BEST):
        assert json.loads(json.dumps(plan)) == plan
        assert validated(plan, STORY.schema, STORY.name) == plan
