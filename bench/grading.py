"""What grading costs: stock nbgrader, the fast engine on one core and on all, its floor, and otter where installed.

A submission here is one notebook of the course, handed in by students who are right or make a documented slip.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from autograder.assignments.assignment import Assignment
from autograder.confinement import protections
from autograder.gradebook.verifying import stock_config
from autograder.integrity.guard import imported_names
from autograder.runs.class_run import grade_class
from autograder.runs.pool import LocalPool
from bench.floor import floor_seconds
from course.commands.fabricate import hand_in, students
from course.commands.release import configuration, nbgrader_api
from course.paths import MODULES, ROOT

MODULE, UNIT, ASSIGNMENT = "02_finance", "1_operating_budget", "bench"
STOCK_SUBMISSIONS, SMALL, LARGE, OTTER_SUBMISSIONS = 5, 100, 2000, 3
PAIRS = 5
COUNT = "import os, sys; os.sched_setaffinity(0, {int(sys.argv[1])}); sum(range(60_000_000))"
TRACEBACKS = "plain (Python's own; a failed check draws its own sentence)"


def report(console: Console) -> None:
    """Print milliseconds a submission, ratios and memory, all from one run."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        school = School(Path(folder))
        school.hand_in(SMALL)
        cores = os.cpu_count() or 1
        with one_core():  # kernels, templates and the writer as well
            stock = school.stock_seconds(STOCK_SUBMISSIONS)
            unshared, _ = school.fast_seconds(jobs=1, shared=False)
            floor = floor_seconds(school.source, school.answered())
            shared_floor = floor_seconds(school.source, school.answered(), school.imported())
        pairs, counting = [], []  # in turns, for the machine's own speed changes while they run
        for _ in range(PAIRS):
            with one_core():
                one, alone = school.fast_seconds(jobs=1)
            pairs.append((one, school.fast_seconds(jobs=cores)[0]))
            counting.append(cores * counting_seconds(1) / counting_seconds(cores))
        one, all_cores = (median(each) for each in zip(*pairs, strict=True))
        scaling = median(single / together for single, together in pairs)
        school.hand_in(LARGE)
        many, many_memory = school.fast_seconds(jobs=cores)
        otter = school.otter_seconds(OTTER_SUBMISSIONS)
    table = Table("", "ms a submission", "times stock, per core", title=f"Grading {UNIT} (tracebacks: {TRACEBACKS})")
    for name, seconds in (
        ("stock nbgrader, one core", stock),
        ("otter run", otter),
        ("bare floor: fork with pandas loaded, exec, pipe", floor),
        ("the same with all that the unit imports", shared_floor),
        ("fast, one core, nothing shared but pandas", unshared),
        ("fast, one core", one),
        (f"fast, {cores} cores", all_cores),
        (f"fast, {cores} cores, {LARGE} submissions", many),
    ):
        shown = ("not installed", "-") if seconds is None else (f"{1000 * seconds:.0f}", f"{stock / seconds:.1f}")
        table.add_row(name, *shown)
    console.print(table)
    console.print(
        f"Per core {stock / one:.1f} times stock (target 25). Against the floor: {unshared / floor:.2f} times it with "
        f"nothing shared (target at most 2), {one / floor:.2f} with shared imports (target at most 1). "
        f"{cores} cores {scaling:.2f} times one (target 1.8), the median of {PAIRS} pairs from "
        f"{min(a / b for a, b in pairs):.2f} to {max(a / b for a, b in pairs):.2f}; processes that only count do "
        f"{median(counting):.2f}, from {min(counting):.2f} to {max(counting):.2f}. {LARGE} against {SMALL}: "
        f"{many / all_cores:.2f} (target at most 1.10). Peak memory, grader and templates: {alone.peak_mb:.0f} MB for "
        f"{SMALL} on one core, {many_memory.peak_mb:.0f} MB for {LARGE} on {cores}; the grader alone "
        f"{alone.own_mb:.0f} and {many_memory.own_mb:.0f} MB. " + "; ".join(protections().lines) + "."
    )


def counting_seconds(cores: int) -> float:
    """Return seconds in which each of some cores counts to the same number: what the machine itself can share out."""
    began = time.perf_counter()
    counters = [subprocess.Popen([sys.executable, "-c", COUNT, str(core)]) for core in range(cores)]
    for counter in counters:
        counter.wait()
    return time.perf_counter() - began


@dataclass
class Memory:
    """Peak resident memory in MB: the grader's own, and with all its templates and children."""

    own_mb: float = 0.0
    peak_mb: float = 0.0


class School:
    """An nbgrader course of one assignment with one unit, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.count = folder, 0
        (folder / "source" / ASSIGNMENT).mkdir(parents=True)
        shutil.copy(MODULES / MODULE / f"{UNIT}.ipynb", folder / "source" / ASSIGNMENT)
        config = configuration()
        for name in ("release", "submitted", "autograded", "feedback"):
            config.CourseDirectory[f"{name}_directory"] = str(folder / name)
        config.CourseDirectory.source_directory = str(folder / "source")
        config.CourseDirectory.root = str(folder)
        config.CourseDirectory.db_url = f"sqlite:///{folder}/gradebook.db?timeout=60"
        config.FastEngine.readable = [
            os.path.relpath(ROOT / p, folder) + "/" * p.endswith("/") for p in config.FastEngine.readable
        ]
        self.config = config
        result = nbgrader_api(config).generate_assignment(ASSIGNMENT, force=True, create=True)
        if not result["success"]:
            sys.exit(f"nbgrader could not release the unit: {result.get('error', '')[-300:]}")
        self.release = folder / "release" / ASSIGNMENT
        self.source = folder / "source" / ASSIGNMENT / f"{UNIT}.ipynb"  # its checks have their hidden tests

    def hand_in(self, count: int) -> None:
        """Let a class of `count` hand in; the makers of slips come round again."""
        (self.folder / "module").mkdir(exist_ok=True)
        shutil.copy(self.release / f"{UNIT}.ipynb", self.folder / "module")
        roll = [s for s in students(MODULE, 26) if s.role in ("all right", "slips")]
        shutil.rmtree(self.folder / "submitted", ignore_errors=True)
        self.count = count
        for i in range(count):
            student = roll[i % len(roll)]
            student.name = f"student-{i:04d}"
            hand_in(student, MODULE, self.folder / "module", self.folder / "submitted" / student.name / ASSIGNMENT)

    def answered(self) -> list[Path]:
        """Return notebooks that were handed in."""
        return sorted((self.folder / "submitted").glob(f"*/{ASSIGNMENT}/{UNIT}.ipynb"))

    def assignment(self) -> Assignment:
        return Assignment(ASSIGNMENT, self.config)

    def imported(self) -> set[str]:
        """Return the modules that the instructor's cells import."""
        sources = [source for blueprint in self.assignment().blueprints for source in blueprint.sources]
        return {module for module, _ in imported_names(sources).values()}

    def stock_seconds(self, count: int) -> float:
        """Return seconds a submission of nbgrader's own autograde, its app imported, in one process."""
        api = nbgrader_api(stock_config(self.assignment()))
        with quiet():
            api.autograde(ASSIGNMENT, "student-0000", force=True, create=True)  # warms imports, as a class would
            began = time.perf_counter()
            for i in range(count):
                if not api.autograde(ASSIGNMENT, f"student-{i:04d}", force=True, create=True)["success"]:
                    sys.exit("stock nbgrader could not grade a submission of the bench")
            return (time.perf_counter() - began) / count

    def fast_seconds(self, jobs: int, shared: bool = True) -> tuple[float, Memory]:
        """Return seconds a submission of the fast engine, its templates warm, and its peak memory."""
        assignment, memory = self.assignment(), Memory()
        opening = assignment.opening(protections())
        if not shared:
            for blueprint in opening["blueprints"]:
                blueprint["sources"] = ["import pandas"]
        shutil.rmtree(self.folder / "autograded", ignore_errors=True)
        with LocalPool(opening, jobs) as pool, watched(memory):
            pool.warm_up()
            began = time.perf_counter()
            result = grade_class(assignment, lambda: contextlib.nullcontext(pool), again=True)
            seconds = time.perf_counter() - began
        if len(result.graded) != self.count:
            sys.exit(f"the fast engine graded {len(result.graded)} of {self.count}")
        return seconds / self.count, memory

    def otter_seconds(self, count: int) -> float | None:
        """Return seconds a submission of `otter run` over the same code, None where it is not installed."""
        if importlib.util.find_spec("otter") is None:
            return None
        tests = self.folder / "tests"
        tests.mkdir(exist_ok=True)
        suite = {
            "name": "q1",
            "points": 1,
            "suites": [
                {
                    "type": "doctest",
                    "scored": True,
                    "setup": "",
                    "teardown": "",
                    "cases": [{"code": ">>> True\nTrue", "hidden": False, "locked": False}],
                }
            ],
        }
        (tests / "q1.py").write_text(f"test = {suite!r}\n")
        otter = [sys.executable, "-m", "otter"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        subprocess.run(
            [*otter, "generate", "-t", str(tests), "-o", "otter.zip", "--no-environment"],
            cwd=self.folder,
            env=environment,
            check=True,
            capture_output=True,
        )
        began = time.perf_counter()
        for notebook in self.answered()[:count]:
            subprocess.run(
                [*otter, "run", "-a", "otter.zip", "-o", str(self.folder), str(notebook)],
                cwd=self.folder,
                env=environment,
                check=True,
                capture_output=True,
            )
        json.loads((self.folder / "results.json").read_text())
        return (time.perf_counter() - began) / count


@contextlib.contextmanager
def watched(memory: Memory) -> Iterator[None]:
    """Note the peak memory of this process and of everything it started, while the block runs."""
    stop = threading.Event()

    def look() -> None:
        while not stop.wait(0.2):
            memory.peak_mb = max(memory.peak_mb, _proportional_mb())

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield
    finally:
        stop.set()
        watcher.join()
        memory.own_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _proportional_mb() -> float:
    """Return the memory of this process and its descendants, shared pages counted once between those who share."""
    total, waiting = 0.0, [os.getpid()]
    while waiting:
        process = waiting.pop()
        with contextlib.suppress(OSError):  # it may have ended meanwhile
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
            for task in os.listdir(f"/proc/{process}/task"):
                waiting += map(int, Path(f"/proc/{process}/task/{task}/children").read_text().split())
    return total


@contextlib.contextmanager
def one_core() -> Iterator[None]:
    """Keep this process and whatever it starts to one core."""
    kept = os.sched_getaffinity(0)
    _keep_threads_to({min(kept)})
    try:
        yield
    finally:
        _keep_threads_to(kept)  # also the thread that starts templates: they stay where it is


def _keep_threads_to(cores: set[int]) -> None:
    for thread in map(int, os.listdir("/proc/self/task")):
        os.sched_setaffinity(thread, cores)


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep what kernels write to the terminal out of the report."""
    null, kept = os.open(os.devnull, os.O_WRONLY), os.dup(2)
    os.dup2(null, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(null)
