"""Leavers with a program and without it, by either way of counting; and the hospital's nurses."""

from __future__ import annotations

import pytest

from course.units.staffing.people.people_sheet_model import (
    HireCohort,
    compare,
    count_leavers,
    gap,
    hospital_nurses,
    vendor_gap,
)

DAYS, NIGHTS = HireCohort(30, 2, 4, 10, 2), HireCohort(10, 1, 3, 30, 9)
PROGRAM = {"all": DAYS + NIGHTS, "days": DAYS, "nights": NIGHTS}


def test_two_cohorts_together_are_their_sums():
    both = DAYS + NIGHTS
    assert both == HireCohort(40, 3, 7, 40, 11)
    assert gap(both) == pytest.approx(11 / 40 - 10 / 47)
    assert vendor_gap(both) == pytest.approx(18 / 47 - 3 / 40)
    assert both.began_share == 47 / 87


def test_who_broke_off_counts_with_the_program_only_where_all_who_began_do():
    began, finished = (count_leavers(NIGHTS, way) for way in (True, False))
    assert began.people == {"with": 13, "without": 30} and began.left == {"with": 4, "without": 9}
    assert finished.people == {"with": 10, "without": 33} and finished.left == {"with": 1, "without": 12}
    assert finished.loss == {"with": 0.1, "without": 12 / 33}


def test_a_cohort_does_not_say_how_far_its_shares_are_apart():
    """The exercise on the vendor's program asks for it."""
    assert not [name for name in dir(NIGHTS) if "gap" in name]


@pytest.mark.parametrize("among", list(PROGRAM))
def test_counting_otherwise_moves_people_and_loses_none(among):
    one, other = compare(PROGRAM, among, False).count, compare(PROGRAM, among, True).count
    assert sum(one.people.values()) == sum(other.people.values())
    assert sum(one.left.values()) == sum(other.left.values())


def test_who_left_early_left_within_a_year_of_starting():
    nurses = hospital_nurses()
    early = nurses[nurses["left_early"]]
    assert ((early["term_date"] - early["hire_date"]).dt.days < 365).all()
    stayed = nurses[~nurses["left_early"]]
    assert (stayed["term_date"].isna() | ((stayed["term_date"] - stayed["hire_date"]).dt.days >= 365)).all()
