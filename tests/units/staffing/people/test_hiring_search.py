"""The search for good years of hiring: smooth ones, with the fewest agency nurses, counted by another route."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.units.staffing.people.hiring_decision import HiringDecision
from course.units.staffing.people.hiring_model import run_year, wrenfield
from course.units.staffing.people.hiring_search import SPREADS_OF_A_QUARTER, HiringSearch, fewest_agency_nurses
from tests.units.staffing.people.walk import walk

STORY = wrenfield()
DECISION = HiringDecision(STORY)
SEARCH = HiringSearch(DECISION)


@given(st.lists(st.integers(0, 6), min_size=12, max_size=12))
def test_the_fewest_agency_nurses_hold_the_gap_and_one_fewer_does_not(hires):
    fewest = fewest_agency_nurses(STORY, hires)
    assert (run_year(STORY, hires, fewest).gap_fte <= STORY.gap_limit_fte + 1e-9).all()
    for quarter in np.flatnonzero(fewest):
        fewer = fewest - np.eye(4, dtype=int)[quarter]
        assert (run_year(STORY, hires, fewer).gap_fte > STORY.gap_limit_fte).any()


def test_every_spread_of_a_quarter_adds_up_and_any_four_keep_the_pace():
    assert [sum(months) for months in SPREADS_OF_A_QUARTER] == list(range(7))
    for first in SPREADS_OF_A_QUARTER:
        for second in SPREADS_OF_A_QUARTER:
            assert max(sum((*first, *second)[m : m + 3]) for m in range(4)) <= 6


def test_the_full_mark_plans_are_those_of_a_walk_by_hand():
    """Each found plan is held to the rules by the other route."""
    hires, agency = SEARCH.full_marks
    assert SEARCH.full_mark_count == len(hires) > 100
    for place in range(0, len(hires), 11):
        in_post, effective = walk(STORY, list(hires[place]))
        there = np.array(effective) + np.repeat(agency[place], 3)
        assert 79.8 - 1e-9 <= in_post[-1] <= 84
        assert (0.97 * 84 - there <= 4 + 1e-9).all()
        assert hires[place].sum() * 29_300 <= 620_000 and agency[place].sum() * 45_030 <= 800_000


def test_the_cheapest_full_mark_plans_come_first_and_then_the_one_that_changes_nothing():
    plans = list(SEARCH.candidates())
    costs = [run_year(STORY, plan["hires"], plan["agency"]).cost_usd.sum() for plan in plans[:-1]]
    assert costs == sorted(costs) and plans[-1] == DECISION.nothing()
    assert all(DECISION.scorecard(plan).full for plan in plans[:12])


def test_a_thousand_random_plans_earn_at_once_what_they_earn_one_by_one():
    rng = np.random.default_rng(0)
    hires, agency = rng.integers(0, 7, (1_000, 12)), rng.integers(0, 13, (1_000, 4))
    one_by_one = [DECISION.scorecard({"hires": h, "agency": a}).share for h, a in zip(hires, agency, strict=True)]
    assert SEARCH.mean_random_share == pytest.approx(np.mean(one_by_one))


def test_the_storys_agency_budget_never_binds():
    """So a learner's is drawn lower, and hiring late can be too dear."""
    assert not SEARCH.agency_budget_binds
