"""Looks through the plans that master a first morning's inbox."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations, product
from typing import Any

from course.decisions.search import PlanSearch
from course.units.role.the_manager.authority_roles_model import CEO, LATER, MEDICAL_STAFF, NOW, PATIENT_RELATIONS
from course.units.role.the_manager.inbox_decision import InboxDecision
from course.units.role.the_manager.inbox_key_model import owner_of, roles_of
from course.units.role.the_manager.inbox_model import PLACES, Item, begun_at, minutes_used


@dataclass(frozen=True)
class InboxSearch(PlanSearch[InboxDecision]):
    """Every plan that gives each matter to a role that may act on it, and begins with the clocks."""

    def candidates(self) -> Iterator[dict[str, Any]]:
        """Run through every order of the clocks and every defensible role for each matter, quickest roles first."""
        inbox = self.decision.inbox
        roles = [_quickest_first(item) for item in inbox.items.values()]
        by_hour = [item.key for item in sorted(self.decision.clocks, key=lambda item: item.hour_minute or 0)]
        for order in permutations(by_hour):
            for chosen in product(*roles):
                yield dict(zip(inbox.items, chosen, strict=True)) | dict(zip(PLACES, order, strict=True))

    def slipping_plans(self) -> dict[str, dict[str, Any]]:
        """Return a plan for each slip: one that earns everything, with the mistake in it."""
        inbox, good = self.decision.inbox, next(plan for plan in self.candidates() if self._is_full(plan))
        items = inbox.items.values()
        loud = next(item.key for item in items if item.shouts)
        physicians = next(item.key for item in items if owner_of(item) == MEDICAL_STAFF)
        return {
            "the loudest first": good | {"first": loud},
            "the medical staff's job": good | {physicians: NOW},
            "everything is urgent": good | dict.fromkeys(inbox.items, NOW),
            "only you could": good | {"family": PATIENT_RELATIONS},
            "a clock left for later": good | {self.decision.clocks[0].key: LATER},
            "everything upstairs": good | dict.fromkeys(("emtala", "privacy", "press", "complaint"), CEO),
        }

    @property
    def full_mark_count(self) -> int:
        """Number of candidates that earn everything: in time with every clock, and within the minutes."""
        return sum(self._is_full(plan) for plan in self.candidates())

    def _is_full(self, plan: Mapping[str, str]) -> bool:
        inbox, begun = self.decision.inbox, begun_at(self.decision.inbox, plan)
        in_time = all(begun[item.key] <= (item.hour_minute or 0) for item in self.decision.clocks)
        return in_time and minutes_used(inbox, plan) <= inbox.minutes


def _quickest_first(item: Item) -> list[str]:
    return sorted(roles_of(item), key=lambda role: (item.minutes_for(role), role))
