"""All 512 plans of a month: the best use of the hours, the rules of thumb, and what guessing earns."""

from __future__ import annotations

import numpy as np
import pytest

from course.case import sample_cases
from course.catalog import best_plan, full_mark_plans
from course.units.finance.revenue_cycle.denials_decision import DenialsDecision
from course.units.finance.revenue_cycle.denials_model import (
    CAUSE_KEYS,
    STORY_CAUSES,
    STORY_HOURS,
    case_count,
    gross_denied_usd,
    gross_usd,
    without_overturns_usd,
)
from course.units.finance.revenue_cycle.denials_search import DenialsSearch
from tests.support.when_asked import WhenAsked

STORY = DenialsDecision(STORY_CAUSES, STORY_HOURS)
SEARCH = DenialsSearch(STORY)
BEST = {"prior_authorization", "timely_filing", "missing_records"}
LEARNERS = WhenAsked(
    lambda: [DenialsDecision(c.revenue.causes, c.revenue.hours_available) for c in sample_cases("02_finance", 50)]
)


def test_the_best_use_of_the_storys_hours_is_three_causes_in_180_hours() -> None:
    outcome = STORY.outcome(best_plan(STORY))
    assert {cause.key for cause in outcome.causes} == BEST
    assert outcome.hours_used == 180
    assert outcome.recovered_usd == pytest.approx(256_600, abs=0.5)


@pytest.mark.parametrize(("measure", "usd"), [(case_count, 208_509), (gross_usd, 224_936), (gross_denied_usd, 224_936)])
def test_a_rule_of_thumb_leaves_money_on_the_table(measure, usd) -> None:
    """Ranked by count, by the charges of a case, and by all charges."""
    assert STORY.outcome(SEARCH.plan_by_rank(measure)).recovered_usd == pytest.approx(usd, abs=0.5)


def test_forgetting_the_appeals_brings_224_936_dollars() -> None:
    assert STORY.outcome(SEARCH.best_plan_by(without_overturns_usd)).recovered_usd == pytest.approx(224_936, abs=0.5)


def test_the_score_of_every_plan_is_the_scorecards() -> None:
    """Two routes: the drawing's table, and one plan after another."""
    for row in range(0, 512, 7):
        plan = {key: bool(row >> i & 1) for i, key in enumerate(CAUSE_KEYS)}
        assert SEARCH.every_share[row] == pytest.approx(STORY.scorecard(plan).share)


def test_candidates_come_best_first_and_all_fit() -> None:
    outcomes = [STORY.outcome(plan) for plan in SEARCH.candidates()]
    values = [o.recovered_usd for o in outcomes]
    assert all(o.fits for o in outcomes)
    assert np.all(np.diff(values) <= 1e-6)


def test_the_count_of_full_marks_is_that_of_the_candidates() -> None:
    assert SEARCH.full_mark_count == sum(STORY.scorecard(plan).full for plan in SEARCH.candidates())


# ---------------------------------------------------------------- every learner's month


def test_every_learner_has_four_good_plans_that_leave_the_duplicates_alone() -> None:
    for decision in LEARNERS:
        full = [plan for plan in full_mark_plans(decision, 50) if not plan["duplicate"]]
        assert len(full) >= 4


def test_a_random_plan_earns_a_quarter_at_most_on_average() -> None:
    assert max(DenialsSearch(decision).mean_random_share for decision in LEARNERS) <= 0.25


def test_no_rule_of_thumb_earns_everything() -> None:
    for decision in LEARNERS:
        search = DenialsSearch(decision)
        for plan in (
            search.plan_by_rank(case_count),
            search.plan_by_rank(gross_denied_usd),
            search.best_plan_by(without_overturns_usd),
        ):
            assert not decision.scorecard(plan).full


def test_every_slip_is_shown_by_the_plan_of_somebody_who_makes_it() -> None:
    for decision in LEARNERS:
        search = DenialsSearch(decision)
        assert search.every_slip_can_be_shown
        assert set(search.slipping_plans()) == {slip.name for slip in decision.slips()}
