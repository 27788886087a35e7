"""A rule must hold for organizations that nobody has seen; what stops it is a sentence."""

from __future__ import annotations

import pytest

from course.checks import NotYet, Slip, call, expect_refusal, expect_rule
from tests.checks.paid_hours import THEN, rule


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
    with pytest.raises(NotYet, match="Your function stopped: There is no entry “x”"):
        call({}.__getitem__, "x", what="a look-up")


def test_a_misspelled_name_in_a_function_is_named_with_its_remedy() -> None:
    def paid(worked_hours: float, leave: float) -> float:
        return worked_hours / (1 - leav)  # noqa: F821  # misspelled

    with pytest.raises(NotYet) as problem:
        call(paid, 90, 0.1, what="paid hours")
    assert "Python does not know “leav” there." in str(problem.value)
    assert "NameError" not in str(problem.value)
    assert "Next: spell it as the function's first line" in str(problem.value)


# ---------------------------------------------------------------- an easy case that the question works out


def paid_hours_rule(function: object) -> None:
    expect_rule(
        function,
        what="paid hours of any ward",
        reference=lambda worked, leave: worked / (1 - leave),
        easy=[(90, 0.1)],
        probes=[(50, 0.13)],
        slips=[],
        then="read on.",
    )


def test_a_rule_that_is_wrong_for_the_easy_case_is_told_so_in_figures() -> None:
    """The figures stand in the question already, so they give nothing away."""

    def paid(worked_hours: float, leave_share: float) -> float:
        return worked_hours * (1 + leave_share)

    with pytest.raises(NotYet) as problem:
        paid_hours_rule(paid)
    assert "For worked_hours = 90 and leave_share = 0.1 your rule gives 99; it should give 100." in str(problem.value)
    assert not problem.value.formed


@pytest.mark.parametrize("elsewhere", [0.0, "stops"])
def test_a_rule_that_holds_for_the_easy_case_alone_is_formed(elsewhere: object) -> None:
    """It is paid for the form, whether it gives another number for unseen wards or stops there."""

    def typed_in(worked: float, leave: float) -> float:
        return 100.0 if worked == 90 else elsewhere / 2  # type: ignore[operator]

    with pytest.raises(NotYet) as problem:
        paid_hours_rule(typed_in)
    assert problem.value.formed
    assert "it should give" not in str(problem.value)


def test_a_slip_that_stops_where_the_right_rule_does_not_is_named_all_the_same() -> None:
    """A division turned around stops at a ward without hours; what it gives before tells the slip."""
    turned = Slip("turned around", lambda worked, leave: (1 - leave) / worked, "You turned the division round.")
    with pytest.raises(NotYet) as problem:
        expect_rule(
            lambda worked, leave: (1 - leave) / worked,
            what="paid hours",
            reference=lambda worked, leave: worked / (1 - leave),
            easy=[(90, 0.1)],
            probes=[(0, 0.2)],
            slips=[turned],
            then="read on.",
        )
    assert problem.value.slip == "turned around"
