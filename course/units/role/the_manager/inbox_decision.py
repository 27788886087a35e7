"""Decision exercise on a first morning's inbox: who sees to what, what comes first, what the morning has room for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from course.checks import Slip
from course.decisions.plan_schema import object_schema
from course.decisions.rules import Decision, Promise, Scorecard, promises
from course.units.role.the_manager.authority_roles_model import CEO, COUNSEL, LATER, MEDICAL_STAFF, NOW, ROLES
from course.units.role.the_manager.inbox_key_model import Outcome, clocks, only_you, outcome, owner_of, roles_of
from course.units.role.the_manager.inbox_model import PLACES, Inbox, Item, begun_at, clock_time

WEIGHTS = {"Clocks": 0.35, "Authority": 0.30, "Only you": 0.15, "Morning": 0.20}
CLAIM_AT_WORST = 0.30  # keeping to the minutes by letting everything lie is worth little
TOO_MANY_ESCALATIONS = 4  # to the chief executive or counsel: more than any morning holds for them
# Why a role cannot act on a matter with a clock, without naming the one that can.
WHY_IT_CANNOT_ACT: Mapping[str, str] = {
    "emtala": "the desk does not take orders from that role",
    "chiller": "that role may not sign for so much, or hold the schedule",
    "payroll": "that role cannot sign for your office",
    "peer_review": "the bylaws do not name that role",
    "safety_event": "that role cannot order the pumps off the floors",
    "press": "that role cannot send the crew out",
    "complaint": "that role cannot move an aide to other patients",
}
# Why a role is refused a matter without a clock, without naming one that is not.
WHY_IT_IS_REFUSED: Mapping[str, str] = {
    NOW: "you hold the office, but this is the daily work of somebody else in the hospital",
    LATER: "this cannot wait until later in the week",
    CEO: "the people whose work it is need no permission from above",
    COUNSEL: "the people whose work it is call a lawyer themselves if they need one",
}
WHY_ANY_OTHER_IS_REFUSED = "read again what the letter asks for, and what each role on the sheet is there for"
SAYS = {
    "the loudest first": "You begin with senders who shout. Ask of each letter who is harmed when its hour has passed.",
    "the medical staff's job": (
        "You kept or put off a matter that the medical staff has to judge: a physician's work, treatment or file."
    ),
    "everything is urgent": (
        "You keep more work this morning than you have minutes for. Hand over what others can do."
    ),
    "only you could": ("You handed over a matter that needs your own signature, or your office's own word."),
    "a clock left for later": "You left a matter with a clock for later in the week. Its hour passes this morning.",
    "everything upstairs": ("You sent to the chief executive or to counsel what others can decide on the spot."),
}


@dataclass(frozen=True)
class InboxDecision(Decision):
    """Give each of twelve matters to a role, and name the three that come first."""

    inbox: Inbox
    name = "inbox"
    gates = ("Clocks",)  # a morning on which somebody is harmed is not made good by a tidy desk

    @property
    def clocks(self) -> tuple[Item, ...]:
        """The matters that cannot wait."""
        return clocks(self.inbox)

    @property
    def schema(self) -> Mapping[str, Any]:
        """A role for each matter, and a matter for each of the first places."""
        keys = list(self.inbox.items)
        return object_schema({key: {"enum": list(ROLES)} for key in keys} | {p: {"enum": keys} for p in PLACES})

    def scorecard(self, decisions: Mapping[str, Any]) -> Scorecard:
        """Score a plan; what it may claim follows the clocks it keeps and the authority it respects."""
        kept = morning_promises(self.inbox, decisions)
        clocks, authority = kept[0].share, kept[1].share
        return Scorecard(kept, claim=CLAIM_AT_WORST + (1 - CLAIM_AT_WORST) * (clocks + authority) / 2)

    def slips(self) -> tuple[Slip, ...]:
        """Return the slips, of which a plan may show several."""
        return tuple(
            Slip(name, lambda plan, name=name: mistakes(self.inbox, plan)[name], say) for name, say in SAYS.items()
        )

    def nothing(self) -> dict[str, Any]:
        """Return the plan that lets everything lie, in the order in which it lies there."""
        keys = list(self.inbox.items)
        return dict.fromkeys(keys, LATER) | dict(zip(PLACES, keys, strict=False))

    def random(self, rng: np.random.Generator) -> dict[str, Any]:
        """Draw any role for each matter and any matter for each place."""
        keys, roles = list(self.inbox.items), list(ROLES)
        plan = {key: roles[rng.integers(len(roles))] for key in keys}
        return plan | {place: keys[rng.integers(len(keys))] for place in PLACES}


# ---------------------------------------------------------------- what a morning is held to


def morning_promises(inbox: Inbox, plan: Mapping[str, str]) -> tuple[Promise, ...]:
    """Return the four things that a morning is held to, with what is behind each."""
    done = outcome(inbox, plan)
    shares = (
        len(done.in_time) / len(clocks(inbox)),
        done.placed_share,
        done.kept_share,
        done.minutes <= inbox.minutes,
    )
    says = (
        _clocks_say(inbox, plan, done),
        _authority_says(plan, done),
        _only_you_says(inbox, plan, done),
        _minutes_say(inbox, done),
    )
    return promises(WEIGHTS, shares, says, gates=InboxDecision.gates)


def _clocks_say(inbox: Inbox, plan: Mapping[str, str], done: Outcome) -> str:
    begun = begun_at(inbox, plan)
    says = [f"{len(done.in_time)} of {len(clocks(inbox))} clocks are met: begun in time by somebody who can act."]
    says += [
        f"{key} is begun at {clock_time(begun[key])}, needed by {clock_time(inbox.items[key].hour_minute or 0)}."
        for key in done.late
    ]
    says += [f"{key} is with somebody who cannot act on it: {_why_not(key, plan[key])}." for key in done.wrong_role]
    if done.left_out:
        says.append(
            f"{len(done.left_out)} of them {'is' if len(done.left_out) == 1 else 'are'} missing from your first three."
        )
    return " ".join(says)


def _why_not(key: str, role: str) -> str:
    return "it is put off, and its hour passes" if role == LATER else WHY_IT_CANNOT_ACT[key]


def _authority_says(plan: Mapping[str, str], done: Outcome) -> str:
    if not done.misplaced:
        return "Everything without a clock is with somebody whose job it is."
    number, look = len(done.misplaced), ", ".join(done.misplaced)
    lie, first = "matter is" if number == 1 else "matters are", done.misplaced[0]
    return (
        f"{number} {lie} {_where_they_are({plan[key] for key in done.misplaced})}. Look again at {look}. "
        f"About {first}: {WHY_IT_IS_REFUSED.get(plan[first], WHY_ANY_OTHER_IS_REFUSED)}."
    )


def _where_they_are(roles: set[str]) -> str:
    """Return where misplaced matters are, so that nobody who put one off hears of a wrong person."""
    return " or ".join([*["with the wrong person"] * bool(roles - {LATER}), *["put off"] * (LATER in roles)])


def _only_you_says(inbox: Inbox, plan: Mapping[str, str], done: Outcome) -> str:
    if done.given_away:
        return f"Only you can do this, and you handed it over: {', '.join(done.given_away)}."
    late = [i.key for i in inbox.items.values() if only_you(i) and plan[i.key] not in roles_of(i)]
    return (
        f"This cannot wait until later in the week: {', '.join(late)}."
        if late
        else "What only you can do stays with you."
    )


def _minutes_say(inbox: Inbox, done: Outcome) -> str:
    over = done.minutes - inbox.minutes
    taken = f"The plan takes {done.minutes} minutes of {inbox.minutes}."
    return f"{taken} {over} too many." if over > 0 else taken


# ---------------------------------------------------------------- what explains a plan that loses marks


def mistakes(inbox: Inbox, plan: Mapping[str, str]) -> dict[str, bool]:
    """Return for each slip whether a plan shows it; several may be shown at once."""
    items = inbox.items.values()
    first = [inbox.items[plan[place]] for place in PLACES]
    own_minutes = sum(item.minutes for item in items if plan[item.key] == NOW)
    escalated = [item for item in items if plan[item.key] in (CEO, COUNSEL)]
    needlessly = any(plan[item.key] not in roles_of(item) for item in escalated)
    return {
        "the loudest first": first[0].shouts or sum(item.shouts for item in first) >= 2,
        "the medical staff's job": any(owner_of(i) == MEDICAL_STAFF and plan[i.key] in (NOW, LATER) for i in items),
        "everything is urgent": own_minutes > inbox.minutes,
        "only you could": bool(outcome(inbox, plan).given_away),
        "a clock left for later": any(plan[item.key] == LATER for item in clocks(inbox)),
        "everything upstairs": len(escalated) >= TOO_MANY_ESCALATIONS and needlessly,
    }


# ---------------------------------------------------------------- one plan, as it is shown


@dataclass(frozen=True)
class Evaluation:
    """Everything that the picture and the sentence need of one plan."""

    inbox: Inbox
    plan: Mapping[str, str]
    begun: Mapping[str, int]
    outcome: Outcome
    promises: tuple[Promise, ...]

    @property
    def starts(self) -> dict[str, int]:
        """The first three at their minutes, the rest laid end to end after them, in the order of the inbox."""
        starts = dict(self.begun)
        minute = sum(self.minutes(key) for key in starts)
        for key in self.inbox.items:
            if key not in starts:
                starts[key] = minute
                minute += self.minutes(key)
        return starts

    def minutes(self, key: str) -> int:
        return self.inbox.items[key].minutes_for(self.plan[key])


def evaluate(inbox: Inbox, plan: Mapping[str, str]) -> Evaluation:
    """Return what a plan does to the morning."""
    return Evaluation(inbox, plan, begun_at(inbox, plan), outcome(inbox, plan), morning_promises(inbox, plan))
