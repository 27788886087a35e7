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
from autograder.warm.forked import OUT_OF_MEMORY, Ended, Forked
from autograder.warm.probing import Probe, probes_among
from autograder.warm.processes import threads_of

ENDING_SECONDS = 3.0  # in which a run that ended by itself is gone
LOOK_EVERY_SECONDS = 0.1
MAX_CHILD_FRAME = 48 * 1024 * 1024
MAX_RUN_BYTES = 128 * 1024 * 1024  # of all cells together; a child keeps to far less by itself
MAX_THREADS = 256
MAX_DEPTH = 110  # a child keeps to less by itself
MAX_FLAGS = 20
TICKET_BYTES = 16


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


class Orders:
    """Sends a child its cells, without ever waiting for a child that does not read.

    Parameters
    ----------
    handle : int
        The pipe.
    """

    def __init__(self, handle: int) -> None:
        os.set_blocking(handle, False)
        self._handle = handle
        self._left = memoryview(b"")

    def send(self, message: Any) -> None:
        """Send as much of a message as the child takes now; the rest goes while it is waited for."""
        self._left = memoryview(bytes(self._left) + frames.encoded(message))
        self._write()

    def _write(self) -> None:
        try:
            while self._left:
                self._left = self._left[os.write(self._handle, self._left) :]
        except BlockingIOError:
            return
        except OSError:  # the child is gone, or closed its end: what it says, or does not, tells how
            self._left = memoryview(b"")

    def wait_for(self, results: int, seconds: float) -> bool:
        """Wait until there is something to read, and write what is left to write; return whether there is."""
        readable, writable, _ = select.select([results], [self._handle] if self._left else [], [], seconds)
        if writable:
            self._write()
        return bool(readable)


class _Protocol:
    """What the child may say next; anything else did not come from the runner.

    It is sent one cell at a time, so that it holds none that is not its turn. Each is sent under a ticket, and what
    comes back is taken only under that ticket. Between the cells stand probes, which look like a check.
    """

    def __init__(self, cells: list[dict[str, Any]], orders: Orders) -> None:
        self.cells, self._orders = cells, orders
        self.next = 0  # the cell that runs, or, past the last, none
        self.flags: list[str] = []
        self.exits = self.misled = False
        self._probes = probes_among(cells)
        self._probe: Probe | None = None
        self._ticket = ""
        self._go_on(forget=False)

    @property
    def place(self) -> int:
        """The cell that runs, or the last that did."""
        return min(self.next, len(self.cells) - 1)

    @property
    def running(self) -> bool:
        return self.next < len(self.cells)

    def _go_on(self, forget: bool) -> None:
        """Send the next probe or cell, or, past the last, that this is the end."""
        waiting = self._probes.get(self.next, [])
        self._probe = waiting.pop() if waiting else None
        if self._probe is None and not self.running:
            scored = any(cell["scored"] for cell in self.cells)
            self._orders.send({"what": "end", "forget": forget, "scored": scored})
            return
        self._ticket = secrets.token_hex(TICKET_BYTES)
        cell = self._probe.cell if self._probe is not None else self.cells[self.next]
        self._orders.send({"what": "run", "forget": forget, "ticket": self._ticket, "cell": cell})

    def done(self, message: Any) -> bool:
        """Take a cell's result: True where it is one, and is the one of the cell that was sent."""
        if not (isinstance(message, list) and len(message) == 3 and message[:2] == ["done", self._ticket]):
            return False
        body = message[2]
        return isinstance(body, dict) and bool(self._ticket) and _are_flags(body.get("flags"))

    def take(self, body: dict[str, Any]) -> list[dict[str, Any]] | None:
        """Return the outputs of the cell that is done, None where these are none; go on to the next."""
        outputs = cleaned(body.get("outputs"))
        if outputs is None:
            return None
        self._ticket = ""
        self.flags += body["flags"]
        probe = self._probe
        if probe is not None:
            self.misled = not probe.holds(outputs)
        else:
            self.next += 1
        self.exits = body.get("exits") is True
        if not (self.exits or self.misled):
            self._go_on(forget=probe is not None)
        return outputs

    @property
    def probed(self) -> bool:
        """Whether what is done now, or was done last, is a probe."""
        return self._probe is not None

    def ends(self, message: Any) -> bool:
        return (
            not self.running
            and not self._ticket
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
    orders: int,
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
    results, orders : int
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
    sending = Orders(orders)
    ran, protocol = Ran(disk_is_own=room.is_own), _Protocol(cells, sending)
    arriving = frames.Arriving(results, MAX_CHILD_FRAME)
    began = last = looked = time.monotonic()
    finished = False
    if protocol.running:
        progress(protocol.next)
    try:
        while not finished and ran.ended is None:
            now = time.monotonic()
            excess = _took_too_long(now - last, now - began, limits)
            if now - looked >= LOOK_EVERY_SECONDS / 2:
                looked, excess = now, excess or _excess(child, room)
            if excess := excess or ("too much memory" if arriving.taken > MAX_RUN_BYTES else ""):
                ran.ended = (excess, protocol.place)
            elif sending.wait_for(results, LOOK_EVERY_SECONDS):
                for message in _messages(arriving, ran, protocol):
                    last = now
                    finished = _take(message, ran, protocol, room, progress)
                    if finished or ran.ended is not None:
                        break
    except BaseException:
        child.kill()
        raise
    ended = _end(child, ran, protocol, limits)
    ran.flags = list(dict.fromkeys(_writable(flag)[:300] for flag in protocol.flags))[:MAX_FLAGS]
    return ran, ended


def _took_too_long(since_last: float, since_begun: float, limits: Limits) -> str:
    """Return that a child used up its time, as a kind of verdict; "" where it did not."""
    cell_is_over = since_last > limits.cell_seconds + limits.grace_seconds
    return "too slow" if cell_is_over or since_begun > limits.seconds else ""


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


def _take(message: Any, ran: Ran, protocol: _Protocol, room: Room, progress: Callable[[int], None]) -> bool:
    """Take one message; return whether it was the last."""
    if protocol.done(message):
        place, is_probe = protocol.next, protocol.probed
        if not is_probe and protocol.cells[place]["scored"] and room.exceeded():
            ran.ended = (full_disk.OWN, place)
        elif (outputs := protocol.take(message[2])) is None:
            ran.ended = ("forged", place)
        elif protocol.misled:
            ran.ended = ("misled", min(place, protocol.place))
        else:
            if not is_probe:
                ran.outputs[place] = outputs
            if protocol.exits:
                ran.ended = ("process ended", protocol.next - 1)
            elif not is_probe and protocol.running:
                progress(protocol.next)
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
