"""What one submission may use, and how the kernel holds it to that."""

from __future__ import annotations

import ctypes
import resource
from dataclasses import asdict, dataclass
from typing import Any

SPARE_MB = 32  # so that who goes a little beyond is seen at the next check, and told, rather than stopped by the disk


@dataclass(frozen=True)
class Limits:
    """What one notebook may use while it is graded.

    Parameters
    ----------
    cell_seconds : float
        Wall time of one cell; it is interrupted then, and the next cell runs (as nbgrader does).
    seconds : float
        Wall and processor time of the whole notebook; it is ended then.
    memory_mb : int
        Memory beyond what the warm template already holds.
    disk_mb : int
        Files it may hold, all together, when a check is scored. Between checks there is room for more: see `room_mb`.
    file_mb : int
        The largest single file.
    files : int
        Files open at once.
    output_kb : int
        Text kept of one cell; the rest is counted, not kept.
    grace_seconds : float
        How long a cell that is interrupted has to stop by itself, before the whole run is ended.
    """

    cell_seconds: float = 60.0
    seconds: float = 300.0
    memory_mb: int = 2048
    disk_mb: int = 256
    file_mb: int = 64
    files: int = 256
    output_kb: int = 1024
    grace_seconds: float = 3.0

    @property
    def room_mb(self) -> int:
        """What a run may fill for a while: beyond it nothing is written, or the run is ended."""
        return self.disk_mb + SPARE_MB

    def as_plain_data(self) -> dict[str, Any]:
        return asdict(self)


class _Header(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


class _Capabilities(ctypes.Structure):
    _fields_ = [("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32)]


CAPABILITY_VERSION_3 = 0x20080522
MB = 1024 * 1024
THREADS_OF_ONE_USER = 8192  # the grader's user may run more than this grader


def apply(limits: Limits) -> None:
    """Hold this process to its limits, for good."""
    seconds = int(limits.seconds) + 1
    for name, soft, hard in (
        (resource.RLIMIT_CPU, seconds, seconds + 2),  # a signal that says so, then the end
        (resource.RLIMIT_AS, *2 * (_address_space() + limits.memory_mb * MB,)),
        (resource.RLIMIT_FSIZE, *2 * (limits.file_mb * MB,)),
        (resource.RLIMIT_NOFILE, *2 * (limits.files,)),
        (resource.RLIMIT_NPROC, *2 * (THREADS_OF_ONE_USER,)),  # root's are counted by the watch over the run
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_MEMLOCK, 0, 0),
        (resource.RLIMIT_MSGQUEUE, 0, 0),
    ):
        _, there = resource.getrlimit(name)
        most = hard if there == resource.RLIM_INFINITY else min(hard, there)
        resource.setrlimit(name, (min(soft, most), most))


def drop_rights() -> None:
    """Give up every capability, so that root's run is an ordinary one."""
    header, none = _Header(CAPABILITY_VERSION_3, 0), (_Capabilities * 2)()
    if ctypes.CDLL(None, use_errno=True).capset(ctypes.byref(header), none) != 0:
        raise OSError(ctypes.get_errno(), "capabilities cannot be dropped")


def _address_space() -> int:
    """Return the bytes of address space in use, which a fork inherits from its template."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[0]) * resource.getpagesize()
