"""A stopped cell is explained in a sentence with its remedy, and a check shows none of its own lines."""

from __future__ import annotations

from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell

from autograder.warm.shell import INSTRUCTORS
from course.errors import explaining

# ---------------------------------------------------------------- checks


@pytest.mark.parametrize(
    "check",
    [
        '"""Check. Minutes of a sensible size."""\nint(\n    minutes_missing, what="the minutes, above 1440")',
        '"""Check. The number is right."""\nsecret = 1440\nminutes_missing - secret',
        '"""Check. Each of them."""\n[minutes_missing for line in range(1440)]',
    ],
)
def test_a_check_without_its_answer_points_to_the_answer_cell(
    shell: InteractiveShell, stopped: Any, check: str
) -> None:
    """It was not the check that was wrong, and its lines tell what the answer should be."""
    words = stopped(check)
    assert (
        "Your answer “minutes_missing” is not there: its cell stopped, was not run, or spells it differently." in words
    )
    assert "Next: run the answer cell above and mend the line at which it stops, or the name." in words
    assert "Look at line" not in words
    assert "1440" not in words


@pytest.mark.parametrize("line", ["1440 + limit[0]", "1440 + ...", "1440 ** 'a'", 'stays["los_dais"] + 1440'])
def test_whatever_stops_a_check_none_of_its_lines_is_shown(stopped: Any, line: str) -> None:
    words = stopped(f'"""Check. A sum of sensible size."""\n{line}')
    assert "1440" not in words
    assert "run the answer cell above, then this check again" in words


def test_a_check_that_cannot_be_read_shows_no_line_either(stopped: Any) -> None:
    assert "1440" not in stopped('"""Check. A sum."""\nright = 1440 1')


def test_before_the_set_up_a_check_says_so(shell: InteractiveShell, stopped: Any) -> None:
    del shell.user_ns["my"]
    words = stopped('"""Check. A sum."""\nminutes_missing - 1440')
    assert "the set-up cell has not run" in words
    assert "1440" not in words


def test_a_learners_cell_with_a_remark_of_its_own_is_no_check(stopped: Any) -> None:
    words = stopped('"""My answer."""\nminutes_mising + 1')
    assert "Python does not know “minutes_mising” yet." in words
    assert "Look at line 2: minutes_mising + 1" in words


def test_code_of_the_learner_that_a_check_calls_is_shown(shell: InteractiveShell, stopped: Any) -> None:
    shell.run_cell("def rule():\n    return hours_wrked", store_history=True)
    assert "Look at line 2: return hours_wrked" in stopped('"""Check. The rule."""\nrule()')


def test_a_check_is_known_in_the_graders_shell_too() -> None:
    """There its text is out of reach, and the name of its file tells."""
    assert explaining.INSTRUCTORS == INSTRUCTORS
    try:
        exec(compile("minutes_missing", INSTRUCTORS, "exec"), {})
    except NameError as problem:
        found = explaining.explanation(problem, problem.__traceback__, {"my": object()})
    assert found.say.startswith("Your answer “minutes_missing” is not there")


# ---------------------------------------------------------------- answers


@pytest.mark.parametrize(
    "answer",
    ["way_out = close", 'decides = {\n    "A": close,\n    "B": "board",\n}', 'evidence = ["A", close]'],
)
def test_a_word_without_its_quotes_is_told_to_take_them(stopped: Any, answer: str) -> None:
    words = stopped(answer)
    assert 'Next: if it is one of the words offered, put it in quotes: "close"; if it is a name' in words


def test_a_name_that_is_worked_with_is_not_taken_for_a_word(stopped: Any) -> None:
    assert "quotes" not in stopped("days = close * 7")
    assert "quotes" not in stopped("days = [close * 7]")


def test_a_missing_comma_is_looked_for_at_the_end_of_the_line_above_too(stopped: Any) -> None:
    words = stopped('calls = {\n    "A": "stop",\n    "B": "decide"\n    "C": "stop",\n}')
    assert 'Look at line 4, and at the end of the one above (a comma, a quote, a bracket?): "C": "stop",' in words
    assert "ipykernel" not in words
    assert "ipython" not in words
    assert "above" not in stopped("limit 5")


@pytest.mark.parametrize("line", ["limit x 7", "3 x 7", "3x7", "3 X 7  # times", "(limit) x (7)", "3 × 7"])
def test_x_for_times_is_told_the_sign(stopped: Any, line: str) -> None:
    words = stopped(f"days = 1\nweek = {line}")
    assert "Next: write * there, which is the sign for times, and run the cell again" in words
    assert f"Look at line 2: week = {line}" in words


def test_an_x_in_a_text_is_not_taken_for_times(stopped: Any) -> None:
    assert "sign for times" not in stopped('print "3 x 7"  # 3 x 7')


# ---------------------------------------------------------------- for one who reads it far below


def stop(source: str, **names: Any) -> Exception:
    """Return what stops a cell in an ordinary shell."""
    shell = InteractiveShell(user_ns={"my": object(), **names})
    shell.run_line_magic("load_ext", "course.errors")
    result = shell.run_cell(source, store_history=True)
    shell.history_manager.end_session()
    problem = result.error_before_exec or result.error_in_exec
    assert problem is not None
    return problem


@pytest.mark.parametrize(
    ("source", "line", "or_above"),
    [
        ("a = 1\nb = (2", 2, True),
        ("b = {\n'A': 'c'\n'D': 'e'}", 3, True),
        ("a = 1\nb = c", 2, False),
        ("a = 1\nb = 3 x 4", 2, False),
        ("import math\n\nmath.sqrt(-1)", 3, False),
    ],
)
def test_the_line_at_which_a_cell_stops_is_told_as_a_number(source: str, line: int, or_above: bool) -> None:
    problem = stop(source)
    found = explaining.explanation(problem, problem.__traceback__, {"my": object()})
    assert found.place is not None
    assert (found.place.line, found.place.or_above) == (line, or_above)
    assert found.place.text == source.splitlines()[line - 1]


@pytest.mark.parametrize(
    ("source", "said", "then"),
    [
        ("b = c", "Python does not know “c” yet.", "if it is a name, check its spelling, here and where you make it. "),
        ("b = C", "Python takes C for a name.", ', like "C", and run the answer cell again.'),
        (
            "b = 1 / 0",
            "Python says: ZeroDivisionError: division by zero",
            "and run the answer cell again (Shift+Enter).",
        ),
        ("b = 1 + ...", "There are still three dots (...) in it.", "replace the dots"),
    ],
)
def test_far_below_no_word_is_about_this_cell(source: str, said: str, then: str) -> None:
    """Who reads it near the end of a unit has run every cell, and stands in none."""
    problem = stop(source)
    at, below = (
        explaining.explanation(problem, problem.__traceback__, {"my": object()}, reader)
        for reader in (explaining.AT_THE_CELL, explaining.FAR_BELOW)
    )
    assert below.say == said
    assert then in below.then
    assert "this cell" not in f"{below.say} {below.then}"
    assert "above that makes it" not in below.then
    assert (at.place, at.verdict, at.then_first) == (below.place, below.verdict, below.then_first)
    assert at != below
