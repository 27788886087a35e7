"""Looks through the clinic's templates in whole patients and whole hours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.decisions.search import PlanSearch
from course.units.staffing.clinic.clinic_template_decision import (
    FEWEST_BOOKED,
    MOST_BOOKED,
    OVERBOOKED_BY_RISK,
    TemplateDecision,
    is_fair,
    sessions_kept,
)
from course.units.staffing.clinic.clinic_template_model import (
    BY_RISK,
    as_plan,
    measure_template,
    medicaid_shares,
)


@dataclass(frozen=True)
class TemplateSearch(PlanSearch[TemplateDecision]):
    """Every number of bookings with every whole hour of reminders, turns deciding who shares a slot."""

    def candidates(self) -> Iterator[dict[str, Any]]:
        """Run through every full-mark plan in whole patients and hours, the fewest hours first, then today's."""
        booked, hours = self.full_marks
        for row in np.argsort(hours.sum(axis=-1), kind="stable"):
            yield as_plan(self.decision.template, booked[row], hours[row])
        yield self.decision.nothing()

    def slipping_plans(self) -> dict[str, dict[str, Any]]:
        """Return a plan for each slip, as somebody who makes it would keep it."""
        template, (booked, hours) = self.decision.template, self.full_marks
        overbooked = [round(template.slots / session.show_share) for session in template.sessions.values()]
        every_hour = int(template.reminder_limit_hours)
        return {
            "booked is not seen": self.decision.nothing(),
            "one number from the average show rate": as_plan(template, [template.average_bookings] * 3, [0] * 3),
            OVERBOOKED_BY_RISK: as_plan(template, booked[0], hours[0], BY_RISK),
            "reminded and overbooked": as_plan(template, overbooked, [every_hour, 0, 0]),
        }

    @property
    def full_mark_count(self) -> int:
        """Plans in whole patients and hours that earn everything with turns deciding who shares a slot."""
        return len(self.full_marks[0])

    @cached_property
    def full_marks(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Bookings and hours of every such plan; a session that fails by itself is left out before all are combined."""
        template, good = self.decision.template, self._well_booked_sessions()
        rows = np.stack(np.meshgrid(*(np.arange(len(each)) for each in good), indexing="ij"), axis=-1).reshape(-1, 3)
        combined = np.stack([each[rows[:, place]] for place, each in enumerate(good)], axis=1)  # plans, sessions, both
        booked, hours = combined[..., 0], combined[..., 1]
        within = hours.sum(axis=-1) <= template.reminder_limit_hours
        fair = is_fair(template, *medicaid_shares(template, booked[within]))
        return booked[within][fair], hours[within][fair]

    def _well_booked_sessions(self) -> list[NDArray[np.int64]]:
        """Return, for each session, the bookings and hours with which it is filled and uncrowded, a row each."""
        good = np.logical_and(*self.kept_by_session)
        return [np.argwhere(good[..., place]) + np.array([FEWEST_BOOKED, 0]) for place in range(3)]

    @cached_property
    def kept_by_session(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Which limits each session keeps, on crowds and on empty slots: by bookings, whole hours and session."""
        template = self.decision.template
        hours = np.arange(int(template.reminder_limit_hours) + 1)
        booked, reminded = np.meshgrid(np.arange(FEWEST_BOOKED, MOST_BOOKED + 1), hours, indexing="ij")
        shape = (*booked.shape, len(template.sessions))
        plans = (np.broadcast_to(each[..., None], shape) for each in (booked, reminded))
        return sessions_kept(template, measure_template(template, *plans))

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
        uncrowded, filled = self.kept_by_session
        return not (uncrowded[:, 0] & filled[:, -1]).all(axis=-1).any()

    @property
    def every_session_can_be_filled_unreminded(self) -> bool:
        """Whether each session, by itself and without reminders, has bookings that keep both of its limits."""
        good = np.logical_and(*self.kept_by_session)[:, 0]
        return bool(good.any(axis=0).all())
