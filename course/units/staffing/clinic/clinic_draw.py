"""Draws the clinic of one learner: a panel, overbooking's cost, a template to fill, a registration desk, open slots.

Ranges are drawn around the course's story, Wrenfield Physician Group, where one patient in seven does not come. Show
rates, costs and shares of payers are invented for teaching.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import numpy as np

from course.cases.drawing import first_accepted
from course.staffing.clinic import panel_size, third_next_available_days
from course.staffing.overbooking import cheapest_bookings, overbooking_cost
from course.staffing.queues import fewest_servers, mean_wait_minutes, utilization
from course.units.staffing.clinic.clinic_model import (
    Clinic,
    Overbooking,
    Panel,
    first_available_days,
)
from course.units.staffing.clinic.clinic_template_decision import TemplateDecision
from course.units.staffing.clinic.clinic_template_model import (
    FOLLOW_UP,
    LONG_TERM_CARE,
    NEW_PATIENTS,
    Template,
    wrenfield_template,
)
from course.units.staffing.clinic.clinic_template_search import TemplateSearch
from course.units.staffing.clinic.registration_desk_model import RegistrationDesk

FEWEST_GOOD_PLANS = 12  # whole bookings and whole hours, so that no learner has to find a needle
MOST_GOOD_PLANS = 2_500
CLEAR_SHARE = 0.01  # by which the cheapest number of bookings beats the next
FRIDAY = 4
SHOW_SHARES = {NEW_PATIENTS: (0.78, 0.82), FOLLOW_UP: (0.84, 0.88), LONG_TERM_CARE: (0.90, 0.92)}
DAYS_OF_BOOK = 35


def draw(rng: np.random.Generator) -> Clinic:
    """Draw a clinic in which every exercise has one clear answer and the template many good plans."""
    return Clinic(
        panel=draw_panel(rng),
        overbooking=first_accepted(lambda: _overbooking(rng), _has_one_cheapest_number, "session to overbook"),
        template=first_accepted(lambda: _near_the_story(rng), _can_be_taught_with, "clinic template"),
        desk=first_accepted(lambda: _desk(rng), _takes_a_clerk_or_two_more, "registration desk"),
        open_slots_by_day=first_accepted(lambda: _open_slots(rng), _first_tells_little, "book of open slots"),
    )


def draw_panel(rng: np.random.Generator) -> Panel:
    """Draw a panel that asks for 4% to 15% more visits than the clinician offers."""
    visits, days = int(rng.integers(17, 24)), int(rng.integers(200, 226))
    per_patient = int(rng.integers(18, 33)) / 10
    patients = round(panel_size(visits, days, per_patient) * rng.uniform(1.04, 1.15))
    return Panel(visits, days, per_patient, patients)


# ---------------------------------------------------------------- the template


def _near_the_story(rng: np.random.Generator) -> Template:
    story = wrenfield_template()
    sessions = {
        key: replace(
            session,
            show_share=round(float(rng.uniform(*SHOW_SHARES[key])), 2),
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


def _can_be_taught_with(template: Template) -> bool:
    """Say whether many plans can fill it, none of them without reminders or with one number of bookings for all
    sessions, and each slip can be told."""
    decision = TemplateDecision(template)
    search = TemplateSearch(decision)
    return (
        FEWEST_GOOD_PLANS <= search.full_mark_count <= MOST_GOOD_PLANS
        and search.reminders_are_needed
        and search.one_number_never_does
        and search.every_session_can_be_filled_unreminded
        and decision.scorecard(decision.nothing()).share <= 0.2
        and search.every_slip_can_be_shown
    )


# ---------------------------------------------------------------- overbooking's cost, the desk, open slots


def _overbooking(rng: np.random.Generator) -> Overbooking:
    return Overbooking(
        slots=int(rng.integers(16, 25)),
        show_share=int(rng.integers(76, 89)) / 100,
        idle_usd=int(rng.integers(16, 27)) * 5,
        over_usd=int(rng.integers(24, 41)) * 5,
    )


def _has_one_cheapest_number(case: Overbooking) -> bool:
    """Say whether one number of bookings is clearly the cheapest, and it is not the slots."""
    figures = (case.slots, case.show_share, case.idle_usd, case.over_usd)
    best = cheapest_bookings(*figures)
    cost = {n: overbooking_cost(n, *figures) for n in (best - 1, best, best + 1)}
    return best > case.slots + 1 and min(cost[best - 1], cost[best + 1]) >= cost[best] * (1 + CLEAR_SHARE)


def _desk(rng: np.random.Generator) -> RegistrationDesk:
    served, clerks = int(rng.integers(5, 11)), int(rng.integers(3, 6))
    return RegistrationDesk(
        arrivals_per_hour=round(served * clerks * rng.uniform(0.86, 0.95)),
        served_per_hour=served,
        clerks=clerks,
        wait_goal_minutes=int(rng.integers(3, 7)),
        long_wait_minutes=int(rng.choice((8, 10, 12, 15))),
    )


def _takes_a_clerk_or_two_more(desk: RegistrationDesk) -> bool:
    """Say whether the desk is busy but keeps up, and its goal takes a clerk or two more, and no more."""
    rates, clerks = (desk.arrivals_per_hour, desk.served_per_hour), desk.clerks
    if not 0.85 <= utilization(*rates, clerks) <= 0.95:
        return False
    needed = fewest_servers(*rates, desk.wait_goal_minutes)
    waits = [mean_wait_minutes(*rates, c) / desk.wait_goal_minutes for c in (needed - 1, needed)]
    return clerks < needed <= clerks + 2 and waits[0] >= 1.1 and waits[1] <= 0.9


def _open_slots(rng: np.random.Generator) -> tuple[int, ...]:
    """Draw a book with a cancellation early on."""
    days = [0] * DAYS_OF_BOOK
    start = int(rng.integers(0, 5))  # weekday of today
    workdays = [day for day in range(DAYS_OF_BOOK) if (start + day) % 7 <= FRIDAY]
    early = int(rng.choice([day for day in workdays if day <= 5]))
    late = [day for day in workdays if 13 <= day <= 30]
    for day, count in zip([early, *sorted(rng.choice(late, 5, replace=False))], (1, 1, 2, 1, 3, 2), strict=True):
        days[int(day)] = count
    return tuple(days)


def _first_tells_little(open_slots_by_day: tuple[int, ...]) -> bool:
    """Say whether the first open slot is long before the third."""
    return third_next_available_days(open_slots_by_day) - first_available_days(open_slots_by_day) >= 10
