"""One page that holds together: what each promise asks of it, and what it earns."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from course.catalog import best_plan
from course.decisions.plan_schema import validated
from course.units.role.the_dashboard.contradictions_model import REASON_KEYS, REASONS
from course.units.role.the_dashboard.dashboard_decision import DashboardDecision, page_promises
from course.units.role.the_dashboard.dashboard_model import LICENSED, QUESTIONS, SOURCES, wrenfield
from course.units.role.the_dashboard.tiles_model import letter_of

STORY = DashboardDecision(wrenfield())
BEST = best_plan(STORY)


def put(decision: DashboardDecision, plan: dict, tile: str, key: str) -> dict:
    """Return a plan with another source on one tile."""
    return plan | {tile: letter_of(decision.dashboard, tile, key)}


def kept(decision: DashboardDecision, plan: dict) -> dict[str, float]:
    return {p.name: p.share for p in page_promises(decision.dashboard, plan, decision.sources)}


def named(decision: DashboardDecision, plan: dict) -> set[str]:
    return {slip.name for slip in decision.slips() if callable(slip.gives) and slip.gives(plan)}


def test_the_beds_follow_the_boards_question() -> None:
    other = DashboardDecision(replace(STORY.dashboard, question=QUESTIONS[LICENSED]))
    assert kept(other, BEST)["Beds"] == 0
    assert other.scorecard(BEST).share <= 0.5 and other.scorecard(BEST).broken_gates


@pytest.mark.parametrize("tile", ["occupancy", "bed_turns"])
def test_a_page_about_other_beds_earns_half_at_most(tile: str) -> None:
    """The beds are what the board asks about; the five other promises do not make up for them."""
    card = STORY.scorecard(put(STORY, BEST, tile, "licensed_year"))
    assert [p.name for p in card.broken_gates] == ["Beds"] and card.share == 0.5
    assert not STORY.scorecard(put(STORY, BEST, "margin", "gross_year")).broken_gates


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
    assert kept(STORY, BEST | dict.fromkeys(REASON_KEYS, "error"))["Contradictions"] == 0


def test_every_further_flaw_costs_more() -> None:
    plan, share = BEST, 1.0
    for tile, key in (("margin", "gross_year"), ("case_mix", "average_year"), ("bed_turns", "licensed_year")):
        plan = put(STORY, plan, tile, key)
        assert STORY.scorecard(plan).share < share
        share = STORY.scorecard(plan).share


@pytest.mark.parametrize(("tile", "key"), [("margin", "mixed"), ("occupancy", "month"), ("bed_turns", "month")])
def test_a_month_alone_and_a_mixed_ratio_are_periods_mixed_too(tile: str, key: str) -> None:
    assert named(STORY, put(STORY, BEST, tile, key)) == {"periods mixed"}


def test_plans_fit_the_schema_that_a_learner_types_against() -> None:
    rng = np.random.default_rng(3)
    for plan in (STORY.nothing(), STORY.random(rng), BEST):
        assert json.loads(json.dumps(plan)) == plan
        assert validated(plan, STORY.schema, STORY.name) == plan
    assert set(STORY.schema["properties"]["why_stay"]["enum"]) == set(REASONS)
