"""What the page shows beside its tiles: two old dashboards, what is divided, and the months."""

from __future__ import annotations

from course.case import sample_cases
from course.units.role.the_dashboard.contradictions_model import contradictions
from course.units.role.the_dashboard.dashboard_model import wrenfield
from course.units.role.the_dashboard.dashboard_pictures import (
    MONTHS,
    months_of,
    old_dashboards,
    source_lines,
    tile_figure,
)
from course.units.role.the_dashboard.tiles_model import MIXED, sources

CASES = sample_cases("01_role", 40)
BOARD = CASES[0].dashboard


def test_both_old_dashboards_show_both_contradictions() -> None:
    for my in CASES:
        old, board = old_dashboards(my.dashboard), my.dashboard
        for each in contradictions(board):
            shown = tuple(old[each.tile][whose] for whose in ("finance", "nursing"))
            assert shown == tuple(tile_figure(each.tile, value) for value in each.values)
            assert shown[0] != shown[1]
        assert sum("–" not in said.values() for said in old.values()) == 2


def test_wrenfields_dashboards_say_61_and_75_percent() -> None:
    assert old_dashboards(wrenfield())["occupancy"] == {"finance": "61.4%", "nursing": "75.0%"}


def test_what_a_tile_divides_fits_in_two_lines_for_every_learner() -> None:
    for my in CASES:
        for found in sources(my.dashboard).values():
            for source in found.values():
                assert 1 <= len(source_lines(my.dashboard, source)) <= 2, source.says


def test_the_bars_show_the_months_of_the_source() -> None:
    for found in sources(BOARD).values():
        for source in found.values():
            spans = months_of(source)
            assert all(0 <= start < end <= MONTHS for start, end in spans)
            whole_years = [end - start == 12 for start, end in spans]
            assert (len(spans) == 1 and all(whole_years)) == (source.period != MIXED)
