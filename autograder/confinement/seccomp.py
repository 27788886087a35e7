"""seccomp: system calls that no notebook needs are refused, by the kernel's own filter (libseccomp)."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
import tempfile
from functools import cache
from typing import Any

# Each group says what it would be used for. The list is of refusals, because numerical libraries differ in what
# they call and a refused call must not break an honest notebook.
REFUSED = {
    "reach a network or another process's socket": ("socket", "bind", "listen", "connect", "accept", "accept4"),
    "start or become another program": ("execve", "execveat", "fork", "vfork"),
    "outlive the run": ("setsid", "setpgid"),
    "look into or steer other processes": (
        "ptrace process_vm_readv process_vm_writev process_madvise kcmp pidfd_open pidfd_getfd "
        "pidfd_send_signal rt_sigqueueinfo rt_tgsigqueueinfo tkill perf_event_open"
    ).split(),
    "get round this filter or gain rights": (
        "io_uring_setup io_uring_enter io_uring_register userfaultfd bpf unshare setns mount umount2 "
        "move_mount open_tree open_tree_attr fsopen fsconfig fsmount fspick mount_setattr pivot_root chroot "
        "keyctl add_key request_key seccomp landlock_create_ruleset open_by_handle_at name_to_handle_at "
        "modify_ldt personality"
    ).split(),
    "slow down or watch what others do": (
        "setpriority ioprio_set sched_setscheduler sched_setparam sched_setattr migrate_pages move_pages "
        "process_mrelease inotify_init inotify_init1 inotify_add_watch fanotify_mark"
    ).split(),
    "leave something behind in the kernel": (
        "shmget shmat shmctl msgget msgsnd msgrcv msgctl semget semop semtimedop semctl mq_open mq_unlink "
        "memfd_create memfd_secret"
    ).split(),
    "administer the machine": (
        "reboot kexec_load kexec_file_load init_module finit_module delete_module swapon swapoff sethostname "
        "setdomainname settimeofday clock_settime clock_adjtime adjtimex acct quotactl quotactl_fd syslog "
        "vhangup iopl ioperm mknod mknodat fanotify_init nfsservctl lookup_dcookie"
    ).split(),
}
# Landlock does not hold these. Where the disk is not read-only to the run they do nothing and say that they did:
# copying a file in the run's own folder sets its rights and times too, and must not fail.
PRETENDED = (
    "chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat utime utimes utimensat futimesat "
    "setxattr lsetxattr fsetxattr setxattrat removexattr lremovexattr fremovexattr removexattrat file_setattr"
).split()
# Calls that a library older than the kernel has no name for; their numbers are the same on every architecture.
NEWER = {"fchmodat2": 452, "setxattrat": 463, "removexattrat": 466, "open_tree_attr": 467, "file_setattr": 469}
UNKNOWN = -1
CLONE_THREAD = 0x00010000
# How a process could be told to send another one signals, or to outlive the template, without a refused call.
F_SETOWN, F_SETSIG, F_SETOWN_EX = 8, 10, 15
FIOSETOWN, SIOCSPGRP, TIOCSTI, TIOCLINUX = 0x8901, 0x8902, 0x5412, 0x541C
FS_IOC_SETFLAGS, FS_IOC_FSSETXATTR = 0x40086602, 0x401C5820  # a file's attributes, which Landlock does not hold
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_MM, PR_SET_CHILD_SUBREAPER = 1, 4, 35, 36
PR_SET_SECCOMP, SECCOMP_MODE_FILTER, PR_SET_NO_NEW_PRIVS = 22, 2, 38
INSTRUCTION_BYTES = 8  # of the kernel's filter programs; the last four are the number that is compared or returned
STAND_IN = 0x5EC0C0DE  # for the number of the process that a program is put on; above every number that Linux gives
LOW_HALF = 0xFFFFFFFF  # the kernel reads these arguments as 32 bits, whatever is in the upper ones


@cache
def _library() -> Any | None:
    try:
        import pyseccomp  # type: ignore[import-untyped]
    except (ImportError, OSError, RuntimeError):
        return None  # no libseccomp on this system; `confinement.protections` says so
    return pyseccomp


def available() -> bool:
    """Return whether this system has libseccomp and a kernel that filters."""
    return _library() is not None and os.path.exists("/proc/self/status") and _kernel_filters()


@cache
def _kernel_filters() -> bool:
    with open("/proc/self/status", encoding="ascii", errors="replace") as status:
        return any(line.startswith("Seccomp:") for line in status)


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p)]


_libc = ctypes.CDLL(None, use_errno=True)


def restrict(disk_is_sealed: bool = False) -> None:
    """Refuse for good, to this process and its threads, every call in `REFUSED`.

    A refused call fails as if the right were missing (EPERM), so that Python raises PermissionError.

    Raises
    ------
    OSError
        If there is no libseccomp, or the kernel refuses.
    """
    own = prepared(disk_is_sealed).replace(_as_number(STAND_IN), _as_number(os.getpid()))
    program = _Program(len(own) // INSTRUCTION_BYTES, own)
    if (
        _libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0
        or _libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0) != 0
    ):
        raise OSError(ctypes.get_errno(), "system calls cannot be filtered")


@cache
def prepared(disk_is_sealed: bool) -> bytes:
    """Return the filter as a program of the kernel's, with `STAND_IN` for the number of the process.

    Made before the fork: it takes longer than all the rest of putting a process under guard.

    Raises
    ------
    OSError
        If there is no libseccomp.
    """
    sc = _library()
    if sc is None:
        raise OSError(errno.ENOSYS, "libseccomp is not installed")
    rules = sc.SyscallFilter(sc.ALLOW)
    refuse = sc.ERRNO(errno.EPERM)
    for calls in REFUSED.values():
        for call in calls:
            _add(sc, rules, refuse, call)
    # glibc starts threads with clone3 where it can; its arguments cannot be looked at, so it falls back to clone
    _add(sc, rules, sc.ERRNO(errno.ENOSYS), "clone3")
    _add(sc, rules, refuse, "clone", sc.Arg(0, sc.MASKED_EQ, CLONE_THREAD, 0))
    _add(sc, rules, refuse, "kill", sc.Arg(0, sc.NE, STAND_IN))
    _add(sc, rules, refuse, "tgkill", sc.Arg(0, sc.NE, STAND_IN))
    # its own limits, which it may lower, go by the number 0; the same user's other processes' are refused
    _add(sc, rules, refuse, "prlimit64", sc.Arg(0, sc.NE, 0))
    for call, argument, values in (
        ("fcntl", 1, (F_SETOWN, F_SETSIG, F_SETOWN_EX)),
        ("ioctl", 1, (FIOSETOWN, SIOCSPGRP, TIOCSTI, TIOCLINUX, FS_IOC_SETFLAGS, FS_IOC_FSSETXATTR)),
        ("prctl", 0, (PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_MM, PR_SET_CHILD_SUBREAPER)),
    ):
        for value in values:
            _add(sc, rules, refuse, call, sc.Arg(argument, sc.MASKED_EQ, LOW_HALF, value))
    if not disk_is_sealed:
        for call in PRETENDED:
            _add(sc, rules, sc.ERRNO(0), call)
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()


def _as_number(value: int) -> bytes:
    return value.to_bytes(4, sys.byteorder)


def _add(sc: Any, rules: Any, action: Any, call: str, *where: Any) -> None:
    number = sc.resolve_syscall(sc.Arch.NATIVE, call)
    number = NEWER.get(call, UNKNOWN) if number == UNKNOWN else number
    if number != UNKNOWN:  # else this architecture has no such call
        rules.add_rule(action, number, *where)
    elif call in ("socket", "clone", "execve"):  # what the rest stands on
        raise OSError(errno.ENOSYS, f"seccomp cannot filter {call}")
