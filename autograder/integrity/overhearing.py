"""Hears what learners' code asks of the interpreter itself, by Python's audit events (PEP 578).

An audit hook cannot be taken away again. What is heard is a trace for a person, and stops nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType, MappingProxyType
from typing import Any

from autograder.integrity.change_tracking import disregard, heed, is_heeded

ALWAYS = {
    "sys.addaudithook": "a hook for the interpreter's own events was added",
    "ctypes.cdata": "memory was reached by its address",
    "ctypes.dlsym": "a C function of Python's own was called",
    "gc.get_referents": "the inside of a class was reached",
}
LOOKED = "an answer looked into the check that called it"
IN_A_CHECK = {
    "sys.settrace": "a trace function was set while a check ran",
    "sys.setprofile": "a trace function was set while a check ran",
    "sys.monitoring.register_callback": "a trace function was set while a check ran",
    "sys._getframe": LOOKED,
    "sys._current_frames": LOOKED,
    "gc.get_objects": LOOKED,
    "gc.get_referrers": LOOKED,
    "object.__getattr__": LOOKED,
}
FRAMES = ("tb_frame", "f_code", "gi_frame", "cr_frame")
OF_PYTHON = ("Py", "_Py", "mem", "mprotect")
MAX_HEARD = 50
HOOKS = 3  # frames between the line that asks and the one that looks at it
OUT_OF = 6  # frames of libraries between a learner's line and the event


class Overheard:
    """Hears of the events that an honest notebook has no use for.

    Parameters
    ----------
    is_trusted : callable
        Whether a file of code is the grader's, the course's or a library's.
    """

    def __init__(self, is_trusted: Callable[[str], bool]) -> None:
        self._is_trusted = is_trusted
        self._heard: list[str] = []
        self._busy = self._listens = self.in_check = False

    def begin(self) -> None:
        """Listen from now on: everything of the grader's own is loaded."""
        if not self._listens:
            self._listens = True
            heed(ALWAYS, self._hear)

    def check_begins(self) -> None:
        """Listen also for what matters while a check runs."""
        self.in_check = True
        heed(IN_A_CHECK, self._hear)

    def check_ends(self) -> bool:
        """Listen no more for that; return whether it was listened for."""
        was, self.in_check = self.in_check, False
        disregard(IN_A_CHECK)
        return was

    def told(self) -> list[str]:
        """Return what was heard since this was asked last."""
        found, self._heard[:] = list(dict.fromkeys(self._heard)), []
        if self._listens and not is_heeded(ALWAYS, self._hear):
            heed(ALWAYS, self._hear)
            found.append("what listens to the interpreter's events was changed")
        return found

    def _hear(self, event: str, about: tuple[Any, ...]) -> None:
        if self._busy or len(self._heard) >= MAX_HEARD:
            return
        self._busy = True
        try:
            if self._matters(event, about):
                self._heard.append(ALWAYS.get(event) or IN_A_CHECK[event])
        finally:
            self._busy = False

    def _matters(self, event: str, about: tuple[Any, ...]) -> bool:
        frame: FrameType | None = sys._getframe(HOOKS)
        if event == "sys.addaudithook":
            return True
        if event == "object.__getattr__" and about[1] not in FRAMES:
            return False
        if event == "gc.get_referents" and not any(isinstance(thing, MappingProxyType) for thing in about[0]):
            return False
        if event == "ctypes.dlsym":
            return str(about[1]).startswith(OF_PYTHON) and self._is_learners(frame, "ctypes")
        return self._is_learners(frame, "inspect")

    def _is_learners(self, frame: FrameType | None, past: str) -> bool:
        """Return whether a learner's line asks, by itself or through one module of Python's."""
        for _ in range(OUT_OF):
            if frame is None or frame.f_globals.get("__name__") != past:
                break
            frame = frame.f_back
        return frame is not None and not self._is_trusted(frame.f_code.co_filename)
