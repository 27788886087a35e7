"""The clinic's open slots: the first is luck, the third is access."""

from __future__ import annotations

import pytest

from course.case import sample_cases
from course.staffing.clinic import third_next_available_days
from course.units.staffing.nursing_home_and_clinic.open_slots_pictures import open_slots


@pytest.mark.parametrize("my", [pytest.param(m, id=m.learner) for m in sample_cases("03_staffing", 4)])
def test_the_picture_names_the_third_open_slot(my) -> None:
    slots = my.clinic.open_slots_by_day
    shown = open_slots(my)
    assert f"the third in {third_next_available_days(slots)} days" in shown.alt
    assert sum(int(n) for _, n in shown.table[1:]) == sum(slots)
