"""The story's sums, and what they tie to."""

from __future__ import annotations

import pytest

from course.units.role.the_dashboard.dashboard_model import (
    LICENSED,
    STAFFED,
    occupied_beds,
    weighed_discharges,
    wrenfield,
)

STORY = wrenfield()


def test_the_services_sum_to_the_story() -> None:
    year = STORY.year
    assert year.beds == {STAFFED: 180, LICENSED: 220}
    assert (year.patient_days, year.discharges) == (49_275, 10_250)
    assert (year.revenue_usd, year.expense_usd) == (352_200_000, 348_000_000)
    assert occupied_beds(year) == pytest.approx(283.5)
    assert weighed_discharges(year) == pytest.approx(34_870.5)
