"""A choice is read as it is meant, and evidence is all that is needed and nothing that misleads."""

from __future__ import annotations

import pytest

from course.checks import NotYet, Slip, expect_choice, expect_each_of, expect_evidence, expect_one_of
from tests.checks.paid_hours import LATER, THEN


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
        (["P"], "needs one more statement; cite two statements in all"),
        (["R"], "needs two more statements; cite two statements in all"),
        (["P", "S", "R"], "does not bear on the choice; cite two statements"),
        (["P", "Q", "R", "S"], "cite only two statements"),
        (..., "No evidence is cited yet; cite two statements"),
        ([], "cite two statements"),
        ("P", "one more statement"),
        (7, "list of labels"),
        (["X"], "not one of"),
    ):
        with pytest.raises(NotYet, match=said):
            evidence(wrong)
