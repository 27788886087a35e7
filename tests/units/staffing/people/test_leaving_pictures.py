"""A year's leavers month by month, restated for a year."""

from __future__ import annotations

import numpy as np
import pytest

from course.case import sample_cases
from course.units.staffing.people.leaving_pictures import months_of_leaving


@pytest.mark.parametrize("my", [pytest.param(m, id=m.learner) for m in sample_cases("03_staffing", 6)])
def test_months_of_leaving_sum_to_the_year(my) -> None:
    shown = months_of_leaving(my)
    *months, total = shown.table[1:]
    assert sum(int(row[1]) for row in months) == int(total[1]) == my.people.leaving.separations
    assert np.mean([float(row[2].rstrip("%")) for row in months]) == pytest.approx(float(total[2].rstrip("%")), abs=0.1)
