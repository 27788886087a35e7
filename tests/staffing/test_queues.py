"""Erlang's formulas: the registration desk of 22 arrivals an hour, closed forms, and what more clerks do."""

from math import exp, factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.staffing.queues import (
    delay_probability,
    erlang_b,
    fewest_servers,
    mean_queue_length,
    mean_wait_minutes,
    offered_load,
    probability_waits_longer,
    utilization,
)

LOADS = st.floats(0.1, 20)
SERVERS = st.integers(1, 30)


@pytest.mark.parametrize(
    ("clerks", "busy", "waits", "minutes"), [(4, 0.917, 0.822, 24.7), (5, 0.733, 0.433, 3.25), (6, 0.611, 0.210, 0.90)]
)
def test_twenty_two_arrivals_an_hour_at_six_served(clerks, busy, waits, minutes):
    assert utilization(22, 6, clerks) == pytest.approx(busy, abs=5e-4)
    assert delay_probability(22, 6, clerks) == pytest.approx(waits, abs=5e-4)
    assert mean_wait_minutes(22, 6, clerks) == pytest.approx(minutes, abs=0.05 if clerks == 4 else 5e-3)


def test_one_in_nine_waits_longer_than_ten_minutes_with_five_clerks():
    assert probability_waits_longer(22, 6, 5, 10) == pytest.approx(0.114, abs=5e-4)


def test_the_goal_of_five_minutes_takes_five_clerks_and_of_one_minute_six():
    assert fewest_servers(22, 6, 5) == 5
    assert fewest_servers(22, 6, 1) == 6


@given(LOADS, SERVERS)
def test_the_recursion_gives_erlangs_sum(load, servers):
    """B = (A^c / c!) / sum of A^k / k!."""
    terms = [load**k / factorial(k) for k in range(servers + 1)]
    assert erlang_b(load, servers) == pytest.approx(terms[-1] / sum(terms), rel=1e-9)


@given(st.floats(0.01, 0.99))
def test_at_a_single_desk_the_busy_share_waits(busy):
    """M/M/1: P(wait) = rho and Wq = rho / (mu - lambda)."""
    assert delay_probability(10 * busy, 10, 1) == pytest.approx(busy)
    assert mean_wait_minutes(10 * busy, 10, 1) == pytest.approx(60 * busy / (10 - 10 * busy))


@given(st.floats(0.05, 0.98))
def test_at_two_desks_the_wait_has_a_short_form(busy):
    """M/M/2: P(wait) = 2 rho^2 / (1 + rho)."""
    assert delay_probability(2 * busy * 6, 6, 2) == pytest.approx(2 * busy**2 / (1 + busy))


@given(st.floats(0.05, 0.95), st.integers(1, 12))
def test_one_clerk_more_shortens_every_wait(busy, servers):
    arrivals = busy * servers * 6
    assert delay_probability(arrivals, 6, servers + 1) < delay_probability(arrivals, 6, servers)
    assert mean_wait_minutes(arrivals, 6, servers + 1) < mean_wait_minutes(arrivals, 6, servers)


@given(st.floats(0.05, 0.95), st.integers(1, 12))
def test_two_small_desks_pooled_wait_less_than_each_alone(busy, servers):
    arrivals = busy * servers * 6
    assert mean_wait_minutes(2 * arrivals, 6, 2 * servers) < mean_wait_minutes(arrivals, 6, servers)


@given(st.floats(0.05, 0.95), st.integers(1, 12))
def test_twice_the_pace_on_both_sides_halves_the_wait(busy, servers):
    arrivals = busy * servers * 6
    assert mean_wait_minutes(2 * arrivals, 12, servers) == pytest.approx(mean_wait_minutes(arrivals, 6, servers) / 2)


def test_the_mean_wait_is_the_area_under_the_chance_of_waiting_longer():
    step = 0.01
    area = sum(probability_waits_longer(22, 6, 5, (k + 0.5) * step) * step for k in range(20_000))
    assert area == pytest.approx(mean_wait_minutes(22, 6, 5), rel=1e-4)


def test_the_chance_of_waiting_falls_exponentially_from_the_share_that_waits_at_all():
    assert probability_waits_longer(22, 6, 5, 0) == delay_probability(22, 6, 5)
    assert probability_waits_longer(22, 6, 5, 15) == pytest.approx(delay_probability(22, 6, 5) * exp(-8 * 0.25))


def test_the_queue_is_arrivals_times_wait():
    assert mean_queue_length(22, 6, 5) == pytest.approx(22 * mean_wait_minutes(22, 6, 5) / 60)


@pytest.mark.parametrize("formula", [delay_probability, mean_wait_minutes, mean_queue_length])
@pytest.mark.parametrize("arrivals", [18, 22])
def test_a_desk_that_cannot_keep_up_is_named_in_one_sentence(formula, arrivals):
    """At three clerks times six an hour, eighteen arrivals already make the queue endless."""
    with pytest.raises(ValueError, match=r"queue grows without end; add servers") as said:
        formula(arrivals, 6, 3)
    assert f"{arrivals} arrivals an hour" in str(said.value) and ". " not in str(said.value)


def test_minutes_mixed_with_hours_are_caught_where_they_make_the_queue_endless():
    """Ten minutes a patient typed as ten an hour is too kind; typed as 1/10 it cannot keep up."""
    with pytest.raises(ValueError, match="both rates are per hour"):
        probability_waits_longer(22, 1 / 10, 5, 10)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: offered_load(-1, 6), "0 or more"),
        (lambda: offered_load(22, 0), "above 0"),
        (lambda: utilization(22, 6, 4.5), "whole number"),
        (lambda: erlang_b(2, 0), "whole number"),
        (lambda: erlang_b(-2, 3), "0 or more"),
        (lambda: probability_waits_longer(22, 6, 5, -1), "0 or more"),
        (lambda: fewest_servers(22, 6, 0), "above 0"),
        (lambda: fewest_servers(22, 0.001, 5), "more than 1000 servers"),
    ],
)
def test_figures_that_make_no_sense_are_answered_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
