"""Who lives in the nursing home, and what each payer brings."""

from __future__ import annotations

import pytest

from course.case import sample_cases
from course.units.staffing.nursing_home.payer_mix_pictures import who_pays


@pytest.mark.parametrize("my", [pytest.param(m, id=m.learner) for m in sample_cases("03_staffing", 4)])
def test_the_areas_of_who_pays_add_up(my) -> None:
    """Parts of the money sum to all of it, and the mean by resident lies between the lowest and the highest rate."""
    shown = who_pays(my)
    *payers, total = shown.table[1:]
    assert sum(float(row[4].rstrip("%")) for row in payers) == pytest.approx(100, abs=0.2)
    assert sum(int(row[3].strip("$").replace(",", "")) for row in payers) == int(total[3].strip("$").replace(",", ""))
    rates = my.home.mix.rate_usd.values()
    assert min(rates) < float(total[2].strip("$").replace(",", "")) < max(rates)
