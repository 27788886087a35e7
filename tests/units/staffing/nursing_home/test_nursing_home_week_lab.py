"""The nursing home's week in the lab: hours moved, held against the board's floors, and kept."""

from __future__ import annotations

import numpy as np
import pytest

from course.case import sample_cases
from course.catalog import best_plan, full_mark_plans
from course.decisions.plan_file import kept_plan
from course.decisions.plan_schema import validated
from course.labs.lab import Lab
from course.units.staffing.nursing_home.nursing_home_week_decision import (
    NURSE_GROUPS,
    HomeWeekDecision,
    outcome,
)
from course.units.staffing.nursing_home.nursing_home_week_lab import (
    _found,
    nursing_home_week_lab,
    reading,
    with_enough_aides,
)
from course.units.staffing.nursing_home.nursing_home_week_model import PLAN_KEYS, as_array, measure_week

MY = sample_cases("03_staffing", 1)[0]
WEEK = MY.nursing_home_week
DECISION = HomeWeekDecision(WEEK)
GOOD = best_plan(DECISION)


@pytest.fixture(scope="module")
def opened() -> Lab:
    """Return the lab, drawn once for all tests."""
    return nursing_home_week_lab(MY)


@pytest.fixture
def lab(opened: Lab) -> Lab:
    """Return the lab on today's week."""
    opened.set(**DECISION.nothing())
    return opened


@pytest.mark.parametrize("key", PLAN_KEYS)
def test_each_kind_of_hour_changes_the_picture_the_words_and_the_table(lab: Lab, key: str) -> None:
    before = lab.png, lab.alt, lab.table
    lab.set(**{key: lab.values[key] + 6})
    assert all(new != old for new, old in zip((lab.png, lab.alt, lab.table), before, strict=True))


def test_the_first_view_is_todays_week_and_its_weekend_is_short() -> None:
    opened = nursing_home_week_lab(MY)
    assert opened.decisions() == DECISION.nothing()
    kept = {text.split(":")[0]: met for met, text in opened.marks}
    assert not kept["Aides"] and not kept["Weekend"]
    assert "Aide hours missing" in opened.sentence


def test_the_marks_are_the_promises_of_the_graded_plan(lab: Lab) -> None:
    """What the lab calls kept is what the check will call kept, for any week."""
    rng = np.random.default_rng(5)
    for plan in (DECISION.nothing(), GOOD, *(DECISION.random(rng) for _ in range(10))):
        lab.set(**plan)
        promises = DECISION.scorecard(lab.decisions()).promises
        assert [met for met, _ in lab.marks] == [p.kept for p in promises]
        assert [text.split(":")[0].split(" (")[0] for _, text in lab.marks] == [p.name for p in promises]


def test_a_good_week_can_be_signed(lab: Lab) -> None:
    lab.set(**GOOD)
    assert all(met for met, _ in lab.marks)
    assert "You can sign this week" in lab.sentence


def test_the_controls_reach_full_mark_plans(lab: Lab) -> None:
    """The cheapest weeks that earn everything are weeks that the sliders can set."""
    for plan in full_mark_plans(DECISION, 20):
        lab.set(**plan)
        assert lab.decisions() == plan


def test_the_bars_are_hours_over_residents_and_not_over_beds(lab: Lab) -> None:
    lab.set(**GOOD)
    aides = measure_week(WEEK, as_array(GOOD)).aide_hours / WEEK.residents
    assert [lab._view.bars["Aides", sort].get_width() for sort in ("weekday", "weekend")] == pytest.approx(list(aides))


def test_a_bar_below_the_boards_floor_is_hatched_and_one_that_reaches_it_is_not(lab: Lab) -> None:
    assert lab._view.bars["Aides", "weekend"].get_hatch()
    lab.set(**GOOD)
    assert not any(lab._view.bars[group, sort].get_hatch() for group in NURSE_GROUPS for sort in ("weekday", "weekend"))


def test_an_overspent_week_says_by_how_much_in_hours_that_could_be_traded(lab: Lab) -> None:
    lab.set(weekday_rn=lab._bounds["weekday_rn"].high, weekday_lpn=lab._bounds["weekday_lpn"].high)
    assert "over the budget" in lab.sentence and "practical-nurse hours" in lab.sentence


def test_own_aides_beyond_those_in_post_have_no_hours_left() -> None:
    """More hours than the aides in post can fill are never told as hours that are left."""
    most = int(WEEK.own_aide_limit_hours)
    plan = DECISION.nothing() | {"weekday_lpn": 0, "weekday_aide": most - 3, "weekend_aide": most + 11}
    assert (
        "own aides have 3 hours left on a weekday and 0 on a weekend day" in reading(outcome(DECISION, plan)).sentence
    )


def test_the_forecast_is_checked_by_what_it_asks() -> None:
    """Aide hours are added on every day, and the money is that of just this week."""
    start = outcome(DECISION, DECISION.nothing())
    added = outcome(DECISION, with_enough_aides(start))
    assert min(added.measures.aide_hours) >= WEEK.aide_floor_hours - 1e-9
    over = float(added.measures.cost_usd) - WEEK.weekly_budget_usd
    assert f"${abs(over):,.0f}" in _found(DECISION, start) and "on every day" in _found(DECISION, start)


def test_hours_below_the_law_are_said_before_everything_else(lab: Lab) -> None:
    seen = lab.result
    said = reading(outcome(DECISION, {**seen.plan, "weekend_rn": 4}))
    assert said.sentence.startswith("These hours cannot cover what the law asks")
    assert said.marks[0][0] is False and "cannot cover it" in said.marks[0][1]
    few = reading(outcome(DECISION, {**seen.plan, "weekend_lpn": 8}))
    assert "Only 8 of the licensed hours are practical nurses'" in few.sentence


def test_the_kept_week_reads_back_as_it_would_be_typed(lab: Lab, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    lab.set(**GOOD)
    assert "plans/nursing_home_week.json" in lab.keep()
    assert kept_plan("nursing_home_week") == GOOD == validated(lab.decisions(), DECISION.schema, "nursing_home_week")
