"""No answer lies about: printing, an attribute, a call in one line earns no more than a random plan.

For every exercise, now and to come: all that one line reaches from what the released cells name is held against the
reference answer, for several learners at once, because a number may agree by chance for one.
"""

from __future__ import annotations

import ast
import contextlib
import io
import math
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from numbers import Real
from pathlib import Path
from typing import Any

import pytest

from course.decisions.plan_schema import validated
from tests.exercises.examining import decisions_of
from tests.exercises.within_reach import Reached, in_reach, names_of, printed_numbers
from tests.support import units
from tests.support.running import UNTOUCHED, run

LEARNERS = ("ana", "ben", "sample-3", "learner-7")
RANDOM_SHARE = 0.35  # what a random plan may earn
EVERY_UNIT = [pytest.param(path, id=units.label(path)) for path in units.all_units()]
SOLUTION = re.compile(r"### BEGIN SOLUTION\n(.*?)^ *### END SOLUTION", re.S | re.M)


@dataclass(frozen=True)
class Learner:
    """What one learner has before answering, and what the answers are."""

    reach: list[Reached]
    roots: dict[str, Any]
    answers: dict[str, Any]
    decisions: dict[str, Any]


def asked(unit: Path) -> dict[str, str]:
    """Return the variables that a learner fills and a check looks at, with their exercise."""
    found = {}
    for name, exercise in units.exercises(unit).items():
        solution = SOLUTION.search(exercise.cells["answer"].source)
        assert solution, f"{name} has no solution"
        looked_at = _names(exercise.cells["check"].source)
        for variable in _made(solution.group(1)):
            if variable in looked_at:
                found[variable] = name
    return found


def _names(source: str) -> set[str]:
    """Return the names that a check looks at and does not make itself."""
    nodes = list(ast.walk(ast.parse(source)))
    own = {node.arg for node in nodes if isinstance(node, ast.arg)}
    return {node.id for node in nodes if isinstance(node, ast.Name)} - own


def _made(source: str) -> Iterable[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def look(unit: Path, learner: str, folder: Path) -> Learner:
    """Return what a learner reaches, and the answers."""
    done = run(unit, learner, folder)
    answers = {name: done.names.get(name) for name in asked(unit)}
    decisions = {decision.name: decision for decision in decisions_of(unit, done)}
    set_up = next(cell for cell in units.read(unit).cells if cell.id == "setup")
    names: dict[str, Any] = {}
    before = os.environ.get("COURSE_LEARNER")
    os.environ["COURSE_LEARNER"] = learner
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(set_up.source, names)
            roots = names_of(units.read(unit), names)
            reach = in_reach(roots)
    finally:
        os.environ.pop("COURSE_LEARNER")
        if before is not None:
            os.environ["COURSE_LEARNER"] = before
    return Learner(reach, roots, answers, decisions)


def same(answer: Any, value: Any) -> bool:
    """Return whether something in reach is an answer."""
    if callable(answer) or isinstance(answer, bool) or isinstance(value, bool):
        return False
    if isinstance(answer, Real):
        return isinstance(value, Real) and bool(answer) and math.isclose(float(answer), float(value), rel_tol=1e-4)
    if isinstance(answer, str):
        return isinstance(value, str) and len(answer) > 1 and answer.lower() == value.lower()
    if isinstance(answer, Mapping):
        return isinstance(value, Mapping) and list(map(_plain, answer.items())) == list(map(_plain, value.items()))
    if isinstance(answer, (list, tuple)):
        return (
            isinstance(value, (list, tuple)) and len(answer) > 1 and sorted(map(str, answer)) == sorted(map(str, value))
        )
    return type(answer) is type(value) and hasattr(answer, "equals") and bool(answer.equals(value))


def _plain(pair: tuple[Any, Any]) -> tuple[str, str]:
    return str(pair[0]).lower(), str(pair[1]).lower()


def leaks_of(learner: Learner) -> set[str]:
    """Return the lines that give an answer away, for one learner."""
    found = {
        f"{name}: {thing.line}"
        for name, answer in learner.answers.items()
        for thing in learner.reach
        if same(answer, thing.value)
    }
    for name, answer in learner.answers.items():
        if isinstance(answer, Real) and not float(answer).is_integer():  # counts agree with some other count by chance
            printing = [root for root, value in learner.roots.items() if not hasattr(value, "iloc")]
            found |= {
                f"{name}: print({root})"
                for root in printing
                if any(math.isclose(float(answer), n, rel_tol=1e-4) for n in printed_numbers(learner.roots[root]))
            }
    for decision in learner.decisions.values():
        found |= {
            f"{decision.name}: {thing.line}" for thing in learner.reach if _earns(decision, thing.value) > RANDOM_SHARE
        }
    return found


def _earns(decision: Any, value: Any) -> float:
    if not isinstance(value, Mapping):
        return 0.0
    try:
        return float(decision.scorecard(validated(dict(value), decision.schema, decision.name)).share)
    except Exception:  # it is no plan
        return 0.0


@pytest.mark.parametrize("unit", EVERY_UNIT)
def test_no_line_reaches_an_answer(unit: Path, tmp_path: Path) -> None:
    """Neither a printed name, nor an attribute, nor a call."""
    leaks = set.intersection(*(leaks_of(look(unit, learner, tmp_path)) for learner in LEARNERS))
    assert not leaks, "\n".join(sorted(leaks))


@pytest.mark.parametrize("unit", EVERY_UNIT)
def test_no_function_in_reach_is_an_answer(unit: Path, tmp_path: Path) -> None:
    """A function of the course that a released cell names earns no function exercise all its points."""
    learner = look(unit, "ana", tmp_path)
    functions = [thing for thing in learner.reach if callable(thing.value) and not isinstance(thing.value, type)]
    for name, exercise_name in asked(unit).items():
        if not callable(learner.answers[name]):
            continue
        exercise = units.exercises(unit)[exercise_name]
        for function in functions:
            done = run(
                unit, "ana", tmp_path, {"*": UNTOUCHED, exercise_name: f"{name} = {function.line}"}, exercise_name
            )
            assert done.points(exercise) < exercise.points, f"{name} = {function.line}"


# ---------------------------------------------------------------- seen to fail


@dataclass(frozen=True)
class Careless:
    """A case that holds its answers."""

    patients: int
    nurses_needed: float
    order: Mapping[str, str]

    @property
    def best_plan(self) -> Mapping[str, str]:
        return self.order

    def mean_wait(self) -> float:
        return 7.25


Careless.__module__ = "course.careless"  # as if it were the course's own


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        (6.4, "my.nurses_needed"),
        (6.4, "print(my)"),
        (7.25, "my.mean_wait()"),
        ({"A": "stop"}, "my.best_plan"),
    ],
)
def test_an_answer_that_lies_about_is_seen(answer: Any, line: str) -> None:
    careless = Careless(32, 6.4, {"A": "stop"})
    roots = {"my": careless}
    Careless.mean_wait.__module__ = "course.careless"
    found = leaks_of(Learner(in_reach(roots), roots, {"asked": answer}, {}))
    assert f"asked: {line}" in found
    assert not leaks_of(Learner(in_reach(roots), roots, {"asked": 99.5}, {}))
