"""Two linked sliders: what commercial payers lose of the charges, Medicaid gains."""

from __future__ import annotations

import pytest

from course.case import case_for
from course.labs.lab import Lab
from course.units.finance.operating_budget.payer_mix_lab import payer_mix_lab
from course.units.finance.operating_budget.payer_mix_model import shift_commercial

MY = case_for("02_finance", "ana")
MIX = MY.hospital.payer_mix


@pytest.fixture
def lab() -> Lab:
    return payer_mix_lab(MY)


@pytest.mark.parametrize(("moved", "other"), [("commercial", "medicaid"), ("medicaid", "commercial")])
def test_the_two_shares_move_against_each_other(lab: Lab, moved: str, other: str) -> None:
    before = lab.png, lab.sentence, lab.alt
    lab.set(**{moved: MIX[moved] - 0.02})
    assert lab.values[other] == pytest.approx(MIX[other] + 0.02)
    assert all(new != old for new, old in zip((lab.png, lab.sentence, lab.alt), before, strict=True))
    assert sum(lab.result.mix.values()) == pytest.approx(1)


def test_the_first_view_is_todays_mix(lab: Lab) -> None:
    assert "changes by +0.00%" in lab.sentence


def test_the_sentence_and_the_table_are_those_of_the_model(lab: Lab) -> None:
    lab.set(commercial=MIX["commercial"] - 0.02)
    change = shift_commercial(MY.hospital, MIX["commercial"] - 0.02).change_share
    assert f"−{-change:.2%}" in lab.sentence and change < 0
    assert [row[1] for row in lab.table[1:]] == [f"{share:.0%}" for share in lab.result.mix.values()]


def test_the_lab_keeps_no_plan(lab: Lab) -> None:
    assert not lab.keeps
