"""The wards that learners are dealt."""

from __future__ import annotations

import pytest

from course.case import case_for, sample_cases
from course.finance.flexible_budget import labor_variances, revenue_variances
from course.units.finance.flexible_budget.ward_draw import LateBill
from course.units.finance.flexible_budget.ward_model import Ward

LEARNERS = [pytest.param(case.ward, id=case.learner) for case in sample_cases("02_finance", 20)]


def test_the_same_learner_meets_the_same_ward() -> None:
    assert case_for("02_finance", "ana").ward == case_for("02_finance", "ana").ward
    assert case_for("02_finance", "ana").ward != case_for("02_finance", "ben").ward


@pytest.mark.parametrize("ward", LEARNERS)
def test_more_patients_and_a_dearer_hour_than_planned(ward: Ward) -> None:
    """Hours per patient day may fall as well as rise; the variances are large enough to tell."""
    assert ward.actual.patient_days > ward.budget.patient_days
    assert ward.actual.hour_usd > ward.budget.hour_usd
    walk = labor_variances(ward.budget.labor, ward.actual.labor)
    assert abs(walk.efficiency_usd + walk.rate_usd) >= 5_000 and abs(walk.total_usd) >= 50_000


@pytest.mark.parametrize("ward", LEARNERS)
def test_price_volume_and_mix_of_revenue_are_numbers_of_their_own(ward: Ward) -> None:
    walk = revenue_variances(ward.lines)
    assert min(abs(usd) for _, usd in walk.steps()) >= 10_000
    assert [line.name for line in ward.lines] == ["medical", "surgical"]


@pytest.mark.parametrize("ward", LEARNERS)
def test_the_late_bill_makes_the_highest_and_the_lowest_month(ward: Ward) -> None:
    over = [a - b for a, b in zip(ward.bills.as_posted_usd, ward.bills.budget_usd, strict=True)]
    booked = over.index(max(over))
    assert over[booked - 1] == min(over)
    assert abs(over[booked] - ward.bills.bill_usd) < 12_000, "an ordinary month without the bill"


LATE = LateBill(budget_usd=(100,) * 12, as_it_was_usd=(*[101] * 11, 160), bill_usd=40, due_month=3)


def test_a_late_bill_is_missing_in_its_own_month_and_stands_in_the_next() -> None:
    assert LATE.as_posted_usd[3:5] == (61, 141)
    assert LATE.over_usd[3:5] == (-39, 41)
    assert LATE.really_over_usd[3:5] == (1, 1)


def test_a_late_bill_changes_months_and_not_the_year() -> None:
    assert sum(LATE.books.as_posted_usd) == sum(LATE.as_it_was_usd)
    assert sum(LATE.over_usd) == sum(LATE.really_over_usd)


@pytest.mark.parametrize("ward", LEARNERS)
def test_a_year_with_an_income_leaves_less_in_the_bank_and_some_weeks_of_payroll(ward: Ward) -> None:
    bank = ward.treasury
    assert bank.operating_income_usd > 0 > bank.cash_change_usd
    assert 3.9 <= (bank.cash_usd - bank.donor_restricted_usd) / (bank.payday_usd / 2) <= 8.1


@pytest.mark.parametrize("ward", LEARNERS)
def test_figures_are_plain_readable_numbers(ward: Ward) -> None:
    for year in (ward.budget, ward.actual):
        assert type(year.patient_days) is int and year.patient_days % 50 == 0
        assert type(year.hour_usd) is float and year.hour_usd * 10 == pytest.approx(round(year.hour_usd * 10))
    assert all(type(usd) is int for usd in vars(ward.treasury).values())
