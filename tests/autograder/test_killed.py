"""A grader that is killed at any moment loses nothing, grades nothing twice, and leaves nothing behind."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from autograder.gradebook.recording import read_record
from autograder.warm.scratch import PREFIX
from tests.autograder.scale import everything, make_class
from tests.autograder.small_courses import Course
from tests.support.patience import until

pytestmark = pytest.mark.slow
MOMENTS, SEED, CLASS = 20, 20, 4


@dataclass
class Grader:
    """The process that runs and kills graders, and where their scratch is."""

    process: subprocess.Popen[str]
    scratch: Path

    def run(self, made: Course, moment: int | None = None, again: bool = False) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"root": str(made.root), "moment": moment, "again": again}) + "\n")
        self.process.stdin.flush()
        said: dict[str, Any] = json.loads(self.process.stdout.readline())
        return said

    def processes(self) -> list[str]:
        """Return the templates that run: their scratch is in this test's own folder."""
        found = []
        for place in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                line = place.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            except OSError:
                continue
            if f"{self.scratch}/" in line:
                found.append(line)
        return found

    def all_gone(self) -> bool:
        """Wait until no template runs any more: the kernel ends them, in its own time."""
        return until(lambda: not self.processes())


@pytest.fixture(scope="module")
def grader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    if not sys.platform.startswith("linux"):
        pytest.skip("The fast engine is Linux's: run these tests there.")
    scratch = tmp_path_factory.mktemp("scratch")
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.autograder.killable"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "TMPDIR": str(scratch)},
    )
    yield Grader(process, scratch)
    process.kill()
    process.communicate()


@dataclass
class School:
    """A class in one place, which can be put back to how it was: what the grader remembers holds for that place alone.

    Parameters
    ----------
    made : Course
        The class where it is graded.
    before : dict of bool to Path
        Copies of its folder: as it handed in (False), and graded once (True).
    left : dict
        What a run leaves that nobody disturbs.
    lines : int
        Of the grader's own code that such a run takes.
    """

    made: Course
    before: dict[bool, Path]
    left: dict[str, Any]
    lines: int

    def put_back(self, graded: bool) -> None:
        shutil.rmtree(self.made.root)
        shutil.copytree(self.before[graded], self.made.root)


@pytest.fixture(scope="module")
def school(grader: Grader, tmp_path_factory: pytest.TempPathFactory) -> School:
    folder = tmp_path_factory.mktemp("killed")
    made = make_class(folder / "course", CLASS)
    before = {graded: folder / f"before-{graded}" for graded in (False, True)}
    shutil.copytree(made.root, before[False])
    said = grader.run(made)
    assert said["ended"] == 0
    assert said["graded"] == made.students
    shutil.copytree(made.root, before[True])
    left = everything(made)
    again = grader.run(made, again=True)
    assert everything(made) == left
    return School(made, before, left, min(said["lines"], again["lines"]))  # fewer where the rows are there already


@pytest.mark.parametrize("turn", range(MOMENTS))
def test_the_next_run_completes_as_if_nothing_had_been(turn: int, school: School, grader: Grader) -> None:
    """Every other time the class had been graded before, so that its records are there to be rewritten."""
    moment = random.Random(SEED).sample(range(1, school.lines), MOMENTS)[turn]
    graded_before, made = turn % 2 == 1, school.made
    school.put_back(graded_before)
    assert grader.run(made, moment, again=graded_before)["ended"] == -signal.SIGKILL
    assert grader.all_gone()
    recorded = {student for student in made.students if read_record(made.assignment, student) is not None}
    said = grader.run(made)
    assert said["ended"] == 0
    assert set(said["graded"]) == set(made.students) - recorded, "nothing that is recorded is graded twice"
    assert set(said["skipped"]) == recorded
    assert everything(made) == school.left
    assert grader.all_gone()
    assert list(grader.scratch.glob(f"{PREFIX}*")) == []
    assert list(made.root.rglob("*.part")) == []


def test_a_grader_killed_while_a_notebook_runs_leaves_no_process(school: School, grader: Grader) -> None:
    """The kernel ends the template with the grader, and the notebook with the template."""
    made = school.made
    school.put_back(graded=False)
    notebook = made.root / "submitted/ada/hw/p.ipynb"
    book = json.loads(notebook.read_text())
    next(c for c in book["cells"] if c["cell_type"] == "code")["source"] = "import time\ntime.sleep(3000)"
    notebook.write_text(json.dumps(book))
    code = f"from tests.autograder import killable; killable.run({str(made.root)!r}, None, False)"
    run = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "TMPDIR": str(grader.scratch)},
    )
    assert until(lambda: len(grader.processes()) >= 2 or run.poll() is not None)
    assert grader.processes()
    run.kill()
    run.wait()
    assert grader.all_gone()
