"""Last week on a learner's unit: the sums, and the ways of dividing that must not agree."""

from __future__ import annotations

import pytest

from course.case import case_for, sample_cases
from course.units.staffing.census_to_ftes.census_week_draw import DAYS, LEAST_GAP_HOURS, Week, week_of

SMALL = Week((20, 10), (200, 120), 40, 24, 28)


def test_a_week_adds_up_its_days():
    assert (SMALL.patient_days, SMALL.worked_hours, SMALL.paid_hours) == (30, 320, 360)


def test_the_mean_of_daily_ratios_counts_a_quiet_day_as_much_as_a_full_one():
    assert SMALL.mean_of_daily_ratios == 11
    assert SMALL.worked_hours / SMALL.patient_days == pytest.approx(10.667, abs=0.001)


def test_every_learners_week_tells_the_ways_of_dividing_apart():
    for my in sample_cases("03_staffing", 60):
        week = week_of(my)
        ratio = week.worked_hours / week.patient_days
        assert abs(ratio - week.mean_of_daily_ratios) >= LEAST_GAP_HOURS
        assert week.licensed_beds > week.staffed_beds == my.unit.beds > max(week.patients)
        assert week.paid_hours * my.unit.productive_share == pytest.approx(week.worked_hours, abs=1)
        assert 0.85 < ratio / my.unit.hours_per_patient_day < 1.15
        assert all(hours % 12 == 0 for hours in week.direct_hours)


def test_the_table_has_a_row_for_each_day():
    week = week_of(case_for("03_staffing", "ana"))
    assert list(week.table.index) == list(DAYS)
    assert week.table["patients"].sum() == week.patient_days


def test_the_same_learner_has_the_same_week_and_another_one_another():
    assert week_of(case_for("03_staffing", "ana")) == week_of(case_for("03_staffing", "ana"))
    assert week_of(case_for("03_staffing", "ana")) != week_of(case_for("03_staffing", "ben"))
