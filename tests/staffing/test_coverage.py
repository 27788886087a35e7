"""A day by the hour: shifts past midnight, required against on duty, and decision S1's plans."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.case import case_for, sample_cases
from course.catalog import best_plan, full_mark_plans
from course.decisions.plan_schema import validated
from course.staffing import coverage
from course.staffing.coverage import Coverage, HourPrices, Shift
from course.units.staffing.census_to_ftes.shift_mix_decision import (
    CHARGE,
    KEYS,
    SHIFTS,
    ShiftMixDecision,
    as_plan,
    as_row,
    claim,
    day,
    hours_of,
    on_duty,
    required,
    rules_kept,
    score_shares,
    short_hours,
)
from course.units.staffing.census_to_ftes.unit_draw import STORY_BLOCKS, hourly, wrenfield

STORY = wrenfield()
DECISION = ShiftMixDecision(STORY)
EMPTY = dict.fromkeys(SHIFTS, 0) | {CHARGE: False}
LEARNERS = [pytest.param(f"learner-{i}", id=f"learner-{i}") for i in range(8)]


def plan(**nurses: int | bool) -> dict[str, int | bool]:
    return {**EMPTY, **nurses}


# ---------------------------------------------------------------- shifts and hours


def test_a_night_shift_covers_the_evening_and_the_next_morning():
    covered = Shift(20, 12).covers
    assert [hour for hour in range(24) if covered[hour]] == [*range(8), *range(20, 24)]


@given(st.integers(0, 23), st.integers(1, 24))
def test_a_shift_covers_as_many_hours_as_it_is_long_wherever_it_starts(start, hours):
    assert Shift(start, hours).covers.sum() == hours
    assert Shift(start, hours).covers[start] == 1


def test_a_nurse_who_leaves_half_way_does_not_cover_the_block():
    """Six to two covers the block from eight, and neither of its neighbors."""
    assert coverage.on_duty_by_block([Shift(6, 8)], [1]).tolist() == [0, 0, 1, 0, 0, 0]


@given(st.lists(st.integers(0, 9), min_size=10, max_size=10))
def test_nurse_hours_on_duty_are_the_hours_worked(nurses):
    shifts = list(SHIFTS.values())
    assert coverage.on_duty_by_hour(shifts, nurses).sum() == coverage.worked_hours(shifts, nurses)


def test_the_fullest_hour_decides_for_its_block():
    census = [10] * 24
    census[9] = 11
    assert coverage.census_by_block(census).tolist() == [10, 10, 11, 10, 10, 10]
    assert coverage.required_by_block(census, 5).tolist() == [3, 3, 4, 3, 3, 3]


@given(st.lists(st.integers(0, 40), min_size=24, max_size=24), st.integers(1, 8))
def test_the_highest_hour_of_a_block_is_what_the_block_needs(census, ratio):
    hours = coverage.required_by_hour(census, ratio).reshape(6, 4)
    assert hours.max(axis=1).tolist() == coverage.required_by_block(census, ratio).tolist()


def test_a_day_shift_at_a_flat_price_and_a_night_shift_with_its_extra():
    prices = HourPrices(60.0, night_extra_usd=5.0, float_extra_usd=10.0)
    assert coverage.day_cost_usd([Shift(8, 12)], [1], prices) == 720
    assert coverage.day_cost_usd([Shift(20, 12)], [2], prices) == 2 * 12 * 65
    assert coverage.day_cost_usd([Shift(4, 4, is_float=True)], [1], prices) == 4 * 75
    assert coverage.day_cost_usd([Shift(16, 8)], [1], prices) == 8 * 60 + 4 * 5


def test_required_scheduled_and_actual_are_three_things():
    here = Coverage(np.array([6, 6, 7]), np.array([6, 5, 8]), np.array([5, 5, 8]))
    assert here.planned_gaps.tolist() == [0, 1, 0]
    assert here.gaps.tolist() == [1, 1, 0]
    assert here.spare.tolist() == [0, 0, 1]
    assert not here.covered
    assert Coverage(here.required, here.required, here.required).covered


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: Shift(24, 8), "exceeds last hour of a day"),
        (lambda: Shift(8, 0), "from 1 up"),
        (lambda: Shift(8, 25), "exceeds hours in a day"),
        (lambda: HourPrices(-1), "hour_usd"),
        (lambda: coverage.census_by_block([1, 2, 3]), "24 hours"),
        (lambda: coverage.worked_hours([Shift(8, 12)], [1, 2]), "one count for each"),
        (lambda: coverage.on_duty_by_hour([Shift(8, 12)], [-1]), "0 or more"),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_one_sentence(call, says):
    with pytest.raises(ValueError, match=says) as refusal:
        call()
    assert "\n" not in str(refusal.value)


# ---------------------------------------------------------------- the story's day


def test_the_storys_census_by_hour_reaches_each_blocks_most():
    assert coverage.census_by_block(STORY.census_by_hour).tolist() == list(STORY_BLOCKS)


def test_the_storys_blocks_need_six_by_night_and_seven_by_day():
    assert required(STORY).tolist() == [6, 6, 7, 7, 7, 7]


@pytest.mark.parametrize(
    ("mix", "hours", "full"),
    [
        (plan(day_12h=7, night_12h=6, evening_8h=1), 164, True),
        (plan(day_12h=6, night_12h=6, evening_8h=1, float_08=1, float_12=1), 160, True),
        (plan(day_12h=7, night_12h=7), 168, False),
        (plan(day_12h=6, night_12h=6), 144, False),
    ],
)
def test_the_storys_mixes(mix, hours, full):
    """Seven and six with one from four to midnight pass; seven and seven are two hours too many."""
    assert hours_of(as_row(mix)) == hours
    assert DECISION.scorecard(mix).full is full


def by_a_plain_walk() -> set[tuple[int, ...]]:
    """Return the story's full-mark mixes by nested loops over whole numbers."""
    found = set()
    for by_day, by_night, noon, evening in product(range(13), range(13), range(4), range(4)):
        for floats in product(range(3), repeat=6):
            if sum(floats) > 2:
                continue
            there = [by_night, by_night, by_day, by_day + noon, by_day + noon + evening, by_night + evening]
            enough = all(t + f >= need for t, f, need in zip(there, floats, (6, 6, 7, 7, 7, 7), strict=True))
            if enough and 12 * (by_day + by_night) + 8 * (noon + evening) + 4 * sum(floats) <= 166:
                found.add((by_day, by_night, noon, evening, *floats, 0))
    return found


def test_twelve_of_the_storys_mixes_pass_and_another_route_finds_the_same():
    walked = by_a_plain_walk()
    assert {tuple(as_row(p)) for p in full_mark_plans(DECISION, 99)} == walked
    assert len(walked) == DECISION.full_mark_count == 12


def test_the_leanest_mix_comes_first():
    hours = [hours_of(as_row(p)) for p in full_mark_plans(DECISION, 99)]
    assert hours == sorted(hours) and hours[0] == 160 == DECISION.fewest_hours


# ---------------------------------------------------------------- what the lab asks for


def test_a_day_is_plain_arrays_that_agree_by_hour_and_by_block():
    mix = plan(day_12h=7, night_12h=6, evening_8h=1)
    seen = day(STORY, mix)
    assert seen.by_block.scheduled.tolist() == [6, 6, 7, 7, 8, 7] == on_duty(as_row(mix)).tolist()
    assert seen.by_hour.scheduled.tolist() == np.repeat([6, 6, 7, 7, 8, 7], 4).tolist()
    assert seen.by_hour.required.reshape(6, 4).max(axis=1).tolist() == seen.by_block.required.tolist()
    assert seen.by_block.covered and seen.by_hour.covered
    assert seen.worked_hours == 164
    assert seen.cost_usd == pytest.approx(164 * 62 + (6 * 12 + 4) * 6)


def test_a_call_out_by_night_is_missed_on_both_sides_of_midnight():
    seen = day(STORY, plan(day_12h=7, night_12h=6, evening_8h=1), {"night_12h": 1})
    assert seen.by_block.gaps.tolist() == [1, 1, 0, 0, 0, 1]
    assert seen.by_block.planned_gaps.sum() == 0


def test_more_call_outs_than_nurses_leave_nobody():
    assert day(STORY, plan(day_12h=2), {"day_12h": 5}).by_hour.actual.tolist() == [0] * 24


# ---------------------------------------------------------------- what a plan earns


def test_each_rule_can_be_broken_by_itself():
    broken = {
        0: plan(day_12h=6, night_12h=6),
        1: plan(day_12h=7, night_12h=7),
        2: plan(day_12h=7, night_12h=6, evening_8h=1, charge_takes_patients=True),
        3: plan(day_12h=6, night_12h=6, float_08=1, float_12=1, float_16=1, float_20=1),
    }
    for column, mix in broken.items():
        assert (rules_kept(STORY, as_row(mix)) < 1).nonzero()[0].tolist() == [column], mix


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("census_by_hour", hourly((24, 23, 27, 30, 29, 25))),
        ("patients_per_nurse", 6),
        ("break_minutes", 0.0),
        ("hours_limit", 168.0),
        ("float_limit", 3),
        ("today", {**STORY.today, "day_12h": 6}),
    ],
)
def test_every_figure_of_the_mix_moves_a_score(name, value):
    rows = np.array([as_row(DECISION.random(np.random.default_rng(i))) for i in range(300)])
    slips = [as_row(p) for p in DECISION.slipping_plans().values()]
    rows = np.vstack([rows, slips, as_row(plan(day_12h=7, night_12h=7))])
    assert (score_shares(STORY, rows) != score_shares(replace(STORY, **{name: value}), rows)).any()


def test_the_mean_census_moves_what_a_slip_believes():
    lower = replace(STORY, mean_by_hour=tuple(patients - 5 for patients in STORY.mean_by_hour))
    for name in ("mean census", "midnight census"):
        assert (ShiftMixDecision(lower).believed[name] < DECISION.believed[name]).any()
    assert STORY.midnight_census == 21


@pytest.mark.parametrize("price", ["hour_usd", "night_extra_usd", "float_extra_usd"])
def test_every_price_moves_the_cost(price):
    mix = plan(day_12h=6, night_12h=6, float_08=1)
    dearer = replace(STORY, **{price: getattr(STORY, price) + 1})
    assert day(dearer, mix).cost_usd > day(STORY, mix).cost_usd


def test_an_empty_schedule_and_todays_earn_less_than_a_fifth():
    assert DECISION.scorecard(EMPTY).share <= 0.2
    assert DECISION.scorecard(DECISION.nothing()).share == pytest.approx(0.2 * (0.4 * 2 / 6 + 0.45))


def test_a_plan_that_mends_more_earns_more():
    steps = [plan(day_12h=5, night_12h=5), plan(day_12h=6, night_12h=5), plan(day_12h=6, night_12h=6)]
    steps += [plan(day_12h=7, night_12h=6), plan(day_12h=7, night_12h=6, evening_8h=1)]
    assert np.all(np.diff([DECISION.scorecard(mix).share for mix in steps]) > 0)
    assert [short_hours(STORY, as_row(mix)) for mix in steps] == [40, 28, 16, 4, 0]


def test_cover_that_breaks_every_other_rule_earns_little():
    everything = plan(day_12h=12, night_12h=12, float_00=2, float_12=2, charge_takes_patients=True)
    assert claim(STORY, as_row(everything)) == 0.5
    assert DECISION.scorecard(everything).share == pytest.approx(0.2)


def test_one_plan_scores_the_same_alone_as_among_many():
    rng = np.random.default_rng(4)
    plans = [DECISION.random(rng) for _ in range(50)]
    together = score_shares(STORY, np.array([as_row(p) for p in plans]))
    assert together == pytest.approx([DECISION.scorecard(p).share for p in plans])


def test_the_words_give_the_worst_block_and_the_hours():
    said = {p.name: p.say for p in DECISION.scorecard(plan(day_12h=5, night_12h=6)).promises}
    assert said["Coverage"] == "4 of 6 blocks are short; 08:00 to 12:00 by 2."
    assert said["Hours"] == "132 hours are worked; at most 166 are in the budget."


# ---------------------------------------------------------------- slips


@pytest.mark.parametrize(
    ("mix", "slip"),
    [
        (plan(day_12h=6, night_12h=5, float_20=1), "no break relief"),
        (plan(day_12h=6, night_12h=6), "midnight census"),
        (plan(day_12h=6, night_12h=6, noon_8h=1), "mean census"),
    ],
)
def test_a_slip_is_told_by_the_requirement_that_the_plan_covers_most_closely(mix, slip):
    told = [s.name for s in DECISION.slips() if callable(s.gives) and s.gives(mix)]
    assert told == [slip]


def test_the_charge_nurse_who_is_counted_is_named():
    card = DECISION.scorecard(DECISION.slipping_plans()["charge nurse counted"])
    assert [p.slip for p in card.promises if not p.kept] == ["charge nurse counted"]


def test_a_full_plan_and_an_empty_one_show_no_slip():
    for mix in (EMPTY, best_plan(DECISION)):
        assert not any(s.gives(mix) for s in DECISION.slips() if callable(s.gives))


# ---------------------------------------------------------------- every learner's day


@pytest.mark.parametrize("learner", LEARNERS)
def test_every_learners_day_has_many_good_mixes_and_shows_every_slip(learner):
    mix = case_for("03_staffing", learner).unit.shift_mix
    decision = ShiftMixDecision(mix)
    assert decision.full_mark_count >= 12
    assert decision.scorecard(decision.nothing()).share <= 0.2
    assert decision.every_slip_can_be_shown
    assert not decision.flat_mix_fits
    rng = np.random.default_rng(0)
    assert np.mean([decision.scorecard(decision.random(rng)).share for _ in range(40)]) <= 0.35
    for p in (decision.nothing(), decision.random(rng), *full_mark_plans(decision, 2)):
        assert json.loads(json.dumps(p)) == p
        assert validated(p, decision.schema, "shift mix") == p


def test_two_hundred_learners_have_four_plans_that_earn_everything():
    for i in range(200):
        decision = ShiftMixDecision(case_for("03_staffing", f"learner-{i}").unit.shift_mix)
        assert len({json.dumps(p) for p in full_mark_plans(decision, 4)}) == 4


def test_every_learners_unit_hangs_together():
    for case in sample_cases("03_staffing", 50):
        unit = case.unit
        assert max(unit.shift_mix.census_by_hour) <= unit.beds
        assert unit.average_daily_census == pytest.approx(np.mean(unit.shift_mix.mean_by_hour), abs=0.051)
        assert sum(unit.skill_mix.values()) == pytest.approx(1)
        assert sum(level.patients for level in unit.acuity) == round(unit.shift_mix.mean_by_hour[10])
        assert all(level.patients >= 1 for level in unit.acuity)
        assert 0.84 < unit.productive_share < 0.89
        assert set(unit.call_outs) <= set(KEYS)
        assert as_plan(as_row(unit.shift_mix.today)) == dict(unit.shift_mix.today)


def test_the_same_learner_meets_the_same_unit_and_another_one_another():
    assert case_for("03_staffing", "ana").unit == case_for("03_staffing", "ana").unit
    assert case_for("03_staffing", "ana").unit != case_for("03_staffing", "ben").unit
