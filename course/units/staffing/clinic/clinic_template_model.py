"""A clinic's template: who comes to three sessions, how full they get, and on whom double-booking falls.

Bookings are whole patients a session, reminder hours staff-hours a session. In an array of plans the last axis
follows the template's sessions; earlier axes are plans.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course.staffing.clinic import show_share_with_reminders
from course.staffing.overbooking import chance_of_at_least, expected_idle_slots

NEW_PATIENTS, FOLLOW_UP, LONG_TERM_CARE = "new_patients", "follow_up", "long_term_care"
BY_TURN, BY_RISK = "by_turn", "by_risk"


@dataclass(frozen=True)
class Session:
    """One half-day of the template, as the last year showed it.

    Parameters
    ----------
    label : str
        What the clinic calls it.
    show_share : float
        Share of booked patients who come when nobody reminds them, 0 to 1.
    medicaid_share : float
        Share of its patients whom Medicaid insures, 0 to 1.
    """

    label: str
    show_share: float
    medicaid_share: float


@dataclass(frozen=True)
class Template:
    """Three sessions to book, and what the practice has promised about them.

    Parameters
    ----------
    sessions : mapping of str to Session
        The sessions by name.
    slots : int
        Patients whom one session can see.
    crowd : int
        So many arrivals at one session are a crowd; patients then wait long and staff stay late.
    crowd_limit_share : float
        Chance of a crowd at a session, at most.
    idle_limit_slots : float
        Slots left empty at a session on the mean, at most.
    reminder_limit_hours : float
        Staff-hours of reminders for the three sessions together, at most.
    fewer_no_shows_per_hour : float
        Share of a session's remaining no-shows that each hour of reminders turns into visits.
    fairness_points_share : float
        The share of Medicaid patients among the double-booked may exceed their share of appointments by so much.
    medicaid_risk_ratio : float
        How many times as often Medicaid patients of a session miss their appointment as its other patients do.
    """

    sessions: Mapping[str, Session]
    slots: int
    crowd: int
    crowd_limit_share: float
    idle_limit_slots: float
    reminder_limit_hours: float
    fewer_no_shows_per_hour: float
    fairness_points_share: float
    medicaid_risk_ratio: float

    @property
    def average_bookings(self) -> int:
        """The one number of bookings that would fill the slots at the mean of the sessions' show rates."""
        shown = np.mean([session.show_share for session in self.sessions.values()])
        return round(self.slots / float(shown))


def wrenfield_template() -> Template:
    """Return the story's base case."""
    return Template(
        sessions=MappingProxyType(
            {
                NEW_PATIENTS: Session("New patients", 0.80, 0.60),
                FOLLOW_UP: Session("Follow-up", 0.86, 0.32),
                LONG_TERM_CARE: Session("Long-term conditions", 0.92, 0.08),
            }
        ),
        slots=20,
        crowd=23,
        crowd_limit_share=0.10,
        idle_limit_slots=1.5,
        reminder_limit_hours=10,
        fewer_no_shows_per_hour=0.025,  # ten hours spare a session a fifth of its no-shows; invented for teaching
        fairness_points_share=0.05,
        medicaid_risk_ratio=1.6,
    )


@dataclass(frozen=True)
class TemplateMeasures:
    """What one plan, or an array of plans, comes to.

    Parameters
    ----------
    show_share : array
        Show rate of each session with its reminders; the last axis is the session, here and in the next two.
    crowd_chance : array
        Chance that a crowd arrives.
    idle_slots : array
        Mean slots left empty.
    medicaid_of_double_booked, medicaid_of_booked : array
        Share of Medicaid patients among the double-booked appointments, and among all; 0 where nobody is.
    reminder_hours : array
        Staff-hours of reminders for all sessions.
    """

    show_share: Any
    crowd_chance: Any
    idle_slots: Any
    medicaid_of_double_booked: Any
    medicaid_of_booked: Any
    reminder_hours: Any


def measure_template(
    template: Template, booked: ArrayLike, reminder_hours: ArrayLike, by_risk: ArrayLike = False
) -> TemplateMeasures:
    """Add up one plan or many.

    Parameters
    ----------
    template : Template
        The sessions and the promises.
    booked, reminder_hours : array, shape (..., 3)
        Bookings and hours of reminders of each session.
    by_risk : array of bool
        Whether those likeliest to miss their appointment are the ones who share a slot, rather than whoever's turn
        it is. How many arrive is the same; who waits is not.
    """
    patients, hours = np.broadcast_arrays(np.asarray(booked, dtype=int), np.asarray(reminder_hours, dtype=float))
    show = show_shares(template, hours)
    of_double_booked, of_booked = medicaid_shares(template, patients, by_risk)
    return TemplateMeasures(
        show_share=show,
        crowd_chance=chance_of_at_least(template.crowd, patients, show),
        idle_slots=expected_idle_slots(patients, template.slots, show),
        medicaid_of_double_booked=of_double_booked,
        medicaid_of_booked=of_booked,
        reminder_hours=hours.sum(axis=-1),
    )


def measure_plan(template: Template, plan: Mapping[str, Any]) -> TemplateMeasures:
    """Return what a plan by name comes to."""
    booked = [bookings(plan, key) for key in template.sessions]
    hours = [float(plan[f"{key}_reminder_hours"]) for key in template.sessions]
    return measure_template(template, booked, hours, plan["double_booked"] == BY_RISK)


def show_shares(template: Template, reminder_hours: ArrayLike) -> NDArray[np.float64]:
    """Return each session's show rate after so many hours of reminders; each hour does less than the one before."""
    unreminded = np.array([session.show_share for session in template.sessions.values()])
    hours = np.asarray(reminder_hours, dtype=float)
    return np.asarray(show_share_with_reminders(unreminded, hours, template.fewer_no_shows_per_hour))


def medicaid_shares(template: Template, booked: ArrayLike, by_risk: ArrayLike = False) -> tuple[Any, Any]:
    """Return the share of Medicaid patients among the double-booked appointments, and among all that are booked."""
    patients = np.asarray(booked, dtype=int)
    medicaid = np.array([session.medicaid_share for session in template.sessions.values()])
    twice = np.clip(patients - template.slots, 0, None)
    sharing = np.where(np.asarray(by_risk)[..., None], _share_at_risk(medicaid, template.medicaid_risk_ratio), medicaid)
    of_double_booked = (twice * sharing).sum(axis=-1) / np.maximum(twice.sum(axis=-1), 1)
    return of_double_booked, patients @ medicaid / patients.sum(axis=-1)


def _share_at_risk(share: NDArray[np.float64], ratio: float) -> NDArray[np.float64]:
    """Return a group's share among those who miss appointments, if each of them does so `ratio` times as often."""
    return np.asarray(share * ratio / (share * ratio + 1 - share))


def bookings(plan: Mapping[str, Any], session: str) -> int:
    """Return the patients whom a plan books into a session."""
    return int(plan[f"{session}_booked"])


def as_plan(template: Template, booked: ArrayLike, hours: ArrayLike, who: str = BY_TURN) -> dict[str, Any]:
    """Return bookings and whole hours in the order of the sessions as a plan that can be kept."""
    keys = list(template.sessions)
    plan: dict[str, Any] = {f"{k}_booked": int(n) for k, n in zip(keys, np.asarray(booked), strict=True)}
    plan |= {f"{k}_reminder_hours": int(h) for k, h in zip(keys, np.asarray(hours), strict=True)}
    return {**plan, "double_booked": who}


def with_whole_numbers(plan: Mapping[str, Any]) -> dict[str, Any]:
    """Return a plan with whole patients, and whole hours as whole numbers, as a learner would type it."""
    return {
        name: int(value) if isinstance(value, float) and value.is_integer() else value for name, value in plan.items()
    }
