"""Starts a template's process and talks to it."""

from __future__ import annotations

import base64
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Any

from autograder.warm import frames
from autograder.warm.supervising import Ran


class TemplateLost(RuntimeError):
    """The template's process ended or could not start; another can be started."""


class WarmTemplate:
    """A template in a process of its own, for one assignment.

    Parameters
    ----------
    opening : mapping
        The assignment and its settings, as `autograder.assignment.opening` makes it.

    Raises
    ------
    TemplateLost
        If the process does not become ready.
    """

    def __init__(self, opening: Mapping[str, Any]) -> None:
        ours, theirs = socket.socketpair()
        self._socket = ours
        command = [sys.executable, "-m", "autograder.warm.server", "--socket", str(theirs.fileno())]
        self._process = subprocess.Popen(
            command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )  # fmt: skip
        theirs.close()
        answer = self._ask(opening)
        if "problem" in answer:
            self.close()
            raise TemplateLost(answer["problem"])

    def grade(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Grade one submission; see `autograder.grading.grade`."""
        return self._ask(request)

    def run(self, cells: list[dict[str, Any]], files: Mapping[str, bytes], environment: Mapping[str, str]) -> Ran:
        """Run one notebook's code cells; see `autograder.warm.template.Template.run`."""
        encoded = {name: base64.b64encode(content).decode("ascii") for name, content in files.items()}
        answer = self._ask({"cells": cells, "files": encoded, "environment": dict(environment)})
        outputs = {int(place): found for place, found in answer["outputs"].items()}
        ended = (str(answer["ended"][0]), int(answer["ended"][1])) if answer["ended"] else None
        return Ran(outputs, ended, answer["flags"], answer["detail"])

    def _ask(self, request: Mapping[str, Any], progress: Callable[[int, int], None] | None = None) -> dict[str, Any]:
        handle = self._socket.fileno()
        try:
            frames.send(handle, request)
            answer = frames.receive(handle)
            while "progress" in answer:
                if progress is not None:
                    progress(*answer["progress"])
                answer = frames.receive(handle)
        except (frames.Closed, frames.Malformed, OSError):
            raise TemplateLost(self._last_words()) from None
        result: dict[str, Any] = answer
        return result

    def _last_words(self) -> str:
        self._process.kill()
        _, said = self._process.communicate()
        lines = said.decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else "it ended without a word"

    def close(self) -> None:
        """End the process."""
        self._socket.close()
        self._process.kill()
        self._process.communicate()

    def __enter__(self) -> WarmTemplate:
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()
