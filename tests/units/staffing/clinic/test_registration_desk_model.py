"""The registration desk: Erlang's formulas put to one number of clerks, and along a curve of arrivals."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest

from course.staffing.queues import mean_wait_minutes
from course.units.staffing.clinic.registration_desk_model import (
    RegistrationDesk,
    wait_at_desk,
    wait_curve,
)

STORY = RegistrationDesk(22, 6, 4, 5, 10)


def test_twenty_two_arrivals_at_five_clerks_wait_three_and_a_quarter_minutes():
    """22 an hour, 6 served an hour by each: 73% busy, 43% wait, 11% longer than ten minutes."""
    seen = wait_at_desk(STORY, 22, 5)
    assert seen.keeps_up
    assert (seen.busy_share, seen.wait_share, seen.long_share) == pytest.approx((0.733, 0.433, 0.114), abs=1e-3)
    assert seen.wait_minutes == pytest.approx(3.25, abs=5e-3)


@pytest.mark.parametrize("clerks", [1, 3])
def test_clerks_who_cannot_keep_up_let_everybody_wait_without_end(clerks):
    seen = wait_at_desk(STORY, 22, clerks)
    assert not seen.keeps_up and (seen.wait_share, seen.wait_minutes, seen.long_share) == (1, inf, 1)


@pytest.mark.parametrize("clerks", [2, 5])
def test_a_curve_is_the_mean_wait_at_its_arrivals_and_ends_before_the_clerks_are_overrun(clerks):
    arrivals, waits = wait_curve(STORY, clerks, 33).T
    assert waits == pytest.approx([mean_wait_minutes(a, 6, clerks) for a in arrivals])
    assert (np.diff(arrivals) > 0).all() and (np.diff(waits) > 0).all() and arrivals[-1] < 6 * clerks
