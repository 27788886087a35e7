"""Two executives who are both right: what each way out costs, keeps and lets down."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace

import pytest

from course.units.role.the_manager.dyad_model import (
    agency_cost_usd,
    closed_beds_cost_usd,
    evidence,
    options,
    wrenfield,
)
from tests.units.role.learners import LEARNERS


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
        (o.nights_above_plan == 0, "no nights are above" in o.protects)
        for o in (options(c.dyad)["half"] for c in LEARNERS)
    }
    assert said == {(True, True), (False, False)}


def test_half_of_it_costs_half_the_beds_and_the_whole_agency() -> None:
    dyad = wrenfield()
    assert options(dyad)["half"].cost_usd == pytest.approx(closed_beds_cost_usd(dyad) / 2 + agency_cost_usd(dyad))


def test_every_option_says_whom_it_protects_and_whom_it_lets_down() -> None:
    found = options(wrenfield()).values()
    assert all(o.protects and o.sacrifices for o in found)
    assert len({o.sacrifices for o in found}) == len(found)


def test_two_statements_carry_each_side_and_two_carry_neither() -> None:
    for case in LEARNERS[:20]:
        found = evidence(case.dyad)
        assert Counter(e.carries for e in found.values()) == {"CNO": 2, "CFO": 2, "": 2}
        assert f"{case.dyad.floor_room_usd:,.0f}" in found["Q"].text


@pytest.mark.parametrize("name", [field.name for field in fields(wrenfield())])
def test_every_figure_of_the_two_executives_dispute_is_live(name: str) -> None:
    dyad = wrenfield()
    other = {"patients_per_nurse": 7.0, "floor_room_usd": 120_000.0}.get(name, getattr(dyad, name) + 1)
    assert options(dyad) != options(replace(dyad, **{name: other}))
