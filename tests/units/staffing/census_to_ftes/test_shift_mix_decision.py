"""Decision S1: what a mix of shifts earns, and which slip it shows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from course.catalog import best_plan
from course.units.staffing.census_to_ftes.shift_mix_decision import (
    ShiftMixDecision,
    claimed,
    mistaken_requirements,
    rules_kept,
    score_shares,
)
from course.units.staffing.census_to_ftes.shift_mix_model import (
    CHARGE,
    SHIFTS,
    as_row,
    hourly_census,
    missing_nurse_hours,
    planned_hours,
    wrenfield,
)
from course.units.staffing.census_to_ftes.shift_mix_search import ShiftMixSearch

STORY = wrenfield()
DECISION = ShiftMixDecision(STORY)
SEARCH = ShiftMixSearch(DECISION)
EMPTY = dict.fromkeys(SHIFTS, 0) | {CHARGE: False}


def plan(**nurses: int | bool) -> dict[str, int | bool]:
    return {**EMPTY, **nurses}


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
    assert planned_hours(as_row(mix)) == hours
    assert DECISION.scorecard(mix).full is full


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
        ("census_by_hour", hourly_census((24, 23, 27, 30, 29, 25))),
        ("patients_per_nurse", 6),
        ("break_minutes", 0.0),
        ("hours_limit", 168.0),
        ("float_limit", 3),
        ("today", {**STORY.today, "day_12h": 6}),
    ],
)
def test_every_figure_of_the_mix_moves_a_score(name, value):
    rows = np.array([as_row(DECISION.random(np.random.default_rng(i))) for i in range(300)])
    slips = [as_row(p) for p in SEARCH.slipping_plans().values()]
    rows = np.vstack([rows, slips, as_row(plan(day_12h=7, night_12h=7))])
    assert (score_shares(STORY, rows) != score_shares(replace(STORY, **{name: value}), rows)).any()


def test_the_mean_census_moves_what_a_slip_believes():
    lower = replace(STORY, mean_by_hour=tuple(patients - 5 for patients in STORY.mean_by_hour))
    for name in ("mean census", "midnight census"):
        assert (mistaken_requirements(lower)[name] < mistaken_requirements(STORY)[name]).any()
    assert STORY.midnight_census == 21


def test_an_empty_schedule_and_todays_earn_less_than_a_fifth():
    assert DECISION.scorecard(EMPTY).share <= 0.2
    assert DECISION.scorecard(DECISION.nothing()).share == pytest.approx(0.2 * (0.4 * 2 / 6 + 0.45))


def test_a_plan_that_mends_more_earns_more():
    steps = [plan(day_12h=5, night_12h=5), plan(day_12h=6, night_12h=5), plan(day_12h=6, night_12h=6)]
    steps += [plan(day_12h=7, night_12h=6), plan(day_12h=7, night_12h=6, evening_8h=1)]
    assert np.all(np.diff([DECISION.scorecard(mix).share for mix in steps]) > 0)
    assert [missing_nurse_hours(STORY, as_row(mix)) for mix in steps] == [40, 28, 16, 4, 0]


def test_cover_that_breaks_every_other_rule_earns_little():
    everything = plan(day_12h=12, night_12h=12, float_00=2, float_12=2, charge_takes_patients=True)
    assert claimed(STORY, as_row(everything)) == 0.5
    assert DECISION.scorecard(everything).share == pytest.approx(0.2)


def test_one_plan_scores_the_same_alone_as_among_many():
    rng = np.random.default_rng(4)
    plans = [DECISION.random(rng) for _ in range(50)]
    together = score_shares(STORY, np.array([as_row(p) for p in plans]))
    cards = [DECISION.scorecard(p) for p in plans]
    limits = [0.5 if card.broken_gates else 1 for card in cards]
    assert np.minimum(together, limits) == pytest.approx([card.share for card in cards])


def test_a_block_that_is_short_costs_half_of_the_points():
    """One nurse missing in one block, and every other rule kept."""
    short = plan(day_12h=7, night_12h=6)
    card = DECISION.scorecard(short)
    assert [p.name for p in card.broken_gates] == ["Coverage"]
    assert card.share <= 0.5 < float(score_shares(STORY, as_row(short)))


def test_cover_in_hours_that_the_budget_does_not_have_costs_half_of_the_points():
    """Twelve nurses by day and by night cover all, and no budget pays them; nor the leanest cover and a block more."""
    lavish = plan(day_12h=12, night_12h=12)
    leanest = next(ShiftMixSearch(DECISION).candidates())
    fits, over = ({**leanest, key: leanest[key] + more} for key, more in (("noon_8h", 0), ("noon_8h", 1)))
    tight = ShiftMixDecision(replace(STORY, hours_limit=float(planned_hours(as_row(leanest)))))
    for decision, mix in ((DECISION, lavish), (tight, over)):
        card = decision.scorecard(mix)
        assert [p.name for p in card.broken_gates] == ["Hours"] and card.share == 0.5
    assert tight.scorecard(fits).full


def test_the_words_give_the_worst_block_and_the_hours():
    said = {p.name: p.say for p in DECISION.scorecard(plan(day_12h=5, night_12h=6)).promises}
    assert said["Coverage"] == "4 of 6 blocks are short of nurses. The worst is 8 a.m. to noon, with 2 missing."
    assert said["Hours"] == "132 hours are worked. The budget has 166."


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
    card = DECISION.scorecard(SEARCH.slipping_plans()["charge nurse counted"])
    assert [p.slip for p in card.promises if not p.kept] == ["charge nurse counted"]


def test_a_full_plan_and_an_empty_one_show_no_slip():
    for mix in (EMPTY, best_plan(DECISION)):
        assert not any(s.gives(mix) for s in DECISION.slips() if callable(s.gives))
