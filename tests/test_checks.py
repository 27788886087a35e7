"""A check pays the right answer, names the slip, and always ends with one next action."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from course.checks import (
    NotYet,
    Parts,
    Slip,
    call,
    expect,
    expect_between,
    expect_choice,
    expect_each_of,
    expect_evidence,
    expect_one_of,
    expect_refusal,
    expect_rule,
    recorded,
)

THEN = "read on."
LEAVE_ADDED = Slip("leave added", 113.0, "You added leave to worked hours; it is a share of paid hours.")


def hours(answer: object) -> None:
    """Hundred worked hours at 13% leave: 114.94 paid."""
    expect(answer, what="paid hours", value=100 / 0.87, tolerance=0.4, slips=[LEAVE_ADDED], then=THEN)


@pytest.mark.parametrize(
    "answer", [100 / 0.87, 115, np.float64(114.9), np.int64(115), pd.Series([114.94]), np.array(115.0)]
)
def test_a_right_number_passes_in_any_of_pythons_clothes(answer: object, capsys: pytest.CaptureFixture[str]) -> None:
    """A learner's pandas answer is as good as a float; the message ends with the next action; nothing on stderr."""
    hours(answer)
    said = capsys.readouterr()
    assert said.out.endswith("Next: read on.\n")
    assert said.err == ""


def test_a_known_slip_is_named_with_its_sentence() -> None:
    with pytest.raises(NotYet) as problem:
        hours(113)
    assert problem.value.slip == "leave added"
    assert "Slip: leave added. You added leave to worked hours; it is a share of paid hours." in str(problem.value)


@pytest.mark.parametrize(
    ("answer", "slip"),
    [
        (-114.94, "sign turned round"),
        (0.11494, "thousands for dollars"),
        (11494.25, "percent for share"),
    ],
)
def test_slips_of_sign_and_scale_are_named_in_any_question(answer: float, slip: str) -> None:
    with pytest.raises(NotYet) as problem:
        hours(answer)
    assert problem.value.slip == slip


@pytest.mark.parametrize(
    "answer",
    [
        ...,
        None,
        "115",
        "$115",
        True,
        float("nan"),
        float("inf"),
        [115],
        {"a": 1},
        len,
        pd.Series([1, 2]),
        1 + 2j,
        object(),
    ],
)
def test_anything_that_is_no_number_is_told_so_kindly(answer: object) -> None:
    """Never a TypeError; the last line is the next action."""
    with pytest.raises(NotYet) as problem:
        hours(answer)
    assert str(problem.value).splitlines()[-1].startswith("Next: ")
    assert problem.value.slip is None


@pytest.mark.parametrize("answer", [0, 1, 50, 112.4, 116, 1e9])
def test_a_wrong_number_never_hears_the_right_one(answer: float) -> None:
    with pytest.raises(NotYet) as problem:
        hours(answer)
    assert "114" not in str(problem.value)


def test_a_failed_check_shows_its_message_and_no_traceback() -> None:
    """IPython asks an exception how it wants to be drawn."""
    problem = NotYet("paid hours", "Too few.", "try again.")
    assert problem._render_traceback_() == ["Not yet: paid hours.", "Too few.", "Next: try again."]
    assert isinstance(problem, AssertionError)


def test_a_range_names_its_slip_and_refuses_what_lies_outside() -> None:
    """Visible checks bound an answer without giving it away."""

    def between(answer: float) -> None:
        expect_between(
            answer, what="paid hours", low=101, high=130, slips=[LEAVE_ADDED], then=THEN, otherwise="Too far off."
        )

    between(114)
    with pytest.raises(NotYet, match="Slip: leave added"):
        between(113)
    with pytest.raises(NotYet, match="Too far off"):
        between(90)


LATER = "Whether it is right is marked when you press “Check my work” near the end."


def test_an_answer_of_which_only_the_size_was_looked_at_is_noted_and_not_called_right(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The figure itself is marked by the hidden check; the message says where, and ends with the next action."""
    expect_between(114, what="paid hours", low=101, high=130, then=THEN, otherwise="Too far off.")
    assert capsys.readouterr().out == f"✓ Noted, of sensible size: paid hours.\n{LATER}\nNext: read on.\n"


def test_a_choice_that_is_only_offered_is_noted_and_not_called_right(capsys: pytest.CaptureFixture[str]) -> None:
    """One choice, and one for each label."""
    expect_one_of("b", what="a step", known=["A", "B"], then=THEN)
    assert capsys.readouterr().out == f"✓ Noted: a step.\n{LATER}\nNext: read on.\n"
    each_of({"A": "Stop", "B": "go"})
    assert capsys.readouterr().out == f"✓ Noted: two calls.\n{LATER}\nNext: read on.\n"


def each_of(answers: object) -> None:
    expect_each_of(
        answers, what="two calls", labels="AB", known=["go", "stop"], then=THEN, otherwise="Use one of the two for"
    )


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"A": "go"}, "Use one of the two for B."),
        ({"A": ..., "B": "wait"}, "Use one of the two for A, B."),
        (..., "not a list of labels"),
    ],
)
def test_a_label_without_an_offered_choice_is_named(answers: object, said: str) -> None:
    with pytest.raises(NotYet, match=said):
        each_of(answers)


def test_parts_that_are_only_noted_say_once_where_they_are_marked(capsys: pytest.CaptureFixture[str]) -> None:
    """Two answers of sensible size, and one sentence about the rest."""
    parts = Parts(then=THEN)
    for answer, name in ((114, "paid hours"), (115, "hours to pay")):
        with parts.part(1):
            expect_between(answer, what=name, low=101, high=130, then="", otherwise="Too far off.")
    parts.earned()
    assert capsys.readouterr().out.splitlines() == [
        "✓ Noted, of sensible size: paid hours.",
        "✓ Noted, of sensible size: hours to pay.",
        LATER,
        "2 of 2 points.",
        "Next: read on.",
    ]


def paid(worked: float, leave: float) -> float:
    return worked / (1 - leave)


def rule(function: object) -> None:
    expect_rule(
        function,
        what="paid hours of any ward",
        reference=paid,
        probes=[(90, 0.1), (0, 0.2), (50, 0.13)],
        slips=[Slip("leave added", lambda w, s: w * (1 + s), LEAVE_ADDED.say)],
        then=THEN,
    )


def test_a_rule_must_hold_for_every_probe() -> None:
    """A function that is right on the visible case alone is refused."""
    rule(lambda worked, leave: worked / (1 - leave))
    with pytest.raises(NotYet, match="does not hold"):
        rule(lambda worked, leave: 100.0)


def test_a_rule_that_shows_a_slip_on_every_probe_is_named() -> None:
    with pytest.raises(NotYet, match="Slip: leave added"):
        rule(lambda worked, leave: worked * (1 + leave))


@pytest.mark.parametrize(
    "function",
    [
        ...,
        None,
        3,
        lambda: 1,
        lambda w, s: None,
        lambda w, s: 1 / 0,
        lambda w, s: "x",
        lambda w, s: sum(...),
        lambda w, s: undefined,  # noqa: F821  # a learner's misspelled name
    ],
)
def test_a_rule_that_cannot_be_called_is_told_so_kindly(function: object) -> None:
    with pytest.raises(NotYet) as problem:
        rule(function)
    assert str(problem.value).splitlines()[-1].startswith("Next: ")


def test_a_refusal_is_a_value_error_and_nothing_else() -> None:
    def refuses(kind: type[Exception]):
        def function(_: object) -> None:
            raise kind("no")

        return function

    expect_refusal(refuses(ValueError), 1, what="a bad mix", say="It accepts a bad mix.", then=THEN)
    with pytest.raises(NotYet, match="instead of refusing"):
        expect_refusal(refuses(KeyError), 1, what="a bad mix", say="It accepts a bad mix.", then=THEN)
    with pytest.raises(NotYet, match="It accepts a bad mix"):
        expect_refusal(lambda _: 1, 1, what="a bad mix", say="It accepts a bad mix.", then=THEN)


def test_what_stops_a_learners_function_is_a_sentence() -> None:
    with pytest.raises(NotYet, match="Your function stopped: KeyError"):
        call({}.__getitem__, "x", what="a look-up")


def test_a_misspelled_name_in_a_function_is_named_with_its_remedy() -> None:
    def paid(worked_hours: float, leave: float) -> float:
        return worked_hours / (1 - leav)  # noqa: F821  # misspelled

    with pytest.raises(NotYet) as problem:
        call(paid, 90, 0.1, what="paid hours")
    assert "Python does not know “leav” there." in str(problem.value)
    assert "NameError" not in str(problem.value)
    assert "Next: spell it as the function's first line" in str(problem.value)


def choice(answer: object) -> None:
    expect_choice(
        answer,
        what="the step",
        accepted=["C"],
        known=["A", "B", "C"],
        then=THEN,
        slips=[Slip("list price taken for revenue", "A", "Little of it would arrive.")],
    )


def test_a_choice_is_read_without_regard_to_case_and_spaces() -> None:
    choice(" c ")
    with pytest.raises(NotYet, match="Slip: list price taken for revenue"):
        choice("a")
    for missing in (..., None, "Z", 3):
        with pytest.raises(NotYet):
            choice(missing)
    expect_one_of("b", what="the step", known=["A", "B"], then=THEN)
    with pytest.raises(NotYet):
        expect_one_of("C", what="the step", known=["A", "B"], then=THEN)


def evidence(answer: object) -> None:
    expect_evidence(
        answer,
        what="the evidence",
        needs=["P", "S"],
        known=["P", "Q", "R", "S"],
        then=THEN,
        slips=[Slip("about another lever", "Q", "It argues about something else.")],
    )


def test_evidence_is_all_that_is_needed_and_nothing_that_misleads() -> None:
    evidence(["s", "P"])
    for wrong, said in (
        (["P", "Q", "S"], "Slip: about another lever"),
        (["P"], "1 more"),
        (["P", "S", "R"], "does not bear"),
        (..., "No evidence"),
        ("P", "1 more"),
        (7, "list of labels"),
        (["X"], "not one of"),
    ):
        with pytest.raises(NotYet, match=said):
            evidence(wrong)


def test_parts_add_up_and_say_which_were_met(capsys: pytest.CaptureFixture[str]) -> None:
    """The number on the last line is what nbgrader reads as partial credit."""
    parts = Parts(then=THEN)
    for points, answer in ((1, 115), (2, 113), (1, ...)):
        with parts.part(points):
            hours(answer)
    assert parts.earned() == 1
    said = capsys.readouterr().out
    assert "✓ Right: paid hours" in said
    assert "Slip: leave added." in said
    assert "1 of 4 points." in said
    assert (
        said.splitlines()[-1]
        == "Next: change your answer above, run that cell with Shift+Enter, then this check again."
    )


def test_a_part_whose_name_is_unknown_fails_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """A line that stopped leaves its name unmade; the other part is paid all the same."""
    parts = Parts(then=THEN)
    with parts.part(1):
        hours(115)
    with parts.part(2):
        hours(eval("turns", {}))
    assert parts.earned() == 1
    said = capsys.readouterr().out
    assert "✗ turns\nThat name holds nothing yet" in said
    assert said.splitlines()[-1].startswith("Next: mend the line above at which the answer cell stops")


def test_other_mistakes_inside_a_part_are_not_swallowed() -> None:
    """Only a missing name is the learner's; a check that is wrong itself must be seen."""
    with pytest.raises(ZeroDivisionError), Parts(then=THEN).part(1):
        hours(1 / 0)


def test_a_recorded_check_tells_its_tolerance_and_gaps() -> None:
    """From the record, tests prove the tolerance of every exercise against every slip."""
    with recorded() as comparisons:
        hours(115)
        rule(paid)
    number, function = comparisons
    assert number.gaps["leave added"][0] == pytest.approx(100 / 0.87 - 113)
    assert number.tolerances == (0.4,)
    assert function.gaps["leave added"][1] == 0
    assert len(function.tolerances) == 3
