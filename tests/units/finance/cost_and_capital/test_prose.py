"""Figures that the unit's text tells are those of the library's formulas."""

from __future__ import annotations

from course.finance.allocation import allocate_reciprocal
from course.finance.capital import cash_flows, equivalent_annual_annuity, profitability_index, project_npv
from course.finance.depreciation import double_declining_balance, straight_line, sum_of_years_digits
from course.units.finance.cost_and_capital.capital_model import STORY_MACHINE, STORY_MRI
from course.units.finance.cost_and_capital.projects_model import STORY_SUPPORT_USD, STORY_USES
from tests.support.units import MODULES, read

TOLD = "\n".join(cell.source for cell in read(MODULES / "02_finance/4_cost_and_capital.ipynb").cells).replace(
    "<span>\\$</span>", "$"
)
RATE = STORY_MACHINE.discount_rate_share


def test_the_reciprocal_method_is_told_with_what_each_department_bears() -> None:
    bears = allocate_reciprocal(STORY_SUPPORT_USD, STORY_USES)
    assert f"at Wrenfield ${bears['nursing']:,.0f} and ${bears['surgery']:,.0f}" in TOLD


def test_the_scanner_is_told_with_its_value_its_index_and_its_yearly_worth() -> None:
    npv = project_npv(STORY_MRI, RATE)
    yearly = equivalent_annual_annuity(npv, RATE, STORY_MRI.life_years)
    assert f"${npv:,.0f}" in TOLD
    assert f"*Profitability index*: {profitability_index(RATE, cash_flows(STORY_MRI)):.3f} dollars of value" in TOLD
    assert f"${yearly:,.0f} a year" in TOLD


def test_the_accountants_five_years_are_told_with_the_straight_line() -> None:
    cost, salvage, years = STORY_MRI.investment_usd, STORY_MRI.salvage_usd, STORY_MACHINE.depreciation_years
    assert f"${straight_line(cost, salvage, years)[0]:,.0f} a year" in TOLD


def test_accelerated_depreciation_changes_the_year_of_the_expense_and_never_the_cash() -> None:
    """Sooner, and no more in all; the cash flows have no depreciation in them."""
    book = STORY_MRI.investment_usd, STORY_MRI.salvage_usd, STORY_MACHINE.depreciation_years
    level = straight_line(*book)
    for accelerated in (sum_of_years_digits(*book), double_declining_balance(*book)):
        assert accelerated[0] > level[0] and accelerated[-1] < level[-1]
        assert sum(accelerated) <= sum(level) + 1e-6
    assert "Accelerated depreciation changes the year of the expense, never the cash." in TOLD
    assert level[0] not in [abs(flow) for flow in cash_flows(STORY_MRI)]
