"""Nurses at all times: rounding up, and break relief."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.staffing import ratios

COUNT = st.integers(0, 60)
RATIO = st.integers(1, 8)


@pytest.mark.parametrize(("ratio", "nurses"), [(5, 6), (4, 7)])
def test_twenty_six_patients_take_six_nurses_in_surgery_and_seven_in_telemetry(ratio, nurses):
    assert ratios.nurses_by_ratio(26, ratio) == nurses


def test_the_storys_blocks_need_a_nurse_more_than_the_ratio_says():
    census = (24, 23, 27, 30, 29, 26)
    assert [ratios.nurses_by_ratio(patients, 5) for patients in census] == [5, 5, 6, 6, 6, 6]
    assert [ratios.nurses_at_all_times(patients, 5) for patients in census] == [6, 6, 7, 7, 7, 7]


@given(COUNT, RATIO)
def test_a_ratio_is_kept_and_one_nurse_fewer_breaks_it(census, ratio):
    nurses = ratios.nurses_by_ratio(census, ratio)
    assert nurses * ratio >= census
    assert census == 0 or (nurses - 1) * ratio < census


@given(st.integers(0, 40), st.floats(0, 60))
def test_relief_takes_over_every_minute_of_every_break(nurses, minutes):
    relief = ratios.break_relief(nurses, minutes)
    assert relief * 240 >= nurses * minutes
    assert relief == 0 or (relief - 1) * 240 < nurses * minutes


def test_one_nurse_relieves_eight_in_four_hours_and_not_nine():
    assert [ratios.break_relief(n) for n in (0, 1, 8, 9)] == [0, 1, 1, 2]
    assert ratios.break_relief(6, break_minutes=0) == 0


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: ratios.nurses_by_ratio(26.4, 5), "census must be a whole number"),
        (lambda: ratios.nurses_by_ratio(-1, 5), "from 0 up"),
        (lambda: ratios.nurses_by_ratio(26, 0), "from 1 up"),
        (lambda: ratios.break_relief(6, 300), "exceeds block_minutes"),
        (lambda: ratios.break_relief(6, -1), "minus sign"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_in_one_sentence(call, says):
    with pytest.raises(ValueError, match=says) as refusal:
        call()
    assert "\n" not in str(refusal.value)


def test_the_examples_are_true():
    ran = doctest.testmod(ratios)
    assert ran.attempted and not ran.failed
