"""nbgrader's own release of a module, with and without its gradebook."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from autograder.notebooks.quick_imports import without_address_grammar
from course.commands import Stop
from course.paths import ROOT


def configuration(course: Path | None = None) -> Any:
    """Return a course's nbgrader configuration as traitlets read it: this course's, or that in another folder.

    Raises
    ------
    CannotGrade
        If there is no nbgrader_config.py in the folder, or it cannot be read.
    """
    from autograder.assignments.configuration import configuration as in_folder

    return in_folder(course or ROOT)


def nbgrader_api(config: Any) -> Any:
    """Return nbgrader's programming interface for a configuration."""
    without_address_grammar()
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory

    return NbGraderAPI(coursedir=CourseDirectory(config=config), config=config)


def release_without_gradebook(assignments: Iterable[str], folder: Path) -> None:
    """Make nbgrader's release of modules in a folder: solutions and hidden tests cut, nothing recorded.

    Raises
    ------
    Stop
        If nbgrader refuses a source notebook.
    """
    config = configuration()
    config.CourseDirectory.release_directory = str(folder)
    with tempfile.TemporaryDirectory() as throwaway:  # nbgrader needs some gradebook to release into
        config.CourseDirectory.db_url = f"sqlite:///{throwaway}/gradebook.db"
        for assignment in assignments:
            result = nbgrader_api(config).generate_assignment(assignment, force=True, create=True)
            if not result["success"]:
                raise Stop(f"nbgrader could not release {assignment}: {last_line(result)}")


def last_line(result: dict[str, Any]) -> str:
    """Return the last line of what nbgrader said about a failure."""
    lines = [line for line in (result.get("error") or result.get("log") or "").splitlines() if line.strip()]
    return lines[-1].strip() if lines else "it gave no reason"
