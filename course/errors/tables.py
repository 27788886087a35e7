"""What went wrong with a table, in the words of the first steps with data.

pandas speaks of ambiguous truth values and of keys; a newcomer has left out a bracket or a letter. The line that
stopped tells which: it is read as Python reads it, so that no guess is made from the text of a message alone.
"""

from __future__ import annotations

import ast
import linecache
import re
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping
from types import FrameType, TracebackType
from typing import Any, NamedTuple

NEAR = 0.7  # difflib's likeness from which a name was probably meant; its own default of 0.6 offers far ones, too
MOST_ROWS = 100_000  # a larger table is not searched for a word
JOINERS = {ast.And: ("and", "&"), ast.Or: ("or", "|")}


class Told(NamedTuple):
    """What happened, in a sentence, and the one next action, without its full stop."""

    what: str
    then: str


def is_cell(file: str) -> bool:
    """Return whether a file's name is a notebook cell's, in a kernel or in a grader's shell."""
    return "ipykernel_" in file or file.startswith("<ipython")


def cell_frame(tb: TracebackType | None) -> tuple[FrameType, int] | None:
    """Return the learner's own frame that stopped, the innermost one, and its line."""
    frames = [(frame, line) for frame, line in traceback.walk_tb(tb) if is_cell(frame.f_code.co_filename)]
    return frames[-1] if frames else None


def told(value: BaseException, tb: TracebackType | None) -> Told | None:
    """Return what a learner did with a table and how to mend it, or None if this error is about something else."""
    if isinstance(value, NameError) and value.name:
        return _name_without_quotes(value.name, tb)
    if isinstance(value, KeyError):
        return _unknown_column(value, tb)
    if isinstance(value, (TypeError, ValueError)):
        return _badly_joined(value, tb)
    return None


# ---------------------------------------------------------------- questions that are joined


def _badly_joined(value: BaseException, tb: TracebackType | None) -> Told | None:
    """Explain ``and`` between columns, and questions without brackets of their own beside ``&``."""
    message = str(value)
    ambiguous = "truth value of a" in message
    if not ambiguous and not re.search(r"[&|]|\br?x?(?:and|or)_", message):
        return None
    for node in stopped_statement(tb):
        if isinstance(node, ast.BoolOp) and ambiguous:
            word, join = JOINERS[type(node.op)]
            return Told(
                f"“{word}” joins two single answers, and a column holds one answer for each row.",
                f"write {join} in place of “{word}”, and put each question in brackets of its own",
            )
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not) and ambiguous:
            return Told(
                "“not” turns one single answer round, and a column holds one answer for each row.",
                "write ~ in place of “not”, with the question in brackets behind it",
            )
        if isinstance(node, ast.Compare) and (sign := _joined_first(node)):
            return Told(
                f"Python works out {sign} before the signs on either side of it, so the questions ran into each other.",
                f"put each question in brackets of its own, (…) {sign} (…)",
            )
    if ambiguous:
        return Told(
            "A single true or false is needed here, and a column holds one for each row.",
            "ask one question at a time, each in brackets of its own, and join them with &",
        )
    return None


def _joined_first(node: ast.Compare) -> str | None:
    """Return the sign that a comparison has between its own, where brackets are missing."""
    for side in (node.left, *node.comparators):
        if isinstance(side, ast.BinOp) and isinstance(side.op, (ast.BitAnd, ast.BitOr)):
            return "&" if isinstance(side.op, ast.BitAnd) else "|"
    return None


def stopped_statement(tb: TracebackType | None) -> Iterator[ast.AST]:
    """Yield what the learner's statement that stopped consists of."""
    at = cell_frame(tb)
    if at is None:
        return
    frame, line = at
    try:
        cell = ast.parse("".join(linecache.getlines(frame.f_code.co_filename)))
    except SyntaxError:  # the cell's text is not at hand, or holds what only IPython reads
        return
    for node in ast.walk(cell):
        first, last = getattr(node, "lineno", None), getattr(node, "end_lineno", None)
        if first and last and first <= line <= last:
            yield node


# ---------------------------------------------------------------- names


def _unknown_column(value: KeyError, tb: TracebackType | None) -> Told | None:
    """Explain a column that is misspelled, and two columns in single brackets."""
    table = _asked(tb)
    if table is None:
        return None
    key = value.args[0] if value.args else None
    columns = [str(column) for column in table.columns]
    if isinstance(key, tuple):
        return Told(
            "Several columns are asked for in one pair of brackets, as if they were one.",
            "put their names in double brackets, [[…]]",
        )
    unknown = next((name for name in _named(key) if name not in columns), None)
    if unknown is None:
        return None
    near = near_name(unknown, columns)
    spelling = f"; it has “{near}”" if near else ""
    return Told(
        f"The table has no column “{unknown}”{spelling}.",
        "spell the column as the table does, capital letters and underscores included",
    )


def _named(key: Any) -> list[str]:
    """Return the names that a KeyError speaks of: the key itself, or those quoted in pandas' sentence about several."""
    if not isinstance(key, str):
        return [repr(key)]
    if re.search(r"not in index|not found in axis|are in the \[", key):
        return re.findall(r"'([^']*)'", key.split(", dtype=")[0])
    return [re.sub(r"^Columns? not found: ", "", key).strip("'").split("', '")[0]]


def near_name(name: str, names: Iterable[str]) -> str | None:
    """Return the name that was probably meant, or None where none is like it."""
    from difflib import get_close_matches

    found = get_close_matches(name.lower(), [n.lower() for n in names], n=1, cutoff=NEAR)
    return next((n for n in names if n.lower() == found[0]), None) if found else None


def _asked(tb: TracebackType | None) -> Any:
    """Return the table that pandas was asked for a column of: the first one on the way to the error."""
    pandas = sys.modules.get("pandas")
    if pandas is None:
        return None
    for frame, _ in traceback.walk_tb(tb):
        owner = frame.f_locals.get("self")
        if owner is not None and "pandas" in frame.f_globals.get("__name__", "").split("."):
            owner = getattr(owner, "obj", owner)  # a group knows its table
            return owner if isinstance(owner, pandas.DataFrame) else None
    return None


def _name_without_quotes(name: str, tb: TracebackType | None) -> Told | None:
    """Explain a column, or a word of a column, that stands without its quotes."""
    at = cell_frame(tb)
    for table in _tables({**at[0].f_globals, **at[0].f_locals}) if at else ():
        if name in table.columns:
            place = "it is a column of a table"
        elif found := _column_with(table, name):
            place = f"it is a word in the column “{found}”"
        else:
            continue
        return Told(f"Python takes {name} for a name of yours, and {place}.", f'put it in quotes, "{name}"')
    return None


def _tables(names: Mapping[str, Any]) -> list[Any]:
    pandas = sys.modules.get("pandas")
    return [v for k, v in names.items() if pandas and k[:1] != "_" and isinstance(v, pandas.DataFrame)]


def _column_with(table: Any, word: str) -> str | None:
    """Return the first column of words that holds one."""
    if len(table) > MOST_ROWS:
        return None
    words = table.select_dtypes(exclude=["number", "bool", "datetime", "timedelta"])
    return next((str(column) for column in words.columns if (words[column].astype(str) == word).any()), None)
