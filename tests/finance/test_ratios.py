"""What a lender reads of Wrenfield Memorial, FY2025, in $M."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.finance import ratios


def test_operating_margin_is_1_19_percent():
    assert ratios.operating_margin(352.2, 348) == pytest.approx(0.0119, abs=5e-5)


def test_the_draft_budget_is_4_03_million_short_of_a_margin_of_1_3_percent():
    """1.3% of 356.0 is 4.628, and 0.6 is there."""
    assert ratios.income_shortfall(356.0, 0.6, 0.013) == pytest.approx(4.028)


def test_income_that_reaches_the_floor_leaves_no_shortfall():
    revenue, expense, floor = 352.2, 348.0, 0.0119
    short = ratios.income_shortfall(revenue, revenue - expense, floor)
    assert (short <= 0) == (ratios.operating_margin(revenue, expense) >= floor)


def test_days_cash_on_hand_are_182_6():
    assert ratios.days_cash_on_hand(165, 348, 18.2) == pytest.approx(182.6, abs=0.05)
    assert ratios.days_cash_on_hand(165, 348, 18.2) == pytest.approx(165 / (329.8 / 365))


def test_a_day_costs_what_is_spent_without_depreciation():
    assert ratios.daily_cash_expense(348, 18.2) == pytest.approx(329.8 / 365)
    assert ratios.daily_cash_expense(29, 0, days_in_period=29) == 1


def test_depreciation_left_in_would_understate_days_cash():
    assert ratios.days_cash_on_hand(165, 348, 0) < ratios.days_cash_on_hand(165, 348, 18.2)


def test_cash_of_seven_million_meets_two_weeks_of_a_payroll_of_three_and_a_half():
    assert ratios.weeks_of_payroll(7e6, 3.5e6) == 2


def test_net_days_in_receivables_are_48_05():
    assert ratios.net_days_in_ar(44.5, 338) == pytest.approx(48.05, abs=0.005)


def test_a_quarter_has_its_own_days():
    assert ratios.net_days_in_ar(44.5, 338 / 4, days_in_period=365 / 4) == pytest.approx(48.05, abs=0.005)


def test_debt_service_is_covered_2_91_times():
    assert ratios.debt_service_coverage(4.2, 6.0, 18.2, 5.1, 6.4) == pytest.approx(33.5 / 11.5)
    assert ratios.debt_service_coverage(4.2, 6.0, 18.2, 5.1, 6.4) == pytest.approx(2.91, abs=0.005)


@given(st.floats(1, 1e9), st.floats(1, 1e9), st.floats(0.01, 100))
def test_ratios_do_not_depend_on_the_unit_of_money(revenue, expense, unit):
    assert ratios.operating_margin(revenue * unit, expense * unit) == pytest.approx(
        ratios.operating_margin(revenue, expense)
    )


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: ratios.operating_margin(0, 1), "above 0"),
        (lambda: ratios.days_cash_on_hand(165, 18.2, 18.2), "exceed depreciation"),
        (lambda: ratios.days_cash_on_hand(-165, 348, 18.2), "0 or more"),
        (lambda: ratios.net_days_in_ar(44.5, 0), "above 0"),
        (lambda: ratios.debt_service_coverage(1, 1, 1, 0, 0), "above 0"),
        (lambda: ratios.weeks_of_payroll(1, 0), "above 0"),
        (lambda: ratios.income_shortfall(0, 1, 0.01), "above 0"),
        (lambda: ratios.operating_margin(float("nan"), 1), "above 0"),
    ],
)
def test_wrong_input_is_named(call, said):
    with pytest.raises(ValueError, match=said):
        call()
