"""The registration desk in the lab: clerks, arrivals and the wait."""

from __future__ import annotations

import numpy as np
import pytest

from course.case import sample_cases
from course.staffing.queues import mean_wait_minutes
from course.units.staffing.clinic.registration_desk_lab import registration_desk_lab
from course.units.staffing.clinic.registration_desk_model import wait_at_desk
from course.units.staffing.clinic.registration_desk_pictures import MOST_CLERKS

MY = sample_cases("03_staffing", 1)[0]
DESK = MY.clinic.desk


def test_the_desk_opens_busy_and_over_its_goal() -> None:
    desk = registration_desk_lab(MY)
    assert desk.result.busy_share > 0.8 and not desk.marks[0][0]


def test_more_clerks_never_lengthen_the_wait() -> None:
    desk = registration_desk_lab(MY)
    waits = []
    for clerks in range(DESK.clerks, MOST_CLERKS + 1):
        desk.set(clerks=clerks)
        waits.append(desk.result.wait_minutes)
    assert waits == sorted(waits, reverse=True)
    assert desk.marks[0][0]


def test_too_few_clerks_are_answered_in_words_and_not_by_a_number() -> None:
    desk = registration_desk_lab(MY)
    desk.set(clerks=1)
    assert "The line grows" in desk.sentence and "never ends" in desk.alt
    assert desk.table[1][3] == "without end"


@pytest.mark.parametrize("clerks", [2, 5])
def test_the_curve_passes_through_the_wait(clerks: int) -> None:
    """The strong curve and the point on it are the same formula."""
    arrivals = 0.7 * clerks * DESK.served_per_hour
    view = registration_desk_lab(MY)._view
    at = np.interp(arrivals, *view.curves[clerks].T)
    assert at == pytest.approx(mean_wait_minutes(arrivals, DESK.served_per_hour, clerks), rel=0.03)
    assert wait_at_desk(DESK, arrivals, clerks).wait_minutes == pytest.approx(at, rel=0.03)
