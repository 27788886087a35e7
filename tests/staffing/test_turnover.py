"""Leaving, vacancy, injuries and the cost of getting by: the worked numbers, and which denominator each rate has."""

import doctest
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.datasets import reference
from course.staffing import turnover

PEOPLE = st.integers(1, 500)


def test_fourteen_of_eighty_two_is_seventeen_percent():
    assert turnover.turnover(14, 82) == pytest.approx(0.1707, abs=5e-5)


def test_fourteen_separations_cost_855_540_dollars_at_the_national_mean():
    assert turnover.turnover_cost_usd(14, reference("rn_turnover_cost_usd").value) == 855_540


def test_eight_of_eighty_four_posts_are_nine_and_a_half_percent():
    assert turnover.vacancy(84, 76) == pytest.approx(0.095, abs=5e-4)


def test_vacancy_is_negative_where_more_are_hired_than_budgeted():
    assert turnover.vacancy(84, 86) == pytest.approx(-2 / 84)


def test_months_of_filled_posts_have_a_vacancy_each():
    filled = np.array([76.0, 80.0, 86.0])
    assert turnover.vacancy(84, filled).tolist() == [turnover.vacancy(84, posts) for posts in filled]
    with pytest.raises(ValueError, match="filled"):
        turnover.vacancy(84, np.array([80.0, -1.0]))


def test_forty_six_cases_in_two_and_three_quarter_million_hours():
    assert turnover.injury_rate(46, 2_750_000) == pytest.approx(3.35, abs=0.005)


@given(PEOPLE, st.floats(1e5, 1e7))
def test_a_hundred_full_timers_have_as_many_cases_as_their_rate(cases, hours):
    """100 people x 40 hours x 50 weeks."""
    assert turnover.injury_rate(cases, 100 * 40 * 50) == cases
    assert turnover.injury_rate(cases, 2 * hours) == pytest.approx(turnover.injury_rate(cases, hours) / 2)


@given(st.integers(0, 200), PEOPLE, st.integers(1, 24))
def test_a_year_of_turnover_is_restated_to_itself_and_a_month_to_twelve_times_itself(left, people, months):
    share = turnover.turnover(left, people)
    assert turnover.annual_turnover(left, people, 12) == pytest.approx(share)
    assert turnover.annual_turnover(left, people, months) * months == pytest.approx(12 * share)


def test_the_two_first_year_measures_share_a_name_and_differ():
    """Four of 16 hires, and four of the 10 who left."""
    assert turnover.first_year_loss_of_hires(4, 16) == 0.25
    assert turnover.first_year_share_of_separations(4, 10) == 0.4


def test_open_posts_are_left_out_of_the_time_to_fill():
    filled = [(date(2025, 1, 1), date(2025, 3, 1)), (date(2025, 2, 1), date(2025, 6, 1))]
    assert turnover.time_to_fill_days(filled) == pytest.approx((59 + 120) / 2)
    assert turnover.time_to_fill_days([*filled, (date(2024, 1, 1), None)]) == turnover.time_to_fill_days(filled)


def test_a_span_of_control_counts_heads():
    assert turnover.span_of_control(96, 2) == 48


def test_average_headcount_is_the_mean_of_the_counts():
    assert turnover.average_headcount([84, 80]) == 82


# ---------------------------------------------------------------- refusals, examples


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: turnover.turnover(14, 0), "headcount"),
        (lambda: turnover.turnover(-1, 82), "separations"),
        (lambda: turnover.annual_turnover(1, 82, 0), "months"),
        (lambda: turnover.average_headcount([]), "at least one count"),
        (lambda: turnover.average_headcount([-1]), "headcounts"),
        (lambda: turnover.turnover_cost_usd(14, -1), "cost_usd"),
        (lambda: turnover.vacancy(0, 0), "budgeted"),
        (lambda: turnover.first_year_loss_of_hires(5, 4), "exceeds hires"),
        (lambda: turnover.first_year_share_of_separations(5, 4), "exceeds separations"),
        (lambda: turnover.span_of_control(10, 0), "managers"),
        (lambda: turnover.injury_rate(1, 0), "hours_worked"),
        (lambda: turnover.time_to_fill_days([(date(2025, 1, 1), None)]), "at least one that was filled"),
        (lambda: turnover.time_to_fill_days([(date(2025, 2, 1), date(2025, 1, 1))]), "before it was opened"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_in_one_sentence(call, says):
    with pytest.raises(ValueError, match=says) as refusal:
        call()
    assert "\n" not in str(refusal.value)


def test_the_examples_are_true():
    ran = doctest.testmod(turnover)
    assert ran.attempted and not ran.failed
