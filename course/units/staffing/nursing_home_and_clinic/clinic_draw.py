"""The learner's clinic: a panel, overbooking's cost, a template to fill (decision P1), a registration desk.

Ranges are drawn around the course's story, Wrenfield Physician Group, where one patient in seven does not come. Show
rates, costs and shares of payers are invented for teaching.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from course.staffing.clinic import panel_size, third_next_available_days
from course.staffing.overbooking import cheapest_bookings, overbooking_cost
from course.staffing.queues import fewest_servers, mean_wait_minutes, utilization

NEW, FOLLOW_UP, LONG_TERM = "new_patients", "follow_up", "long_term_care"
FEWEST_GOOD_PLANS = 12  # whole bookings and whole hours, so that no learner has to find a needle
MOST_GOOD_PLANS = 2_500
CLEAR_SHARE = 0.01  # by which the cheapest number of bookings beats the next
FRIDAY = 4


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
class Desk:
    """A registration desk in its busy hour: arrivals, patients a clerk serves, clerks, and the goal for the wait."""

    arrivals_per_hour: int
    served_per_hour: int
    clerks: int
    wait_goal_minutes: int
    long_wait_minutes: int


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
    desk: Desk
    open_slots_by_day: tuple[int, ...]


def wrenfield_template() -> Template:
    """Return the story's base case."""
    return Template(
        sessions=MappingProxyType(
            {
                NEW: Session("New patients", 0.80, 0.60),
                FOLLOW_UP: Session("Follow-up", 0.86, 0.32),
                LONG_TERM: Session("Long-term conditions", 0.92, 0.08),
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


STORY_PANEL = Panel(20, 220, 2.0, 2_350)
STORY_OVERBOOKING = Overbooking(20, 0.82, 100, 150)
STORY_DESK = Desk(22, 6, 4, 5, 10)


def draw(rng: np.random.Generator) -> Clinic:
    """Draw a clinic in which every exercise has one clear answer and the template many good plans."""
    return Clinic(
        panel=draw_panel(rng),
        overbooking=draw_overbooking(rng),
        template=draw_template(rng),
        desk=draw_desk(rng),
        open_slots_by_day=draw_open_slots(rng),
    )


def draw_template(rng: np.random.Generator) -> Template:
    """Draw a template that many plans can fill, none of them without reminders or with one number of bookings for all
    sessions, and in which each slip can be told."""
    from course.units.staffing.nursing_home_and_clinic.clinic_template_decision import TemplateDecision

    while True:
        template = _one_template(rng)
        decision = TemplateDecision(template)
        if (
            FEWEST_GOOD_PLANS <= decision.full_mark_count <= MOST_GOOD_PLANS
            and decision.reminders_are_needed
            and decision.one_number_never_does
            and decision.every_session_can_be_filled_unreminded
            and decision.scorecard(decision.nothing()).share <= 0.2
            and decision.every_slip_can_be_shown
        ):
            return template


def _one_template(rng: np.random.Generator) -> Template:
    story = wrenfield_template()
    moves = {NEW: (0.78, 0.82), FOLLOW_UP: (0.84, 0.88), LONG_TERM: (0.90, 0.92)}
    sessions = {
        key: replace(
            session,
            show_share=round(float(rng.uniform(*moves[key])), 2),
            medicaid_share=round(session.medicaid_share + int(rng.integers(-3, 4)) / 100, 2),
        )
        for key, session in story.sessions.items()
    }
    return replace(
        story,
        sessions=MappingProxyType(sessions),
        reminder_limit_hours=float(rng.integers(8, 11)),
        fewer_no_shows_per_hour=float(rng.choice((0.02, 0.025, 0.03))),
        medicaid_risk_ratio=float(rng.integers(15, 20)) / 10,
    )


def draw_panel(rng: np.random.Generator) -> Panel:
    """Draw a panel that asks for 4% to 15% more visits than the clinician offers."""
    visits, days = int(rng.integers(17, 24)), int(rng.integers(200, 226))
    per_patient = int(rng.integers(18, 33)) / 10
    patients = round(panel_size(visits, days, per_patient) * rng.uniform(1.04, 1.15))
    return Panel(visits, days, per_patient, patients)


def draw_overbooking(rng: np.random.Generator) -> Overbooking:
    """Draw a session at which one number of bookings is clearly the cheapest, and it is not the slots."""
    while True:
        case = Overbooking(
            slots=int(rng.integers(16, 25)),
            show_share=int(rng.integers(76, 89)) / 100,
            idle_usd=int(rng.integers(16, 27)) * 5,
            over_usd=int(rng.integers(24, 41)) * 5,
        )
        figures = (case.slots, case.show_share, case.idle_usd, case.over_usd)
        best = cheapest_bookings(*figures)
        cost = {n: overbooking_cost(n, *figures) for n in (best - 1, best, best + 1)}
        if best > case.slots + 1 and min(cost[best - 1], cost[best + 1]) >= cost[best] * (1 + CLEAR_SHARE):
            return case


def draw_desk(rng: np.random.Generator) -> Desk:
    """Draw a desk that is busy but keeps up, whose goal takes a clerk or two more, and no more."""
    while True:
        served, clerks = int(rng.integers(5, 11)), int(rng.integers(3, 6))
        desk = Desk(
            arrivals_per_hour=round(served * clerks * rng.uniform(0.86, 0.95)),
            served_per_hour=served,
            clerks=clerks,
            wait_goal_minutes=int(rng.integers(3, 7)),
            long_wait_minutes=int(rng.choice((8, 10, 12, 15))),
        )
        rates = (desk.arrivals_per_hour, desk.served_per_hour)
        if not 0.85 <= utilization(*rates, clerks) <= 0.95:
            continue
        needed = fewest_servers(*rates, desk.wait_goal_minutes)
        waits = [mean_wait_minutes(*rates, c) / desk.wait_goal_minutes for c in (needed - 1, needed)]
        if clerks < needed <= clerks + 2 and waits[0] >= 1.1 and waits[1] <= 0.9:
            return desk


def draw_open_slots(rng: np.random.Generator) -> tuple[int, ...]:
    """Draw a book with a cancellation early on, so that the first open slot tells less than the third."""
    while True:
        days = [0] * 35
        start = int(rng.integers(0, 5))  # weekday of today
        workdays = [day for day in range(35) if (start + day) % 7 <= FRIDAY]
        early = int(rng.choice([day for day in workdays if day <= 5]))
        late = [day for day in workdays if 13 <= day <= 30]
        for day, count in zip([early, *sorted(rng.choice(late, 5, replace=False))], (1, 1, 2, 1, 3, 2), strict=True):
            days[int(day)] = count
        if third_next_available_days(days) - early >= 10:
            return tuple(days)
