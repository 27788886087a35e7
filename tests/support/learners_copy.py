"""A learner's copy of the course, as `medmgmt learn` makes it: made once for all workers, copied by who changes it."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path

import pytest

from course.commands import learn
from tests.support.made_once import made_once

NAME = "ana"


def _make(folder: Path) -> None:
    copied = learn.prepare(folder / "copy", NAME)
    (folder / "copied.json").write_text(json.dumps(asdict(copied)))


def _made(factory: pytest.TempPathFactory) -> Path:
    return made_once(factory, "learners-copy", _make)


def release(factory: pytest.TempPathFactory) -> Path:
    """Return nbgrader's release of every module, of which the learner's copy was made; nobody changes it."""
    return _made(factory) / "copy" / learn.RELEASE


def copied(factory: pytest.TempPathFactory) -> learn.Copied:
    """Return what was done when the copy was made."""
    return learn.Copied(**json.loads((_made(factory) / "copied.json").read_text()))


def own_copy(factory: pytest.TempPathFactory) -> Path:
    """Return a learner's copy of the caller's own."""
    return Path(shutil.copytree(_made(factory) / "copy", factory.mktemp("learner"), dirs_exist_ok=True))
