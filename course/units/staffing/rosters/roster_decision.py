"""Mend a posted roster: the decision of the rostering unit.

People have planned their lives around a posted roster, so the best roster on a blank page is not the best one now:
a mended roster keeps every rule, covers every shift, and calls as few people at home as it can.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from course.checks import Slip
from course.decisions.rules import Decision, Promise, Scorecard
from course.rostering.problem import ANYONE, OFF, RosterProblem
from course.rostering.roster import (
    DAY_OFF_MARK,
    CoverGap,
    Roster,
    changed_cells,
    cost,
    from_lines,
    to_lines,
    under_cover,
    with_edit,
)
from course.rostering.violations import (
    LEAVE,
    LONG_REST,
    LONG_RUN,
    SHIFT_LIMIT,
    SHORT_REST,
    SHORT_RUN,
    SUCCESSION,
    TOO_LONG,
    TOO_SHORT,
    WEEKENDS,
    Violation,
    violations,
    who_can_take,
)

if TYPE_CHECKING:
    from course.units.staffing.rosters.roster_draw import PostedRoster

REST_RULES = (SUCCESSION, LONG_RUN, SHORT_RUN, SHORT_REST, LONG_REST)
CONTRACT_RULES = (TOO_LONG, TOO_SHORT, WEEKENDS, SHIFT_LIMIT)
# Weights are judgments for teaching: cover, rest and calm after posting count most.
WEIGHTS = {"Cover": 0.2, "Rest": 0.2, "Leave": 0.1, "Contracts": 0.15, "Requests": 0.1, "Posted shifts": 0.25}
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
NOTHING_LEFT_AT = 4  # of one kind of trouble, from which its promise earns nothing
SAID_AT_MOST = 3  # troubles named in one promise


@dataclass(frozen=True)
class Standing:
    """How a plan for the roster stands: what it breaks, who is missing, what it loses and what it changes."""

    broken: tuple[Violation, ...]
    missing: tuple[CoverGap, ...]
    requests_lost: int
    changes: int

    @property
    def troubles(self) -> int:
        """Rules broken and demands not met."""
        return len(self.broken) + len(self.missing)

    @property
    def heads_missing(self) -> bool:
        """Whether a shift lacks people, whatever their skills."""
        return any(gap.cover.skill == ANYONE for gap in self.missing)


def gap_in_words(problem: RosterProblem, gap: CoverGap) -> str:
    """Return a gap in words, with its day and shift as they are read aloud."""
    day, skill = gap.cover.day, gap.cover.skill
    name = problem.shift[gap.cover.shift].label.split(",")[0] or gap.cover.shift
    shift = f"{WEEKDAYS[problem.weekday(day)]} {day + 1}, {name}"
    if skill == ANYONE:
        return f"{shift}: {gap.on_duty} of {gap.cover.needed} people."
    if skill == "charge" and not gap.on_duty:
        return f"{shift}: nobody can be in charge."
    return f"{shift}: {gap.on_duty} of {gap.cover.needed} with the skill {skill}."


def standing(case: PostedRoster, roster: Roster) -> Standing:
    """Return how a roster stands against the rules of its unit and against what was posted."""
    return Standing(
        broken=tuple(violations(case.problem, roster)),
        missing=tuple(under_cover(case.problem, roster)),
        requests_lost=cost(case.problem, roster).requests,
        changes=len(changed_cells(case.posted, roster)),
    )


def claim(troubles: int, posted_troubles: int) -> float:
    """Return how much of its score a roster may claim.

    A roster with no trouble left claims all. Else it claims a fifth, rising with the square of the part of the
    posted troubles that is gone: a roster that is merely close to the posted one keeps most promises by standing
    still.
    """
    if troubles == 0:
        return 1.0
    gone = max(0.0, 1 - troubles / posted_troubles)
    return 0.2 + 0.6 * gone**2


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

    @property
    def problem(self) -> RosterProblem:
        return self.case.problem

    @property
    def schema(self) -> Mapping[str, Any]:
        letters = "".join(self.problem.shift) + DAY_OFF_MARK
        line = {"type": "string", "pattern": f"^[{letters}]{{{self.problem.days}}}$"}
        names = list(self.problem.nurse)
        return {
            "type": "object",
            "additionalProperties": False,
            "required": names,
            "properties": dict.fromkeys(names, line),
        }

    def scorecard(self, decisions: Mapping[str, Any]) -> Scorecard:
        now = standing(self.case, from_lines(self.problem, decisions))
        return Scorecard(tuple(self._promises(now)), claim=claim(now.troubles, self.posted_standing.troubles))

    def slips(self) -> tuple[Slip, ...]:
        says = {
            "heads counted, not skills": (
                "Every shift has its number of people, but not the people it asks for; look at who is in charge."
            ),
            "gap filled from leave": (
                "The shifts are full because somebody on leave works; leave that was granted is not a reserve."
            ),
            "day after night": "The shifts are full because somebody goes from a night straight into a day.",
            "roster rebuilt": (
                "The roster is sound, but it is a new one; people have planned around what was posted, so mend it."
            ),
        }
        return tuple(Slip(name, None, say) for name, say in says.items())

    def nothing(self) -> dict[str, Any]:
        """Return the roster as posted."""
        return to_lines(self.case.posted)

    def random(self, rng: np.random.Generator) -> dict[str, Any]:
        letters = [*self.problem.shift, DAY_OFF_MARK]
        return {name: "".join(rng.choice(letters, self.problem.days)) for name in self.problem.nurse}

    def candidates(self) -> Iterator[dict[str, Any]]:
        """Run through the roster that the case proves and those one hand-over away from it, the useful ones first."""
        sound = self.case.mended
        yield to_lines(sound)
        first = changed_cells(self.case.posted, sound)
        for name, day in [*first, *((name, day) for name in sound for day in range(self.problem.days))]:
            shift = sound[name][day]
            if shift != OFF:
                freed = with_edit(sound, name, day, OFF)
                for taker in who_can_take(self.problem, freed, day, shift):
                    if taker != name:
                        yield to_lines(with_edit(freed, taker, day, shift))

    @cached_property
    def posted_standing(self) -> Standing:
        """How the roster stands as posted."""
        return standing(self.case, self.case.posted)

    def _promises(self, now: Standing) -> Iterator[Promise]:
        yield self._cover(now)
        yield self._rest(now)
        leave = [v for v in now.broken if v.rule == LEAVE]
        slip = "gap filled from leave" if leave and not now.heads_missing else None
        yield _promise("Leave", _kept(len(leave)), _named(leave, "Everybody on leave is off."), slip)
        contract = [v for v in now.broken if v.rule in CONTRACT_RULES]
        yield _promise("Contracts", _kept(len(contract)), _named(contract, "Hours and weekends are as agreed."))
        yield self._requests(now)
        yield self._posted_shifts(now)

    def _cover(self, now: Standing) -> Promise:
        missing = sum(gap.missing for gap in now.missing)
        slip = "heads counted, not skills" if now.missing and not now.heads_missing else None
        says = [gap_in_words(self.problem, gap) for gap in now.missing]
        return _promise("Cover", _kept(missing), _listed(says, "Every shift has the people it needs."), slip)

    def _rest(self, now: Standing) -> Promise:
        broken = [v for v in now.broken if v.rule in REST_RULES]
        tired = any(v.rule == SUCCESSION for v in broken)
        slip = "day after night" if tired and not now.heads_missing else None
        return _promise("Rest", _kept(len(broken)), _named(broken, "Everybody has the rest the rules ask for."), slip)

    def _requests(self, now: Standing) -> Promise:
        most = self.case.most_requests_lost
        over = max(0, now.requests_lost - most)
        say = f"Requests worth {now.requests_lost} are not granted; at most {most}."
        return _promise("Requests", 1 - over / most, say)

    def _posted_shifts(self, now: Standing) -> Promise:
        most = self.case.most_changes
        over = max(0, now.changes - most)
        slip = "roster rebuilt" if over and now.troubles == 0 else None
        say = f"{now.changes} posted days change; at most {most}."
        return _promise("Posted shifts", 1 - over / most, say, slip)


def _promise(name: str, share: float, say: str, slip: str | None = None) -> Promise:
    return Promise(name, max(0.0, share), WEIGHTS[name], say, slip)


def _kept(troubles: int) -> float:
    return 1 - troubles / NOTHING_LEFT_AT


def _named(troubles: Any, good: str) -> str:
    """Return the first troubles in words, and how many more there are."""
    return _listed([trouble.say for trouble in troubles], good)


def _listed(says: list[str], good: str) -> str:
    """Return the first sentences, and how many more there are."""
    if not says:
        return good
    more = len(says) - SAID_AT_MOST
    return " ".join(says[:SAID_AT_MOST]) + (f" And {more} more." if more > 0 else "")
