"""No name that a learner chose reaches a terminal or a record as anything but one line of plain text."""

from __future__ import annotations

import io

import pytest
from rich.console import Console
from traitlets.config import Config

from autograder.assignments.assignment import Assignment
from autograder.command_line.report import Outcome, show
from autograder.notebooks.verdicts import Verdict
from autograder.printable import printable, printable_lines
from autograder.runs.class_run import ClassResult

FORGED = "a.csv\n\x1b[2K\x1b[1AAll is well\r\x07\x9b31m\u202egpj.exe\u2066\udcff"


@pytest.mark.parametrize("text", ["plain", "“Zoë’s” 漢字 🩺", "👩\u200d⚕️", ""])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert printable(text) == printable_lines(text) == text


def test_nothing_that_moves_the_cursor_or_turns_the_text_is_left() -> None:
    assert printable(FORGED) == "a.csv [2K[1AAll is well 31mgpj.exe?"
    assert printable_lines("a\n\tb\r\x1b[2J") == "a\n\tb [2J"


def test_a_verdict_holds_no_control_characters() -> None:
    verdict = Verdict("left out", FORGED)
    assert verdict.say.isprintable()
    assert verdict.as_plain_data()["detail"].isprintable()


def test_the_closing_report_prints_one_line_for_a_forged_name() -> None:
    said = io.StringIO()
    console = Console(file=said, width=200)
    result = ClassResult({"ada\n\x1b[2Jben": [Verdict("tampered", FORGED)]}, ["ada"])
    show(Outcome(Assignment("hw", Config()), result, 1.0), console)
    first, second = said.getvalue().splitlines()[:2]
    assert first.startswith("Flagged: ada [2Jben: a.csv [2K[1AAll is well")
    assert "\x1b" not in said.getvalue() and not second.startswith("All is well")
