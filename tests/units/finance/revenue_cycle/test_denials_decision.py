"""What a month's plan earns, what its words say, and which rule of thumb it shows."""

from __future__ import annotations

import pytest

from course.case import sample_cases
from course.decisions.grading import grade_plan
from course.units.finance.revenue_cycle.denials_decision import DenialsDecision, value_share
from course.units.finance.revenue_cycle.denials_model import (
    CAUSE_KEYS,
    STORY_CAUSES,
    STORY_HOURS,
    hourly_usd,
    ranked,
    without_overturns_usd,
)
from course.units.finance.revenue_cycle.denials_search import DenialsSearch

STORY = DenialsDecision(STORY_CAUSES, STORY_HOURS)
BEST = {"prior_authorization", "timely_filing", "missing_records"}


def plan_of(*keys: str) -> dict[str, bool]:
    return {key: key in keys for key in CAUSE_KEYS}


def names_of(plan: dict[str, bool], decision: DenialsDecision = STORY) -> set[str]:
    return {slip.name for slip in decision.slips() if callable(slip.gives) and slip.gives(plan)}


def test_the_decision_knows_what_the_best_use_brings_and_not_which_it_is() -> None:
    assert STORY.best_usd == pytest.approx(256_600, abs=0.5)
    assert STORY.outcome(plan_of(*BEST)).share_of_best == pytest.approx(1)
    assert STORY.outcome(plan_of(*BEST)).short_usd == 0


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


def test_the_words_give_the_value_and_not_the_answer() -> None:
    say = STORY.scorecard(plan_of("registration")).promises[1].say
    assert "$97,867 a month" in say
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


def test_the_best_plan_of_somebody_who_forgets_the_appeals_is_recognized() -> None:
    """For every learner, also where it is not the top of a ranking."""
    for case in sample_cases("02_finance", 10):
        decision = DenialsDecision(case.revenue.causes, case.revenue.hours_available)
        plan = DenialsSearch(decision).best_plan_by(without_overturns_usd)
        assert "overturned ignored" in names_of(plan, decision)


@pytest.mark.parametrize("extra", [(), ("duplicate",)])
def test_a_plan_worth_less_than_the_best_by_the_same_mistake_does_not_show_it(extra: tuple[str, ...]) -> None:
    assert "overturned ignored" not in names_of(plan_of("medical_necessity", "timely_filing", *extra))


def test_a_plan_over_the_hours_is_told_that_alone() -> None:
    """Whoever ticks all nine follows every ranking, and ranked nothing."""
    assert [slip.name for slip in STORY.shown(plan_of(*CAUSE_KEYS))] == ["over the hours"]
    too_much = plan_of("duplicate", "registration", "coding_edit", "missing_records", "prior_authorization")
    assert [slip.name for slip in STORY.shown(too_much)] == ["over the hours"]
    assert [p.name for p in STORY.scorecard(too_much).broken_gates] == ["Hours"]


def test_a_plan_over_the_hours_earns_nothing_and_is_told_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert grade_plan(plan_of(*CAUSE_KEYS), STORY, what="your denials plan", points=5, then="sign it.") == 0
    assert "This decision is about “Hours”. A plan that breaks it earns nothing." in capsys.readouterr().out


def test_a_plan_that_works_down_the_right_order_is_told_of_no_wrong_one() -> None:
    """The two causes with most to recover may also be the two with most charges."""
    for case in sample_cases("02_finance", 20):
        decision = DenialsDecision(case.revenue.causes, case.revenue.hours_available)
        right = [cause.key for cause in ranked(decision.causes, hourly_usd)[:2]]
        assert all(slip.name == "over the hours" for slip in decision.shown(plan_of(*right)))
