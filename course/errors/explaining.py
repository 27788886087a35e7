"""Explains why a cell stopped: what happened, where, and the one next action, for a learner.

A learner who wants Python's own words types ``%xmode Context`` and ``%unload_ext course.errors``.
"""

from __future__ import annotations

import ast
import linecache
import re
import traceback
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from course.bundle import Bundle, Place, Verdict
from course.errors.figures import TEXT_OR_REMARK, told_of_figures
from course.errors.tables import Told, cell_frame, is_cell, stopped_statement, told

MEND_IT = "mend that line"
SET_UP_NAMES = frozenset({"my"})
INSTRUCTORS = "<the instructor's cell>"  # as in autograder.warm.shell, which a kernel never loads; a test compares them
CHECK = re.compile(r'\s*"""Check\.')
X_FOR_TIMES = re.compile(r"[\w)\]]\s+[xX]\s+[\w(]|\d[xX]\d|×")


@dataclass(frozen=True)
class Reader:
    """Where the one who reads is, which decides how the cell that stopped is called.

    Parameters
    ----------
    this_cell, the_cell : str
        The cell, to be run again.
    within : str
        The cell, in which something stands.
    opening : str
        What stands before Python's own words.
    make_it : str
        How to come by a name that is missing.
    """

    this_cell: str
    the_cell: str
    within: str
    opening: str
    make_it: str


AT_THE_CELL = Reader(
    "this cell",
    "the cell",
    "this cell",
    "This cell stopped. ",
    "run the cell above that makes it (or check its spelling)",
)
# "Check my work" stands near the end of a unit, and has run every cell of it.
FAR_BELOW = Reader(
    this_cell="the answer cell",
    the_cell="the answer cell",
    within="it",
    opening="",
    make_it="check its spelling, here and where you make it",
)


def explanation(
    value: BaseException, tb: TracebackType | None, namespace: dict[str, Any], reader: Reader = AT_THE_CELL
) -> Bundle:
    """Return what happened, where, and the one next action; of a check's own lines none is shown."""
    ready = SET_UP_NAMES <= set(namespace)
    if in_check(value, tb) and (ready or not isinstance(value, NameError)):
        return _stopped(_of_a_check(value, tb))
    if _holds_dots(tb) and unanswered(value, tb):
        what = f"There are still three dots (...) in {reader.within}."
        return _stopped(Told(what, f"replace the dots, and run {reader.the_cell} again (Shift+Enter)."))
    table = in_words(value, tb)
    where = _where(value, tb)
    if isinstance(value, NameError) and value.name and not (table and ready):
        return _stopped(_missing_name(value.name, tb, namespace, reader), where, then_first=True)
    if table:
        then = f"{table.then}, and run {reader.the_cell} again (Shift+Enter)."
        return _stopped(Told(table.what, then), where, then_first=True)
    if "ellipsis" in str(value).lower():
        what = f"There are still three dots (...) in {reader.within}, or in one above that it needs."
        return _stopped(Told(what, "replace the dots, run that cell, then run this one again."), where)
    then = f"{_remedy(value)} and run {reader.the_cell} again (Shift+Enter)."
    return _stopped(Told(f"{reader.opening}Python says: {_pythons_words(value)}", then), where)


def _stopped(why: Told, place: Place | None = None, *, then_first: bool = False) -> Bundle:
    return Bundle("", Verdict.STOPPED, why.what, then=why.then, place=place, then_first=then_first)


def unanswered(value: BaseException, tb: TracebackType | None) -> bool:
    """Return whether a cell stopped over an answer that is not given yet: then there is nothing wrong to mend."""
    if isinstance(value, (NameError, SyntaxError)):
        return False
    return (isinstance(value, TypeError) and "ellipsis" in str(value).lower()) or _holds_dots(tb)


def _holds_dots(tb: TracebackType | None) -> bool:
    """Return whether the cell that stopped still holds three dots that stand for an answer."""
    at = cell_frame(tb)
    if at is None:
        return False
    try:
        tree = ast.parse("".join(linecache.getlines(at[0].f_code.co_filename)))
    except (SyntaxError, ValueError):
        return False
    nodes = list(ast.walk(tree))
    of_an_index = {id(node) for each in nodes if isinstance(each, ast.Subscript) for node in ast.walk(each.slice)}
    return any(isinstance(n, ast.Constant) and n.value is ... and id(n) not in of_an_index for n in nodes)


def in_check(value: BaseException, tb: TracebackType | None) -> bool:
    """Return whether it is a check that stopped, and not the learner's code that it called."""
    if isinstance(value, SyntaxError):
        files = [value.filename or ""]
    else:
        files = [frame.f_code.co_filename for frame, _ in traceback.walk_tb(tb)]
    cells = [file for file in files if file == INSTRUCTORS or is_cell(file)]
    if not cells:
        return False
    return cells[-1] == INSTRUCTORS or bool(CHECK.match("".join(linecache.getlines(cells[-1]))))


def _of_a_check(value: BaseException, tb: TracebackType | None) -> Told:
    """Return what a check cannot do, whose cause is in the answer above it."""
    again = "run the answer cell above, then this check again."
    if isinstance(value, NameError) and value.name:
        return Told(
            f"Your answer “{value.name}” is not there: its cell stopped, was not run, or spells it differently.",
            "run the answer cell above and mend the line at which it stops, or the name.",
        )
    if table := in_words(value, tb):
        return Told(table.what, f"{table.then}, {again}")
    if "ellipsis" in str(value).lower():
        return Told("There are still three dots (...) in your answer.", f"replace the dots, {again}")
    return Told(
        f"This check cannot work with your answer. Python says: {_pythons_words(value)}",
        f"compare your answer with what is asked for, {again}",
    )


def _pythons_words(value: BaseException) -> str:
    """Return the error as Python names it; of a line that it cannot read, without the name of a file."""
    said = value.msg if isinstance(value, SyntaxError) and value.msg else str(value)
    words = " ".join(said.split())[:300]
    return f"{type(value).__name__}: {words}" if words else type(value).__name__


def _remedy(value: BaseException) -> str:
    """Return how to mend a line, with the sign for times where a letter stands for it."""
    if isinstance(value, SyntaxError) and X_FOR_TIMES.search(TEXT_OR_REMARK.sub("", value.text or "")):
        return "write * there, which is the sign for times,"
    return MEND_IT


def in_words(value: BaseException, tb: TracebackType | None) -> Told | None:
    """Return what happened to a table or a figure and the remedy; whatever is odd about it, explaining never fails."""
    try:
        return told(value, tb) or told_of_figures(value, tb)
    except Exception:
        return None


def _missing_name(name: str, tb: TracebackType | None, namespace: dict[str, Any], reader: Reader) -> Told:
    if "my" not in namespace or name in SET_UP_NAMES:
        return Told(
            f"Python does not know “{name}” yet, because the set-up cell has not run.",
            f"click the first code cell near the top, press Shift+Enter, then run {reader.this_cell} again.",
        )
    if len(name) == 1 and name.isupper():
        then = f'put labels in quotes, like "{name}", and run {reader.the_cell} again.'
        return Told(f"Python takes {name} for a name.", then)
    unknown = f"Python does not know “{name}” yet."
    if _stands_for_a_word(name, tb):
        word = f'if it is one of the words offered, put it in quotes: "{name}"'
        return Told(unknown, f"{word}; if it is a name, {reader.make_it}. Then run {reader.this_cell} again.")
    return Told(unknown, f"{reader.make_it}, then run {reader.this_cell} again.")


def _stands_for_a_word(name: str, tb: TracebackType | None) -> bool:
    """Return whether a name alone is what was assigned, or an entry of the list or dictionary that was."""
    for node in stopped_statement(tb):
        if isinstance(node, ast.Assign):
            values = [node.value]
            for value in values:
                if isinstance(value, ast.Dict):
                    values += value.values
                elif isinstance(value, (ast.List, ast.Tuple, ast.Set)):
                    values += value.elts
                elif isinstance(value, ast.Name) and value.id == name:
                    return True
    return False


def _where(value: BaseException, tb: TracebackType | None) -> Place | None:
    """Return the learner's own line that stopped, if there is one; a check's lines tell of its answer."""
    if in_check(value, tb):
        return None
    if isinstance(value, SyntaxError):
        return _where_it_cannot_be_read(value)
    at = cell_frame(tb)
    if at is None:
        return None
    last = traceback.StackSummary.extract(iter([at]))[0]  # only this frame's line is looked up
    return Place(last.lineno or 1, last.line or "")


def _where_it_cannot_be_read(value: SyntaxError) -> Place | None:
    """Return the line at which Python gave up; a comma, a quote or a bracket may be missing in the one above."""
    if not value.lineno:
        return None
    told_why = in_words(value, None) is not None or _remedy(value) != MEND_IT
    known = value.lineno == 1 or isinstance(value, IndentationError) or told_why
    return Place(value.lineno, (value.text or "").strip(), or_above=not known)
