"""A nursing home's week: what its hours cost, and how many of them residents get."""

from __future__ import annotations

import json

import numpy as np
import pytest

from course.units.staffing.nursing_home.nursing_home_week_model import (
    HOUR_TYPES,
    PLAN_KEYS,
    aide_hours_short,
    alder_creek,
    as_array,
    as_plan,
    hour_costs_usd,
    measure_week,
)
from tests.units.staffing.nursing_home.plans import GOOD_WEEK

STORY = alder_creek()


def test_todays_week_costs_85557_dollars_and_50_cents():
    assert measure_week(STORY, STORY.today).cost_usd == pytest.approx(85_557.50)
    assert aide_hours_short(STORY, STORY.today) == pytest.approx(7 * 17.2)


def test_an_own_hour_carries_benefits_and_an_agency_hour_carries_its_bill():
    assert hour_costs_usd(STORY) == pytest.approx([53.75, 41.25, 26.25, 36])


@pytest.mark.parametrize("key", PLAN_KEYS)
def test_every_hour_of_a_week_moves_what_it_costs(key):
    more = {**GOOD_WEEK, key: GOOD_WEEK[key] + 4}
    before, after = (measure_week(STORY, as_array(plan)).cost_usd for plan in (GOOD_WEEK, more))
    hour = dict(zip(HOUR_TYPES, hour_costs_usd(STORY), strict=True))[key.split("_")[1]]
    assert after - before == pytest.approx(4 * hour * (5 if key.startswith("weekday") else 2))


def test_hours_that_nobody_in_post_can_work_are_missing():
    """236 own hours on paper, 228 that can be filled."""
    on_paper = as_array(GOOD_WEEK | dict.fromkeys(("weekday_aide", "weekend_aide"), 236))
    on_paper[:, 3] = 0
    assert aide_hours_short(STORY, on_paper) == pytest.approx(7 * (2.45 * 96 - 228))


def test_the_boards_floors_are_hours_for_all_residents():
    assert (STORY.aide_floor_hours, STORY.rn_floor_hours) == pytest.approx((235.2, 52.8))
    assert STORY.total_floor_hours == pytest.approx(345.6)


def test_a_plan_survives_being_kept():
    assert json.loads(json.dumps(GOOD_WEEK)) == GOOD_WEEK
    assert as_plan(as_array(GOOD_WEEK | {"weekday_aide": 227.2}))["weekday_aide"] == 227.2


def test_a_plan_of_no_hours_costs_nothing_and_buys_none():
    m = measure_week(STORY, np.zeros((2, 4)))
    assert m.cost_usd == m.agency_share == 0
