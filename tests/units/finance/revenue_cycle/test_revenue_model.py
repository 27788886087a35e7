"""The revenue cycle's records: its tables and its books agree with themselves."""

from __future__ import annotations

import pytest

from course.case import sample_cases
from course.cases.base import BaseCase
from course.finance.ratios import net_days_in_ar

CASES = sample_cases("02_finance", 10)
EVERY_CASE = [pytest.param(c, id=c.learner) for c in CASES]


def test_nothing_done_to_the_table_reaches_the_next_copy() -> None:
    """A learner may overwrite a column; the check still reads the claims as they were drawn."""
    revenue = CASES[0].revenue
    mine = revenue.claims
    mine["denied"] = True
    assert not revenue.claims["denied"].all()


@pytest.mark.parametrize("case", EVERY_CASE)
def test_a_claim_has_a_cause_if_denied_and_is_won_back_only_then(case: BaseCase) -> None:
    claims = case.revenue.claims
    assert ((claims["cause"] != "") == claims["denied"]).all()
    assert claims.loc[claims["overturned"], "denied"].all()
    assert claims["claim_id"].is_unique


@pytest.mark.parametrize("case", EVERY_CASE)
def test_a_quarter_closes_where_its_movements_lead_and_the_next_one_opens_there(case: BaseCase) -> None:
    first, second = case.revenue.quarters(case.hospital)
    for q in (first, second):
        moved = q.net_patient_revenue_usd - q.cash_collected_usd - q.written_off_usd
        assert q.opening_receivables_usd + moved == pytest.approx(q.net_receivables_usd)
    assert second.opening_receivables_usd == first.net_receivables_usd


@pytest.mark.parametrize("case", EVERY_CASE)
def test_the_books_are_those_of_the_hospital_of_the_first_unit(case: BaseCase) -> None:
    books = case.revenue.books(case.hospital)
    assert books.net_patient_revenue_usd == pytest.approx(case.hospital.net_patient_revenue_usd, abs=5_000)
    assert books.gross_charges_usd == pytest.approx(case.hospital.gross_charges_usd, abs=5_000)
    assert 44 < net_days_in_ar(books.net_receivables_usd, books.net_patient_revenue_usd) < 55


def test_the_quarter_table_reads_as_a_manager_reads_it() -> None:
    table = CASES[0].revenue.quarter_table(CASES[0].hospital)
    assert list(table.columns) == ["July to September", "October to December"]
    assert table.loc["− written off"].str.startswith("$").all()


def test_the_tables_are_those_of_the_records() -> None:
    revenue = CASES[0].revenue
    assert list(revenue.claims["payer"]) == list(revenue.columns.payer)
    assert revenue.cause_table.loc["registration", "cases"] == revenue.causes[0].cases
    assert list(revenue.cause_table.index) == [cause.label for cause in revenue.causes]
