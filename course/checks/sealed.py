"""Gives the whole verdict at the moment of answering: runs what the release has sealed beside the notebook.

A hidden test is released packed, in a file beside the notebook, and a line in its place runs it on the learner's
answer. So a learner knows at once. Packing keeps an answer from being read at a glance and from being found by a
search; it keeps nobody out who wants in. What counts for a class is what nbgrader runs: it puts the tests themselves
back into their cells.
"""

from __future__ import annotations

import ast
import base64
import contextlib
import io
import sys
import warnings
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from course.bundle import Bundle, Part, Verdict
from course.checks.core import AGAIN, CHANGE_IT, NotYet, Points, being_graded, gathered, graded_later, tell
from course.errors.explaining import SET_UP_NAMES, explanation
from course.errors.stopped import names_made, stopped_names

FOLDER = ".checks"  # beside the notebooks of a module
MAX_BYTES = 2_000_000  # of one file of seals; a unit's has some 10 kB


@dataclass(frozen=True)
class Seal:
    """One hidden test as it is released.

    Parameters
    ----------
    points : float
        What its cell can earn.
    packed : str
        Its text, compressed, in letters and digits.
    """

    points: float
    packed: str

    @property
    def source(self) -> str:
        """The text of the hidden test."""
        return zlib.decompress(base64.b85decode(self.packed)).decode()


def seal(source: str, points: float) -> Seal:
    """Return a hidden test as it is released."""
    return Seal(points, base64.b85encode(zlib.compress(source.encode(), 9)).decode())


def as_json(seals: Mapping[str, Seal]) -> str:
    """Return the file that is released beside a notebook: its seals by the names of their cells."""
    import json  # here, because importing the checks stays light

    return json.dumps({name: {"points": one.points, "packed": one.packed} for name, one in seals.items()}, indent=1)


def check_now(notebook: str, name: str) -> None:
    """Run a sealed check on the answer above it, and tell the verdict with its points.

    Parameters
    ----------
    notebook : str
        The name under which the unit was released, for instance ``"1_census_to_ftes"``.
    name : str
        The check's cell, for instance ``"hppd-check"``.

    Raises
    ------
    NotYet
        Only where nbgrader validates the notebook and reads the error; a learner reads the same words.
    """
    from course.checks.progress import note_results  # it loads json, and most who import the checks tell nothing

    sealed = _find(Path(FOLDER, f"{notebook}.json"), name)
    if sealed is None:
        graded_later()
        return
    names = dict(sys._getframe(1).f_globals)  # of the notebook, whose names the check looks at
    found, earned = _verdict(sealed, names) if names.keys() >= SET_UP_NAMES else _without_set_up(sealed)
    note_results(notebook, {name.rpartition("-")[0]: (earned, sealed.points)})
    if being_graded() and earned < sealed.points:
        raise NotYet(found.what, found.say, found.then, found.slip)
    tell(found)


def _find(file: Path, name: str) -> Seal | None:
    """Return a check's seal from the file beside the notebook, or None where there is none that can be read."""
    import json

    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, zlib.error):
        if file.stat().st_size <= MAX_BYTES:
            one = Seal(**json.loads(file.read_text(encoding="utf-8"))[name])
            return one if one.source else None
    return None


def _verdict(sealed: Seal, names: dict[str, Any]) -> tuple[Bundle, float]:
    """Run a hidden test among a notebook's names, and return what it found and what it pays."""
    if stopped := stopped_names() & _looked_at(sealed.source):
        return _with_points(_stopped(min(stopped)), 0.0, sealed.points), 0.0
    with gathered() as told, contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            paid = _run(sealed.source, names)
        except NotYet as problem:
            return _with_points(problem.found, 0.0, sealed.points), 0.0
        except NameError as problem:
            return _with_points(_missing(problem), 0.0, sealed.points), 0.0
        except Exception as problem:  # an answer of a kind that nobody thought of
            return _with_points(_unreadable(problem), 0.0, sealed.points), 0.0
    earned = float(paid) if isinstance(paid, Points) else sealed.points
    return _with_points(_joined(told), earned, sealed.points), earned


def _run(source: str, names: dict[str, Any]) -> Any:
    """Run a cell's text, and return what its last line gives."""
    tree = ast.parse(source)
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr):
        exec(compile(tree, "<check>", "exec"), names)
        return None
    tree.body.pop()
    exec(compile(tree, "<check>", "exec"), names)
    return eval(compile(ast.Expression(last.value), "<check>", "eval"), names)


def _looked_at(source: str) -> set[str]:
    """Return the names that a check takes from the notebook: those that it does not make itself."""
    names = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
    return names - names_made(source)


def _joined(told: Sequence[Bundle]) -> Bundle:
    """Return what a check told as one: most tell one thing."""
    if len(told) == 1:
        return told[0]
    return Bundle("", Verdict.RIGHT, then=told[-1].then, parts=tuple(Part(b.what, b.verdict, b.say) for b in told))


def _stopped(name: str) -> Bundle:
    say = "Its cell stopped when you ran it last, so there is no answer to look at."
    return Bundle(f"“{name}”", Verdict.NOT_YET, say, then=f"mend the line at which that cell stops, {AGAIN}")


def _missing(problem: NameError) -> Bundle:
    say = "It is not there: its cell stopped, was not run, or spells it differently."
    then = "run the answer cell above, mend the line at which it stops, or the name, and run this check again."
    return Bundle(f"“{problem.name}”", Verdict.NOT_YET, say, then=then)


def _without_set_up(sealed: Seal) -> tuple[Bundle, float]:
    """Send the learner to the set-up cell, whatever else is missing."""
    name = next(iter(SET_UP_NAMES))
    stop = explanation(NameError(f"name {name!r} is not defined", name=name), None, {})
    return _with_points(Bundle("your answer", Verdict.NOT_YET, stop.say, then=stop.then), 0.0, sealed.points), 0.0


def _unreadable(problem: Exception) -> Bundle:
    say = f"The check cannot read it ({type(problem).__name__}): it is not of the kind that the question asks for."
    return Bundle("your answer", Verdict.NOT_YET, say, then=CHANGE_IT)


def _with_points(found: Bundle, earned: float, possible: float) -> Bundle:
    return replace(found, earned=earned, possible=possible)
