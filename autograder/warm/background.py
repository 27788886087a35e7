"""The background template's client: grades in a template that waits from one command to the next.

Imports little, because a learner waits for it; the process itself is `autograder.warm.daemon`.
"""

from __future__ import annotations

import contextlib
import os
import socket
import stat
import struct
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from autograder.warm import TemplateLost, frames

IDLE_SECONDS = 600.0
START_SECONDS = 30  # for the background process to listen; it loads its templates later
TRIES = 3


def ask(
    opening: Mapping[str, Any],
    request: Mapping[str, Any],
    code: str,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> dict[str, Any]:
    """Have the background template grade one submission; it is started if it is not there.

    Parameters
    ----------
    opening, request : mapping
        As for `autograder.warm.client.WarmTemplate`.
    code : str
        A fingerprint of everything that the background process has loaded; another one makes it start afresh.
    progress : callable
        Told how many cells of how many have run.

    Raises
    ------
    TemplateLost
        With the reason, where there can be no template here.
    """
    if not sys.platform.startswith("linux"):
        raise TemplateLost("a warm one needs Linux")
    message = {"code": code, "opening": opening, "request": {**request, "progress": True}}
    with _private_folder() as folder:
        for left in reversed(range(TRIES)):
            with contextlib.suppress(frames.Closed, OSError):
                return _answered(folder, message, progress)
            if left:
                _start(folder, code)
    raise TemplateLost("the background process does not answer")


def _answered(folder: Path, message: Mapping[str, Any], progress: Callable[[int, int], None]) -> dict[str, Any]:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(folder / "socket"))
        if peer(connection) != os.getuid():
            raise TemplateLost("somebody else listens at its place")
        frames.send(connection.fileno(), message)
        answer: dict[str, Any] = frames.receive(connection.fileno())
        while "progress" in answer:
            progress(*answer["progress"])
            answer = frames.receive(connection.fileno())
    if "outdated" in answer:
        raise frames.Closed("the code has changed since it started")
    if "problem" in answer:
        raise TemplateLost(answer["problem"])
    return answer


def _start(folder: Path, code: str) -> None:
    """Start the background process, and come back when it listens."""
    import subprocess

    command = [sys.executable, "-m", "autograder.warm.daemon", "--folder", str(runtime_folder()), "--code", code]
    command += ["--idle-seconds", os.environ.get("AUTOGRADER_IDLE_SECONDS", str(IDLE_SECONDS))]
    package = str(Path(__file__).resolve().parents[2])
    paths = dict.fromkeys([*(path for path in sys.path if path), package])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONSAFEPATH": "1"}
    try:
        ran = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=START_SECONDS,
            check=False,
            start_new_session=True,
        )
    except subprocess.TimeoutExpired:
        raise TemplateLost("the background process did not start in time") from None
    if ran.returncode != 0:
        lines = ran.stderr.strip().splitlines()
        raise TemplateLost(lines[-1] if lines else "the background process did not start")


def runtime_folder() -> Path:
    """Return where this user's background process of this Python listens."""
    base = Path(os.environ.get("XDG_RUNTIME_DIR") or "")
    if not base.is_absolute() or not base.is_dir():
        import tempfile

        base = Path(tempfile.gettempdir())
    place = sha256(f"{sys.executable}\0{Path(__file__).resolve()}".encode()).hexdigest()[:12]
    return base / f"autograder-{os.getuid()}-{place}"


@contextmanager
def _private_folder() -> Iterator[Path]:
    """Yield the folder by a name that is short enough for a socket, after seeing that it is ours alone.

    Raises
    ------
    TemplateLost
        If it belongs to somebody else or cannot be made.
    """
    folder = runtime_folder()
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError as problem:
        raise TemplateLost(f"{folder} cannot be used ({problem.strerror})") from None
    try:
        status = os.fstat(handle)
        if status.st_uid != os.getuid() or stat.S_IMODE(status.st_mode) & 0o077:
            raise TemplateLost(f"{folder} is not private: remove it")
        yield Path(f"/proc/self/fd/{handle}")
    finally:
        os.close(handle)


def peer(connection: socket.socket) -> int:
    """Return the user at the other end."""
    size = struct.calcsize("3i")
    _, user, _ = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size))
    return int(user)
