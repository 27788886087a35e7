"""From the payroll to the bedside, in a picture that is described with its numbers."""

from __future__ import annotations

from course.units.staffing.census_to_ftes.chair_model import whereabouts
from course.units.staffing.census_to_ftes.chair_pictures import where_they_are


def test_the_way_to_the_bedside_is_described_with_its_numbers() -> None:
    shown = where_they_are()
    assert len(shown.alt.split()) > 10 and shown.png and len(shown.table) == 6
    assert f"{whereabouts().nurses_at_once:.1f} registered nurses" in shown.alt
