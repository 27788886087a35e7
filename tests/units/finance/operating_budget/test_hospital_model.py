"""The hospital's year before the budget: what arrives, what nursing costs, what moves with the patients."""

from __future__ import annotations

from dataclasses import replace

import pytest

from course.case import case_for
from course.units.finance.operating_budget.hospital_model import Hospital, expense_of, nursing_labor


@pytest.fixture
def hospital() -> Hospital:
    return case_for("02_finance", "ana").hospital


def test_net_revenue_is_what_each_payer_pays_of_its_share(hospital: Hospital) -> None:
    """Four fifths at 40 cents and a fifth at 20 cents: 36 cents of each dollar."""
    simple = replace(
        hospital,
        gross_charges_usd=1_000,
        payer_mix={"commercial": 0.8, "medicaid": 0.2},
        payer_yield={"commercial": 0.4, "medicaid": 0.2},
    )
    assert simple.net_patient_revenue_usd == pytest.approx(360)


def test_an_hour_costs_what_its_employed_and_agency_parts_cost() -> None:
    """Ten patient days of nine hours, a tenth of them at $100 and the rest at $60: $64 an hour."""
    nursing = nursing_labor(10, 9, 0.1, employed_hour_usd=60, agency_hour_usd=100)
    assert (nursing.hours, nursing.rate_usd_per_hour) == (90, pytest.approx(64))
    assert nursing.cost_usd == pytest.approx(5_760)


def test_all_expense_is_either_fixed_or_variable(hospital: Hospital) -> None:
    spent = (
        hospital.nursing.cost_usd
        + hospital.other_wages_usd
        + hospital.supplies_usd
        + hospital.purchased_services_usd
        + hospital.depreciation_interest_usd
        + hospital.community_usd
    )
    assert expense_of(hospital).total_usd == pytest.approx(spent)
    assert expense_of(hospital).fixed_usd == hospital.fixed_expense_usd
    assert expense_of(hospital).variable_usd == hospital.variable_expense_usd


def test_supplies_nursing_and_part_of_the_purchased_services_follow_the_patients(hospital: Hospital) -> None:
    more_supplies = replace(hospital, supplies_usd=hospital.supplies_usd + 1e6)
    assert more_supplies.variable_expense_usd - hospital.variable_expense_usd == pytest.approx(1e6)
    more_services = replace(hospital, purchased_services_usd=hospital.purchased_services_usd + 1e6)
    assert more_services.variable_expense_usd - hospital.variable_expense_usd == pytest.approx(0.25e6)
    assert more_services.fixed_expense_usd - hospital.fixed_expense_usd == pytest.approx(0.75e6)
