"""A posted roster of four weeks: the unit's people and rules, and how a roster stands against them.

People have planned their lives around a posted roster, so the best roster on a blank page is not the best one now.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from course.rostering.problem import ANYONE, OFF, RosterProblem
from course.rostering.roster import CoverGap, Roster, changed_cells, requests_lost, under_cover, with_edit
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
)

DAY, NIGHT = "D", "N"
CHARGE, RN, LPN = "charge", "RN", "LPN"
REST_RULES = (SUCCESSION, LONG_RUN, SHORT_RUN, SHORT_REST, LONG_REST)
LEAVE_RULES = (LEAVE,)
CONTRACT_RULES = (TOO_LONG, TOO_SHORT, WEEKENDS, SHIFT_LIMIT)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True)
class PostedRoster:
    """The learner's unit: its rules and people, the roster on the wall, and what a mended one must keep to.

    Parameters
    ----------
    problem : RosterProblem
        Thirty nurses, 28 days from a Monday, two shifts.
    posted : mapping of str to tuple of str
        The roster as posted, with its broken rules and gaps.
    most_changes : int
        How many posted days may change, each a person called at home.
    most_requests_lost : int
        Weight of requests that may go ungranted.
    """

    problem: RosterProblem
    posted: Roster
    most_changes: int
    most_requests_lost: int


@dataclass(frozen=True)
class DrawnRoster:
    """A posted roster beside the sound one in which things then went wrong: the proof that it can be mended."""

    case: PostedRoster
    sound: Roster


# ---------------------------------------------------------------- how a roster stands


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
    def people_missing(self) -> int:
        """People missing over all demands; somebody in charge who is missing is one of them."""
        return sum(gap.missing for gap in self.missing)

    @property
    def heads_missing(self) -> bool:
        """Whether a shift lacks people, whatever their skills."""
        return any(gap.cover.skill == ANYONE for gap in self.missing)

    def broken_of(self, rules: Iterable[str]) -> tuple[Violation, ...]:
        """Return the violations of some of the rules."""
        wanted = set(rules)
        return tuple(violation for violation in self.broken if violation.rule in wanted)


def standing(case: PostedRoster, roster: Roster) -> Standing:
    """Return how a roster stands against the rules of its unit and against what was posted."""
    return Standing(
        broken=tuple(violations(case.problem, roster)),
        missing=tuple(under_cover(case.problem, roster)),
        requests_lost=requests_lost(case.problem, roster),
        changes=len(changed_cells(case.posted, roster)),
    )


def hand_over(roster: Roster, day: int, giver: str, taker: str | None) -> Roster:
    """Return the roster with one nurse's shift given to another, or to nobody."""
    freed = with_edit(roster, giver, day, OFF)
    return freed if taker is None else with_edit(freed, taker, day, roster[giver][day])


# ---------------------------------------------------------------- days, shifts and gaps in words


def day_name(problem: RosterProblem, day: int) -> str:
    """Return a day as on the wall: "Tue 9"."""
    return f"{WEEKDAYS[problem.weekday(day)]} {day + 1}"


def shift_word(problem: RosterProblem, shift: str) -> str:
    """Return a shift in a word: "night"; "off" where there is none."""
    return "off" if shift == OFF else problem.shift[shift].label.split(",")[0] or shift


def gap_in_words(problem: RosterProblem, gap: CoverGap) -> str:
    """Return a gap in words, with its day and shift as they are read aloud."""
    cover = gap.cover
    shift = f"{day_name(problem, cover.day)}, {shift_word(problem, cover.shift)}"
    if cover.skill == ANYONE:
        return f"{shift}: {gap.on_duty} of {cover.needed} people."
    if cover.skill == CHARGE and not gap.on_duty:
        return f"{shift}: nobody can be in charge."
    return f"{shift}: {gap.on_duty} of {cover.needed} with the skill {cover.skill}."
