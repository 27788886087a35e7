"""Mend a posted roster: the decision of the rostering unit.

A mended roster keeps every rule, covers every shift, and calls as few people at home as it can.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from course.checks import Slip
from course.decisions.plan_schema import object_schema
from course.decisions.rules import Decision, Scorecard, claim, promises
from course.rostering.problem import RosterProblem
from course.rostering.roster import DAY_OFF_MARK, from_lines, to_lines
from course.rostering.violations import SUCCESSION, Violation
from course.units.staffing.rosters.roster_model import (
    CONTRACT_RULES,
    LEAVE_RULES,
    REST_RULES,
    PostedRoster,
    Standing,
    gap_in_words,
    standing,
)

# Weights are judgments for teaching: cover, rest and calm after posting count most.
WEIGHTS = {"Cover": 0.2, "Rest": 0.2, "Leave": 0.1, "Contracts": 0.15, "Requests": 0.1, "Posted shifts": 0.25}
NOTHING_LEFT_AT = 4  # of one kind of trouble, from which its promise earns nothing
SAID_AT_MOST = 3  # troubles named in one promise
SAYS = {
    "heads counted, not skills": (
        "Every shift has its number of people, but somewhere nobody can be in charge. Look at who leads."
    ),
    "gap filled from leave": (
        "The shifts are full because somebody on leave works. Leave that was granted is not a reserve."
    ),
    "day after night": "The shifts are full because somebody goes from a night straight into a day.",
    "roster rebuilt": (
        "The roster is sound, but it is a new one. People have planned around what was posted, so change less of it."
    ),
}


@dataclass(frozen=True)
class RosterDecision(Decision):
    """Decision exercise: mend the posted roster.

    A plan has one line for each nurse, one letter for each day: the shift, or a point for a day off.

    Parameters
    ----------
    case : PostedRoster
        The learner's unit.
    """

    case: PostedRoster
    name = "roster"
    gates = ("Cover", "Rest")  # patients without nurses, and nurses without sleep

    @property
    def problem(self) -> RosterProblem:
        """The unit's people and rules."""
        return self.case.problem

    @property
    def schema(self) -> Mapping[str, Any]:
        """A line of letters for each nurse, all of them required."""
        letters = "".join(self.problem.shift) + DAY_OFF_MARK
        says = f"a line has {self.problem.days} letters, one a day, and each is one of {' '.join(letters)}"
        line = {"type": "string", "pattern": f"^[{letters}]{{{self.problem.days}}}$", "description": says}
        return object_schema(dict.fromkeys(self.problem.nurse, line))

    def scorecard(self, decisions: Mapping[str, Any]) -> Scorecard:
        """Score a plan; the promises it keeps count in full only where no trouble is left."""
        now = standing(self.case, from_lines(self.problem, decisions))
        behind = _slips_behind(self.case, now)
        kept = promises(WEIGHTS, shares_kept(self.case, now), _says(self.case, now), behind, self.gates)
        return Scorecard(kept, claim=claimed(now.troubles, self.posted_standing.troubles))

    def slips(self) -> tuple[Slip, ...]:
        """Return the slips, each told by the promise that it breaks."""
        return tuple(Slip(name, None, say) for name, say in SAYS.items())

    def nothing(self) -> dict[str, Any]:
        """Return the roster as posted."""
        return to_lines(self.case.posted)

    def random(self, rng: np.random.Generator) -> dict[str, Any]:
        """Draw any letter for any day."""
        letters = [*self.problem.shift, DAY_OFF_MARK]
        return {name: "".join(rng.choice(letters, self.problem.days)) for name in self.problem.nurse}

    @cached_property
    def posted_standing(self) -> Standing:
        """How the roster stands as posted."""
        return standing(self.case, self.case.posted)


def claimed(troubles: int, posted_troubles: int) -> float:
    """Return how much of its score a roster may claim: all with no trouble left, else by the part that is gone.

    A roster that is merely close to the posted one keeps most promises by standing still.
    """
    return float(claim(troubles == 0, max(0.0, 1 - troubles / posted_troubles)))


# ---------------------------------------------------------------- the six promises, in the order of their weights


def shares_kept(case: PostedRoster, now: Standing) -> tuple[float, ...]:
    """Return how far each promise is kept, from 0 to 1."""
    return (
        _share_without(now.people_missing),
        _share_without(len(now.broken_of(REST_RULES))),
        _share_without(len(now.broken_of(LEAVE_RULES))),
        _share_without(len(now.broken_of(CONTRACT_RULES))),
        _share_within(now.requests_lost, case.most_requests_lost),
        _share_within(now.changes, case.most_changes),
    )


def _share_without(troubles: int) -> float:
    return max(0.0, 1 - troubles / NOTHING_LEFT_AT)


def _share_within(count: int, most: int) -> float:
    return max(0.0, 1 - max(0, count - most) / most)


def _says(case: PostedRoster, now: Standing) -> tuple[str, ...]:
    """Return the figures behind each promise."""
    gaps = [gap_in_words(case.problem, gap) for gap in now.missing]
    return (
        _first_of(gaps, "Every shift has the people it needs."),
        _named(now.broken_of(REST_RULES), "Everybody has the rest the rules ask for."),
        _named(now.broken_of(LEAVE_RULES), "Everybody on leave is off."),
        _named(now.broken_of(CONTRACT_RULES), "Hours and weekends are as agreed."),
        f"Requests with a weight of {now.requests_lost} are lost. The limit is {case.most_requests_lost}.",
        f"{now.changes} posted days change. The limit is {case.most_changes}.",
    )


def _slips_behind(case: PostedRoster, now: Standing) -> dict[str, str | None]:
    """Return the slip that explains each promise not kept; who still lacks people has filled no gap wrongly."""
    full = not now.heads_missing
    tired = any(violation.rule == SUCCESSION for violation in now.broken)
    rebuilt = now.changes > case.most_changes and now.troubles == 0
    return {
        "Cover": "heads counted, not skills" if now.missing and full else None,
        "Rest": "day after night" if tired and full else None,
        "Leave": "gap filled from leave" if now.broken_of(LEAVE_RULES) and full else None,
        "Posted shifts": "roster rebuilt" if rebuilt else None,
    }


def _named(broken: Sequence[Violation], good: str) -> str:
    """Return the first violations in words, and how many more there are."""
    return _first_of([violation.say for violation in broken], good)


def _first_of(says: list[str], good: str) -> str:
    """Return the first sentences, and how many more there are."""
    if not says:
        return good
    more = len(says) - SAID_AT_MOST
    return " ".join(says[:SAID_AT_MOST]) + (f" And {more} more." if more > 0 else "")
