"""Mending the posted roster: what a plan earns, what is said of it, and which slip it shows."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from course.cases.seeding import generator
from course.checks import NotYet
from course.decisions.grading import grade_plan
from course.decisions.plan_file import MAX_PLAN_BYTES
from course.decisions.plan_schema import validated
from course.rostering.problem import OFF
from course.rostering.roster import changed_cells, cost, from_lines, to_lines, under_cover, with_edit
from course.rostering.solver import solve, staying_near
from course.rostering.violations import SUCCESSION, violations, who_can_take
from course.units.staffing.rosters.roster_decision import WEIGHTS, RosterDecision, claimed
from course.units.staffing.rosters.roster_draw import DAYS, draw
from course.units.staffing.rosters.roster_model import CHARGE, RN

DRAWN = draw(generator("03_staffing", "roster", "learner-0"))
CASE, SOUND = DRAWN.case, DRAWN.sound
DECISION = RosterDecision(CASE)


def share(roster: object) -> float:
    return DECISION.scorecard(to_lines(roster)).share  # type: ignore[arg-type]


def slips_of(plan: dict[str, str], decision: RosterDecision = DECISION) -> set[str]:
    return {p.slip for p in decision.scorecard(plan).promises if p.slip and not p.kept}


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
    assert DECISION.scorecard(to_lines(SOUND)).full
    assert 0.05 < share(CASE.posted) <= 0.2


def test_the_claim_grows_with_every_trouble_that_is_mended():
    claims = [claimed(left, 9) for left in range(12)]
    assert claims[0] == 1 and claims[9] == claims[10] == claims[11] == pytest.approx(0.2)
    assert claims == sorted(claims, reverse=True) and claims[1] < 0.7


def test_handing_one_day_back_after_another_never_leaves_the_plan_worse_at_the_end():
    """From posted to mended, a shift at a time: the score ends at full and the troubles at none."""
    roster, scores = CASE.posted, []
    for name, day in changed_cells(CASE.posted, SOUND):
        roster = with_edit(roster, name, day, SOUND[name][day])
        scores.append(share(roster))
    assert roster == SOUND and scores[-1] == pytest.approx(1) and max(scores[:-1]) < 1


def test_a_solver_that_stays_near_the_posted_roster_earns_everything():
    """An independent proof that the unit can be mended, and with how few changes."""
    found = solve(staying_near(CASE.problem, CASE.posted, 10))
    assert found.roster is not None and found.proven
    assert DECISION.scorecard(to_lines(found.roster)).full
    assert len(changed_cells(CASE.posted, found.roster)) < len(changed_cells(CASE.posted, SOUND))


def test_a_shift_that_nobody_works_and_a_day_straight_after_a_night_cost_half_of_the_points():
    """Of the mended roster: somebody is taken off a shift that has no one to spare."""
    name, day = next(
        (name, day)
        for name, line in SOUND.items()
        for day, shift in enumerate(line)
        if shift != OFF and under_cover(CASE.problem, with_edit(SOUND, name, day, OFF))
    )
    card = DECISION.scorecard(to_lines(with_edit(SOUND, name, day, OFF)))
    assert "Cover" in [p.name for p in card.broken_gates] and card.share <= 0.5
    assert DECISION.gates == ("Cover", "Rest")


def test_requests_that_are_ignored_cost_a_part():
    strict = RosterDecision(replace(CASE, most_requests_lost=cost(CASE.problem, SOUND).requests - 5))
    card = strict.scorecard(to_lines(SOUND))
    assert 0.9 < card.share < 1 and [p.name for p in card.promises if not p.kept] == ["Requests"]


def test_the_limits_of_the_case_are_live():
    few = RosterDecision(replace(CASE, most_changes=3)).scorecard(to_lines(SOUND))
    assert [p.name for p in few.promises if not p.kept] == ["Posted shifts"]


def test_what_is_said_names_people_and_days():
    said = {p.name: p.say for p in DECISION.scorecard(DECISION.nothing()).promises}
    assert said["Posted shifts"] == f"0 posted days change. The limit is {CASE.most_changes}."
    late = next(v for v in violations(CASE.problem, CASE.posted) if v.rule == "leave")
    assert late.say in said["Leave"]
    assert re.match(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d+, (day|night): ", said["Cover"]) and "Every" not in said["Rest"]


def test_many_troubles_are_named_three_at_a_time():
    busy = dict.fromkeys(CASE.posted, "D" * DAYS)
    said = {p.name: p.say for p in DECISION.scorecard(busy).promises}
    assert said["Rest"].endswith(" more.") and said["Rest"].count(" works ") == 3


def test_the_posted_roster_and_a_mended_one_show_no_slip():
    assert slips_of(DECISION.nothing()) == set() and slips_of(to_lines(SOUND)) == set()


def test_heads_counted_not_skills():
    """The nurse in charge of a shift swaps with one who cannot be."""
    plan = swapped(lambda giver, taker: CHARGE in giver and CHARGE not in taker and RN in taker)
    assert "heads counted, not skills" in slips_of(plan)


def test_a_gap_filled_from_leave():
    name = next(n.id for n in CASE.problem.nurses if len(n.leave) >= 7)
    day = CASE.problem.nurse[name].leave[3]
    assert "gap filled from leave" in slips_of(to_lines(with_edit(SOUND, name, day, "D")))


def test_a_day_after_a_night():
    roster = SOUND
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
    for giver, row in SOUND.items():
        for day, shift in enumerate(row):
            if shift == OFF:
                continue
            freed = with_edit(SOUND, giver, day, OFF)
            for taker in who_can_take(CASE.problem, freed, day, shift):
                moved = with_edit(freed, taker, day, shift)
                if fits(nurse[giver].skills, nurse[taker].skills) and under_cover(CASE.problem, moved):  # type: ignore[operator]
                    return to_lines(moved)
    raise AssertionError("no such swap in this unit")
