"""An average night, and the year of one bed."""

from __future__ import annotations

import pytest

from course.case import sample_cases
from course.units.role.the_dashboard.beds_model import average_night, year_of_a_bed
from course.units.role.the_dashboard.dashboard_model import LICENSED, STAFFED, wrenfield

CASES = sample_cases("01_role", 40)


def test_the_same_patients_are_75_and_61_percent_of_the_beds() -> None:
    night = average_night(wrenfield().year)
    assert night.share(STAFFED) == pytest.approx(0.75)
    assert night.share(LICENSED) == pytest.approx(0.614, abs=5e-4)


def test_a_beds_year_is_365_days_by_the_second_route() -> None:
    """Turns times the days of one turn."""
    for my in CASES:
        bed = year_of_a_bed(my.dashboard.year)
        assert bed.turns * (bed.stay_days + bed.gap_days) == pytest.approx(365)
