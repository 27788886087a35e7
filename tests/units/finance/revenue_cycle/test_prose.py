"""Figures that the unit's text tells are those of the library's formulas."""

from __future__ import annotations

from course.finance.revenue_cycle import cost_to_collect
from tests.support.units import MODULES, read


def text_of(cell_id: str) -> str:
    unit = read(MODULES / "02_finance/3_revenue_cycle.ipynb")
    return next(cell.source for cell in unit.cells if cell.id == cell_id)


def test_wrenfields_cost_to_collect_is_told_in_cents_on_the_dollar() -> None:
    """$11.2 million of cost for $332 million of patient cash."""
    told = text_of("days-ask")
    assert "11.2 million" in told and "332 million" in told
    assert f"{cost_to_collect(11.2e6, 332e6) * 100:.1f} cents on the dollar" in told
