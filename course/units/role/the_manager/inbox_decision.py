"""A first morning's inbox: who sees to what, what comes first, and what the morning has room for.

A plan names a hand for each matter ("now", "later", or whom it goes to) and the three that come first. The first
three are begun one after the other from eight o'clock; what follows them has no fixed hour.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations, product
from typing import Any

import numpy as np

from course.checks import Slip
from course.decisions.rules import Decision, Promise, Scorecard
from course.units.role.the_manager.authority_roles_model import CEO, COUNSEL, HANDS, LATER, MEDICAL_STAFF, NOW
from course.units.role.the_manager.inbox_draw import Inbox, Item, clock_time

PLACES = ("first", "second", "third")
WEIGHTS = {"Clocks": 0.35, "Authority": 0.30, "Only you": 0.15, "Morning": 0.20}
CLAIM_AT_WORST = 0.30  # keeping to the minutes by letting everything lie is worth little
# Why a hand cannot act on a matter with a clock, without naming the one that can.
CANNOT: Mapping[str, str] = {
    "emtala": "that desk takes no orders from it",
    "chiller": "it may not sign so much, or hold the schedule",
    "payroll": "it cannot sign for your office",
    "peer_review": "the bylaws do not name it",
    "safety_event": "nobody on the floors waits for its word",
    "press": "it does not speak for the house",
    "complaint": "it does not tell an aide where to work",
}
# Why a hand is refused a matter without a clock, without naming one that is not.
NOT_THE_JOB: Mapping[str, str] = {
    NOW: "you may hold the office, and it is still the daily work of somebody else in the house",
    LATER: "it should not lie open until later in the week",
    CEO: "those whose work it is need no leave from above to begin",
    COUNSEL: "those whose work it is ask a lawyer themselves, if they need one",
}
ELSEWHERE = "read once more what the letter asks for, and what each hand on the sheet is there for"
UPSTAIRS = 4  # so many matters sent to the chief executive or counsel: more than any morning holds for them


def begun_at(inbox: Inbox, plan: Mapping[str, str]) -> dict[str, int]:
    """Return the minute after eight at which each of the first three is begun.

    Parameters
    ----------
    inbox : Inbox
        The morning.
    plan : mapping of str to str
        A hand for each matter, and the matters in `PLACES`; one that is named twice counts where it stands first.

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
            minute += inbox.items[key].minutes_in(plan[key])
    return begun


def minutes_used(inbox: Inbox, plan: Mapping[str, str]) -> int:
    """Return the minutes of the morning that a plan takes: your own work and every hand-over."""
    return sum(item.minutes_in(plan[key]) for key, item in inbox.items.items())


@dataclass(frozen=True)
class Outcome:
    """What a plan does to the morning.

    Parameters
    ----------
    in_time : tuple of str
        Matters with a clock that someone able to act has begun in time.
    late, wrong_hand, left_out : tuple of str
        The other matters with a clock: among the first three but begun too late; in a hand that cannot act; not among
        the first three.
    misplaced : tuple of str
        Matters without a clock that lie with somebody whose job they are not.
    given_away : tuple of str
        Matters that only you can do and that you handed to another.
    placed_share : float
        Share of the matters without a clock that lie in a hand which may decide them.
    kept_share : float
        Share of the matters that only you can do and that you keep.
    minutes : int
        Minutes that the plan takes.
    """

    in_time: tuple[str, ...]
    late: tuple[str, ...]
    wrong_hand: tuple[str, ...]
    left_out: tuple[str, ...]
    misplaced: tuple[str, ...]
    given_away: tuple[str, ...]
    placed_share: float
    kept_share: float
    minutes: int


def outcome(inbox: Inbox, plan: Mapping[str, str]) -> Outcome:
    """Return what a plan does to the morning."""
    begun = begun_at(inbox, plan)
    fate: dict[str, list[str]] = {"in time": [], "late": [], "wrong hand": [], "left out": []}
    for item in inbox.clocks:
        fate[_fate(item, plan[item.key], begun)].append(item.key)
    others = [item for item in inbox.items.values() if not item.has_clock and not item.only_you]
    mine = [item for item in inbox.items.values() if item.only_you]
    misplaced = tuple(item.key for item in others if plan[item.key] not in item.hands)
    given_away = tuple(item.key for item in mine if plan[item.key] not in (NOW, LATER))
    broken = {item.key for item in mine if plan[item.key] not in item.hands}
    return Outcome(
        in_time=tuple(fate["in time"]),
        late=tuple(fate["late"]),
        wrong_hand=tuple(fate["wrong hand"]),
        left_out=tuple(fate["left out"]),
        misplaced=misplaced,
        given_away=given_away,
        placed_share=1 - len(misplaced) / len(others),
        kept_share=1 - len(broken) / len(mine),
        minutes=minutes_used(inbox, plan),
    )


def _quickest_first(item: Item) -> list[str]:
    return sorted(item.hands, key=lambda hand: (item.minutes_in(hand), hand))


def _fate(item: Item, hand: str, begun: Mapping[str, int]) -> str:
    if item.key not in begun:
        return "left out"
    if hand not in item.hands:
        return "wrong hand"
    return "in time" if begun[item.key] <= (item.begin_by_minute or 0) else "late"


def promises(inbox: Inbox, plan: Mapping[str, str]) -> tuple[Promise, ...]:
    """Return the four things that a morning is held to, with what is behind each."""
    done = outcome(inbox, plan)
    clocks = len(done.in_time) / len(inbox.clocks)
    over = done.minutes - inbox.minutes
    morning = f"The plan takes {done.minutes} minutes of {inbox.minutes}."
    return (
        Promise("Clocks", clocks, WEIGHTS["Clocks"], _clocks_say(inbox, plan, done)),
        Promise("Authority", done.placed_share, WEIGHTS["Authority"], _authority_says(plan, done)),
        Promise("Only you", done.kept_share, WEIGHTS["Only you"], _only_you_says(inbox, plan, done)),
        Promise(
            "Morning", float(over <= 0), WEIGHTS["Morning"], f"{morning} {over} too many." if over > 0 else morning
        ),
    )


def _clocks_say(inbox: Inbox, plan: Mapping[str, str], done: Outcome) -> str:
    begun = begun_at(inbox, plan)
    says = [f"{len(done.in_time)} of {len(inbox.clocks)} things that cannot wait are begun in time by someone able to."]
    says += [
        f"{key} is begun at {clock_time(begun[key])}, needed by {clock_time(inbox.items[key].begin_by_minute or 0)}."
        for key in done.late
    ]
    says += [f"{key} is in a hand that cannot act on it: {_why_not(key, plan[key])}." for key in done.wrong_hand]
    if done.left_out:
        says.append(f"{len(done.left_out)} of them missing from your first three.")
    return " ".join(says)


def _why_not(key: str, hand: str) -> str:
    return "it is put off, and its hour passes" if hand == LATER else CANNOT[key]


def _authority_says(plan: Mapping[str, str], done: Outcome) -> str:
    if not done.misplaced:
        return "Everything that can wait until it is its turn lies with somebody whose job it is."
    number, look = len(done.misplaced), ", ".join(done.misplaced)
    lie, first = "lies" if number == 1 else "lie", done.misplaced[0]
    return (
        f"{number} {lie} with somebody whose job it is not; look again at {look}. "
        f"About {first}: {NOT_THE_JOB.get(plan[first], ELSEWHERE)}."
    )


def _only_you_says(inbox: Inbox, plan: Mapping[str, str], done: Outcome) -> str:
    if done.given_away:
        return f"You handed away what only you can do: {', '.join(done.given_away)}."
    late = [i.key for i in inbox.items.values() if i.only_you and plan[i.key] not in i.hands]
    return f"It cannot be left for later in the week: {', '.join(late)}." if late else "You keep what only you can do."


@dataclass(frozen=True)
class TriageDecision(Decision):
    """Decision exercise: a hand for each of twelve matters, and the three that come first."""

    inbox: Inbox
    name = "inbox"

    @property
    def schema(self) -> Mapping[str, Any]:
        keys = list(self.inbox.items)
        return {
            "type": "object",
            "additionalProperties": False,
            "required": [*keys, *PLACES],
            "properties": {key: {"enum": list(HANDS)} for key in keys} | {place: {"enum": keys} for place in PLACES},
        }

    def scorecard(self, decisions: Mapping[str, Any]) -> Scorecard:
        """Score a plan; what it may claim follows the clocks it keeps and the authority it respects."""
        kept = promises(self.inbox, decisions)
        clocks, authority = kept[0].share, kept[1].share
        return Scorecard(kept, claim=CLAIM_AT_WORST + (1 - CLAIM_AT_WORST) * (clocks + authority) / 2)

    def slips(self) -> tuple[Slip, ...]:
        return (
            Slip("the loudest first", self._loudest_first, "You began with who shouts; ask who is harmed by ten."),
            Slip(
                "the medical staff's job",
                self._medical_staffs_job,
                "You took on what is not yours: physicians judge work, treatment and files, and the board grants.",
            ),
            Slip(
                "everything is urgent",
                lambda plan: self._minutes_of_now(plan) > self.inbox.minutes,
                "What you want to do yourself this morning does not fit into it; if everything is urgent, nothing is.",
            ),
            Slip(
                "only you could",
                lambda plan: bool(outcome(self.inbox, plan).given_away),
                "You delegated what only you can do: a signature that is yours, or a promise made in your name.",
            ),
            Slip(
                "a clock left for later",
                lambda plan: any(plan[item.key] == LATER for item in self.inbox.clocks),
                "You put off something with a clock; somebody is harmed before you come to it.",
            ),
            Slip(
                "everything upstairs",
                self._everything_upstairs,
                "You sent upstairs what can be decided on the spot; your office is there to decide, or to delegate.",
            ),
        )

    def nothing(self) -> dict[str, Any]:
        """Return the plan that lets everything lie, in the order in which it lies there."""
        keys = list(self.inbox.items)
        return dict.fromkeys(keys, LATER) | dict(zip(PLACES, keys, strict=False))

    def random(self, rng: np.random.Generator) -> dict[str, Any]:
        keys, hands = list(self.inbox.items), list(HANDS)
        plan = {key: hands[rng.integers(len(hands))] for key in keys}
        return plan | {place: keys[rng.integers(len(keys))] for place in PLACES}

    def candidates(self) -> Iterator[dict[str, Any]]:
        """Run through every plan that respects each clock's and each matter's hands, quickest hands first."""
        keys = list(self.inbox.items)
        hands = [_quickest_first(item) for item in self.inbox.items.values()]
        first = [item.key for item in sorted(self.inbox.clocks, key=lambda item: item.begin_by_minute or 0)]
        for order in permutations(first):
            for chosen in product(*hands):
                yield dict(zip(keys, chosen, strict=True)) | dict(zip(PLACES, order, strict=True))

    @cached_property
    def full_mark_count(self) -> int:
        """Number of plans that earn everything."""
        return sum(
            self._in_time(plan) and minutes_used(self.inbox, plan) <= self.inbox.minutes for plan in self.candidates()
        )

    def _in_time(self, plan: Mapping[str, str]) -> bool:
        begun = begun_at(self.inbox, plan)
        return all(begun[item.key] <= (item.begin_by_minute or 0) for item in self.inbox.clocks)

    def _loudest_first(self, plan: Mapping[str, str]) -> bool:
        first = [self.inbox.items[plan[place]] for place in PLACES]
        return first[0].shouts or sum(item.shouts for item in first) >= 2

    def _medical_staffs_job(self, plan: Mapping[str, str]) -> bool:
        theirs = [item.key for item in self.inbox.items.values() if item.owner == MEDICAL_STAFF]
        return any(plan[key] in (NOW, LATER) for key in theirs)

    def _everything_upstairs(self, plan: Mapping[str, str]) -> bool:
        sent = [item for item in self.inbox.items.values() if plan[item.key] in (CEO, COUNSEL)]
        return len(sent) >= UPSTAIRS and any(plan[item.key] not in item.hands for item in sent)

    def _minutes_of_now(self, plan: Mapping[str, str]) -> int:
        return sum(item.minutes for key, item in self.inbox.items.items() if plan[key] == NOW)
