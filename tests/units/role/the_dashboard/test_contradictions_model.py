"""61% against 75%, and two lengths of stay: both of them correct."""

from __future__ import annotations

from dataclasses import replace

import pytest

from course.units.role.the_dashboard.contradictions_model import contradictions, every_source_reads_differently
from course.units.role.the_dashboard.dashboard_model import wrenfield
from tests.units.role.learners import LEARNERS

STORY = wrenfield()


def test_the_board_asks_about_61_and_75_percent() -> None:
    beds, stay = contradictions(STORY)
    assert beds.values == pytest.approx((0.614, 0.75), abs=5e-4)
    assert (beds.reason, stay.reason) == ("beds", "stays")


def test_the_contradictions_can_be_seen_in_the_digits_shown() -> None:
    for my in LEARNERS:
        assert every_source_reads_differently(my.dashboard)
        beds, stay = contradictions(my.dashboard)
        assert beds.values[1] - beds.values[0] > 0.05
        assert abs(stay.values[1] - stay.values[0]) > 0.05


def test_two_sources_that_read_alike_are_seen() -> None:
    """The gate bites: services of one size and stay have one average and one sum."""
    same = tuple(replace(s, discharges=2_050, discharge_days=9_620) for s in STORY.year.services)
    assert not every_source_reads_differently(replace(STORY, year=replace(STORY.year, services=same)))
