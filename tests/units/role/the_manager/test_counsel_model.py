"""Decide, escalate or stop: twelve situations, one call each."""

from __future__ import annotations

from collections import Counter

from course.units.role.the_manager.counsel_key_model import RULINGS, ruling_on
from course.units.role.the_manager.counsel_model import CALLS, REASONS, SITUATIONS


def test_there_are_four_situations_for_each_call_and_every_reason_is_used() -> None:
    assert Counter(ruling_on(s).call for s in SITUATIONS) == dict.fromkeys(CALLS, 4)
    assert {r.reasons[0] for r in RULINGS.values()} == set(REASONS)
    assert {s.key for s in SITUATIONS} == set(RULINGS) and len(RULINGS) == len(SITUATIONS)


def test_records_asked_for_by_an_investigator_are_evidence_and_leave_the_house() -> None:
    """Both reasons hold, so both earn the point."""
    assert set(RULINGS["investigator"].reasons) == {"evidence", "information"}


def test_whatever_must_stop_is_under_way() -> None:
    """Else it could wait for counsel, and escalating would be right."""
    under_way = {
        "vouchers": "for each patient",
        "deposit": "Since this morning",
        "emails": "has begun",
        "pay": "Each week",
    }
    found = {s.key: s.text for s in SITUATIONS if ruling_on(s).call == "stop"}
    assert set(found) == set(under_way)
    assert all(words in found[key] for key, words in under_way.items())


def test_only_what_is_within_your_authority_is_decided_alone() -> None:
    for ruling in RULINGS.values():
        assert (ruling.call == "decide") == (ruling.reasons == ("within",))


def test_the_tempting_call_is_another_one_and_its_sentence_keeps_the_answer() -> None:
    for ruling in RULINGS.values():
        assert ruling.tempting in CALLS and ruling.tempting != ruling.call
        assert ruling.say and ruling.call not in ruling.say.lower().split()
