"""The ward's records: a bill in the wrong month, and the year's cash."""

from __future__ import annotations

import pytest

from course.case import case_for
from course.units.finance.flexible_budget.ward_model import MONTHS, MonthlyBills, Nursing, Treasury

BILLS = MonthlyBills(budget_usd=(100,) * 12, as_it_was_usd=(*[101] * 11, 160), bill_usd=40, due_month=3)


def test_a_late_bill_is_missing_in_its_own_month_and_stands_in_the_next() -> None:
    assert BILLS.as_posted_usd[3:5] == (61, 141)
    assert BILLS.over_usd[3:5] == (-39, 41)
    assert BILLS.really_over_usd[3:5] == (1, 1)


def test_a_late_bill_changes_months_and_not_the_year() -> None:
    assert sum(BILLS.as_posted_usd) == sum(BILLS.as_it_was_usd)
    assert sum(BILLS.over_usd) == sum(BILLS.really_over_usd)


def test_the_table_of_months_is_what_the_books_say() -> None:
    ward = case_for("02_finance", "ana").ward
    assert list(ward.months.index) == list(MONTHS)
    over = ward.months["actual_usd"] - ward.months["budget_usd"]
    assert tuple(over) == ward.bills.over_usd
    assert over.idxmax() == MONTHS[ward.bills.due_month + 1]


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
