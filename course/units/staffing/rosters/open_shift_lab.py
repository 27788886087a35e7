"""The opening lab of the rostering unit: guess how many of thirty may take one open shift, then strike the names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.figures.skipping import skipped_while_graded
from course.labs.guess import Guess, Guessed
from course.labs.lab import Lab, Reading, Slider
from course.units.staffing.rosters.open_shift_model import OpenShift
from course.units.staffing.rosters.open_shift_pictures import STEP_WORDS, OpenShiftView

if TYPE_CHECKING:
    from course.units.staffing.rosters.case import RostersCase


def reading(result: Guessed[OpenShift]) -> Reading:
    """Say how many may come, beside the guess."""
    shift = result.found
    rows = [["Everybody on the unit", str(shift.people)]]
    rows += [[said[0].upper() + said[1:], f"−{shift.counts[step]}"] for step, said in STEP_WORDS.items()]
    return Reading(
        f"{shift.may_come} of {shift.people} may come, and that is before you ask whether they want to. "
        f"You guessed {result.guess}.",
        table=[["Step", "People"], *rows, ["May come", str(shift.may_come)]],
    )


def _guess(people: int) -> Guess:
    return Guess("call_guess", Slider("guess", "My guess", 0, people, 1, people // 2, unit="people may come"))


@skipped_while_graded
def who_may_come(my: RostersCase) -> Lab:
    """Return the opening lab: guess how many may take one open shift, keep the guess, strike the names."""
    shift = my.open_shift
    people = shift.people
    return _guess(people).lab(
        title="One open shift",
        question=f"Somebody cannot come for {shift.name}. Guess first: how many of {people} may take it? No marks.",
        reveal="Strike the names",
        found=shift,
        view=OpenShiftView(shift),
        before="Move the slider to your guess, keep it, then strike the names.",
        after=reading,
        case_id=my.case_id,
    )


def first_guess(my: RostersCase) -> None:
    """Print the guess that was kept at the start, beside how many may come."""
    shift = my.open_shift
    _guess(shift.people).print_beside(f"{shift.may_come} of {shift.people} may take {shift.name}")


LABS = {"call_guess": who_may_come}
