"""The neighbor's sheet."""

from __future__ import annotations

from course.case import sample_cases
from course.units.role.the_dashboard.neighbor_pictures import neighbor_table

CASES = sample_cases("01_role", 6)


def test_the_neighbors_table_shows_every_statement_and_both_figures() -> None:
    for my in CASES:
        neighbor = my.neighbor
        table = neighbor_table(neighbor)
        assert [row[0] for row in table.rows] == list("PQRSTUV")
        assert f"{neighbor.ftes_per_bed:.2f}" in table.caption
