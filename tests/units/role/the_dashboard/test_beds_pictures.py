"""The year of one bed, drawn."""

from __future__ import annotations

from course.units.role.the_dashboard.beds_pictures import bed_year_picture


def test_the_picture_of_a_beds_year_says_the_storys_figures() -> None:
    assert bed_year_picture().table[1][1].startswith("56.9")
