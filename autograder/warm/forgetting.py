"""Undoes what a cell left in the notebook's history: a probe of the grader's own is to leave no trace."""

from __future__ import annotations

import sys
from typing import Any

SHIFTED = ("_", "__", "___", "_i", "_ii", "_iii")  # the last values and inputs, in the notebook's names
LAST = ("last_type", "last_value", "last_traceback")
OF_HISTORY = ("_i", "_ii", "_iii", "_i00")
GONE = object()


class Before:
    """A shell's numbers, last values and inputs, as they are now.

    Parameters
    ----------
    shell : GradingShell
        Between two cells.
    """

    def __init__(self, shell: Any) -> None:
        self._count = shell.execution_count
        names, history, hook = shell.user_ns, shell.history_manager, shell.displayhook
        self._names = {name: names.get(name, GONE) for name in (*SHIFTED, *self._numbered)}
        self._hidden = {name: shell.user_ns_hidden.get(name, GONE) for name in self._names}
        self._hook = {name: getattr(hook, name, GONE) for name in SHIFTED[:3]}
        self._history = {name: getattr(history, name, GONE) for name in OF_HISTORY}
        self._inputs = len(history.input_hist_parsed), len(history.input_hist_raw)
        self._shown = hook.shell.user_ns.get("_oh", {}).get(self._count, GONE)
        self._last = {name: getattr(sys, name, GONE) for name in LAST}

    @property
    def _numbered(self) -> tuple[str, str]:
        return f"_{self._count}", f"_i{self._count}"

    def put_back(self, shell: Any) -> None:
        """Let the shell be as it was."""
        names, history, hook = shell.user_ns, shell.history_manager, shell.displayhook
        for table, kept in ((names, self._names), (shell.user_ns_hidden, self._hidden)):
            for name, value in kept.items():
                if value is GONE:
                    table.pop(name, None)
                else:
                    table[name] = value
        for thing, attributes in ((hook, self._hook), (history, self._history), (sys, self._last)):
            for name, value in attributes.items():
                if value is GONE:
                    vars(thing).pop(name, None)
                else:
                    setattr(thing, name, value)
        del history.input_hist_parsed[self._inputs[0] :], history.input_hist_raw[self._inputs[1] :]
        shown = names.get("_oh", {})
        if self._shown is GONE:
            shown.pop(self._count, None)
        else:
            shown[self._count] = self._shown
        for table in (history.output_hist_reprs, history.outputs):
            table.pop(self._count, None)
        shell.execution_count = self._count
