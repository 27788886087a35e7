"""Where a day is short, and what would close it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from course.case import sample_cases
from course.units.staffing.census_to_ftes.cover_ways_model import Span, spans, ways_to_close
from course.units.staffing.census_to_ftes.shift_mix_decision import ShiftMixDecision
from course.units.staffing.census_to_ftes.shift_mix_model import (
    CHARGE,
    SHIFTS,
    ShiftMix,
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


def missing(mix: ShiftMix, plan: Mapping[str, Any]) -> list[Span]:
    """Return where a plan is short of the nurses required, the worst first."""
    return spans(day(mix, plan).by_block.gaps)


@pytest.mark.parametrize(
    ("by_block", "found"),
    [
        ([0, 0, 0, 0, 0, 0], []),
        ([0, 0, 0, 0, 1, 0], [Span(16, 4, 1)]),
        ([0, 0, 0, 2, 2, 1], [Span(12, 8, 2), Span(20, 4, 1)]),
        ([1, 1, 1, 1, 1, 1], [Span(0, 24, 1)]),
    ],
)
def test_blocks_with_the_same_number_missing_are_one_span(by_block, found):
    assert spans(by_block) == found


def test_a_night_that_is_short_is_one_span_past_midnight():
    assert spans([1, 1, 0, 0, 0, 1]) == [Span(20, 12, 1)]
    assert spans([1, 1, 0, 0, 0, 1])[0].end_hour == 8
    assert Span(16, 8, 1).end_hour == 24


def test_the_spans_hold_every_nurse_hour():
    rng = np.random.default_rng(5)
    for _ in range(200):
        by_block = rng.integers(0, 3, 6)
        found = spans(by_block)
        assert sum(span.nurses * span.hours for span in found) == by_block.sum() * 4
        assert [span.nurses for span in found] == sorted((span.nurses for span in found), reverse=True)


def test_other_than_six_blocks_are_refused():
    with pytest.raises(ValueError, match="6 blocks"):
        spans([1, 2, 3])


def test_the_storys_day_is_short_of_one_nurse_from_eight_to_midnight():
    assert missing(STORY, STORY.today) == [Span(8, 16, 1)]


def test_short_one_nurse_from_four_to_eight_in_the_afternoon_has_two_ways():
    """A float block, or eight hours from noon or from four."""
    mix = plan(day_12h=7, night_12h=7, charge_takes_patients=False)
    span = Span(16, 4, 1)
    ways = ways_to_close(STORY, mix, span)
    assert [(way.shifts, way.total_hours) for way in ways] == [(("float_16",), 172), (("noon_8h",), 176)]


def test_no_way_breaks_the_float_limit():
    used_up = plan(day_12h=6, night_12h=6, float_00=1, float_04=1)
    for way in ways_to_close(STORY, used_up, Span(16, 4, 1), at_most=9):
        assert not any(SHIFTS[key].is_float for key in way.shifts)


def test_every_way_closes_its_span():
    for my in sample_cases("03_staffing", 8):
        mix, rng = my.shift_mix, np.random.default_rng(1)
        decision = ShiftMixDecision(mix)
        for _ in range(15):
            tried = decision.random(rng)
            for span in missing(mix, tried)[:1]:
                for way in ways_to_close(mix, tried, span):
                    mended = {k: v + way.nurses * (k in way.shifts) for k, v in tried.items() if k != CHARGE}
                    row = as_row({**mended, CHARGE: tried[CHARGE]})
                    assert (on_duty(row) >= required(mix))[span.blocks].all()


def test_a_full_plan_misses_nobody():
    assert missing(STORY, plan(day_12h=7, night_12h=6, evening_8h=1)) == []
