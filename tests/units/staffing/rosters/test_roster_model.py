"""How a roster stands, and how days, shifts and gaps are read aloud."""

from __future__ import annotations

from course.case import case_for
from course.rostering.problem import OFF, Cover
from course.rostering.roster import CoverGap, changed_cells
from course.units.staffing.rosters.roster_model import (
    CHARGE,
    CONTRACT_RULES,
    LEAVE_RULES,
    REST_RULES,
    RN,
    day_name,
    gap_in_words,
    hand_over,
    shift_word,
    standing,
)

CASE = case_for("03_staffing", "ana").roster
PROBLEM = CASE.problem


def test_every_broken_rule_is_one_of_rest_leave_or_contract() -> None:
    now = standing(CASE, CASE.posted)
    apart = [now.broken_of(rules) for rules in (REST_RULES, LEAVE_RULES, CONTRACT_RULES)]
    assert sum(len(each) for each in apart) == len(now.broken) > 0 == now.changes
    assert now.troubles == len(now.broken) + len(now.missing)
    assert now.people_missing == sum(gap.missing for gap in now.missing)


def test_a_shift_handed_over_is_the_takers_and_given_up_is_nobodys() -> None:
    giver, day = next((n, d) for n, line in CASE.posted.items() for d, shift in enumerate(line) if shift != OFF)
    taker = next(n for n, line in CASE.posted.items() if line[day] == OFF)
    handed = hand_over(CASE.posted, day, giver, taker)
    assert (handed[giver][day], handed[taker][day]) == (OFF, CASE.posted[giver][day])
    assert changed_cells(CASE.posted, hand_over(CASE.posted, day, giver, None)) == [(giver, day)]


def test_days_and_shifts_are_read_aloud_as_on_the_wall() -> None:
    assert [day_name(PROBLEM, day) for day in (0, 8, 27)] == ["Mon 1", "Tue 9", "Sun 28"]
    assert [shift_word(PROBLEM, shift) for shift in ("D", "N", OFF)] == ["day", "night", "off"]


def test_a_gap_says_whom_it_lacks() -> None:
    says = [
        gap_in_words(PROBLEM, CoverGap(Cover(8, "N", needed, 100, skill=skill), there))
        for needed, skill, there in ((5, "", 4), (1, CHARGE, 0), (4, RN, 3))
    ]
    assert says == [
        "Tue 9, night: 4 of 5 people.",
        "Tue 9, night: nobody can be in charge.",
        "Tue 9, night: 3 of 4 with the skill RN.",
    ]
