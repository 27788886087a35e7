"""Mends the posted roster as a manager would: one hand-over after another, each of which leaves fewer troubles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from course.cases.drawing import first_found
from course.decisions.search import PlanSearch
from course.rostering.problem import ANYONE, OFF, RosterProblem
from course.rostering.roster import (
    Roster,
    changed_cells,
    cover_gaps,
    requests_lost,
    to_lines,
    under_cover,
    with_edit,
)
from course.rostering.violations import LEAVE, Violation, line_violations, violations, who_can_take
from course.units.staffing.rosters.roster_decision import RosterDecision
from course.units.staffing.rosters.roster_model import CHARGE, DAY, NIGHT, PostedRoster, hand_over, standing

ORDERS = 40  # in which the troubles are taken; the first nearly always leads to the end


@dataclass(frozen=True)
class Place:
    """A shift of one day that somebody else is to take: from a nurse who has it, or from nobody."""

    day: int
    shift: str
    giver: str | None


@dataclass(frozen=True)
class RosterSearch(PlanSearch[RosterDecision]):
    """A mended roster, and those one hand-over away from it."""

    @property
    def case(self) -> PostedRoster:
        """The unit and its posted roster."""
        return self.decision.case

    @cached_property
    def mended(self) -> Roster:
        """A roster that keeps every promise, reached from the posted one."""
        mended = (mend(self.case, order) for order in range(ORDERS))
        return first_found((roster if roster and self._is_full(roster) else None for roster in mended), "mended roster")

    def _is_full(self, roster: Roster) -> bool:
        return self.decision.scorecard(to_lines(roster)).full

    def candidates(self) -> Iterator[dict[str, Any]]:
        """Run through the mended roster and those one hand-over away from it, the useful ones first."""
        yield to_lines(self.mended)
        first = changed_cells(self.case.posted, self.mended)
        for name, day in [*first, *_worked_cells(self.mended)]:
            for moved in _handed_on(self.case.problem, self.mended, name, day):
                yield to_lines(moved)

    def slipping_plans(self) -> dict[str, dict[str, Any]]:
        """Return a plan for each slip: the mended roster with that slip made in it."""
        plans = {
            "heads counted, not skills": self._without_a_leader(),
            "gap filled from leave": self._filled_from_leave(),
            "day after night": self._day_after_night(),
            "roster rebuilt": self._rebuilt(),
        }
        return {name: to_lines(roster) for name, roster in plans.items() if roster is not None}

    def _without_a_leader(self) -> Roster | None:
        """Return the roster with a shift handed from somebody who can be in charge to somebody who cannot."""
        problem = self.case.problem
        for name, day in _worked_cells(self.mended):
            if CHARGE in problem.nurse[name].skills:
                for moved in _handed_on(problem, self.mended, name, day):
                    gaps = under_cover(problem, moved)
                    if gaps and all(gap.cover.skill != ANYONE for gap in gaps):
                        return moved
        return None

    def _filled_from_leave(self) -> Roster | None:
        """Return the roster with somebody at work in the middle of a week of leave."""
        away = (nurse for nurse in self.case.problem.nurses if len(nurse.leave) >= 7)
        return next((with_edit(self.mended, nurse.id, nurse.leave[3], DAY) for nurse in away), None)

    def _day_after_night(self) -> Roster | None:
        """Return the roster with somebody at work on the day after a night."""
        for name, day in _worked_cells(self.mended):
            line = self.mended[name]
            if line[day] == NIGHT and day + 1 < len(line) and line[day + 1] == OFF:
                return with_edit(self.mended, name, day + 1, DAY)
        return None

    def _rebuilt(self) -> Roster | None:
        """Hand shift after shift to somebody else who may take it, until too much of what was posted has changed."""
        now = self.mended
        for name, day in _worked_cells(self.mended):
            sound = (r for r in _handed_on(self.case.problem, now, name, day) if standing(self.case, r).troubles == 0)
            now = next(sound, now)
            if len(changed_cells(self.case.posted, now)) > self.case.most_changes:
                return now
        return None


def _worked_cells(roster: Roster) -> list[tuple[str, int]]:
    """Return each nurse and day with a shift."""
    return [(name, day) for name, line in roster.items() for day, shift in enumerate(line) if shift != OFF]


def _handed_on(problem: RosterProblem, roster: Roster, name: str, day: int) -> Iterator[Roster]:
    """Yield the rosters in which one nurse's shift is somebody else's, who may take it; none on a day off."""
    shift = roster[name][day]
    if shift != OFF:
        for taker in who_can_take(problem, with_edit(roster, name, day, OFF), day, shift):
            if taker != name:
                yield hand_over(roster, day, name, taker)


# ---------------------------------------------------------------- mending


def mend(case: PostedRoster, order: int = 0) -> Roster | None:
    """Return the posted roster mended by hand-overs, or None where none of them leaves fewer troubles.

    Parameters
    ----------
    case : PostedRoster
        The unit and its roster.
    order : int
        In which the places are looked at: 0 as they stand on the wall, else shuffled by that seed.
    """
    rng = np.random.default_rng(order) if order else None
    roster: Roster | None = case.posted
    while roster is not None:
        places = _places(case.problem, roster)
        if not places:
            return roster
        if rng is not None:
            places = [places[i] for i in rng.permutation(len(places))]
        now = roster
        steps = (_best_step(case.problem, now, place) for place in places)
        roster = next((step for step in steps if step is not None), None)
    return None


def _places(problem: RosterProblem, roster: Roster) -> list[Place]:
    """Return the shifts that must move or be filled because of a broken rule or a gap in cover."""
    broken = [place for violation in violations(problem, roster) for place in _behind(violation, roster)]
    short = []
    for gap in under_cover(problem, roster):
        day, shift, skill = gap.cover.day, gap.cover.shift, gap.cover.skill
        if skill == ANYONE:
            short.append(Place(day, shift, None))
        else:
            there = (name for name, line in roster.items() if line[day] == shift)
            short += [Place(day, shift, name) for name in there if skill not in problem.nurse[name].skills]
    return broken + short


def _behind(violation: Violation, roster: Roster) -> list[Place]:
    """Return the shifts of a nurse, any of which may be why a rule is broken; on leave it is that day's."""
    line = roster[violation.nurse]
    worked = [day for day, shift in enumerate(line) if shift != OFF]
    days = [violation.day] if violation.rule == LEAVE and violation.day is not None else worked
    return [Place(day, line[day], violation.nurse) for day in days]


def _best_step(problem: RosterProblem, roster: Roster, place: Place) -> Roster | None:
    """Return the roster with that shift given to whoever leaves the fewest troubles, and loses the fewest requests."""
    freed = roster if place.giver is None else with_edit(roster, place.giver, place.day, OFF)
    best: tuple[tuple[int, int], Roster] | None = None
    for taker in who_can_take(problem, freed, place.day, place.shift):
        if taker != place.giver:
            after = with_edit(freed, taker, place.day, place.shift)
            names = [name for name in (place.giver, taker) if name is not None]
            less = _troubles(problem, after, names, place.day) - _troubles(problem, roster, names, place.day)
            rank = less, requests_lost(problem, after)
            if less < 0 and (best is None or rank < best[0]):
                best = rank, after
    return None if best is None else best[1]


def _troubles(problem: RosterProblem, roster: Roster, names: list[str], day: int) -> int:
    """Return how many rules some nurses' lines break, and how many people are missing on a day."""
    broken = sum(len(line_violations(problem, problem.nurse[name], roster[name])) for name in names)
    return broken + sum(gap.missing for gap in cover_gaps(problem, roster, day))
