"""Explains a stopped cell in a sentence with its remedy, where Python would draw a traceback.

Every kernel of the course's environment loads this (``course/etc``), so it helps even when the set-up cell was
not run. A learner who wants Python's own words types ``%xmode Context`` and ``%unload_ext course.kindly``.
"""

from __future__ import annotations

import traceback
from types import TracebackType
from typing import Any

from course.table_errors import Told, cell_frame, told

SET_UP_NAMES = frozenset({"my"})
FIRST_LINES = 2


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
    """Return what happened, where, and what to do, in two or three lines."""
    table = in_words(value, tb)
    if isinstance(value, NameError) and value.name and not (table and SET_UP_NAMES <= set(namespace)):
        return [_missing_name(value.name, namespace), *_where(value, tb)]
    if table:
        return [f"{table.what} Next: {table.then}, and run the cell again (Shift+Enter).", *_where(value, tb)]
    if "ellipsis" in str(value).lower():
        return [
            "There are still three dots (...) in this cell, or in one above that it needs.",
            *_where(value, tb),
            "Next: replace the dots, run that cell, then run this one again.",
        ]
    words = " ".join(str(value).split())[:300]
    said = f"{type(value).__name__}: {words}" if words else type(value).__name__
    return [
        f"This cell stopped. Python says: {said}",
        *_where(value, tb),
        "Next: mend that line and run the cell again (Shift+Enter).",
    ]


def in_words(value: BaseException, tb: TracebackType | None) -> Told | None:
    """Return what happened to a table and the remedy; whatever is odd about the table, explaining it never fails."""
    try:
        return told(value, tb)
    except Exception:
        return None


def _missing_name(name: str, namespace: dict[str, Any]) -> str:
    if "my" not in namespace or name in SET_UP_NAMES:
        return (
            f"Python does not know “{name}” yet, because the set-up cell has not run. "
            "Next: click the first code cell near the top, press Shift+Enter, then run this cell again."
        )
    if len(name) == 1 and name.isupper():
        return f'Python takes {name} for a name. Next: put labels in quotes, like "{name}", and run the cell again.'
    return (
        f"Python does not know “{name}” yet. "
        "Next: run the cell above that makes it (or check its spelling), then run this cell again."
    )


def _where(value: BaseException, tb: TracebackType | None) -> list[str]:
    """Return the learner's own line that stopped, if there is one."""
    if isinstance(value, SyntaxError):
        return [f"Look at line {value.lineno}: {(value.text or '').strip()}"] if value.lineno else []
    at = cell_frame(tb)
    if at is None:
        return []
    last = traceback.StackSummary.extract(iter([at]))[0]  # only this frame's line is looked up
    return [f"Look at line {last.lineno}: {last.line}"] if last.line else [f"Look at line {last.lineno}."]
