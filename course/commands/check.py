"""`medmgmt check`: grades one notebook for its owner, and names each slip."""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from autograder.scoring import ANSI, CellScore
from autograder.verdicts import Verdict
from course.checks.core import LATER
from course.commands import Stop
from course.errors.explaining import MAKE_IT
from course.paths import MODULES, ROOT

# As in nbgrader_config.py, which takes too long to read here; a test holds the two together.
READABLE = ("datasets/", "datasets/*/data.*", "datasets/*/datapackage.json")
EXTENSIONS = ("course.errors",)
LIMITS = {"cell_seconds": 60.0}  # the rest as for a class
MAX_FILES, MAX_BYTES = 300, 30 * 1024 * 1024  # what a check takes along from beside a notebook

SLIP = re.compile(r"^Slip: ([^.\n]+)\.", re.M)
ONE_CELLS_SCORE = re.compile(r"[\d.]+ of [\d.]+ points\.")
LOOK = re.compile(r"Look at line (\d+)(, and at the end of the one above[^:]*)?[:.]")
KIND_LINES = 4
IN_THE_TABLE = (  # what `course.errors` says in a cell, and for one who reads it far below, after every cell was run
    ("This cell stopped. ", ""),
    (MAKE_IT, "check its spelling, here and where you make it"),
    ("in this cell", "in it"),
    ("this cell again", "the answer cell again"),
    ("run the cell again", "run the answer cell again"),
)
NONE_STOPPED: Mapping[str, str] = {}
MORE = "There is more to mend in this exercise."


@dataclass
class ExerciseResult:
    """One exercise: its points over all its cells, and what its checks said."""

    name: str
    points: float = 0.0
    possible: float = 0.0
    by_hand: bool = False
    cells: list[CellScore] = field(default_factory=list)
    stopped: str = ""  # why the answer's own cell stopped, "" where it did not

    @property
    def slips(self) -> list[str]:
        return list(dict.fromkeys(slip for cell in self.cells for slip in SLIP.findall(cell.said)))

    @property
    def complete(self) -> bool:
        return not self.by_hand and self.points >= self.possible

    @property
    def paid(self) -> str:
        """The points as a learner reads them."""
        return "by hand" if self.by_hand else f"{self.points:g} of {self.possible:g}"

    @property
    def advice(self) -> str:
        """The first thing to act on: why the answer stopped, else what the first check that is not met said."""
        if self.complete:
            return "✓ all points"
        if self.stopped:
            return self.stopped
        unmet = [cell for cell in self.cells if cell.points is not None and cell.points < cell.possible]
        said = [[li for li in without_praise(c.said).splitlines() if not ONE_CELLS_SCORE.fullmatch(li)] for c in unmet]
        if not said:
            return ""
        first, others = said[0], {line for lines in said[1:] for line in lines if is_reason(line)}
        return "\n".join([*first, MORE] if others - set(first) else first)


def is_reason(line: str) -> bool:
    """Return whether a line of a check says what is to be mended, rather than where, or what to do next."""
    return not line.startswith(("Not yet: ", "✗ ", "Next: "))


def without_praise(said: str) -> str:
    """Return what an unmet check said, without the parts that are right and their next actions."""
    kept: list[str] = []
    praised = False
    for line in said.splitlines():
        after_praise, praised = praised, line == LATER or line.startswith(("✓", "Marked on figures"))
        if line.strip() and not praised and not (after_praise and line.startswith("Next: ")):
            kept.append(line)
    return "\n".join(kept)


@dataclass(frozen=True)
class CheckResult:
    """What a check found: the exercises, repairs, and the source that the notebook was checked against."""

    source: Path
    exercises: list[ExerciseResult]
    notes: tuple[str, ...]

    @property
    def marked(self) -> list[ExerciseResult]:
        """The exercises that are marked at once, not by hand."""
        return [e for e in self.exercises if not e.by_hand]

    @property
    def complete(self) -> bool:
        return all(e.complete for e in self.marked)


def summary(result: CheckResult) -> str:
    """Return the points in all, and what to do next."""
    earned, possible = sum(e.points for e in result.marked), sum(e.possible for e in result.marked)
    first = next((e.name for e in result.marked if not e.complete), None)
    by_hand = " and ".join(f"“{e.name}”" for e in result.exercises if e.by_hand)
    if first:
        step = f"look at “{first}” first"
    elif by_hand:
        step = f"write {by_hand}, which is marked by hand, unless you have, and go on to the next unit"
    else:
        step = "say it to the board, and go on to the next unit"
    return f"{earned:g} of {possible:g} points. Next: {step}."


def as_plain_data(result: CheckResult) -> dict[str, Any]:
    """Return a result as plain data, for JSON."""
    return {
        "unit": result.source.stem,
        "summary": summary(result),
        "notes": list(result.notes),
        "exercises": [
            {"exercise": e.name, "points": e.paid, "slips": e.slips, "advice": e.advice} for e in result.exercises
        ],
    }


def check(path: Path, progress: Callable[[int, int], None] = lambda done, of: None) -> CheckResult:
    """Grade one notebook for its owner: in the warm template that waits in the background, else in a kernel.

    Raises
    ------
    Stop
        If the notebook cannot be read or belongs to no unit of the course.
    """
    source = source_of(path, cell_ids(path))
    renamed = (f"Checked as {source.stem}: the notebook was renamed.",) if source.name != path.name else ()
    try:
        cells, stopped, notes = in_template(path, source, progress)
    except NoTemplate as why:
        cells, stopped, notes = in_kernel(path, source, progress)
        notes = (f"Run in an ordinary kernel, which takes a few seconds: {why}.", *notes)
    return CheckResult(source, by_exercise(cells, stopped), renamed + notes)


Checked = tuple[list[CellScore], dict[str, str], tuple[str, ...]]


class NoTemplate(Exception):
    """Why a notebook is not checked in a warm template."""


def in_template(path: Path, source: Path, progress: Callable[[int, int], None]) -> Checked:
    """Grade in the background template, as a submission is graded; what a notebook writes there is not kept.

    Raises
    ------
    NoTemplate
        Where there can be none.
    """
    if os.environ.get("MEDMGMT_WARM") == "0":
        raise NoTemplate("MEDMGMT_WARM is 0")
    from autograder.warm import TemplateLost
    from autograder.warm.background import ask

    files = {f"{source.stem}.ipynb": path.read_bytes(), **beside(path)}
    request = {
        "student": learner(path),
        "files": {name: b64encode(content).decode("ascii") for name, content in files.items()},
        "only": [source.stem],
    }
    try:
        answer = ask(opening_for(source.parent), request, loaded_code(), progress)
    except TemplateLost as lost:
        raise NoTemplate(str(lost)) from None
    found: dict[str, Any] = answer["notebooks"][0]
    verdicts = [Verdict(**data) for data in found["verdicts"]]
    if any(verdict.kind in ("unreadable", "oversized") for verdict in verdicts):
        _read(path)  # says why in the words for its owner
    if (failed := next((v for v in verdicts if v.kind == "grader failed"), None)) is not None:
        raise NoTemplate(failed.detail)
    cells = [CellScore(**score) for score in found["scores"]]
    return cells, stopped_answers(json.loads(found["notebook"])["cells"]), tuple(_note(v) for v in verdicts)


def learner(path: Path) -> str:
    """Return whose work a notebook is, "" where that is written beside it: a template sees no other variable."""
    from course.identity import written_name

    named = os.environ.get("COURSE_LEARNER", "")
    return named or ("" if written_name(path.resolve().parent) else os.environ.get("JUPYTERHUB_USER", ""))


def _note(verdict: Verdict) -> str:
    return f"Repaired for this check: {verdict.detail}." if verdict.kind == "repaired" else verdict.say


def in_kernel(path: Path, source: Path, progress: Callable[[int, int], None]) -> Checked:
    """Grade in an ordinary kernel, in the notebook's own folder."""
    from autograder.blueprint import from_source
    from autograder.restoring import restored
    from autograder.running import run_here
    from autograder.scoring import scores

    ready = restored(_read(path), from_source(source.stem, _read(source)))
    ran = run_here(ready.notebook, path.resolve().parent, progress=progress)
    notes = tuple(f"Repaired for this check: {repair}." for repair in ready.repairs)
    return scores(ran), stopped_answers(ran["cells"]), notes


def opening_for(module: Path) -> dict[str, Any]:
    """Return what the background template has to know of a module, as `autograder.assignment` does for a class."""
    from autograder.warm import HERE

    return {
        "assignment": module.name,
        "sources": [str(path) for path in sorted(module.glob("*.ipynb"))],
        "version": _stamp(module.glob("*.ipynb")),
        "files": {},
        "readable": [f"{ROOT / pattern}{'/' if pattern.endswith('/') else ''}" for pattern in READABLE],
        "extensions": list(EXTENSIONS),
        "learner_variable": "COURSE_LEARNER",
        "limits": LIMITS,
        "protections": HERE,
    }


def loaded_code() -> str:
    """Return a fingerprint of all that the background template has loaded: this course, the grader, the libraries."""
    packages = [path for name in ("course", "autograder") for path in (ROOT / name).rglob("*.py")]
    return _stamp([*packages, Path(sys.executable), *(Path(place) for place in sys.path if "-packages" in place)])


def _stamp(paths: Iterable[Path]) -> str:
    """Return a fingerprint of files by their times: a check has no time to read them all."""
    stats = [(str(path), path.stat()) for path in sorted(paths) if path.exists()]
    words = "\n".join(f"{name} {status.st_mtime_ns} {status.st_size}" for name, status in stats)
    return sha256(words.encode("utf-8", "surrogateescape")).hexdigest()


def beside(path: Path) -> dict[str, bytes]:
    """Return the files beside a notebook that it may read: kept plans and the learner's name, not other notebooks.

    Raises
    ------
    NoTemplate
        If there is so much that the notebook is better run where it is.
    """
    folder, found, size = path.resolve().parent, dict[str, bytes](), 0
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        for file in (Path(place, name) for name in sorted(names)):
            if file.suffix == ".ipynb" or file.name.startswith(".") or not file.is_file():
                continue
            size += file.stat().st_size
            if len(found) >= MAX_FILES or size > MAX_BYTES:
                raise NoTemplate(
                    f"{folder.name}/ holds more than a check takes along; move the notebook to a folder of its own"
                )
            with contextlib.suppress(OSError):  # a file that its owner cannot read is none that the notebook reads
                found[file.relative_to(folder).as_posix()] = file.read_bytes()
    return found


# ---------------------------------------------------------------- which unit it is


def cell_ids(path: Path) -> set[str]:
    """Return the nbgrader ids of a notebook's cells.

    Read as plain JSON, because importing nbformat takes longer than the check; what cannot be read, nbformat explains.
    """
    try:
        if path.suffix != ".ipynb" or path.stat().st_size > MAX_BYTES:
            raise ValueError("no notebook")
        cells = json.loads(path.read_bytes())["cells"]
        ids = {cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in cells} - {None}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        ids = set()
    if not ids:
        from autograder.restoring import grade_id

        return {name for cell in _read(path).cells if (name := grade_id(cell)) is not None}
    return ids


def _read(path: Path) -> Any:
    from autograder.reading import Unreadable, read_notebook

    try:
        return read_notebook(path)
    except Unreadable as problem:
        raise Stop(str(problem)) from None


def source_of(path: Path, mine: set[str]) -> Path:
    """Return the unit that a notebook was made from: by its cells' ids, so that a renamed copy is still known."""
    candidates = sorted(MODULES.glob("*/*.ipynb"))
    if not candidates:
        raise Stop("The course's units are not here: run this in the folder that the course was downloaded to.")
    shared = {c: len(mine & cell_ids(c)) for c in candidates}
    best = max(candidates, key=lambda c: (shared[c], c.name == path.name))
    if not shared[best]:
        raise Stop(f"{path.name} has no graded cell of this course: check one of the units in the learner folder.")
    return best


# ---------------------------------------------------------------- what a learner reads


def by_exercise(cells: list[CellScore], stopped: Mapping[str, str] = NONE_STOPPED) -> list[ExerciseResult]:
    """Gather the cells' scores by exercise: the part of the id before the last dash."""
    found: dict[str, ExerciseResult] = {}
    for cell in cells:
        name, _, role = cell.name.rpartition("-")
        exercise = found.setdefault(name, ExerciseResult(name, stopped=stopped.get(name, "")))
        exercise.possible += cell.possible
        if role == "reflect" and cell.points is None:
            exercise.by_hand = True
        else:
            exercise.points += cell.points or 0.0
        exercise.cells.append(cell)
    return list(found.values())


def stopped_answers(cells: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return, for each exercise whose answer cell stopped with an error, at which line and why."""
    found = {}
    for cell in cells:
        about = cell["metadata"].get("nbgrader", {})
        errors = [output for output in cell.get("outputs", ()) if output["output_type"] == "error"]
        if errors and about.get("solution") and not about.get("grade"):
            found[about["grade_id"].rpartition("-")[0]] = _why_it_stopped(errors[0])
    return found


def _why_it_stopped(error: Mapping[str, Any]) -> str:
    """Return what `course.errors` said of an answer cell's error, in words for one who does not stand in the cell."""
    said = [ANSI.sub("", line) for line in error["traceback"]]
    line = next((found for words in said if (found := LOOK.match(words))), None)
    if len(said) > KIND_LINES or any("Traceback" in words for words in said):  # not kindly's, but Python's own
        said = [f"Python says: {error['ename']}: {error['evalue']}"]
    where = f" at line {line[1]}" if line else ""
    words = "\n".join(said)
    for cells, mine in IN_THE_TABLE:
        words = words.replace(cells, mine)
    return f"Your answer cell stopped{where}: {words}"
