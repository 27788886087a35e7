"""What passes between a template and the process that watches its forks: orders there, and how each fork ended back."""

from __future__ import annotations

import contextlib
import os
import resource
import select
import signal
import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from autograder.warm import TemplateLost, frames
from autograder.warm.processes import UNKNOWN, proc_is_ours

ORDER = b"f"
HANDLES = 2  # with an order: where a fork reads what to do, and writes results
NUMBER = struct.Struct(">q")
OUT_OF_MEMORY = 6  # how a fork ends whose runner itself got no memory any more


def can_be_held() -> bool:
    """Return whether this kernel gives out handles by which a process is ended, wherever its number means nothing."""
    try:
        os.close(os.pidfd_open(os.getpid()))
    except OSError:
        return False
    return True


# ---------------------------------------------------------------- the template's side


def taken(connection: socket.socket) -> list[int]:
    """Wait for an order, and return the handles that come with it; none when nobody orders any more."""
    return list(socket.recv_fds(connection, len(ORDER), HANDLES)[1])


def announce(connection: socket.socket, child: int) -> None:
    """Tell of a fork: its number, and a handle by which it can be ended from outside this process's namespace."""
    number = NUMBER.pack(child if proc_is_ours() else UNKNOWN)
    handle = os.pidfd_open(child)
    socket.send_fds(connection, [number], [handle])
    os.close(handle)


def report(connection: socket.socket, status: int, used: resource.struct_rusage) -> None:
    """Tell how a fork ended, and what it used."""
    code = os.waitstatus_to_exitcode(status)
    frames.send(connection.fileno(), [code, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024])


# ---------------------------------------------------------------- the side that watches


@dataclass(frozen=True)
class Ended:
    """How a fork ended: its exit code (minus a signal's number), and what it used."""

    code: int
    cpu_seconds: float
    peak_mb: float


class Forked:
    """A fork of the template, seen from the process that watches it.

    Parameters
    ----------
    connection : socket
        To the template.
    handles : iterable of int
        What the fork is to have; they are closed here.

    Attributes
    ----------
    number : int
        Its number in /proc, `autograder.warm.processes.UNKNOWN` where /proc is another namespace's.

    Raises
    ------
    TemplateLost
        If the template has ended.
    """

    def __init__(self, connection: socket.socket, handles: Iterable[int]) -> None:
        self._connection = connection
        self._ended: Ended | None = None
        handles = list(handles)
        try:
            socket.send_fds(connection, [ORDER], handles)
            number, given, _, _ = socket.recv_fds(connection, NUMBER.size, 1)
        except OSError:
            given = []
        finally:
            for handle in handles:
                os.close(handle)
        if not given:
            raise TemplateLost("the template ended")
        (self.number,), (self._handle,) = NUMBER.unpack(number), given

    def kill(self) -> None:
        """End it, if it has not ended."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def ended(self) -> Ended:
        """Wait until it has ended, and all that it started with it.

        Raises
        ------
        TemplateLost
            If the template has ended.
        """
        if self._ended is None:
            try:
                self._ended = Ended(*frames.receive(self._connection.fileno()))
            except frames.Closed:
                raise TemplateLost("the template ended") from None
        return self._ended

    def ended_within(self, seconds: float) -> Ended | None:
        """Wait for its end, but no longer than a time; None where it has not ended by then."""
        if self._ended is None and not select.select([self._connection], [], [], seconds)[0]:
            return None
        return self.ended()

    def __enter__(self) -> Forked:
        return self

    def __exit__(self, *problem: Any) -> None:
        """End it for certain: the template serves one at a time."""
        self.kill()
        try:
            self.ended()
        finally:
            os.close(self._handle)
