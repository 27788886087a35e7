"""The “Check my work” button: saves the notebook, has it graded as `medmgmt check` grades it, and shows the result."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import traitlets

from course.figures.skipping import skipped_while_graded
from course.figures.text_tables import html_table
from course.labs.assets import KIT, script, styles
from course.labs.lasting import LastingLab, LastView

SAVE_SECONDS = 5  # a save takes 10 to 45 ms; a slow disk gets a hundred times that
ASK_TO_SAVE = "Save the notebook first (Ctrl+S, or Cmd+S on a Mac), then press the button again."


class CheckButton(LastingLab):
    """A button that grades the notebook it stands in, for its owner.

    Parameters
    ----------
    notebook : Path, optional
        The notebook's file; found from the session's name where it is left out.
    """

    _esm = script(KIT / "check_button.js")
    _css = styles()

    status = traitlets.Unicode().tag(sync=True)
    rows: Any = traitlets.List().tag(sync=True)
    places: Any = traitlets.List().tag(sync=True)  # of each row's exercise: which cell of the notebook asks it

    def __init__(self, notebook: Path | None = None) -> None:
        session = os.environ.get("JPY_SESSION_NAME", "")
        self._notebook = notebook or (Path(session) if session.endswith(".ipynb") else None)
        self._seen = 0.0
        super().__init__()
        self.on_msg(self._heard)

    def last_view(self) -> LastView:
        """Return the last points and advice, for a reopened notebook."""
        table = html_table(["Exercise", "Points", "What to do"], self.rows) if self.rows else ""
        return LastView("Check my work", self.status or "Nothing is checked yet.", more=table)

    def _heard(self, _widget: Any, content: Mapping[str, Any], _buffers: Any) -> None:
        if content.get("do") == "pressed":  # before the save, so that the save can be seen
            self._seen = self._modified()
        elif content.get("do") == "check":
            self.check()

    def check(self) -> None:
        """Wait for the save, grade the file, and show points and advice."""
        self.status = ""  # so that the same result a second time is news again
        if self._notebook is None or not self._notebook.is_file():
            self.status = "This notebook's file was not found: type medmgmt check and its name in a terminal instead."
            return
        if not self._saved():
            self.status = ASK_TO_SAVE
            return
        command = [sys.executable, "-m", "course.cli", "check", "--json", self._notebook.name]
        ran = subprocess.run(command, cwd=self._notebook.parent, capture_output=True, text=True, check=False)
        try:
            result = json.loads(ran.stdout)
        except ValueError:
            self.status = ran.stderr.strip().splitlines()[-1] if ran.stderr.strip() else "The check gave no answer."
            return
        self.places = [self._place(e["exercise"]) for e in result["exercises"]]
        self.rows = [[e["exercise"], e["points"], e["advice"]] for e in result["exercises"]]
        self.status = result["summary"]
        self.leave_view()

    def _place(self, exercise: str) -> int | None:
        """Return the number of the cell that asks an exercise, counted from 0, or None where there is none."""
        cells = json.loads(self._notebook.read_text(encoding="utf-8"))["cells"]  # type: ignore[union-attr]  # as above
        ids = [cell.get("metadata", {}).get("nbgrader", {}).get("grade_id") for cell in cells]
        roles = (f"{exercise}-ask", f"{exercise}-answer", f"{exercise}-reflect")
        return next((ids.index(role) for role in roles if role in ids), None)

    def _modified(self) -> float:
        return self._notebook.stat().st_mtime if self._notebook and self._notebook.is_file() else 0.0

    def _saved(self) -> bool:
        """Return whether the file on disk is newer than the press, and whole: the server writes it in place."""
        deadline = time.monotonic() + SAVE_SECONDS
        while time.monotonic() < deadline:
            if self._modified() > self._seen and self._whole():
                return True
            time.sleep(0.05)
        return False

    def _whole(self) -> bool:
        try:
            json.loads(self._notebook.read_text(encoding="utf-8"))  # type: ignore[union-attr]  # check() saw a file
        except (OSError, ValueError):
            return False
        return True


@skipped_while_graded
def check_my_work() -> CheckButton:
    """Return the button that checks the notebook it stands in."""
    return CheckButton()
