"""Eight verbs on six stays: every example gives what it says."""

from __future__ import annotations

import pandas as pd
import pytest

from course.units.role.first_steps_with_data.verbs_model import (
    ANOTHER,
    EXAMPLE_KINDS,
    EXAMPLES,
    PLAIN,
    SLIP,
    outcome,
    six_stays,
)

EVERY_EXAMPLE = [pytest.param(verb, which, id=f"{verb}: {which}") for verb in EXAMPLES for which in EXAMPLE_KINDS]


def typed(code: str) -> object:
    """Return what a line gives when it is typed: its value, or the table that it changed."""
    names = {"stays": six_stays()}
    try:
        return eval(code.removesuffix(".plot.barh()"), names)
    except SyntaxError:
        exec(code, names)
        return names["stays"]


@pytest.mark.parametrize(("verb", "which"), EVERY_EXAMPLE)
def test_a_line_gives_what_it_says_when_a_learner_types_it(verb: str, which: str) -> None:
    """The line in the picture and the table beside it are the same thing."""
    example = EXAMPLES[verb][which]
    if (verb, which) == ("choose", SLIP):
        with pytest.raises(KeyError, match="LOS_days"):
            typed(example.code)
        return
    mine, shown = typed(example.code), example.does(six_stays())
    if isinstance(mine, (pd.DataFrame, pd.Series)):
        assert mine.equals(shown)
    else:
        assert mine == shown


@pytest.mark.parametrize(("verb", "which"), EVERY_EXAMPLE)
def test_a_line_names_the_columns_it_reads_and_no_others(verb: str, which: str) -> None:
    example = EXAMPLES[verb][which]
    assert set(example.reads) == {name for name in six_stays() if f'"{name}"' in example.code}


def test_there_are_eight_verbs_and_each_has_a_slip_that_says_so() -> None:
    assert len(EXAMPLES) == 8
    for examples in EXAMPLES.values():
        assert [examples[which].says.startswith("Slip:") for which in (PLAIN, ANOTHER, SLIP)] == [False, False, True]


@pytest.mark.parametrize("verb", [verb for verb in EXAMPLES if verb not in {"look", "choose"}])
def test_a_slip_gives_something_else_than_the_plain_line(verb: str) -> None:
    assert outcome(verb, SLIP).rows != outcome(verb, PLAIN).rows


def test_a_stay_of_exactly_six_days_tells_at_least_from_more() -> None:
    assert outcome("filter", PLAIN).kept == (0, 2, 5)
    assert outcome("filter", SLIP).kept == (0, 5)


def test_a_new_column_is_marked_and_an_overwritten_one_too() -> None:
    made = {which: outcome("add a column", which) for which in EXAMPLE_KINDS}
    assert [made[which].head[made[which].new] for which in EXAMPLE_KINDS] == ["long", "weeks", "los_days"]
    assert outcome("sort", PLAIN).new == 0


def test_bars_stand_as_pandas_draws_them_the_first_at_the_bottom() -> None:
    bars = outcome("plot", PLAIN)
    assert bars.rows[-1] == ("Medical", "22") and bars.lengths == (6.0, 5.0, 22.0)
