"""Hints are asked for, come one rung at a time, and whoever follows them gets to a plan that keeps every promise."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.case import sample_cases
from course.catalog import every_lab, every_pictured_lab, open_lab
from course.labs.controls import Choice, Slider, Tick
from course.labs.hints import NOTHING_OPEN, HintLadder
from course.labs.lab import Lab
from course.labs.moves import Coach, move_in_words, shown

WITH_HINTS = {
    "budget",
    "gap",
    "denials",
    "capital_slate",
    "shift_mix",
    "hiring",
    "nursing_home_week",
    "clinic_template",
    "dashboard",
    "inbox",
}
PLACES = [place for place in every_pictured_lab() if place[1] in WITH_HINTS]
MOST_MOVES = 30
GIVES_AWAY = ("would close with", "ways to close it", "It closes with")


@pytest.fixture(autouse=True)
def beside_a_notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def coach_of(lab: Lab) -> Coach:
    """Return who finds a lab's moves, from within what may be said of a lab's own besides."""
    hints = lab._ladder._hints
    if isinstance(hints, Coach):
        return hints
    return next(cell.cell_contents for cell in hints.__closure__ if isinstance(cell.cell_contents, Coach))


def test_every_lab_that_is_held_to_promises_has_hints() -> None:
    assert {name for module, name in every_pictured_lab() if open_lab(module, name, "ana").has_hints} == WITH_HINTS


@pytest.mark.parametrize("learner", ["ana", "ben"])
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place[1])
def test_whoever_follows_every_move_keeps_every_promise(place: tuple[str, str], learner: str) -> None:
    """No move is offered unasked; each is one control's, and their chain ends with nothing open."""
    lab = open_lab(*place, learner)
    lab.tell()
    coach = coach_of(lab)
    for _ in range(MOST_MOVES):
        assert not any(words in lab.sentence for words in GIVES_AWAY)
        move = coach.next_move({name: lab._clean(name) for name in lab._bounds})
        if move is None:
            break
        assert move.promise in coach.where
        lab.set(**{move.name: move.value})
    assert all(met for met, _ in lab.marks)
    lab.hint()
    assert lab.hints == [["", NOTHING_OPEN]]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place[1])
def test_a_ladder_begins_with_where_and_ends_with_the_move(place: tuple[str, str]) -> None:
    lab = open_lab(*place, "ana")
    lab.tell()
    names = []
    for _ in range(4):
        lab._heard(lab, {"do": "hint"}, [])
        names.append([rung for rung, _ in lab.hints])
    assert names[0] == ["Where to look"]
    assert names[1] == ["Where to look", "Which lever"]
    assert names[2] == names[3] == ["Where to look", "Which lever", "The move"]
    assert lab.hints[0][1].startswith("Look ")


def test_every_broken_promise_has_a_place_to_look_at() -> None:
    for place in PLACES:
        lab = open_lab(*place, "ana")
        coach = coach_of(lab)
        names = {p.name for p in coach.decision.scorecard(coach.decision.nothing()).promises}
        assert names == set(coach.where), place[1]


def test_a_ladder_starts_below_when_there_is_something_else_to_do() -> None:
    ladder = HintLadder(lambda values: [] if values["x"] > 2 else [f"Look at {values['x']}.", "Try it.", "Move it."])
    assert len(ladder.next({"x": 1})) == 1
    assert len(ladder.next({"x": 1})) == 2
    assert ladder.next({"x": 2}) == [["Where to look", "Look at 2."]]
    assert ladder.next({"x": 3}) == [["", NOTHING_OPEN]]
    assert len(ladder.next({"x": 2})) == 1


def test_hints_change_no_score() -> None:
    """The plan that is kept after all hints is the plan that stands, and nothing else is written."""
    lab = open_lab("02_finance", "gap", "ana")
    lab.tell()
    before = lab.decisions()
    for _ in range(3):
        lab.hint()
    assert lab.decisions() == before
    assert not Path("plans").exists()


@pytest.mark.parametrize(
    ("control", "value", "words"),
    [
        (Tick("a", "Supply contract", False, unit=""), True, "tick “Supply contract”"),
        (Choice("a", "Who shares", (("t", "whoever's turn it is"),), "t"), "t", "set “Who shares” to “whoever's turn"),
        (Slider("a", "Nursing", 8, 10, 0.05, 9, unit="hours", decimals=2), 9.4, "set “Nursing” to 9.40 hours"),
    ],
)
def test_a_move_is_said_as_it_is_done(control: Slider | Tick | Choice, value: object, words: str) -> None:
    assert move_in_words(control, value).startswith(words)


def test_a_value_is_written_as_the_page_writes_it() -> None:
    share = Slider("a", "Patients", -0.05, 0.05, 0.0025, 0, unit="% change", scale=100, decimals=2, signed=True)
    assert [shown(share, v) for v in (0.015, -0.005, 0)] == ["+1.50% change", "−0.50% change", "0.00% change"]
    money = Slider("a", "Programs", 0, 6e6, 1e5, 0, unit="million a year", prefix="$", scale=1e-6, decimals=1)
    assert shown(money, 2.4e6) == "$2.4 million a year"


def test_the_roster_labs_moves_mend_troubles() -> None:
    """Each letter that a hint gives mends something, until two nurses would have to exchange a day."""
    lab = open_lab("03_staffing", "roster", "ana")
    troubles = []
    for _ in range(3):
        for _ in range(3):
            lab._heard(lab, {"do": "hint"}, [])
        troubles.append(len(lab.state["missing"]) + len(lab.state["broken"]))
        move = dict(map(tuple, lab.hints)).get("The move")
        if move is None:
            break
        nurse, rest = move.removeprefix("Give ").split(" the ", 1)
        letter = {"day off": "", "day": "D", "night": "N"}[rest.split(" on ")[0]]
        lab.edit(nurse, int(rest.rstrip(".").split()[-1]) - 1, letter)
    assert troubles[0] > troubles[-1]


def test_every_roster_lab_and_every_learner_has_a_first_hint() -> None:
    assert ("03_staffing", "roster") in every_lab()
    for my in sample_cases("03_staffing", 2):
        lab = every_lab()["03_staffing", "roster"](my)
        lab.hint()
        assert lab.hints[0][0] == "Where to look"
