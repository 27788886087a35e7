"""The people sheets that learners are dealt: every mistaken way of dividing gives another number."""

from __future__ import annotations

import numpy as np
import pytest

from course.case import case_for, sample_cases
from course.units.staffing.people.people_sheet_model import FIRST_HIRED, LAST_HIRED, compare, gap, vendor_gap

LEARNERS = [pytest.param(m, id=m.learner) for m in sample_cases("03_staffing", 6)]


@pytest.mark.parametrize("my", LEARNERS)
def test_the_sheet_tells_the_two_first_year_numbers_apart(my) -> None:
    sheet = my.people_sheet
    hired = sheet.nurses[sheet.nurses["hire_date"].between(FIRST_HIRED, LAST_HIRED)]
    gone = sheet.nurses[sheet.nurses["term_date"] > LAST_HIRED]
    assert abs(hired["left_early"].mean() - gone["left_early"].mean()) > 0.02
    assert set(sheet.nurses["dept_id"]) == set(sheet.departments)
    assert sheet.heads > my.people.injuries.hours_paid / 2_080, "some work part-time"


def test_a_last_day_left_wrong_never_gives_the_right_loss() -> None:
    """For any learner, hires of one year or of three give another share, by four tolerances of the check or more."""
    for my in sample_cases("03_staffing", 60):
        nurses = my.people_sheet.nurses
        right = nurses[nurses["hire_date"].between(FIRST_HIRED, LAST_HIRED)]["left_early"].mean()
        three = nurses[nurses["hire_date"].between(FIRST_HIRED, "2025-06-30")]
        one = nurses[nurses["hire_date"].between(FIRST_HIRED, "2023-06-30")]
        for wrong in (three["left_early"].mean(), three["term_date"].notna().mean(), one["left_early"].mean()):
            assert abs(right - wrong) >= 4 * 0.005


@pytest.mark.parametrize("my", LEARNERS)
def test_leavers_by_month_sum_to_the_years_and_the_last_month_alarms(my) -> None:
    months = my.people_sheet.left_by_month
    assert sum(months) == my.people.leaving.separations and len(months) == 12
    assert 3 <= my.people_sheet.last_month_left <= 4 and min(months) == 0


@pytest.mark.parametrize("my", LEARNERS)
def test_the_vendors_difference_melts_when_like_is_compared_with_like(my) -> None:
    program = my.people_sheet.program
    vendor, began = compare(program, "all", False).count, compare(program, "all", True).count
    assert vendor.gap > began.gap > max(compare(program, shift, True).count.gap for shift in ("days", "nights")) > 0
    assert vendor.gap == pytest.approx(vendor_gap(program["all"])) and began.gap == pytest.approx(gap(program["all"]))


def test_no_slip_about_the_program_gives_what_another_gives() -> None:
    """Points among night hires, by the check's four ways of getting them, lie apart for any learner."""
    for my in sample_cases("03_staffing", 60):
        program = my.people_sheet.program
        nights = program["nights"]
        share = nights.never_left / nights.never
        ways = sorted((gap(nights), gap(program["all"]), vendor_gap(nights), gap(nights) / share))
        assert min(np.diff(ways)) >= 4 * 0.001


def test_the_sheet_does_not_depend_on_what_was_used_before_it() -> None:
    first, second = case_for("03_staffing", "ana"), case_for("03_staffing", "ana")
    assert (first.people, first.people_sheet.days) == (second.people_sheet.days, second.people)[::-1]
