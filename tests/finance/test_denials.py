"""Which denials to work on: the worth of a cause, the best use of the hours, and what each rule of thumb costs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from course.case import sample_cases
from course.catalog import best_plan, full_mark_plans
from course.units.finance.revenue_cycle.denials_decision import (
    CAUSE_KEYS,
    DenialCause,
    DenialsDecision,
    recoverable_usd,
    value_share,
    without_overturns_usd,
)
from course.units.finance.revenue_cycle.revenue_draw import STORY_CAUSES, STORY_HOURS
from datasets import story

STORY = DenialsDecision(STORY_CAUSES, STORY_HOURS)
BEST = {"prior_authorization", "timely_filing", "missing_records"}


def plan_of(*keys: str) -> dict[str, bool]:
    return {key: key in keys for key in CAUSE_KEYS}


def names_of(plan: dict[str, bool]) -> set[str]:
    return {slip.name for slip in STORY.slips() if callable(slip.gives) and slip.gives(plan)}


def by_brute_force(decision: DenialsDecision) -> float:
    """Return the best value by a second route: a table of hours in steps of five."""
    best = {0: 0.0}
    for cause in decision.causes:
        taken = {
            h + cause.hours: usd + recoverable_usd(cause)
            for h, usd in best.items()
            if h + cause.hours <= decision.hours_available
        }
        best |= {h: max(usd, best.get(h, 0.0)) for h, usd in taken.items()}
    return max(best.values())


# ---------------------------------------------------------------- the story's month


def test_the_best_use_of_the_storys_hours_brings_253_322_dollars() -> None:
    assert STORY.best_usd == pytest.approx(253_322, abs=0.5)
    chosen = STORY.outcome(best_plan(STORY)).chosen
    assert {c.key for c in chosen} == BEST
    assert STORY.outcome(plan_of(*BEST)).hours_used == 180


@pytest.mark.parametrize(
    ("measure", "usd"),
    [
        (lambda c: c.cases, 198_600),
        (lambda c: c.gross_usd, 222_281),
        (lambda c: c.cases * c.gross_usd, 222_281),
    ],
)
def test_a_rule_of_thumb_leaves_money_on_the_table(measure, usd) -> None:
    """Ranked by count, by the charges of a case, and by all charges."""
    assert STORY.outcome(STORY.ranked(measure)).recovered_usd == pytest.approx(usd, abs=0.5)


def test_forgetting_the_appeals_brings_222_281_dollars() -> None:
    assert STORY.outcome(STORY.best_by(without_overturns_usd)).recovered_usd == pytest.approx(222_281, abs=0.5)


def test_the_causes_are_those_of_the_claims_dataset() -> None:
    """The case and the 60,000 claims tell one story."""
    told = {c.label: (c.cases, c.gross_usd, c.net_usd, c.overturned_share) for c in STORY_CAUSES}
    assert told == {name: (c.cases, c.gross_usd, c.net_usd, c.overturned) for name, c in story.CAUSES.items()}


# ---------------------------------------------------------------- the worth of a cause


def test_a_cause_is_worth_cases_times_net_times_what_stays_lost_times_what_can_be_prevented() -> None:
    cause = DenialCause("registration", 100, 5_000, 1_000, 0.25, 0.40, 10)
    assert recoverable_usd(cause) == 30_000


@pytest.mark.parametrize(
    ("change", "worth"),
    [
        ({"cases": 200}, 60_000),
        ({"net_usd": 500}, 15_000),
        ({"overturned_share": 1.0}, 0),
        ({"preventable_share": 0.8}, 60_000),
        ({"gross_usd": 50_000}, 30_000),
        ({"hours": 99}, 30_000),
    ],
)
def test_charges_and_hours_do_not_change_what_a_cause_is_worth(change, worth) -> None:
    cause = DenialCause("registration", 100, 5_000, 1_000, 0.25, 0.40, 10)
    assert recoverable_usd(replace(cause, **change)) == pytest.approx(worth)


def test_duplicates_are_worth_nothing() -> None:
    assert recoverable_usd(next(c for c in STORY_CAUSES if c.key == "duplicate")) == 0


# ---------------------------------------------------------------- the score


def test_doing_nothing_earns_nothing() -> None:
    assert STORY.scorecard(STORY.nothing()).share == 0


def test_a_plan_over_the_hours_earns_nothing_and_is_told_by_how_much() -> None:
    card = STORY.scorecard(plan_of(*CAUSE_KEYS))
    assert card.share == 0
    assert card.promises[0].slip == "over the hours"
    assert "305 too many" in card.promises[0].say


def test_a_plan_that_fills_the_hours_to_the_last_fits() -> None:
    plan = plan_of(*BEST, "duplicate")
    assert STORY.outcome(plan).hours_used == STORY_HOURS
    assert STORY.scorecard(plan).full


@pytest.mark.parametrize(("of_best", "counts"), [(0.5, 0), (0.7, 0), (0.8, 0.5), (0.9, 1), (1.0, 1)])
def test_value_counts_from_seven_tenths_and_in_full_from_nine(of_best, counts) -> None:
    assert value_share(of_best) == pytest.approx(counts)


def test_the_score_of_every_plan_is_the_scorecards() -> None:
    """Two routes: the generator's table, and one plan after another."""
    shares = STORY.every_share()
    for row in range(0, 512, 7):
        plan = {key: bool(row >> i & 1) for i, key in enumerate(CAUSE_KEYS)}
        assert shares[row] == pytest.approx(STORY.scorecard(plan).share)


def test_the_words_give_the_value_and_not_the_answer() -> None:
    say = STORY.scorecard(plan_of("registration")).promises[1].say
    assert "$95,914 a month" in say
    assert not any(key.replace("_", " ") in say for key in CAUSE_KEYS)


# ---------------------------------------------------------------- slips


@pytest.mark.parametrize(
    ("keys", "slip"),
    [
        (("duplicate", "registration", "coding_edit"), "ranked by count"),
        (("duplicate", "registration", "coding_edit", "missing_records"), "ranked by count"),
        (("medical_necessity", "prior_authorization"), "ranked by charges"),
        (("medical_necessity", "prior_authorization"), "overturned ignored"),
    ],
)
def test_a_rule_of_thumb_is_recognized(keys, slip) -> None:
    assert slip in names_of(plan_of(*keys))


def test_a_thoughtful_plan_shows_no_slip() -> None:
    assert names_of(plan_of("medical_necessity", "timely_filing", "missing_records")) == set()
    assert names_of(plan_of("registration")) == set()


# ---------------------------------------------------------------- every learner's month


def test_the_best_value_agrees_with_a_second_route_for_fifty_learners() -> None:
    for case in sample_cases("02_finance", 50):
        decision = DenialsDecision(case.revenue.causes, case.revenue.hours_available)
        assert decision.best_usd == pytest.approx(by_brute_force(decision))


def test_every_learner_has_four_good_plans_that_leave_the_duplicates_alone() -> None:
    for case in sample_cases("02_finance", 50):
        decision = DenialsDecision(case.revenue.causes, case.revenue.hours_available)
        full = [plan for plan in full_mark_plans(decision, 50) if not plan["duplicate"]]
        assert len(full) >= 4


def test_a_random_plan_earns_a_quarter_at_most_on_average() -> None:
    for case in sample_cases("02_finance", 50):
        shares = DenialsDecision(case.revenue.causes, case.revenue.hours_available).every_share()
        assert shares.mean() <= 0.25


def test_no_rule_of_thumb_earns_everything() -> None:
    for case in sample_cases("02_finance", 50):
        decision = DenialsDecision(case.revenue.causes, case.revenue.hours_available)
        for plan in (
            decision.ranked(lambda c: c.cases),
            decision.ranked(lambda c: c.cases * c.gross_usd),
            decision.best_by(without_overturns_usd),
        ):
            assert not decision.scorecard(plan).full


def test_candidates_come_best_first_and_all_fit() -> None:
    outcomes = [STORY.outcome(plan) for plan in STORY.candidates()]
    values = [o.recovered_usd for o in outcomes]
    assert all(o.fits for o in outcomes)
    assert np.all(np.diff(values) <= 1e-6)
