"""The story's day: its census by the hour, the nurses it needs, and what one mix of shifts does to it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from course.staffing import coverage
from course.units.staffing.census_to_ftes.shift_mix_model import (
    CHARGE,
    SHIFTS,
    STORY_BLOCKS,
    as_row,
    day,
    on_duty,
    required,
    wrenfield,
)

STORY = wrenfield()
EMPTY = dict.fromkeys(SHIFTS, 0) | {CHARGE: False}


def plan(**nurses: int | bool) -> dict[str, int | bool]:
    return {**EMPTY, **nurses}


def test_the_storys_census_by_hour_reaches_each_blocks_most():
    assert coverage.census_by_block(STORY.census_by_hour).tolist() == list(STORY_BLOCKS)


def test_the_storys_blocks_need_six_by_night_and_seven_by_day():
    assert required(STORY).tolist() == [6, 6, 7, 7, 7, 7]


def test_a_day_is_plain_arrays_that_agree_by_hour_and_by_block():
    mix = plan(day_12h=7, night_12h=6, evening_8h=1)
    seen = day(STORY, mix)
    assert seen.by_block.scheduled.tolist() == [6, 6, 7, 7, 8, 7] == on_duty(as_row(mix)).tolist()
    assert seen.by_hour.scheduled.tolist() == np.repeat([6, 6, 7, 7, 8, 7], 4).tolist()
    assert seen.by_hour.required.reshape(6, 4).max(axis=1).tolist() == seen.by_block.required.tolist()
    assert not seen.by_block.gaps.any() and not seen.by_hour.gaps.any()
    assert seen.worked_hours == 164
    assert seen.cost_usd == pytest.approx(164 * 62 + (6 * 12 + 4) * 6)


def test_a_call_out_by_night_is_missed_on_both_sides_of_midnight():
    seen = day(STORY, plan(day_12h=7, night_12h=6, evening_8h=1), {"night_12h": 1})
    assert seen.by_block.gaps.tolist() == [1, 1, 0, 0, 0, 1]
    assert (seen.by_block.scheduled >= seen.by_block.required).all()


def test_more_call_outs_than_nurses_leave_nobody():
    assert day(STORY, plan(day_12h=2), {"day_12h": 5}).by_hour.actual.tolist() == [0] * 24


@pytest.mark.parametrize("price", ["hour_usd", "night_extra_usd", "float_extra_usd"])
def test_every_price_moves_the_cost(price):
    mix = plan(day_12h=6, night_12h=6, float_08=1)
    dearer = replace(STORY, **{price: getattr(STORY, price) + 1})
    assert day(dearer, mix).cost_usd > day(STORY, mix).cost_usd
