"""Landlock: the kernel keeps a process to the files it was given, whoever it runs as.

Spoken to through ctypes, because the one package of that name is an alpha that knows neither network nor scopes.
Source: the kernel's own documentation, userspace-api/landlock.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # the same numbers on every architecture
CREATE_RULESET_VERSION = 1
RULE_PATH_BENEATH = 1
PR_SET_NO_NEW_PRIVS = 38

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
REFER, TRUNCATE, IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
CHANGE_FOLDER = sum(1 << bit for bit in range(4, 13))  # remove, make: folders, files, sockets, pipes, devices, links
MAKE_SPECIAL = sum(1 << bit for bit in (6, 9, 10, 11))  # devices, sockets, named pipes: nothing a notebook needs
TCP_BIND_AND_CONNECT = 0b11
SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS = 0b11

READ = READ_FILE | READ_DIR | EXECUTE  # execute: shared libraries are mapped so
FILE_ONLY = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV

_libc = ctypes.CDLL(None, use_errno=True)


class _RulesetAttributes(ctypes.Structure):
    _fields_ = [
        ("handled_access_fs", ctypes.c_uint64),
        ("handled_access_net", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    ]


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed_access", ctypes.c_uint64), ("parent_fd", ctypes.c_int32)]


def version() -> int:
    """Return the kernel's Landlock version, 0 where it has none."""
    return max(0, _libc.syscall(CREATE_RULESET, None, ctypes.c_size_t(0), CREATE_RULESET_VERSION))


def _handled(abi: int) -> tuple[int, _RulesetAttributes, int]:
    """Return everything this kernel can refuse: files, and where it can, networks, signals and sockets."""
    files = (1 << 13) - 1
    files |= REFER if abi >= 2 else 0
    files |= TRUNCATE if abi >= 3 else 0
    files |= IOCTL_DEV if abi >= 5 else 0
    network = TCP_BIND_AND_CONNECT if abi >= 4 else 0
    scoped = SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS if abi >= 6 else 0
    size = 24 if abi >= 6 else 16 if abi >= 4 else 8
    return files, _RulesetAttributes(files, network, scoped), size


def opened(paths: Iterable[str]) -> list[tuple[int, int]]:
    """Return a handle for each path that exists, and what reading it takes; a template opens them once.

    A path that ends in a slash is a folder whose names may be listed, and nothing in it read.
    """
    handles = []
    for path in dict.fromkeys(paths):
        try:
            handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            continue  # what is not there needs no rule
        is_folder = os.path.isdir(path)
        handles.append((handle, READ_DIR if path.endswith("/") else READ if is_folder else READ & FILE_ONLY))
    return handles


def restrict(readable: Iterable[tuple[int, int]], writable_folder: str) -> None:
    """Keep this process to reading the one and writing the other, for good.

    Parameters
    ----------
    readable : iterable of (int, int)
        Handles from `opened`, and the access each gives.
    writable_folder : str
        Where files may be made, read and removed.

    Raises
    ------
    OSError
        If the kernel refuses.
    """
    files, attributes, size = _handled(version())
    ruleset = _checked(_libc.syscall(CREATE_RULESET, ctypes.byref(attributes), ctypes.c_size_t(size), 0))
    folder = os.open(writable_folder, os.O_PATH | os.O_CLOEXEC)
    null = os.open(os.devnull, os.O_PATH | os.O_CLOEXEC)
    try:
        for handle, access in readable:
            _allow(ruleset, handle, access & files)
        _allow(ruleset, folder, files & ~MAKE_SPECIAL)
        _allow(ruleset, null, (READ_FILE | WRITE_FILE | TRUNCATE) & files)
        _checked(_libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
        _checked(_libc.syscall(RESTRICT_SELF, ruleset, 0))
    finally:
        for handle in (ruleset, folder, null):
            os.close(handle)


def _allow(ruleset: int, handle: int, access: int) -> None:
    rule = _PathBeneath(access, handle)
    _checked(_libc.syscall(ADD_RULE, ruleset, RULE_PATH_BENEATH, ctypes.byref(rule), 0))


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result
