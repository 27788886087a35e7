"""Collects what a cell puts out, in the notebook's own format, and no more of it than is kept."""

from __future__ import annotations

import io
import json
import sys
from base64 import b64encode
from collections.abc import Callable
from types import FrameType
from typing import Any

MAX_DISPLAY_BYTES = 8 * 1024 * 1024  # one picture or table; a larger one is named, not kept
MAX_NOTEBOOK_BYTES = 48 * 1024 * 1024  # of all cells together
MAX_OUTPUTS = 5000  # of one cell; more than a person looks at
OVERHEAD = 100  # bytes that an output costs however little is in it
ALWAYS_KEPT = 4096  # bytes of one output for which there is always room: a credit must not get lost
MAX_DEPTH = 100  # of what is nested in a display
MAX_ERROR = 64 * 1024  # characters of an error's words, and of its traceback
CUT = "\n... Output truncated ...\n"
OWN_CREDIT = "an answer put out a credit of its own inside a check"


class Outputs:
    """The outputs of the cell that runs now.

    Parameters
    ----------
    kilobytes : int
        Text and display data kept of one cell.
    """

    def __init__(self, kilobytes: int) -> None:
        self.room = kilobytes * 1024
        self.forged: list[str] = []
        self.by_answer: Callable[[FrameType | None], bool] = lambda frame: False
        self._all_left = MAX_NOTEBOOK_BYTES
        self.begin()

    def begin(self) -> None:
        """Forget the last cell's outputs."""
        self.kept: list[dict[str, Any]] = []
        room = min(self.room, max(self._all_left, 0))
        self._left = {"stdout": room, "stderr": room}
        self._display_left = min(MAX_DISPLAY_BYTES, max(self._all_left, 0))
        self._by_display_id: dict[str, list[dict[str, Any]]] = {}
        self._clear_next = False
        self._diverted: set[str] = set()
        self._shown_by = ""

    @property
    def has_error(self) -> bool:
        """Whether the cell has stopped with an error that shows."""
        return any(output["output_type"] == "error" for output in self.kept)

    def divert(self, widget: str, begins: bool) -> None:
        """Note that a widget takes what is put out from here on, or no longer; a browser would show it there."""
        (self._diverted.add if begins else self._diverted.discard)(widget)

    def text(self, name: str, text: str, by_answer: bool = False) -> None:
        """Add text to a stream; successive text of one stream and one author is one output.

        `by_answer` is true of what a learner's code put out while one of the instructor's cells ran it.
        """
        left = self._left[name]
        if not text or left < 0 or self._diverted:
            return
        self._clear_if_asked()
        last = self.kept[-1] if self.kept else {}
        goes_on = last.get("output_type") == "stream" and last["name"] == name and last["by_answer"] == by_answer
        costs = len(text) if goes_on else len(text) + OVERHEAD
        self._all_left -= costs
        if costs > left or len(self.kept) >= MAX_OUTPUTS:
            text = text[: max(left, 0)] + CUT
            self._left[name] = -1
        else:
            self._left[name] = left - costs
        text = _writable(text)
        if goes_on:
            last["parts"].append(text)
        else:
            self.kept.append({"output_type": "stream", "name": name, "parts": [text], "by_answer": by_answer})

    def error(self, name: str, value: str, traceback: list[str], by_answer: bool = False) -> None:
        """Add an error."""
        if self._diverted:
            return
        self._clear_if_asked()
        if len(self.kept) >= 2 * MAX_OUTPUTS:
            self.kept.pop()
        lines, left = [], MAX_ERROR
        for line in map(str, traceback):
            lines.append(_short(line, left))
            if (left := left - len(line)) <= 0:
                break
        self._all_left -= sum(map(len, lines)) + OVERHEAD
        error = {"output_type": "error", "ename": _short(name), "evalue": _short(value), "traceback": lines}
        self.kept.append({**error, "by_answer": by_answer})

    def failed(self, name: str, line: str, value: str = "") -> None:
        """Add an error of the runner's own words, whoever takes the outputs now."""
        self._diverted.clear()
        self._clear_next = False
        self.error(name, value, [line])

    def display(self, data: dict[str, Any], metadata: dict[str, Any], display_id: str | None = None) -> None:
        """Add something that a cell shows."""
        if self._diverted:
            return
        self._clear_if_asked()
        if len(self.kept) >= MAX_OUTPUTS:
            return
        made = {"output_type": "display_data", "by_answer": self.by_answer(sys._getframe(1))}
        output = {**made, **self._within(data, metadata)}
        self.kept.append(output)
        if display_id is not None:
            self._by_display_id.setdefault(display_id, []).append(output)

    def update(self, data: dict[str, Any], metadata: dict[str, Any], display_id: str) -> None:
        """Replace what was shown under a name."""
        for output in self._by_display_id.get(display_id, []):
            output.update(self._within(data, metadata))

    def result(self, count: int, data: dict[str, Any], metadata: dict[str, Any]) -> None:
        """Add the value of the cell's last line; what a learner's code makes up inside a check is no such value."""
        if self.by_answer(sys._getframe(1)):
            self.forged.append(OWN_CREDIT)
            self.display(data, metadata)
            return
        self._clear_if_asked()
        if self._shown_by and _is_number(data.get("text/plain")):
            self.forged.append(f"a credit was worded by “{self._shown_by}”, a class of the notebook's own,")
        if len(self.kept) >= 2 * MAX_OUTPUTS:
            self.kept.pop()
        result = {"output_type": "execute_result", "execution_count": count}
        self.kept.append({**result, **self._within(data, metadata)})

    def shown_by_answer(self, kind: str) -> None:
        """Note that a class of the learner's own says how the value of a check's last line is written."""
        self._shown_by = kind

    def clear(self, wait: bool) -> None:
        """Forget the outputs so far, now or when the next one comes."""
        if self._diverted:
            return
        self._clear_next = wait
        if not wait:
            self.kept.clear()

    def _clear_if_asked(self) -> None:
        if self._clear_next:
            self._clear_next = False
            self.kept.clear()

    def _within(self, data: dict[str, Any], metadata: dict[str, Any]) -> dict[str, Any]:
        """Return what is kept of something shown, of which there may be no more than there is room for."""
        text = json.dumps([data, metadata], default=_encoded)
        size = len(text) + OVERHEAD
        if size > max(self._display_left, ALWAYS_KEPT):
            return _in_words(f"... an output of {size / 2**20:.1f} MB was not kept ...")
        kept, about = json.loads(text)
        if not _is_flat([kept, about], MAX_DEPTH):
            return _in_words("... an output that is nested too deeply was not kept ...")
        self._display_left -= size
        self._all_left -= size
        return {"data": kept, "metadata": about}

    def as_plain_data(self) -> list[dict[str, Any]]:
        """Return the outputs as nbformat 4 has them, each with who put it out where that was noted."""
        found = []
        for output in self.kept:
            plain = {key: value for key, value in output.items() if key != "parts"}
            if "parts" in output:
                plain["text"] = "".join(output["parts"])
            found.append(plain)
        return found


def _encoded(value: Any) -> Any:
    """Return what JSON cannot hold as text: bytes in base64, as a kernel sends them."""
    return b64encode(value).decode("ascii") if isinstance(value, bytes) else str(value)


def _is_number(text: Any) -> bool:
    try:
        float(text)
    except (TypeError, ValueError):
        return False
    return True


def _in_words(words: str) -> dict[str, Any]:
    return {"data": {"text/plain": words}, "metadata": {}}


def _is_flat(value: Any, depth: int) -> bool:
    if isinstance(value, dict):
        return depth > 0 and all(_is_flat(inside, depth - 1) for inside in value.values())
    return not isinstance(value, list) or (depth > 0 and all(_is_flat(inside, depth - 1) for inside in value))


def _short(text: str, most: int = MAX_ERROR) -> str:
    return _writable(text if len(text) <= most else text[: max(most, 0)] + CUT)


def _writable(text: str) -> str:
    """Return text that a file can hold: half a surrogate pair cannot be written as UTF-8."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


class Stream(io.TextIOBase):
    """`sys.stdout` or `sys.stderr` of a cell."""

    encoding = "UTF-8"
    errors = "strict"

    def __init__(self, outputs: Outputs, name: str) -> None:
        self._outputs, self.name = outputs, name

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return False

    def fileno(self) -> int:
        return {"stdout": 1, "stderr": 2}[self.name]

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        self._outputs.text(self.name, text, self._outputs.by_answer(sys._getframe(1)))
        return len(text)
