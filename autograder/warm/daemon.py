"""A template that waits in the background, so that a learner's second check takes no start.

It listens on a socket in a private folder, serves its own user only, one client at a time, and ends when nobody has
asked for ten minutes.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import hashlib
import json
import os
import select
import socket
import struct
import time
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.warm import TemplateLost, frames
from autograder.warm.background import IDLE_SECONDS, START_SECONDS, peer
from autograder.warm.client import WarmTemplate

TALK_SECONDS = 10  # for a client to say what it wants, and to take an answer
KEPT = 2  # assignments for which templates are kept
GONE = select.POLLRDHUP | select.POLLHUP | select.POLLERR if hasattr(select, "POLLRDHUP") else 0


class _ClientGone(Exception):
    """Nobody waits for the answer any more."""


class Daemon:
    """Serves clients one after the other.

    Parameters
    ----------
    listener : socket
        Bound and listening.
    code : str
        What was loaded; a client that has another version is told so, and the process ends.
    idle_seconds : float
        How long to wait for the next client; for the first, which started it, at least as long as a start may take.
    """

    def __init__(self, listener: socket.socket, code: str, idle_seconds: float) -> None:
        self._listener, self._code = listener, code
        self._idle_seconds = idle_seconds
        self._templates: OrderedDict[str, WarmTemplate] = OrderedDict()

    def serve(self) -> None:
        """Serve until nobody asks, or until the code is outdated."""
        self._listener.settimeout(max(self._idle_seconds, START_SECONDS))
        going = True
        while going:
            try:
                client, _ = self._listener.accept()
            except TimeoutError:
                break
            self._listener.settimeout(self._idle_seconds)
            with client:
                client.setblocking(True)
                for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
                    client.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", TALK_SECONDS, 0))
                if peer(client) == os.getuid():
                    with contextlib.suppress(_ClientGone, frames.Closed, frames.Malformed, OSError):
                        going = self._talk(client)
        self._listener.close()  # first: who comes now is to start another, not to wait in this one's queue
        for template in self._templates.values():
            template.close()

    def _talk(self, client: socket.socket) -> bool:
        """Serve one client; return whether to go on."""
        message = frames.receive(client.fileno())
        if message["code"] != self._code:
            frames.send(client.fileno(), {"outdated": True})
            return False
        digest = hashlib.sha256(json.dumps(message["opening"], sort_keys=True).encode()).hexdigest()
        try:
            self._grade(digest, message, client)
        except (_ClientGone, frames.Closed, OSError):
            self._drop(digest)  # what it runs has no reader any more; the next client must not wait for it
            with contextlib.suppress(TemplateLost):
                self._template(digest, message["opening"])
        return True

    def _grade(self, digest: str, message: Mapping[str, Any], client: socket.socket) -> None:
        """Answer a client; a template that was lost while it waited (out of memory, say) is started once again."""
        problem = ""
        for _ in range(2):
            try:
                self._relay(self._template(digest, message["opening"]), message["request"], client)
                return
            except TemplateLost as lost:
                self._drop(digest)
                problem = str(lost)
        frames.send(client.fileno(), {"problem": problem})

    def _template(self, digest: str, opening: Mapping[str, Any]) -> WarmTemplate:
        if digest not in self._templates:
            for other, about in list(self._templates.items()):
                if len(self._templates) >= KEPT:
                    about.close()
                    del self._templates[other]
            self._templates[digest] = WarmTemplate(opening)
        self._templates.move_to_end(digest)
        return self._templates[digest]

    def _drop(self, digest: str) -> None:
        template = self._templates.pop(digest, None)
        if template is not None:
            template.close()

    def _relay(self, template: WarmTemplate, request: Mapping[str, Any], client: socket.socket) -> None:
        """Hand a request to a template and its answers to the client, for as long as the client is there."""
        template.send(request)
        waiting = select.poll()
        waiting.register(client.fileno(), GONE)
        waiting.register(template.fileno(), select.POLLIN | select.POLLHUP)
        while True:
            ready = {handle for handle, _ in waiting.poll()}
            if client.fileno() in ready:
                raise _ClientGone
            answer = template.receive()
            frames.send(client.fileno(), answer)
            if "progress" not in answer:
                return


def main() -> None:
    """Run in the background; the calling process ends as soon as somebody listens."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--folder", type=Path, required=True, help="a private folder")
    arguments.add_argument("--code", required=True, help="the version of what is loaded")
    arguments.add_argument("--idle-seconds", type=float, default=IDLE_SECONDS)
    chosen = arguments.parse_args()
    os.chdir(chosen.folder)
    lock = os.open("lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    if not _held(lock):
        return  # another client has started one that still runs
    with contextlib.suppress(FileNotFoundError):
        os.unlink("socket")  # of one that was killed
    listener = socket.socket(socket.AF_UNIX)
    listener.bind("socket")
    listener.listen(16)
    if os.fork():
        os._exit(0)
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    Daemon(listener, chosen.code, chosen.idle_seconds).serve()
    os.unlink("socket")  # the lock is still held: no other can have made it anew


def _held(lock: int) -> bool:
    """Take the lock; one that is about to end is waited for, and one that listens is left alone."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        with contextlib.suppress(OSError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        with socket.socket(socket.AF_UNIX) as probe, contextlib.suppress(OSError):
            probe.connect("socket")
            return False
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)


if __name__ == "__main__":
    main()
