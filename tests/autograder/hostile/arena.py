"""A small course with secrets in it, listeners beside it, and one warm template that grades whatever is handed in."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import socket
import stat
import string
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from autograder.confinement import Protections, protections
from autograder.notebooks import submission
from autograder.notebooks.verdicts import Verdict
from autograder.warm.client import WarmTemplate
from tests.autograder import small_courses as small
from tests.autograder.hostile.cases import HONEST, RIGHT, Case
from tests.support.patience import until

SECRET = "SECRET-OF-THE-INSTRUCTOR"
NEIGHBOR = "NEIGHBORS-OWN-WORDS"
PASSWORD = "PASSWORD-IN-THE-ENVIRONMENT"
CHECKS = ("double-1", "table-1", "part-1", "mark-1")
LIMITS = {"memory_mb": 512, "disk_mb": 24, "file_mb": 8, "output_kb": 64}
# What is not about time has all the time that a busy machine may take; who never ends is ended soon, in any case.
PATIENT = {"cell_seconds": 300.0, "seconds": 3000.0, "grace_seconds": 300.0}
A_CELL_IS_CUT = {**PATIENT, "cell_seconds": 4.0}
THE_RUN_IS_CUT = {"cell_seconds": 4.0, "seconds": 12.0, "grace_seconds": 4.0}

SETUP = """import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from numpy.testing import assert_allclose
from pandas.testing import assert_series_equal

def close(a, b):
    assert abs(a - b) < 1e-6, "these differ"
"""

BOOK = [
    small.locked("setup", SETUP),
    small.answer("double", f"def double(x):\n    return 2 * x  # {SECRET}", "def double(x):\n    ..."),
    small.check(
        "double-1",
        "assert double(2) == 4\nclose(double(0.5), 1.0)",
        3,
        "assert isinstance(double(1), int)\nassert [double(n) for n in range(5)] == [0, 2, 4, 6, 8]",
    ),
    small.answer("table", f"totals = pd.Series([1.0, 2.0, 3.0])  # {SECRET}", "totals = None"),
    small.check(
        "table-1",
        "assert_series_equal(totals, pd.Series([1.0, 2.0, 3.0]))",
        4,
        "assert len(totals) == 3\nassert_allclose(totals.sum(), 6)\nnp.testing.assert_array_equal(totals, [1, 2, 3])",
    ),
    small.answer("part", f"parts = [1, 2, 3, 4]  # {SECRET}", "parts = []"),
    small.check("part-1", "found = set(parts) & {1, 2, 3, 4}", 4, "float(len(found))"),
    small.answer("mark", f"mark = 2.0  # {SECRET}", "mark = 0.0"),
    small.check("mark-1", "mark", 2),
]


@dataclass
class Outcome:
    """What the grader made of one submission."""

    points: tuple[float | None, ...]
    verdicts: list[Verdict]
    notebook: dict[str, Any] = field(repr=False)

    @property
    def kinds(self) -> set[str]:
        return {verdict.kind for verdict in self.verdicts}

    @property
    def text(self) -> str:
        """Everything that the cells put out."""
        return json.dumps([cell.get("outputs", []) for cell in self.notebook["cells"]], ensure_ascii=False)


class Arena:
    """The course, what lies beside it, and a template.

    Parameters
    ----------
    root : Path
        An empty folder.
    have : Protections, optional
        What to confine with; everything this machine has if left out.
    times : mapping
        How long a cell and a run may take.
    """

    def __init__(self, root: Path, have: Protections | None = None, times: Mapping[str, float] = PATIENT) -> None:
        self.root = root
        self.course = small.course(root / "course", FastEngine=LIMITS)
        self.course.source({"hw": BOOK}, {"data.csv": b"a,b\n1,2\n"})
        self._plant()
        self.listeners = Listeners(root)
        have = have or protections()
        self.opening = {**self.course.assignment.opening(have), "protections": asdict(have)}
        self.opening["limits"] = {**self.opening["limits"], **times}
        with _in_environment(GRADERS_PASSWORD=PASSWORD):
            self.template = WarmTemplate(self.opening)
        self.processes = self.running()
        self.places = {
            "root": str(self.course.root),
            "outside": str(root / "outside"),
            "template": str(self.template.process),
            "grader": str(os.getpid()),
            **self.listeners.places,
        }
        (root / "outside").mkdir(mode=0o777)
        self.kept = self.fingerprint()
        assert self.neighbor().points == HONEST

    def _plant(self) -> None:
        """Hand in the work of others, and put what nbgrader makes of it beside it."""
        self.course.hand_in("bob", {"hw": small.write(double=f"{RIGHT['double']}  # {SECRET}")})
        for kind in ("autograded", "feedback"):
            shutil.copytree(self.course.root / "submitted" / "bob", self.course.root / kind / "bob")
        (self.course.root / "secret.txt").write_text(SECRET)

    def hand_in(self, case: Case, folder: Path) -> None:
        """Lay a case's submission into a folder."""
        folder.mkdir(parents=True)
        released = nbformat.read(self.course.root / "release" / "hw" / "hw.ipynb", as_version=4)
        for grade_id, text in case.answers.items():
            small.by_id(released.cells, grade_id).source = text
        fill = [string.Template(cell).safe_substitute(self.places) for cell in (*case.cells, "", *case.last)]
        place = fill.index("")
        released.cells[1:1] = [small.code(source) for source in fill[:place]]
        released.cells += [small.code(source) for source in fill[place + 1 :]]
        content: bytes | None = nbformat.writes(released).encode()
        if case.notebook is not None:
            content = case.notebook(json.loads(nbformat.writes(released)))
        if content is not None:
            (folder / "hw.ipynb").write_bytes(content)
        for name, raw in case.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(raw)
        if case.make is not None:
            case.make(folder, self.places)

    def grade(self, folder: Path, student: str = "mallory") -> Outcome:
        """Grade a folder through the template."""
        result = self.template.grade(submission.read(folder, student, [".ipynb_checkpoints"]).request())
        book = result["notebooks"][0]
        verdicts = [Verdict(**v) for v in [*result["verdicts"], *book["verdicts"]]]
        points = {score["name"]: score["points"] for score in book["scores"]}
        return Outcome(tuple(points.get(name) for name in CHECKS), verdicts, json.loads(book["notebook"]))

    def neighbor(self) -> Outcome:
        """Grade an honest submission through the same template."""
        folder = self.root / "handed-in" / "neighbor"
        if not folder.exists():
            words = f"# {NEIGHBOR}\n"
            answers = {**RIGHT, "double": words + RIGHT["double"], "part": words + "parts = [1, 2]"}
            self.hand_in(Case("an honest neighbor", answers=answers), folder)
        return self.grade(folder, "alice")

    # ------------------------------------------------------------ what must not change

    def fingerprint(self) -> dict[str, tuple[Any, ...]]:
        """Return every file of the course and around it, with its rights, links, times and content."""
        found = {}
        for place in sorted(self.root.rglob("*")):
            status = place.lstat()
            content = hashlib.sha256(place.read_bytes()).hexdigest() if stat.S_ISREG(status.st_mode) else ""
            if "handed-in" not in place.parts:
                about = (status.st_mode, status.st_uid, status.st_nlink, status.st_mtime_ns)
                found[str(place.relative_to(self.root))] = (*about, content)
        return found

    def running(self) -> set[int]:
        """Return the processes that descend from the template's."""
        parents = {}
        for name in filter(str.isdigit, os.listdir("/proc")):
            with contextlib.suppress(OSError):
                parents[int(name)] = int(Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()[1])
        found, more = {self.template.process}, True
        while more:
            new = {child for child, parent in parents.items() if parent in found} - found
            found, more = found | new, bool(new)
        return found

    def strays(self) -> set[int]:
        """Return the processes that a run left behind, once those that were killed had the time to go."""
        until(lambda: not self.running() - self.processes)
        return self.running() - self.processes

    def close(self) -> None:
        self.template.close()
        self.listeners.close()


class Listeners:
    """Sockets that a submission might reach."""

    def __init__(self, root: Path) -> None:
        path, abstract = str(root / "listening"), f"listening-{os.getpid()}-{id(self)}"
        self.tcp, self.udp = socket.socket(), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.unix, self.abstract = socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX)
        self.tcp.bind(("127.0.0.1", 0))
        self.udp.bind(("127.0.0.1", 0))
        self.unix.bind(path)
        self.abstract.bind(f"\0{abstract}")
        for listener in (self.tcp, self.unix, self.abstract):
            listener.listen()
        for listener in (self.tcp, self.udp, self.unix, self.abstract):
            listener.setblocking(False)
        self.places = {
            "tcp": str(self.tcp.getsockname()[1]),
            "udp": str(self.udp.getsockname()[1]),
            "sock": path,
            "abstract": abstract,
        }

    def reached(self) -> list[str]:
        """Return the kinds of socket that something came to."""
        found = []
        for name in ("tcp", "unix", "abstract"):
            with contextlib.suppress(BlockingIOError):
                getattr(self, name).accept()[0].close()
                found.append(name)
        with contextlib.suppress(BlockingIOError):
            self.udp.recv(10)
            found.append("udp")
        return found

    def close(self) -> None:
        for listener in (self.tcp, self.udp, self.unix, self.abstract):
            listener.close()


@contextlib.contextmanager
def _in_environment(**variables: str) -> Iterator[None]:
    before: Mapping[str, str] = dict(os.environ)
    os.environ.update(variables)
    try:
        yield
    finally:
        for name in variables:
            if name not in before:
                del os.environ[name]
