"""Mending one hand-over at a time ends in a roster that keeps every promise; slips are made in it."""

from __future__ import annotations

from itertools import islice

import pytest

from course.case import case_for
from course.catalog import search_for
from course.rostering.roster import changed_cells, from_lines, to_lines
from course.units.staffing.rosters.roster_decision import RosterDecision
from course.units.staffing.rosters.roster_model import standing
from course.units.staffing.rosters.roster_search import RosterSearch

MY = case_for("03_staffing", "learner-0")
CASE, DECISION = MY.roster, RosterDecision(MY.roster)
SEARCH = RosterSearch(DECISION)


@pytest.mark.parametrize("learner", [f"learner-{i}" for i in range(20)])
def test_the_posted_roster_is_mended_within_its_limits(learner: str) -> None:
    """Nothing but the posted roster is known to the search."""
    case = case_for("03_staffing", learner).roster
    now = standing(case, RosterSearch(RosterDecision(case)).mended)
    assert now.troubles == 0
    assert now.changes <= case.most_changes and now.requests_lost <= case.most_requests_lost


def test_the_first_candidate_is_the_mended_roster_and_the_next_are_one_hand_over_away() -> None:
    first, *others = islice(SEARCH.candidates(), 12)
    assert first == to_lines(SEARCH.mended)
    for plan in others:
        assert len(changed_cells(SEARCH.mended, from_lines(CASE.problem, plan))) == 2


@pytest.mark.parametrize("learner", [f"learner-{i}" for i in range(4)])
def test_each_slip_has_a_plan_that_shows_it(learner: str) -> None:
    decision = RosterDecision(case_for("03_staffing", learner).roster)
    plans = RosterSearch(decision).slipping_plans()
    assert set(plans) == {slip.name for slip in decision.slips()}
    for name, plan in plans.items():
        assert name in {slip.name for slip in decision.shown(plan)}
        assert not decision.scorecard(plan).full


def test_nothing_that_a_notebook_names_knows_a_mended_roster() -> None:
    """The case has the roster as posted, and the decision scores what it is given."""
    assert search_for(DECISION) == SEARCH
    assert not {"mended", "sound", "candidates", "slipping_plans"} & {*dir(DECISION), *dir(CASE), *dir(MY)}
