"""The inbox of a first morning: twelve matters, of which three have a clock and three shout, and what a plan does.

The chief operating officer is away until noon. You hold her office, with her signature for operations. A plan gives
each matter to a role ("now", "later", or whom it goes to) and names the three that come first. Those are begun one
after the other from eight o'clock; what follows them has no fixed hour.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from course.units.role.the_manager.authority_roles_model import LATER, MEDICAL_STAFF, NOW
from course.units.role.the_manager.letters_model import LETTERS, Letter

HAND_OVER_MINUTES = 5  # the facts, what you expect, by when, and when you will ask; judgment
START_HOUR = 8
PLACES = ("first", "second", "third")
# How a sender shouts: who is loud says nothing about what is urgent.
SHOUTING = (
    "Third message since 6:30, in capitals.",
    "Copied to two members of the board.",
    "URGENT, with three flags.",
)

KEYS = tuple(dict.fromkeys(letter.key for letter in LETTERS))
STORY_CLOCKS = ("emtala", "payroll", "safety_event")  # the matters with a clock on Wrenfield's first morning
STORY_SHOUTS = ("complaint", "press", "privileges")
STORY_SLACK_MINUTES = 15


@dataclass(frozen=True)
class Item:
    """One matter as it lies in the inbox.

    Parameters
    ----------
    key : str
        Its name in a typed plan.
    sender, text : str
        Who writes, and what.
    owner : str
        Whose it is to decide: ``"you"`` or one of `ROLES`.
    roles : frozenset of str
        The answers that a manager can defend.
    minutes : int
        What it takes of the morning if you do it yourself.
    begin_by_minute : int or None
        Minute after eight by which someone able to act must have begun; None where nothing happens before noon.
    shouts : bool
        Whether the sender is one of the loud ones.
    why : str
        Why those roles, for afterwards.
    """

    key: str
    sender: str
    text: str
    owner: str
    roles: frozenset[str]
    minutes: int
    begin_by_minute: int | None
    shouts: bool
    why: str

    @property
    def has_clock(self) -> bool:
        return self.begin_by_minute is not None

    @property
    def only_you(self) -> bool:
        """Whether nobody else can do it."""
        return self.roles <= {NOW, LATER}

    def minutes_for(self, role: str) -> int:
        """Return what this morning loses if the matter is given to a role."""
        return {NOW: self.minutes, LATER: 0}.get(role, HAND_OVER_MINUTES)


@dataclass(frozen=True)
class Inbox:
    """Twelve matters in the order in which they lie there, and the minutes of the morning."""

    items: Mapping[str, Item]
    minutes: int

    @property
    def clocks(self) -> tuple[Item, ...]:
        """The matters that cannot wait."""
        return tuple(item for item in self.items.values() if item.has_clock)


def clock_time(minute: int) -> str:
    """Return a minute after eight as the hour on the wall.

    >>> clock_time(75)
    '9:15'
    """
    return f"{START_HOUR + minute // 60}:{minute % 60:02d}"


# ---------------------------------------------------------------- from letters to an inbox


def versions_of(key: str, *, clock: bool) -> list[Letter]:
    """Return the versions of a matter that have a clock, or those that have none."""
    return [letter for letter in LETTERS if letter.key == key and bool(letter.begin_by) == clock]


def as_item(letter: Letter, pick: Callable[[Sequence[object]], object], shouts: bool) -> Item:
    """Return a letter with its figures filled in.

    Parameters
    ----------
    letter : Letter
        One version of a matter.
    pick : callable
        Chooses one of the values of each figure, and of the minutes of the clock.
    shouts : bool
        Whether its sender is one of the loud ones.
    """
    figures = {name: str(pick(values)) for name, values in letter.figures.items()}
    by = int(str(pick(letter.begin_by))) if letter.begin_by else None
    text = letter.text.format(begin=clock_time(by) if by is not None else "", **figures)
    return Item(
        letter.key, letter.sender, text, letter.owner, frozenset(letter.roles), letter.minutes, by, shouts, letter.why
    )


def as_inbox(items: Sequence[Item], slack_minutes: int) -> Inbox:
    """Lay the loud matters on top, and give the morning what the quickest good plan takes and a little more."""
    loud = [item for item in items if item.shouts]
    on_top = [replace(item, text=f"{words} {item.text}") for item, words in zip(loud, SHOUTING, strict=True)]
    ordered = [*on_top, *(item for item in items if not item.shouts)]
    quickest = sum(min(item.minutes_for(role) for role in item.roles) for item in ordered)
    return Inbox(MappingProxyType({item.key: item for item in ordered}), quickest + slack_minutes)


def wrenfield() -> Inbox:
    """Return the story's first morning: the first version of everything, with three clocks."""
    letters = [versions_of(key, clock=key in STORY_CLOCKS)[0] for key in KEYS]
    items = [as_item(each, lambda values: values[0], shouts=each.key in STORY_SHOUTS) for each in letters]
    return as_inbox(items, STORY_SLACK_MINUTES)


# ---------------------------------------------------------------- what a plan does to the morning


def begun_at(inbox: Inbox, plan: Mapping[str, str]) -> dict[str, int]:
    """Return the minute after eight at which each of the first three is begun.

    Parameters
    ----------
    inbox : Inbox
        The morning.
    plan : mapping of str to str
        A role for each matter, and the matters in `PLACES`; one that is named twice counts where it stands first.

    Returns
    -------
    dict of str to int
        In the order in which they are begun.
    """
    minute, begun = 0, {}
    for place in PLACES:
        key = plan[place]
        if key not in begun:
            begun[key] = minute
            minute += inbox.items[key].minutes_for(plan[key])
    return begun


def minutes_used(inbox: Inbox, plan: Mapping[str, str]) -> int:
    """Return the minutes of the morning that a plan takes: your own work and every hand-over."""
    return sum(item.minutes_for(plan[key]) for key, item in inbox.items.items())


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
    status = {item.key: _clock_status(item, plan[item.key], begun) for item in inbox.clocks}
    others = [item for item in inbox.items.values() if not item.has_clock and not item.only_you]
    mine = [item for item in inbox.items.values() if item.only_you]
    misplaced = tuple(item.key for item in others if plan[item.key] not in item.roles)
    given_away = tuple(item.key for item in mine if plan[item.key] not in (NOW, LATER))
    broken = [item.key for item in mine if plan[item.key] not in item.roles]
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
    if role not in item.roles:
        return "wrong_role"
    return "in_time" if begun[item.key] <= (item.begin_by_minute or 0) else "late"


def first_view(inbox: Inbox) -> dict[str, str]:
    """Return the plan on which the lab opens: the loudest first, and everything by yourself."""
    keys = list(inbox.items)
    return dict.fromkeys(keys, NOW) | dict(zip(PLACES, keys, strict=False))


# ---------------------------------------------------------------- whose the matters are

ONLY_YOU, PHYSICIANS, OTHERS = "only you", "the physicians'", "others can"


def count_by_owner(inbox: Inbox) -> dict[str, int]:
    """Return how many matters only you can do, how many physicians decide, and how many others can see to."""
    only = sum(item.only_you for item in inbox.items.values())
    theirs = sum(item.owner == MEDICAL_STAFF for item in inbox.items.values())
    return {ONLY_YOU: only, PHYSICIANS: theirs, OTHERS: len(inbox.items) - only - theirs}
