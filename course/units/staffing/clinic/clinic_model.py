"""A learner's clinic: a panel, overbooking's cost, a template to fill, a registration desk, a book of open slots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from course.staffing.clinic import third_next_available_days
from course.units.staffing.clinic.clinic_template_model import Template
from course.units.staffing.clinic.registration_desk_model import RegistrationDesk


@dataclass(frozen=True)
class Panel:
    """One clinician's year: visits offered a day, clinic days, visits a patient makes, patients on the panel now."""

    visits_per_day: int
    days_per_year: int
    visits_per_patient_year: float
    patients: int


@dataclass(frozen=True)
class Overbooking:
    """A session's slots, its show rate, and what an empty slot and a patient beyond the slots cost."""

    slots: int
    show_share: float
    idle_usd: int
    over_usd: int


@dataclass(frozen=True)
class Clinic:
    """Everything that the unit asks about the clinic.

    Parameters
    ----------
    open_slots_by_day : tuple of int
        Open slots from today on, by calendar day, in one clinician's book.
    """

    panel: Panel
    overbooking: Overbooking
    template: Template
    desk: RegistrationDesk
    open_slots_by_day: tuple[int, ...]


def first_available_days(open_slots_by_day: Sequence[int]) -> int:
    """Return the days until the first open slot, which may be a cancellation that nobody could plan on."""
    return next(day for day, slots in enumerate(open_slots_by_day) if slots)


@dataclass(frozen=True)
class SlotBook:
    """Open slots by calendar day, with the days until the first and until the third of them."""

    open_slots_by_day: tuple[int, ...]
    first_days: int
    third_days: int


def read_book(open_slots_by_day: tuple[int, ...]) -> SlotBook:
    """Return a book of open slots with its first and its third next available."""
    return SlotBook(
        open_slots_by_day, first_available_days(open_slots_by_day), third_next_available_days(open_slots_by_day)
    )
