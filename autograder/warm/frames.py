"""Plain data over a pipe: a length, then JSON. Nothing that came from a learner's process is ever unpickled."""

from __future__ import annotations

import struct
from json import dumps, loads  # by name: a learner's code may put others in place of the modules' own
from os import read, write
from typing import Any

HEADER = struct.Struct(">I")
MAX_FRAME = 256 * 1024 * 1024  # a submission with its files; `limit` is far lower for what a learner's process sends


class Closed(EOFError):
    """The other side is gone."""


class Malformed(ValueError):
    """What arrived is no frame: it is too long, or no JSON."""


def encoded(message: Any) -> bytes:
    """Return a message as the bytes of one frame."""
    body = dumps(message, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return HEADER.pack(len(body)) + body


def send(handle: int, message: Any) -> None:
    """Write one message.

    Raises
    ------
    Closed
        If nobody reads any more.
    """
    data = memoryview(encoded(message))
    try:
        while data:
            data = data[write(handle, data) :]
    except (BrokenPipeError, ConnectionResetError) as problem:
        raise Closed(str(problem)) from None


def receive(handle: int, limit: int = MAX_FRAME) -> Any:
    """Read one message.

    Raises
    ------
    Closed
        If the other side ended before a whole message arrived.
    Malformed
        If it is longer than the limit, or no JSON.
    """
    (length,) = HEADER.unpack(_exactly(handle, HEADER.size))
    if length > limit:
        raise Malformed(f"a message of {length} bytes, more than {limit}")
    return _decoded(_exactly(handle, length))


def _decoded(body: bytes) -> Any:
    try:
        return loads(body.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as problem:
        raise Malformed(str(problem)) from None


def _exactly(handle: int, count: int) -> bytes:
    parts = []
    while count:
        try:
            part = read(handle, min(count, 1 << 20))
        except ConnectionResetError:
            part = b""
        if not part:
            raise Closed("the other side ended")
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


class Arriving:
    """Takes messages from a pipe as they come, without ever waiting for the rest of one.

    Parameters
    ----------
    handle : int
        The pipe; it is read only when there is something to read.
    limit : int
        The longest message that is taken.
    """

    def __init__(self, handle: int, limit: int) -> None:
        self._handle, self._limit = handle, limit
        self._buffer = bytearray()
        self.taken = 0  # bytes so far

    def take(self) -> list[Any]:
        """Return the messages that are complete, after one read.

        Raises
        ------
        Closed
            If the other side ended.
        Malformed
            If what comes is no message.
        """
        part = read(self._handle, 1 << 20)
        if not part:
            raise Closed("the other side ended")
        self._buffer += part
        self.taken += len(part)
        messages = []
        while len(self._buffer) >= HEADER.size:
            (length,) = HEADER.unpack_from(self._buffer)
            if length > self._limit:
                raise Malformed(f"a message of {length} bytes, more than {self._limit}")
            if len(self._buffer) < HEADER.size + length:
                break
            body = bytes(self._buffer[HEADER.size : HEADER.size + length])
            del self._buffer[: HEADER.size + length]
            messages.append(_decoded(body))
        return messages
