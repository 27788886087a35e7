"""From charges to income: what arrives of each hundred dollars billed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.finance.operating_budget import (
    Expense,
    average_yield,
    contractual_allowance,
    deductions,
    net_by_payer,
    net_patient_revenue,
    shift_mix,
    split_expense,
)

MIX = {
    "Medicare FFS": 0.26,
    "Medicare Advantage": 0.20,
    "Medicaid": 0.20,
    "commercial": 0.28,
    "self-pay": 0.06,
}
YIELD = {
    "Medicare FFS": 0.22,
    "Medicare Advantage": 0.22,
    "Medicaid": 0.18,
    "commercial": 0.42,
    "self-pay": 0.05,
}


@st.composite
def mixes(draw):
    """Draw five payers' shares, with at least one above zero."""
    weights = draw(st.lists(st.integers(0, 1_000), min_size=5, max_size=5).filter(any))
    return {payer: weight / sum(weights) for payer, weight in zip(MIX, weights, strict=True)}


def test_of_each_hundred_dollars_billed_25_78_arrive():
    assert net_patient_revenue(100, MIX, YIELD) == pytest.approx(25.78)
    assert deductions(100, MIX, YIELD) == pytest.approx(74.22)


def test_two_points_from_commercial_to_medicaid_cost_1_86_percent():
    shifted = shift_mix(MIX, "commercial", "Medicaid", 0.02)
    assert net_patient_revenue(100, shifted, YIELD) == pytest.approx(25.30)
    assert average_yield(shifted, YIELD) / average_yield(MIX, YIELD) - 1 == pytest.approx(-0.0186, abs=5e-5)


def test_the_cost_of_a_shift_is_points_times_the_gap_between_yields():
    lost = net_patient_revenue(1334.55, MIX, YIELD) - net_patient_revenue(
        1334.55, shift_mix(MIX, "commercial", "Medicaid", 0.02), YIELD
    )
    assert lost == pytest.approx(1334.55 * 0.02 * (0.42 - 0.18)) == pytest.approx(6.4, abs=0.01)


def test_commercial_is_28_percent_of_charges_and_46_percent_of_net():
    net = net_by_payer(100, MIX, YIELD)
    assert net["commercial"] / sum(net.values()) == pytest.approx(0.456, abs=5e-4)


def test_the_average_yield_is_not_the_average_of_yields():
    assert average_yield(MIX, YIELD) == pytest.approx(0.2578)
    assert sum(YIELD.values()) / len(YIELD) == pytest.approx(0.218)


def test_allowances_of_all_payers_sum_to_the_deductions():
    allowances = sum(contractual_allowance(100 * MIX[payer], YIELD[payer]) for payer in MIX)
    assert allowances == pytest.approx(deductions(100, MIX, YIELD))


@given(mixes())
def test_the_average_yield_lies_between_the_lowest_and_the_highest(mix):
    assert min(YIELD.values()) - 1e-12 <= average_yield(mix, YIELD) <= max(YIELD.values()) + 1e-12


@given(mixes(), st.floats(0, 1))
def test_a_shift_keeps_the_sum_and_leaves_the_old_mix_alone(mix, part):
    before = dict(mix)
    shifted = shift_mix(mix, "commercial", "Medicaid", mix["commercial"] * part)
    assert sum(shifted.values()) == pytest.approx(sum(mix.values()))
    assert mix == before


@given(mixes(), st.floats(0, 1e10))
def test_net_and_deductions_make_up_the_charges(mix, charges):
    assert net_patient_revenue(charges, mix, YIELD) + deductions(charges, mix, YIELD) == pytest.approx(charges)


def test_only_the_variable_part_moves_with_volume():
    expense = split_expense(348e6, 0.60).at_volume(0.03)
    assert expense.fixed_usd == pytest.approx(208.8e6)
    assert expense.variable_usd == pytest.approx(143.376e6)
    assert expense.total_usd == pytest.approx(348e6 * (1 + 0.40 * 0.03)) == pytest.approx(352.176e6)


def test_the_flexible_budget_of_six_percent_more_patient_days():
    """4 West: 10,600 patient days for 10,000 budgeted."""
    more = 10_600 / 10_000 - 1
    assert split_expense(4_275_000, 0).at_volume(more).total_usd == pytest.approx(4_531_500)
    assert split_expense(4_275_000, 0.4).at_volume(more).total_usd == pytest.approx(4_275_000 * (1 + 0.6 * 0.06))
    assert split_expense(4_275_000, 1).at_volume(more).total_usd == pytest.approx(4_275_000)


def test_all_fixed_never_moves_and_all_variable_moves_in_proportion():
    assert split_expense(348e6, 1).at_volume(0.05).total_usd == 348e6
    assert split_expense(348e6, 0).at_volume(0.05).total_usd == pytest.approx(348e6 * 1.05)


def test_a_hospital_without_patients_still_pays_its_fixed_expense():
    assert split_expense(348e6, 0.60).at_volume(-1).total_usd == pytest.approx(208.8e6)


def test_an_unchanged_volume_changes_no_expense():
    assert Expense(208.8e6, 139.2e6).at_volume(0) == Expense(208.8e6, 139.2e6)


def test_a_mix_may_miss_one_by_a_rounding_and_no_more():
    assert average_yield({"a": 0.5, "b": 0.4991}, {"a": 0.2, "b": 0.4}) > 0
    with pytest.raises(ValueError, match="sum to 1"):
        average_yield({"a": 0.5, "b": 0.4985}, {"a": 0.2, "b": 0.4})


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: average_yield({"a": 0.7}, {"a": 0.2}), "sum to 1"),
        (lambda: average_yield({"a": 26, "b": 74}, {"a": 0.2, "b": 0.2}), "between 0 and 1"),
        (lambda: average_yield({"a": 1.2, "b": -0.2}, {"a": 0.2, "b": 0.2}), "between 0 and 1"),
        (lambda: average_yield({"a": 0.7, "b": 0.3}, {"a": 0.2}), "no yield for b"),
        (lambda: average_yield(MIX, YIELD | {"commercial": 42}), "42% as 0.42"),
        (lambda: net_patient_revenue(-1, MIX, YIELD), "0 or more"),
        (lambda: contractual_allowance(100, 22), "between 0 and 1"),
        (lambda: shift_mix(MIX, "commercial", "Tricare", 0.02), "not in the mix"),
        (lambda: shift_mix(MIX, "self-pay", "Medicaid", 0.07), "move no more"),
        (lambda: shift_mix(MIX, "Medicaid", "Medicaid", 0.02), "two payers"),
        (lambda: shift_mix(MIX, "commercial", "Medicaid", 2), "between 0 and 1"),
        (lambda: split_expense(348e6, 60), "between 0 and 1"),
        (lambda: split_expense(-1, 0.6), "0 or more"),
        (lambda: split_expense(348e6, 0.6).at_volume(-5), "-5% as -0.05"),
    ],
)
def test_wrong_input_is_named(call, said):
    with pytest.raises(ValueError, match=said):
        call()
