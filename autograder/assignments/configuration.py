"""Reads an nbgrader course's configuration from where nbgrader itself does."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from autograder.problems import CannotGrade

FILE = "nbgrader_config.py"


def configuration(folder: Path | None = None, *, db_url: str | None = None, course_id: str | None = None) -> Any:
    """Return the configuration of the nbgrader course in a folder.

    Like nbgrader, this reads ``nbgrader_config.py`` in Jupyter's configuration folders, then in the course's folder,
    then in the folder that they name as the course's root; what is read later wins.

    Parameters
    ----------
    folder : Path, optional
        The course's folder; the current one if left out.
    db_url : str, optional
        The gradebook's address, in place of the configured one.
    course_id : str, optional
        nbgrader's name for the course, in place of the configured one.

    Returns
    -------
    traitlets.config.Config
        With ``CourseDirectory.root`` set.

    Raises
    ------
    CannotGrade
        If there is no such file, or one cannot be read.
    """
    from jupyter_core.paths import jupyter_config_path
    from traitlets.config import Config

    put_environment_on_path()
    here = (folder or Path.cwd()).resolve()
    config, own = Config(), _read(here)
    for place in reversed(jupyter_config_path()):
        config.merge(_read(Path(place)) or {})
    if own is None and not config:
        raise CannotGrade(
            f"{here} holds no {FILE}: run this in the folder of an nbgrader course, or name that folder "
            "with --course-dir."
        )
    if folder is not None:  # named for this run, so it wins over what is configured for every course
        config.CourseDirectory.root = str(here)
    config.merge(own or {})
    config.CourseDirectory.setdefault("root", str(here))
    root = Path(config.CourseDirectory.root).expanduser().resolve()
    if root != here:
        config.merge(_read(root) or {})
    for name, value in (("db_url", db_url), ("course_id", course_id)):
        if value is not None:
            config.CourseDirectory[name] = value
    return config


def _read(place: Path) -> Any | None:
    """Return what the file in a folder says, None where there is none."""
    from traitlets.config.loader import PyFileConfigLoader

    if not (place / FILE).is_file():
        return None
    try:
        return PyFileConfigLoader(FILE, path=str(place)).load_config()
    except Exception as problem:  # the file is a program, and may fail in any way
        raise CannotGrade(f"{FILE} in {place} cannot be read ({problem}): mend it first.") from None


def put_environment_on_path() -> None:
    """Let nbgrader find ``alembic``, which it runs by name."""
    here = str(Path(sys.executable).parent)
    if here not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = f"{here}{os.pathsep}{os.environ.get('PATH', '')}"
