"""What a full disk means to a score: the cell that cannot write stops with Python's own error, as with stock nbgrader.

An error in a check is no points for that check; the cells after it run. What the run is told apart by is whose disk it
was: a submission's own share is the submission's affair, the machine's disk is not, and is graded again.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Mapping
from typing import Any

OWN, MACHINES = "too much disk", "disk full"  # kinds of verdict

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_NUMBER = re.compile(r"\[Errno (\d+)\]")
_WORDS = re.compile(r"disk is full|not enough free space", re.I)  # as SQLite and numpy say it


def is_full(problem: BaseException) -> bool:
    """Return whether an error says that a disk is full: Python's own, or a database's."""
    if isinstance(problem, OSError) and problem.errno in FULL:
        return True
    return bool(_WORDS.search(str(problem)))


def kind(error: Mapping[str, Any], disk_is_own: bool) -> str | None:
    """Return the kind of verdict on a cell's error, None where it is not about room.

    Parameters
    ----------
    error : mapping
        The cell's output, as nbformat has it.
    disk_is_own : bool
        Whether the submission wrote to a disk of its own, which holds no more than its share.
    """
    said = str(error.get("evalue", ""))
    number = _NUMBER.search(said)
    if number and int(number.group(1)) == errno.EFBIG:
        return OWN
    if (number and int(number.group(1)) in FULL) or _WORDS.search(said):
        return OWN if disk_is_own else MACHINES
    return None
