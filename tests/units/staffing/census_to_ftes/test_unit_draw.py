"""The units that learners are dealt, and the day that each has to cover."""

from __future__ import annotations

import json

import numpy as np
import pytest

from course.case import case_for, sample_cases
from course.catalog import full_mark_plans
from course.decisions.plan_schema import validated
from course.units.staffing.census_to_ftes.shift_mix_decision import ShiftMixDecision
from course.units.staffing.census_to_ftes.shift_mix_model import KEYS, as_plan, as_row
from course.units.staffing.census_to_ftes.shift_mix_search import ShiftMixSearch

LEARNERS = [pytest.param(f"learner-{i}", id=f"learner-{i}") for i in range(8)]


@pytest.mark.parametrize("learner", LEARNERS)
def test_every_learners_day_has_many_good_mixes_and_shows_every_slip(learner):
    decision = ShiftMixDecision(case_for("03_staffing", learner).shift_mix)
    search = ShiftMixSearch(decision)
    assert search.full_mark_count >= 12
    assert decision.scorecard(decision.nothing()).share <= 0.2
    assert search.every_slip_can_be_shown
    assert not search.flat_mix_fits
    rng = np.random.default_rng(0)
    assert np.mean([decision.scorecard(decision.random(rng)).share for _ in range(40)]) <= 0.35
    for p in (decision.nothing(), decision.random(rng), *full_mark_plans(decision, 2)):
        assert json.loads(json.dumps(p)) == p
        assert validated(p, decision.schema, "shift mix") == p


def test_two_hundred_learners_have_four_plans_that_earn_everything():
    for i in range(200):
        decision = ShiftMixDecision(case_for("03_staffing", f"learner-{i}").shift_mix)
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
