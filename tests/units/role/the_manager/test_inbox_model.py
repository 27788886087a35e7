"""A first morning's arithmetic: who begins what, when, and how many minutes a plan takes."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from course.catalog import best_plan
from course.units.role.the_manager.authority_roles_model import NOW
from course.units.role.the_manager.inbox_decision import InboxDecision
from course.units.role.the_manager.inbox_key_model import outcome
from course.units.role.the_manager.inbox_letters_model import KEYS, wrenfield
from course.units.role.the_manager.inbox_model import (
    HAND_OVER_MINUTES,
    PLACES,
    begun_at,
    clock_time,
    minutes_used,
)

STORY = InboxDecision(wrenfield())
BEST = best_plan(STORY)


def test_the_first_three_are_begun_one_after_the_other() -> None:
    """A hand-over takes five minutes; payroll, done by hand, begins when two hand-overs are made."""
    plan = BEST | {"emtala": "nursing", "safety_event": "safety", "payroll": NOW}
    plan |= {"first": "emtala", "second": "safety_event", "third": "payroll"}
    assert begun_at(STORY.inbox, plan) == {"emtala": 0, "safety_event": 5, "payroll": 10}


def test_what_is_named_twice_is_begun_once() -> None:
    plan = BEST | {"first": "payroll", "second": "payroll", "third": "emtala"}
    assert begun_at(STORY.inbox, plan) == {"payroll": 0, "emtala": STORY.inbox.items["payroll"].minutes}


def test_a_morning_of_hand_overs_takes_five_minutes_each() -> None:
    plan = dict.fromkeys(STORY.inbox.items, "nursing") | dict(zip(PLACES, KEYS, strict=False))
    assert minutes_used(STORY.inbox, plan) == 12 * HAND_OVER_MINUTES


def test_leaving_everything_takes_no_minute_of_this_morning() -> None:
    assert minutes_used(STORY.inbox, STORY.nothing()) == 0


def test_the_clock_on_the_wall() -> None:
    assert [clock_time(minute) for minute in (0, 10, 60, 75)] == ["8:00", "8:10", "9:00", "9:15"]


def test_a_matter_begun_one_minute_late_is_late() -> None:
    """The emergency department needs someone by 8:10; twenty minutes of payroll come first."""
    plan = BEST | {"first": "payroll", "second": "emtala", "third": "safety_event"}
    assert "emtala" in outcome(STORY.inbox, plan).late
    later = dict(STORY.inbox.items) | {"emtala": replace(STORY.inbox.items["emtala"], hour_minute=20)}
    assert "emtala" in outcome(replace(STORY.inbox, items=MappingProxyType(later)), plan).in_time
