"""Cells of a notebook that has run, made by hand: what a check told, as text and as data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograder.notebooks.scoring import CellScore
from course.bundle import MIME, Bundle, as_json
from course.checks.core import gathered, tell
from course.checks.wording import lines
from course.commands.check.results import Ran

Output = dict[str, Any]


def text(said: str, name: str = "stdout") -> Output:
    return {"output_type": "stream", "name": name, "text": said}


def data(bundle: Bundle) -> Output:
    return {"output_type": "display_data", "data": {MIME: as_json(bundle)}, "metadata": {}}


def error(*said: str, name: str = "NotYet", value: str = "not there") -> Output:
    return {"output_type": "error", "ename": name, "evalue": value, "traceback": list(said)}


def told(bundle: Bundle) -> list[Output]:
    """What a notebook holds of a check that told something: its lines and the data."""
    if bundle.possible is None and not bundle.verdict.met:
        return [data(bundle), error(*lines(bundle))]
    return [text("\n".join(lines(bundle)) + "\n"), data(bundle)]


def found_by(check: Callable[[], object]) -> Bundle:
    """Return what a check tells."""
    from course.checks import NotYet

    with gathered() as found:
        try:
            check()
        except NotYet as problem:
            tell(problem.found)
    return found[-1]


def graded(name: str, points: float | None, possible: float, *outputs: Output, **metadata: Any) -> dict[str, Any]:
    """A graded cell; its score is in its metadata, from which `ran` takes it."""
    role = {"grade_id": name, "grade": True, "solution": points is None, "points": possible}
    return {
        "cell_type": "code",
        "metadata": {"nbgrader": role, "score": points, **metadata},
        "source": "",
        "outputs": list(outputs),
    }


def answer(exercise: str, *outputs: Output) -> dict[str, Any]:
    """An answer's cell, which earns nothing by itself."""
    role = {"grade_id": f"{exercise}-answer", "grade": False, "solution": True}
    return {"cell_type": "code", "metadata": {"nbgrader": role}, "source": "", "outputs": list(outputs)}


def ran(*cells: dict[str, Any], said: str = "") -> Ran:
    """A notebook that has run, with the scores of its graded cells."""
    scores = [
        CellScore(role["grade_id"], cell["metadata"]["score"], role["points"], said)
        for cell in cells
        if (role := cell["metadata"].get("nbgrader", {})).get("grade")
    ]
    return Ran(tuple(scores), cells)
