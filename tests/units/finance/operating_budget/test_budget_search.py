"""The budgets worth trying: all keep the service promises, and many clear the floor."""

from __future__ import annotations

import json

import pytest

from course.case import sample_cases
from course.units.finance.operating_budget.budget_decision import BudgetDecision
from course.units.finance.operating_budget.budget_search import BudgetSearch

CASES = [pytest.param(BudgetSearch(BudgetDecision(c.hospital)), id=c.learner) for c in sample_cases("02_finance", 5)]


@pytest.mark.parametrize("search", CASES)
def test_every_candidate_keeps_the_service_promises(search: BudgetSearch) -> None:
    for plan in search.candidates():
        assert [p.name for p in search.decision.scorecard(plan).promises if not p.kept] in ([], ["Margin"])


@pytest.mark.parametrize("search", CASES)
def test_no_candidate_buys_more_agency_than_it_must(search: BudgetSearch) -> None:
    """Half a point less, and hours are left that nobody can work."""
    for plan in search.candidates():
        if plan["agency_share"] > 0:
            with_less = search.decision.scorecard(plan | {"agency_share": plan["agency_share"] - 0.005})
            assert "hours nobody can work" in {p.slip for p in with_less.promises}


@pytest.mark.parametrize("search", CASES)
def test_the_count_of_full_marks_is_known_without_counting_them_all(search: BudgetSearch) -> None:
    count = search.full_mark_count
    assert search.has_full_marks(8) and search.has_full_marks(count)
    assert not search.has_full_marks(count + 1)


@pytest.mark.parametrize("search", CASES)
def test_each_slip_is_shown_by_its_own_plan(search: BudgetSearch) -> None:
    for name, plan in search.slipping_plans().items():
        assert name in [slip.name for slip in search.decision.shown(plan)]
    assert set(search.slipping_plans()) == {slip.name for slip in search.decision.slips()}


def test_a_candidate_is_plain_data() -> None:
    plan = next(BudgetSearch(BudgetDecision(sample_cases("02_finance", 1)[0].hospital)).candidates())
    assert json.loads(json.dumps(plan)) == plan
