"""The revenue cycles that learners are dealt."""

from __future__ import annotations

import numpy as np
import pytest

from course.case import case_for, sample_cases
from course.cases.base import BaseCase
from course.finance.ratios import net_days_in_ar

EVERY_CASE = [pytest.param(c, id=c.learner) for c in sample_cases("02_finance", 30)]


def days(quarter) -> float:
    return net_days_in_ar(quarter.net_receivables_usd, quarter.net_patient_revenue_usd, quarter.days_in_period)


def test_the_same_learner_meets_the_same_claims() -> None:
    assert case_for("02_finance", "ana").revenue == case_for("02_finance", "ana").revenue
    assert case_for("02_finance", "ana").revenue != case_for("02_finance", "ben").revenue


@pytest.mark.parametrize("case", EVERY_CASE)
def test_every_statement_about_the_quarters_is_true(case: BaseCase) -> None:
    """Days fell; with the write-off put back they would have risen; cash fell as a share; revenue rose a little."""
    first, second = case.revenue.quarters(case.hospital)
    put_back = (second.net_receivables_usd + second.written_off_usd) / (second.net_patient_revenue_usd / 92)
    assert days(second) < days(first) - 2 < put_back - 2
    assert second.cash_collected_usd / second.net_patient_revenue_usd < (
        first.cash_collected_usd / first.net_patient_revenue_usd
    )
    assert 0 < second.net_patient_revenue_usd / first.net_patient_revenue_usd - 1 < 0.02


@pytest.mark.parametrize("case", EVERY_CASE)
def test_denials_by_count_and_by_dollars_are_two_numbers(case: BaseCase) -> None:
    claims = case.revenue.claims
    by_count = claims["denied"].mean()
    by_dollars = claims.loc[claims["denied"], "billed_usd"].sum() / claims["billed_usd"].sum()
    assert 0.10 <= by_count <= 0.14 and 0.87 <= claims["clean"].mean() <= 0.93
    assert abs(by_count - by_dollars) >= 0.02


@pytest.mark.parametrize("case", EVERY_CASE)
def test_four_good_desks_make_a_chain_that_loses_more_than_the_worst_of_them(case: BaseCase) -> None:
    desks = list(case.revenue.desks.values())
    assert 0.84 <= np.prod(desks) <= 0.90 < min(desks)


@pytest.mark.parametrize("case", EVERY_CASE)
def test_shares_lie_between_zero_and_one_and_are_plain_numbers(case: BaseCase) -> None:
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
