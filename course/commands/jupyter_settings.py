"""JupyterLab as a learner meets it: without nbgrader's tools for instructors, and with the course's own manners."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from course.paths import LABEXTENSIONS

# nbgrader's parts of the server ask for a course directory and complain without one; a learner's copy has none.
NOT_FOR_LEARNERS = ("assignment_list", "course_list", "formgrader", "validate_assignment")
OURS = "course.commands.fresh_start_page"
SERVER = {
    "ServerApp": {
        "jpserver_extensions": {f"nbgrader.server_extensions.{name}": False for name in NOT_FOR_LEARNERS} | {OURS: True}
    }
}
PAGE = {"disabledExtensions": {"@jupyter/nbgrader": True}}  # its menus, its lists, its button “Validate”
USER: dict[str, dict[str, Any]] = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "docmanager-extension/plugin": {"defaultViewers": {"markdown": "Markdown Preview"}},
    "notebook-extension/tracker": {"windowingMode": "defer"},  # a lab scrolled out of sight stays as it is
}


def write_settings(folder: Path) -> None:
    """Write what JupyterLab reads of a learner's copy; a learner's own settings stay.

    Raises
    ------
    OSError
        If the folder cannot be written to.
    """
    config = folder / ".jupyter"
    _write(config / "jupyter_server_config.d" / "medmgmt.json", SERVER)
    page = config / "labconfig" / "page_config.json"
    _write(page, _merged(_read(page), PAGE))
    for name, settings in USER.items():
        path = config / "lab" / "user-settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        if not path.exists():
            _write(path, settings)


def arguments(folder: Path) -> list[str]:
    """Return the options with which JupyterLab is started on a learner's copy."""
    return [
        f"--ServerApp.root_dir={folder}",
        "--LabApp.default_url=/lab/tree/start.md",
        f"--LabApp.extra_labextensions_path={LABEXTENSIONS}",
    ]


def _merged(mine: dict[str, Any], ours: dict[str, dict[str, bool]]) -> dict[str, Any]:
    """Return a file's settings with the course's among them."""
    merged = dict(mine)
    for section, entries in ours.items():
        there = mine.get(section)
        merged[section] = {**(there if isinstance(there, dict) else {}), **entries}
    return merged


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(path: Path, settings: dict[str, Any]) -> None:
    """Write a file of settings where it does not say the same already."""
    text = json.dumps(settings, indent=1)
    if not path.is_file() or path.read_text(encoding="utf-8", errors="replace") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
