"""The folder in which submissions are laid out: private, and removed even when its owner was killed.

Its owner holds a lock on it. A folder that nobody holds belonged to a run that was killed; the next run removes it.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import stat
import tempfile
import time
from pathlib import Path

from autograder.warm.folder import clear

PREFIX = "autograder-scratch-"
TRIES, PAUSE_SECONDS = 500, 0.02
_OURS = re.compile(re.escape(PREFIX) + r"[a-z0-9_]{8}")  # as `tempfile.mkdtemp` names it: no folder of anybody's own


class Scratch:
    """A private empty folder under a lock, for as long as the object is open.

    Parameters
    ----------
    within : Path, optional
        Where to make it; the machine's temporary folder if left out.
    """

    def __init__(self, within: Path | None = None) -> None:
        place = within or Path(tempfile.gettempdir())
        sweep(place)
        while True:
            self.folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
            self._lock = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
            fcntl.flock(self._lock, fcntl.LOCK_EX)
            if self.folder.exists():  # else another run swept it between its making and its lock
                return
            os.close(self._lock)

    def close(self) -> None:
        """Remove the folder and all that is in it."""
        remove(self.folder)
        os.close(self._lock)


def sweep(place: Path) -> list[Path]:
    """Remove this user's scratch folders that no process holds any more, and return them."""
    swept = []
    for folder in sorted(place.glob(f"{PREFIX}*")):
        status = os.lstat(folder) if os.path.lexists(folder) else None
        mine = status is not None and stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid()
        if mine and _OURS.fullmatch(folder.name) and _is_free(folder):
            remove(folder)
            swept.append(folder)
    return swept


def _is_free(folder: Path) -> bool:
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(handle)
    return True


def remove(folder: Path) -> None:
    """Remove a folder, if it is there, also where a submission took its own rights to parts of it away."""

    for _ in range(TRIES):  # a process that was killed a moment ago may still be writing
        with contextlib.suppress(OSError):
            clear(folder)
            return
        time.sleep(PAUSE_SECONDS)
