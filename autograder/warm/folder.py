"""The folder that one run has to itself: laid out, measured while learners' code fills it, and removed for certain."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.confinement import Limits
from autograder.warm.processes import UNKNOWN

SMALLEST = 4096  # bytes that a file counts for, however little is in it: a disk has only so many files
FAR_TOO_MUCH = 1 << 62
MB = 1024 * 1024
ROUNDS = 100_000  # folders that are taken apart


@dataclass(frozen=True)
class Room:
    """The disk that one run may fill.

    Parameters
    ----------
    folder : Path
        The run's own.
    child : int
        Its process in /proc.
    limits : Limits
        What it may use.
    is_own : bool
        Whether the folder lies on a disk of the run's own, which the kernel lets nobody overfill.
    """

    folder: Path
    child: int
    limits: Limits
    is_own: bool

    def exceeded(self) -> bool:
        """Return whether the run holds more than its share; asked while it waits, so time does not decide."""
        return used_bytes(self.folder, self.child) > self.limits.disk_mb * MB

    def flooded(self) -> bool:
        """Return whether the run, at any moment, holds more than the machine can be asked to bear."""
        return not self.is_own and used_bytes(self.folder, self.child) > self.limits.room_mb * MB


def lay_out(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a new folder. What comes later in the table goes first where two cannot lie side by side."""
    folder.mkdir(mode=0o700)
    for name, content in reversed(list(files.items())):
        place = folder / name
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            if not place.exists():
                place.write_bytes(content)
        except (FileExistsError, NotADirectoryError):
            continue  # a folder of the learner's with the name of one of the instructor's files, or the reverse


def used_bytes(folder: Path, child: int = UNKNOWN) -> int:
    """Return how much a run has written, without following links.

    A folder that cannot be looked into, which no honest notebook makes, counts as far too much.

    Parameters
    ----------
    folder : Path
        The run's own.
    child : int, optional
        Its process in /proc: files that it has open and has removed from the folder count too.
    """
    total, waiting = 0, [str(folder)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    total += max(SMALLEST, entry.stat(follow_symlinks=False).st_blocks * 512)
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
        except (FileNotFoundError, NotADirectoryError):
            continue  # it went away while it was counted
        except OSError:
            return FAR_TOO_MUCH  # its rights were taken away, or it lies too deep to be named
    return total + _removed_but_open(child)


def _removed_but_open(child: int) -> int:
    total = 0
    if child == UNKNOWN:
        return 0
    with contextlib.suppress(OSError):  # the process has ended, or is not this one's to look at
        for name in os.listdir(f"/proc/{child}/fd"):
            with contextlib.suppress(OSError):
                status = os.stat(f"/proc/{child}/fd/{name}")
                if status.st_nlink == 0:
                    total += status.st_blocks * 512
    return total


def clear(folder: Path) -> None:
    """Remove a folder and all that is in it, however deep it goes and whatever rights were taken away.

    Called when the run's processes have ended, so nothing in it moves any more.
    """
    if not os.path.lexists(folder):
        return
    with contextlib.suppress(OSError, RecursionError):
        shutil.rmtree(folder)
        return
    numbers = itertools.count()
    for _ in range(ROUNDS):
        folders = _without_files(folder)
        if not folders:
            break
        for inner in folders:  # what lies in an inner folder is brought up, so that no name grows too long
            for entry in _entries(inner):
                if os.path.isdir(f"{inner}/{entry}") and not os.path.islink(f"{inner}/{entry}"):
                    os.chmod(f"{inner}/{entry}", 0o700)  # a folder is moved by who may write into it
                os.rename(f"{inner}/{entry}", f"{folder}/.{os.getpid()}-{next(numbers)}")
            os.rmdir(inner)
    os.rmdir(folder)


def _without_files(folder: Path) -> list[str]:
    """Remove the files of a folder, and return the folders in it."""
    folders = []
    for name in _entries(str(folder)):
        place = f"{folder}/{name}"
        if os.path.isdir(place) and not os.path.islink(place):
            folders.append(place)
        else:
            os.unlink(place)
    return folders


def _entries(folder: str) -> list[str]:
    os.chmod(folder, 0o700)
    return os.listdir(folder)
