"""Runs a learner's notebook in the template that waits in the background, as a submission is graded."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from base64 import b64encode
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from autograder.notebooks.scoring import CellScore
from autograder.notebooks.verdicts import Verdict
from course.commands.check.results import Ran
from course.commands.check.unit import MAX_BYTES, read
from course.paths import ROOT

# As in nbgrader_config.py, which takes too long to read here; a test holds the two together.
READABLE = ("datasets/", "datasets/*/data.*", "datasets/*/datapackage.json")
EXTENSIONS = ("course.errors",)
MARKS = {"code_stub": "", "text_stub": "*Write your answer here: double-click, replace this line, press Shift+Enter.*"}
LIMITS = {"cell_seconds": 60.0}  # the rest as for a class
MAX_FILES = 300  # that a check takes along from beside a notebook, of MAX_BYTES together


class NoTemplate(Exception):
    """Why a notebook is not checked in a warm template."""


def in_template(path: Path, source: Path, progress: Callable[[int, int], None]) -> Ran:
    """Grade in the background template, as a submission is graded; what a notebook writes there is not kept.

    Raises
    ------
    NoTemplate
        Where there can be none.
    """
    if os.environ.get("MEDMGMT_WARM") == "0":
        raise NoTemplate("MEDMGMT_WARM is 0")
    from autograder.warm import TemplateLost
    from autograder.warm.background import ask

    files = {f"{source.stem}.ipynb": path.read_bytes(), **beside(path)}
    request = {
        "student": learner(path),
        "files": {name: b64encode(content).decode("ascii") for name, content in files.items()},
        "only": [source.stem],
    }
    try:
        answer = ask(opening_for(source.parent), request, loaded_code(), progress)
    except TemplateLost as lost:
        raise NoTemplate(str(lost)) from None
    found: dict[str, Any] = answer["notebooks"][0]
    verdicts = [Verdict(**data) for data in found["verdicts"]]
    if any(verdict.kind in ("unreadable", "oversized") for verdict in verdicts):
        read(path)  # says why in the words for its owner
    if (failed := next((v for v in verdicts if v.kind == "grader failed"), None)) is not None:
        raise NoTemplate(failed.detail)
    scores = tuple(CellScore(**score) for score in found["scores"])
    return Ran(scores, tuple(json.loads(found["notebook"])["cells"]), tuple(map(_note, verdicts)))


def learner(path: Path) -> str:
    """Return whose work a notebook is, "" where that is written beside it: a template sees no other variable."""
    from course.identity import written_name

    named = os.environ.get("COURSE_LEARNER", "")
    return named or ("" if written_name(path.resolve().parent) else os.environ.get("JUPYTERHUB_USER", ""))


def _note(verdict: Verdict) -> str:
    return f"Repaired for this check: {verdict.detail}." if verdict.kind == "repaired" else verdict.say


def opening_for(module: Path) -> dict[str, Any]:
    """Return what the background template has to know of a module, as `Assignment.opening` does for a class."""
    from autograder.warm import HERE

    return {
        "assignment": module.name,
        "sources": [str(path) for path in sorted(module.glob("*.ipynb"))],
        "version": _stamp(module.glob("*.ipynb")),
        "files": {},
        "readable": [f"{ROOT / pattern}{'/' if pattern.endswith('/') else ''}" for pattern in READABLE],
        "extensions": list(EXTENSIONS),
        "learner_variable": "COURSE_LEARNER",
        "marks": MARKS,
        "limits": LIMITS,
        "protections": HERE,
    }


def loaded_code() -> str:
    """Return a fingerprint of all that the background template has loaded: this course, the grader, the libraries."""
    packages = [path for name in ("course", "autograder") for path in (ROOT / name).rglob("*.py")]
    return _stamp([*packages, Path(sys.executable), *(Path(place) for place in sys.path if "-packages" in place)])


def _stamp(paths: Iterable[Path]) -> str:
    """Return a fingerprint of files by their times: a check has no time to read them all."""
    stats = [(str(path), path.stat()) for path in sorted(paths) if path.exists()]
    words = "\n".join(f"{name} {status.st_mtime_ns} {status.st_size}" for name, status in stats)
    return sha256(words.encode("utf-8", "surrogateescape")).hexdigest()


def beside(path: Path) -> dict[str, bytes]:
    """Return the files beside a notebook that it may read: kept plans and the learner's name, not other notebooks.

    Raises
    ------
    NoTemplate
        If there is so much that the notebook is better run where it is.
    """
    folder, found, size = path.resolve().parent, dict[str, bytes](), 0
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        for file in (Path(place, name) for name in sorted(names)):
            if file.suffix == ".ipynb" or file.name.startswith(".") or not file.is_file():
                continue
            size += file.stat().st_size
            if len(found) >= MAX_FILES or size > MAX_BYTES:
                raise NoTemplate(
                    f"{folder.name}/ holds more than a check takes along; move the notebook to a folder of its own"
                )
            with contextlib.suppress(OSError):  # a file that its owner cannot read is none that the notebook reads
                found[file.relative_to(folder).as_posix()] = file.read_bytes()
    return found
