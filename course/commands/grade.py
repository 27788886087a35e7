"""`medmgmt grade`: grades a class that handed in, quickly and safely, into nbgrader's own gradebook."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from autograder.assignments.assignment import Assignment, CannotGrade
from autograder.assignments.settings import unprotected
from autograder.confinement import Protections, protections
from autograder.gradebook.verifying import Difference, verify
from autograder.notebooks.verdicts import Weight
from autograder.runs.class_run import ClassResult, grade_class
from course.commands import Stop

SAMPLE = 5  # submissions that --verify grades again; stock nbgrader takes seconds for each notebook
VERIFY_SEED = 1


def assignment_of(name: str, course: Path | None) -> Assignment:
    """Return an assignment of this course, or of the nbgrader course in another folder.

    Raises
    ------
    Stop
        If there is no course there.
    """
    from course.commands.release import configuration

    return Assignment(name, configuration(course))


def grade(
    assignment: Assignment,
    students: Sequence[str],
    *,
    jobs: int,
    scheduler: str | None,
    again: bool,
    unconfined: bool,
    progress: Callable[[int, int], None],
) -> ClassResult:
    """Grade with the fast engine, on this machine or on a cluster.

    Raises
    ------
    Stop
        If it cannot be graded as things are.
    """
    have = protections()
    if not have.any and not (unconfined or assignment.engine.unconfined):
        raise Stop(unprotected(have))
    used: Protections | None = have if have.any else None

    def pool() -> Any:
        if scheduler is not None:
            from autograder.runs.cluster import ClusterPool

            return ClusterPool(assignment.opening(used), scheduler)
        from autograder.runs.pool import LocalPool

        return LocalPool(assignment.opening(used), jobs)

    try:
        return grade_class(assignment, pool, students or None, again=again, progress=progress)
    except CannotGrade as problem:
        raise Stop(str(problem)) from None


def grade_with_stock(
    assignment: Assignment, students: Sequence[str], progress: Callable[[int, int], None]
) -> list[str]:
    """Grade with stock nbgrader itself, one after another; return who could not be graded."""
    from autograder.gradebook.verifying import stock_config
    from course.commands.release import nbgrader_api

    api = nbgrader_api(stock_config(assignment))
    chosen = list(students) or assignment.students()
    failed = []
    for done, student in enumerate(chosen, start=1):
        if not api.autograde(assignment.name, student, force=True, create=True)["success"]:
            failed.append(student)
        progress(done, len(chosen))
    return failed


def compared(assignment: Assignment, result: ClassResult) -> tuple[list[str], list[Difference], list[str]]:
    """Grade a sample again with stock nbgrader; return the sample, what differs, and whom stock cannot grade."""
    honest = [s for s in [*result.graded, *result.skipped] if s not in result.of_weight(Weight.FLAG)]
    sample = random.Random(VERIFY_SEED).sample(honest, min(SAMPLE, len(honest)))
    try:
        found, failed = verify(assignment, sample)
    except ValueError as problem:
        raise Stop(str(problem)) from None
    return sample, found, failed


def as_plain_data(result: ClassResult) -> dict[str, Any]:
    """Return a result for scripts."""
    return {
        "graded": result.graded,
        "skipped": result.skipped,
        "needs_attention": result.of_weight(Weight.ATTENTION),
        "flagged": result.of_weight(Weight.FLAG),
        "verdicts": {
            student: [{**v.as_plain_data(), "weight": v.weight.value, "say": v.say} for v in found]
            for student, found in result.verdicts.items()
            if found
        },
    }
