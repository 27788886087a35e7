"""The clinic: panel, reminders, access, and what overbooking costs."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.staffing.clinic import panel_size, show_share_with_reminders, third_next_available_days
from course.staffing.overbooking import (
    arrival_chances,
    chance_of_at_least,
    cheapest_bookings,
    expected_idle_slots,
    expected_over_slots,
    overbooking_cost,
)

BOOKED, SHARE = st.integers(0, 40), st.floats(0, 1)


# ---------------------------------------------------------------- panel and access


def test_twenty_visits_on_two_hundred_and_twenty_days_carry_two_thousand_two_hundred_patients():
    assert panel_size(20, 220, 2) == 2_200
    assert round(panel_size(21, 210, 3.19)) == 1_382


@given(st.floats(5, 40), st.floats(100, 300), st.floats(0.5, 8))
def test_the_panel_asks_for_exactly_the_visits_it_was_made_from(visits, days, per_patient):
    assert panel_size(visits, days, per_patient) * per_patient / days == pytest.approx(visits)


def test_patients_who_come_twice_as_often_halve_the_panel():
    assert panel_size(20, 220, 4) == panel_size(20, 220, 2) / 2


def test_the_third_open_slot_tells_what_a_cancellation_hides():
    assert third_next_available_days([1, 0, 0, 0, 0, 0, 0, 0, 0, 2]) == 9
    assert third_next_available_days([3]) == 0
    with pytest.raises(ValueError, match="only 2 slots"):
        third_next_available_days([1, 0, 1])


def test_each_hour_of_reminders_does_less_than_the_one_before():
    shown = [show_share_with_reminders(0.8, hours, 0.07) for hours in range(11)]
    steps = np.diff(shown)
    assert shown[0] == 0.8 and (steps > 0).all() and (np.diff(steps) < 0).all()
    assert steps[0] == pytest.approx(0.2 * 0.07)


# ---------------------------------------------------------------- overbooking


@pytest.mark.parametrize(("booked", "usd"), [(20, 360.0), (22, 217.7), (23, 179.9), (24, 176.8), (25, 209.8)])
def test_what_overbooking_costs_at_a_show_rate_of_eighty_two_percent(booked, usd):
    assert overbooking_cost(booked, 20, 0.82, 100, 150) == pytest.approx(usd, abs=0.05)


def test_twenty_four_bookings_are_cheapest_and_crowd_the_room_one_day_in_three():
    """What is cheapest for the clinic is not yet right for those who wait."""
    assert cheapest_bookings(20, 0.82, 100, 150) == 24
    assert chance_of_at_least(21, 24, 0.82) == pytest.approx(0.35, abs=0.01)


def test_where_everybody_comes_nobody_is_overbooked():
    assert cheapest_bookings(20, 1.0, 100, 150) == 20
    assert overbooking_cost(20, 20, 1.0, 100, 150) == 0


@given(BOOKED, SHARE)
def test_arrivals_are_binomial(booked, share):
    plain = [comb(booked, k) * share**k * (1 - share) ** (booked - k) for k in range(booked + 1)]
    assert arrival_chances(booked, share) == pytest.approx(plain)


@given(st.lists(st.tuples(BOOKED, SHARE), min_size=1, max_size=6), st.integers(0, 30))
def test_many_sessions_at_once_are_as_each_by_itself(sessions, number):
    booked, share = (np.array(each) for each in zip(*sessions, strict=True))
    together = chance_of_at_least(number, booked, share), expected_idle_slots(booked, number, share)
    alone = [(chance_of_at_least(number, n, p), expected_idle_slots(n, number, p)) for n, p in sessions]
    assert np.transpose(together) == pytest.approx(np.array(alone))


@given(BOOKED, SHARE)
def test_the_chances_sum_to_one_and_their_mean_is_bookings_times_show_rate(booked, share):
    chances = arrival_chances(booked, share)
    assert sum(chances) == pytest.approx(1)
    assert sum(k * c for k, c in enumerate(chances)) == pytest.approx(booked * share, abs=1e-9)


@given(BOOKED, st.integers(0, 30), SHARE)
def test_arrivals_are_the_slots_less_the_idle_plus_the_over(booked, slots, share):
    idle, over = expected_idle_slots(booked, slots, share), expected_over_slots(booked, slots, share)
    assert slots - idle + over == pytest.approx(booked * share, abs=1e-9)


@given(st.integers(1, 30), SHARE)
def test_one_or_more_come_unless_nobody_does(booked, share):
    assert chance_of_at_least(1, booked, share) == pytest.approx(1 - (1 - share) ** booked, abs=1e-12)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: panel_size(20, 220, 0), "above 0"),
        (lambda: panel_size(20, 0, 2), "above 0"),
        (lambda: arrival_chances(2.5, 0.8), "whole number"),
        (lambda: arrival_chances(20, 82), "write 42% as 0.42"),
        (lambda: arrival_chances(20, np.array([0.8, 82])), "write 42% as 0.42"),
        (lambda: arrival_chances(np.array([20, -1]), 0.8), "whole number"),
        (lambda: show_share_with_reminders(np.array([0.8, 1.2]), 1, 0.07), "write 42% as 0.42"),
        (lambda: show_share_with_reminders(0.8, np.array([1, -1]), 0.07), "0 or more"),
        (lambda: overbooking_cost(24, 20, 0.8, -1, 150), "0 or more"),
        (lambda: show_share_with_reminders(0.8, -1, 0.07), "0 or more"),
        (lambda: third_next_available_days([-1, 4]), "whole number"),
    ],
)
def test_figures_that_make_no_sense_are_answered_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
