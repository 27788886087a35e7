"""Keeps a submission's code to its own folder, without network, processes, or more than its share.

`protections` says what this machine can do; `confine` does it, for good, to the calling process.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache

from autograder.confinement.limits import Limits

__all__ = ["Limits", "Protections", "confine", "protections"]


@dataclass(frozen=True)
class Protections:
    """What this machine can hold a submission with; each alone is worth less than all three.

    Parameters
    ----------
    landlock : int
        The kernel's Landlock version; 0 where there is none. From 4 it refuses TCP, from 6 signals.
    seccomp : bool
        Whether system calls can be filtered.
    namespaces : bool
        Whether a template can have a network, process list and scratch disk of its own.
    """

    landlock: int
    seccomp: bool
    namespaces: bool

    @property
    def any(self) -> bool:
        """Whether submissions can be kept from files and from the network at all."""
        return bool(self.landlock or self.seccomp or self.namespaces)

    @property
    def lines(self) -> list[str]:
        """One line for each protection: on, or off and what would turn it on."""
        return [
            f"files (Landlock): on, version {self.landlock}"
            if self.landlock
            else "files (Landlock): off; Linux 5.13 or newer with landlock among its security modules turns it on",
            "system calls (seccomp): on"
            if self.seccomp
            else "system calls (seccomp): off; install libseccomp (Debian and Ubuntu: libseccomp2)",
            "network and processes (namespaces): on"
            if self.namespaces
            else "network and processes (namespaces): off; this machine or container does not allow them",
        ]


@cache
def protections() -> Protections:
    """Return what this machine can do."""
    if not sys.platform.startswith("linux"):
        return Protections(0, False, False)
    from autograder.confinement import landlock, namespaces, seccomp

    return Protections(landlock.version(), seccomp.available(), namespaces.available())


def confine(have: Protections, limits: Limits, readable: list[tuple[int, int]], folder: str) -> None:
    """Confine the calling process for good, with everything the machine has.

    Parameters
    ----------
    have : Protections
        What was found when the template started.
    limits : Limits
        What it may use.
    readable : list of (int, int)
        Handles from `autograder.confinement.landlock.opened`.
    folder : str
        The one folder it may write.

    Raises
    ------
    OSError
        If a protection that the machine has cannot be put on: the run must not go on without it.
    """
    from autograder.confinement import landlock, namespaces, seccomp
    from autograder.confinement import limits as kernel_limits

    namespaces.die_with_parent()
    kernel_limits.apply(limits)
    kernel_limits.drop_rights()
    if have.landlock:
        landlock.restrict(readable, folder)
    if have.seccomp:
        seccomp.restrict(disk_is_sealed=namespaces.sealed())
