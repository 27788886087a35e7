"""What a notebook's cells say is read from their data, in whatever language their text is; and is never trusted."""

from __future__ import annotations

import ast
import copy
from pathlib import Path
from typing import Any

import pytest

from autograder.notebooks.scoring import BY_ANSWER
from course.bundle import MIME, Bundle, Verdict, as_json
from course.commands.check.results import by_exercise
from course.commands.check.words import advice, paid
from course.commands.outputs import MAX_BUNDLES, Told, slips_of, told_by, why_it_stopped
from tests.commands.cells import answer, data, error, graded, ran, text, told
from tests.commands.test_check_words import MISSING, PASSED, PLAN, RIGHT, SLIP, SLIPPED, STOP, half
from tests.support import units


def test_slips_are_counted_in_the_instructors_cells_alone() -> None:
    """An answer may display what it likes."""
    cells = [answer("expense", *told(half("made up"))), PASSED, SLIPPED, graded("budget-check", 2, 5, *told(PLAN))]
    assert slips_of(cells) == ["nothing flexed", "cut to the bone"]


def test_a_slip_told_twice_is_one() -> None:
    assert slips_of([SLIPPED, SLIPPED, graded("x-check", 0, 1, *told(half("nothing flexed")))]) == ["nothing flexed"]


def test_what_a_learners_code_displayed_inside_a_check_is_not_read() -> None:
    """The grader notes whose it was."""
    forged = graded("expense-check", 0, 1, data(RIGHT), *told(SLIP), **{BY_ANSWER: [0]})
    assert told_by(forged) == told_by(SLIPPED)
    assert told_by(graded("x-check", 0, 1, data(SLIP), **{BY_ANSWER: [0]})) == Told()


@pytest.mark.parametrize("noted", [None, 7, "all", [], ["x"]])
def test_a_learners_own_note_of_whose_an_output_is_stops_nothing(noted: Any) -> None:
    assert told_by(graded("expense-check", 0, 1, *told(SLIP), **{BY_ANSWER: noted})).slips == ("nothing flexed",)


def test_points_that_the_data_tell_are_paid_by_nobody() -> None:
    """nbgrader's scores alone count."""
    boast = Bundle("", Verdict.RIGHT, then="read on.", earned=100, possible=100)
    exercise = by_exercise(ran(graded("expense-check", 0, 1, *told(boast))))[0]
    assert paid(exercise) == "0 of 1"
    assert not exercise.complete


@pytest.mark.parametrize("wrong", [None, 3, "right", {}, {"verdict": "right"}, {**as_json(SLIP), "say": 3}])
def test_data_of_another_shape_are_no_data(wrong: Any) -> None:
    """The text of the error is left."""
    broken = {**data(SLIP), "data": {MIME: wrong}}
    assert told_by(graded("x-check", 0, 1, broken, error("It is not."))).to_mend == ("It is not.",)
    assert why_it_stopped(answer("x", broken, error("It is not."))) == "It is not."


def test_a_flood_of_data_is_read_to_a_limit() -> None:
    flood = [data(Bundle(f"answer {n}", Verdict.NOT_YET, "No.", f"slip {n}", "go.")) for n in range(MAX_BUNDLES + 9)]
    assert len(slips_of([graded("x-check", 0, 1, *flood)])) == MAX_BUNDLES


def test_a_warning_that_costs_the_points_is_told() -> None:
    """nbgrader pays nothing for a cell with anything on stderr, however right its check is."""
    warned = graded("expense-check", 0, 1, text("RuntimeWarning: divide by zero", "stderr"), *told(RIGHT))
    assert told_by(warned).to_mend == ("RuntimeWarning: divide by zero",)


def test_what_a_learners_function_prints_is_no_advice() -> None:
    assert told_by(graded("expense-check", 0, 1, text("Slip: made up. It is.\n"), *told(SLIP))) == told_by(SLIPPED)


def test_an_error_after_points_were_counted_is_told_too() -> None:
    stopped = graded("x-check", 0, 2, *told(half("asked counsel")), error("This credit cannot be."))
    assert told_by(stopped).to_mend[-1] == "This credit cannot be."


def test_a_cell_that_did_not_stop_has_no_reason() -> None:
    assert why_it_stopped(answer("x", text("fine"), data(RIGHT))) is None
    assert why_it_stopped(answer("x", *told(STOP))) == STOP


def test_what_was_told_before_an_error_of_another_kind_is_not_its_reason() -> None:
    late = error("This cell ran too long.")
    for before in (RIGHT, half("asked counsel"), PLAN):
        assert why_it_stopped(answer("x", data(before), late)) == "This cell ran too long."
    assert why_it_stopped(answer("x", data(STOP), data(RIGHT), late)) == "This cell ran too long."


def in_another_language(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return cells whose text says nothing that this course's text says; the data are left."""
    cells = copy.deepcopy(cells)
    for output in (output for cell in cells for output in cell["outputs"]):
        if output["output_type"] == "stream" and output["name"] == "stdout":
            output["text"] = "¿Qué?\n"
        elif output["output_type"] == "error":
            output.update(ename="Problema", evalue="¿Qué?", traceback=["¿Qué?", "¿Cómo?"])
    return cells


def test_were_the_checks_written_in_another_language_the_same_would_be_found() -> None:
    """No sentence is picked apart: advice, slips and stops are all in the data."""
    cells = [
        answer("dyad", *told(STOP)),
        graded("dyad-check", 0, 1, *told(MISSING)),
        PASSED,
        SLIPPED,
        graded("authority-check", 0.5, 1, *told(half("asked counsel"))),
        graded("budget-check", 2, 5, *told(PLAN)),
    ]
    here, there = by_exercise(ran(*cells)), by_exercise(ran(*in_another_language(cells)))
    assert [(e.slips, advice(e), paid(e)) for e in here] == [(e.slips, advice(e), paid(e)) for e in there]
    assert slips_of(cells) == slips_of(in_another_language(cells))
    assert len({advice(e) for e in here}) == len(here)


# ---------------------------------------------------------------- the gate

HEADINGS = "standing.py"  # reads titles and times of the source notebooks, not what a cell put out


def loads_regular_expressions(source: str) -> bool:
    """Return whether a source imports Python's regular expressions, wherever it does."""
    nodes = list(ast.walk(ast.parse(source)))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return bool(plain & {"re", "regex"}) or any(isinstance(n, ast.ImportFrom) and n.module == "re" for n in nodes)


@pytest.mark.parametrize(
    "path",
    sorted(p for p in (units.ROOT / "course/commands").rglob("*.py") if p.name != HEADINGS),
    ids=lambda p: p.relative_to(units.ROOT / "course/commands").as_posix(),
)
def test_no_command_picks_text_apart_with_regular_expressions(path: Path) -> None:
    assert not loads_regular_expressions(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("source", ["import re", "def f():\n    import re as r", "from re import compile"])
def test_a_command_that_picks_text_apart_is_seen(source: str) -> None:
    assert loads_regular_expressions(source)
    assert not loads_regular_expressions("import redis, os\nfrom course.rest import re")
