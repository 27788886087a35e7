"""A learner's JupyterLab starts without nbgrader's tools and without their complaints; own settings stay."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from course.commands import learn
from course.commands.jupyter_settings import NOT_FOR_LEARNERS, arguments, write_settings
from course.commands.release import configuration
from course.paths import LABEXTENSIONS, ROOT
from tests.support import jupyter

PAGE = ".jupyter/labconfig/page_config.json"


def test_nbgrader_is_switched_off_and_what_a_learner_switched_off_stays_so(tmp_path: Path) -> None:
    """Also in a copy that an earlier release made."""
    (tmp_path / PAGE).parent.mkdir(parents=True)
    (tmp_path / PAGE).write_text(json.dumps({"disabledExtensions": {"other": True}, "lockedExtensions": {}}))
    write_settings(tmp_path)
    page = json.loads((tmp_path / PAGE).read_text())
    assert page == {"disabledExtensions": {"other": True, "@jupyter/nbgrader": True}, "lockedExtensions": {}}


@pytest.mark.parametrize("damage", ["{", "[]", '{"disabledExtensions": 3}'])
def test_a_damaged_page_is_written_anew(damage: str, tmp_path: Path) -> None:
    (tmp_path / PAGE).parent.mkdir(parents=True)
    (tmp_path / PAGE).write_text(damage)
    write_settings(tmp_path)
    assert json.loads((tmp_path / PAGE).read_text()) == {"disabledExtensions": {"@jupyter/nbgrader": True}}


def test_a_learners_own_settings_stay(tmp_path: Path) -> None:
    write_settings(tmp_path)
    (mine,) = (tmp_path / ".jupyter").rglob("tracker.jupyterlab-settings")
    mine.write_text('{"windowingMode": "full"}')
    write_settings(tmp_path)
    assert mine.read_text() == '{"windowingMode": "full"}'


def test_every_part_of_nbgraders_server_is_switched_off() -> None:
    """One more in a new version of nbgrader would be seen here."""
    config = Path(sys.prefix, "etc/jupyter/jupyter_server_config.d/nbgrader.json")
    parts = json.loads(config.read_text())["ServerApp"]["jpserver_extensions"]
    assert set(parts) == {f"nbgrader.server_extensions.{name}" for name in NOT_FOR_LEARNERS}


@pytest.mark.slow
def test_jupyterlab_starts_without_an_error(tmp_path: Path) -> None:
    """Nothing of nbgrader is loaded, nothing complains, and the course's own parts are there."""
    folder = tmp_path / "mine"
    write_settings(folder)
    (folder / "start.md").write_text("# Start")
    log, port = tmp_path / "lab.log", jupyter.free_port()
    code = f"from pathlib import Path; from course.commands import learn; learn.open_jupyterlab(Path({str(folder)!r}), "
    code += f"['--no-browser', '--IdentityProvider.token={jupyter.TOKEN}'], {port})"
    with jupyter.serving([sys.executable, "-c", code], port, ROOT, log, PYTHONPATH=os.pathsep.join(sys.path)):
        pass
    said = log.read_text()
    assert "[E " not in said
    assert "nbgrader" not in said
    assert "course.commands.fresh_start_page | extension was successfully loaded" in said


def test_jupyterlab_is_told_where_the_courses_own_part_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ran: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        ran.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(learn.subprocess, "run", run)
    assert learn.open_jupyterlab(tmp_path, ["--no-browser"], None) == 0
    assert set(arguments(tmp_path)) < set(ran[0])
    about = json.loads((LABEXTENSIONS / "medmgmt/package.json").read_text())
    assert (LABEXTENSIONS / "medmgmt" / about["jupyterlab"]["_build"]["load"]).is_file()


def test_students_notebooks_are_sanitized_for_both_of_an_instructors_pages() -> None:
    """The course's own steps do not take the place of the grader's."""
    sanitize = "autograder.steps.sanitizing.Sanitize"
    config = configuration()
    assert sanitize in config.GenerateFeedback.preprocessors
    assert list(config.HTMLExporter.preprocessors) == [sanitize]
