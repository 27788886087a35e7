"""Namespaces: a template process sees no network, no other process and no disk but its own scratch.

Made once for the template, not for each submission, so they cost a submission nothing.
"""

from __future__ import annotations

import ctypes
import os
import sys

NEWNS, NEWUSER, NEWPID, NEWNET, NEWIPC, NEWUTS = 0x20000, 0x10000000, 0x20000000, 0x40000000, 0x8000000, 0x4000000
MOUNT_SETATTR = 442  # the same number on every architecture
AT_FDCWD, AT_RECURSIVE = -100, 0x8000
READ_ONLY, NO_SUID = 1, 2
MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REC, MS_PRIVATE = 2, 4, 8, 16384, 1 << 18
PR_SET_PDEATHSIG = 1
SIGKILL = 9

_libc = ctypes.CDLL(None, use_errno=True)
_state = {"entered": False, "scratch": False, "sealed": False}


class _MountAttributes(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("attr_set", "attr_clr", "propagation", "userns_fd")]


def entered() -> bool:
    """Return whether this process is in namespaces of its own."""
    return _state["entered"]


def sealed() -> bool:
    """Return whether this process sees every disk but its scratch read-only."""
    return _state["sealed"]


def enter() -> bool:
    """Move this process into namespaces of its own; its next child is the first process of a new process namespace.

    Returns
    -------
    bool
        False where the machine does not allow it (many containers do not); nothing has changed then.
    """
    user, group = os.getuid(), os.getgid()
    if _libc.unshare(NEWUSER | NEWNS | NEWPID | NEWNET | NEWIPC | NEWUTS) != 0:
        return False
    for name, line in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
            file.write(line)
    if _libc.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None) != 0:
        return False
    _state["entered"] = True
    return True


def seal(scratch: str) -> bool:
    """Make every disk but the scratch read-only, for this process and its children.

    Landlock does not hold who may change a file's rights or times; a disk that is read-only does. To be called when
    everything is loaded: libraries write caches.
    """
    if not (_state["entered"] and _state["scratch"]) or _state["sealed"]:
        return _state["sealed"]
    lock, unlock = _MountAttributes(READ_ONLY | NO_SUID), _MountAttributes(0, READ_ONLY)
    size = ctypes.c_size_t(ctypes.sizeof(_MountAttributes))
    done = _libc.syscall(MOUNT_SETATTR, AT_FDCWD, b"/", AT_RECURSIVE, ctypes.byref(lock), size) == 0
    done = done and _libc.syscall(MOUNT_SETATTR, AT_FDCWD, scratch.encode(), 0, ctypes.byref(unlock), size) == 0
    _state["sealed"] = done
    return done


def mount_scratch(folder: str, megabytes: int) -> bool:
    """Mount an empty file system of a fixed size over a folder, seen by this process and its children only."""
    flags = MS_NOSUID | MS_NODEV | MS_NOEXEC
    _libc.mount(b"proc", b"/proc", b"proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, None)  # processes by their numbers here
    options = f"size={megabytes}m,nr_inodes={megabytes * 256},mode=700".encode()
    _state["scratch"] = _libc.mount(b"tmpfs", folder.encode(), b"tmpfs", flags, options) == 0
    return _state["scratch"]


def available() -> bool:
    """Return whether this machine lets an ordinary process make namespaces, by trying in a child."""
    if not sys.platform.startswith("linux"):
        return False
    child = os.fork()
    if child == 0:
        try:
            os._exit(0 if enter() else 1)
        except OSError:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def die_with_parent() -> None:
    """Ask the kernel to kill this process when the one that started it ends."""
    _libc.prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0)
