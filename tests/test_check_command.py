"""`medmgmt check` tells a learner the first thing that is still wrong, wherever in an exercise it is."""

from __future__ import annotations

from autograder.scoring import CellScore
from course.commands.check import CheckResult, as_plain_data, by_exercise, summary, without_praise
from tests.support import units

PASSED = CellScore("expense-check", 1, 1, "✓ Right: expense.\nNext: run the next cell.")
HIDDEN = "Marked on figures that are not shown here: when you hand in.\nNext: read on.\n"
ADVICE = "Not yet: expense.\nSlip: nothing flexed. You left it as it was.\nNext: change your answer."
SLIPPED = CellScore(
    "expense-transfer",
    0,
    1,
    HIDDEN + "Not yet: expense.\nSlip: nothing flexed. You left it as it was.\nNext: change your answer.",
)


def test_a_slip_that_only_the_hidden_check_sees_is_told() -> None:
    """The visible check's praise does not stand before it."""
    exercise = by_exercise([PASSED, SLIPPED])[0]
    assert exercise.paid == "1 of 2"
    assert (
        exercise.advice == "Not yet: expense.\nSlip: nothing flexed. You left it as it was.\nNext: change your answer."
    )
    assert exercise.slips == ["nothing flexed"]


def test_an_exercise_with_all_its_points_needs_no_advice() -> None:
    exercise = by_exercise([PASSED, CellScore("expense-transfer", 1, 1, HIDDEN)])[0]
    assert exercise.advice == "✓ all points"


def test_what_is_marked_by_hand_is_said_to_be_and_counts_for_neither_side() -> None:
    memo = CellScore("board-reflect", None, 12, "")
    result = CheckResult(
        units.ROOT / "modules/02_finance/1_operating_budget.ipynb", by_exercise([PASSED, SLIPPED, memo]), ()
    )
    assert [e.paid for e in result.exercises] == ["1 of 2", "by hand"]
    assert summary(result) == "1 of 2 points. Next: look at “expense” first."
    assert as_plain_data(result)["exercises"][0]["slips"] == ["nothing flexed"]


def test_a_finished_notebook_is_told_where_to_go() -> None:
    result = CheckResult(units.ROOT / "x.ipynb", by_exercise([PASSED]), ())
    assert result.complete
    assert summary(result).endswith("go on to the next unit.")


def test_praise_and_its_next_action_are_left_out_and_the_rest_is_kept() -> None:
    said = (
        "✓ Right: price.\n✗ volume.\nSlip: sign turned round. Say which way.\n1 of 2 points.\nNext: change your answer."
    )
    assert without_praise(said) == said.split("\n", 1)[1]
