"""A week adds up its days, and averaging daily ratios gives another figure than dividing the sums."""

from __future__ import annotations

import pytest

from course.case import case_for
from course.units.staffing.census_to_ftes.census_week_model import DAYS, CensusWeek, slip_distance_hours

SMALL = CensusWeek((20, 10), (200, 120), 40, 24, 28)


def test_a_week_adds_up_its_days():
    assert (SMALL.patient_days, SMALL.worked_hours, SMALL.paid_hours) == (30, 320, 360)


def test_the_mean_of_daily_ratios_counts_a_quiet_day_as_much_as_a_full_one():
    assert SMALL.mean_of_daily_ratios == 11
    assert SMALL.worked_hours / SMALL.patient_days == pytest.approx(10.667, abs=0.001)
    assert slip_distance_hours(SMALL) == pytest.approx(0.333, abs=0.001)


def test_the_table_has_a_row_for_each_day():
    week = case_for("03_staffing", "ana").census_week
    assert list(week.table.index) == list(DAYS)
    assert week.table["patients"].sum() == week.patient_days
