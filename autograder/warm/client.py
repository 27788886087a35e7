"""Starts a template's process and talks to it."""

from __future__ import annotations

import base64
import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from autograder.confinement import environment
from autograder.warm import TemplateLost as TemplateLost
from autograder.warm import frames
from autograder.warm.scratch import Scratch

if TYPE_CHECKING:
    from autograder.warm.supervising import Ran

PATIENCE_SECONDS = 60  # for a process that was killed to be gone: at once, but on a machine that has other work


class WarmTemplate:
    """A template in a process of its own, for one assignment.

    Parameters
    ----------
    opening : mapping
        The assignment and its settings, as `autograder.assignments.assignment.opening` makes it.

    Raises
    ------
    TemplateLost
        If the process does not become ready.
    """

    def __init__(self, opening: Mapping[str, Any]) -> None:
        self._one_at_a_time = threading.Lock()
        self._closed = False
        self._scratch = Scratch()
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  # closed with the template
        ours, theirs = socket.socketpair()
        self._socket = ours
        command = [sys.executable, "-m", "autograder.grading.server", "--socket", str(theirs.fileno())]
        command += ["--scratch", str(self._scratch.folder)]
        seen = environment.kept(os.environ) if opening.get("protections") else None  # none of a grader's passwords
        self._process = started(command, pass_fds=[theirs.fileno()], stderr=self._said, env=seen)
        theirs.close()
        try:
            answer = self._ask(opening)
        except BaseException:
            self.close()
            raise
        if "problem" in answer:
            self.close()
            raise TemplateLost(answer["problem"])

    @property
    def process(self) -> int:
        """The process id."""
        return self._process.pid

    def grade(self, request: Mapping[str, Any], progress: Callable[[int, int], None] | None = None) -> dict[str, Any]:
        """Grade one submission; see `autograder.grading.grade.grade`."""
        return self._ask({**request, "progress": progress is not None}, progress)

    def run(self, cells: list[dict[str, Any]], files: Mapping[str, bytes], environment: Mapping[str, str]) -> Ran:
        """Run one notebook's code cells; see `autograder.warm.template.Template.run`."""
        from autograder.warm.supervising import Ran

        encoded = {name: base64.b64encode(content).decode("ascii") for name, content in files.items()}
        answer = self._ask({"cells": cells, "files": encoded, "environment": dict(environment)})
        outputs = {int(place): found for place, found in answer["outputs"].items()}
        ended = (str(answer["ended"][0]), int(answer["ended"][1])) if answer["ended"] else None
        return Ran(outputs, ended, answer["flags"], answer["detail"], answer["disk_is_own"])

    # ------------------------------------------------------------ one message at a time

    def fileno(self) -> int:
        """Return the socket, for whoever waits on several."""
        return self._socket.fileno()

    def send(self, message: Mapping[str, Any]) -> None:
        """Send one message; its answers are to be received before the next."""
        try:
            frames.send(self._socket.fileno(), message)
        except (frames.Closed, OSError):
            raise TemplateLost(self._last_words()) from None

    def receive(self) -> dict[str, Any]:
        """Return one answer: the result, or how far it is."""
        try:
            answer: dict[str, Any] = frames.receive(self._socket.fileno())
        except (frames.Closed, frames.Malformed, OSError):
            raise TemplateLost(self._last_words()) from None
        return answer

    def _ask(self, request: Mapping[str, Any], progress: Callable[[int, int], None] | None = None) -> dict[str, Any]:
        with self._one_at_a_time:
            if self._closed:
                raise TemplateLost("it was closed")
            self.send(request)
            answer = self.receive()
            while "progress" in answer:
                if progress is not None:
                    progress(*answer["progress"])
                answer = self.receive()
            return answer

    def _last_words(self) -> str:
        self._process.kill()
        self._process.wait(PATIENCE_SECONDS)
        self._said.seek(0)
        lines = self._said.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else "it ended without a word"

    def close(self) -> None:
        """End the process, also while another thread waits for its answer, and remove its scratch."""
        if self._closed:
            return
        self._closed = True
        with contextlib.suppress(OSError):  # its process may have ended before
            self._socket.shutdown(socket.SHUT_RDWR)
        self._process.kill()
        self._process.wait(PATIENCE_SECONDS)
        with self._one_at_a_time:  # whoever waited has seen the end: the number may be another file's from now on
            self._socket.close()
            self._said.close()
            self._scratch.close()

    def __enter__(self) -> WarmTemplate:
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()


# The kernel ends a template with the thread that started it, so one thread starts all, and lives as long as we do.
_starter: ThreadPoolExecutor | None = None


def started(command: list[str], **options: Any) -> subprocess.Popen[bytes]:
    """Start a process that ends when this process does, whichever of its threads asks."""
    global _starter
    if _starter is None:
        _starter = ThreadPoolExecutor(1, thread_name_prefix="starter")
    options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, **options}
    return _starter.submit(lambda: subprocess.Popen(command, **options)).result()


def _forget_starter() -> None:
    global _starter
    _starter = None


os.register_at_fork(after_in_child=_forget_starter)  # threads do not survive a fork
