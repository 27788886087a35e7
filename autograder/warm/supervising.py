"""Watches one fork: takes its results in order, and ends it when it exceeds what it may use."""

from __future__ import annotations

import os
import secrets
import select
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from autograder.confinement import Limits, full_disk
from autograder.warm import frames
from autograder.warm.folder import Room
from autograder.warm.forked import NONCE_BYTES, OUT_OF_MEMORY, Ended, Forked
from autograder.warm.processes import threads_of

ENDING_SECONDS = 3.0  # in which a run that ended by itself is gone
LOOK_EVERY_SECONDS = 0.1
MAX_CHILD_FRAME = 48 * 1024 * 1024
MAX_RUN_BYTES = 128 * 1024 * 1024  # of all cells together; a child keeps to far less by itself
MAX_THREADS = 256
MAX_DEPTH = 110  # a child keeps to less by itself
MAX_FLAGS = 20


@dataclass
class Ran:
    """What came of running one notebook.

    Parameters
    ----------
    outputs : dict of int to list
        Each finished cell's outputs, by its place.
    ended : tuple of (str, int) or None
        Why the run did not reach the end (a kind of verdict), and the cell it was in.
    flags : list of str
        What the integrity watch put back.
    disk_is_own : bool
        Whether it wrote to a disk of its own; else to the machine's.
    """

    outputs: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    ended: tuple[str, int] | None = None
    flags: list[str] = field(default_factory=list)
    detail: str = ""
    disk_is_own: bool = True


class _Protocol:
    """What the child may say next; anything else did not come from the runner."""

    def __init__(self, cells: list[dict[str, Any]]) -> None:
        self.cells = cells
        self.next = 0  # the cell that runs, or, past the last, none
        self.receipt = ""
        self.flags: list[str] = []

    @property
    def place(self) -> int:
        """The cell that runs, or the last that did."""
        return min(self.next, len(self.cells) - 1)

    @property
    def running(self) -> bool:
        return self.next < len(self.cells)

    def signs(self, message: Any) -> bool:
        return bool(
            self.running and message == ["sign", self.next] and self.cells[self.next]["scored"] and not self.receipt
        )

    def done(self, message: Any) -> list[dict[str, Any]] | None:
        """Return the outputs of the cell that is done, None where this is not how a cell ends."""
        if not (
            self.running and isinstance(message, list) and len(message) == 3 and message[:2] == ["done", self.next]
        ):
            return None
        body = message[2]
        if not isinstance(body, dict) or body.get("receipt") != self.receipt or not _are_flags(body.get("flags")):
            return None
        if self.cells[self.next]["scored"] and not self.receipt:
            return None
        outputs = cleaned(body.get("outputs"))
        if outputs is not None:
            self.next, self.receipt = self.next + 1, ""
            self.flags += body["flags"]
        return outputs

    def exits(self, message: Any) -> bool:
        """Return whether the notebook asked for its own end in the cell that is done."""
        return bool(message == ["exit", self.next - 1])

    def ends(self, message: Any) -> bool:
        return (
            not self.running
            and isinstance(message, list)
            and len(message) == 2
            and message[0] == "end"
            and _are_flags(message[1])
        )


def _are_flags(flags: Any) -> bool:
    return isinstance(flags, list) and all(isinstance(flag, str) for flag in flags)


def cleaned(outputs: Any) -> list[dict[str, Any]] | None:
    """Return outputs as nbformat has them and a file can hold them, None where these are no outputs.

    They come from a process that a learner's code may have taken over, so nothing is taken for granted.
    """
    if not isinstance(outputs, list):
        return None
    found = [_cleaned_output(output) for output in outputs]
    return None if any(output is None for output in found) else [output for output in found if output is not None]


def _cleaned_output(output: Any) -> dict[str, Any] | None:
    kind = output.get("output_type") if isinstance(output, dict) else None
    kept: dict[str, Any] = {"output_type": kind}
    if kind == "stream" and output.get("name") in ("stdout", "stderr") and isinstance(output.get("text"), str):
        kept |= {"name": output["name"], "text": _writable(output["text"])}
    elif kind == "error" and isinstance(output.get("traceback"), list):
        lines = [_writable(str(line)) for line in output["traceback"]]
        kept |= {"ename": _writable(str(output.get("ename"))), "evalue": _writable(str(output.get("evalue")))}
        kept["traceback"] = lines
    elif kind in ("display_data", "execute_result"):
        data, metadata = output.get("data"), output.get("metadata")
        if not (isinstance(data, dict) and isinstance(metadata, dict)):
            return None
        try:
            kept["data"] = {_writable(mime): _cleaned_value(mime, value) for mime, value in data.items()}
            kept["metadata"] = _all_writable(metadata, MAX_DEPTH)
        except ValueError:
            return None
        if kind == "execute_result":
            count = output.get("execution_count")
            kept["execution_count"] = count if isinstance(count, int) else None
    else:
        return None
    if isinstance(output.get("by_answer", False), bool):
        kept["by_answer"] = output.get("by_answer", False)
    return kept


def _cleaned_value(mime: str, value: Any) -> Any:
    """Return what a format shows: text, but for JSON's own formats."""
    if mime == "application/json" or mime.endswith("+json"):
        return _all_writable(value, MAX_DEPTH)
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        return [_writable(line) for line in value]
    return _writable(value if isinstance(value, str) else str(value))


def _all_writable(value: Any, depth: int) -> Any:
    if depth == 0:
        raise ValueError("this is nested deeper than any output of the runner's")
    if isinstance(value, str):
        return _writable(value)
    if isinstance(value, list):
        return [_all_writable(inside, depth - 1) for inside in value]
    if isinstance(value, dict):
        return {_writable(key): _all_writable(inside, depth - 1) for key, inside in value.items()}
    return value


def supervise(
    child: Forked,
    results: int,
    control: int,
    cells: list[dict[str, Any]],
    limits: Limits,
    room: Room,
    progress: Callable[[int], None] = lambda place: None,
) -> tuple[Ran, Ended]:
    """Take a child's results until it ends, and see to it that it does.

    Parameters
    ----------
    child : Forked
        The fork that runs the notebook.
    results, control : int
        Its pipes.
    cells : list of dict
        What it runs.
    limits : Limits
        What it may use.
    room : Room
        The disk that it fills.
    progress : callable
        Told the place of each cell as it begins.

    Raises
    ------
    TemplateLost
        If the template's process has ended.
    """
    ran, protocol = Ran(disk_is_own=room.is_own), _Protocol(cells)
    arriving = frames.Arriving(results, MAX_CHILD_FRAME)
    began = last = looked = time.monotonic()
    finished = False
    if protocol.running:
        progress(protocol.next)
    try:
        while not finished and ran.ended is None:
            now = time.monotonic()
            if due := now - looked >= LOOK_EVERY_SECONDS / 2:
                looked = now
            if now - last > limits.cell_seconds + limits.grace_seconds or now - began > limits.seconds:
                ran.ended = ("too slow", protocol.place)
            elif due and (excess := _excess(child, room)):
                ran.ended = (excess, protocol.place)
            elif arriving.taken > MAX_RUN_BYTES:
                ran.ended = ("too much memory", protocol.place)
            elif select.select([results], [], [], LOOK_EVERY_SECONDS)[0]:
                for message in _messages(arriving, ran, protocol):
                    last = now
                    finished = _take(message, ran, protocol, control, room, progress)
                    if finished or ran.ended is not None:
                        break
    except BaseException:
        child.kill()
        raise
    ended = _end(child, ran, protocol, limits)
    ran.flags = list(dict.fromkeys(_writable(flag)[:300] for flag in protocol.flags))[:MAX_FLAGS]
    return ran, ended


def _excess(child: Forked, room: Room) -> str:
    """Return what a child uses too much of now, as a kind of verdict; "" where it keeps to its share."""
    if room.flooded():
        return full_disk.OWN
    return "too much memory" if threads_of(child.number) > MAX_THREADS else ""


def _messages(arriving: frames.Arriving, ran: Ran, protocol: _Protocol) -> list[Any]:
    """Return the messages that have come; a pipe that is closed or garbled ends the run."""
    try:
        return arriving.take()
    except frames.Closed:
        ran.ended = ("process ended", protocol.place)
    except frames.Malformed:
        ran.ended = ("forged", protocol.place)
    return []


def _take(
    message: Any, ran: Ran, protocol: _Protocol, control: int, room: Room, progress: Callable[[int], None]
) -> bool:
    """Take one message; return whether it was the last."""
    if protocol.signs(message) and room.exceeded():
        ran.ended = (full_disk.OWN, protocol.place)
    elif protocol.signs(message):
        protocol.receipt = secrets.token_hex(NONCE_BYTES)
        try:
            os.write(control, bytes.fromhex(protocol.receipt))
        except OSError:  # it asked for a receipt and closed the pipe that it comes by
            ran.ended = ("process ended", protocol.place)
    elif (outputs := protocol.done(message)) is not None:
        ran.outputs[protocol.next - 1] = outputs
        if protocol.running:
            progress(protocol.next)
    elif protocol.exits(message):
        ran.ended = ("process ended", protocol.next - 1)
    elif protocol.ends(message):
        protocol.flags += message[1]
        return True
    elif isinstance(message, list) and message[:1] == ["failed"]:
        ran.ended, ran.detail = ("grader failed", protocol.place), " ".join(str(word) for word in message[1:])[:300]
    else:
        ran.ended = ("forged", protocol.place)
    return False


def _end(child: Forked, ran: Ran, protocol: _Protocol, limits: Limits) -> Ended:
    """End the child for certain, and learn from how it ended."""
    by_itself = ran.ended is not None and ran.ended[0] == "process ended"
    found = child.ended_within(ENDING_SECONDS) if by_itself else None
    if found is None:
        child.kill()
        return child.ended()
    if found.code == -signal.SIGXCPU or (found.code == -signal.SIGKILL and found.cpu_seconds >= limits.seconds):
        ran.ended = ("too slow", protocol.place)
    elif found.code == OUT_OF_MEMORY:
        ran.ended = ("too much memory", protocol.place)
    return found


def _writable(text: str) -> str:
    """Return text that a file can hold: half a surrogate pair cannot be written as UTF-8."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
