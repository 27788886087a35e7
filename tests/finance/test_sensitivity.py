"""What moves an answer most: the MRI's NPV."""

from dataclasses import asdict, replace

import pytest

from course.finance import capital
from course.finance.sensitivity import tornado

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


def npv_of(discount_rate_share, **assumptions):
    """NPV of the scanner from flat assumptions, as the tornado moves them."""
    return capital.project_npv(replace(MRI, **assumptions), discount_rate_share)


def test_the_price_is_the_widest_bar_of_the_tornado():
    base = asdict(MRI) | {"discount_rate_share": 0.08}
    moved = ("net_price_usd", "first_year_volume", "salvage_usd")
    swings = tornado(npv_of, base, {name: (base[name] * 0.9, base[name] * 1.1) for name in moved})
    assert [swing.name for swing in swings] == ["net_price_usd", "first_year_volume", "salvage_usd"]
    assert [swing.width for swing in swings] == sorted((swing.width for swing in swings), reverse=True)


def test_each_bar_is_the_outcome_with_the_others_held():
    (bar,) = tornado(npv_of, asdict(MRI) | {"discount_rate_share": 0.08}, {"discount_rate_share": (0.06, 0.1)})
    assert bar.outcome_at_low == pytest.approx(capital.net_present_value(0.06, FLOWS))
    assert bar.outcome_at_high == pytest.approx(capital.net_present_value(0.10, FLOWS))
    assert bar.width == pytest.approx(bar.outcome_at_low - bar.outcome_at_high)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: tornado(npv_of, {}, {"price": (1, 2)}), "not an assumption"),
        (lambda: tornado(npv_of, {"price": 1}, {"price": (2, 1)}), "low value first"),
    ],
)
def test_wrong_input_is_named(call, said):
    with pytest.raises(ValueError, match=said):
        call()
