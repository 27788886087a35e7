"""Next year under five decisions: the income statement, the bridge, and what would close the gap."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from course.case import case_for, sample_cases
from course.units.finance.operating_budget.budget_model import (
    BOUNDS,
    BudgetPlan,
    IncomeStatement,
    income_bridge,
    income_statement,
    lost_commercial_share,
    margin_gap,
    nursing,
    served_change,
    status_quo,
    uncovered_hours,
)
from course.units.finance.operating_budget.hospital_model import Hospital, expense_of

WRENFIELD = IncomeStatement(1_334.55, 338.0, 14.2, 110.0, 45.0, 62.0, 108.0, 1.2, 21.8)


@pytest.fixture
def hospital() -> Hospital:
    return case_for("02_finance", "ana").hospital


def income(hospital: Hospital, **changes: float) -> float:
    return income_statement(hospital, replace(status_quo(hospital), **changes)).operating_income_usd


# ---------------------------------------------------------------- the income statement


def test_the_statement_walks_from_1335_billed_to_4_earned() -> None:
    """Wrenfield in fiscal year 2025, in millions: 338 arrives, 14.2 comes besides, 348 is spent."""
    assert WRENFIELD.deductions_usd == pytest.approx(996.55)
    assert WRENFIELD.operating_revenue_usd == pytest.approx(352.2)
    assert WRENFIELD.operating_expense_usd == pytest.approx(348)
    assert WRENFIELD.operating_income_usd == pytest.approx(4.2)
    assert WRENFIELD.operating_margin == pytest.approx(0.0119, abs=5e-5)


@pytest.mark.parametrize("line", [f.name for f in fields(IncomeStatement) if f.name != "gross_charges_usd"])
def test_every_line_below_the_charges_moves_income_and_the_charges_do_not(line: str) -> None:
    sign = 1 if line in ("net_patient_revenue_usd", "other_revenue_usd") else -1
    moved = replace(WRENFIELD, **{line: getattr(WRENFIELD, line) + 1})
    assert moved.operating_income_usd - WRENFIELD.operating_income_usd == pytest.approx(sign)
    assert replace(WRENFIELD, gross_charges_usd=2_000).operating_income_usd == WRENFIELD.operating_income_usd


def test_a_year_without_changes_is_this_year(hospital: Hospital) -> None:
    statement = income_statement(hospital, status_quo(hospital))
    assert statement.gross_charges_usd == pytest.approx(hospital.gross_charges_usd)
    assert statement.net_patient_revenue_usd == pytest.approx(hospital.net_patient_revenue_usd)
    assert statement.operating_expense_usd == pytest.approx(expense_of(hospital).total_usd)


def test_three_percent_more_patients_move_revenue_and_the_variable_expense_by_three_percent(hospital: Hospital) -> None:
    now = income_statement(hospital, status_quo(hospital))
    more = income_statement(hospital, replace(status_quo(hospital), volume_change=0.03))
    assert more.net_patient_revenue_usd == pytest.approx(1.03 * now.net_patient_revenue_usd)
    assert more.operating_expense_usd == pytest.approx(expense_of(hospital).at_volume(0.03).total_usd)


def test_a_tolerated_price_rise_is_paid_by_commercial_payers_alone(hospital: Hospital) -> None:
    commercial = hospital.gross_charges_usd * hospital.payer_mix["commercial"] * hospital.payer_yield["commercial"]
    assert income(hospital, commercial_ask=0.02) - income(hospital) == pytest.approx(0.02 * commercial)


def test_asking_beyond_what_is_tolerated_loses_more_than_it_brings(hospital: Hospital) -> None:
    tolerated = hospital.tolerated_ask
    assert lost_commercial_share(hospital, tolerated) == 0
    assert lost_commercial_share(hospital, tolerated + 0.01) == pytest.approx(0.06)
    assert lost_commercial_share(hospital, tolerated + 1) == 1
    assert income(hospital, commercial_ask=tolerated + 0.01) < income(hospital, commercial_ask=tolerated)


def test_when_every_commercial_patient_leaves_the_other_payers_remain(hospital: Hospital) -> None:
    left = income_statement(hospital, replace(status_quo(hospital), commercial_ask=0.99))
    others = {payer: share for payer, share in hospital.payer_mix.items() if payer != "commercial"}
    assert left.gross_charges_usd == pytest.approx(hospital.gross_charges_usd * sum(others.values()))
    assert left.net_patient_revenue_usd == pytest.approx(
        hospital.gross_charges_usd * sum(share * hospital.payer_yield[payer] for payer, share in others.items())
    )


def test_patients_who_leave_over_the_price_take_their_whole_margin(hospital: Hospital) -> None:
    """One point too much drives off six percent of commercial care: its revenue goes, its variable cost is saved."""
    ask = hospital.tolerated_ask + 0.01
    tolerated_by_all = replace(hospital, tolerated_ask=ask)
    gone = 0.06 * hospital.payer_mix["commercial"]
    billed = hospital.gross_charges_usd * gone
    revenue = billed * hospital.payer_yield["commercial"] * (1 + ask)
    saved = hospital.variable_expense_usd * gone
    fall = income(tolerated_by_all, commercial_ask=ask) - income(hospital, commercial_ask=ask)
    assert fall == pytest.approx(revenue - saved)
    assert 0 < fall < revenue


def test_patients_who_leave_are_no_longer_served(hospital: Hospital) -> None:
    plan = replace(status_quo(hospital), volume_change=0.02, commercial_ask=hospital.tolerated_ask)
    assert served_change(hospital, plan) == 0.02
    too_much = replace(plan, commercial_ask=hospital.tolerated_ask + 0.01)
    assert served_change(hospital, too_much) == pytest.approx(1.02 * (1 - 0.06 * hospital.payer_mix["commercial"]) - 1)


# ---------------------------------------------------------------- nursing


def test_nursing_follows_patients_hours_and_who_works_them(hospital: Hospital) -> None:
    """All employed, then all agency: the difference is the difference of the two rates."""
    quo = status_quo(hospital)
    employed, agency = (nursing(hospital, replace(quo, agency_share=share)) for share in (0.0, 1.0))
    assert employed.hours == agency.hours == pytest.approx(hospital.patient_days * hospital.hours_per_patient_day)
    assert agency.cost_usd - employed.cost_usd == pytest.approx(
        employed.hours * (hospital.agency_hour_usd - hospital.employed_hour_usd)
    )


def test_hours_that_cannot_be_hired_are_uncovered_and_agency_covers_them(hospital: Hospital) -> None:
    plan = replace(status_quo(hospital), hours_per_patient_day=10.6, agency_share=0.0)
    short = uncovered_hours(hospital, plan)
    assert short == pytest.approx(hospital.patient_days * 10.6 - hospital.employable_hours) and short > 0
    assert uncovered_hours(hospital, replace(plan, agency_share=1.0)) == 0
    assert uncovered_hours(hospital, status_quo(hospital)) == 0


# ---------------------------------------------------------------- the bridge, and what would close the gap


def test_the_bridge_sums_to_the_change_in_income() -> None:
    for case in sample_cases("02_finance", 10):
        hospital = case.hospital
        plan = BudgetPlan(0.02, 0.05, 9.6, 0.03, 2.2e6)
        change = income_statement(hospital, plan).operating_income_usd - income(hospital)
        assert sum(income_bridge(hospital, plan).values()) == pytest.approx(change)


@pytest.mark.parametrize("decision", [f.name for f in fields(BudgetPlan)])
def test_every_decision_has_its_own_step_on_the_bridge(hospital: Hospital, decision: str) -> None:
    step = BOUNDS[decision].low
    bridge = income_bridge(hospital, replace(status_quo(hospital), **{decision: step + BOUNDS[decision].step}))
    assert [name for name, usd in bridge.items() if abs(usd) > 1] == [decision]


def test_the_gap_is_what_the_floor_asks_for_less_what_is_earned(hospital: Hospital) -> None:
    statement = income_statement(hospital, status_quo(hospital))
    asked = hospital.margin_floor * statement.operating_revenue_usd
    assert margin_gap(hospital, status_quo(hospital)) == pytest.approx(asked - statement.operating_income_usd)


def test_a_control_stands_on_round_steps_from_end_to_end() -> None:
    values = BOUNDS["volume_change"].values()
    assert (values[0], values[-1], len(values)) == (-0.05, 0.05, 41)
    assert 0.0275 in values
