"""Three sessions of a clinic: who comes, how full it gets, and on whom double-booking falls."""

from __future__ import annotations

import numpy as np
import pytest

from course.units.staffing.clinic.clinic_template_model import (
    BY_RISK,
    as_plan,
    bookings,
    measure_plan,
    measure_template,
    show_shares,
    with_whole_numbers,
    wrenfield_template,
)
from tests.units.staffing.clinic.plans import crowd_chance, idle_slots, reminded, template_plan

STORY = wrenfield_template()


def test_many_plans_at_once_agree_with_the_plain_formulas():
    rng = np.random.default_rng(5)
    booked, hours = rng.integers(15, 31, (40, 3)), rng.integers(0, 11, (40, 3))
    m = measure_template(STORY, booked, hours)
    for row in range(40):
        for place, session in enumerate(STORY.sessions.values()):
            show = reminded(session.show_share, hours[row, place], STORY.fewer_no_shows_per_hour)
            assert m.show_share[row, place] == pytest.approx(show)
            n = int(booked[row, place])
            assert m.crowd_chance[row, place] == pytest.approx(crowd_chance(n, show))
            assert m.idle_slots[row, place] == pytest.approx(idle_slots(n, show))


def test_who_shares_a_slot_changes_who_waits_and_not_how_many_come():
    by_turn, by_risk = (measure_template(STORY, [25, 23, 22], [0, 0, 0], each) for each in (False, True))
    assert (by_turn.crowd_chance == by_risk.crowd_chance).all()
    assert by_risk.medicaid_of_double_booked > by_turn.medicaid_of_double_booked


def test_a_reminded_session_shows_more_of_its_patients():
    """Ten hours lift the show rate from 80% to 84%."""
    assert show_shares(STORY, [10, 0, 0])[0] == pytest.approx(0.845, abs=5e-4)


def test_the_averages_number_fills_the_slots_at_the_mean_of_the_show_rates():
    """20 over the mean of 80%, 86% and 92%."""
    assert STORY.average_bookings == round(20 / 0.86) == 23


def test_a_plan_by_name_is_its_arrays():
    plan = as_plan(STORY, [25, 23, 22], [3, 1, 0], BY_RISK)
    assert plan == template_plan(25, 23, 22, hours=(3, 1, 0), who="by_risk")
    assert [bookings(plan, key) for key in STORY.sessions] == [25, 23, 22]
    assert repr(measure_plan(STORY, plan)) == repr(measure_template(STORY, [25, 23, 22], [3, 1, 0], True))


@pytest.mark.parametrize("key", list(template_plan(25, 22, 21)))
def test_every_entry_of_a_plan_is_live(key):
    good = template_plan(23, 22, 21, hours=(6, 1, 0))
    plan = {**good, key: "by_risk" if key == "double_booked" else good[key] + 1}
    assert repr(measure_plan(STORY, plan)) != repr(measure_plan(STORY, good))


def test_whole_hours_are_kept_as_whole_numbers_and_parts_as_they_are():
    assert repr(with_whole_numbers({"a": 3.0, "b": 2.5, "c": "by_turn"})) == "{'a': 3, 'b': 2.5, 'c': 'by_turn'}"
