"""Break-even at net price."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.finance import cost


def test_break_even_of_the_example_is_4_000():
    assert cost.contribution_margin(420, 120) == 300
    assert cost.break_even_volume(1.2e6, 420, 120) == 4_000


def test_a_target_of_300_000_takes_5_000():
    assert cost.target_volume(1.2e6, 420, 120, 300_000) == 5_000


def test_the_net_price_of_wrenfields_wound_clinic_is_420():
    """45% Medicare at $400, 20% Medicaid at $300, 30% commercial at $570, 5% self-pay at $180."""
    mix = {"medicare": 0.45, "medicaid": 0.20, "commercial": 0.30, "self_pay": 0.05}
    paid = {"medicare": 400, "medicaid": 300, "commercial": 570, "self_pay": 180}
    assert cost.net_price(mix, paid) == pytest.approx(420)
    assert sum(paid.values()) / 4 == 362.5, "the plain average is another number"


def test_break_even_at_the_charge_looks_four_times_easier():
    assert cost.break_even_volume(1.2e6, 1_680, 120) < cost.break_even_volume(1.2e6, 420, 120) / 4


@given(st.floats(1, 1e8), st.floats(1, 1e4), st.floats(0.01, 0.99))
def test_income_is_zero_at_break_even(fixed, price, cost_share):
    variable = price * cost_share
    volume = cost.break_even_volume(fixed, price, variable)
    assert volume * cost.contribution_margin(price, variable) - fixed == pytest.approx(0, abs=1e-6 * fixed)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: cost.break_even_volume(1, 100, 100), "no volume will do"),
        (lambda: cost.net_price({"payer": 0.8}, {"payer": 420}), "sum to 1"),
        (lambda: cost.net_price({"payer": 1.0}, {}), "no payment for payer"),
        (lambda: cost.net_price({"payer": 1.0}, {"payer": -420}), "0 or more"),
        (lambda: cost.contribution_margin(-1, 100), "0 or more"),
    ],
)
def test_wrong_input_is_named(call, said):
    with pytest.raises(ValueError, match=said):
        call()
