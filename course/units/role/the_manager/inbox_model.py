"""The inbox of a first morning: twelve matters, of which three have a clock and three shout, and what a plan does.

The chief operating officer is away until noon. You hold her office, with her signature for operations. A plan gives
each matter to a role ("now", "later", or whom it goes to) and names the three that come first. Those are begun one
after the other from eight o'clock; what follows them has no fixed hour. Which matters have a clock and whose they are
stands in `inbox_key_model`, which no released cell names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from course.units.role.the_manager.authority_roles_model import LATER, NOW

HAND_OVER_MINUTES = 5  # the facts, what you expect, by when, and when you will ask; judgment
START_HOUR = 8
PLACES = ("first", "second", "third")


@dataclass(frozen=True)
class Item:
    """One matter as it lies in the inbox.

    Parameters
    ----------
    key : str
        Its name in a typed plan.
    sender, text : str
        Who writes, and what.
    minutes : int
        What it takes of the morning if you do it yourself.
    hour_minute : int or None
        Minute after eight of the hour that the letter names; None where it names none. Whether anything happens then
        is for its reader to judge.
    shouts : bool
        Whether the sender is one of the loud ones.
    version : int
        Which of the letters on this matter it is.
    """

    key: str
    sender: str
    text: str
    minutes: int
    hour_minute: int | None
    shouts: bool
    version: int

    def minutes_for(self, role: str) -> int:
        """Return what this morning loses if the matter is given to a role."""
        return {NOW: self.minutes, LATER: 0}.get(role, HAND_OVER_MINUTES)


@dataclass(frozen=True)
class Inbox:
    """Twelve matters in the order in which they lie there, and the minutes of the morning."""

    items: Mapping[str, Item]
    minutes: int


def clock_time(minute: int) -> str:
    """Return a minute after eight as the hour on the wall.

    >>> clock_time(75)
    '9:15'
    """
    return f"{START_HOUR + minute // 60}:{minute % 60:02d}"


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


def first_view(inbox: Inbox) -> dict[str, str]:
    """Return the plan on which the lab opens: the loudest first, and everything by yourself."""
    keys = list(inbox.items)
    return dict.fromkeys(keys, NOW) | dict(zip(PLACES, keys, strict=False))
