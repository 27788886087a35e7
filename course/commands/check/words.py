"""What a learner reads of a check: each exercise's points and advice, and the points in all."""

from __future__ import annotations

from typing import Any

from course.bundle import Bundle
from course.checks.wording import lines_to_mend
from course.commands.check.results import CheckResult, ExerciseResult

ALL_POINTS = "✓ all points"
MORE = "There is more to mend in this exercise."


def as_plain_data(result: CheckResult) -> dict[str, Any]:
    """Return a result as plain data, for JSON."""
    return {
        "unit": result.source.stem,
        "summary": summary(result),
        "notes": list(result.notes),
        "exercises": [
            {"exercise": e.name, "points": paid(e), "slips": e.slips, "advice": advice(e)} for e in result.exercises
        ],
    }


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


def paid(exercise: ExerciseResult) -> str:
    """Return an exercise's points."""
    return "by hand" if exercise.by_hand else f"{exercise.points:g} of {exercise.possible:g}"


def advice(exercise: ExerciseResult) -> str:
    """Return the first thing to act on: why the answer stopped, else what the first check that is not met said."""
    if exercise.complete:
        return ALL_POINTS
    if exercise.stopped is not None:
        return _of_a_stop(exercise.stopped)
    unmet = [cell for cell in exercise.cells if cell.unmet]
    if not unmet:
        return ""
    first, *others = unmet
    new = {why for cell in others for why in cell.told.reasons} - set(first.told.reasons)
    return "\n".join([*first.to_mend, MORE] if new else first.to_mend)


def _of_a_stop(why: Bundle | str) -> str:
    """Return why an answer's cell stopped, and at which line."""
    if isinstance(why, str):
        return f"Your answer cell stopped: {why}"
    where = f" at line {why.place.line}" if why.place else ""
    return f"Your answer cell stopped{where}: " + "\n".join(lines_to_mend(why))
