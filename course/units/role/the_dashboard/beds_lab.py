"""The lab that opens the unit: two dashboards disagree about how full Wrenfield's beds are; which is wrong?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.figures.skipping import skipped_while_graded
from course.labs.guess import Guess, Guessed
from course.labs.lab import Choice, Lab, Reading
from course.units.role.the_dashboard.beds_model import Night, average_night
from course.units.role.the_dashboard.beds_pictures import GUESSES, BedsView
from course.units.role.the_dashboard.dashboard_model import LICENSED, STAFFED, wrenfield

if TYPE_CHECKING:
    from course.units.role.the_dashboard.case import TheDashboardCase

GUESS = Guess(
    "guess_dashboard",
    Choice("guess", "I would correct", tuple(GUESSES.items()), "finance"),
    says="You would have corrected {}",
)


def _reading(result: Guessed[Night]) -> Reading:
    seen = result.found
    return Reading(
        f"The same {seen.patients} patients lie in both figures: {seen.share(LICENSED):.0%} of "
        f"{seen.beds[LICENSED]} licensed beds, {seen.share(STAFFED):.0%} of {seen.beds[STAFFED]} staffed ones. "
        "Neither is wrong. Neither says which beds it counts.",
        table=[
            ["Beds", "Number", "Patients on an average night", "Share taken"],
            *[[k.capitalize(), str(n), str(seen.patients), f"{seen.share(k):.1%}"] for k, n in seen.beds.items()],
        ],
    )


@skipped_while_graded
def beds_lab(my: TheDashboardCase) -> Lab:
    """Return the opening lab: guess which dashboard is wrong, keep the guess, turn on the lights."""
    return GUESS.lab(
        title="Lights on",
        question="Finance says 61% full, nursing 75%. Which would you correct? No points: the guess is kept.",
        reveal="Turn on the lights",
        found=average_night(wrenfield().year),
        view=BedsView(),
        before="Choose what you would correct, keep the guess, then turn on the lights.",
        after=_reading,
        case_id=my.case_id,
    )


def first_guess() -> None:
    """Print the guess that was kept at the start, beside what the lights showed."""
    GUESS.print_beside("Neither was wrong: each had left out which beds it counted", between=". ")


LABS = {"guess_dashboard": beds_lab}
