"""Explains a stopped cell in a sentence with its remedy, where Python would draw a traceback.

Every kernel of the course's environment loads this (``course/etc``), so it helps even when the set-up cell was
not run. A learner who wants Python's own words types ``%xmode Context`` and ``%unload_ext course.errors``.
"""

from __future__ import annotations

import ast
import linecache
import re
import traceback
from types import TracebackType
from typing import Any

from course.errors.tables import Told, cell_frame, is_cell, stopped_statement, told

MAKE_IT = "run the cell above that makes it (or check its spelling)"
SET_UP_NAMES = frozenset({"my"})
INSTRUCTORS = "<the instructor's cell>"  # as in autograder.warm.shell, which a kernel never loads; a test compares them
CHECK = re.compile(r'\s*"""(?:Check\.|(?:(?!""").)*"""\s*graded_later\(\))', re.S)
X_FOR_TIMES = re.compile(r"[\w)\]]\s+[xX]\s+[\w(]|\d[xX]\d|×")
TEXT_OR_REMARK = re.compile(r"""(["']).*?\1|\#.*""")


def load_ipython_extension(shell: Any) -> None:
    """Let the shell explain errors kindly."""
    shell.set_custom_exc((Exception,), _explain)


def unload_ipython_extension(shell: Any) -> None:
    """Give Python's own tracebacks back."""
    shell.set_custom_exc((), None)


def _explain(
    shell: Any, etype: type[BaseException], value: BaseException, tb: TracebackType | None, tb_offset: int | None = None
) -> list[str]:
    """Show the sentence as the cell's error, so that graders still see that the cell failed."""
    if hasattr(value, "_render_traceback_"):
        lines = value._render_traceback_()
    elif ".terminal." in type(shell).__module__:  # someone is at work on the course itself
        lines = shell.InteractiveTB.structured_traceback(etype, value, tb, tb_offset=tb_offset)
    else:
        lines = explanation(value, tb, shell.user_ns)
    shell._showtraceback(etype, value, lines)
    return list(lines)


def explanation(value: BaseException, tb: TracebackType | None, namespace: dict[str, Any]) -> list[str]:
    """Return what happened, where, and what to do, in two or three lines; of a check's own lines none is shown."""
    ready = SET_UP_NAMES <= set(namespace)
    if in_check(value, tb) and (ready or not isinstance(value, NameError)):
        return _of_a_check(value, tb)
    table = in_words(value, tb)
    if isinstance(value, NameError) and value.name and not (table and ready):
        return [_missing_name(value.name, tb, namespace), *_where(value, tb)]
    if table:
        return [f"{table.what} Next: {table.then}, and run the cell again (Shift+Enter).", *_where(value, tb)]
    if "ellipsis" in str(value).lower():
        return [
            "There are still three dots (...) in this cell, or in one above that it needs.",
            *_where(value, tb),
            "Next: replace the dots, run that cell, then run this one again.",
        ]
    return [
        f"This cell stopped. Python says: {_pythons_words(value)}",
        *_where(value, tb),
        f"Next: {_remedy(value)} and run the cell again (Shift+Enter).",
    ]


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


def _of_a_check(value: BaseException, tb: TracebackType | None) -> list[str]:
    """Return what a check cannot do, whose cause is in the answer above it."""
    again = "run the answer cell above, then this check again."
    if isinstance(value, NameError) and value.name:
        return [
            f"Your answer “{value.name}” is not there: its cell stopped, was not run, or spells it differently.",
            "Next: run the answer cell above and mend the line at which it stops, or the name.",
        ]
    if table := in_words(value, tb):
        return [table.what, f"Next: {table.then}, {again}"]
    if "ellipsis" in str(value).lower():
        return ["There are still three dots (...) in your answer.", f"Next: replace the dots, {again}"]
    return [
        f"This check cannot work with your answer. Python says: {_pythons_words(value)}",
        f"Next: compare your answer with what is asked for, {again}",
    ]


def _pythons_words(value: BaseException) -> str:
    """Return the error as Python names it; of a line that it cannot read, without the name of a file."""
    said = value.msg if isinstance(value, SyntaxError) and value.msg else str(value)
    words = " ".join(said.split())[:300]
    return f"{type(value).__name__}: {words}" if words else type(value).__name__


def _remedy(value: BaseException) -> str:
    """Return how to mend a line, with the sign for times where a letter stands for it."""
    if isinstance(value, SyntaxError) and X_FOR_TIMES.search(TEXT_OR_REMARK.sub("", value.text or "")):
        return "write * there, which is the sign for times,"
    return "mend that line"


def in_words(value: BaseException, tb: TracebackType | None) -> Told | None:
    """Return what happened to a table and the remedy; whatever is odd about the table, explaining it never fails."""
    try:
        return told(value, tb)
    except Exception:
        return None


def _missing_name(name: str, tb: TracebackType | None, namespace: dict[str, Any]) -> str:
    if "my" not in namespace or name in SET_UP_NAMES:
        return (
            f"Python does not know “{name}” yet, because the set-up cell has not run. "
            "Next: click the first code cell near the top, press Shift+Enter, then run this cell again."
        )
    if len(name) == 1 and name.isupper():
        return f'Python takes {name} for a name. Next: put labels in quotes, like "{name}", and run the cell again.'
    if _stands_for_a_word(name, tb):
        return (
            f"Python does not know “{name}” yet. "
            f'Next: if it is one of the words offered, put it in quotes: "{name}"; '
            f"if it is a name, {MAKE_IT}. Then run this cell again."
        )
    return f"Python does not know “{name}” yet. Next: {MAKE_IT}, then run this cell again."


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


def _where(value: BaseException, tb: TracebackType | None) -> list[str]:
    """Return the learner's own line that stopped, if there is one; a check's lines tell of its answer."""
    if in_check(value, tb):
        return []
    if isinstance(value, SyntaxError):
        if not value.lineno:
            return []
        text = (value.text or "").strip()
        if value.lineno == 1 or isinstance(value, IndentationError) or _remedy(value) != "mend that line":
            return [f"Look at line {value.lineno}: {text}"]
        return [
            f"Look at line {value.lineno}, and at the end of the one above (a comma, a quote, a bracket?): {text}",
        ]
    at = cell_frame(tb)
    if at is None:
        return []
    last = traceback.StackSummary.extract(iter([at]))[0]  # only this frame's line is looked up
    return [f"Look at line {last.lineno}: {last.line}"] if last.line else [f"Look at line {last.lineno}."]
