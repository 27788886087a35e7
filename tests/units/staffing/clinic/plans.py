"""Plans of the story's template by name, and sessions judged without arrays by the binomial's own formula."""

from __future__ import annotations

from math import comb

from course.units.staffing.clinic.clinic_template_model import (
    FOLLOW_UP,
    LONG_TERM_CARE,
    NEW_PATIENTS,
)


def template_plan(*booked: int, hours: tuple[int, int, int] = (0, 0, 0), who: str = "by_turn") -> dict[str, object]:
    """Return bookings of new patients, follow-up and long-term conditions, with their hours of reminders."""
    keys = (NEW_PATIENTS, FOLLOW_UP, LONG_TERM_CARE)
    return (
        {f"{key}_booked": n for key, n in zip(keys, booked, strict=True)}
        | {f"{key}_reminder_hours": h for key, h in zip(keys, hours, strict=True)}
        | {"double_booked": who}
    )


def crowd_chance(booked: int, show: float, crowd: int = 23) -> float:
    """Return the chance that a crowd arrives."""
    return sum(_chance(k, booked, show) for k in range(crowd, booked + 1))


def idle_slots(booked: int, show: float, slots: int = 20) -> float:
    """Return the slots left empty on the mean."""
    return sum((slots - k) * _chance(k, booked, show) for k in range(min(slots, booked + 1)))


def reminded(show: float, hours: int, fewer: float) -> float:
    """Return the show rate after whole hours of reminders, one by one."""
    missing = 1 - show
    for _ in range(hours):
        missing -= fewer * missing
    return 1 - missing


def _chance(arrivals: int, booked: int, show: float) -> float:
    return comb(booked, arrivals) * show**arrivals * (1 - show) ** (booked - arrivals)
