"""Runs a command on a disk that is soon full: a file system in memory, of a fixed size, seen by that command alone."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tests.support.machine import lacks

MOUNT = 'mount -t tmpfs -o "size=$0,mode=700" none "$1" && shift && exec "$@"'
AS_ROOT = ["unshare", "--mount", "sh", "-c", MOUNT]
IN_A_NAMESPACE = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", MOUNT]


def run(command: list[str], disk: Path, size: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command that sees a small disk at a folder, and may give it another size by `mount -o remount`."""
    return subprocess.run(
        [*_prefix(disk), size, str(disk), *command],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def _prefix(disk: Path) -> list[str]:
    works = (prefix for prefix in (IN_A_NAMESPACE, AS_ROOT) if shutil.which("unshare") and _works(prefix, disk))
    return next(works, None) or lacks(
        "This machine lets nobody mount a small disk: allow user namespaces, or run the tests as root."
    )


def _works(prefix: list[str], disk: Path) -> bool:
    return subprocess.run([*prefix, "1m", str(disk), "true"], capture_output=True, check=False).returncode == 0
