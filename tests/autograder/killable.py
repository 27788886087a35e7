"""A grader that kills itself at a chosen line of its own code; run as a process, it forks one for each run asked for.

Reads a line of JSON for each run: the course's ``root``, the ``moment`` (how many lines of the grader's own code to
run before the kill; null for never) and whether to grade ``again``. Writes a line for each: how the run ended, how
many lines it ran, whom it graded.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any

import autograder
from autograder.confinement import protections
from autograder.runs.class_run import grade_class
from autograder.runs.pool import LocalPool
from tests.autograder.small_courses import course

WRITERS = ("runs/class_run.py", "gradebook/recording.py", "runs/pool.py")
OWN = tuple(str(Path(autograder.__file__).parent / name) for name in WRITERS)


class Countdown:
    """Counts the lines of the grader's main thread, and kills the process at one of them."""

    def __init__(self, moment: int | None) -> None:
        self.lines, self._moment = 0, moment

    def __call__(self, frame: FrameType, event: str, argument: Any) -> Any:
        if not frame.f_code.co_filename.endswith(OWN):
            return None
        if event == "line":
            self.lines += 1
            if self.lines == self._moment:
                os.kill(os.getpid(), signal.SIGKILL)
        return self


def run(root: str, moment: int | None, again: bool) -> dict[str, Any]:
    """Grade a course, and say what was done."""
    assignment = course(Path(root)).assignment
    have = protections()
    opening = assignment.opening(have if have.any else None)
    countdown = Countdown(moment)
    sys.settrace(countdown)
    result = grade_class(assignment, lambda: LocalPool(opening, 1), again=again)
    sys.settrace(None)
    return {"lines": countdown.lines, "graded": result.graded, "skipped": result.skipped}


def main() -> None:
    """Serve runs, each in a process of its own, so that nothing but the run has to start."""
    import nbgrader.apps  # loaded once, for all

    del nbgrader
    for line in sys.stdin:
        results, theirs = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(results)
            os.write(theirs, json.dumps(run(**json.loads(line))).encode())
            os._exit(0)
        os.close(theirs)
        with open(results, "rb") as said:
            done = json.loads(said.read() or b"{}")
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        print(json.dumps({"ended": ended, **done}), flush=True)


if __name__ == "__main__":
    main()
