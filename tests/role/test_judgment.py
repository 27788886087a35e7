"""Decide, escalate or stop; and two executives who are both right."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from course.units.role.case import RoleCase
from course.units.role.the_manager.counsel_model import CALLS, REASONS, SITUATIONS, draw
from course.units.role.the_manager.dyad_draw import wrenfield
from course.units.role.the_manager.dyad_model import agency_cost_usd, closed_beds_cost_usd, evidence, options

LEARNERS = [RoleCase(f"learner-{i}") for i in range(200)]


# ---------------------------------------------------------------- call counsel?


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


def test_each_learner_meets_two_situations_of_each_call() -> None:
    for case in LEARNERS:
        assert Counter(s.call for s in case.counsel) == dict.fromkeys(CALLS, 2)
    assert len({tuple(s.key for s in case.counsel) for case in LEARNERS}) > 150


def test_more_situations_than_there_are_cannot_be_drawn() -> None:
    rng = np.random.default_rng(0)
    assert len(draw(rng, 4)) == 12
    with pytest.raises(ValueError, match="from 1 to 4"):
        draw(rng, 5)


# ---------------------------------------------------------------- nursing and finance


def test_six_beds_for_eight_weeks_are_302_patient_days() -> None:
    """6 x 0.9 x 56 = 302.4 days at $480."""
    assert closed_beds_cost_usd(wrenfield()) == pytest.approx(302.4 * 480)
    assert closed_beds_cost_usd(wrenfield(), 0.5) == pytest.approx(151.2 * 480)


def test_the_agency_nurse_costs_four_nights_a_week() -> None:
    assert agency_cost_usd(wrenfield()) == pytest.approx(4 * 8 * 12 * 98)


def test_patients_for_each_nurse_at_night() -> None:
    """27 patients with four nurses are 6.75 each, with five 5.4; six beds fewer leave 21.6, with four 5.4."""
    found = options(wrenfield())
    assert found["wait"].patients_per_nurse == pytest.approx((6.75, 6.75))
    assert found["agency"].patients_per_nurse == pytest.approx((5.4, 6.75))
    assert found["close"].patients_per_nurse == pytest.approx((5.4, 5.4))
    assert [found[k].nights_above_plan for k in ("close", "agency", "half", "wait")] == [0, 3, 3, 7]


def test_the_statement_and_the_sheet_give_a_nurse_the_same_patients() -> None:
    """One night, one number: whoever divides the one sheet finds the other."""
    for case in LEARNERS:
        shown = options(case.dyad)["wait"].patients_per_nurse[0]
        assert f" {case.dyad.night_nurses} nurses, {shown:.1f} each;" in evidence(case.dyad)["P"].text


def test_the_middle_way_claims_no_heavy_night_only_where_there_is_none() -> None:
    said = {
        (o.nights_above_plan == 0, "no night above" in o.protects) for o in (options(c.dyad)["half"] for c in LEARNERS)
    }
    assert said == {(True, True), (False, False)}


def test_half_of_it_costs_half_the_beds_and_the_whole_agency() -> None:
    dyad = wrenfield()
    assert options(dyad)["half"].cost_usd == pytest.approx(closed_beds_cost_usd(dyad) / 2 + agency_cost_usd(dyad))


def test_no_option_keeps_both_promises_and_each_promise_is_kept_by_one() -> None:
    for case in LEARNERS:
        found = options(case.dyad).values()
        assert not any(o.keeps_plan and o.keeps_covenant for o in found)
        assert any(o.keeps_plan for o in found) and any(o.keeps_covenant for o in found)


def test_every_option_says_whom_it_protects_and_whom_it_lets_down() -> None:
    found = options(wrenfield()).values()
    assert all(o.protects and o.sacrifices for o in found)
    assert len({o.sacrifices for o in found}) == len(found)


def test_two_statements_carry_each_side_and_two_carry_neither() -> None:
    for case in LEARNERS[:20]:
        found = evidence(case.dyad)
        assert Counter(e.carries for e in found.values()) == {"CNO": 2, "CFO": 2, "": 2}
        assert f"{case.dyad.covenant_room_usd:,.0f}" in found["Q"].text
