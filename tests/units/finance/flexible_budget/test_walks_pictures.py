"""The still pictures of the flexible budget: why the margin fell, the joint corner, and where the cash went."""

from __future__ import annotations

import pytest

from course.case import sample_cases
from course.units.finance.flexible_budget.variance_walk_model import STORY_ACTUAL, STORY_BUDGET
from course.units.finance.flexible_budget.walks_pictures import cash_walk, joint_corner, margin_walk


def test_the_margin_walk_starts_and_ends_where_the_story_does() -> None:
    picture = margin_walk()
    assert "from 2.9% in FY2024 to 1.2% in FY2025" in picture.alt
    assert picture.table[1][1] == "2.90%"
    assert picture.table[-1][1] == "1.19%"
    points = [float(row[1].replace("−", "-")) for row in picture.table[2:-1]]
    assert sum(points) == pytest.approx(1.19 - 2.90, abs=0.04)


def test_the_corner_is_the_extra_hours_at_the_extra_pay() -> None:
    hours = STORY_ACTUAL.volume * (STORY_ACTUAL.hours_per_unit - STORY_BUDGET.hours_per_unit)
    assert f"${hours * 2.5:,.0f}" in joint_corner().alt


def test_the_cash_walk_shows_an_income_and_less_in_the_bank() -> None:
    """For every learner: margin is not cash."""
    for case in sample_cases("02_finance", 5):
        assert case.ward.treasury.operating_income_usd > 0 > case.ward.treasury.cash_change_usd
        picture = cash_walk(case)
        assert picture.alt.endswith(".")
        assert picture.table[-1][1].startswith("(")
