"""The roster lab without a browser: edits, what they break in words, the solver in the background, the kept plan."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import numpy as np
import pytest

from course.case import case_for
from course.decisions.plan_file import read
from course.rostering.problem import OFF
from course.rostering.roster import changed_cells, cost, to_lines, under_cover
from course.rostering.violations import violations
from course.units.staffing.rosters.roster_decision import RosterDecision
from course.units.staffing.rosters.roster_lab import RosterLab, roster_lab
from course.units.staffing.rosters.roster_search import RosterSearch
from tests.support.patience import PATIENCE_SECONDS, until

CASE = case_for("03_staffing", "ana").roster
MENDED = RosterSearch(RosterDecision(CASE)).mended


@pytest.fixture(autouse=True)
def no_loop_runs() -> Iterator[None]:
    """As in a script: the browser's tests in the same process leave Playwright's loop running in this thread."""
    loop = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(loop)


@pytest.fixture
def lab() -> RosterLab:
    return roster_lab(case_for("03_staffing", "ana"))


def at_work(lab: RosterLab) -> tuple[str, int]:
    """Return somebody and a day on which they work and may."""
    return next(
        (n, d)
        for n, line in lab.roster.items()
        for d, s in enumerate(line)
        if s and d not in CASE.problem.nurse[n].leave
    )


def marks(lab: RosterLab) -> dict[str, bool]:
    return {text.split(":")[0]: met for met, text in lab.state["marks"]}


def figure(lab: RosterLab, name: str, column: int = 1) -> str:
    return next(row[column] for row in lab.state["table"] if row[0] == name)


def test_the_lab_opens_on_the_posted_roster_with_its_troubles_in_words(lab: RosterLab) -> None:
    assert lab.decisions() == to_lines(CASE.posted)
    assert [say for _, _, say in lab.state["broken"]] == [v.say for v in violations(CASE.problem, CASE.posted)]
    assert len(lab.state["missing"]) == len(under_cover(CASE.problem, CASE.posted))
    assert any("nobody can be in charge" in say for *_, say in lab.state["missing"])


def test_a_shift_given_up_is_short_and_comes_back(lab: RosterLab) -> None:
    """An edit names what it breaks, and its undoing takes that away."""
    before, (nurse, day) = lab.state["missing"], at_work(lab)
    lab.edit(nurse, day, OFF)
    assert lab.state["missing"] != before or lab.state["broken"]
    assert lab.state["news"].startswith(f"{lab.frame['days'][day]['name']}, {nurse}: off.")
    lab.undo()
    assert lab.roster == CASE.posted and lab.state["missing"] == before
    assert lab.state["news"].startswith("Taken back: ")


def test_a_day_after_a_night_is_said_at_once_and_goes_again(lab: RosterLab) -> None:
    nurse, day = next(
        (n, d) for n, line in lab.roster.items() for d in range(1, 28) if line[d - 1] == "N" and line[d] == OFF
    )
    lab.edit(nurse, day, "D")
    assert f"{nurse} works D on day {day + 1} straight after N." in lab.state["news"]
    lab.edit(nurse, day, OFF)
    assert "Mended:" in lab.state["news"]
    assert not any("straight after" in say and who == nurse for who, _, say in lab.state["broken"])


def test_the_marks_are_the_grader_s(lab: RosterLab) -> None:
    """After any run of edits, what the lab calls kept is what the decision pays in full."""
    decision, rng = RosterDecision(CASE), np.random.default_rng(5)
    for _ in range(40):
        lab.edit(str(rng.choice(list(lab.roster))), int(rng.integers(28)), str(rng.choice(["D", "N", OFF])))
        card = decision.scorecard(lab.decisions())
        assert {p.name: p.kept for p in card.promises} == marks(lab)


def test_the_proof_of_the_case_keeps_everything(lab: RosterLab) -> None:
    for nurse, day in changed_cells(CASE.posted, MENDED):
        lab.edit(nurse, day, MENDED[nurse][day])
    assert all(marks(lab).values())
    assert lab.state["news"].endswith("No rule is broken and every shift is covered.")
    assert lab.sentence.startswith("Every rule is kept and every shift is covered;")


def test_the_figures_are_those_of_the_roster(lab: RosterLab) -> None:
    paid = cost(CASE.problem, CASE.posted)
    assert figure(lab, "Cost") == f"{paid.total:,}" and figure(lab, "Requests lost") == str(paid.requests)
    lab.edit(*at_work(lab), OFF)
    assert figure(lab, "Cost") == f"{cost(CASE.problem, lab.roster).total:,}"
    assert figure(lab, "Cost", 2) == f"{paid.total:,}", "the posted roster's figures stay beside"
    assert figure(lab, "Days changed") == "1"


def test_back_to_the_posted_roster_is_one_step_to_undo(lab: RosterLab) -> None:
    for _ in range(3):
        lab.edit(*at_work(lab), OFF)
    mine = lab.roster
    lab.start_again()
    assert lab.roster == CASE.posted
    lab.undo()
    assert lab.roster == mine and lab.state["news"] == "Taken back: 3 days."


def test_nothing_to_take_back_is_said(lab: RosterLab) -> None:
    lab.undo()
    assert lab.state["news"] == "There is nothing to take back."


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"nurse": "Nobody", "day": 1, "shift": "D"},
        {"nurse": None, "day": 1, "shift": "D"},
        {"nurse": "Adler", "day": 28, "shift": "D"},
        {"nurse": "Adler", "day": -1, "shift": "D"},
        {"nurse": "Adler", "day": "1", "shift": "D"},
        {"nurse": "Adler", "day": True, "shift": "D"},
        {"nurse": "Adler", "day": 1, "shift": "X"},
        {"nurse": "Adler", "day": 1, "shift": ["D"]},
    ],
)
def test_whatever_a_page_sends_the_lab_answers_and_changes_nothing(lab: RosterLab, sent: dict) -> None:
    lab._heard(lab, {"do": "edit", **sent}, [])
    assert lab.roster == CASE.posted
    assert lab.state["news"].endswith(".")


def test_an_unknown_message_is_nothing(lab: RosterLab) -> None:
    state = lab.state
    for content in ({}, {"do": None}, {"do": "explode"}):
        lab._heard(lab, content, [])
    assert lab.state == state


def test_an_edit_echoes_so_that_the_page_knows_what_was_heard(lab: RosterLab) -> None:
    nurse, day = at_work(lab)
    lab._heard(lab, {"do": "edit", "nurse": nurse, "day": day, "shift": ".", "echo": ["x", 3]}, [])
    assert lab.state["echo"] == ["x", 3] and lab.roster[nurse][day] == OFF


def test_the_kept_plan_is_the_roster(lab: RosterLab, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    lab.edit(*at_work(lab), OFF)
    assert lab.keep("two calls, both agreed").startswith("Kept as plans/roster.json")
    assert read("roster")["decisions"] == lab.decisions() == to_lines(lab.roster)


# ---------------------------------------------------------------- the solver


def wait_for_end(lab: RosterLab) -> None:
    assert until(lambda: not lab.search["running"]), lab.search


def test_the_solver_s_optimum_stands_beside_and_an_edit_goes_on_meanwhile(lab: RosterLab) -> None:
    lab.solve()
    assert lab.search["running"]
    lab.edit(*at_work(lab), OFF)
    assert lab.search["running"] and figure(lab, "Days changed") == "1", "the search does not hold the edit up"
    wait_for_end(lab)
    assert "proven the least" in lab.search["say"] and lab.search["gap"] == 0
    best = lab.search["best"]
    assert set(best) == set(CASE.posted)
    assert figure(lab, "Rules broken", 3) == "0" and figure(lab, "People missing", 3) == "0"
    assert int(figure(lab, "Cost", 3)) <= cost(CASE.problem, MENDED).total
    assert f"It changes {figure(lab, 'Days changed', 3)} days" in lab.search["say"]


def test_a_search_can_be_stopped(lab: RosterLab) -> None:
    lab.solve()
    lab.stop()
    wait_for_end(lab)
    assert lab.search["say"].startswith("Stopped") or "proven" in lab.search["say"]


def test_closing_the_lab_leaves_no_search_behind(lab: RosterLab) -> None:
    before = threading.active_count()
    lab.solve()
    solving = lab._solving
    lab.close()
    solving.result(timeout=PATIENCE_SECONDS)
    assert not solving.running
    assert until(lambda: threading.active_count() <= before)


def test_a_second_press_starts_no_second_search(lab: RosterLab) -> None:
    lab.solve()
    first = lab._solving
    lab.solve()
    assert lab._solving is first
    lab.stop()
    wait_for_end(lab)


def test_a_solver_that_dies_is_said_in_a_sentence(lab: RosterLab) -> None:
    lab.solve()
    lab._solving._process.kill()
    wait_for_end(lab)
    assert "start it again" in lab.search["say"] and lab.search["best"] is None
