"""What arrives of a hundred billed dollars, and what a changed payer mix brings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from course.case import case_for, sample_cases
from course.units.finance.operating_budget.hospital_draw import STORY_GROSS_USD, STORY_MIX, STORY_YIELD
from course.units.finance.operating_budget.payer_mix_model import billed_hundred, shift_commercial

WRENFIELD = replace(
    case_for("02_finance", "ana").hospital,
    gross_charges_usd=STORY_GROSS_USD,
    payer_mix=STORY_MIX,
    payer_yield=STORY_YIELD,
)


def test_of_the_storys_hundred_25_78_arrive() -> None:
    hundred = billed_hundred(WRENFIELD)
    assert sum(hundred.billed_usd.values()) == pytest.approx(100)
    assert hundred.total_usd == pytest.approx(25.78)


def test_commercial_payers_are_28_of_the_hundred_and_46_percent_of_what_arrives() -> None:
    hundred = billed_hundred(WRENFIELD)
    assert hundred.billed_usd["commercial"] == pytest.approx(28)
    assert hundred.arrives_usd["commercial"] / hundred.total_usd == pytest.approx(0.456, abs=5e-4)


def test_two_points_from_commercial_to_medicaid_cost_1_86_percent() -> None:
    shifted = shift_commercial(WRENFIELD, 0.26)
    assert shifted.mix["medicaid"] == pytest.approx(0.22)
    assert shifted.change_share == pytest.approx(-0.0186, abs=5e-5)


def test_two_points_the_other_way_bring_as_much() -> None:
    shifted = shift_commercial(WRENFIELD, 0.30)
    assert shifted.mix["medicaid"] == pytest.approx(0.18)
    assert shifted.then_usd - shifted.now_usd == pytest.approx(STORY_GROSS_USD * 0.02 * (0.42 - 0.18))


def test_an_unmoved_mix_changes_nothing_and_every_mix_sums_to_one() -> None:
    for case in sample_cases("02_finance", 10):
        today = case.hospital.payer_mix["commercial"]
        assert shift_commercial(case.hospital, today).change_share == 0
        for commercial in (today - 0.1, today - 0.01, today + 0.1):
            assert sum(shift_commercial(case.hospital, commercial).mix.values()) == pytest.approx(1)
