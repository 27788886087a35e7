"""How many patients to book into a clinic's three sessions, and whom to remind: decision P1.

Bookings are whole patients a session, reminder hours staff-hours a session. In an array of plans the last axis
follows the template's sessions; earlier axes are plans. Arrivals are binomial, as in `overbooking`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import comb
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course.checks import Slip
from course.decisions.rules import Decision, Promise, Scorecard
from course.units.staffing.nursing_home_and_clinic.clinic_draw import Template

BY_TURN, BY_RISK = "by_turn", "by_risk"
FEWEST_BOOKED, MOST_BOOKED = 15, 30
WEIGHTS = {"Crowding": 0.3, "Empty slots": 0.3, "Fairness": 0.2, "Reminder hours": 0.2}  # a judgment for teaching
WAY_OUT = (
    " Most of your double-bookings are in the session where most have Medicaid: move reminder hours there, or book "
    "fewer."
)
HAIR = 1e-9  # so that no sum of floats decides a rule
_CHOOSE = np.array([[comb(n, k) for k in range(MOST_BOOKED + 1)] for n in range(MOST_BOOKED + 1)], dtype=float)


@dataclass(frozen=True)
class Measures:
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
        "Empty slots": f"at most {template.idle_limit_slots:g} on the mean at each session",
        "Medicaid": f"share of the double-booked at most {points:.0f} points above that of all",
    }


def show_shares(template: Template, reminder_hours: ArrayLike) -> NDArray[np.float64]:
    """Return each session's show rate after so many hours of reminders; each hour does less than the one before."""
    unreminded = np.array([s.show_share for s in template.sessions.values()])
    left = (1 - template.fewer_no_shows_per_hour) ** np.asarray(reminder_hours, dtype=float)
    return np.asarray(1 - (1 - unreminded) * left)


def arrival_chances(booked: ArrayLike, show_share: ArrayLike) -> NDArray[np.float64]:
    """Return, on a new last axis, the chance of each number of arrivals from 0 to the most that can be booked."""
    n = np.asarray(booked, dtype=int)[..., None]
    p = np.asarray(show_share, dtype=float)[..., None]
    k = np.arange(MOST_BOOKED + 1)
    return np.asarray(_CHOOSE[n, k] * p**k * (1 - p) ** np.clip(n - k, 0, None))


def measures(template: Template, booked: ArrayLike, reminder_hours: ArrayLike, by_risk: ArrayLike = False) -> Measures:
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
    chances = arrival_chances(patients, show)
    arrivals = np.arange(MOST_BOOKED + 1)
    of_double_booked, of_booked = medicaid_shares(template, patients, by_risk)
    return Measures(
        show_share=show,
        crowd_chance=chances[..., template.crowd :].sum(axis=-1),
        idle_slots=chances @ np.clip(template.slots - arrivals, 0, None),
        medicaid_of_double_booked=of_double_booked,
        medicaid_of_booked=of_booked,
        reminder_hours=hours.sum(axis=-1),
    )


def medicaid_shares(template: Template, booked: ArrayLike, by_risk: ArrayLike = False) -> tuple[Any, Any]:
    """Return the share of Medicaid patients among the double-booked appointments and among all; see `measures`."""
    patients = np.asarray(booked, dtype=int)
    medicaid = np.array([s.medicaid_share for s in template.sessions.values()])
    twice = np.clip(patients - template.slots, 0, None)
    sharing = np.where(np.asarray(by_risk)[..., None], _share_at_risk(medicaid, template.medicaid_risk_ratio), medicaid)
    of_double_booked = (twice * sharing).sum(axis=-1) / np.maximum(twice.sum(axis=-1), 1)
    return of_double_booked, patients @ medicaid / patients.sum(axis=-1)


def _share_at_risk(share: NDArray[np.float64], ratio: float) -> NDArray[np.float64]:
    """Return a group's share among those who miss appointments, if each of them does so `ratio` times as often."""
    return np.asarray(share * ratio / (share * ratio + 1 - share))


def sessions_kept(template: Template, m: Measures) -> tuple[Any, Any]:
    """Return which sessions keep the limit on crowds, and which the limit on empty slots."""
    uncrowded = m.crowd_chance <= template.crowd_limit_share + HAIR
    return uncrowded, m.idle_slots <= template.idle_limit_slots + HAIR


def _fair(template: Template, of_double_booked: Any, of_booked: Any) -> Any:
    return of_double_booked <= of_booked + template.fairness_points_share + HAIR


def rules_kept(template: Template, m: Measures) -> NDArray[np.float64]:
    """Return how far each rule is kept, on a new last axis in the order of `WEIGHTS`; crowds and empty slots by
    session."""
    uncrowded, filled = sessions_kept(template, m)
    fair = _fair(template, m.medicaid_of_double_booked, m.medicaid_of_booked)
    within = m.reminder_hours <= template.reminder_limit_hours + HAIR
    return np.stack([uncrowded.mean(axis=-1), filled.mean(axis=-1), fair * 1.0, within * 1.0], axis=-1)


def claim(template: Template, m: Measures) -> Any:
    """Return how much of its score a plan may claim.

    Booking as many as there are slots, or very few, keeps half the rules. So they count in full only where every
    session is both filled and uncrowded: from a fifth, rising with the square of the sessions that are. Reminder
    hours beyond the limit shrink the claim, to nothing at twice the limit.
    """
    uncrowded, filled = sessions_kept(template, m)
    good = (uncrowded & filled).mean(axis=-1)
    over = np.clip(m.reminder_hours / template.reminder_limit_hours - 1, 0, 1)
    return (0.2 + 0.8 * good**2) * (1 - over)


@dataclass(frozen=True)
class TemplateDecision(Decision):
    """Decision exercise: bookings and reminder hours of three sessions, and who shares a slot."""

    template: Template
    name = "clinic_template"

    @property
    def schema(self) -> Mapping[str, Any]:
        booked = {"type": "integer", "minimum": FEWEST_BOOKED, "maximum": MOST_BOOKED}
        hours = {"type": "number", "minimum": 0, "maximum": self.template.reminder_limit_hours}
        properties: dict[str, Any] = {f"{key}_booked": booked for key in self.template.sessions}
        properties |= {f"{key}_reminder_hours": hours for key in self.template.sessions}
        properties["double_booked"] = {"type": "string", "enum": [BY_TURN, BY_RISK]}
        return {
            "type": "object",
            "additionalProperties": False,
            "required": list(properties),
            "properties": properties,
        }

    def measures(self, plan: Mapping[str, Any]) -> Measures:
        """Return what a plan by name comes to."""
        booked = [int(plan[f"{key}_booked"]) for key in self.template.sessions]
        hours = [float(plan[f"{key}_reminder_hours"]) for key in self.template.sessions]
        return measures(self.template, booked, hours, plan["double_booked"] == BY_RISK)

    def scorecard(self, decisions: Mapping[str, Any]) -> Scorecard:
        m = self.measures(decisions)
        by_risk = decisions["double_booked"] == BY_RISK
        slips = (None, None, "overbooking by individual risk" if by_risk else None, None)
        kept, says = rules_kept(self.template, m), list(_says(self.template, m))
        if not by_risk and kept[2] < 1:
            says[2] += WAY_OUT
        return Scorecard(
            tuple(
                Promise(name, float(share), weight, say, slip)
                for (name, weight), share, say, slip in zip(WEIGHTS.items(), kept, says, slips, strict=True)
            ),
            claim=float(claim(self.template, m)),
        )

    def slips(self) -> tuple[Slip, ...]:
        return (
            Slip(
                "booked is not seen",
                self._only_the_slots,
                "The sessions are booked as if everybody came; some do not, and their slots stay empty.",
            ),
            Slip(
                "one number from the average show rate",
                self._one_number_for_all,
                "Every session has the same bookings; where few come it stays empty, where most come it overflows.",
            ),
            Slip(
                "overbooking by individual risk",
                None,
                "Whoever is likeliest to miss shares a slot, so Medicaid patients wait for the others; "
                "mend the show rate instead, and let turns decide.",
            ),
            Slip(
                "reminded and overbooked",
                self._counts_no_shows_twice,
                "The bookings would fit if nobody were reminded; patients who are reminded come, so book fewer there.",
            ),
        )

    def _booked(self, plan: Mapping[str, Any]) -> set[int]:
        return {int(plan[f"{key}_booked"]) for key in self.template.sessions}

    def _only_the_slots(self, plan: Mapping[str, Any]) -> bool:
        filled = sessions_kept(self.template, self.measures(plan))[1]
        return self._booked(plan) == {self.template.slots} and not filled.all()

    def _one_number_for_all(self, plan: Mapping[str, Any]) -> bool:
        uncrowded, filled = sessions_kept(self.template, self.measures(plan))
        same = len(self._booked(plan)) == 1 and min(self._booked(plan)) > self.template.slots
        return same and not (uncrowded & filled).all()

    def _counts_no_shows_twice(self, plan: Mapping[str, Any]) -> bool:
        """Say whether a session overflows that would keep both limits if its reminders did nothing."""
        unreminded = {**plan, **{f"{key}_reminder_hours": 0.0 for key in self.template.sessions}}
        would_do = np.logical_and(*sessions_kept(self.template, self.measures(unreminded)))
        uncrowded, _ = sessions_kept(self.template, self.measures(plan))
        return bool((would_do & ~uncrowded).any())

    def nothing(self) -> dict[str, Any]:
        return self._plan([self.template.slots] * 3, [0] * 3)

    def random(self, rng: np.random.Generator) -> dict[str, Any]:
        booked = rng.integers(FEWEST_BOOKED, MOST_BOOKED + 1, 3)
        hours = rng.integers(0, int(self.template.reminder_limit_hours) + 1, 3)
        return self._plan(booked, hours, (BY_TURN, BY_RISK)[int(rng.integers(2))])

    def candidates(self) -> Iterator[dict[str, Any]]:
        """Run through every full-mark plan in whole patients and hours, the fewest hours first, then today's."""
        booked, hours = self.full_marks
        for row in np.argsort(hours.sum(axis=-1), kind="stable"):
            yield self._plan(booked[row], hours[row])
        yield self.nothing()

    def _plan(self, booked: ArrayLike, hours: ArrayLike, who: str = BY_TURN) -> dict[str, Any]:
        keys = list(self.template.sessions)
        plan: dict[str, Any] = {f"{k}_booked": int(n) for k, n in zip(keys, np.asarray(booked), strict=True)}
        plan |= {f"{k}_reminder_hours": int(h) for k, h in zip(keys, np.asarray(hours), strict=True)}
        return {**plan, "double_booked": who}

    @property
    def full_mark_count(self) -> int:
        """Plans in whole patients and hours that earn everything with turns deciding who shares a slot."""
        return len(self.full_marks[0])

    @cached_property
    def full_marks(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Bookings and hours of every such plan; a session that fails by itself is left out before all are paired."""
        top = int(self.template.reminder_limit_hours)
        booked, hours = np.meshgrid(np.arange(FEWEST_BOOKED, MOST_BOOKED + 1), np.arange(top + 1), indexing="ij")
        shape = (*booked.shape, 3)
        every = (np.broadcast_to(each[..., None], shape) for each in (booked, hours))
        good = np.logical_and(*sessions_kept(self.template, measures(self.template, *every)))
        each = [np.argwhere(good[..., place]) for place in range(3)]
        rows = np.stack(np.meshgrid(*(np.arange(len(e)) for e in each), indexing="ij"), axis=-1).reshape(-1, 3)
        picked = np.stack([e[rows[:, place]] for place, e in enumerate(each)], axis=1)  # plans, sessions, (n, hours)
        n, h = picked[..., 0] + FEWEST_BOOKED, picked[..., 1]
        within = h.sum(axis=-1) <= self.template.reminder_limit_hours
        n, h = n[within], h[within]
        kept = _fair(self.template, *medicaid_shares(self.template, n))
        return n[kept], h[kept]

    @property
    def reminders_are_needed(self) -> bool:
        """Whether no plan without a reminder earns everything: filling the sessions fairly takes some."""
        return bool((self.full_marks[1].sum(axis=-1) > 0).all())

    @property
    def one_number_never_does(self) -> bool:
        """Whether no number of bookings, given to all three sessions, fills each of them without a crowd.

        More reminders leave fewer slots empty and make a crowd likelier, by the hour or by part of one. So a session
        takes a number if all the hours there are would fill it, and none would not crowd it.
        """
        n = np.broadcast_to(np.arange(FEWEST_BOOKED, MOST_BOOKED + 1)[:, None], (MOST_BOOKED - FEWEST_BOOKED + 1, 3))
        uncrowded, _ = sessions_kept(self.template, measures(self.template, n, np.zeros(n.shape)))
        every_hour = np.full(n.shape, self.template.reminder_limit_hours)
        _, filled = sessions_kept(self.template, measures(self.template, n, every_hour))
        return not (uncrowded & filled).all(axis=-1).any()

    @property
    def every_session_can_be_filled_unreminded(self) -> bool:
        """Whether each session, by itself and without reminders, has bookings that keep both of its limits."""
        n = np.broadcast_to(np.arange(FEWEST_BOOKED, MOST_BOOKED + 1)[:, None], (MOST_BOOKED - FEWEST_BOOKED + 1, 3))
        good = np.logical_and(*sessions_kept(self.template, measures(self.template, n, np.zeros(n.shape))))
        return bool(good.any(axis=0).all())

    def slipping_plans(self) -> dict[str, dict[str, Any]]:
        """Return a plan for each slip, as somebody who makes it would keep it."""
        booked, hours = self.full_marks
        shown = np.mean([s.show_share for s in self.template.sessions.values()])
        average = round(self.template.slots / float(shown))
        overbooked = [round(self.template.slots / s.show_share) for s in self.template.sessions.values()]
        return {
            "booked is not seen": self.nothing(),
            "one number from the average show rate": self._plan([average] * 3, [0] * 3),
            "overbooking by individual risk": self._plan(booked[0], hours[0], BY_RISK),
            "reminded and overbooked": self._plan(overbooked, [int(self.template.reminder_limit_hours), 0, 0]),
        }

    @property
    def every_slip_can_be_shown(self) -> bool:
        """Whether each slip has a plan that shows it, so that its sentence can be seen."""
        return all(name in {s.name for s in self.shown(plan)} for name, plan in self.slipping_plans().items())


def _says(template: Template, m: Measures) -> tuple[str, ...]:
    """Return the figures behind each rule of one plan, in the order of `WEIGHTS`."""
    labels = [session.label.lower() for session in template.sessions.values()]
    crowds = ", ".join(f"{label} {chance:.1%}" for label, chance in zip(labels, m.crowd_chance, strict=True))
    idle = ", ".join(f"{label} {slots:.2f}" for label, slots in zip(labels, m.idle_slots, strict=True))
    return (
        f"Chance that {template.crowd} or more arrive: {crowds}; at most {template.crowd_limit_share:.0%} each.",
        f"Slots left empty on the mean: {idle}; at most {template.idle_limit_slots:g} each.",
        f"Medicaid patients are {m.medicaid_of_double_booked:.1%} of the double-booked and {m.medicaid_of_booked:.1%} "
        f"of all; at most {100 * template.fairness_points_share:g} points more.",
        f"{m.reminder_hours:g} hours of reminders; at most {template.reminder_limit_hours:g}.",
    )
