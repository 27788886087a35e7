"""seccomp: system calls that no notebook needs are refused, by the kernel's own filter (libseccomp)."""

from __future__ import annotations

import errno
import os
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
        "move_mount open_tree fsopen fsconfig fsmount fspick mount_setattr pivot_root chroot personality "
        "keyctl add_key request_key seccomp landlock_create_ruleset open_by_handle_at name_to_handle_at "
        "modify_ldt"
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
CLONE_THREAD = 0x00010000


@cache
def _library() -> Any | None:
    try:
        import pyseccomp
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


def restrict() -> None:
    """Refuse for good, to this process and its threads, every call in `REFUSED`.

    A refused call fails as if the right were missing (EPERM), so that Python raises PermissionError.
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
    me = os.getpid()
    _add(sc, rules, refuse, "kill", sc.Arg(0, sc.NE, me))
    _add(sc, rules, refuse, "tgkill", sc.Arg(0, sc.NE, me))
    # limits of its own may be lowered; those of others, and raising, are refused
    _add(sc, rules, refuse, "prlimit64", sc.Arg(0, sc.NE, me), sc.Arg(0, sc.NE, 0))
    rules.load()


def _add(sc: Any, rules: Any, action: Any, call: str, *where: Any) -> None:
    try:
        rules.add_rule(action, call, *where)
    except (OSError, ValueError) as problem:
        if call in ("socket", "clone", "execve"):  # what the rest stands on
            raise OSError(errno.ENOSYS, f"seccomp cannot filter {call}") from problem
        # another architecture, or an older library, has no such call: nothing to refuse
