"""The decision of the rostering unit: mend the posted roster."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from course.cases.seeding import generator
from course.catalog import full_mark_plans
from course.checks import NotYet
from course.decisions.grading import grade_plan
from course.decisions.plan_file import MAX_PLAN_BYTES
from course.decisions.plan_schema import validated
from course.rostering.problem import OFF
from course.rostering.roster import (
    changed_cells,
    cost,
    from_lines,
    shares,
    to_lines,
    under_cover,
    with_edit,
)
from course.rostering.solver import solve, staying_near
from course.rostering.violations import RULES, SUCCESSION, violations, who_can_take
from course.units.staffing.rosters.roster_decision import WEIGHTS, RosterDecision, claim, standing
from course.units.staffing.rosters.roster_draw import (
    CHARGE,
    DAYS,
    LPN,
    RN,
    TROUBLES,
    PostedRoster,
    draw,
)
from course.units.staffing.rosters.sound_lines_draw import patterns


def unit(learner: str) -> PostedRoster:
    return draw(generator("03_staffing", "roster", learner))


CASE = unit("learner-0")
DECISION = RosterDecision(CASE)
LEARNERS = [f"learner-{i}" for i in range(200)]


def share(roster: object) -> float:
    return DECISION.scorecard(to_lines(roster)).share  # type: ignore[arg-type]


def slips_of(plan: dict[str, str], decision: RosterDecision = DECISION) -> set[str]:
    return {p.slip for p in decision.scorecard(plan).promises if p.slip and not p.kept}


# ---------------------------------------------------------------- every learner's unit


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
    case = unit(learner)
    now = standing(case, case.mended)
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


def test_the_patterns_of_half_a_roster_keep_the_rules_of_rest():
    """Runs of two or three, two days of rest, one weekend at most; read from the letters."""
    for row in patterns():
        text = "".join("x" if worked else "." for worked in row)
        assert all(len(run) in (2, 3) for run in text.split(".") if run)
        assert all(len(rest) >= 2 for rest in text.strip(".").split("x") if rest)
        assert ("x" in text[5:7]) + ("x" in text[12:14]) <= 1
    assert len({tuple(row) for row in patterns()}) == len(patterns()) > 100


# ---------------------------------------------------------------- what a plan earns


def test_a_plan_is_a_line_for_each_nurse_that_can_be_kept_and_typed():
    plan = DECISION.nothing()
    assert validated(plan, DECISION.schema, "the roster") == plan
    assert len(json.dumps(plan)) < MAX_PLAN_BYTES / 5
    assert from_lines(CASE.problem, plan) == CASE.posted


@pytest.mark.parametrize("bad", ["D" * 27, "D" * 29, "X" + "D" * 27, "d" * 28])
def test_a_line_of_another_length_or_letter_is_refused_before_it_is_scored(bad: str):
    first = next(iter(CASE.posted))
    with pytest.raises(NotYet, match=first):
        validated({**DECISION.nothing(), first: bad}, DECISION.schema, "the roster")


def test_the_weights_make_one():
    assert sum(WEIGHTS.values()) == pytest.approx(1)
    assert [p.name for p in DECISION.scorecard(DECISION.nothing()).promises] == list(WEIGHTS)


def test_the_mended_roster_earns_everything_and_the_posted_one_little():
    assert DECISION.scorecard(to_lines(CASE.mended)).full
    assert 0.05 < share(CASE.posted) <= 0.2


def test_the_claim_grows_with_every_trouble_that_is_mended():
    claims = [claim(left, 9) for left in range(12)]
    assert claims[0] == 1 and claims[9] == claims[10] == claims[11] == pytest.approx(0.2)
    assert claims == sorted(claims, reverse=True) and claims[1] < 0.7


def test_handing_one_day_back_after_another_never_leaves_the_plan_worse_at_the_end():
    """From posted to mended, a shift at a time: the score ends at full and the troubles at none."""
    roster, scores = CASE.posted, []
    for name, day in changed_cells(CASE.posted, CASE.mended):
        roster = with_edit(roster, name, day, CASE.mended[name][day])
        scores.append(share(roster))
    assert roster == CASE.mended and scores[-1] == pytest.approx(1) and max(scores[:-1]) < 1


def test_a_solver_that_stays_near_the_posted_roster_earns_everything():
    """An independent proof that the unit can be mended, and with how few changes."""
    found = solve(staying_near(CASE.problem, CASE.posted, 10))
    assert found.roster is not None and found.proven
    assert DECISION.scorecard(to_lines(found.roster)).full
    assert len(changed_cells(CASE.posted, found.roster)) < len(changed_cells(CASE.posted, CASE.mended))


def test_requests_that_are_ignored_cost_a_part():
    strict = RosterDecision(replace(CASE, most_requests_lost=cost(CASE.problem, CASE.mended).requests - 5))
    card = strict.scorecard(to_lines(CASE.mended))
    assert 0.9 < card.share < 1 and [p.name for p in card.promises if not p.kept] == ["Requests"]


def test_the_limits_of_the_case_are_live():
    few = RosterDecision(replace(CASE, most_changes=3)).scorecard(to_lines(CASE.mended))
    assert [p.name for p in few.promises if not p.kept] == ["Posted shifts"]


def test_what_is_said_names_people_and_days():
    said = {p.name: p.say for p in DECISION.scorecard(DECISION.nothing()).promises}
    assert said["Posted shifts"] == f"0 posted days change; at most {CASE.most_changes}."
    late = next(v for v in violations(CASE.problem, CASE.posted) if v.rule == "leave")
    assert late.say in said["Leave"]
    assert re.match(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d+, (day|night): ", said["Cover"]) and "Every" not in said["Rest"]


def test_many_troubles_are_named_three_at_a_time():
    busy = dict.fromkeys(CASE.posted, "D" * DAYS)
    said = {p.name: p.say for p in DECISION.scorecard(busy).promises}
    assert "more." in said["Rest"] and said["Rest"].count(".") == 4


# ---------------------------------------------------------------- slips


def test_the_posted_roster_and_a_mended_one_show_no_slip():
    assert slips_of(DECISION.nothing()) == set() and slips_of(to_lines(CASE.mended)) == set()


def test_heads_counted_not_skills():
    """The nurse in charge of a shift swaps with one who cannot be."""
    plan = swapped(lambda giver, taker: CHARGE in giver and CHARGE not in taker and RN in taker)
    assert "heads counted, not skills" in slips_of(plan)


def test_a_gap_filled_from_leave():
    name = next(n.id for n in CASE.problem.nurses if len(n.leave) >= 7)
    day = CASE.problem.nurse[name].leave[3]
    assert "gap filled from leave" in slips_of(to_lines(with_edit(CASE.mended, name, day, "D")))


def test_a_day_after_a_night():
    roster = CASE.mended
    name, day = next((n, d) for n, row in roster.items() for d in range(1, DAYS) if row[d - 1] == "N" and row[d] == OFF)
    plan = to_lines(with_edit(roster, name, day, "D"))
    assert SUCCESSION in {v.rule for v in violations(CASE.problem, from_lines(CASE.problem, plan))}
    assert "day after night" in slips_of(plan)


def test_a_roster_built_anew_earns_three_quarters_and_is_named():
    """The solver's best roster on a blank page keeps every rule, and calls everybody at home."""
    found = solve(CASE.problem)
    assert found.roster is not None and found.proven
    card = DECISION.scorecard(to_lines(found.roster))
    assert card.share == pytest.approx(1 - WEIGHTS["Posted shifts"])
    assert slips_of(to_lines(found.roster)) == {"roster rebuilt"}


def test_every_slip_is_one_that_a_promise_can_show(capsys: pytest.CaptureFixture[str]):
    rebuilt = to_lines(solve(CASE.problem).roster or {})
    earned = grade_plan(rebuilt, DECISION, what="the roster", points=4, then="go on.")
    assert earned == pytest.approx(3.0)
    printed = capsys.readouterr().out
    assert "Slip: roster rebuilt." in printed and "✗ not kept: Posted shifts." in printed
    assert len({slip.name for slip in DECISION.slips()}) == 4


def swapped(fits: object) -> dict[str, str]:
    """Return the mended roster after a swap on one shift that leaves heads as they were and somebody missing."""
    nurse = CASE.problem.nurse
    for giver, row in CASE.mended.items():
        for day, shift in enumerate(row):
            if shift == OFF:
                continue
            freed = with_edit(CASE.mended, giver, day, OFF)
            for taker in who_can_take(CASE.problem, freed, day, shift):
                moved = with_edit(freed, taker, day, shift)
                if fits(nurse[giver].skills, nurse[taker].skills) and under_cover(CASE.problem, moved):  # type: ignore[operator]
                    return to_lines(moved)
    raise AssertionError("no such swap in this unit")


def test_the_first_candidate_is_the_proof_and_the_next_are_one_hand_over_away():
    first, *others = islice(DECISION.candidates(), 12)
    assert first == to_lines(CASE.mended)
    for plan in others:
        assert len(changed_cells(CASE.mended, from_lines(CASE.problem, plan))) == 2
