"""A fifth of the stays hold nearly half of the bed days."""

from __future__ import annotations

import pytest

from course.datasets import load
from course.units.role.first_steps_with_data.long_stays_model import wrenfield_shares


def test_a_fifth_of_the_stays_hold_nearly_half_of_the_days() -> None:
    """The prose works the same numbers out by two routes."""
    stays = load("encounters").query("fiscal_year == 2025")["los_days"]
    long = stays[stays >= 7]
    assert (len(stays), len(long), long.sum(), stays.sum()) == (10_250, 2_153, 23_660, 49_275)
    assert wrenfield_shares() == pytest.approx((2_153 / 10_250, 23_660 / 49_275))
    assert 0.210 * 10.99 / 4.81 == pytest.approx(wrenfield_shares()[1], abs=0.001)
