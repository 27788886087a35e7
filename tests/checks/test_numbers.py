"""A number is right in any of Python's forms, or its slip is named; its right value is never told."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from course.checks import NotYet, Slip, expect, expect_between
from course.checks.numbers import is_rounded
from tests.checks.paid_hours import LATER, LEAVE_ADDED, THEN, hours


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
        (-114.94, "sign turned around"),
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


@pytest.mark.parametrize(
    ("answer", "said"),
    [("115", "text"), ((1, 150), "Commas"), (len, "function"), (float("nan"), "finite"), ([115], "single number")],
)
def test_what_stands_in_place_of_a_number_is_called_by_its_name(answer: object, said: str) -> None:
    with pytest.raises(NotYet, match=said):
        hours(answer)


@pytest.mark.parametrize("answer", [0, 1, 50, 112.4, 116, 1e9])
def test_a_wrong_number_never_hears_the_right_one(answer: float) -> None:
    with pytest.raises(NotYet) as problem:
        hours(answer)
    assert "114" not in str(problem.value)


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


def test_an_answer_of_which_only_the_size_was_looked_at_is_noted_and_not_called_right(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The figure itself is marked by the hidden check; the message says where, and ends with the next action."""
    expect_between(114, what="paid hours", low=101, high=130, then=THEN, otherwise="Too far off.")
    assert capsys.readouterr().out == f"✓ Noted, of sensible size: paid hours.\n{LATER}\nNext: read on.\n"


# ---------------------------------------------------------------- nearly right, and of sensible size

DAILY_HOURS = 140 / 49.0  # 2.857…
MEAN_OF_RATIOS = Slip("mean of ratios", 3.0, "You averaged the days' ratios.")


def per_day(answer: object, *, slips: tuple[Slip, ...] = ()) -> None:
    expect(
        answer,
        what="hours per patient day",
        value=DAILY_HOURS,
        tolerance=0.002,
        slips=slips,
        then=THEN,
        sensible=(1.5, 12),
        size="A patient gets a few hours a day.",
    )


@pytest.mark.parametrize("answer", [2.9, 2.86, 2.85, 3, 2.853])
def test_a_right_number_with_too_few_decimals_hears_that_it_is_near(answer: float) -> None:
    """Rounded, or cut off: the learner is told to give more decimals, not that the formula is wrong."""
    if answer == 2.853:
        with pytest.raises(NotYet, match="not the one"):
            per_day(answer)
        return
    with pytest.raises(NotYet, match="Nearly: that is the right number, rounded too far"):
        per_day(answer)


@pytest.mark.parametrize(("answer", "value"), [(0.133, 0.1325), (0.132, 0.1325), (3200, 3183.5), (360, 356.05)])
def test_a_number_half_way_may_be_rounded_either_way(answer: float, value: float) -> None:
    assert is_rounded(answer, value)


def test_an_answer_at_the_edge_of_what_is_allowed_is_right() -> None:
    """As 0.133 for 0.1325 within 0.0005, whose difference is stored as a little more."""
    assert 0.133 - 0.1325 > 0.0005
    expect(0.133, what="the rate", value=0.1325, tolerance=0.0005, then=THEN)


def test_a_slip_that_is_a_round_number_is_told_before_a_rounding() -> None:
    with pytest.raises(NotYet) as problem:
        per_day(3, slips=(MEAN_OF_RATIOS,))
    assert problem.value.slip == "mean of ratios"


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        (0, 0.004),
        (1, 0.6),
        (-2.9, 2.857),
        (100, 114.94),
        (5, 4.0),
        (7, 7.9),
        (350, 356.05),
        (150, 155.0),
        (3000, 3183.5),
        (400, 387),
        (2.8, 2.857),
    ],
)
def test_what_is_no_rounding_of_the_right_number_is_not_called_one(answer: float, value: float) -> None:
    """Another sign, another size, or another whole number is not near."""
    assert not is_rounded(answer, value)


def test_a_wrong_number_of_sensible_size_is_formed_and_one_outside_is_told_its_size() -> None:
    """A part of the points may be paid for size; a coarse slip has none, whatever number it comes to."""
    coarse = Slip("beds for patients", 4.0, "You divided by beds.", coarse=True)
    formed = {}
    for answer in (5.5, 40.0, 4.0):
        with pytest.raises(NotYet) as problem:
            per_day(answer, slips=(coarse,))
        formed[answer] = (problem.value.formed, str(problem.value))
    assert [met for met, _ in formed.values()] == [True, False, False]
    assert "A patient gets a few hours a day." in formed[40.0][1]
    assert "A patient gets a few hours a day." not in formed[5.5][1]
