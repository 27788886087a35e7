"""Collects what a cell puts out, in the notebook's own format, and no more of it than is kept."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

MAX_DISPLAY_BYTES = 8 * 1024 * 1024  # one picture or table; a larger one is named, not kept


class Outputs:
    """The outputs of the cell that runs now.

    Parameters
    ----------
    kilobytes : int
        Text and display data kept of one cell.
    """

    def __init__(self, kilobytes: int) -> None:
        self.room = kilobytes * 1024
        self.begin()

    def begin(self) -> None:
        """Forget the last cell's outputs."""
        self.kept: list[dict[str, Any]] = []
        self._left = {"stdout": self.room, "stderr": self.room}
        self._display_left = MAX_DISPLAY_BYTES
        self._by_display_id: dict[str, list[dict[str, Any]]] = {}
        self._clear_next = False

    def text(self, name: str, text: str, by_answer: bool = False) -> None:
        """Add text to a stream; successive text of one stream and one author is one output.

        `by_answer` is true of what a learner's code put out while one of the instructor's cells ran it.
        """
        left = self._left[name]
        if not text or left < 0:
            return
        self._clear_if_asked()
        if len(text) > left:
            text = text[:left] + "\n... Output truncated ...\n"
            self._left[name] = -1
        else:
            self._left[name] = left - len(text)
        last = self.kept[-1] if self.kept else {}
        if last.get("output_type") == "stream" and last["name"] == name and last["by_answer"] == by_answer:
            last["parts"].append(text)
        else:
            self.kept.append({"output_type": "stream", "name": name, "parts": [text], "by_answer": by_answer})

    def error(self, name: str, value: str, traceback: list[str], by_answer: bool = False) -> None:
        """Add an error."""
        self._clear_if_asked()
        error = {"output_type": "error", "ename": name, "evalue": value, "traceback": traceback}
        self.kept.append({**error, "by_answer": by_answer})

    def display(self, data: dict[str, Any], metadata: dict[str, Any], display_id: str | None = None) -> None:
        """Add something that a cell shows."""
        self._clear_if_asked()
        output = {"output_type": "display_data", "data": self._within(data), "metadata": _plain(metadata)}
        self.kept.append(output)
        if display_id is not None:
            self._by_display_id.setdefault(display_id, []).append(output)

    def update(self, data: dict[str, Any], metadata: dict[str, Any], display_id: str) -> None:
        """Replace what was shown under a name."""
        for output in self._by_display_id.get(display_id, []):
            output.update(data=self._within(data), metadata=_plain(metadata))

    def result(self, count: int, data: dict[str, Any], metadata: dict[str, Any]) -> None:
        """Add the value of the cell's last line."""
        self._clear_if_asked()
        self.kept.append(
            {
                "output_type": "execute_result",
                "execution_count": count,
                "data": self._within(data),
                "metadata": _plain(metadata),
            }
        )

    def clear(self, wait: bool) -> None:
        """Forget the outputs so far, now or when the next one comes."""
        self._clear_next = wait
        if not wait:
            self.kept.clear()

    def _clear_if_asked(self) -> None:
        if self._clear_next:
            self._clear_next = False
            self.kept.clear()

    def _within(self, data: dict[str, Any]) -> dict[str, Any]:
        kept = _plain(data)
        size = len(json.dumps(kept))
        if size > self._display_left:
            return {"text/plain": f"... an output of {size / 2**20:.1f} MB was not kept ..."}
        self._display_left -= size
        return kept

    def as_plain_data(self) -> list[dict[str, Any]]:
        """Return the outputs as nbformat 4 has them, each with who put it out where that was noted."""
        found = []
        for output in self.kept:
            plain = {key: value for key, value in output.items() if key != "parts"}
            if "parts" in output:
                plain["text"] = "".join(output["parts"])
            found.append(plain)
        return found


def _plain(data: Any) -> Any:
    """Return display data as JSON holds it: bytes are base64, as a kernel sends them."""
    from base64 import b64encode

    def encode(value: Any) -> Any:
        return b64encode(value).decode("ascii") if isinstance(value, bytes) else str(value)

    return json.loads(json.dumps(data, default=encode))


class Stream(io.TextIOBase):
    """`sys.stdout` or `sys.stderr` of a cell."""

    encoding = "UTF-8"
    errors = "strict"

    def __init__(self, outputs: Outputs, name: str, by_answer: Callable[[FrameType | None], bool]) -> None:
        self._outputs, self.name, self._by_answer = outputs, name, by_answer

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return False

    def fileno(self) -> int:
        return {"stdout": 1, "stderr": 2}[self.name]

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        self._outputs.text(self.name, text, self._by_answer(sys._getframe(1)))
        return len(text)
