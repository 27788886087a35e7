"""Eight verbs on six stays: for each a plain line of pandas, another one, and a slip that nearly everybody makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

PLAIN, ANOTHER, SLIP = "plain", "another", "slip"
EXAMPLE_KINDS: Mapping[str, str] = {PLAIN: "the plain line", ANOTHER: "another line", SLIP: "a common slip"}
LONG_STAY_DAYS = 6  # days from which a stay is long, in this small table


def six_stays() -> pd.DataFrame:
    """Return the small table that every example is shown on; one stay has exactly `LONG_STAY_DAYS` days."""
    return pd.DataFrame(
        {
            "unit": ["Medical", "Obstetrics", "Surgical", "Medical", "Obstetrics", "Medical"],
            "age": [81, 29, 64, 47, 34, 70],
            "los_days": [11, 2, 6, 3, 3, 8],
        }
    )


@dataclass(frozen=True)
class Example:
    """A line of pandas, what it does and what it says to a manager.

    Parameters
    ----------
    code : str
        As a learner types it; the small table is called ``stays``.
    does : callable
        The same on a table that it is given.
    reads : tuple of str
        The columns that it looks at.
    says : str
        What comes out, in a sentence or two.
    bars : bool
        Whether what comes out is drawn.
    """

    code: str
    does: Callable[[pd.DataFrame], Any]
    reads: tuple[str, ...]
    says: str
    bars: bool = False


def _is_long(table: pd.DataFrame) -> pd.Series:
    return table["los_days"] >= LONG_STAY_DAYS


def _with_misspelled_column(table: pd.DataFrame) -> str:
    try:
        return str(table["LOS_days"])
    except KeyError as problem:
        return f"KeyError: {problem}"


EXAMPLES: Mapping[str, Mapping[str, Example]] = {
    "look": {
        PLAIN: Example("stays.head(3)", lambda t: t.head(3), (), "The first three rows, as they lie in the table."),
        ANOTHER: Example("len(stays)", len, (), "How many rows there are: six stays. One row is one stay."),
        SLIP: Example(
            "stays.size", lambda t: t.size, (), "Slip: this counts cells, not rows: six stays of three columns."
        ),
    },
    "choose": {
        PLAIN: Example(
            'stays["los_days"]', lambda t: t["los_days"], ("los_days",), "One column, with a value for each stay."
        ),
        ANOTHER: Example(
            'stays[["unit", "los_days"]]',
            lambda t: t[["unit", "los_days"]],
            ("unit", "los_days"),
            "Two columns, in the order of the list. A list has brackets of its own, so there are two pairs.",
        ),
        SLIP: Example(
            'stays["LOS_days"]',
            _with_misspelled_column,
            (),
            "Slip: no column has this name. Capital letters count, so copy names from the table's head.",
        ),
    },
    "filter": {
        PLAIN: Example(
            'stays[stays["los_days"] >= 6]',
            lambda t: t[_is_long(t)],
            ("los_days",),
            "Of the stays, those whose days are at least 6: three rows. The stay of exactly 6 days is among them.",
        ),
        ANOTHER: Example(
            'stays[(stays["los_days"] >= 6) & (stays["unit"] == "Medical")]',
            lambda t: t[_is_long(t) & (t["unit"] == "Medical")],
            ("unit", "los_days"),
            "Both must be true of the same row: at least 6 days, and on the medical unit. Two rows are left.",
        ),
        SLIP: Example(
            'stays[stays["los_days"] > 6]',
            lambda t: t[t["los_days"] > LONG_STAY_DAYS],
            ("los_days",),
            "Slip: “6 days or more” was asked, and this leaves out the stay of exactly 6. No warning comes.",
        ),
    },
    "sort": {
        PLAIN: Example(
            'stays.sort_values("los_days", ascending=False)',
            lambda t: t.sort_values("los_days", ascending=False),
            ("los_days",),
            "The same six rows, the longest stay first. Each keeps its number at the left.",
        ),
        ANOTHER: Example(
            'stays.sort_values("age", ascending=False).head(2)',
            lambda t: t.sort_values("age", ascending=False).head(2),
            ("age",),
            "The two oldest patients: sort first, then take two.",
        ),
        SLIP: Example(
            'stays.sort_values("los_days").head(2)',
            lambda t: t.sort_values("los_days").head(2),
            ("los_days",),
            "Slip: the two longest were asked, and the shortest stand first unless you write ascending=False.",
        ),
    },
    "count": {
        PLAIN: Example(
            'stays["unit"].value_counts()',
            lambda t: t["unit"].value_counts(),
            ("unit",),
            "How many stays each unit has, the most frequent first.",
        ),
        ANOTHER: Example(
            '(stays["los_days"] >= 6).sum()',
            lambda t: _is_long(t).sum(),
            ("los_days",),
            "How many stays lasted 6 days or more: true counts as 1, false as 0.",
        ),
        SLIP: Example(
            '(stays["los_days"] >= 6).count()',
            lambda t: _is_long(t).count(),
            ("los_days",),
            "Slip: this counts every row that says true or false, which is all of them; sum() counts the true ones.",
        ),
    },
    "group": {
        PLAIN: Example(
            'stays.groupby("unit")["los_days"].mean()',
            lambda t: t.groupby("unit")["los_days"].mean(),
            ("unit", "los_days"),
            "One heap of rows for each unit, and the average stay of each heap.",
        ),
        ANOTHER: Example(
            'stays.groupby("unit")["los_days"].sum()',
            lambda t: t.groupby("unit")["los_days"].sum(),
            ("unit", "los_days"),
            "The same heaps, and their days added up: the medical unit's three stays hold 22 of 33 days.",
        ),
        SLIP: Example(
            'stays.groupby("unit")["los_days"].mean().mean()',
            lambda t: t.groupby("unit")["los_days"].mean().mean(),
            ("unit", "los_days"),
            "Slip: an average of averages, as if each unit had as many stays. All 33 days over six stays are 5.5.",
        ),
    },
    "add a column": {
        PLAIN: Example(
            'stays["long"] = stays["los_days"] >= 6',
            lambda t: t.assign(long=_is_long(t)),
            ("los_days",),
            "A new column, worked out for every row at once: true from 6 days on.",
        ),
        ANOTHER: Example(
            'stays["weeks"] = stays["los_days"] / 7',
            lambda t: t.assign(weeks=t["los_days"] / 7),
            ("los_days",),
            "A new column of numbers: the same stays in weeks.",
        ),
        SLIP: Example(
            'stays["los_days"] = stays["los_days"] >= 6',
            lambda t: t.assign(los_days=_is_long(t)),
            ("los_days",),
            "Slip: the name was taken, so the days are gone, and true and false stand in their place.",
        ),
    },
    "plot": {
        PLAIN: Example(
            'stays.groupby("unit")["los_days"].sum().plot.barh()',
            lambda t: t.groupby("unit")["los_days"].sum(),
            ("unit", "los_days"),
            "One bar for each unit, as long as its days. A bar says how much, not why.",
            bars=True,
        ),
        ANOTHER: Example(
            'stays["unit"].value_counts().plot.barh()',
            lambda t: t["unit"].value_counts(),
            ("unit",),
            "One bar for each unit, as long as its number of stays: the same units, another question.",
            bars=True,
        ),
        SLIP: Example(
            'stays["los_days"].plot.barh()',
            lambda t: t["los_days"],
            ("los_days",),
            "Slip: one bar for each row. With six rows you can still read it; with thousands, group or count first.",
            bars=True,
        ),
    },
}


@dataclass(frozen=True)
class Outcome:
    """What comes out of one line on the six stays, as it is shown.

    Parameters
    ----------
    verb, which : str
        The example's place in `EXAMPLES`.
    head : tuple of str
        Names above the result's columns.
    rows : tuple of tuple of str
        The result, row by row; the first cell names the row.
    kept : tuple of int
        Rows of the small table that are among the result's, where some were left out.
    new : int
        Column of `head` that the example has made, or 0.
    lengths : tuple of float
        Lengths of the bars, where it is drawn.
    """

    verb: str
    which: str
    example: Example
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kept: tuple[int, ...]
    new: int
    lengths: tuple[float, ...]


@cache
def outcome(verb: str, which: str) -> Outcome:
    """Return what an example of a verb gives on the six stays."""
    example = EXAMPLES[verb][which]
    gives = example.does(six_stays())
    if isinstance(gives, pd.DataFrame):
        head, rows = ("", *gives.columns), _table_rows(gives)
        kept = tuple(int(name) for name in gives.index) if len(gives) < len(six_stays()) else ()
        return Outcome(verb, which, example, head, rows, kept, _new_column(gives), ())
    if isinstance(gives, pd.Series):
        head, rows = (str(gives.index.name or ""), str(gives.name)), _series_rows(gives)
        if example.bars:  # pandas draws the first at the bottom
            return Outcome(verb, which, example, head, rows[::-1], (), 0, tuple(float(value) for value in gives)[::-1])
        return Outcome(verb, which, example, head, rows, (), 0, ())
    return Outcome(verb, which, example, ("",), ((formatted_cell(gives),),), (), 0, ())


@dataclass(frozen=True)
class TriedExample:
    """An example that is shown, with or without what comes out of it."""

    of: Outcome
    shown: bool


def try_example(verb: str, which: str, shown: bool) -> TriedExample:
    """Return an example of a verb and what it gives."""
    return TriedExample(outcome(verb, which), shown)


def _table_rows(table: pd.DataFrame) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (str(name), *(formatted_cell(value) for value in values))
        for name, values in zip(table.index, table.to_numpy(), strict=True)
    )


def _series_rows(series: pd.Series) -> tuple[tuple[str, ...], ...]:
    return tuple((str(name), formatted_cell(value)) for name, value in series.items())


def _new_column(gives: pd.DataFrame) -> int:
    """Return the place of the column that is not in the six stays as it was, or 0."""
    before = six_stays()
    new = [name for name in gives if name not in before or not gives[name].equals(before[name].loc[gives.index])]
    return 1 + list(gives).index(new[0]) if new else 0


def formatted_cell(value: Any) -> str:
    """Return a cell as the picture shows it.

    >>> formatted_cell(7.3333), formatted_cell(11), formatted_cell(True), formatted_cell("Medical")
    ('7.33', '11', 'True', 'Medical')
    """
    return f"{value:.2f}" if isinstance(value, float) else str(value)
