"""Hears what learners' code asks of the interpreter itself, by Python's audit events (PEP 578).

An audit hook cannot be taken away again. What is heard is a trace for a person, and stops nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType, MappingProxyType
from typing import Any

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
        self._listens = self._busy = False
        self.in_check = False
        sys.addaudithook(self._hear)

    def begin(self) -> None:
        """Listen from now on: everything of the grader's own is loaded."""
        self._listens = True

    def told(self) -> list[str]:
        """Return what was heard since this was asked last."""
        found, self._heard[:] = list(dict.fromkeys(self._heard)), []
        return found

    def _hear(self, event: str, about: tuple[Any, ...]) -> None:
        if not self._listens or self._busy:
            return
        if event in ALWAYS or (self.in_check and event in IN_A_CHECK):
            self._busy = True
            try:
                if len(self._heard) < MAX_HEARD and self._matters(event, about):
                    self._heard.append(ALWAYS.get(event) or IN_A_CHECK[event])
            finally:
                self._busy = False

    def _matters(self, event: str, about: tuple[Any, ...]) -> bool:
        frame: FrameType | None = sys._getframe(2)
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
