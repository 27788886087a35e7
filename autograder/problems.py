"""Why nothing can be graded as things are: one exception, and the machines that the grader cannot work on."""

from __future__ import annotations

import sys

SYSTEMS = {"win32": "Windows", "cygwin": "Windows", "darwin": "macOS"}


class CannotGrade(ValueError):
    """A run that cannot be done as things are, in one sentence with its remedy."""


def require_linux(assignment: str) -> None:
    """Refuse a machine on which submissions can neither be forked nor confined.

    Nothing that only Linux has is imported before this, so that the sentence is all that anybody reads.

    Parameters
    ----------
    assignment : str
        Named in the remedy.

    Raises
    ------
    CannotGrade
        On Windows, macOS and whatever else is not Linux.
    """
    if sys.platform.startswith("linux"):
        return
    system = SYSTEMS.get(sys.platform, sys.platform)
    raise CannotGrade(
        f"Fast, confined grading needs Linux, because it forks a warm process and confines each fork with Landlock and "
        f"seccomp, and this is {system}: run “nbgrader autograde {assignment}” instead, which confines nothing, or run "
        "this command on Linux (a server, Docker, or WSL on Windows)."
    )
