"""Draws the inbox of a learner's first morning from the versions of twelve matters."""

from __future__ import annotations

import numpy as np

from course.cases.drawing import first_accepted
from course.units.role.the_manager.inbox_decision import InboxDecision
from course.units.role.the_manager.inbox_letters_model import KEYS, as_inbox, as_item, versions_of
from course.units.role.the_manager.inbox_model import Inbox
from course.units.role.the_manager.inbox_search import InboxSearch

CLOCK_COUNT, SHOUT_COUNT = 3, 3
SLACK_MINUTES = (10, 15, 20)  # beyond the quickest good plan: room for one thing that another could do
FEWEST_GOOD_PLANS = 12
MOST_FOR_NOTHING = 0.2  # of the score, for a plan that lets everything lie


def draw(rng: np.random.Generator) -> Inbox:
    """Draw a morning that many plans can master and in which the loudest matters are not the most urgent."""
    return first_accepted(lambda: _from_the_letters(rng), _can_be_taught_with, "inbox")


def _can_be_taught_with(inbox: Inbox) -> bool:
    decision = InboxDecision(inbox)
    many = InboxSearch(decision).full_mark_count >= FEWEST_GOOD_PLANS
    return many and decision.scorecard(decision.nothing()).share <= MOST_FOR_NOTHING


def _from_the_letters(rng: np.random.Generator) -> Inbox:
    timed = [key for key in KEYS if versions_of(key, clock=True)]
    clocks = set(rng.choice(timed, CLOCK_COUNT, replace=False))
    letters = []
    for key in KEYS:
        versions = versions_of(key, clock=key in clocks)
        letters.append(versions[rng.integers(len(versions))])
    loud = set(rng.choice([each.key for each in letters if each.may_shout], SHOUT_COUNT, replace=False))
    items = [
        as_item(letters[i], lambda values: values[int(rng.integers(len(values)))], letters[i].key in loud)
        for i in rng.permutation(len(letters))
    ]
    return as_inbox(items, int(rng.choice(SLACK_MINUTES)))
