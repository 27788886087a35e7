"""The ward's records: a bill in the wrong month, and the year's cash."""

from __future__ import annotations

from dataclasses import fields

import pytest

from course.case import case_for
from course.units.finance.flexible_budget.ward_model import MONTHS, MonthlyBills, Nursing, Treasury


def test_the_ward_does_not_say_which_month_the_late_bill_belongs_to() -> None:
    """It is asked, so it stands in no field, and no property tells it."""
    assert {f.name for f in fields(MonthlyBills)} == {"budget_usd", "as_posted_usd", "bill_usd"}
    assert {name for name, value in vars(MonthlyBills).items() if isinstance(value, property)} == set()


def test_the_table_of_months_is_what_the_books_say() -> None:
    ward = case_for("02_finance", "ana").ward
    assert list(ward.months.index) == list(MONTHS)
    over = ward.months["actual_usd"] - ward.months["budget_usd"]
    assert over.sum() == sum(ward.bills.as_posted_usd) - sum(ward.bills.budget_usd)
    assert MONTHS.index(over.idxmax()) == MONTHS.index(over.idxmin()) + 1


def test_nothing_done_to_the_table_reaches_the_next_copy() -> None:
    ward = case_for("02_finance", "ana").ward
    mine = ward.months
    mine["actual_usd"] = 0
    assert (ward.months["actual_usd"] > 0).all()


def test_nursing_costs_days_times_hours_times_pay() -> None:
    assert Nursing(10_000, 9.5, 45.0).labor.cost_usd == 4_275_000


@pytest.mark.parametrize(
    ("line", "moves"),
    [
        ("operating_income_usd", 1),
        ("depreciation_usd", 1),
        ("receivables_growth_usd", -1),
        ("equipment_usd", -1),
        ("loan_principal_usd", -1),
    ],
)
def test_cash_is_income_with_depreciation_less_what_is_spent_and_not_yet_paid(line: str, moves: int) -> None:
    year = {
        "operating_income_usd": 4,
        "depreciation_usd": 18,
        "receivables_growth_usd": 5,
        "equipment_usd": 12,
        "loan_principal_usd": 6,
        "cash_usd": 20,
        "donor_restricted_usd": 3,
        "payday_usd": 5,
    }
    before, after = Treasury(**year), Treasury(**{**year, line: year[line] + 1})
    assert before.cash_change_usd == -1
    assert after.cash_change_usd - before.cash_change_usd == moves
