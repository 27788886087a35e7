"""The four ways out, drawn and as a table."""

from __future__ import annotations

import json

import pytest

from course.case import case_for, sample_cases
from course.units.role.the_manager.dyad_model import closed_beds_cost_usd
from course.units.role.the_manager.dyad_pictures import (
    dyad_picture,
    rounded_dollars,
    statements_table,
    ways_out_table,
)
from tests.units.role.tables import has_bare_dollar, lines_shown

MY = case_for("01_role", "ana")


@pytest.mark.parametrize("my", [pytest.param(m, id=m.learner) for m in sample_cases("01_role", 4)])
def test_the_picture_of_the_ways_out_is_described_with_its_numbers(my) -> None:
    shown = dyad_picture(my)
    assert len(shown.alt.split()) > 8 and shown.png and len(shown.table) > 2


def test_the_ways_out_leave_the_dollars_to_the_learner() -> None:
    """Rounded to ten thousand, they are no answer to the nearest five hundred."""
    for my in (case_for("01_role", f"learner-{i}") for i in range(30)):
        cost, rows = closed_beds_cost_usd(my.dyad), ways_out_table(my).rows
        assert rounded_dollars(cost) in rows[0] and f"{cost:,.0f}" not in json.dumps(rows)


def test_the_tables_show_every_line_and_no_bare_dollar() -> None:
    assert lines_shown(ways_out_table(MY)) == (4, 4) and not has_bare_dollar(ways_out_table(MY))
    assert lines_shown(statements_table(MY)) == (6, 6) and not has_bare_dollar(statements_table(MY))
