"""Where the course's files are."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "modules"
CLASSROOM = ROOT / "classroom"
LEARNER = ROOT / "learner"
LABEXTENSIONS = ROOT / "course" / "labextensions"  # what JupyterLab loads of the course in the browser


def module_folders() -> list[Path]:
    """Return the modules that exist, in the order of the course."""
    return sorted(p for p in MODULES.glob("[0-9][0-9]_*") if any(p.glob("*.ipynb")))
