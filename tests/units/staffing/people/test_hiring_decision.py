"""What a year of hiring earns, rule by rule, what it is told, and which slips it shows."""

from __future__ import annotations

import doctest
from dataclasses import fields, replace

import numpy as np
import pytest

from course.catalog import best_plan
from course.units.staffing.people import hiring_decision
from course.units.staffing.people.hiring_decision import (
    WEIGHTS,
    HiringDecision,
    claimed,
    format_against_limit,
    outcome,
    rules_kept,
    score_shares,
)
from course.units.staffing.people.hiring_model import HiringYear, run_year, wrenfield
from course.units.staffing.people.hiring_search import HiringSearch
from tests.units.staffing.people.walk import GOOD, NOBODY, NONE_BOUGHT

STORY = wrenfield()
DECISION = HiringDecision(STORY)
SEARCH = HiringSearch(DECISION)

MOVED = {
    "budgeted": 85,
    "in_post": 75,
    "incumbent_leave_year": 0.2,
    "new_hire_leave_month": 0.05,
    "learning_months": 4,
    "learning_share": 0.2,
    "target_share": 0.99,
    "gap_limit_fte": 3.0,
    "vacancy_limit": 0.02,
    "pace_limit": 5,
    "hire_cost_usd": 40_000,
    "hiring_limit_usd": 500_000,
    "agency_hour_usd": 900,
    "agency_hours_month": 1_600,
    "agency_limit_usd": 80_000,
}


@pytest.mark.parametrize("name", [field.name for field in fields(HiringYear)])
def test_every_figure_of_the_year_is_live(name):
    """Moving any of them breaks or mends a rule for a plan of the story."""
    other = replace(STORY, **{name: MOVED[name]})
    hires, agency = SEARCH.full_marks
    assert (rules_kept(STORY, hires, agency) != rules_kept(other, hires, agency)).any()


# ---------------------------------------------------------------- what a plan earns


def test_the_storys_good_plan_keeps_every_promise():
    card = DECISION.scorecard(GOOD)
    assert card.full and [p.name for p in card.promises] == list(WEIGHTS)


def test_each_rule_can_be_broken_by_itself():
    broken = {
        0: ([2, 2, 2, 2, 1, 1, 1, 1, 0, 0, 0, 0], [2, 0, 1, 4]),
        1: (GOOD["hires"], NONE_BOUGHT),
        2: ([3, 2, 2, 2, 1, 1, 1, 1, 1, 2, 2, 1], [2, 0, 0, 0]),
        3: ([2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1], [2, 0, 0, 0]),
        4: (GOOD["hires"], [8, 6, 4, 4]),
    }
    for column, (hires, agency) in broken.items():
        assert (rules_kept(STORY, hires, agency) < 1).nonzero()[0].tolist() == [column], column


def test_doing_nothing_and_buying_everything_earn_little():
    assert DECISION.scorecard(DECISION.nothing()).share <= 0.2
    assert DECISION.scorecard({"hires": NOBODY, "agency": [12] * 4}).share <= 0.2
    assert DECISION.scorecard({"hires": [6] * 12, "agency": [12] * 4}).share <= 0.2


def test_a_plan_that_comes_nearer_earns_more():
    steps = [
        (NOBODY, NONE_BOUGHT),
        ([1] * 12, [2, 1, 1, 1]),
        ([2, 1, 1, 2, 1, 1, 2, 1, 1, 1, 1, 1], [2, 1, 0, 0]),
        (GOOD["hires"], GOOD["agency"]),
    ]
    shares = [float(score_shares(STORY, hires, agency)) for hires, agency in steps]
    assert np.all(np.diff(shares) > 0) and shares[-1] == pytest.approx(1)


def test_one_plan_scores_the_same_alone_as_among_many():
    rng = np.random.default_rng(3)
    plans = [DECISION.random(rng) for _ in range(40)] + [GOOD]
    together = score_shares(STORY, np.array([p["hires"] for p in plans]), np.array([p["agency"] for p in plans]))
    cards = [DECISION.scorecard(p) for p in plans]
    limits = [0.5 if card.broken_gates else 1 for card in cards]
    assert np.minimum(together, limits) == pytest.approx([card.share for card in cards])


def test_a_month_without_enough_nurses_costs_half_of_the_points():
    """The posts are filled in June, and on the way patients went short."""
    card = DECISION.scorecard({"hires": GOOD["hires"], "agency": NONE_BOUGHT})
    assert "Productive gap" in [p.name for p in card.broken_gates]
    assert card.share <= 0.5


def test_the_claim_is_whole_only_where_vacancy_and_gap_are_kept():
    assert claimed(STORY, GOOD["hires"], GOOD["agency"]) == 1
    assert claimed(STORY, GOOD["hires"], NONE_BOUGHT) < 0.8


# ---------------------------------------------------------------- what it is told


def test_the_words_give_the_end_the_worst_month_and_the_money():
    said = {p.name: p.say for p in DECISION.scorecard(DECISION.nothing()).promises}
    assert said["Vacancy"] == "The year ends with 23.3% of posts empty. It should be between 0% and 5%."
    assert said["Productive gap"].startswith(
        "The worst month is June with 17.0 missing. The limit is 4, and 12 months are"
    )
    many = {p.name: p.say for p in DECISION.scorecard({"hires": [6] * 12, "agency": NONE_BOUGHT}).promises}
    assert "more than are budgeted" in many["Vacancy"]
    assert many["Pace of hiring"] == "18 start in the busiest three months. The limit is 6."


def test_a_narrow_miss_is_said_with_decimals_that_show_it():
    """A figure above its limit never reads as the limit, and one month is one month."""
    said = [format_against_limit(n, 5) for n in (4.96, 5.0, 5.04, 5.004, 5.3)]
    assert said == ["5.0", "5.0", "5.04", "5.004", "5.3"]
    assert format_against_limit(0.02, 0) == "0.02"
    end = float(run_year(STORY, GOOD["hires"], GOOD["agency"]).vacancy_share[-1])
    narrow = replace(STORY, vacancy_limit=end - 4e-4)
    said = HiringDecision(narrow).scorecard(GOOD).promises[0].say
    assert f"ends with {end:.1%} of" in said or f"ends with {end:.2%} of" in said
    worst = np.sort(run_year(STORY, GOOD["hires"], GOOD["agency"]).gap_fte)
    one = replace(STORY, gap_limit_fte=float(worst[-2:].mean()))
    assert HiringDecision(one).scorecard(GOOD).promises[1].say.endswith(", and 1 month is above it.")


def test_money_is_said_to_the_dollar():
    said = [p.say for p in DECISION.scorecard(GOOD).promises]
    assert said[3] == "$527,400 is spent. The budget has $620,000."
    assert said[4] == "$90,060 is spent. The budget has $800,000."


def test_the_examples_are_true():
    ran = doctest.testmod(hiring_decision)
    assert ran.attempted and not ran.failed


# ---------------------------------------------------------------- one plan, and a mistaken assumption


def test_who_leaves_is_who_was_there_and_came_less_who_is_left():
    """Leavers close the year's account, and cost what one leaver costs each."""
    seen = outcome(DECISION, GOOD, 61_110)
    assert STORY.in_post + sum(GOOD["hires"]) - seen.left == pytest.approx(float(seen.run.in_post[-1]))
    assert seen.leavers_usd == pytest.approx(seen.left * 61_110)
    assert seen.promises == DECISION.scorecard(GOOD).promises and seen.assumed is None


@pytest.mark.parametrize("assumption", list(DECISION.assumed_years))
def test_every_mistaken_assumption_has_hands_that_nobody_has(assumption):
    seen = outcome(DECISION, GOOD, 61_110, assumption)
    assert seen.assumed is not None and seen.assumption == assumption
    assert (seen.assumed.effective >= seen.run.effective - 1e-9).all()
    assert (seen.assumed.effective > seen.run.effective + 0.1).any()


# ---------------------------------------------------------------- slips


def shown(plan):
    return [slip.name for slip in DECISION.slips() if slip.gives(plan)]


def test_each_slip_is_told_by_the_plan_that_somebody_who_makes_it_would_keep():
    plans = SEARCH.slipping_plans()
    assert len(plans) == 3
    for name, plan in plans.items():
        assert shown(plan) == [name]
        assert DECISION.scorecard(plan).share < 0.6


def test_a_good_plan_and_an_empty_one_show_no_slip():
    assert shown(GOOD) == shown(DECISION.nothing()) == shown(best_plan(DECISION)) == []


def test_who_misses_by_less_than_a_nurse_is_not_told_that_new_hires_leave():
    """The plan that shows the slip misses by a nurse or more; the same year with a limit nearer to it shows none."""
    plan = SEARCH.slipping_plans()["new hires never leave"]
    end = float(run_year(STORY, plan["hires"], plan["agency"]).vacancy_share[-1])
    gap = float(run_year(STORY, plan["hires"], plan["agency"]).gap_fte.max())
    near = replace(
        STORY,
        vacancy_limit=max(end - 0.5 / STORY.budgeted, STORY.vacancy_limit),
        gap_limit_fte=max(gap - 0.5, STORY.gap_limit_fte),
    )
    card = HiringDecision(near)
    assert not card.scorecard(plan).full
    assert not [slip.name for slip in card.slips() if slip.name == "new hires never leave" and slip.gives(plan)]
