"""The clinics that learners are dealt: each exercise has one clear answer, the template many good plans."""

from __future__ import annotations

import json
from functools import cache

import numpy as np
import pytest

from course.case import case_for
from course.cases.seeding import generator
from course.catalog import full_mark_plans
from course.staffing.clinic import panel_size, third_next_available_days
from course.staffing.overbooking import cheapest_bookings
from course.staffing.queues import fewest_servers, utilization
from course.units.staffing.clinic.clinic_draw import draw
from course.units.staffing.clinic.clinic_model import Clinic, first_available_days
from course.units.staffing.clinic.clinic_template_decision import TemplateDecision
from course.units.staffing.clinic.clinic_template_model import BY_RISK
from course.units.staffing.clinic.clinic_template_search import TemplateSearch


@cache
def clinic(number: int) -> Clinic:
    return draw(generator("03_staffing", "clinic", f"learner-{number}"))


@pytest.fixture
def part(request: pytest.FixtureRequest) -> Clinic:
    return clinic(request.param)


of_twenty_learners = pytest.mark.parametrize("part", range(20), indirect=True, ids=lambda number: f"learner-{number}")


@of_twenty_learners
def test_every_template_can_be_filled_fairly_and_neither_by_chance_nor_by_leaving_it(part: Clinic):
    decision = TemplateDecision(part.template)
    search = TemplateSearch(decision)
    assert len(full_mark_plans(decision)) == 4 and search.full_mark_count >= 12
    rng = np.random.default_rng(11)
    assert np.mean([decision.scorecard(decision.random(rng)).share for _ in range(40)]) <= 0.35
    assert decision.scorecard(decision.nothing()).share <= 0.2
    assert search.every_slip_can_be_shown and search.reminders_are_needed and search.one_number_never_does
    best = full_mark_plans(decision, at_most=1)[0]
    assert json.loads(json.dumps(best)) == best
    assert not decision.scorecard(best | {"double_booked": BY_RISK}).full


def test_two_hundred_learners_each_have_four_full_mark_plans():
    for number in range(200):
        decision = TemplateDecision(clinic(number).template)
        assert len(full_mark_plans(decision)) == 4, number
        assert decision.scorecard(decision.nothing()).share <= 0.2, number
        assert TemplateSearch(decision).one_number_never_does, number


def test_the_template_is_the_clinics():
    case = case_for("03_staffing", "learner-0")
    assert case.clinic_template is case.clinic.template and case.clinic == clinic(0)


@of_twenty_learners
def test_every_learner_has_a_panel_too_large_a_desk_too_small_and_one_cheapest_booking(part: Clinic):
    p, o, d = part.panel, part.overbooking, part.desk
    assert p.patients > 1.03 * panel_size(p.visits_per_day, p.days_per_year, p.visits_per_patient_year)
    assert cheapest_bookings(o.slots, o.show_share, o.idle_usd, o.over_usd) > o.slots + 1
    assert utilization(d.arrivals_per_hour, d.served_per_hour, d.clerks) < 1
    assert fewest_servers(d.arrivals_per_hour, d.served_per_hour, d.wait_goal_minutes) > d.clerks


@of_twenty_learners
def test_the_first_open_slot_is_days_before_the_third(part: Clinic):
    first = next(day for day, count in enumerate(part.open_slots_by_day) if count)
    assert first_available_days(part.open_slots_by_day) == first
    assert third_next_available_days(part.open_slots_by_day) >= first + 10
