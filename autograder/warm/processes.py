"""What the template knows of the processes below it, and how it ends those that a run leaves behind."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal

from autograder.confinement import namespaces

STRAY_ROUNDS = 1000
PR_SET_CHILD_SUBREAPER = 36
UNKNOWN = 0  # the number of a process that /proc does not show by it


def threads_of(process: int) -> int:
    """Return how many threads a process has; 0 where the machine does not tell."""
    if process == UNKNOWN:
        return 0
    try:
        with open(f"/proc/{process}/stat", "rb") as file:
            return int(file.read().rpartition(b")")[2].split()[17])
    except (OSError, ValueError, IndexError):
        return 0


def proc_is_ours() -> bool:
    """Return whether /proc numbers processes as this process's own namespace does."""
    try:
        return os.readlink("/proc/self") == str(os.getpid())
    except OSError:
        return False


def adopt_orphans() -> None:
    """Ask the kernel that processes whose parent ended become this one's children, so that it can end them."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def children() -> frozenset[int]:
    """Return this process's children; none where the machine does not tell."""
    if not proc_is_ours():
        return frozenset()
    try:
        with open("/proc/thread-self/children", encoding="ascii") as file:
            return frozenset(map(int, file.read().split()))
    except OSError:
        return frozenset()


def end_strays() -> None:
    """End whatever a run left behind. With system calls filtered there is nothing; without, there may be."""
    if namespaces.entered() and os.getpid() == 1:  # first in a namespace of its own: all others in it are strays
        with contextlib.suppress(ProcessLookupError):
            os.kill(-1, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            while True:
                os.waitpid(-1, 0)
    for _ in range(STRAY_ROUNDS):  # those that are ended leave children of their own, which come here next
        strays = children()
        if not strays:
            return
        for stray in strays:
            os.kill(stray, signal.SIGKILL)
        for stray in strays:
            os.waitpid(stray, 0)
