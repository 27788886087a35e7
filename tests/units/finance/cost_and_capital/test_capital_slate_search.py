"""All 512 slates of the story: how many keep every promise, and which come first."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from course.catalog import full_mark_plans
from course.units.finance.cost_and_capital.capital_slate_decision import CapitalSlateDecision
from course.units.finance.cost_and_capital.capital_slate_model import Slate, as_plan
from course.units.finance.cost_and_capital.capital_slate_search import CapitalSlateSearch
from tests.units.finance.cost_and_capital.story_slate import passing, story_slate


@pytest.fixture
def story() -> Slate:
    """Wrenfield's nine candidates and its board's limits."""
    return story_slate()


@pytest.fixture
def search(story: Slate) -> CapitalSlateSearch:
    return CapitalSlateSearch(CapitalSlateDecision(story))


def test_twelve_of_512_story_slates_keep_every_promise(story):
    """At least ten are asked for; the design's $1.5M of NPV leaves three."""
    assert len(passing(story)) == 12
    assert len(passing(replace(story, npv_floor_usd=1_500_000))) == 3


def test_the_vectorized_score_agrees_with_plain_loops(story, search):
    full = {
        frozenset(np.array(story.keys)[row])
        for row, share in zip(search.every_row, search.every_share, strict=True)
        if share >= 1 - 1e-9
    }
    assert full == {frozenset(keys) for keys in passing(story)}
    assert search.full_mark_count == 12


def test_the_scorecard_of_each_slate_is_its_vectorized_score(story, search):
    one_by_one = [search.decision.scorecard(as_plan(story, row)).share for row in search.every_row]
    assert one_by_one == pytest.approx(list(search.every_share))
    assert search.mean_random_share == pytest.approx(np.mean(one_by_one))


def test_the_best_slates_come_first_and_all_come(search):
    shares = [search.decision.scorecard(plan).share for plan in search.candidates()]
    assert len(shares) == 512 and np.all(np.diff(shares) <= 1e-9)


def test_the_most_valuable_full_slate_comes_first(story):
    """ED fast track and the surgery center beside what is demanded: $2.15M."""
    first = full_mark_plans(CapitalSlateDecision(story), 1)[0]
    assert {k for k, taken in first.items() if taken} == {
        "nurse_call",
        "chiller",
        "ed_fast_track",
        "surgery_partner",
    }


def test_every_slip_is_shown_by_the_slate_of_somebody_who_makes_it(search):
    assert search.every_slip_can_be_shown
    assert set(search.slipping_plans()) == {slip.name for slip in search.decision.slips()}
