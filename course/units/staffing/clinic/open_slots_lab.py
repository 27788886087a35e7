"""The guess that opens the unit: how long somebody who calls the clinic waits for an appointment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.figures.skipping import skipped_while_graded
from course.labs.guess import Guess, Guessed
from course.labs.lab import Lab, Reading, Slider
from course.units.staffing.clinic.clinic_model import SlotBook, read_book
from course.units.staffing.clinic.open_slots_pictures import OpenSlotsView, in_days

if TYPE_CHECKING:
    from course.units.staffing.clinic.case import ClinicCase

DEFAULT_GUESS = 7


def reading(result: Guessed[SlotBook]) -> Reading:
    """Say where the first and the third open slot are, beside the guess."""
    book = result.found
    return Reading(
        f"The first open slot is in {in_days(book.first_days)}: somebody canceled, and nobody could plan on it. The "
        f"third is in {in_days(book.third_days)}. You guessed {in_days(result.guess)}.",
        table=_rows(book),
    )


def _rows(book: SlotBook) -> list[list[str]]:
    open_days = [[str(day), str(count)] for day, count in enumerate(book.open_slots_by_day) if count]
    return [["Days from today", "Open slots"], *open_days]


def _guess(book: SlotBook) -> Guess:
    slider = Slider(
        "guess",
        "My guess",
        0,
        len(book.open_slots_by_day) - 1,
        1,
        DEFAULT_GUESS,
        unit="days",
        help="Calendar days from today until the third open slot.",
    )
    return Guess("slots_guess", slider, says="You guessed {} days")


@skipped_while_graded
def slots_guess(my: ClinicCase) -> Lab:
    """Return the opening lab: guess the days until the third open slot, keep the guess, uncover the book."""
    book = read_book(my.clinic.open_slots_by_day)
    return _guess(book).lab(
        title="One clinician's book",
        question="The first open slot is drawn. In how many days is the third? Guess first; no marks.",
        reveal="Uncover the book",
        found=book,
        view=OpenSlotsView(book),
        before="Set the slider to the day on which you think the third slot is open, keep it, then uncover.",
        after=reading,
        case_id=my.case_id,
    )


def first_guess(my: ClinicCase) -> None:
    """Print the guess that was kept at the start, beside the day of the third open slot."""
    book = read_book(my.clinic.open_slots_by_day)
    _guess(book).print_beside(f"the third open slot was in {in_days(book.third_days)}")


LABS = {"slots_guess": slots_guess}
