"""The rosters that learners find on the wall: thirty nurses, four weeks, troubles of every kind, and a way out."""

from __future__ import annotations

import json

import numpy as np
import pytest

from course.cases.seeding import generator
from course.catalog import full_mark_plans
from course.rostering.problem import OFF
from course.rostering.roster import shares, to_lines, under_cover, with_edit
from course.rostering.violations import RULES, violations
from course.units.staffing.rosters.roster_decision import RosterDecision
from course.units.staffing.rosters.roster_draw import DAYS, TROUBLES, draw
from course.units.staffing.rosters.roster_model import CHARGE, LPN, RN, DrawnRoster, PostedRoster, standing

LEARNERS = [f"learner-{i}" for i in range(200)]


def drawn(learner: str) -> DrawnRoster:
    return draw(generator("03_staffing", "roster", learner))


def unit(learner: str) -> PostedRoster:
    return drawn(learner).case


@pytest.mark.parametrize("first", range(0, 200, 20))
def test_every_learner_has_a_posted_roster_that_can_be_mended_in_four_ways_and_more(first: int):
    """Two hundred learners: standing still earns little, and at least four plans earn everything."""
    for learner in LEARNERS[first : first + 20]:
        decision = RosterDecision(unit(learner))
        assert decision.scorecard(decision.nothing()).share <= 0.2, learner
        plans = full_mark_plans(decision, 4)
        assert len({json.dumps(plan) for plan in plans}) == 4, learner


@pytest.mark.parametrize("learner", LEARNERS[:20])
def test_guessing_earns_next_to_nothing(learner: str):
    decision = RosterDecision(unit(learner))
    rng = np.random.default_rng(7)
    assert np.mean([decision.scorecard(decision.random(rng)).share for _ in range(40)]) <= 0.05


@pytest.mark.parametrize("learner", LEARNERS[:20])
def test_changing_days_of_the_posted_roster_at_random_earns_less_than_a_third(learner: str):
    """The guess of somebody who stays near what is on the wall."""
    decision = RosterDecision(unit(learner))
    rng, scores = np.random.default_rng(8), []
    for _ in range(40):
        roster = decision.case.posted
        for _ in range(12):
            name, day = str(rng.choice(list(roster))), int(rng.integers(DAYS))
            roster = with_edit(roster, name, day, str(rng.choice(["D", "N", OFF])))
        scores.append(decision.scorecard(to_lines(roster)).share)
    assert np.mean(scores) <= 0.35


@pytest.mark.parametrize("learner", LEARNERS[:20])
def test_a_unit_has_thirty_nurses_four_weeks_and_troubles_of_every_kind(learner: str):
    case = unit(learner)
    given = case.problem
    assert (len(given.nurses), given.days, len(given.weekends)) == (30, 28, 4)
    assert {skill for n in given.nurses for skill in n.skills} == {CHARGE, RN, LPN}
    assert len({n.max_minutes for n in given.nurses}) >= 3, "full-time, part-time and with a week of leave"
    found = {v.rule for v in violations(given, case.posted)}
    assert found >= {rule for _, kinds in TROUBLES for rule in kinds if rule in RULES} | {"leave"}
    missing = {gap.cover.skill for gap in under_cover(given, case.posted)}
    assert missing >= {"", CHARGE}


@pytest.mark.parametrize("learner", LEARNERS[:20])
def test_the_proof_keeps_every_rule_covers_every_shift_and_fits_the_limits(learner: str):
    case, sound = (each := drawn(learner)).case, each.sound
    now = standing(case, sound)
    assert now.broken == () and now.missing == ()
    assert now.changes <= case.most_changes and now.requests_lost <= case.most_requests_lost


@pytest.mark.parametrize("learner", LEARNERS[:20])
def test_the_least_share_of_requests_is_neither_nothing_nor_the_least_over_the_most(learner: str):
    case = unit(learner)
    people = shares(case.problem, case.posted)
    least = min(each.granted / each.asked for each in people)
    fewest, most = min(each.granted for each in people), max(each.asked for each in people)
    assert 0 < least <= 0.6 and fewest >= 1
    assert least - fewest / most >= 0.04


def test_the_same_learner_meets_the_same_unit_and_another_one_another():
    assert unit("ana") == unit("ana") != unit("ben")
