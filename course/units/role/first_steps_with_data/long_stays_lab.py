"""The lab that opens the unit: which part of the bed days do long stays take?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.figures.skipping import skipped_while_graded
from course.labs.guess import Guess, Guessed
from course.labs.lab import Lab, Reading, Slider
from course.units.role.first_steps_with_data.long_stays_model import LongStays, wrenfield_shares
from course.units.role.first_steps_with_data.long_stays_pictures import LongStaysView

if TYPE_CHECKING:
    from course.units.role.first_steps_with_data.case import FirstStepsWithDataCase

GUESS = Guess("guess_bed_days", Slider("guess", "My guess", 0, 100, 1, 30, unit="of 100 bed days"))


def _reading(result: Guessed[LongStays]) -> Reading:
    return Reading(
        f"{100 * result.found.of_stays:.0f} of 100 stays take {100 * result.found.of_days:.0f} of 100 bed days. "
        "The three people were nearly right. How is it in your own table?",
        table=[
            ["Wrenfield, stays that ended in fiscal year 2025", "Stays of a week or more", "All"],
            ["of 100 stays", f"{100 * result.found.of_stays:.1f}", "100"],
            ["of 100 bed days", f"{100 * result.found.of_days:.1f}", "100"],
        ],
    )


@skipped_while_graded
def long_stays_lab(my: FirstStepsWithDataCase) -> Lab:
    """Return the opening lab: guess which part of the bed days long stays hold, keep the guess, uncover it."""
    return GUESS.lab(
        title="A few stay long",
        question="How many of 100 bed days do they take? No points: your guess is kept and shown again later.",
        reveal="Uncover the bed days",
        found=wrenfield_shares(),
        view=LongStaysView(),
        before="Move the slider to your guess, keep it, then uncover the bed days.",
        after=_reading,
        case_id=my.case_id,
    )


def first_guess() -> None:
    """Print the guess that was kept at the start, beside what Wrenfield's year showed."""
    GUESS.print_beside(f"long stays took {100 * wrenfield_shares().of_days:.0f} of 100 bed days at Wrenfield")


LABS = {"guess_bed_days": long_stays_lab}
