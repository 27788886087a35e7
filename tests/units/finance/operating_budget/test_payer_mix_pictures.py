"""Who is billed and who pays, side by side."""

from __future__ import annotations

import pytest

from course.case import sample_cases
from course.units.finance.operating_budget.payer_mix_pictures import payer_bars

CASES = [pytest.param(case, id=case.learner) for case in sample_cases("02_finance", 3)]


@pytest.mark.parametrize("my", CASES)
def test_the_bars_have_a_sentence_and_their_numbers(my) -> None:
    shown = payer_bars(my)
    assert shown.png.startswith(b"\x89PNG")
    assert len(shown.alt.split()) >= 8 and shown.alt.endswith(".")
    assert len(shown.table) >= 1 + len(my.hospital.payer_mix)


@pytest.mark.parametrize("my", CASES)
def test_commercial_payers_bring_more_of_what_arrives_than_of_what_is_billed(my) -> None:
    row = next(row for row in payer_bars(my).table if row[0] == "Commercial")
    assert float(row[2].strip("%")) > float(row[1].strip("%"))
