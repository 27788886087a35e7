"""A day by the hour: shifts past midnight, and nurses required against nurses on duty."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.staffing import coverage
from course.staffing.coverage import Coverage, HourPrices, Shift

STARTS = ((8, 12), (20, 12), (12, 8), (16, 8), *((hour, 4) for hour in range(0, 24, 4)))


def test_a_night_shift_covers_the_evening_and_the_next_morning():
    covered = Shift(20, 12).covers
    assert [hour for hour in range(24) if covered[hour]] == [*range(8), *range(20, 24)]


@given(st.integers(0, 23), st.integers(1, 24))
def test_a_shift_covers_as_many_hours_as_it_is_long_wherever_it_starts(start, hours):
    assert Shift(start, hours).covers.sum() == hours
    assert Shift(start, hours).covers[start] == 1


def test_a_nurse_who_leaves_half_way_does_not_cover_the_block():
    """Six to two covers the block from eight, and neither of its neighbors."""
    assert coverage.on_duty_by_block([Shift(6, 8)], [1]).tolist() == [0, 0, 1, 0, 0, 0]


@given(st.lists(st.integers(0, 9), min_size=10, max_size=10))
def test_nurse_hours_on_duty_are_the_hours_worked(nurses):
    shifts = [Shift(start, hours) for start, hours in STARTS]
    assert coverage.on_duty_by_hour(shifts, nurses).sum() == coverage.worked_hours(shifts, nurses)


def test_the_fullest_hour_decides_for_its_block():
    census = [10] * 24
    census[9] = 11
    assert coverage.census_by_block(census).tolist() == [10, 10, 11, 10, 10, 10]
    assert coverage.required_by_block(census, 5).tolist() == [3, 3, 4, 3, 3, 3]


@given(st.lists(st.integers(0, 40), min_size=24, max_size=24), st.integers(1, 8))
def test_the_highest_hour_of_a_block_is_what_the_block_needs(census, ratio):
    hours = coverage.required_by_hour(census, ratio).reshape(6, 4)
    assert hours.max(axis=1).tolist() == coverage.required_by_block(census, ratio).tolist()


def test_a_day_shift_at_a_flat_price_and_a_night_shift_with_its_extra():
    prices = HourPrices(60.0, night_extra_usd=5.0, float_extra_usd=10.0)
    assert coverage.day_cost_usd([Shift(8, 12)], [1], prices) == 720
    assert coverage.day_cost_usd([Shift(20, 12)], [2], prices) == 2 * 12 * 65
    assert coverage.day_cost_usd([Shift(4, 4, is_float=True)], [1], prices) == 4 * 75
    assert coverage.day_cost_usd([Shift(16, 8)], [1], prices) == 8 * 60 + 4 * 5


def test_required_scheduled_and_actual_are_three_things():
    here = Coverage(np.array([6, 6, 7]), np.array([6, 5, 8]), np.array([5, 5, 8]))
    assert here.gaps.tolist() == [1, 1, 0]
    assert here.spare.tolist() == [0, 0, 1]
    assert not Coverage(here.required, here.scheduled, here.required).gaps.any()


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: Shift(24, 8), "exceeds last hour of a day"),
        (lambda: Shift(8, 0), "from 1 up"),
        (lambda: Shift(8, 25), "exceeds hours in a day"),
        (lambda: HourPrices(-1), "hour_usd"),
        (lambda: coverage.census_by_block([1, 2, 3]), "24 hours"),
        (lambda: coverage.worked_hours([Shift(8, 12)], [1, 2]), "one count for each"),
        (lambda: coverage.on_duty_by_hour([Shift(8, 12)], [-1]), "0 or more"),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_one_sentence(call, says):
    with pytest.raises(ValueError, match=says) as refusal:
        call()
    assert "\n" not in str(refusal.value)
