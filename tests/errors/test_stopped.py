"""A check does not judge what an earlier try left behind, once the answer's cell has stopped."""

from __future__ import annotations

from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell

from course.checks.sealed import FOLDER, as_json, seal
from course.errors.stopped import names_made

TEST = "from course.checks import expect\nexpect(hours, what='hours', value=2.0, tolerance=0.01, then='go on.')"
CHECK = 'from course.checks import check_now\ncheck_now("1_unit", "hours-check")'


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("hours = 2\nprint(hours)", {"hours"}),
        ("a, b = 1, 2\nfor day in 'MT':\n    total = day", {"a", "b", "day", "total"}),
        ("def rule(x):\n    inside = x\n    return inside", {"rule"}),
        ("hours = (2\nother = 3", {"hours", "other"}),
        ("hours == 2", set()),
    ],
)
def test_the_names_that_a_cell_makes(source: str, names: set[str]) -> None:
    """Also of a text that is no Python, where a bracket is missing."""
    assert names_made(source) == names


@pytest.fixture
def learner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> InteractiveShell:
    """A learner's shell beside a sealed check."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "1_unit.json").write_text(as_json({"hours-check": seal(TEST, 2.0)}))
    shell = InteractiveShell()
    shell.run_cell("%load_ext course.errors")
    shell.user_ns["my"] = object()
    return shell


@pytest.mark.parametrize("broken", ["hours = 2 / 0", "hours = (2", "hours = 2,0,80%", "hours = twwo"])
def test_after_its_cell_has_stopped_an_answer_is_not_told_right(
    broken: str, learner: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    """The name still holds the right number of the try before."""
    learner.run_cell("hours = 2.0")
    learner.run_cell(broken)
    capsys.readouterr()
    learner.run_cell(CHECK)
    said = capsys.readouterr().out
    assert "Its cell stopped when you ran it last" in said
    assert "✓" not in said
    learner.run_cell("hours = 2.0")
    learner.run_cell(CHECK)
    assert "✓ Right: hours." in capsys.readouterr().out
