"""Watches one child: takes its results in order, and ends it when it exceeds what it may use."""

from __future__ import annotations

import os
import secrets
import select
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from autograder.confinement import Limits
from autograder.warm import frames
from autograder.warm.child import NONCE_BYTES

GRACE_SECONDS = 3.0  # a cell that is interrupted has this long to stop by itself
LOOK_EVERY_SECONDS = 0.1
MAX_CHILD_FRAME = 48 * 1024 * 1024


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
    """

    outputs: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    ended: tuple[str, int] | None = None
    flags: list[str] = field(default_factory=list)
    detail: str = ""


class _Protocol:
    """What the child may say next; anything else did not come from the runner."""

    def __init__(self, cells: list[dict[str, Any]]) -> None:
        self.cells = cells
        self.place = -1
        self.running = False
        self.receipt = ""

    def starts(self, message: Any) -> bool:
        ok = not self.running and message == ["start", self.place + 1] and self.place + 1 < len(self.cells)
        if ok:
            self.place, self.running, self.receipt = self.place + 1, True, ""
        return bool(ok)

    def signs(self, message: Any) -> bool:
        return bool(
            self.running and message == ["sign", self.place] and self.cells[self.place]["scored"] and not self.receipt
        )

    def done(self, message: Any) -> list[dict[str, Any]] | None:
        """Return the outputs of the cell that is done, None where this is not how a cell ends."""
        if not (
            self.running and isinstance(message, list) and len(message) == 3 and message[:2] == ["done", self.place]
        ):
            return None
        body = message[2]
        if not isinstance(body, dict) or body.get("receipt") != self.receipt or not _are_outputs(body.get("outputs")):
            return None
        self.running = False
        outputs: list[dict[str, Any]] = body["outputs"]
        return outputs


def _are_outputs(outputs: Any) -> bool:
    """Return whether these are outputs as nbformat has them."""
    if not isinstance(outputs, list):
        return False
    for output in outputs:
        kind = output.get("output_type") if isinstance(output, dict) else None
        if kind is None or not isinstance(output.get("by_answer", False), bool):
            return False
        if kind == "stream":
            ok = output.get("name") in ("stdout", "stderr") and isinstance(output.get("text"), str)
        elif kind == "error":
            lines = output.get("traceback")
            ok = isinstance(output.get("ename"), str) and isinstance(output.get("evalue"), str)
            ok = ok and isinstance(lines, list) and all(isinstance(line, str) for line in lines)
        elif kind in ("display_data", "execute_result"):
            ok = isinstance(output.get("data"), dict) and isinstance(output.get("metadata"), dict)
        else:
            ok = False
        if not ok:
            return False
    return True


def supervise(
    child: int,
    results: int,
    control: int,
    cells: list[dict[str, Any]],
    limits: Limits,
    used_bytes: Callable[[], int],
    progress: Callable[[int], None] = lambda place: None,
) -> Ran:
    """Take a child's results until it ends, and see to it that it does.

    Parameters
    ----------
    child : int
        Its process id.
    results, control : int
        Its pipes.
    cells : list of dict
        What it runs.
    limits : Limits
        What it may use.
    used_bytes : callable
        Returns how much disk it uses now.
    """
    ran, protocol = Ran(), _Protocol(cells)
    arriving = frames.Arriving(results, MAX_CHILD_FRAME)
    began = last = time.monotonic()
    finished = False
    try:
        while not finished and ran.ended is None:
            now = time.monotonic()
            if now - last > limits.cell_seconds + GRACE_SECONDS or now - began > limits.seconds:
                ran.ended = ("too slow", protocol.place)
            elif used_bytes() > limits.disk_mb * 1024 * 1024:
                ran.ended = ("too much disk", protocol.place)
            elif select.select([results], [], [], LOOK_EVERY_SECONDS)[0]:
                for message in _messages(arriving, ran, protocol):
                    last = now
                    finished = _take(message, ran, protocol, control, progress)
                    if finished or ran.ended is not None:
                        break
    finally:
        _end(child, ran, protocol)
    return ran


def _messages(arriving: frames.Arriving, ran: Ran, protocol: _Protocol) -> list[Any]:
    """Return the messages that have come; a pipe that is closed or garbled ends the run."""
    try:
        return arriving.take()
    except frames.Closed:
        ran.ended = ("process ended", protocol.place)
    except frames.Malformed:
        ran.ended = ("forged", protocol.place)
    return []


def _take(message: Any, ran: Ran, protocol: _Protocol, control: int, progress: Callable[[int], None]) -> bool:
    """Take one message; return whether it was the last."""
    if protocol.starts(message):
        progress(protocol.place)
    elif protocol.signs(message):
        protocol.receipt = secrets.token_hex(NONCE_BYTES)
        os.write(control, bytes.fromhex(protocol.receipt))
    elif (outputs := protocol.done(message)) is not None:
        ran.outputs[protocol.place] = outputs
    elif message == ["exit", protocol.place] and not protocol.running:
        ran.ended = ("process ended", protocol.place)
    elif _is_end(message) and not protocol.running and protocol.place == len(protocol.cells) - 1:
        ran.flags = [str(flag)[:300] for flag in message[1]][:20]
        return True
    elif isinstance(message, list) and message[:1] == ["failed"]:
        ran.ended, ran.detail = ("grader failed", protocol.place), " ".join(str(word) for word in message[1:])[:300]
    else:
        ran.ended = ("forged", protocol.place)
    return False


def _is_end(message: Any) -> bool:
    return isinstance(message, list) and len(message) == 2 and message[0] == "end" and isinstance(message[1], list)


def _end(child: int, ran: Ran, protocol: _Protocol) -> None:
    """End the child for certain, and learn from how it ended."""
    if ran.ended is None or ran.ended[0] != "process ended":
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    elif _waited(child) == -signal.SIGXCPU:
        ran.ended = ("too slow", protocol.place)


def _waited(child: int) -> int:
    """Return how a child ended that is ending by itself; if it does not, it is ended."""
    deadline = time.monotonic() + GRACE_SECONDS
    while time.monotonic() < deadline:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.0005)
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
