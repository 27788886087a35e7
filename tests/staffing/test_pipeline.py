"""Hiring month by month: who is left, who is productive, and decision S2's plans."""

from __future__ import annotations

import json
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.case import case_for
from course.catalog import best_plan, full_mark_plans
from course.decisions.plan_schema import validated
from course.units.staffing.people.hiring_decision import (
    SPREAD,
    WEIGHTS,
    HiringDecision,
    busiest_quarter,
    claim,
    least_agency,
    rules_kept,
    run_year,
    score_shares,
    told_apart,
)
from course.units.staffing.people.people_draw import HiringYear, wrenfield

STORY = wrenfield()
DECISION = HiringDecision(STORY)
NOBODY, NONE_BOUGHT = [0] * 12, [0] * 4
HIRES = st.lists(st.integers(0, 6), min_size=12, max_size=12)
AGENCY = st.lists(st.integers(0, 12), min_size=4, max_size=4)
LEARNERS = [pytest.param(f"learner-{i}", id=f"learner-{i}") for i in range(8)]
GOOD = {"hires": [2, 2, 2, 2, 1, 1, 1, 1, 1, 2, 2, 1], "agency": [2, 0, 0, 0]}


def by_hand(year: HiringYear, hires: list[int]) -> tuple[list[float], list[float]]:
    """Return those in post and the productive hands by a walk over months and cohorts."""
    old, cohorts = float(year.in_post), []
    in_post, effective = [], []
    for month in range(12):
        cohorts.append([float(hires[month]), 0])
        old *= 1 - year.incumbent_leave_year / 12
        for cohort in cohorts:
            cohort[0] *= 1 - year.new_hire_leave_month
            cohort[1] += 1
        in_post.append(old + sum(n for n, _ in cohorts))
        load = [year.learning_share if age <= year.learning_months else 1.0 for _, age in cohorts]
        effective.append(old + sum(n * share for (n, _), share in zip(cohorts, load, strict=True)))
    return in_post, effective


# ---------------------------------------------------------------- the year


def test_doing_nothing_ends_the_storys_year_at_twenty_three_percent_and_a_gap_of_seventeen():
    year = run_year(STORY, NOBODY, NONE_BOUGHT)
    assert year.vacancy_share[-1] == pytest.approx(0.233, abs=5e-4)
    assert year.gap_fte[-1] == pytest.approx(17.0, abs=0.05)
    assert year.cost_usd.sum() == 0


@given(HIRES, AGENCY)
def test_the_arrays_agree_with_a_walk_over_the_cohorts(hires, agency):
    year = run_year(STORY, hires, agency)
    in_post, effective = by_hand(STORY, hires)
    assert year.in_post == pytest.approx(in_post)
    assert year.effective == pytest.approx(np.array(effective) + np.repeat(agency, 3))


def test_a_hire_of_the_first_month_is_half_a_nurse_for_two_months():
    """One hire less 2.2% a month: 0.489, 0.478, and then whole at 0.935."""
    alone = run_year(STORY, [1, *[0] * 11], NONE_BOUGHT).effective - run_year(STORY, NOBODY, NONE_BOUGHT).effective
    assert alone[:3] == pytest.approx([0.5 * 0.978, 0.5 * 0.978**2, 0.978**3])


def test_an_agency_nurse_of_one_quarter_costs_forty_five_thousand_and_fills_no_post():
    year = run_year(STORY, NOBODY, [0, 1, 0, 0])
    assert year.agency_usd.tolist() == [0, 0, 0, 15_010, 15_010, 15_010, 0, 0, 0, 0, 0, 0]
    assert (year.in_post == run_year(STORY, NOBODY, NONE_BOUGHT).in_post).all()


def test_eight_vacancies_filled_at_once_are_vacant_again_within_the_year():
    """The posts are filled on the first day; twelve leave in the year."""
    year = run_year(STORY, [8, *[0] * 11], NONE_BOUGHT)
    assert year.vacancy_share[0] < 0.02
    assert year.vacancy_share[-1] > 0.15


@given(HIRES)
def test_the_busiest_quarter_is_the_most_of_any_three_months_running(hires):
    assert busiest_quarter(hires) == max(sum(hires[m : m + 3]) for m in range(10))


@given(HIRES)
def test_the_fewest_agency_nurses_hold_the_gap_and_one_fewer_does_not(hires):
    fewest = least_agency(STORY, hires)
    assert (run_year(STORY, hires, fewest).gap_fte <= STORY.gap_limit_fte + 1e-9).all()
    for quarter in np.flatnonzero(fewest):
        fewer = fewest - np.eye(4, dtype=int)[quarter]
        assert (run_year(STORY, hires, fewer).gap_fte > STORY.gap_limit_fte).any()


def test_every_spread_of_a_quarter_adds_up_and_any_four_keep_the_pace():
    assert [sum(months) for months in SPREAD] == list(range(7))
    for first in SPREAD:
        for second in SPREAD:
            assert max(sum((*first, *second)[m : m + 3]) for m in range(4)) <= 6


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
    hires, agency = DECISION.full_marks
    assert (rules_kept(STORY, hires, agency) != rules_kept(other, hires, agency)).any()


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: run_year(STORY, [1, 2], NONE_BOUGHT), "12 numbers"),
        (lambda: run_year(STORY, NOBODY, [1]), "4 numbers"),
        (lambda: run_year(STORY, [-1, *[0] * 11], NONE_BOUGHT), "0 or more"),
        (lambda: run_year(STORY, [np.nan, *[0] * 11], NONE_BOUGHT), "0 or more"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_in_one_sentence(call, says):
    with pytest.raises(ValueError, match=says) as refusal:
        call()
    assert "\n" not in str(refusal.value)


# ---------------------------------------------------------------- what a plan earns


def test_the_storys_good_plan_keeps_every_promise():
    card = DECISION.scorecard(GOOD)
    assert card.full and [p.name for p in card.promises] == list(WEIGHTS)


def test_the_full_mark_plans_are_those_of_a_walk_by_hand():
    """Each found plan is held to the rules by the other route."""
    hires, agency = DECISION.full_marks
    assert DECISION.full_mark_count == len(hires) > 100
    for place in range(0, len(hires), 11):
        in_post, effective = by_hand(STORY, list(hires[place]))
        there = np.array(effective) + np.repeat(agency[place], 3)
        assert 79.8 - 1e-9 <= in_post[-1] <= 84
        assert (0.97 * 84 - there <= 4 + 1e-9).all()
        assert hires[place].sum() * 29_300 <= 620_000 and agency[place].sum() * 45_030 <= 800_000


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
    assert together == pytest.approx([DECISION.scorecard(p).share for p in plans])


def test_the_claim_is_whole_only_where_vacancy_and_gap_are_kept():
    assert claim(STORY, GOOD["hires"], GOOD["agency"]) == 1
    assert claim(STORY, GOOD["hires"], NONE_BOUGHT) < 0.8


def test_the_words_give_the_end_the_worst_month_and_the_money():
    said = {p.name: p.say for p in DECISION.scorecard(DECISION.nothing()).promises}
    assert said["Vacancy"] == "It ends at 23.3%; between 0% and 5% is asked."
    assert said["Productive gap"].startswith("The worst month is June with 17.0 missing; at most 4, and 12 months are")
    many = {p.name: p.say for p in DECISION.scorecard({"hires": [6] * 12, "agency": NONE_BOUGHT}).promises}
    assert "more than are budgeted" in many["Vacancy"]
    assert many["Pace of hiring"] == "18 start in the busiest three months; at most 6."


def test_a_narrow_miss_is_said_with_decimals_that_show_it():
    """A figure above its limit never reads as the limit, and one month is one month."""
    assert [told_apart(n, 5) for n in (4.96, 5.0, 5.04, 5.004, 5.3)] == ["5.0", "5.0", "5.04", "5.004", "5.3"]
    assert told_apart(0.02, 0) == "0.02"
    end = float(run_year(STORY, GOOD["hires"], GOOD["agency"]).vacancy_share[-1])
    narrow = replace(STORY, vacancy_limit=end - 4e-4)
    said = HiringDecision(narrow).scorecard(GOOD).promises[0].say
    assert f"It ends at {end:.1%};" in said or f"It ends at {end:.2%};" in said
    worst = np.sort(run_year(STORY, GOOD["hires"], GOOD["agency"]).gap_fte)
    one = replace(STORY, gap_limit_fte=float(worst[-2:].mean()))
    assert HiringDecision(one).scorecard(GOOD).promises[1].say.endswith(", and 1 month is above it.")


def test_money_is_said_to_the_dollar():
    said = [p.say for p in DECISION.scorecard(GOOD).promises]
    assert said[3] == "$527,400 is spent; at most $620,000 is there."
    assert said[4] == "$90,060 is spent; at most $800,000 is there."


# ---------------------------------------------------------------- slips, and every learner's year


def shown(plan):
    return [slip.name for slip in DECISION.slips() if slip.gives(plan)]


def test_each_slip_is_told_by_the_plan_that_somebody_who_makes_it_would_keep():
    plans = DECISION.slipping_plans()
    assert len(plans) == 3
    for name, plan in plans.items():
        assert shown(plan) == [name]
        assert DECISION.scorecard(plan).share < 0.6


def test_a_good_plan_and_an_empty_one_show_no_slip():
    assert shown(GOOD) == shown(DECISION.nothing()) == shown(best_plan(DECISION)) == []


def test_who_misses_by_less_than_a_nurse_is_not_told_that_new_hires_leave():
    """The plan that shows the slip misses by a nurse or more; the same year with a limit nearer to it shows none."""
    plan = DECISION.slipping_plans()["new hires never leave"]
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


@pytest.mark.parametrize("learner", LEARNERS)
def test_every_learners_year_has_many_good_plans_and_shows_every_slip(learner):
    decision = HiringDecision(case_for("03_staffing", learner).people.year)
    assert decision.full_mark_count >= 24
    assert decision.every_slip_can_be_shown
    assert decision.agency_budget_binds
    assert decision.scorecard(decision.nothing()).share <= 0.2
    rng = np.random.default_rng(0)
    assert np.mean([decision.scorecard(decision.random(rng)).share for _ in range(40)]) <= 0.35
    for p in (decision.nothing(), decision.random(rng), *full_mark_plans(decision, 2)):
        assert json.loads(json.dumps(p)) == p
        assert validated(p, decision.schema, "hiring") == p


def test_two_hundred_learners_have_four_plans_that_earn_everything():
    for i in range(200):
        decision = HiringDecision(case_for("03_staffing", f"learner-{i}").people.year)
        assert len({json.dumps(p) for p in full_mark_plans(decision, 4)}) == 4
