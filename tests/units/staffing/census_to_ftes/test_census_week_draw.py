"""The weeks that learners are dealt: the ways of dividing must not agree."""

from __future__ import annotations

import pytest

from course.case import case_for, sample_cases
from course.units.staffing.census_to_ftes.census_week_draw import LEAST_SLIP_DISTANCE_HOURS


def test_every_learners_week_tells_the_ways_of_dividing_apart():
    for my in sample_cases("03_staffing", 60):
        week = my.census_week
        ratio = week.worked_hours / week.patient_days
        assert abs(ratio - week.mean_of_daily_ratios) >= LEAST_SLIP_DISTANCE_HOURS
        assert week.licensed_beds > week.staffed_beds == my.unit.beds > max(week.patients)
        assert week.paid_hours * my.unit.productive_share == pytest.approx(week.worked_hours, abs=1)
        assert 0.85 < ratio / my.unit.hours_per_patient_day < 1.15
        assert all(hours % 12 == 0 for hours in week.direct_hours)


def test_the_same_learner_has_the_same_week_and_another_one_another():
    assert case_for("03_staffing", "ana").census_week == case_for("03_staffing", "ana").census_week
    assert case_for("03_staffing", "ana").census_week != case_for("03_staffing", "ben").census_week
