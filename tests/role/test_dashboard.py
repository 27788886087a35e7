"""The contradictory dashboard: 61% against 75%, two lengths of stay, and one page that holds together."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace

import numpy as np
import pytest

from course.cases.seeding import generator
from course.catalog import best_plan, full_mark_plans
from course.decisions.plan_schema import validated
from course.role import kpi
from course.units.role.case import RoleCase
from course.units.role.the_dashboard.dashboard_decision import (
    BED_TILES,
    REASONS,
    WHYS,
    DashboardDecision,
    contradictions,
    contradictions_show,
    promises,
)
from course.units.role.the_dashboard.dashboard_draw import LICENSED, SOURCES, STAFFED, STAY_GAPS, Board, draw, wrenfield
from course.units.role.the_dashboard.tiles_model import (
    TITLES,
    UNITS,
    letter_of,
    occupied_beds,
    sources,
    weighed_discharges,
)

STORY = DashboardDecision(wrenfield())
BEST = best_plan(STORY)
LEARNERS = [DashboardDecision(RoleCase(f"learner-{i}").dashboard) for i in range(200)]


def value(board: Board, tile: str, key: str) -> float:
    return sources(board)[tile][letter_of(board, tile, key)].value


def put(decision: DashboardDecision, plan: dict, tile: str, key: str) -> dict:
    """Return a plan with another source on one tile."""
    return plan | {tile: letter_of(decision.board, tile, key)}


def kept(decision: DashboardDecision, plan: dict) -> dict[str, float]:
    return {p.name: p.share for p in promises(decision.board, plan)}


def named(decision: DashboardDecision, plan: dict) -> set[str]:
    return {slip.name for slip in decision.slips() if callable(slip.gives) and slip.gives(plan)}


# ---------------------------------------------------------------- the story's figures


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
    assert value(STORY.board, tile, key) == pytest.approx(figure, abs=within)


def test_the_services_sum_to_the_story() -> None:
    year = STORY.board.year
    assert year.beds == {STAFFED: 180, LICENSED: 220}
    assert (year.patient_days, year.discharges) == (49_275, 10_250)
    assert (year.revenue_usd, year.expense_usd) == (352_200_000, 348_000_000)
    assert occupied_beds(year) == pytest.approx(283.5)
    assert weighed_discharges(year) == pytest.approx(34_870.5)


def test_the_board_asks_about_61_and_75_percent() -> None:
    beds, stay = contradictions(STORY.board)
    assert beds.values == pytest.approx((0.614, 0.75), abs=5e-4)
    assert (beds.reason, stay.reason) == ("beds", "stays")


def test_the_two_occupancies_count_the_same_patients() -> None:
    """Each share times its beds is the same census."""
    for decision in LEARNERS[:40]:
        board = decision.board
        census = kpi.average_daily_census(board.year.patient_days, board.year.days)
        for beds in (STAFFED, LICENSED):
            assert value(board, "occupancy", f"{beds}_year") * board.year.beds[beds] == pytest.approx(census)


def test_the_tiles_of_one_period_tie_together() -> None:
    """Bed turns x length of stay by the census = occupancy x days: one page, one set of sums."""
    for decision in LEARNERS[:40]:
        board = decision.board
        for end in ("year", "twelve"):
            turns = value(board, "bed_turns", f"{board.asked_beds}_{end}")
            stay = value(board, "length_of_stay", f"census_{end}")
            share = value(board, "occupancy", f"{board.asked_beds}_{end}")
            assert turns * stay == pytest.approx(share * 365)


# ---------------------------------------------------------------- what a page earns


def test_the_storys_page_has_eight_versions_that_earn_everything() -> None:
    """Either period, either length of stay that is labeled, a case or a day as the unit of cost."""
    assert STORY.full_mark_count == 8
    assert STORY.scorecard(BEST).full


def test_the_beds_follow_the_boards_question() -> None:
    other = DashboardDecision(replace(STORY.board, asked_beds=LICENSED))
    assert kept(other, BEST)["Beds"] == 0
    assert "licenses" in other.board.question and "nurses" in STORY.board.question


def test_moving_the_whole_page_to_the_last_twelve_months_costs_nothing() -> None:
    later = {tile: keys.index(next(k for k in keys if k.endswith("_twelve"))) for tile, keys in SOURCES.items()}
    plan = BEST | {tile: chr(ord("A") + place) for tile, place in later.items()}
    assert STORY.scorecard(plan).full


def test_one_tile_of_another_period_breaks_the_page() -> None:
    assert kept(STORY, put(STORY, BEST, "case_mix", "sum_twelve")) == {
        **dict.fromkeys(kept(STORY, BEST), 1.0),
        "Period": pytest.approx(2 / 3),
    }


@pytest.mark.parametrize(
    ("promise", "tile", "key"),
    [
        ("Beds", "occupancy", "licensed_year"),
        ("Beds", "bed_turns", "licensed_year"),
        ("Sums", "occupancy", "average_year"),
        ("Sums", "length_of_stay", "average_year"),
        ("Sums", "case_mix", "average_year"),
        ("Sums", "margin", "average_year"),
        ("Net", "cost", "gross_year"),
        ("Net", "margin", "gross_year"),
        ("Whole hospital", "ftes_per_bed", "inpatients_year"),
        ("Whole hospital", "ftes_per_bed", "worked_year"),
        ("Whole hospital", "cost", "inpatients_year"),
    ],
)
def test_a_flaw_breaks_its_own_promise_and_no_other(promise: str, tile: str, key: str) -> None:
    shares = kept(STORY, put(STORY, BEST, tile, key))
    assert {name for name, share in shares.items() if share < 1} == {promise}


def test_each_contradiction_is_half_of_its_promise() -> None:
    assert kept(STORY, BEST | {"why_stay": "error"})["Contradictions"] == 0.5
    assert kept(STORY, BEST | dict.fromkeys(WHYS, "error"))["Contradictions"] == 0


def test_every_further_flaw_costs_more() -> None:
    plan, share = BEST, 1.0
    for tile, key in (("margin", "gross_year"), ("case_mix", "average_year"), ("bed_turns", "licensed_year")):
        plan = put(STORY, plan, tile, key)
        assert STORY.scorecard(plan).share < share
        share = STORY.scorecard(plan).share


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


@pytest.mark.parametrize("path", [pytest.param(p, id=".".join(map(str, p))) for p in numbers(STORY.board)])
def test_every_sum_is_live(path: tuple) -> None:
    """Moving any of them moves a figure that some tile shows."""
    before, after = sources(STORY.board), sources(with_moved(STORY.board, path))
    assert any(before[t][letter].value != after[t][letter].value for t in before for letter in before[t])


# ---------------------------------------------------------------- slips

SHOWN: dict[str, Callable[[DashboardDecision, dict], dict]] = {
    "average of ratios": lambda d, plan: put(d, plan, "length_of_stay", "average_year"),
    "wrong beds": lambda d, plan: put(
        d, plan, "occupancy", f"{LICENSED if d.board.asked_beds == STAFFED else STAFFED}_year"
    ),
    "gross as revenue": lambda d, plan: put(d, plan, "margin", "gross_year"),
    "periods mixed": lambda d, plan: put(d, plan, "case_mix", "sum_twelve"),
    "inpatients carry everything": lambda d, plan: put(d, plan, "ftes_per_bed", "inpatients_year"),
    "worked hours for paid": lambda d, plan: put(d, plan, "ftes_per_bed", "worked_year"),
    "a definition taken for an error": lambda d, plan: plan | {"why_occupancy": "error"},
}


@pytest.mark.parametrize("name", list(SHOWN))
def test_a_slip_is_recognized_and_costs_marks_on_every_learners_dashboard(name: str) -> None:
    for decision in LEARNERS:
        plan = SHOWN[name](decision, next(iter(decision.candidates())))
        assert named(decision, plan) == {name}
        assert not decision.scorecard(plan).full


def test_every_slip_is_shown_here() -> None:
    assert set(SHOWN) == {slip.name for slip in STORY.slips()}


@pytest.mark.parametrize(("tile", "key"), [("margin", "mixed"), ("occupancy", "month"), ("bed_turns", "month")])
def test_a_month_alone_and_a_mixed_ratio_are_periods_mixed_too(tile: str, key: str) -> None:
    assert named(STORY, put(STORY, BEST, tile, key)) == {"periods mixed"}


def test_no_slip_is_named_in_a_page_that_earns_everything() -> None:
    for decision in LEARNERS:
        assert all(named(decision, plan) == set() for plan in full_mark_plans(decision, 8))


# ---------------------------------------------------------------- every learner's dashboard


def test_every_learner_has_at_least_four_pages_that_earn_everything() -> None:
    for decision in LEARNERS:
        assert len({json.dumps(p, sort_keys=True) for p in full_mark_plans(decision, 4)}) == 4


def test_guessing_earns_a_third_at_most_and_the_inherited_dashboard_a_fifth() -> None:
    for i, decision in enumerate(LEARNERS):
        assert decision.scorecard(decision.nothing()).share <= 0.20
        if i < 20:
            rng = np.random.default_rng(i)
            assert np.mean([decision.scorecard(decision.random(rng)).share for _ in range(40)]) <= 0.35


def test_the_contradictions_can_be_seen_in_the_digits_shown() -> None:
    for decision in LEARNERS:
        assert contradictions_show(decision.board)
        beds, stay = contradictions(decision.board)
        assert beds.values[1] - beds.values[0] > 0.05
        assert abs(stay.values[1] - stay.values[0]) > 0.05


def test_two_sources_that_read_alike_are_seen() -> None:
    """The gate bites: services of one size and stay have one average and one sum."""
    same = tuple(replace(s, discharges=2_050, discharge_days=9_620) for s in STORY.board.year.services)
    assert not contradictions_show(replace(STORY.board, year=replace(STORY.board.year, services=same)))


def test_questions_gaps_and_letters_differ_between_learners() -> None:
    boards = [decision.board for decision in LEARNERS]
    assert {b.asked_beds for b in boards} == {STAFFED, LICENSED}
    assert {b.stay_gap for b in boards} == set(STAY_GAPS)
    assert len({json.dumps(dict(b.order)) for b in boards}) == len(boards)
    assert draw(generator("01_role", "dashboard", "ana")) == draw(generator("01_role", "dashboard", "ana"))


def test_another_learners_page_seldom_earns_half() -> None:
    plan = best_plan(LEARNERS[0])
    shares = [d.scorecard(plan).share for d in LEARNERS[1:] if all(plan[t] in s for t, s in sources(d.board).items())]
    assert np.mean(shares) <= 0.35 and max(shares) < 1


def test_every_tile_has_a_title_a_unit_and_sound_sources_of_both_periods() -> None:
    for tile, found in sources(STORY.board).items():
        assert TITLES[tile] and UNITS[tile]
        assert {s.period for s in found.values() if not s.flaws} == {"year", "twelve"}
    assert set(BED_TILES) <= set(TITLES) == set(SOURCES)


def test_plans_fit_the_schema_that_a_learner_types_against() -> None:
    rng = np.random.default_rng(3)
    for plan in (STORY.nothing(), STORY.random(rng), BEST):
        assert json.loads(json.dumps(plan)) == plan
        assert validated(plan, STORY.schema, STORY.name) == plan
    assert set(STORY.schema["properties"]["why_stay"]["enum"]) == set(REASONS)
