"""Decision exercise: how many patients to book into three sessions of a clinic, whom to remind, who shares a slot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.checks import Slip
from course.decisions.plan_schema import object_schema
from course.decisions.rules import (
    CLAIM_WITH_NOTHING_CLOSED,
    TOLERANCE,
    Decision,
    Promise,
    Scorecard,
    promises,
)
from course.staffing.overbooking import arrival_chances
from course.units.staffing.clinic.clinic_template_model import (
    BY_RISK,
    BY_TURN,
    Template,
    TemplateMeasures,
    as_plan,
    bookings,
    measure_plan,
    with_whole_numbers,
)

FEWEST_BOOKED, MOST_BOOKED = 15, 30
WEIGHTS = {"Crowding": 0.3, "Empty slots": 0.3, "Fairness": 0.2, "Reminder hours": 0.2}  # a judgment for teaching
OVERBOOKED_BY_RISK = "overbooking by individual risk"
WAY_OUT = (
    " Most of your double-bookings are in the session where most patients have Medicaid. Book fewer there, and let "
    "reminder hours fill the slots."
)


def template_limits(template: Template) -> dict[str, str]:
    """Return what binds a plan and who comes unreminded, in words: all that a typed plan has to know."""
    sessions = {
        session.label: f"{session.show_share:.0%} come unreminded, {session.medicaid_share:.0%} have Medicaid"
        for session in template.sessions.values()
    }
    points = 100 * template.fairness_points_share
    return sessions | {
        "A session": f"{template.slots} slots, {FEWEST_BOOKED} to {MOST_BOOKED} booked",
        "Reminders": f"at most {template.reminder_limit_hours:.0f} hours for the three sessions together",
        "An hour of reminders": f"turns {template.fewer_no_shows_per_hour:.1%} of the remaining no-shows into visits",
        "A crowd": f"{template.crowd} or more at a session, at most {template.crowd_limit_share:.0%} of the time",
        "Empty slots": f"at most {template.idle_limit_slots:g} on average at each session",
        "Medicaid": f"share of the double-booked at most {points:.0f} points above that of all",
    }


@dataclass(frozen=True)
class TemplateDecision(Decision):
    """Choose bookings and reminder hours of three sessions, and who shares a slot."""

    template: Template
    name = "clinic_template"
    gates = ("Fairness",)  # the slots are filled, and no group does the waiting for the others

    @property
    def schema(self) -> Mapping[str, Any]:
        """Bookings and hours within what there is, and turn or risk."""
        booked = {"type": "integer", "minimum": FEWEST_BOOKED, "maximum": MOST_BOOKED}
        hours = {"type": "number", "minimum": 0, "maximum": self.template.reminder_limit_hours}
        properties: dict[str, Any] = {f"{key}_booked": booked for key in self.template.sessions}
        properties |= {f"{key}_reminder_hours": hours for key in self.template.sessions}
        return object_schema(properties | {"double_booked": {"type": "string", "enum": [BY_TURN, BY_RISK]}})

    def scorecard(self, decisions: Mapping[str, Any]) -> Scorecard:
        """Score a plan; the rules it keeps count in full only where every session is both filled and uncrowded."""
        m = measure_plan(self.template, decisions)
        return Scorecard(template_rules(self.template, decisions, m), float(claimed(self.template, m)))

    def slips(self) -> tuple[Slip, ...]:
        """Return the slips; a plan may show more than one."""
        return (
            Slip(
                "booked is not seen",
                self._books_only_the_slots,
                "The sessions are booked as if everybody came. Some do not, and their slots stay empty.",
            ),
            Slip(
                "one number from the average show rate",
                self._books_one_number_for_all,
                "Every session has the same bookings. Where few come, slots stay empty. Where most come, it overflows.",
            ),
            Slip(
                OVERBOOKED_BY_RISK,
                None,
                "Whoever is likeliest to miss shares a slot, so Medicaid patients wait for the others. "
                "Raise the show rate with reminders instead, and let turns decide.",
            ),
            Slip(
                "reminded and overbooked",
                self._counts_no_shows_twice,
                "The bookings would fit if nobody were reminded. Patients who are reminded come, so book fewer there.",
            ),
        )

    def _numbers_booked(self, plan: Mapping[str, Any]) -> set[int]:
        return {bookings(plan, key) for key in self.template.sessions}

    def _sessions_kept(self, plan: Mapping[str, Any]) -> tuple[Any, Any]:
        return sessions_kept(self.template, measure_plan(self.template, plan))

    def _books_only_the_slots(self, plan: Mapping[str, Any]) -> bool:
        _, filled = self._sessions_kept(plan)
        return self._numbers_booked(plan) == {self.template.slots} and not filled.all()

    def _books_one_number_for_all(self, plan: Mapping[str, Any]) -> bool:
        uncrowded, filled = self._sessions_kept(plan)
        numbers = self._numbers_booked(plan)
        return len(numbers) == 1 and min(numbers) > self.template.slots and not (uncrowded & filled).all()

    def _counts_no_shows_twice(self, plan: Mapping[str, Any]) -> bool:
        """Say whether a session overflows that would keep both limits if its reminders did nothing."""
        unreminded = {**plan, **{f"{key}_reminder_hours": 0.0 for key in self.template.sessions}}
        would_do = np.logical_and(*self._sessions_kept(unreminded))
        uncrowded, _ = self._sessions_kept(plan)
        return bool((would_do & ~uncrowded).any())

    def nothing(self) -> dict[str, Any]:
        """Return the plan that books as many as there are slots, and reminds nobody."""
        return as_plan(self.template, [self.template.slots] * 3, [0] * 3)

    def random(self, rng: np.random.Generator) -> dict[str, Any]:
        """Draw any bookings and whole hours that the schema allows, and who shares a slot."""
        booked = rng.integers(FEWEST_BOOKED, MOST_BOOKED + 1, 3)
        hours = rng.integers(0, int(self.template.reminder_limit_hours) + 1, 3)
        return as_plan(self.template, booked, hours, (BY_TURN, BY_RISK)[int(rng.integers(2))])


# ---------------------------------------------------------------- what the practice has promised


def sessions_kept(template: Template, m: TemplateMeasures) -> tuple[Any, Any]:
    """Return which sessions keep the limit on crowds, and which the limit on empty slots."""
    uncrowded = m.crowd_chance <= template.crowd_limit_share + TOLERANCE
    return uncrowded, m.idle_slots <= template.idle_limit_slots + TOLERANCE


def is_fair(template: Template, of_double_booked: Any, of_booked: Any) -> Any:
    """Say whether Medicaid patients share a slot hardly oftener than they are booked."""
    return of_double_booked <= of_booked + template.fairness_points_share + TOLERANCE


def rules_kept(template: Template, m: TemplateMeasures) -> NDArray[np.float64]:
    """Return how far each rule is kept, on a new last axis in the order of `WEIGHTS`; crowds and empty slots by
    session."""
    uncrowded, filled = sessions_kept(template, m)
    fair = is_fair(template, m.medicaid_of_double_booked, m.medicaid_of_booked)
    within = m.reminder_hours <= template.reminder_limit_hours + TOLERANCE
    return np.stack([uncrowded.mean(axis=-1), filled.mean(axis=-1), fair * 1.0, within * 1.0], axis=-1)


def claimed(template: Template, m: TemplateMeasures) -> Any:
    """Return how much of its score each plan may claim: all where every session is both filled and uncrowded.

    Booking as many as there are slots, or very few, keeps half the rules. A plan is for three sessions alike, so the
    claim rises with the square of those that are well booked up to the whole. Reminder hours beyond the limit shrink
    it, to nothing at twice the limit.
    """
    uncrowded, filled = sessions_kept(template, m)
    good = (uncrowded & filled).mean(axis=-1)
    over = np.clip(m.reminder_hours / template.reminder_limit_hours - 1, 0, 1)
    return (CLAIM_WITH_NOTHING_CLOSED + (1 - CLAIM_WITH_NOTHING_CLOSED) * good**2) * (1 - over)


def template_rules(template: Template, plan: Mapping[str, Any], m: TemplateMeasures) -> tuple[Promise, ...]:
    """Return the rules of one plan, kept or not, with the figures behind each."""
    kept, by_risk = rules_kept(template, m), plan["double_booked"] == BY_RISK
    crowds, idle, fairness, hours = _says(template, m)
    if not by_risk and kept[2] < 1:
        fairness += WAY_OUT
    slips = {"Fairness": OVERBOOKED_BY_RISK if by_risk else None}
    return promises(WEIGHTS, kept, (crowds, idle, fairness, hours), slips, TemplateDecision.gates)


def _says(template: Template, m: TemplateMeasures) -> tuple[str, str, str, str]:
    labels = [session.label.lower() for session in template.sessions.values()]
    crowds = ", ".join(f"{label} {chance:.1%}" for label, chance in zip(labels, m.crowd_chance, strict=True))
    idle = ", ".join(f"{label} {slots:.2f}" for label, slots in zip(labels, m.idle_slots, strict=True))
    return (
        f"Chance that {template.crowd} or more arrive: {crowds}. The limit is {template.crowd_limit_share:.0%} each.",
        f"Slots left empty on average: {idle}. The limit is {template.idle_limit_slots:g} each.",
        f"Medicaid patients are {m.medicaid_of_double_booked:.2%} of the double-booked and {m.medicaid_of_booked:.2%} "
        f"of all bookings. The difference may be at most {100 * template.fairness_points_share:g} points.",
        f"{m.reminder_hours:g} hours of reminders are planned. There are {template.reminder_limit_hours:g}.",
    )


# ---------------------------------------------------------------- one plan


@dataclass(frozen=True)
class Outcome:
    """What one template comes to: all that its picture and its sentence need.

    `chances` holds, for each session, the chance of each number of arrivals from nobody to everybody.
    """

    template: Template
    plan: Mapping[str, Any]
    measures: TemplateMeasures
    chances: list[list[float]]
    promises: tuple[Promise, ...]


def outcome(decision: TemplateDecision, plan: Mapping[str, Any]) -> Outcome:
    """Return who comes under one template."""
    template, whole = decision.template, with_whole_numbers(plan)
    m = measure_plan(template, whole)
    chances = [
        arrival_chances(bookings(whole, key), float(show))
        for key, show in zip(template.sessions, m.show_share, strict=True)
    ]
    return Outcome(template, whole, m, chances, template_rules(template, whole, m))
