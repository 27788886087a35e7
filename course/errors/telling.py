"""Tells a learner why a cell stopped, where Python would draw a traceback.

Every kernel of the course's environment loads this (``course/etc``), so it helps even when the set-up cell was
not run.
"""

from __future__ import annotations

import os
from types import TracebackType
from typing import Any

from course.bundle import Bundle, Place, publish
from course.errors.explaining import FAR_BELOW, explanation, unanswered
from course.errors.stopped import forget, note_run


def load_ipython_extension(shell: Any) -> None:
    """Let the shell tell errors kindly, and call three dots what they are."""
    shell.set_custom_exc((Exception,), _tell)
    _plain(shell).singleton_printers[id(...)] = _not_answered
    forget()
    shell.events.register("post_run_cell", note_run)


def unload_ipython_extension(shell: Any) -> None:
    """Give Python's own tracebacks and names back."""
    shell.set_custom_exc((), None)
    printers = _plain(shell).singleton_printers
    printers[id(...)] = printers[id(None)]  # IPython's own way: an object's repr
    shell.events.unregister("post_run_cell", note_run)


def _plain(shell: Any) -> Any:
    return shell.display_formatter.formatters["text/plain"]


def _not_answered(_dots: Any, printer: Any, _cycle: bool) -> None:
    printer.text("(not answered yet)")


def lines(stop: Bundle) -> list[str]:
    """Return what a learner reads of why a cell stopped, in two or three lines."""
    where = [] if stop.place is None else [_look_at(stop.place)]
    if stop.then_first:
        return [f"{stop.say} Next: {stop.then}", *where]
    return [stop.say, *where, f"Next: {stop.then}"]


def _look_at(place: Place) -> str:
    above = ", and at the end of the one above (a comma, a quote, a bracket?)" if place.or_above else ""
    return f"Look at line {place.line}{above}: {place.text}" if place.text else f"Look at line {place.line}{above}."


def _tell(
    shell: Any, etype: type[BaseException], value: BaseException, tb: TracebackType | None, tb_offset: int | None = None
) -> list[str]:
    """Show the explanation as the cell's error, so that graders still see that the cell failed.

    To a learner, an answer that still holds its dots is no error: the same words stand there as plain text.
    """
    if hasattr(value, "_render_traceback_"):
        told = list(value._render_traceback_())
    elif ".terminal." in type(shell).__module__:  # someone is at work on the course itself
        told = shell.InteractiveTB.structured_traceback(etype, value, tb, tb_offset=tb_offset)
    else:
        told = lines(explanation(value, tb, shell.user_ns))
        publish(explanation(value, tb, shell.user_ns, FAR_BELOW), shell)
        if unanswered(value, tb) and not os.environ.get("NBGRADER_EXECUTION"):
            print("\n".join(told))
            shell._last_traceback = told  # the kernel hands it on with the news that the cell stopped
            return told
    shell._showtraceback(etype, value, told)
    return told
