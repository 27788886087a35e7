"""Grades any nbgrader course: quickly, confined, and with stock nbgrader's scores.

What stands in ``__all__`` is the public interface, and keeps its meaning from one version to the next. Everything else
is the grader's own affair and may move. Nothing is loaded before it is used, so ``import autograder`` costs nothing.

>>> from autograder import Assignment, configuration, grade       # doctest: +SKIP
>>> result = grade(Assignment("ps1", configuration()), jobs=4)    # doctest: +SKIP
>>> result.graded, result.verdicts                                # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOMES = {
    "Assignment": "autograder.assignments.assignment",
    "CannotGrade": "autograder.problems",
    "ClassResult": "autograder.runs.class_run",
    "Difference": "autograder.gradebook.verifying",
    "Verdict": "autograder.notebooks.verdicts",
    "configuration": "autograder.assignments.configuration",
    "grade": "autograder.runs.engines",
    "protections": "autograder.confinement",
    "use_confined_steps": "autograder.steps.plugging_in",
    "verify": "autograder.gradebook.verifying",
}
__all__ = sorted(_HOMES)  # ten names, of which a test says which


def __getattr__(name: str) -> Any:
    """Load a public name at its first use."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return list(__all__)
