"""What each tile can show: the worked figures, and every sum behind them."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace

import pytest

from course.role import kpi
from course.units.role.the_dashboard.contradictions_model import contradictions
from course.units.role.the_dashboard.dashboard_model import LICENSED, SOURCES, STAFFED, Dashboard, wrenfield
from course.units.role.the_dashboard.tiles_model import BED_TILES, TITLES, UNITS, asked_beds, letter_of, sources
from tests.units.role.learners import LEARNERS

STORY = wrenfield()


def value(dashboard: Dashboard, tile: str, key: str) -> float:
    return sources(dashboard)[tile][letter_of(dashboard, tile, key)].value


@pytest.mark.parametrize(
    ("tile", "key", "figure", "within"),
    [
        ("occupancy", "staffed_year", 0.750, 5e-4),
        ("occupancy", "licensed_year", 0.614, 5e-4),
        ("bed_turns", "staffed_year", 56.9, 0.05),
        ("length_of_stay", "census_year", 4.81, 5e-3),
        ("case_mix", "sum_year", 1.62, 5e-3),
        ("ftes_per_bed", "paid_year", 5.29, 5e-3),
        ("cost", "case_year", 9_980, 0.5),
        ("cost", "day_year", 3_363, 0.5),
        ("margin", "net_year", 0.0119, 5e-5),
    ],
)
def test_the_storys_tiles_show_the_worked_figures(tile: str, key: str, figure: float, within: float) -> None:
    assert value(STORY, tile, key) == pytest.approx(figure, abs=within)


def test_the_two_occupancies_count_the_same_patients() -> None:
    """Each share times its beds is the same census."""
    for my in LEARNERS[:40]:
        dashboard = my.dashboard
        census = kpi.average_daily_census(dashboard.year.patient_days, dashboard.year.days)
        for beds in (STAFFED, LICENSED):
            assert value(dashboard, "occupancy", f"{beds}_year") * dashboard.year.beds[beds] == pytest.approx(census)


def test_the_tiles_of_one_period_tie_together() -> None:
    """Bed turns x length of stay by the census = occupancy x days: one page, one set of sums."""
    for my in LEARNERS[:40]:
        dashboard, beds = my.dashboard, asked_beds(my.dashboard)
        for end in ("year", "twelve"):
            turns = value(dashboard, "bed_turns", f"{beds}_{end}")
            stay = value(dashboard, "length_of_stay", f"census_{end}")
            share = value(dashboard, "occupancy", f"{beds}_{end}")
            assert turns * stay == pytest.approx(share * 365)


def numbers(thing, path=()):
    """Yield the path of every number in nested dataclasses and tuples."""
    if is_dataclass(thing):
        for field in fields(thing):
            yield from numbers(getattr(thing, field.name), (*path, field.name))
    elif isinstance(thing, tuple):
        for place, each in enumerate(thing):
            yield from numbers(each, (*path, place))
    elif isinstance(thing, (int, float)) and not isinstance(thing, bool):
        yield path


def with_moved(thing, path):
    """Return the thing with the number at a path a tenth larger."""
    if not path:
        return thing * 1.1
    step, *rest = path
    if is_dataclass(thing):
        return replace(thing, **{step: with_moved(getattr(thing, step), rest)})
    return tuple(with_moved(each, rest) if place == step else each for place, each in enumerate(thing))


@pytest.mark.parametrize("path", [pytest.param(p, id=".".join(map(str, p))) for p in numbers(STORY)])
def test_every_sum_is_live(path: tuple) -> None:
    """Moving any of them moves a figure that some tile, or the footnote on the lengths of stay, shows."""
    moved = with_moved(STORY, path)
    before, after = sources(STORY), sources(moved)
    assert contradictions(STORY)[1].values != contradictions(moved)[1].values or any(
        before[t][letter].value != after[t][letter].value for t in before for letter in before[t]
    )


def test_every_tile_has_a_title_a_unit_and_sound_sources_of_both_periods() -> None:
    for tile, found in sources(STORY).items():
        assert TITLES[tile] and UNITS[tile]
        assert {s.period for s in found.values() if not s.flaws} == {"year", "twelve"}
    assert set(BED_TILES) <= set(TITLES) == set(SOURCES)
