"""How care is paid; base of $6,700 and capital of $512 are illustrative."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.finance.inpatient import (
    dsh_and_uncompensated_care,
    geographic_adjustment_factor,
    ime_share,
    ipps_capital_payment,
    ipps_operating_payment,
    labor_share,
    outlier_payment,
    post_acute_transfer_payment,
    wage_adjusted_base,
)
from course.finance.payment import FeeScheduleParts, cah_conditions, cah_payment, physician_payment

FY2026_LABOR_SHARE = 0.660
FY2026_FIXED_LOSS_USD = 40_397


def base(wage_index):
    """The illustrative $6,700 in a labor market of FY2026."""
    return wage_adjusted_base(6_700, wage_index, labor_share(wage_index, FY2026_LABOR_SHARE))


def test_a_low_wage_market_pays_less_for_the_same_case():
    assert base(0.92) == pytest.approx(6_367.68)
    assert ipps_operating_payment(base(0.92), 1.35) == pytest.approx(8_596.37, abs=0.005)


def test_a_high_wage_market_has_the_larger_labor_share():
    assert base(1.08) == pytest.approx(7_053.76)
    assert ipps_operating_payment(base(1.08), 1.35) == pytest.approx(9_522.58, abs=0.005)


def test_the_labor_share_changes_above_an_index_of_one_and_not_at_it():
    assert labor_share(1.0, 0.66) == 0.62
    assert labor_share(1.0001, 0.66) == 0.66
    assert labor_share(1.2, 0.676) == 0.676


def test_at_an_index_of_one_the_labor_share_does_not_matter():
    assert wage_adjusted_base(6_700, 1, 0.62) == pytest.approx(wage_adjusted_base(6_700, 1, 0.9)) == 6_700


def test_the_cost_of_living_moves_only_the_other_part():
    assert wage_adjusted_base(6_700, 1, 0.62, cola_factor=1.25) == pytest.approx(6_700 * (1 + 0.38 * 0.25))


def test_a_resident_for_ten_beds_adds_5_313_percent():
    assert ime_share(0.10) == pytest.approx(0.05313, abs=5e-6)
    assert ime_share(0) == 0


def test_teaching_and_disproportionate_share_are_added_not_multiplied():
    plain = ipps_operating_payment(base(0.92), 1.35)
    assert ipps_operating_payment(base(0.92), 1.35, ime=0.05, dsh=0.04) == pytest.approx(plain * 1.09)


def test_dsh_pays_a_quarter_of_the_old_formula_and_a_share_of_the_pool():
    assert dsh_and_uncompensated_care(4e6, 7.71e9, 0.0002) == pytest.approx(1e6 + 1.542e6)


def test_capital_of_the_example_is_652_84():
    factor = geographic_adjustment_factor(0.92)
    assert factor == pytest.approx(0.9445, abs=5e-5)
    assert ipps_capital_payment(512, 1.35, factor) == pytest.approx(652.84, abs=0.005)


@given(st.floats(0.4, 2))
def test_capital_is_adjusted_in_the_same_direction_and_less(wage_index):
    assert abs(geographic_adjustment_factor(wage_index) - 1) <= abs(wage_index - 1) + 1e-12


def case_payment(dsh=0.0):
    """Operating and capital payment of the example."""
    capital = ipps_capital_payment(512, 1.35, geographic_adjustment_factor(0.92))
    return ipps_operating_payment(base(0.92), 1.35, dsh=dsh) + capital


def test_the_outlier_of_the_plain_example_is_29_723_03():
    threshold = case_payment() + FY2026_FIXED_LOSS_USD
    assert threshold == pytest.approx(49_646.21, abs=0.005)
    assert outlier_payment(310_000, 0.28, case_payment(), FY2026_FIXED_LOSS_USD) == pytest.approx(29_723.03, abs=0.005)


def test_a_four_percent_dsh_add_on_raises_the_threshold():
    assert case_payment(dsh=0.04) + FY2026_FIXED_LOSS_USD == pytest.approx(49_990.06, abs=0.005)
    paid = outlier_payment(310_000, 0.28, case_payment(dsh=0.04), FY2026_FIXED_LOSS_USD)
    assert paid == pytest.approx(29_447.95, abs=0.005)


def test_a_case_below_the_threshold_gets_no_outlier():
    assert outlier_payment(100_000, 0.28, 9_249.21, FY2026_FIXED_LOSS_USD) == 0


def test_two_days_of_a_stay_of_3_8_are_paid_three_per_diems():
    full = ipps_operating_payment(base(0.92), 1.35)
    assert full / 3.8 == pytest.approx(2_262.20, abs=0.005)
    assert post_acute_transfer_payment(full, 3.8, 2) == pytest.approx(6_786.61, abs=0.005)


@given(st.floats(0, 50_000), st.floats(1, 20), st.floats(0, 40))
def test_a_transfer_is_never_paid_above_the_full_case_and_in_full_one_day_short(full, mean_days, days):
    paid = post_acute_transfer_payment(full, mean_days, days)
    assert 0 <= paid <= full
    if days >= mean_days - 1:
        assert paid == pytest.approx(full)


def test_a_critical_access_hospital_is_paid_101_percent_and_about_99_after_sequestration():
    assert cah_payment(1_000_000) == pytest.approx(1_010_000)
    assert cah_payment(1_000_000, sequestration_share=0.02) == pytest.approx(989_800)


@pytest.mark.parametrize(
    ("beds", "hours", "miles", "secondary", "unmet"),
    [
        (25, 96, 35.1, False, set()),
        (20, 80, 15.1, True, set()),
        (26, 96, 40, False, {"beds"}),
        (25, 96.1, 40, False, {"average stay"}),
        (25, 96, 35, False, {"distance"}),
        (25, 96, 15, True, {"distance"}),
        (40, 120, 5, False, {"beds", "average stay", "distance"}),
    ],
)
def test_a_critical_access_hospital_is_small_short_stay_and_far_away(beds, hours, miles, secondary, unmet):
    conditions = cah_conditions(beds, hours, miles, secondary)
    assert {name for name, met in conditions.items() if not met} == unmet


VISIT = FeeScheduleParts(work=1.30, practice_expense=1.40, malpractice=0.10)
HERE = FeeScheduleParts(work=1.1, practice_expense=0.9, malpractice=0.8)


def test_a_visit_is_paid_by_units_place_and_factor():
    units = 1.30 * 1.1 + 1.40 * 0.9 + 0.10 * 0.8
    assert physician_payment(VISIT, HERE, 33.4009) == pytest.approx(units * 33.4009) == pytest.approx(92.520, abs=5e-4)


def test_the_advanced_model_factor_pays_half_a_percent_more():
    more = physician_payment(VISIT, HERE, 33.5675) / physician_payment(VISIT, HERE, 33.4009) - 1
    assert more == pytest.approx(0.005, abs=5e-5)


def test_the_efficiency_cut_touches_work_only():
    cut = physician_payment(VISIT, HERE, 100) - physician_payment(VISIT, HERE, 100, efficiency_cut_share=0.025)
    assert cut == pytest.approx(0.025 * 1.30 * 1.1 * 100)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: labor_share(0, 0.66), "above 0"),
        (lambda: labor_share(1.1, 66), "between 0 and 1"),
        (lambda: wage_adjusted_base(6_700, -1, 0.62), "above 0"),
        (lambda: ipps_operating_payment(6_700, 0), "above 0"),
        (lambda: ipps_operating_payment(6_700, 1, ime=-0.1), "0 or more"),
        (lambda: outlier_payment(310_000, 28, 9_000, 40_000), "between 0 and 1"),
        (lambda: post_acute_transfer_payment(8_000, 0, 2), "above 0"),
        (lambda: FeeScheduleParts(-1, 1, 1), "0 or more"),
        (lambda: physician_payment(VISIT, HERE, 0), "above 0"),
    ],
)
def test_wrong_input_is_named(call, said):
    with pytest.raises(ValueError, match=said):
        call()
