"""A day's census, in a picture that is described with its numbers."""

from __future__ import annotations

import pytest

from course.case import sample_cases
from course.units.staffing.census_to_ftes.census_pictures import day_of_census

LEARNERS = [pytest.param(m, id=m.learner) for m in sample_cases("03_staffing", 6)]


@pytest.mark.parametrize("my", LEARNERS)
def test_the_day_is_described_with_its_numbers(my) -> None:
    shown = day_of_census(my)
    assert len(shown.alt.split()) > 10 and shown.png and len(shown.table) == 25
    assert f"the midnight count at {my.shift_mix.midnight_census:.1f}" in shown.alt
