"""Runs a unit's set-up, answers and checks in this process: seconds for hundreds of learners.

The same cells are run in real kernels by nbval and by nbgrader in other tests; this runner scores as nbgrader's
`determine_grade` does: an error or stderr is zero, a number shown by the last line is partial credit.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

from course.checks import Comparison, recorded
from tests.support import units
from tests.support.remembered import remembered

UNTOUCHED = "untouched"


@dataclass
class CellRun:
    """What one graded cell gave."""

    points: float
    possible: float
    said: str
    comparisons: list[Comparison] = field(default_factory=list)


@dataclass
class UnitRun:
    """What one learner's work on a unit gave, and the names that it left."""

    cells: dict[str, CellRun]
    names: dict[str, Any] = field(default_factory=dict, repr=False)

    def points(self, exercise: units.Exercise) -> float:
        return sum(self.cells[cell.id].points for cell in exercise.graded)

    def said(self, exercise: units.Exercise) -> str:
        return "\n".join(self.cells[cell.id].said for cell in exercise.graded)

    def comparisons(self, exercise: units.Exercise) -> list[Comparison]:
        return [c for cell in exercise.graded for c in self.cells[cell.id].comparisons]


def run(
    path: Path, learner: str, folder: Path, answers: Mapping[str, str] | None = None, until: str | None = None
) -> UnitRun:
    """Run a unit for one learner.

    Parameters
    ----------
    answers : mapping of str to str, optional
        An exercise's name and the text of its answer cell; `UNTOUCHED` under the name ``"*"`` clears every answer as
        the release does. Exercises without an entry keep the reference.
    until : str, optional
        The exercise that is asked about: what comes after its checks is not run.
    """
    last = units.exercises(path)[until].graded[-1].id if until else None
    answers = answers or {}
    namespace: dict[str, Any] = {"__name__": "__main__"}
    runs: dict[str, CellRun] = {}
    with _as_learner(learner, folder), remembered():
        for cell in units.read(path).cells:
            role = cell.metadata.get("nbgrader", {})
            if cell.cell_type != "code" or not (role or "setup" in cell.metadata.get("tags", [])):
                continue
            graded = bool(role.get("grade"))
            source = cell.source if graded else _answer(cell, answers)
            outcome = _run_cell(source, namespace, role["points"] if graded else 0)
            if graded:
                runs[cell.id] = outcome
            elif not role and "Traceback" in outcome.said:
                raise AssertionError(f"{units.label(path)}: the set-up cell stopped: {outcome.said}")
            if cell.id == last:
                break
    return UnitRun(runs, namespace)


def _answer(cell: Any, answers: Mapping[str, str]) -> str:
    name = cell.id.removesuffix("-answer")
    if name in answers:
        return answers[name]
    return units.cleared(cell.source) if answers.get("*") == UNTOUCHED else cell.source


@contextlib.contextmanager
def _as_learner(learner: str, folder: Path) -> Iterator[None]:
    before, where = os.environ.get("COURSE_LEARNER"), Path.cwd()
    os.environ["COURSE_LEARNER"] = learner
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(where)
        os.environ.pop("COURSE_LEARNER")
        if before is not None:
            os.environ["COURSE_LEARNER"] = before


def _run_cell(source: str, namespace: dict[str, Any], possible: float) -> CellRun:
    out, err, shown, failure = io.StringIO(), io.StringIO(), None, ""
    body, last = _compiled(source)
    with recorded() as comparisons, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("always")
                exec(body, namespace)
                if last is not None:
                    shown = eval(last, namespace)
        except AssertionError as problem:
            failure = str(problem)
        except Exception as problem:
            failure = f"Traceback: {type(problem).__name__}: {problem}"
    said = out.getvalue() + err.getvalue() + failure
    return CellRun(_points(shown, possible, bool(failure or err.getvalue())), possible, said, comparisons)


@lru_cache(maxsize=256)  # the cells of the unit at hand, of which only one answer changes
def _compiled(source: str) -> tuple[CodeType, CodeType | None]:
    """Return a cell as code, and its last line, if that is a value that is shown."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    shown = compile(ast.Expression(last.value), "<cell>", "eval") if last is not None else None
    return compile(tree, "<cell>", "exec"), shown


def _points(shown: Any, possible: float, failed: bool) -> float:
    if failed or not possible:
        return 0.0
    if isinstance(shown, (int, float)) and not isinstance(shown, bool):
        if shown > possible:
            raise ValueError("partial credit cannot be greater than the cell's points")
        return float(shown)
    return float(possible)
