"""The guess that opens the unit: empty posts filled at a stroke, and a year waited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.figures.skipping import skipped_while_graded
from course.labs.guess import Guess, Guessed
from course.labs.lab import Lab, Reading, Slider
from course.units.staffing.people.hiring_model import SHORT_MONTH_NAMES, FilledOnce, fill_vacancies_once
from course.units.staffing.people.refill_pictures import RefillView

if TYPE_CHECKING:
    from course.units.staffing.people.case import PeopleCase

GUESS = Guess(
    "refill_guess", Slider("guess", "My guess", 0, 18, 1, 2, unit="empty posts", help="At the end of month 12.")
)


def reading(result: Guessed[FilledOnce]) -> Reading:
    """Say what is empty a year later, beside the guess."""
    seen = result.found
    rows = [[name, f"{empty:.1f}"] for name, empty in zip(SHORT_MONTH_NAMES, seen.empty, strict=True)]
    end = float(seen.empty[-1])
    return Reading(
        f"Next June {end:.1f} posts are empty, more than the {seen.vacant} there were: people leave in every month, "
        f"and new ones soonest. Filling posts once does not keep them filled. You guessed {result.guess:.0f}.",
        table=[["End of", "Empty posts"], ["Before", str(seen.vacant)], ["Day 1", "0"], *rows],
    )


@skipped_while_graded
def refill_guess(my: PeopleCase) -> Lab:
    """Return the opening lab: guess what a year does to posts that are filled today, keep it, wait a year."""
    filled = fill_vacancies_once(my.hiring)
    return GUESS.lab(
        title=f"{filled.vacant} empty posts, {filled.vacant} hires",
        question=f"All {filled.vacant} empty posts are filled today, and nobody is hired after. "
        "Guess first: how many are empty in a year? No marks.",
        reveal="Wait a year",
        found=filled,
        view=RefillView(filled),
        before="Set the slider to the posts that you think are empty next June, keep it, then wait a year.",
        after=reading,
        case_id=my.case_id,
    )


def first_guess(my: PeopleCase) -> None:
    """Print the guess that was kept at the start, beside what the year makes of it."""
    seen = fill_vacancies_once(my.hiring)
    GUESS.print_beside(
        f"with all {seen.vacant} posts filled on the first day, {seen.empty[-1]:.1f} are empty a year later"
    )


LABS = {"refill_guess": refill_guess}
