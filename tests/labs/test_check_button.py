"""The button grades what is saved, waits for a whole file, and says what to do where it cannot."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from course.labs import check_button
from course.labs.check_button import ASK_TO_SAVE, CheckButton
from tests.support.patience import PATIENCE_SECONDS


@pytest.fixture
def notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A notebook that belongs to no unit."""
    path = tmp_path / "mine.ipynb"
    path.write_text(json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    os.utime(path, (1, 1))
    return path


def press(button: CheckButton) -> None:
    button._heard(button, {"do": "pressed"}, [])


def test_without_a_save_it_asks_for_one(notebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is on the screen but not on the disk is not graded as if it were."""
    monkeypatch.setattr(check_button, "SAVE_SECONDS", 0.2)
    button = CheckButton(notebook)
    press(button)
    button._heard(button, {"do": "check"}, [])
    assert button.status == ASK_TO_SAVE


def test_half_a_file_is_waited_for(notebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server writes in place: a newer file that does not parse is not yet saved."""
    monkeypatch.setattr(check_button, "SAVE_SECONDS", PATIENCE_SECONDS)
    button = CheckButton(notebook)
    press(button)
    whole = notebook.read_text()
    notebook.write_text(whole[:20])

    found: list[bool] = []

    def look() -> bool:
        found.append(CheckButton._whole(button))
        notebook.write_text(whole)  # the rest comes after half of it was seen
        return found[-1]

    monkeypatch.setattr(button, "_whole", look)
    assert button._saved()
    assert found == [False, True]


def test_a_problem_is_the_sentence_that_the_command_line_says(notebook: Path) -> None:
    button = CheckButton(notebook)
    button._seen = 0.0
    button.check()
    assert "has no graded cell of this course" in button.status
    assert button.rows == []


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    button = CheckButton(tmp_path / "gone.ipynb")
    button.check()
    assert "was not found" in button.status


def test_each_exercise_leads_to_the_cell_that_asks_it(notebook: Path) -> None:
    """By its number in the file that was just saved; one that is not there leads nowhere."""
    roles = [None, "hours-ask", "hours-answer", "hours-check", "board-reflect", "lone-answer"]
    cells = [{"metadata": {"nbgrader": {"grade_id": role}} if role else {}} for role in roles]
    notebook.write_text(json.dumps({"cells": cells}))
    button = CheckButton(notebook)
    assert [button._place(name) for name in ("hours", "board", "lone", "gone")] == [1, 4, 5, None]
