"""The MRI: a seven-year project, depreciated over five."""

import math
from dataclasses import replace

import numpy_financial as npf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.finance import capital

MRI = capital.EquipmentProject(
    investment_usd=2_400_000,
    first_year_volume=3_200,
    volume_growth_share=0.03,
    net_price_usd=430,
    variable_cost_usd=140,
    fixed_cost_usd=380_000,
    service_contract_usd=180_000,
    service_contract_from_year=2,
    life_years=7,
    salvage_usd=150_000,
)
FLOWS = capital.cash_flows(MRI)
OWNING_USD = [2_400_000, 0, *[180_000] * 5, 180_000 - 150_000]  # price, service from year 2, less salvage

inflows = st.lists(st.floats(1, 1e6), min_size=1, max_size=15)
rates = st.floats(0.001, 0.5)


def test_the_cash_flows_of_the_scanner():
    yearly = [548_000, 395_840, 424_515, 454_051, 484_472, 515_806, 698_081]
    assert FLOWS[0] == -2_400_000
    assert FLOWS[1:] == pytest.approx(yearly, abs=0.5)


def test_the_scanner_is_worth_179_603_at_eight_percent():
    assert capital.net_present_value(0.08, FLOWS) == pytest.approx(179_603, abs=0.5)
    assert capital.project_npv(MRI, 0.08) == pytest.approx(float(npf.npv(0.08, FLOWS)))


def test_its_internal_rate_is_10_06_percent_and_makes_npv_zero():
    irr = capital.internal_rate_of_return(FLOWS)
    assert irr == pytest.approx(0.1006, abs=5e-5)
    assert capital.net_present_value(irr, FLOWS) == pytest.approx(0, abs=1e-3)


def test_it_pays_back_in_5_18_years_and_with_interest_in_6_56():
    assert capital.payback_years(FLOWS) == pytest.approx(5.18, abs=0.005)
    assert capital.payback_years(capital.present_values(0.08, FLOWS)) == pytest.approx(6.56, abs=0.005)


def test_each_year_is_worth_less_than_its_cash_and_together_they_are_the_npv():
    worth = capital.present_values(0.08, FLOWS)
    assert worth[0] == FLOWS[0] and all(today < cash for today, cash in zip(worth[1:], FLOWS[1:], strict=True))
    assert sum(worth) == pytest.approx(capital.net_present_value(0.08, FLOWS))


def test_each_dollar_brings_back_1_075_and_the_year_34_497():
    assert capital.profitability_index(0.08, FLOWS) == pytest.approx(1.075, abs=5e-4)
    npv = capital.net_present_value(0.08, FLOWS)
    assert capital.equivalent_annual_annuity(npv, 0.08, 7) == pytest.approx(34_497, abs=0.5)


def test_a_loan_of_2_4_million_takes_429_924_a_year():
    assert capital.annuity_payment(2.4e6, 0.06, 7) == pytest.approx(429_924, abs=0.5)
    assert capital.annuity_payment(2.4e6, 0.06, 7) == pytest.approx(-float(npf.pmt(0.06, 7, 2.4e6)))
    assert capital.annuity_payment(2.4e6, 0, 7) == pytest.approx(2.4e6 / 7)


def test_leasing_the_scanner_at_600_000_costs_308_000_more_than_debt_at_five_percent():
    """By another route: the loan that the lease stands for, less the price that it spares."""
    service, payment = float(npf.pv(0.05, 7, -180_000)) - 180_000 / 1.05, float(npf.pv(0.05, 7, -600_000))
    by_loan = 2.4e6 + service - payment - 150_000 / 1.05**7
    assert capital.lease_advantage(OWNING_USD, 600_000, 0.05) == pytest.approx(by_loan)
    assert by_loan == pytest.approx(-308_000, abs=500)
    assert capital.lease_advantage(OWNING_USD, 600_000, 0.08) == pytest.approx(-41_000, abs=500)


@given(st.floats(1, 1e6), inflows, rates, rates)
def test_a_dearer_dollar_makes_a_project_worth_less(investment, later, one, other):
    low, high = sorted((one, other))
    flows = [-investment, *later]
    assert capital.net_present_value(high, flows) <= capital.net_present_value(low, flows) + 1e-6


@given(st.floats(0.5, 0.99), inflows, rates)
def test_the_measures_agree_on_accept_or_reject(cost_share, later, rate):
    """With one change of sign, NPV > 0, PI > 1, IRR > rate and a discounted payback are one verdict."""
    flows = [-cost_share * sum(later), *later]
    npv = capital.net_present_value(rate, flows)
    if abs(npv) > 1e-3 * sum(later):
        assert (npv > 0) == (capital.profitability_index(rate, flows) > 1)
        assert (npv > 0) == (capital.internal_rate_of_return(flows) > rate)
        assert (npv > 0) == math.isfinite(capital.payback_years(capital.present_values(rate, flows)))


@given(st.floats(1, 1e6), rates, st.integers(1, 30))
def test_an_annuity_is_worth_what_it_repays(principal, rate, years):
    payment = capital.annuity_payment(principal, rate, years)
    assert capital.net_present_value(rate, [-principal] + [payment] * years) == pytest.approx(0, abs=1e-6 * principal)


def test_without_interest_npv_is_the_sum():
    assert capital.net_present_value(0, FLOWS) == pytest.approx(sum(FLOWS))


def test_level_cash_pays_back_in_cost_over_cash():
    assert capital.payback_years([-1_000, 400, 400, 400]) == pytest.approx(2.5)
    assert capital.payback_years([-1_000, 400, 600]) == 2
    assert capital.payback_years([-1_000, 400]) == math.inf
    assert capital.payback_years([0, 400]) == 0


def test_two_changes_of_sign_leave_no_single_internal_rate():
    """-100, 230, -132 has the rates 10% and 20%."""
    twice = [-100, 230, -132]
    assert capital.net_present_value(0.1, twice) == pytest.approx(0, abs=1e-9)
    assert capital.net_present_value(0.2, twice) == pytest.approx(0, abs=1e-9)
    with pytest.raises(ValueError, match="change sign 2 times"):
        capital.internal_rate_of_return(twice)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: capital.net_present_value(8, FLOWS), "8% a year as 0.08"),
        (lambda: capital.net_present_value(0.08, []), "empty"),
        (lambda: capital.internal_rate_of_return([100, 100]), "change sign 0 times"),
        (lambda: capital.profitability_index(0.08, [100, 100]), "minus sign"),
        (lambda: capital.profitability_index(0.08, [0, 100]), "minus sign"),
        (lambda: capital.annuity_payment(1, 0.06, 0), "from 1 up"),
        (lambda: replace(MRI, life_years=0), "from 1 up"),
        (lambda: replace(MRI, investment_usd=-2_400_000), "above 0"),
    ],
)
def test_wrong_input_is_named(call, said):
    with pytest.raises(ValueError, match=said):
        call()
