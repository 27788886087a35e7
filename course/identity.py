"""Who is learning: the name that decides which organization a learner runs.

The name is written beside the notebook when work begins and travels with the submission, so work is always
read on the organization it was done for.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

FILE = "learner.json"
GUEST = "guest"
MAX_NAME = 64


@dataclass(frozen=True)
class Identity:
    """Whose organization is used, and who handed the work in (None while nobody has)."""

    learner: str
    submitted_by: str | None = None

    @property
    def flagged(self) -> bool:
        """True where the work was done on another learner's organization."""
        return self.submitted_by is not None and self.submitted_by != self.learner


def tidy(name: str) -> str:
    """Return a name that is safe to show and to file: letters, digits, dots, dashes, at signs and underscores."""
    return re.sub(r"[^\w.@+-]", "-", name.strip())[:MAX_NAME] or GUEST


def in_source_folder(folder: Path) -> bool:
    """Return whether a folder is a module of the course's own source, whose files reach every student."""
    parent = folder.resolve().parent
    return parent.name == "modules" and (parent.parent / "nbgrader_config.py").is_file()


def who(folder: Path | None = None) -> Identity:
    """Return who is working in a folder.

    The name beside the notebook wins; then ``COURSE_LEARNER`` (a grader sets it to the student's id), then
    ``JUPYTERHUB_USER``, then "guest".
    """
    folder = folder or Path.cwd()
    grader_says = os.environ.get("COURSE_LEARNER") or None
    written = written_name(folder)
    named = grader_says or os.environ.get("JUPYTERHUB_USER") or GUEST
    return Identity(tidy(written or named), tidy(grader_says) if grader_says else None)


def written_name(folder: Path) -> str | None:
    """Return the name kept beside the notebook, or None where there is none that can be read."""
    try:
        name = json.loads((folder / FILE).read_text(encoding="utf-8"))["learner"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return name if isinstance(name, str) and name.strip() else None


def remember(folder: Path | None = None) -> None:
    """Write the learner's name beside the notebook at first use; a grader's runs and the source leave no trace."""
    folder = folder or Path.cwd()
    if os.environ.get("COURSE_LEARNER") or in_source_folder(folder) or (folder / FILE).exists():
        return
    try:
        (folder / FILE).write_text(json.dumps({"learner": who(folder).learner}), encoding="utf-8")
    except OSError:
        return  # a read-only folder still shows the course; the name then comes from the environment each time
