"""The cost of a machine over the years of its book life."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.finance.depreciation import double_declining_balance, straight_line, sum_of_years_digits


def test_depreciation_of_the_scanner_in_its_first_year():
    assert straight_line(2.4e6, 150_000, 5)[0] == pytest.approx(450_000)
    assert sum_of_years_digits(2.4e6, 150_000, 5)[0] == pytest.approx(750_000)
    assert double_declining_balance(2.4e6, 150_000, 5)[0] == pytest.approx(960_000)


@given(st.floats(1, 1e8), st.floats(0, 1), st.integers(1, 40))
def test_depreciation_never_goes_below_salvage(cost, salvage_share, life):
    salvage = cost * salvage_share
    base = pytest.approx(cost - salvage, abs=1e-6 * cost)
    assert sum(straight_line(cost, salvage, life)) == base
    assert sum(sum_of_years_digits(cost, salvage, life)) == base
    declining = double_declining_balance(cost, salvage, life)
    assert len(declining) == life
    assert all(amount >= 0 for amount in declining)
    assert sum(declining) <= cost - salvage + 1e-6 * cost


def test_salvage_beyond_the_cost_is_named():
    with pytest.raises(ValueError, match="which is the part"):
        straight_line(100, 200, 5)
