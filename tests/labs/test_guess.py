"""A guess is kept before the answer is shown, and told beside it at the end; every opening lab is made of this."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from course.decisions.plan_file import kept_plan, plan_path
from course.labs.guess import Guess, Guessed
from course.labs.lab import Choice, Lab, Reading, Slider

ENVELOPES = Guess("guess_inbox", Slider("guess", "My guess", 0, 12, 1, 8, unit="matters"))
BILL = Guess("guess", Slider("guess_usd", "My guess", 0, 100, 1, 60, unit="of $100", prefix="$"))
HOURS = Guess(
    "weekend_guess",
    Slider("guess", "My guess", 2.5, 5, 0.05, 3, unit="hours", decimals=2),
    says="You guessed {} for a weekend day",
)
MENDED = Guess(
    "guess_dashboard",
    Choice("guess", "I would mend", (("finance", "finance's 61%"), ("both", "both of them")), "finance"),
    says="You would have mended {}",
)


class Words:
    """A view that writes what it is given."""

    def draw(self, result: Guessed[int]) -> bytes:
        return repr(result).encode()

    def describe(self, result: Guessed[int]) -> str:
        return f"{result.found} matters" if result.shown else "Twelve closed envelopes."


def opened(guess: Guess) -> Lab:
    return guess.lab(
        title="Twelve envelopes",
        question="How many can nobody do but you?",
        reveal="Open the envelopes",
        found=3,
        view=Words(),
        before="Guess, keep it, then open them.",
        after=lambda result: Reading(f"Only you can do {result.found}; you guessed {result.guess}.", table=[["a"]]),
        case_id="c1",
    )


@pytest.fixture(autouse=True)
def beside_a_notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_nothing_of_the_answer_is_said_before_it_is_shown() -> None:
    lab = opened(ENVELOPES)
    assert (lab.sentence, lab.alt, lab.table) == ("Guess, keep it, then open them.", "Twelve closed envelopes.", [])
    lab.set(shown=True)
    assert (lab.sentence, lab.alt) == ("Only you can do 3; you guessed 8.", "3 matters")


def test_a_guess_is_kept_by_a_button_of_its_own_and_without_a_reason() -> None:
    lab = opened(ENVELOPES)
    assert (lab.keep_label, lab.asks_because, lab.keeps) == ("Keep my guess", False, True)
    lab.set(guess=5)
    assert "plans/guess_inbox.json" in lab.keep()
    assert kept_plan("guess_inbox") == {"guess": 5, "shown": False}


@pytest.mark.parametrize(
    ("guess", "value", "said"),
    [
        (ENVELOPES, 5, "You guessed 5; it was 3."),
        (BILL, 35, "You guessed $35; it was 3."),
        (HOURS, 3.35, "You guessed 3.35 for a weekend day; it was 3."),
        (MENDED, "both", "You would have mended both of them; it was 3."),
    ],
    ids=lambda case: case.plan if isinstance(case, Guess) else None,
)
def test_the_kept_guess_is_told_beside_what_was_found(
    guess: Guess, value: Any, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lab = opened(guess)
    lab.set(**{guess.control.name: value})
    lab.keep()
    guess.print_beside("it was 3")
    assert capsys.readouterr().out == f"{said}\n"


def test_the_answer_may_begin_a_sentence_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    MENDED.print_beside("Neither was wrong", between=". ")
    assert capsys.readouterr().out == "You kept no guess. Neither was wrong.\n"


@pytest.mark.parametrize("guess", [ENVELOPES, MENDED], ids=lambda guess: guess.plan)
@pytest.mark.parametrize("kept", ["not JSON", '{"decisions": {}}', '{"decisions": {"guess": ["both"]}}'])
def test_a_guess_that_cannot_be_read_is_none(guess: Guess, kept: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = plan_path(guess.plan)
    path.parent.mkdir()
    path.write_text(kept, encoding="utf-8")
    guess.print_beside("it was 3")
    assert capsys.readouterr().out == "You kept no guess; it was 3.\n"


def test_a_guess_kept_when_the_tick_had_another_name_is_still_told(capsys: pytest.CaptureFixture[str]) -> None:
    path = plan_path("guess")
    path.parent.mkdir()
    path.write_text(json.dumps({"decisions": {"guess_usd": 30.0, "torn": False}}), encoding="utf-8")
    BILL.print_beside("it was 3")
    assert capsys.readouterr().out == "You guessed $30; it was 3.\n"
