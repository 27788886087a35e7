"""The inbox of a learner's first morning: twelve matters, of which three have a clock and three shout.

The chief operating officer is away until noon. You hold her office, with her signature for operations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from course.units.role.the_manager.authority_roles_model import LATER, NOW, Letter
from course.units.role.the_manager.letters_model import LETTERS

CLOCKS, SHOUTS = 3, 3
HAND_OVER_MINUTES = 5  # the facts, what you expect, by when, and when you will ask; judgment
START_HOUR = 8
SLACK_MINUTES = (10, 15, 20)  # beyond the quickest good plan: room for one thing that another could do
FEWEST_GOOD_PLANS = 12
# How a sender shouts: who is loud says nothing about what is urgent.
SHOUTING = (
    "Third message since 6:30, in capitals.",
    "Copied to two members of the board.",
    "URGENT, with three flags.",
)

KEYS = tuple(dict.fromkeys(letter.key for letter in LETTERS))
STORY = {"emtala": 0, "payroll": 0, "safety_event": 0}  # the matters with a clock on Wrenfield's first morning
STORY_SHOUTS = ("complaint", "press", "privileges")


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
        Whose it is to decide: ``"you"`` or one of `HANDS`.
    hands : frozenset of str
        The answers that a manager can defend.
    minutes : int
        What it takes of the morning if you do it yourself.
    begin_by_minute : int or None
        Minute after eight by which someone able to act must have begun; None where nothing happens before noon.
    shouts : bool
        Whether the sender is one of the loud ones.
    why : str
        Why those hands, for afterwards.
    """

    key: str
    sender: str
    text: str
    owner: str
    hands: frozenset[str]
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
        return self.hands <= {NOW, LATER}

    def minutes_in(self, hand: str) -> int:
        """Return what an answer takes of this morning."""
        return {NOW: self.minutes, LATER: 0}.get(hand, HAND_OVER_MINUTES)


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


def wrenfield() -> Inbox:
    """Return the story's first morning: the first version of everything, with three clocks."""
    letters = [_versions(key, clock=key in STORY)[0] for key in KEYS]
    items = [_item(each, lambda values: values[0], shouts=each.key in STORY_SHOUTS) for each in letters]
    return _inbox(items, SLACK_MINUTES[1])


def draw(rng: np.random.Generator) -> Inbox:
    """Draw a morning that many plans can master and in which the loudest matters are not the most urgent."""
    from course.units.role.the_manager.inbox_decision import TriageDecision

    while True:
        inbox = _one(rng)
        decision = TriageDecision(inbox)
        idle = decision.scorecard(decision.nothing()).share
        if decision.full_mark_count >= FEWEST_GOOD_PLANS and idle <= 0.2:
            return inbox


def _one(rng: np.random.Generator) -> Inbox:
    timed = [key for key in KEYS if _versions(key, clock=True)]
    clocks = set(rng.choice(timed, CLOCKS, replace=False))
    letters = []
    for key in KEYS:
        versions = _versions(key, clock=key in clocks)
        letters.append(versions[rng.integers(len(versions))])
    loud = set(rng.choice([each.key for each in letters if each.may_shout], SHOUTS, replace=False))
    order = rng.permutation(len(letters))
    items = [
        _item(letters[i], lambda values: values[int(rng.integers(len(values)))], letters[i].key in loud) for i in order
    ]
    return _inbox(items, int(rng.choice(SLACK_MINUTES)))


def _versions(key: str, *, clock: bool) -> list[Letter]:
    return [letter for letter in LETTERS if letter.key == key and bool(letter.begin_by) == clock]


def _item(letter: Letter, pick: Callable[[Sequence[object]], object], shouts: bool) -> Item:
    figures = {name: str(pick(values)) for name, values in letter.figures.items()}
    by = int(str(pick(letter.begin_by))) if letter.begin_by else None
    text = letter.text.format(begin=clock_time(by) if by is not None else "", **figures)
    return Item(
        letter.key, letter.sender, text, letter.owner, frozenset(letter.hands), letter.minutes, by, shouts, letter.why
    )


def _inbox(items: Sequence[Item], slack_minutes: int) -> Inbox:
    """Lay the loud matters on top, and give the morning what the quickest good plan takes and a little more."""
    loud = [item for item in items if item.shouts]
    told = [_shouting(item, words) for item, words in zip(loud, SHOUTING, strict=True)]
    laid = [*told, *(item for item in items if not item.shouts)]
    quickest = sum(min(item.minutes_in(hand) for hand in item.hands) for item in laid)
    return Inbox(MappingProxyType({item.key: item for item in laid}), quickest + slack_minutes)


def _shouting(item: Item, words: str) -> Item:
    return replace(item, text=f"{words} {item.text}")
