"""Runs a command with the network off: in a network namespace of its own, or behind a guard in every Python."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

GUARD = '''
"""Put before a Python's own modules: refuses every connection that leaves this machine."""
import socket

_connect = socket.socket.connect

def connect(self, address):
    if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
        raise OSError("the network is off in this run")
    return _connect(self, address)

socket.socket.connect = connect
'''
NAMESPACE = ["unshare", "--user", "--map-root-user", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "offline"]


def can_unshare() -> bool:
    """Return whether this machine gives an ordinary process a network of its own."""
    if not (shutil.which("unshare") and shutil.which("ip")):
        return False
    return subprocess.run([*NAMESPACE, "true"], capture_output=True, check=False).returncode == 0


def run(command: list[str], cwd: Path, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command offline and return what it gave; `folder` holds the guard where one is needed."""
    guard = folder / "offline"
    guard.mkdir(exist_ok=True)
    (guard / "sitecustomize.py").write_text(GUARD)
    there = environment.pop("PYTHONPATH", os.environ.get("PYTHONPATH", ""))
    path = os.pathsep.join(p for p in (str(guard), there) if p)
    prefix = NAMESPACE if can_unshare() else []
    return subprocess.run(
        [*prefix, *command],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": path, **environment},
    )
