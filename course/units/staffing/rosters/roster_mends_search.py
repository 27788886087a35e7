"""Hints for the roster lab: the first trouble, the line to look at, and the letter that mends most of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from course.decisions.rules import TOLERANCE
from course.rostering.problem import OFF
from course.rostering.roster import Roster, to_lines, with_edit
from course.rostering.violations import LiveCheck
from course.units.staffing.rosters.roster_decision import RosterDecision
from course.units.staffing.rosters.roster_model import day_name, gap_in_words, shift_word

Edit = tuple[str, int, str]


def hints(decision: RosterDecision, check: LiveCheck) -> list[str]:
    """Return where to look, whose line to try and the letter to set, or none where nothing is in trouble.

    The first trouble that one letter mends comes first; where none does, the first trouble alone is named.
    """
    troubles = [*_gaps(decision, check), *_violations(decision, check)]
    now = decision.scorecard(to_lines(check.roster)).share
    for say, edits in troubles:
        best = max(((_worth(decision, check.roster, edit), edit) for edit in edits), default=(now, None))
        if best[1] is not None and best[0] > now + TOLERANCE:
            nurse, day, shift = best[1]
            what = "the day off" if shift == OFF else f"the {shift_word(decision.problem, shift)}"
            return [
                f"Look at {say}",
                f"Try {nurse}'s line.",
                f"Give {nurse} {what} on {day_name(decision.problem, day)}.",
            ]
    if not troubles:
        return []
    return [f"Look at {troubles[0][0]}", "No single letter mends that: let two nurses exchange a day."]


def _worth(decision: RosterDecision, roster: Roster, edit: Edit) -> float:
    return decision.scorecard(to_lines(with_edit(roster, *edit))).share


def _gaps(decision: RosterDecision, check: LiveCheck) -> Iterator[tuple[str, list[Edit]]]:
    for gap in check.under_cover:
        day, shift = gap.cover.day, gap.cover.shift
        edits = [(nurse, day, shift) for nurse, line in check.roster.items() if line[day] != shift]
        yield gap_in_words(decision.problem, gap), edits


def _violations(decision: RosterDecision, check: LiveCheck) -> Iterator[tuple[str, list[Edit]]]:
    letters = [OFF, *decision.problem.shift]
    for violation in check.violations:
        line: Any = check.roster[violation.nurse]
        days = range(len(line)) if violation.day is None else range(max(0, violation.day - 1), violation.day + 1)
        edits = [(violation.nurse, day, letter) for day in days for letter in letters if line[day] != letter]
        yield f"{violation.nurse}: {violation.say}", edits
