"""One open shift, and five people at home: one may come, and each of the others is stopped by one rule."""

from __future__ import annotations

import pytest

from course.case import case_for
from course.rostering.problem import OFF
from course.rostering.violations import LONG_RUN, SHORT_REST
from course.units.staffing.rosters.open_shift_draw import LETTERS, RULES, STOPPING, open_shift_of, taking_breaks

LEARNERS = [f"learner-{i}" for i in range(40)]


@pytest.mark.parametrize("learner", LEARNERS)
def test_one_may_come_and_each_rule_stops_one(learner: str) -> None:
    shift = open_shift_of(case_for("03_staffing", learner))
    stopped = [shift.stopped_by(label) for label in LETTERS]
    assert stopped.count(None) == 1
    assert sorted(number for number in stopped if number) == sorted(STOPPING)


@pytest.mark.parametrize("learner", LEARNERS[:10])
def test_what_stops_them_is_read_from_the_table(learner: str) -> None:
    """By the letters alone, as a learner reads them: three before make a fourth, one point is too little rest."""
    shift = open_shift_of(case_for("03_staffing", learner))
    for label in LETTERS:
        line, day = shift.lines[label], shift.day
        assert line[day] == OFF
        runs = "".join("x" if worked or place == day else "." for place, worked in enumerate(line))
        longest = max(len(run) for run in runs.split("."))
        rests = [len(rest) for rest in runs.strip(".").split("x") if rest]
        kind = RULES.get(shift.stopped_by(label) or "")
        assert (longest > 3) == (kind == LONG_RUN), label
        assert (min(rests, default=9) < 2) == (kind == SHORT_REST), label


def test_the_table_shows_contract_leave_and_the_open_day() -> None:
    shift = open_shift_of(case_for("03_staffing", "ana"))
    table = shift.table
    assert next(iter(table.columns)) == "contract" and len(table) == len(LETTERS)
    name = shift.name.removeprefix("the ").split(" of ")[1]
    for label, row in zip(LETTERS, table.to_dict("records"), strict=True):
        assert row[name] == ("L" if shift.stopped_by(label) == "4" else "?")
        only = f"{'night' if shift.shift == 'D' else 'day'}s only"
        assert (row["contract"] == only) == (shift.stopped_by(label) == "5")


def test_a_shift_on_a_blank_line_breaks_only_what_was_not_broken_before() -> None:
    """Hours below the contract are broken before and after, so they do not count."""
    my = case_for("03_staffing", "ana").roster
    nurse = next(n for n in my.problem.nurses if n.may_work("D") and not n.leave)
    assert taking_breaks(my.problem, nurse, (OFF,) * my.problem.days, 10, "D") == frozenset()


def test_the_same_learner_meets_the_same_shift() -> None:
    one, other = (open_shift_of(case_for("03_staffing", "ana")) for _ in range(2))
    assert (one.day, one.shift, one.lines) == (other.day, other.shift, other.lines)
    assert one.lines != open_shift_of(case_for("03_staffing", "ben")).lines
