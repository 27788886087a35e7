"""The hospitals that learners are dealt."""

from __future__ import annotations

import pytest

from course.case import sample_cases
from course.units.finance.operating_budget.budget_decision import BudgetDecision
from course.units.finance.operating_budget.budget_model import income_statement, status_quo
from course.units.finance.operating_budget.budget_search import BudgetSearch
from course.units.finance.operating_budget.hospital_draw import STORY_MIX, STORY_YIELD
from course.units.finance.operating_budget.hospital_model import PAYER_LABELS, Hospital

LEARNERS = [pytest.param(case.hospital, id=case.learner) for case in sample_cases("02_finance", 12)]


@pytest.mark.parametrize("hospital", LEARNERS)
def test_every_hospital_has_many_good_budgets_and_none_by_doing_nothing(hospital: Hospital) -> None:
    decision = BudgetDecision(hospital)
    search = BudgetSearch(decision)
    assert decision.scorecard(decision.nothing()).share <= 0.2
    assert search.full_mark_count >= 8
    assert search.every_slip_can_be_shown


@pytest.mark.parametrize("hospital", LEARNERS)
def test_every_hospital_is_drawn_near_the_story(hospital: Hospital) -> None:
    """Readable shares that sum to one, a year that earns little, and a floor that it misses."""
    assert list(hospital.payer_mix) == list(STORY_MIX) == list(PAYER_LABELS)
    assert sum(hospital.payer_mix.values()) == pytest.approx(1)
    assert all(abs(share - STORY_YIELD[payer]) <= 0.0201 for payer, share in hospital.payer_yield.items())
    statement = income_statement(hospital, status_quo(hospital))
    assert -0.001 <= statement.operating_margin <= 0.009 < 0.015 <= hospital.margin_floor <= 0.020
    assert hospital.hours_promise == pytest.approx(hospital.hours_per_patient_day + 0.25)
    assert hospital.community_promise_usd == hospital.community_usd + 1e6


@pytest.mark.parametrize("hospital", LEARNERS)
def test_occupancy_is_that_of_a_busy_hospital(hospital: Hospital) -> None:
    assert 0.72 <= hospital.patient_days / 365 / hospital.staffed_beds <= 0.78


def test_a_drawn_share_is_a_plain_number() -> None:
    """A learner who prints a figure sees 0.28, not a wrapper around it."""
    for case in sample_cases("02_finance", 5):
        figures = [*case.hospital.payer_mix.values(), *case.hospital.payer_yield.values(), case.hospital.margin_floor]
        assert all(type(figure) is float for figure in figures)
