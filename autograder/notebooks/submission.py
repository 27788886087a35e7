"""Reads what a student handed in: ordinary files only, and no more of them than a submission may hold."""

from __future__ import annotations

import base64
import fnmatch
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MAX_FILE_MB = 40  # beyond the largest notebook that is read, so that one says why by itself
MAX_ALL_MB = 120
MAX_FILES = 500
MB = 1024 * 1024


@dataclass(frozen=True)
class Submission:
    """One student's folder, as bytes.

    Parameters
    ----------
    student : str
        nbgrader's id.
    files : dict of str to bytes
        Each file by its name in the folder.
    left_out : tuple of str
        What was not taken, each with the reason.
    timestamp : str
        nbgrader's, "" where there is none.
    """

    student: str
    files: dict[str, bytes] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    timestamp: str = ""

    def request(self) -> dict[str, Any]:
        """Return it as a template takes it."""
        files = {name: base64.b64encode(content).decode("ascii") for name, content in self.files.items()}
        return {"student": self.student, "files": files, "left_out": list(self.left_out)}

    def digest(self) -> str:
        """Return a fingerprint of everything that was handed in."""
        found = hashlib.sha256(self.student.encode())
        for name in sorted(self.files):
            found.update(f"\0{name}\0{len(self.files[name])}\0".encode("utf-8", "surrogateescape"))
            found.update(self.files[name])
        for reason in self.left_out:
            found.update(f"\0left out\0{reason}".encode("utf-8", "surrogateescape"))
        return found.hexdigest()


def read(folder: Path, student: str, ignore: Iterable[str] = ()) -> Submission:
    """Read a student's folder. Nothing in it is followed, opened for writing or run.

    Parameters
    ----------
    folder : Path
        What was handed in.
    student : str
        Whose it is.
    ignore : iterable of str
        Globs of names that nbgrader leaves out too.
    """
    files: dict[str, bytes] = {}
    left_out: list[str] = []
    total = 0
    if folder.is_symlink():
        return Submission(student, left_out=(f"“{folder.name}”, a link,",))
    for name, size in _regular_files(folder, tuple(ignore), left_out):
        if size > MAX_FILE_MB * MB or total + size > MAX_ALL_MB * MB or len(files) >= MAX_FILES:
            left_out.append(f"“{name}” ({size / MB:.0f} MB, more than a submission may hold)")
            if name.endswith(".ipynb"):
                files[name] = b" " * (MAX_FILE_MB * MB - 1)  # its own verdict says that it is too large
            continue
        content = _content(folder / name)
        if content is None:
            left_out.append(f"“{name}”, which cannot be read,")
        else:
            files[name] = content
            total += len(content)
    stamp = files.get("timestamp.txt", b"")[:100].decode("ascii", "ignore").strip()
    return Submission(student, files, tuple(left_out), stamp)


def _regular_files(folder: Path, ignore: tuple[str, ...], left_out: list[str]) -> Iterator[tuple[str, int]]:
    waiting = [folder]
    while waiting:
        place = waiting.pop()
        try:
            entries = sorted(os.scandir(place), key=lambda entry: entry.name)
        except OSError:
            left_out.append(f"“{place.name}”, which cannot be read,")
            continue
        for entry in entries:
            name = os.path.relpath(entry.path, folder)
            if any(fnmatch.fnmatch(entry.name, pattern) for pattern in ignore):
                continue
            status = entry.stat(follow_symlinks=False)
            if stat.S_ISDIR(status.st_mode):
                waiting.append(Path(entry.path))
            elif stat.S_ISREG(status.st_mode):
                yield name, status.st_size
            else:
                kind = "a link" if stat.S_ISLNK(status.st_mode) else "no ordinary file"
                left_out.append(f"“{name}”, {kind},")


def _content(path: Path) -> bytes | None:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    with open(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        return file.read(MAX_FILE_MB * MB + 1)
