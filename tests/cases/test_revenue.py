"""The revenue cycle that a learner is given: its tables agree with themselves."""

from __future__ import annotations

import numpy as np
import pytest

from course.case import case_for, sample_cases
from course.finance.ratios import net_days_in_ar
from course.units.finance.case import FinanceCase

CASES = sample_cases("02_finance", 30)
EVERY_CASE = [pytest.param(c, id=c.learner) for c in CASES]


def days(quarter) -> float:
    return net_days_in_ar(quarter.net_receivables_usd, quarter.net_patient_revenue_usd, quarter.days_in_period)


def test_the_same_learner_meets_the_same_claims() -> None:
    assert case_for("02_finance", "ana").revenue == case_for("02_finance", "ana").revenue
    assert case_for("02_finance", "ana").revenue != case_for("02_finance", "ben").revenue


def test_nothing_done_to_the_table_reaches_the_next_copy() -> None:
    """A learner may overwrite a column; the check still reads the claims as they were drawn."""
    revenue = CASES[0].revenue
    mine = revenue.claims
    mine["denied"] = True
    assert not revenue.claims["denied"].all()


@pytest.mark.parametrize("case", EVERY_CASE)
def test_a_claim_has_a_cause_if_denied_and_is_won_back_only_then(case: FinanceCase) -> None:
    claims = case.revenue.claims
    assert ((claims["cause"] != "") == claims["denied"]).all()
    assert claims.loc[claims["overturned"], "denied"].all()
    assert claims["claim_id"].is_unique


@pytest.mark.parametrize("case", EVERY_CASE)
def test_a_quarter_closes_where_its_movements_lead_and_the_next_one_opens_there(case: FinanceCase) -> None:
    first, second = case.revenue.quarters(case.hospital)
    for q in (first, second):
        moved = q.net_patient_revenue_usd - q.cash_collected_usd - q.written_off_usd
        assert q.opening_receivables_usd + moved == pytest.approx(q.net_receivables_usd)
    assert second.opening_receivables_usd == first.net_receivables_usd


@pytest.mark.parametrize("case", EVERY_CASE)
def test_every_statement_about_the_quarters_is_true(case: FinanceCase) -> None:
    """Days fell; with the write-off put back they would have risen; cash fell as a share; revenue rose a little."""
    first, second = case.revenue.quarters(case.hospital)
    put_back = (second.net_receivables_usd + second.written_off_usd) / (second.net_patient_revenue_usd / 92)
    assert days(second) < days(first) - 2 < put_back - 2
    assert second.cash_collected_usd / second.net_patient_revenue_usd < (
        first.cash_collected_usd / first.net_patient_revenue_usd
    )
    assert 0 < second.net_patient_revenue_usd / first.net_patient_revenue_usd - 1 < 0.02


@pytest.mark.parametrize("case", EVERY_CASE)
def test_the_books_are_those_of_the_hospital_of_the_first_unit(case: FinanceCase) -> None:
    books = case.revenue.books(case.hospital)
    assert books.net_patient_revenue_usd == pytest.approx(case.hospital.net_patient_revenue_usd, abs=5_000)
    assert books.gross_charges_usd == pytest.approx(case.hospital.gross_charges_usd, abs=5_000)
    assert 44 < net_days_in_ar(books.net_receivables_usd, books.net_patient_revenue_usd) < 55


def test_the_quarter_table_reads_as_a_manager_reads_it() -> None:
    table = CASES[0].revenue.quarter_table(CASES[0].hospital)
    assert list(table.columns) == ["July to September", "October to December"]
    assert table.loc["− written off"].str.startswith("$").all()


@pytest.mark.parametrize("case", EVERY_CASE)
def test_shares_lie_between_zero_and_one_and_are_plain_numbers(case: FinanceCase) -> None:
    """A learner who prints a figure sees 0.62, not a wrapper around it."""
    practice = case.revenue.practice
    shares = [
        practice.asked_share,
        practice.asked_rise,
        practice.paid_if_asked_share,
        practice.paid_if_billed_share,
        *case.revenue.desks.values(),
    ]
    shares += [s for c in case.revenue.causes for s in (c.overturned_share, c.preventable_share)]
    assert all(0 <= s <= 1 and type(s) is float for s in shares)
    assert practice.asked_share + practice.asked_rise <= 1
    assert not any(isinstance(v, np.generic) for c in case.revenue.causes for v in vars(c).values())
