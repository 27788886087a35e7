"""The opening lab of the unit: guess what a chair that is never empty takes, keep the guess, fill the chair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.figures.skipping import skipped_while_graded
from course.labs.guess import Guess, Guessed
from course.labs.lab import Lab, Reading, Slider
from course.staffing.hours import PAID_HOURS_PER_FTE
from course.units.staffing.census_to_ftes.chair_model import HOURS_A_YEAR, Chair, chair
from course.units.staffing.census_to_ftes.chair_pictures import ChairView

if TYPE_CHECKING:
    from course.units.staffing.census_to_ftes.case import CensusToFtesCase

GUESS = Guess("chair_guess", Slider("guess", "My guess", 1, 7.5, 0.1, 3, unit="full-time people", decimals=1))


def reading(result: Guessed[Chair]) -> Reading:
    """Say what the chair takes, in two steps, beside the guess."""
    full = result.found
    rows = [
        ["Hours of the chair in a year", "8,760"],
        ["Paid hours of one FTE", "2,080"],
        ["Of these, worked", f"{full.worked_hours:,.0f}"],
        ["FTEs if nobody were ever away", f"{HOURS_A_YEAR / PAID_HOURS_PER_FTE:.2f}"],
        ["FTEs to pay", f"{full.ftes:.2f}"],
    ]
    return Reading(
        f"{full.ftes:.2f} full-time equivalents for one chair: {HOURS_A_YEAR / PAID_HOURS_PER_FTE:.2f} because "
        f"a year has 8,760 hours, the rest because {full.away_hours:,.0f} of each 2,080 paid hours are not worked. "
        f"You guessed {result.guess:.1f}.",
        table=[["Step", "Value"], *rows],
    )


@skipped_while_graded
def one_chair(my: CensusToFtesCase) -> Lab:
    """Return the opening lab: guess, keep the guess, fill the chair."""
    full = chair(my.unit)
    return GUESS.lab(
        title="One chair, never empty",
        question="One nurse at one bedside, day and night, all year. Guess first: how many full-time people? No marks.",
        reveal="Fill the chair",
        found=full,
        view=ChairView(full),
        before="Move the slider to your guess, keep it, then fill the chair.",
        after=reading,
        case_id=my.case_id,
    )


def first_guess(my: CensusToFtesCase) -> None:
    """Print the guess that was kept at the start, beside what the chair takes."""
    GUESS.print_beside(f"one chair takes {chair(my.unit).ftes:.2f} full-time equivalents on your unit")


LABS = {"chair_guess": one_chair}
