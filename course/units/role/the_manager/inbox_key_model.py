"""Which matters of a first morning have a clock, whose each of them is, and what a plan does to them.

A released cell names the inbox and not this: printing the inbox shows letters, and no answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from course.units.role.the_manager.authority_roles_model import LATER, MEDICAL_STAFF, NOW
from course.units.role.the_manager.inbox_model import Inbox, Item, begun_at, minutes_used
from course.units.role.the_manager.letters_model import LETTERS, Letter


def letter_of(item: Item) -> Letter:
    """Return the letter behind a matter, with all that is known of it."""
    return [letter for letter in LETTERS if letter.key == item.key][item.version]


def roles_of(item: Item) -> frozenset[str]:
    """Return the answers that a manager can defend."""
    return frozenset(letter_of(item).roles)


def owner_of(item: Item) -> str:
    """Return whose a matter is to decide: ``"you"`` or a role."""
    return letter_of(item).owner


def has_clock(item: Item) -> bool:
    """Return whether someone is harmed, or a duty broken, when the hour in the letter has passed."""
    return bool(letter_of(item).begin_by)


def only_you(item: Item) -> bool:
    """Return whether nobody else can do it."""
    return roles_of(item) <= {NOW, LATER}


def clocks(inbox: Inbox) -> tuple[Item, ...]:
    """Return the matters that cannot wait."""
    return tuple(item for item in inbox.items.values() if has_clock(item))


# ---------------------------------------------------------------- what a plan does to the morning


@dataclass(frozen=True)
class Outcome:
    """What a plan does to the morning.

    Parameters
    ----------
    in_time : tuple of str
        Matters with a clock that someone able to act has begun in time.
    late, wrong_role, left_out : tuple of str
        The other matters with a clock: among the first three but begun too late; given to a role that cannot act; not
        among the first three.
    misplaced : tuple of str
        Matters without a clock that lie with somebody whose job they are not.
    given_away : tuple of str
        Matters that only you can do and that you handed to another.
    placed_share : float
        Share of the matters without a clock that are given to a role which may decide them.
    kept_share : float
        Share of the matters that only you can do and that you keep.
    minutes : int
        Minutes that the plan takes.
    """

    in_time: tuple[str, ...]
    late: tuple[str, ...]
    wrong_role: tuple[str, ...]
    left_out: tuple[str, ...]
    misplaced: tuple[str, ...]
    given_away: tuple[str, ...]
    placed_share: float
    kept_share: float
    minutes: int


CLOCK_STATUSES = ("in_time", "late", "wrong_role", "left_out")  # fields of `Outcome`


def outcome(inbox: Inbox, plan: Mapping[str, str]) -> Outcome:
    """Return what a plan does to the morning."""
    begun = begun_at(inbox, plan)
    status = {item.key: _clock_status(item, plan[item.key], begun) for item in clocks(inbox)}
    others = [item for item in inbox.items.values() if not has_clock(item) and not only_you(item)]
    mine = [item for item in inbox.items.values() if only_you(item)]
    misplaced = tuple(item.key for item in others if plan[item.key] not in roles_of(item))
    given_away = tuple(item.key for item in mine if plan[item.key] not in (NOW, LATER))
    broken = [item.key for item in mine if plan[item.key] not in roles_of(item)]
    return Outcome(
        **{name: tuple(key for key, found in status.items() if found == name) for name in CLOCK_STATUSES},
        misplaced=misplaced,
        given_away=given_away,
        placed_share=1 - len(misplaced) / len(others),
        kept_share=1 - len(broken) / len(mine),
        minutes=minutes_used(inbox, plan),
    )


def _clock_status(item: Item, role: str, begun: Mapping[str, int]) -> str:
    if item.key not in begun:
        return "left_out"
    if role not in roles_of(item):
        return "wrong_role"
    return "in_time" if begun[item.key] <= (item.hour_minute or 0) else "late"


# ---------------------------------------------------------------- whose the matters are

ONLY_YOU, PHYSICIANS, OTHERS = "only you", "the physicians'", "others can"


def count_by_owner(inbox: Inbox) -> dict[str, int]:
    """Return how many matters only you can do, how many physicians decide, and how many others can see to."""
    only = sum(only_you(item) for item in inbox.items.values())
    theirs = sum(owner_of(item) == MEDICAL_STAFF for item in inbox.items.values())
    return {ONLY_YOU: only, PHYSICIANS: theirs, OTHERS: len(inbox.items) - only - theirs}
