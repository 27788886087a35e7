"""The still pictures of a hospital's year, each with a sentence and its numbers."""

from __future__ import annotations

import pytest

from course.case import sample_cases
from course.figures.dollars import money
from course.units.finance.operating_budget.budget_model import income_statement, status_quo
from course.units.finance.operating_budget.statements_pictures import bathtub, bill_to_income

CASES = [pytest.param(case, id=case.learner) for case in sample_cases("02_finance", 3)]


@pytest.mark.parametrize("my", CASES)
@pytest.mark.parametrize("picture", [bathtub, bill_to_income])
def test_a_still_picture_has_a_sentence_and_its_numbers(picture, my) -> None:
    shown = picture(my)
    assert shown.png.startswith(b"\x89PNG")
    assert len(shown.alt.split()) >= 8 and shown.alt.endswith(".")
    assert len(shown.table) >= 5


@pytest.mark.parametrize("my", CASES)
def test_only_the_top_of_the_tub_rises(my) -> None:
    rows = bathtub(my).table[1:]
    assert len({fixed for _, fixed, _, _ in rows}) == 1
    variable = [float(usd.strip("$M").replace(",", "")) for _, _, usd, _ in rows]
    assert variable == sorted(variable) and variable[-1] / variable[0] == pytest.approx(1.05 / 0.95, abs=0.002)


@pytest.mark.parametrize("my", CASES)
def test_the_waterfall_ends_at_the_years_income(my) -> None:
    statement = income_statement(my.hospital, status_quo(my.hospital))
    assert bill_to_income(my).table[-1] == ["Operating income", money(statement.operating_income_usd)]
