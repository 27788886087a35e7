"""The open shifts that learners are dealt: one may come, and each of the others is stopped by one rule."""

from __future__ import annotations

import pytest

from course.case import case_for
from course.units.staffing.rosters.open_shift_draw import STOPPING
from course.units.staffing.rosters.open_shift_model import LETTERS, rule_that_stops

LEARNERS = [f"learner-{i}" for i in range(40)]


@pytest.mark.parametrize("learner", LEARNERS)
def test_one_may_come_and_each_rule_stops_one(learner: str) -> None:
    shift = case_for("03_staffing", learner).open_shift
    stopped = [rule_that_stops(shift, label) for label in LETTERS]
    assert stopped.count(None) == 1
    assert sorted(number for number in stopped if number) == sorted(STOPPING)


def test_the_same_learner_meets_the_same_shift() -> None:
    one, other = (case_for("03_staffing", "ana").open_shift for _ in range(2))
    assert (one.day, one.shift, one.lines) == (other.day, other.shift, other.lines)
    assert one.lines != case_for("03_staffing", "ben").open_shift.lines
