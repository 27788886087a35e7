"""One open shift: what stops the five at home, and how many of the thirty may come."""

from __future__ import annotations

import pytest

from course.case import case_for
from course.cases.seeding import generator
from course.rostering.problem import OFF
from course.rostering.violations import LONG_RUN, SHORT_REST, who_can_take
from course.units.staffing.rosters.open_shift_model import (
    AT_WORK,
    LETTERS,
    MAY_COME,
    RULES,
    STEPS,
    rule_that_stops,
    rules_broken_by_taking,
)
from course.units.staffing.rosters.roster_draw import draw as draw_roster

LEARNERS = [f"learner-{i}" for i in range(40)]


@pytest.mark.parametrize("learner", LEARNERS[:10])
def test_what_stops_them_is_read_from_the_table(learner: str) -> None:
    """By the letters alone, as a learner reads them: three before make a fourth, one point is too little rest."""
    shift = case_for("03_staffing", learner).open_shift
    for label in LETTERS:
        line, day = shift.lines[label], shift.day
        assert line[day] == OFF
        runs = "".join("x" if worked or place == day else "." for place, worked in enumerate(line))
        longest = max(len(run) for run in runs.split("."))
        rests = [len(rest) for rest in runs.strip(".").split("x") if rest]
        kind = RULES.get(rule_that_stops(shift, label) or "")
        assert (longest > 3) == (kind == LONG_RUN), label
        assert (min(rests, default=9) < 2) == (kind == SHORT_REST), label


def test_the_shift_itself_does_not_say_whom_a_rule_stops() -> None:
    """The first exercise asks for it, so no method of what the notebook names may answer."""
    shift = case_for("03_staffing", "ana").open_shift
    assert not any(callable(getattr(shift, name)) for name in dir(shift) if not name.startswith("_"))


def test_the_table_shows_contract_leave_and_the_open_day() -> None:
    shift = case_for("03_staffing", "ana").open_shift
    table = shift.table
    assert next(iter(table.columns)) == "contract" and len(table) == len(LETTERS)
    name = shift.name.removeprefix("the ").split(" of ")[1]
    for label, row in zip(LETTERS, table.to_dict("records"), strict=True):
        assert row[name] == ("L" if rule_that_stops(shift, label) == "4" else "?")
        only = f"{'night' if shift.shift == 'D' else 'day'}s only"
        assert (row["contract"] == only) == (rule_that_stops(shift, label) == "5")


def test_a_shift_on_a_blank_line_breaks_only_what_was_not_broken_before() -> None:
    """Hours below the contract are broken before and after, so they do not count."""
    my = case_for("03_staffing", "ana").roster
    nurse = next(n for n in my.problem.nurses if n.may_work("D") and not n.leave)
    assert rules_broken_by_taking(my.problem, nurse, (OFF,) * my.problem.days, 10, "D") == frozenset()


@pytest.mark.parametrize("learner", ["ana", "ben", "learner-3"])
def test_those_left_are_those_whose_line_may_take_the_shift(learner: str) -> None:
    """Counted by striking names, and found again by asking who can take it."""
    shift = case_for("03_staffing", learner).open_shift
    sound = draw_roster(generator("03_staffing", "roster", learner)).sound
    assert list(shift.counts) == [*STEPS, MAY_COME] and shift.people == 30
    assert shift.counts[AT_WORK] == sum(line[shift.day] != OFF for line in sound.values())
    assert shift.may_come == len(who_can_take(shift.problem, sound, shift.day, shift.shift))
