"""The solver: optima known by trying every roster, each rule live, demand that nobody can fill, and stopping."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from course.cases.seeding import generator
from course.rostering import solver
from course.rostering.problem import OFF, Request, RosterProblem
from course.rostering.program import build_program
from course.rostering.roster import changed_cells, cost
from course.rostering.solver import (
    NoLegalLine,
    Progress,
    SolverFailed,
    Solving,
    solve,
    staying_near,
)
from course.rostering.violations import violations
from course.units.staffing.rosters.roster_draw import draw
from tests.rostering.small_rosters import (
    best,
    blank,
    demand,
    drawn_problem,
    every_line,
    keeps_every_row,
    least_cost,
    line,
    nurse,
    problem,
)
from tests.support.patience import PATIENCE_SECONDS, until

DRAWN = draw(generator("03_staffing", "roster", "learner-0"))
UNIT = DRAWN.case

# ---------------------------------------------------------------- the optimum


@pytest.mark.parametrize("seed", range(40))
def test_the_optimum_is_the_best_of_all_rosters(seed: int):
    """Two nurses, four days: 6,561 rosters, tried one by one. Where none is legal, the nurses are named."""
    given = drawn_problem(np.random.default_rng(seed))
    answer, least = best(given), least_cost(given)
    if least is None:
        assert answer["kind"] == "impossible" and answer["nurses"]
    else:
        assert answer["objective"] == answer["bound"] == least
        assert violations(given, answer["roster"]) == []
        assert cost(given, answer["roster"]).total == least


def test_both_kinds_of_case_are_among_those():
    """Else the test above would look at one branch alone."""
    least = [least_cost(drawn_problem(np.random.default_rng(seed))) for seed in range(40)]
    assert None in least and sum(one is not None for one in least) > 20


@pytest.mark.parametrize("seed", range(6))
def test_the_solver_and_the_checker_see_every_roster_alike(seed: int):
    """A roster satisfies the program's rows exactly if it breaks no rule; tried for thousands of rosters."""
    given = drawn_problem(np.random.default_rng(100 + seed), people=1, days=7)
    program = build_program(given)
    for row in every_line(given):
        roster = {given.nurses[0].id: row}
        assert keeps_every_row(program, given, roster) == (not violations(given, roster)), roster


def test_random_edits_of_a_unit_are_seen_alike():
    """From a sound roster of thirty nurses, a few days changed at a time."""
    rng, program, alike = np.random.default_rng(3), build_program(UNIT.problem), set()
    for _ in range(150):
        roster = dict(DRAWN.sound)
        for _ in range(int(rng.integers(1, 3))):
            name, day = str(rng.choice(list(roster))), int(rng.integers(UNIT.problem.days))
            row = list(roster[name])
            row[day] = str(rng.choice(["D", "N", OFF]))
            roster[name] = tuple(row)
        legal = not violations(UNIT.problem, roster)
        assert keeps_every_row(program, UNIT.problem, roster) == legal
        alike.add(legal)
    assert alike == {True, False}


# ---------------------------------------------------------------- each constraint is live

LONELY = {"covers": demand("D", *[1] * 7)}
LIVE: list[tuple[str, dict[str, Any]]] = [
    ("max_minutes", {"max_minutes": 960}),
    ("max_consecutive_shifts", {"max_consecutive_shifts": 2}),
    ("max_weekends", {"max_weekends": 0}),
    ("max_shifts", {"max_shifts": {"D": 3}}),
    ("leave", {"leave": (3,)}),
    ("min_consecutive_days_off", {"min_consecutive_days_off": 2, "leave": (3,)}),
]


@pytest.mark.parametrize(("name", "rules"), LIVE, ids=[name for name, _ in LIVE])
def test_every_rule_that_limits_work_costs_cover(name: str, rules: dict[str, Any]):
    """One nurse and a week of days to cover: free, nobody is missing; bound, somebody is."""
    free = best(problem(nurse(), days=7, **LONELY))
    bound = best(problem(nurse(**rules), days=7, **LONELY))
    assert free["objective"] == 0 < bound["objective"]


def test_two_days_off_around_leave_cost_a_shift_more_than_one():
    one = best(problem(nurse(leave=(3,)), days=7, **LONELY))
    two = best(problem(nurse(leave=(3,), min_consecutive_days_off=2), days=7, **LONELY))
    assert (one["objective"], two["objective"]) == (10, 20)


@pytest.mark.parametrize(
    ("rules", "least"),
    [({"min_minutes": 960}, 2), ({"max_consecutive_days_off": 3}, 1), ({"min_consecutive_shifts": 2}, 0)],
)
def test_rules_that_ask_for_work_cost_people_too_many(rules: dict[str, Any], least: int):
    given = problem(nurse(**rules), days=7, covers=demand("D", *[0] * 7, over=1) + demand("N", *[0] * 7, over=1))
    assert best(given)["objective"] == least


def test_a_shift_wanted_in_the_middle_needs_a_second_where_runs_have_two():
    wish = (Request("Ann", 3, "D", 5, True),)
    none = demand("D", *[0] * 7, over=1) + demand("N", *[0] * 7, over=1)
    one = best(problem(nurse(), days=7, covers=none, requests=wish))
    two = best(problem(nurse(min_consecutive_shifts=2), days=7, covers=none, requests=wish))
    assert (one["objective"], two["objective"]) == (1, 2)


def test_a_day_cannot_follow_a_night():
    given = problem(nurse(), days=2, covers=demand("N", 1, 0, under=3) + demand("D", 0, 1, under=2))
    assert best(given)["objective"] == 2
    free = replace(given, shifts=(given.shifts[0], replace(given.shifts[1], forbidden_next=())))
    assert best(free)["objective"] == 0


def test_cover_of_a_skill_sends_the_one_who_has_it():
    given = problem(nurse("Ann"), nurse("Bea", skills=("charge",)), days=1, covers=demand("D", 1, over=1))
    asked = replace(given, covers=given.covers + demand("D", 1, skill="charge"))
    assert best(asked)["roster"]["Bea"] == ("D",)
    assert best(asked)["objective"] == 0


@pytest.mark.parametrize("wanted", [True, False])
def test_requests_decide_where_cover_does_not(wanted: bool):
    wish = (Request("Ann", 0, "D", 4, wanted), Request("Bea", 0, "D", 3, wanted))
    given = problem(nurse("Ann"), nurse("Bea"), days=1, covers=demand("D", 1, over=9), requests=wish)
    answer = best(given)
    assert answer["objective"] == 3
    assert answer["roster"]["Ann" if wanted else "Bea"] == ("D",)


# ---------------------------------------------------------------- what cannot be


def test_demand_that_nobody_can_fill_comes_back_by_name():
    """Three are wanted, two are there, and nobody at all may be in charge."""
    covers = demand("D", 3, 1) + demand("N", 0, 1, skill="charge", under=100)
    found = solve(problem(nurse("Ann"), nurse("Bea"), days=2, covers=covers))
    assert found.proven and found.roster is not None
    assert [(g.cover.day, g.cover.shift, g.cover.skill, g.missing) for g in found.under_cover] == [
        (0, "D", "", 1),
        (1, "N", "charge", 1),
    ]
    assert found.objective == 110


def test_a_contract_that_no_line_can_keep_is_named():
    """Not the demand is at fault but a nurse who must work more than leave allows."""
    with pytest.raises(NoLegalLine, match="for Bea: loosen"):
        solve(problem(nurse("Ann"), nurse("Bea", min_minutes=480 * 3, leave=(0, 1, 2))))


def test_staying_near_a_posted_roster_counts_the_days_that_change():
    covers = demand("D", 1, 1, 1, 1)
    given = problem(nurse("Ann", leave=(2,)), nurse("Bea"), covers=covers)
    posted = {"Ann": line("DDD."), "Bea": line("...D")}
    answer = best(staying_near(given, posted, 3))
    assert changed_cells(posted, answer["roster"]) == [("Ann", 2), ("Bea", 2)]
    assert answer["objective"] == 3, "Ann's day on leave must change and costs nothing; Bea's costs 3"


def test_a_start_does_not_change_what_is_best():
    given = drawn_problem(np.random.default_rng(5))
    first = best(given)
    again = solve(given, start=first["roster"])
    assert again.objective == again.bound == first["objective"]


# ---------------------------------------------------------------- a process of its own


def hard() -> RosterProblem:
    """Return a roster that takes a good while: a unit in which everybody may work anything, short of people."""
    nurses = tuple(replace(n, max_shifts={}, min_consecutive_shifts=2) for n in UNIT.problem.nurses)
    covers = tuple(replace(c, needed=c.needed + 2) for c in UNIT.problem.covers)
    return replace(UNIT.problem, nurses=nurses, covers=covers)


def ended(solving: Solving) -> bool:
    """Return whether the process is gone and its end was noted, so that no zombie stays behind."""
    return solving._process.poll() is not None and not solving.running


def test_the_learners_roster_is_proven_and_sound():
    heard: list[Progress] = []
    found = solve(UNIT.problem, on_progress=heard.append)
    assert found.proven and found.gap == 0 and found.roster is not None
    assert violations(UNIT.problem, found.roster) == [] and found.under_cover == ()
    assert cost(UNIT.problem, found.roster).total == found.objective == found.bound
    assert cost(UNIT.problem, DRAWN.sound).total >= found.objective
    assert heard[-1] == Progress(found.objective, found.bound, found.seconds)
    bounds = [p.bound for p in heard if p.bound is not None]
    assert bounds == sorted(bounds) and [p.seconds for p in heard] == sorted(p.seconds for p in heard)


def test_a_search_can_be_stopped_and_leaves_no_process_behind():
    with Solving(hard(), seconds=600) as solving:
        assert until(lambda: solving.progress.bound is not None)
        assert solving.running
        solving.stop()
        found = solving.result(timeout=PATIENCE_SECONDS)
    assert found.stopped and not found.proven
    assert found.roster is None or violations(hard(), found.roster) == []
    assert ended(solving)


def test_a_search_stopped_at_once_has_no_roster_and_says_so():
    solving = Solving(hard(), seconds=600)
    solving.stop()
    found = solving.result(timeout=PATIENCE_SECONDS)
    assert found.stopped and found.roster is None and found.objective is None
    assert "no roster yet" in found.say
    assert ended(solving)


def test_leaving_the_block_ends_a_search_whatever_happened_in_it():
    with pytest.raises(KeyboardInterrupt), Solving(hard(), seconds=600) as solving:
        raise KeyboardInterrupt
    assert ended(solving)


def test_a_search_out_of_time_gives_what_it_has():
    found = solve(hard(), seconds=0.01)
    assert not found.proven and not found.stopped


def test_a_process_that_dies_is_reported_in_a_sentence():
    solving = Solving(hard(), seconds=600)
    solving._process.kill()
    with pytest.raises(SolverFailed, match="start it again"):
        solving.result(timeout=PATIENCE_SECONDS)
    assert ended(solving)


def test_waiting_has_an_end_if_one_is_asked_for():
    with Solving(hard(), seconds=600) as solving, pytest.raises(TimeoutError, match="still at work"):
        solving.result(timeout=0.01)
    assert ended(solving)


def test_a_fault_inside_the_process_comes_out_as_a_sentence(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("course.rostering.solver.to_plain", lambda given: {"days": 1})
    with pytest.raises(SolverFailed, match="KeyError"):
        solve(problem())


def test_the_solver_is_not_loaded_and_no_thread_started_until_it_is_asked():
    code = (
        "import sys, threading, course.rostering.solver, course.rostering.worker;"
        "import course.units.staffing.rosters.roster_decision, course.rostering.benchmark_format;"
        "print('highspy' in sys.modules, 'pandas' in sys.modules, threading.active_count())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False", "1"]


def test_no_thread_stays_after_a_search():
    before = threading.active_count()
    solve(problem(covers=demand("D", 1, 1, 1, 1)))
    assert threading.active_count() == before


def test_the_search_finds_the_course_from_any_folder(tmp_path: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert solve(problem(covers=demand("D", 1, 1, 1, 1))).objective == 0


def test_the_search_runs_the_course_that_started_it(monkeypatch: pytest.MonkeyPatch):
    """Another course may be installed beside it."""
    started: dict[str, Any] = {}

    def popen(arguments: list[str], env: dict[str, str], **_: Any) -> None:
        started.update(env)

    monkeypatch.setattr(subprocess, "Popen", popen)
    solver._worker()
    first = started["PYTHONPATH"].split(os.pathsep)[0]
    assert Path(first, "course", "rostering", "solver.py").samefile(solver.__file__)


# ---------------------------------------------------------------- what is said


@pytest.mark.parametrize(
    ("progress", "gap", "proven", "said"),
    [
        (Progress(None, 3, 1.0), None, False, "1.0 s: no roster yet."),
        (Progress(20, 15, 2.0), 0.25, False, "costs 20; none can cost less than 15 (25% apart)."),
        (Progress(20, None, 2.0), None, False, "costs 20; no bound yet."),
        (Progress(20, 20, 2.0), 0.0, True, "costs 20, proven the least."),
        (Progress(0, 0, 2.0), 0.0, True, "costs 0, proven the least."),
    ],
)
def test_progress_in_a_sentence(progress: Progress, gap: float | None, proven: bool, said: str):
    assert progress.gap == gap and progress.proven is proven
    assert progress.say.endswith(said)


def test_a_blank_roster_leaves_everything_missing():
    given = problem(covers=demand("D", 1, 2, 0, 0))
    assert cost(given, blank(given)).total == 30
