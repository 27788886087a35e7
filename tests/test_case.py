"""A module's case is joined from what its units add."""

from __future__ import annotations

import pytest

from course.case import MODULES, case_for, joined_case
from course.units.finance.close_the_gap.case import CloseTheGapCase
from course.units.finance.operating_budget.case import OperatingBudgetCase


@pytest.mark.parametrize("module", MODULES)
def test_a_modules_case_has_the_parts_of_every_unit_and_its_own_greeting(module: str) -> None:
    case = case_for(module, "ana")
    assert case.module == module and "{name}" in case.greeting
    assert len(joined_case(module).__bases__) >= 3


def test_the_finance_case_is_a_case_of_each_of_its_units() -> None:
    case = case_for("02_finance", "ana")
    assert isinstance(case, CloseTheGapCase) and isinstance(case, OperatingBudgetCase)
    assert case.gap is case.gap


def test_a_part_by_itself_has_no_seed_and_cannot_draw_another_organization() -> None:
    """Seeds are of the module; a unit's part alone belongs to none."""
    with pytest.raises(AttributeError, match="module"):
        CloseTheGapCase("ana").gap  # noqa: B018  # reading it is the test
