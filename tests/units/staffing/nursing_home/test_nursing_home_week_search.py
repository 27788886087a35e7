"""The search for good weeks: the grid counted by a plain walk, and what it says of a home."""

from __future__ import annotations

import numpy as np

from course.catalog import full_mark_plans
from course.units.staffing.nursing_home.nursing_home_week_decision import HomeWeekDecision, rules_kept
from course.units.staffing.nursing_home.nursing_home_week_model import (
    alder_creek,
    as_array,
    measure_week,
)
from course.units.staffing.nursing_home.nursing_home_week_search import HomeWeekSearch

STORY = alder_creek()
DECISION = HomeWeekDecision(STORY)
SEARCH = HomeWeekSearch(DECISION)


def test_the_grid_holds_142884_plans_of_which_thousands_pass():
    assert len(SEARCH.grid) == 378**2 == 142_884
    assert len(np.unique(SEARCH.grid.reshape(-1, 8), axis=0)) == 142_884
    assert (rules_kept(STORY, SEARCH.grid) >= 1).all(axis=-1).sum() == SEARCH.full_mark_count == 5_839


def test_the_grids_count_agrees_with_a_plain_walk():
    """Every pair of days of the grid that can matter, judged in plain numbers, rule by rule."""
    cost = [53.75, 41.25, 26.25, 36]
    days = [
        tuple(d)
        for d in SEARCH.grid_days.tolist()
        if d[0] >= 52.8 and d[2] + d[3] >= 235.2 - 1e-6 and sum(d) >= 345.6 - 1e-6 and d[2] <= 228
    ]
    count = 0
    for wd in days:
        for we in days:
            usd = sum(c * (5 * a + 2 * b) for c, a, b in zip(cost, wd, we, strict=True))
            agency = (5 * wd[3] + 2 * we[3]) / (5 * sum(wd) + 2 * sum(we))
            count += usd <= 86_500 + 1e-6 and agency <= 0.04 + 1e-6 and sum(we) >= 0.95 * sum(wd) - 1e-6
    assert count == SEARCH.full_mark_count


def test_the_cheapest_full_mark_plan_comes_first():
    first = full_mark_plans(DECISION, at_most=30)
    costs = [float(measure_week(STORY, as_array(plan)).cost_usd) for plan in first]
    assert costs == sorted(costs) and (rules_kept(STORY, as_array(first[0])) == 1).all()


def test_aides_added_to_the_storys_week_break_its_budget():
    assert not SEARCH.adding_aides_is_enough
