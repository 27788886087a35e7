"""A rostering problem as plain data: what belongs together, and what is refused in a sentence."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from course.rostering.problem import (
    Cover,
    Request,
    RosterProblem,
    ShiftType,
    from_plain,
    to_plain,
)
from tests.rostering.small_rosters import drawn_problem, nurse, problem


def test_two_weeks_from_a_monday_have_two_whole_weekends():
    assert problem(days=14).weekends == ((5, 6), (12, 13))


def test_a_roster_that_starts_on_a_sunday_has_half_a_weekend_first():
    assert problem(days=8, first_weekday=6).weekends == ((0,), (6, 7))


def test_a_shift_that_is_limited_to_none_is_not_worked():
    assert not nurse(max_shifts={"N": 0}).may_work("N")
    assert nurse(max_shifts={"N": 0}).may_work("D") and nurse(max_shifts={"N": 1}).may_work("N")


def test_a_problem_survives_the_way_through_json():
    for seed in range(20):
        given = drawn_problem(np.random.default_rng(seed))
        assert from_plain(json.loads(json.dumps(to_plain(given)))) == given


def test_every_part_of_a_problem_is_written_down():
    """Two problems that differ anywhere are written differently."""
    given = drawn_problem(np.random.default_rng(1))
    changed = {
        "days": 5,
        "first_weekday": (given.first_weekday + 1) % 7,
        "shifts": (*given.shifts, ShiftType("E", 60)),
        "nurses": (*given.nurses, nurse("Zoe")),
        "covers": given.covers[1:],
        "requests": given.requests[1:],
    }
    for name, value in changed.items():
        assert to_plain(replace(given, **{name: value})) != to_plain(given), name


@pytest.mark.parametrize(
    ("nurse_rules", "said"),
    [
        ({"min_minutes": 20, "max_minutes": 10}, "Ann has 20 to 10 minutes"),
        ({"min_consecutive_shifts": 3, "max_consecutive_shifts": 2}, "Ann works runs of 3 to 2"),
        ({"min_consecutive_days_off": 0}, "min_consecutive_days_off"),
        ({"max_weekends": -1}, "max_weekends"),
        ({"min_consecutive_days_off": 3, "max_consecutive_days_off": 2}, "at most 2 days off"),
        ({"max_shifts": {"X": 1}}, "'X', which is none of its shift types (D, N)"),
        ({"max_shifts": {"D": -1}}, "a limit of -1 on shift D"),
        ({"leave": (4,)}, "leave on day 4, but the roster's days run from 0 to 3"),
    ],
)
def test_a_nurse_that_does_not_hold_together_is_refused(nurse_rules: dict[str, Any], said: str):
    with pytest.raises(ValueError, match="Ann") as refusal:
        problem(nurse(**nurse_rules))
    assert said in str(refusal.value) and str(refusal.value).endswith(".")


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"days": 0}, "at least one day"),
        ({"first_weekday": 7}, "0 (Monday) to 6 (Sunday)"),
        ({"covers": (Cover(9, "D", 1, 1),)}, "Cover is asked for on day 9"),
        ({"covers": (Cover(0, "X", 1, 1),)}, "'X'"),
        ({"covers": (Cover(0, "D", -1, 1),)}, "needs -1 people"),
        ({"covers": (Cover(0, "D", 1, -1),)}, "weight of -1"),
        ({"covers": (Cover(0, "D", 1, 1, over_weight=-2),)}, "weight of -2"),
        ({"covers": (Cover(0, "D", 1, 1), Cover(0, "D", 2, 1))}, "asked for twice (anyone)"),
        ({"requests": (Request("Bob", 0, "D", 1, True),)}, "'Bob', who is no nurse"),
        ({"requests": (Request("Ann", 7, "D", 1, True),)}, "Ann asks for day 7"),
        ({"requests": (Request("Ann", 0, "X", 1, True),)}, "Ann asks about shift 'X'"),
        ({"requests": (Request("Ann", 0, "D", -3, True),)}, "weight of -3"),
    ],
)
def test_a_problem_that_does_not_hold_together_is_refused(parts: dict[str, Any], said: str):
    with pytest.raises(ValueError) as refusal:
        problem(**parts)
    assert said in str(refusal.value) and str(refusal.value).endswith(".")


@pytest.mark.parametrize(
    ("shifts", "nurses", "said"),
    [
        ((), (nurse(),), "at least one shift type"),
        ((ShiftType("D", 480),), (), "at least one nurse"),
        ((ShiftType("D", 480),) * 2, (nurse(),), "'D' is there twice"),
        ((ShiftType("D", 480),), (nurse(), nurse()), "'Ann' is there twice"),
        ((ShiftType("", 480),), (nurse(),), "needs a name"),
        ((ShiftType("D", 0),), (nurse(),), "lasts 0 minutes"),
        ((ShiftType("D", 480, ("X",)),), (nurse(),), "forbids 'X'"),
        ((ShiftType("D", 480),), (nurse(""),), "A nurse needs a name"),
    ],
)
def test_shifts_and_nurses_need_a_name_of_their_own(shifts: Any, nurses: Any, said: str):
    with pytest.raises(ValueError) as refusal:
        RosterProblem(4, shifts, nurses)
    assert said in str(refusal.value)
