"""A newcomer's slips with a table are explained in a sentence with its remedy, and never by giving the answer."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell

from course.checks import NotYet, call
from tests.errors.stays import STAYS


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
def test_a_key_of_something_else_than_a_table_is_no_column(stopped: Any, line: str) -> None:
    words = stopped(line)
    assert "There is no entry “" in words
    assert "column" not in words


@pytest.mark.parametrize("line", ['int("twelve")', "limit & 2.5", "(limit & 1) + [1]"])
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
