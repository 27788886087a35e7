"""Starts real servers and a real browser for the tests that need them."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.machine import lacks
from tests.support.patience import PATIENCE_SECONDS, until

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
TOKEN = "a-token-for-tests"


def chromium() -> str:
    """Return Chromium's path; without one, skip with the remedy, and fail under CI."""
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    if found is None:
        lacks("Chromium is missing: install the package chromium (or Google Chrome) and run the tests again.")
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(command: list[str], port: int, cwd: Path, log: Path, **environment: str) -> Iterator[str]:
    """Run a Jupyter server while the block lasts and yield its address."""
    with log.open("w") as out:
        server = subprocess.Popen(command, cwd=cwd, stdout=out, stderr=out, env={**os.environ, **environment})
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{address}/api/status?token={TOKEN}", server, log)
        yield address
    finally:
        _end(server, address)


def _end(server: subprocess.Popen, address: str) -> None:
    """Ask the server to shut down: `medmgmt learn` runs JupyterLab as a child, which would outlive its termination."""
    request = urllib.request.Request(f"{address}/api/shutdown?token={TOKEN}", method="POST")
    try:
        urllib.request.urlopen(request, timeout=PATIENCE_SECONDS).close()
        server.wait(PATIENCE_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        server.kill()
        server.wait()


def _wait(url: str, server: subprocess.Popen, log: Path) -> None:
    until(lambda: server.poll() is not None or _answers(url), every_seconds=0.3)
    if not _answers(url):
        raise AssertionError(f"The server did not answer:\n{log.read_text()[-3000:]}")


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=60):
            return True
    except (urllib.error.URLError, OSError):
        return False


def learn_command(folder: Path, port: int) -> list[str]:
    """Return the command that a learner's `make learn` runs."""
    return [
        sys.executable,
        "-m",
        "course.cli",
        "learn",
        "--folder",
        str(folder),
        "--name",
        "ana",
        "--port",
        str(port),
        "--no-browser",
        f"--IdentityProvider.token={TOKEN}",
        "--LabApp.expose_app_in_browser=True",  # for what the tests wait for
    ]
