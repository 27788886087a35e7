"""Stock on the shelf: when to order, how far to fill, and the chance of running out."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.finance.inventory import par_level, reorder_point, safety_stock, shortage_chance


def test_the_reorder_point_covers_the_wait_and_a_reserve():
    assert reorder_point(40, 3, 25) == 145


def test_par_covers_the_count_interval_too():
    assert par_level(40, 3, 25, review_interval_days=7) == 425


def test_a_reserve_for_95_percent_is_1_645_deviations_of_the_wait():
    assert safety_stock(10, 4, 0.95) == pytest.approx(1.645 * 10 * 2, abs=0.01)
    assert safety_stock(10, 4, 0.5) == 0


@given(st.floats(1, 100), st.floats(1, 20), st.floats(0.5, 30), st.floats(0.5, 0.999))
def test_the_chance_of_shortage_is_what_the_reserve_was_set_for(use, deviation, days, service):
    stock = reorder_point(use, days, safety_stock(deviation, days, service))
    assert shortage_chance(stock, use, deviation, days) == pytest.approx(1 - service, abs=1e-9)


def test_stock_without_reserve_runs_out_in_half_of_the_cycles():
    assert math.isclose(shortage_chance(120, 40, 10, 3), 0.5)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: safety_stock(10, 4, 95), "95% as 0.95"),
        (lambda: reorder_point(-1, 3, 25), "0 or more"),
    ],
)
def test_wrong_input_is_named(call, said):
    with pytest.raises(ValueError, match=said):
        call()
