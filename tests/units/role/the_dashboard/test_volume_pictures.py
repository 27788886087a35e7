"""Services of unequal size and outpatients, drawn."""

from __future__ import annotations

import pytest

from course.role import kpi
from course.units.role.the_dashboard.dashboard_model import wrenfield
from course.units.role.the_dashboard.volume_pictures import length_of_stay_picture, outpatient_picture


def test_the_pictures_say_the_storys_figures() -> None:
    assert "patients is 4.69; the average of the five heights is 5.70." in length_of_stay_picture().alt
    assert "2.10 times" in outpatient_picture().alt


def test_the_plain_average_of_wrenfields_stays_is_a_day_too_long() -> None:
    services = wrenfield().year.services
    days, left = [s.discharge_days for s in services], [s.discharges for s in services]
    assert kpi.average_of_ratios(days, left) - kpi.ratio_of_sums(days, left) == pytest.approx(1.0, abs=0.03)
