"""Decide, escalate or stop: twelve situations, one call each."""

from __future__ import annotations

from collections import Counter

from course.units.role.the_manager.counsel_model import CALLS, REASONS, SITUATIONS


def test_there_are_four_situations_for_each_call_and_every_reason_is_used() -> None:
    assert Counter(s.call for s in SITUATIONS) == dict.fromkeys(CALLS, 4)
    assert {s.reason for s in SITUATIONS} == set(REASONS)
    assert len({s.key for s in SITUATIONS}) == len(SITUATIONS)


def test_only_what_is_within_your_authority_is_decided_alone() -> None:
    for situation in SITUATIONS:
        assert (situation.call == "decide") == (situation.reason == "within")


def test_the_tempting_call_is_another_one_and_its_sentence_keeps_the_answer() -> None:
    for situation in SITUATIONS:
        assert situation.tempting in CALLS and situation.tempting != situation.call
        assert situation.say and situation.call not in situation.say.lower().split()
