"""A newcomer's slips with a table are explained in a sentence with its remedy, and never by giving the answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell

from autograder.warm.shell import INSTRUCTORS
from course.checks import NotYet, call, graded_later
from course.errors import explaining as kindly

STAYS = pd.DataFrame(
    {
        "age": [91, 40, 77],
        "payer": ["Medicaid", "Medicare FFS", "Commercial"],
        "unit": ["ICU", "West", "West"],
        "los_days": [12, 2, 7],
        "readmit_30d": [True, False, True],
    }
)


@pytest.fixture
def shell() -> Iterator[InteractiveShell]:
    """A kernel's shell with the course's explanations, a table, and the set-up cell's name."""
    shell = InteractiveShell(user_ns={"my": object(), "stays": STAYS.copy(), "limit": 5})
    shell.run_line_magic("load_ext", "course.errors")
    yield shell
    shell.history_manager.end_session()


@pytest.fixture
def stopped(shell: InteractiveShell, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a cell that stops, and return what a learner reads."""

    def stopped(source: str) -> str:
        result = shell.run_cell(source, store_history=True)
        assert not result.success
        said = capsys.readouterr()
        assert said.err == ""
        words = said.out
        assert "Traceback" not in words
        assert words.count("Next: ") == 1
        return words

    return stopped


@pytest.mark.parametrize(
    "question",
    [
        'stays["age"] > 1 & stays["los_days"] < 9',
        'stays["age"] >= 90 & stays["payer"] == "Medicaid"',
        'stays["payer"] == "Medicaid" & stays["age"] > 90',
        'stays["payer"] == "Medicaid" & (stays["age"] > 90)',
        '(stays["age"] > 1) & stays["los_days"] < 9 < stays["age"]',
    ],
)
def test_questions_without_brackets_round_each_are_told_so(stopped: Any, question: str) -> None:
    """`&` is worked out first; pandas calls that an ambiguous truth value, or an operation that is not supported."""
    words = stopped(f"len(stays[{question}])")
    assert "Python works out & before the signs on either side of it" in words
    assert "Next: put each question in brackets of its own, (…) & (…)" in words
    assert "ambiguous" not in words
    assert "dtype" not in words
    assert "Look at line 1" in words


def test_either_or_without_brackets_names_its_own_sign(stopped: Any) -> None:
    assert "Python works out | before" in stopped('stays[stays["unit"] == "ICU" | stays["unit"] == "West"]')


@pytest.mark.parametrize(("word", "sign"), [("and", "&"), ("or", "|")])
def test_and_and_or_between_columns_name_the_sign_to_write(stopped: Any, word: str, sign: str) -> None:
    words = stopped(f'stays[(stays["age"] >= 90) {word} (stays["payer"] == "Medicaid")]')
    assert f"“{word}” joins two single answers" in words
    assert f"Next: write {sign} in place of “{word}”" in words
    assert "ambiguous" not in words


def test_not_before_a_column_names_the_sign_to_write(stopped: Any) -> None:
    assert "write ~ in place of “not”" in stopped('stays[not stays["readmit_30d"]]')


def test_a_column_between_two_limits_is_told_to_ask_twice(stopped: Any) -> None:
    """Neither sign nor word is at fault here, so none is named as the culprit."""
    words = stopped('stays[1 < stays["los_days"] < 9]')
    assert "a column holds one for each row. Next: ask one question at a time" in words


def test_the_statement_that_stopped_is_read_and_no_other(stopped: Any) -> None:
    """An `and` elsewhere in the cell is not blamed."""
    words = stopped(
        'fine = limit > 1 and limit < 9\nlong = stays[\n    stays["age"] > 1 & stays["los_days"] < 9\n]\nfine and limit'
    )
    assert "Python works out & before" in words


@pytest.mark.parametrize("name", ["age", "los_days"])
def test_a_column_without_quotes_is_told_to_take_them(stopped: Any, name: str) -> None:
    words = stopped(f"stays[{name}]")
    assert f"Python takes {name} for a name of yours, and it is a column of a table." in words
    assert f'Next: put it in quotes, "{name}"' in words


def test_a_word_of_a_column_without_quotes_is_told_to_take_them(stopped: Any) -> None:
    words = stopped('stays[stays["payer"] == Medicaid]')
    assert "it is a word in the column “payer”. Next: put it in quotes" in words


def test_a_name_that_stands_in_no_table_is_a_missing_name_as_before(stopped: Any) -> None:
    assert "Python does not know “long_dais” yet." in stopped("stays[long_dais]")


def test_before_the_set_up_a_column_without_quotes_is_not_the_trouble(shell: InteractiveShell, stopped: Any) -> None:
    del shell.user_ns["my"]
    assert "the set-up cell has not run" in stopped("stays[age]")


@pytest.mark.parametrize(
    "line",
    [
        'stays["los_day"]',
        'stays[["age", "los_day"]]',
        'stays[["los_day", "agee"]]',
        'stays.sort_values("los_day")',
        'stays.groupby("unit")["los_day"].mean()',
        'stays.groupby("unit")[["los_day"]].mean()',
        'stays.groupby("los_day")["age"].mean()',
        'stays.drop(columns="los_day")',
        'stays["Los_Days"]',
    ],
)
def test_a_misspelled_column_is_named_with_the_one_that_is_like_it(stopped: Any, line: str) -> None:
    """Wherever it is asked for; only the spelling is told."""
    words = stopped(line)
    assert "The table has no column “los_day" in words.replace("Los_Day", "los_day")
    assert "; it has “los_days”. Next: spell the column as the table does" in words
    assert "KeyError" not in words


def test_a_column_like_no_other_gets_no_proposal(stopped: Any) -> None:
    """A proposal for any name would choose the column for the learner."""
    words = stopped('stays["duration"]')
    assert "The table has no column “duration”. Next: spell" in words


def test_two_columns_in_single_brackets_are_told_to_take_double_ones(stopped: Any) -> None:
    assert "Next: put their names in double brackets, [[…]]" in stopped('stays["age", "payer"]')


@pytest.mark.parametrize("line", ['{"a": 1}["age"]', 'stays["unit"].value_counts()["Est"]'])
def test_a_key_of_something_else_than_a_table_is_left_to_python(stopped: Any, line: str) -> None:
    assert "Python says: KeyError" in stopped(line)


@pytest.mark.parametrize("line", ['int("twelve")', "limit & 2.5", "(limit & 1) + 'a'"])
def test_other_mistakes_are_not_taken_for_slips_with_a_table(stopped: Any, line: str) -> None:
    assert "This cell stopped. Python says:" in stopped(line)


def test_an_odd_table_is_explained_as_far_as_it_goes(shell: InteractiveShell, stopped: Any) -> None:
    """Explaining never fails, whatever stands in the notebook."""

    class Odd(pd.DataFrame):
        @property
        def columns(self) -> Any:
            raise RuntimeError("no columns today")

    shell.user_ns["odd"] = Odd()
    assert "Python does not know “foo” yet." in stopped("foo")


def test_a_check_that_calls_the_learners_rule_says_the_same(shell: InteractiveShell) -> None:
    """The rule stops inside the check, where pandas' words would stand in the message."""
    shell.run_cell('def held(table, days):\n    return table[table["los_dais"] >= days & table["age"] > 1]')
    with pytest.raises(NotYet) as problem:
        call(shell.user_ns["held"], STAYS, 5, what="days held")
    assert "Your function stopped: The table has no column “los_dais”; it has “los_days”." in str(problem.value)
    assert str(problem.value).splitlines()[-1].startswith("Next: spell the column as the table does")


# ---------------------------------------------------------------- checks


@pytest.mark.parametrize(
    "check",
    [
        '"""Check. Minutes of a sensible size."""\nint(\n    minutes_missing, what="the minutes, above 1440")',
        '"""The number is right."""\ngraded_later()\nsecret = 1440\nminutes_missing - secret',
        '"""Check. Each of them."""\n[minutes_missing for line in range(1440)]',
    ],
)
def test_a_check_without_its_answer_points_to_the_answer_cell(
    shell: InteractiveShell, stopped: Any, check: str
) -> None:
    """It was not the check that was wrong, and its lines tell what the answer should be."""
    shell.user_ns["graded_later"] = lambda: None
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
    assert kindly.INSTRUCTORS == INSTRUCTORS
    assert graded_later.__name__ in kindly.CHECK.pattern
    try:
        exec(compile("minutes_missing", INSTRUCTORS, "exec"), {})
    except NameError as problem:
        words = kindly.explanation(problem, problem.__traceback__, {"my": object()})
    assert words[0].startswith("Your answer “minutes_missing” is not there")


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
