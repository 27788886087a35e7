"""Every notebook runs from top to bottom in a real kernel, with the network off."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.notebooks.running import run_here
from autograder.notebooks.scoring import said, scores
from tests.support import learners_copy, offline, units

UNITS = [pytest.param(p, id=units.label(p)) for p in units.all_units()]


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """nbgrader's release of every module."""
    return learners_copy.release(tmp_path_factory)


@lru_cache(maxsize=1)
def source_run(path: Path) -> Any:
    """Return a unit's source after a run by a kernel, in a copy of its module's folder; its tests share it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(path.parent, Path(folder) / path.parent.name)
        return run_here(
            nbformat.read(copy / path.name, as_version=4), copy, environment={"COURSE_LEARNER": "reference"}
        )


@pytest.mark.parametrize("path", UNITS)
def test_nbval_runs_the_source_with_the_network_off(path: Path, tmp_path: Path) -> None:
    """As its author left it, in the order of its cells."""
    copy = shutil.copytree(path.parent, tmp_path / path.parent.name)
    result = offline.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "tests.support.quick_imports",
            "-p",
            "no:cacheprovider",
            "--nbval-lax",
            "--nbval-cell-timeout",
            "600",
            path.name,
        ],
        copy,
        tmp_path,
        COURSE_LEARNER="reference",
        PYTHONPATH=str(units.ROOT),
    )
    assert result.returncode == 0, result.stdout[-3000:]
    assert re.search(r"\d+ passed", result.stdout)
    assert "failed" not in result.stdout.splitlines()[-1]


def test_the_network_is_really_off(tmp_path: Path) -> None:
    """The gate bites: a connection that leaves the machine fails at once."""
    code = (
        "import socket\ntry:\n    socket.create_connection(('192.0.2.1', 80), 3)\n"
        "except OSError as problem:\n    print('refused', problem)"
    )
    result = offline.run([sys.executable, "-c", code], tmp_path, tmp_path)
    assert result.stdout.startswith("refused")
    assert "timed out" not in result.stdout


@pytest.mark.parametrize("path", UNITS)
def test_nothing_but_an_unmet_check_stops_in_the_source(path: Path) -> None:
    """Tagged cells may fail without nbval's notice, so each is looked at here; nothing is written to stderr."""
    ran = source_run(path)
    for cell in ran.cells:
        for output in cell.get("outputs", []):
            assert output.output_type != "error", f"{cell.id}: {said(cell)}"
            assert output.get("name") != "stderr", f"{cell.id}: {said(cell)}"
    assert all(score.points == score.possible for score in scores(ran) if not score.name.endswith("-reflect"))


@pytest.mark.parametrize("path", UNITS)
def test_the_release_runs_through_with_words_and_never_a_traceback(path: Path, released: Path, tmp_path: Path) -> None:
    """A reader who has only the release meets sentences: each check tells one next action."""
    folder = shutil.copytree(released / path.parent.name, tmp_path / path.parent.name)
    ran = run_here(nbformat.read(folder / path.name, as_version=4), folder, environment={"COURSE_LEARNER": "ana"})
    assert all(score.points == 0 for score in scores(ran) if score.name.endswith("-check"))
    for cell in ran.cells:
        words = said(cell)
        assert "Traceback" not in words, f"{cell.id}: {words}"
        if cell.metadata.get("nbgrader", {}).get("grade") and cell.cell_type == "code":
            assert words.strip().splitlines()[-1].startswith("Next: "), f"{cell.id}: {words}"


@pytest.mark.parametrize("path", UNITS)
def test_cells_run_before_the_set_up_say_so_kindly(path: Path, released: Path, tmp_path: Path) -> None:
    """No NameError for the one who forgot the folded cell."""
    folder = shutil.copytree(released / path.parent.name, tmp_path / path.parent.name)
    book = nbformat.read(folder / path.name, as_version=4)
    book.cells = [cell for cell in book.cells if "setup" not in cell.metadata.get("tags", [])]
    ran = run_here(book, folder, environment={"COURSE_LEARNER": "ana"})
    stopped = [said(cell) for cell in ran.cells if any(o.output_type == "error" for o in cell.get("outputs", []))]
    assert stopped
    for words in stopped:
        assert "the set-up cell has not run" in words, words
        assert "Traceback" not in words


@pytest.mark.parametrize("path", UNITS)
def test_every_figure_carries_a_sentence_of_alternative_text(path: Path) -> None:
    """No picture without words: each `<img>` that a cell shows has an alt of five words or more."""
    for cell in source_run(path).cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            assert not {"image/png", "image/svg+xml"} & set(data), f"{cell.id} shows a picture without words"
            for image in re.findall(r"<img[^>]*>", data.get("text/html", "")):
                alt = re.search(r'alt="([^"]*)"', image)
                assert alt, cell.id
                assert len(alt.group(1).split()) >= 5, cell.id
