"""A newcomer's slips with a figure are explained in a sentence with its remedy, in a cell and in a rule of theirs."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell

from course.checks import NotYet, call


@dataclass(frozen=True)
class Nursing:
    """A record of two figures, like those of a ward's year."""

    patient_days: int
    hour_usd: float


NAMES = {
    "budget": Nursing(10_000, 45.0),
    "actual": Nursing(10_600, 47.5),
    "shares": MappingProxyType({"nursing": 0.6, "surgery": 0.4}),
    "nothing": None,
}


@pytest.fixture
def told(shell: InteractiveShell, stopped: Any) -> Any:
    """Run a cell that stops beside some records, and return what a learner reads, none of it Python's own."""
    shell.user_ns.update(NAMES)

    def told(source: str) -> str:
        words = stopped(source)
        assert "Python says" not in words
        assert "operand" not in words
        return words

    return told


# ---------------------------------------------------------------- typed as on paper


@pytest.mark.parametrize(
    "line", ["rate = 27%", "rate = (27%)", "cost = 27% * 3", "cost = 27% of limit", "a = [27%, 3]"]
)
def test_a_percent_sign_is_told_to_be_a_share(told: Any, line: str) -> None:
    words = told(f"a = 1\n{line}")
    assert "Python cannot read a percent sign behind a number. Next: type a share instead, 0.27 for 27%" in words
    assert f"Look at line 2: {line}" in words


@pytest.mark.parametrize("line", ["cost = $132,000", "cost = 132000 $", "cost = 3 * $.50"])
def test_a_dollar_sign_is_told_to_go(told: Any, line: str) -> None:
    assert "type the number alone, without its sign and commas, 132000 for $132,000" in told(line)


def test_a_number_with_commas_that_cannot_be_read_is_told_to_lose_them(told: Any) -> None:
    assert "type it without them, 132000 for 132,000" in told("cost = 132,050 + 3")


@pytest.mark.parametrize("line", ['print "27%"', "limit 5  # $5, 27%", "print 27 % 5"])
def test_a_sign_in_a_text_a_remark_or_a_remainder_is_not_blamed(stopped: Any, line: str) -> None:
    words = stopped(line)
    assert "percent sign" not in words
    assert "dollar sign" not in words


# ---------------------------------------------------------------- no number


def test_a_whole_record_is_told_to_be_named_by_its_figure(told: Any) -> None:
    words = told("over = actual - budget")
    assert "“actual” holds several figures, and Python can work out - with one alone." in words
    assert "Next: name the figure that you need, like actual.patient_days" in words


def test_a_whole_look_up_is_told_to_be_named_by_its_entry(told: Any) -> None:
    assert 'like shares["nursing"]' in told("900 * shares")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('"45" - "3"', "Something there is text"),
        ('"45" + 3', "Something there is text"),
        ('3 + "45"', "Something there is text"),
        ('"45" * 0.5', "Something there is text"),
        ('"45" < 3', "Something there is text"),
        ("3 * nothing", "One of the values there is empty (None), and Python cannot work out * with it."),
        ("(132, 0) / 2", "A comma made several numbers of one there."),
        ("stays.sum / 2", "A tool is named there and not used"),
        ("len / 2", "A tool is named there and not used"),
    ],
)
def test_what_is_no_number_is_told_what_it_is(told: Any, line: str, said: str) -> None:
    assert said in told(line)


def test_dots_that_are_worked_with_are_still_called_dots(shell: InteractiveShell, stopped: Any) -> None:
    shell.run_cell("blank = ...", store_history=True)
    assert "There are still three dots (...)" in stopped('blank * "3"')


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("budget.patient_day", "“budget” has no “patient_day”; it has “patient_days”."),
        ("budget.cost", "“budget” has no “cost”."),
        ("nothing.hour_usd", "“nothing” is empty (None), so it has no “hour_usd”."),
        ('shares["nursng"]', "There is no entry “nursng”; there is “nursing”."),
        ('shares["icu"]', "There is no entry “icu”; there are “nursing”, “surgery”."),
    ],
)
def test_a_figure_or_an_entry_that_is_not_there_is_told_beside_those_that_are(told: Any, line: str, said: str) -> None:
    assert said in told(f"answer = {line}")


@pytest.mark.parametrize(
    ("body", "argument", "said"),
    [
        ('mix["commercial"]', {"veterans": 0.7}, "There is no entry “commercial”; there are “veterans”."),
        ("mix.comercial", NAMES["budget"], "“mix” has no “comercial”."),
        ("mix.hour_us", NAMES["budget"], "“mix” has no “hour_us”; it has “hour_usd”."),
        ("mix - mix", NAMES["budget"], "“mix” holds several figures"),
    ],
)
def test_a_rule_that_a_check_calls_is_told_so_too(shell: InteractiveShell, body: str, argument: Any, said: str) -> None:
    shell.run_cell(f"def rule(mix):\n    return {body}", store_history=True)
    with pytest.raises(NotYet) as problem:
        call(shell.user_ns["rule"], argument, what="a rule")
    assert f"Your function stopped: {said}" in str(problem.value)
    assert "Error" not in str(problem.value)


def test_nothing_of_the_learners_is_run_to_explain_it(shell: InteractiveShell, stopped: Any) -> None:
    """A property is no field, so it is not looked at: it may take long, or stop."""
    shell.run_cell(
        "seen = []\nclass Odd:\n    @property\n    def part(self):\n        seen.append(1)\nodd = Odd()",
        store_history=True,
    )
    stopped("odd.part * 3")
    assert shell.user_ns["seen"] == [1]
