"""From letters to the inbox of a first morning: figures filled in, loud matters on top, and the minutes there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from types import MappingProxyType

from course.units.role.the_manager.inbox_key_model import roles_of
from course.units.role.the_manager.inbox_model import Inbox, Item, clock_time
from course.units.role.the_manager.letters_model import LETTERS, Letter

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
    version = [one for one in LETTERS if one.key == letter.key].index(letter)
    hour = letter.names_minute if by is None else by
    return Item(letter.key, letter.sender, text, letter.minutes, hour, shouts, version)


def as_inbox(items: Sequence[Item], slack_minutes: int) -> Inbox:
    """Lay the loud matters on top, and give the morning what the quickest good plan takes and a little more."""
    loud = [item for item in items if item.shouts]
    on_top = [replace(item, text=f"{words} {item.text}") for item, words in zip(loud, SHOUTING, strict=True)]
    ordered = [*on_top, *(item for item in items if not item.shouts)]
    quickest = sum(min(item.minutes_for(role) for role in roles_of(item)) for item in ordered)
    return Inbox(MappingProxyType({item.key: item for item in ordered}), quickest + slack_minutes)


def wrenfield() -> Inbox:
    """Return the story's first morning: the first version of everything, with three clocks."""
    letters = [versions_of(key, clock=key in STORY_CLOCKS)[0] for key in KEYS]
    items = [as_item(each, lambda values: values[0], shouts=each.key in STORY_SHOUTS) for each in letters]
    return as_inbox(items, STORY_SLACK_MINUTES)
