"""`medmgmt check` tells a learner the first thing that is still wrong, wherever in an exercise it is."""

from __future__ import annotations

import pytest

from course.bundle import Bundle, Part, Place, Verdict
from course.checks import NotYet, Parts, expect_one_of
from course.commands.check.results import CheckResult, ExerciseResult, by_exercise
from course.commands.check.words import advice, as_plain_data, paid, summary
from tests.commands.cells import answer, error, found_by, graded, ran, text, told
from tests.support import units

UNIT = units.ROOT / "modules/02_finance/1_operating_budget.ipynb"
LATER = text("Marked on figures that are not shown here: when you hand in.\nNext: read on.\n")
RIGHT = Bundle("expense", Verdict.RIGHT, then="run the next cell.")
SLIP = Bundle("expense", Verdict.NOT_YET, "You left it as it was.", "nothing flexed", "change your answer.")
ADVICE = "Not yet: expense.\nSlip: nothing flexed. You left it as it was.\nNext: change your answer."

PASSED = graded("expense-check", 1, 1, *told(RIGHT))
SLIPPED = graded("expense-transfer", 0, 1, LATER, *told(SLIP))
MEMO = graded("board-reflect", None, 12)


def exercise(*cells: dict) -> ExerciseResult:
    return by_exercise(ran(*cells))[0]


def test_a_slip_that_only_the_hidden_check_sees_is_told() -> None:
    """The visible check's praise does not stand before it."""
    found = exercise(PASSED, SLIPPED)
    assert paid(found) == "1 of 2"
    assert advice(found) == ADVICE
    assert found.slips == ["nothing flexed"]


def test_an_exercise_with_all_its_points_needs_no_advice() -> None:
    assert advice(exercise(PASSED, graded("expense-transfer", 1, 1, LATER, *told(RIGHT)))) == "✓ all points"


def test_what_is_marked_by_hand_is_said_to_be_and_counts_for_neither_side() -> None:
    result = CheckResult(UNIT, by_exercise(ran(PASSED, SLIPPED, MEMO)), ())
    assert [paid(e) for e in result.exercises] == ["1 of 2", "by hand"]
    assert summary(result) == "1 of 2 points. Next: look at “expense” first."
    assert as_plain_data(result)["exercises"][0]["slips"] == ["nothing flexed"]
    assert as_plain_data(result)["exercises"][1] == {
        "exercise": "board",
        "points": "by hand",
        "slips": [],
        "advice": "",
    }


def test_a_finished_notebook_is_told_where_to_go() -> None:
    result = CheckResult(UNIT, by_exercise(ran(PASSED)), ())
    assert result.complete
    assert summary(result).endswith("go on to the next unit.")


def test_what_is_marked_by_hand_is_named_once_the_rest_is_earned() -> None:
    result = CheckResult(UNIT, by_exercise(ran(PASSED, graded("letter-reflect", None, 12))), ())
    assert summary(result) == (
        "1 of 1 points. Next: write “letter”, which is marked by hand, unless you have, and go on to the next unit."
    )


def half(slip: str) -> Bundle:
    """One part right, the other a slip."""
    return Bundle(
        "",
        Verdict.PARTLY,
        then="mend it.",
        parts=(Part("who decides A", Verdict.RIGHT), Part("who decides E", Verdict.NOT_YET, "It knows not.", slip)),
        earned=0.5,
        possible=1,
    )


def test_an_exercise_shows_one_score_and_says_that_there_is_more_to_mend() -> None:
    """A cell's own points would stand beside those of the exercise; its other cell is not met, either."""
    found = exercise(
        graded("authority-check", 0.5, 1, *told(half("asked counsel"))),
        graded("authority-transfer", 1, 2, LATER, *told(half("asked the board"))),
    )
    assert paid(found) == "1.5 of 3"
    assert advice(found) == (
        "✗ who decides E.\nSlip: asked counsel. It knows not.\nNext: mend it.\nThere is more to mend in this exercise."
    )


def test_the_same_slip_in_two_cells_is_mended_at_once() -> None:
    assert advice(exercise(graded("expense-check", 0, 1, *told(SLIP)), SLIPPED)) == ADVICE


def test_what_is_only_noted_is_left_out_with_where_it_is_marked() -> None:
    """The button is pressed already, so its advice does not send the learner to it."""
    noted = found_by(lambda: expect_one_of("A", what="a step", known=["A"], then="run the next cell."))
    assert advice(exercise(graded("expense-check", 0, 1, *told(noted), *told(SLIP)))) == ADVICE


def test_parts_that_are_right_are_left_out_and_a_missing_name_is_kept() -> None:
    parts = Parts(then="read on.")
    with parts.part(1):
        expect_one_of("A", what="a step", known=["A"], then="")
    with parts.part(1):
        raise NotYet("volume", "Too small.", "think again.")
    with parts.part(1):
        eval("turns", {})
    found = found_by(parts.earned)
    assert advice(exercise(graded("lever-check", 1, 3, *told(found)))).splitlines() == [
        "✗ volume.",
        "Too small.",
        "✗ turns",
        "That name holds nothing yet: the line that makes it stopped, or has not been run.",
        "Next: think again.",
    ]


PLAN = Bundle(
    "your budget",
    Verdict.PARTLY,
    "Paid in part.",
    then="keep a better plan.",
    promises=(
        Part("Margin", Verdict.RIGHT, "1.5%"),
        Part("Access", Verdict.PARTLY, "half"),
        Part("Community", Verdict.NOT_YET, "nothing"),
    ),
    slips=(Part("your budget", Verdict.NOT_YET, "You cut.", "cut to the bone"),),
    earned=2,
    possible=5,
)


def test_of_a_plan_only_the_promises_that_are_not_kept_are_advice() -> None:
    assert advice(exercise(graded("budget-check", 2, 5, *told(PLAN)))).splitlines() == [
        "◐ partly kept: Access. half",
        "✗ not kept: Community. nothing",
        "Slip: cut to the bone. You cut.",
        "Paid in part.",
        "Next: keep a better plan.",
    ]


# ---------------------------------------------------------------- answers that stopped

MISSING = Bundle("", Verdict.STOPPED, "Your answer “way_out” is not there.", then="run the answer cell above.")
STOP = Bundle(
    "",
    Verdict.STOPPED,
    "Python does not know “close” yet.",
    then="put it in quotes, then run the answer cell again.",
    place=Place(2, "x = close"),
    then_first=True,
)


def test_why_the_answer_stopped_is_told_before_what_the_check_missed() -> None:
    found = exercise(
        answer("dyad", *told(STOP)), graded("dyad-check", 0, 1, *told(MISSING)), graded("dyad-transfer", 0, 3)
    )
    assert advice(found) == (
        "Your answer cell stopped at line 2: Python does not know “close” yet. "
        "Next: put it in quotes, then run the answer cell again.\nLook at line 2: x = close"
    )


def test_a_check_that_misses_its_answer_says_so_where_the_answer_did_not_stop() -> None:
    assert advice(exercise(graded("dyad-check", 0, 1, *told(MISSING)), graded("dyad-transfer", 0, 3))) == (
        "Your answer “way_out” is not there.\nNext: run the answer cell above."
    )


def test_a_stop_after_the_answer_was_given_costs_nothing_and_is_not_told() -> None:
    assert advice(exercise(answer("dyad", *told(STOP)), graded("dyad-check", 1, 1, *told(RIGHT)))) == "✓ all points"


TOO_LONG = "CellTimeoutError: this cell ran longer than 60 seconds"


@pytest.mark.parametrize(
    ("output", "told"),
    [
        (error("Traceback (most recent call last)", "File …", name="NameError"), "Python says: NameError: not there"),
        (error(TOO_LONG), TOO_LONG),
        (error("\x1b[31mThis cell was not run.\x1b[0m"), "This cell was not run."),
    ],
)
def test_without_an_explanation_pythons_traceback_is_no_advice(output: dict, told: str) -> None:
    """Where the kernel lacks the course's explanations, or none can be given."""
    found = exercise(answer("dyad", output), graded("dyad-check", 0, 1))
    assert advice(found) == f"Your answer cell stopped: {told}"


def test_a_check_that_tells_no_data_is_shown_as_it_is() -> None:
    """A check of another kind, or one whose displays were lost."""
    found = by_exercise(ran(graded("lever-check", 1, 2), said="Half of it.\nAsk again."))[0]
    assert advice(found) == "Half of it.\nAsk again."
