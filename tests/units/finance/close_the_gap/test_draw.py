"""The budgets that learners are dealt."""

from __future__ import annotations

import pytest

from course.case import sample_cases
from course.units.finance.close_the_gap.decision import GapDecision
from course.units.finance.close_the_gap.model import CHARGEMASTER, Gap, counted_share, wrenfield
from course.units.finance.close_the_gap.search import GapSearch

STORY = wrenfield()
LEARNERS = [pytest.param(case.gap, id=case.learner) for case in sample_cases("02_finance", 6)]


@pytest.mark.parametrize("gap", LEARNERS)
def test_every_budget_has_many_good_plans_and_shows_every_slip(gap: Gap):
    decision = GapDecision(gap)
    search = GapSearch(decision)
    assert search.full_mark_count >= 12
    assert search.mean_random_share <= 0.26
    assert decision.scorecard(decision.nothing()).share <= 0.2
    assert search.every_slip_can_be_shown
    assert set(search.slipping_plans()) == {s.name for s in decision.slips()}
    for name, plan in search.slipping_plans().items():
        assert name in {s.name for s in decision.shown(plan)}


@pytest.mark.parametrize("gap", LEARNERS)
def test_every_budget_is_drawn_in_readable_figures_near_the_story(gap: Gap):
    for key, sheet in gap.initiatives.items():
        base = STORY.initiatives[key]
        assert sheet.full_year_usd % 1e5 == 0 and sheet.one_time_usd % 5e4 == 0
        assert abs(sheet.start_month - base.start_month) <= 1 and 1 <= sheet.start_month <= 12
        assert abs(counted_share(sheet) - counted_share(base)) <= 0.0501
        assert sheet.executive == base.executive
    assert gap.initiatives[CHARGEMASTER].realized_share is None, "the learner judges what arrives"
    assert counted_share(gap.initiatives[CHARGEMASTER]) == 0
    assert 2.5e6 < gap.shortfall_usd < 6.0e6
