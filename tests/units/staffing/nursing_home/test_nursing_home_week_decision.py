"""What a nursing home's week earns: the law, the budget, the board's policy; and its slips."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course.case import sample_cases
from course.catalog import full_mark_plans
from course.decisions.grading import grade_plan
from course.units.staffing.nursing_home.nursing_home_week_decision import (
    NURSE_GROUPS,
    HomeWeekDecision,
    claimed,
    format_hprd,
    mistakes,
    outcome,
    rules_kept,
    score_shares,
    week_limits,
)
from course.units.staffing.nursing_home.nursing_home_week_model import (
    PLAN_KEYS,
    alder_creek,
    as_array,
    as_plan,
    measure_week,
)
from course.units.staffing.nursing_home.nursing_home_week_search import HomeWeekSearch
from tests.units.staffing.moved_figures import numbers_moved
from tests.units.staffing.nursing_home.plans import GOOD_WEEK as GOOD

STORY = alder_creek()
DECISION = HomeWeekDecision(STORY)
SEARCH = HomeWeekSearch(DECISION)
NOTHING = DECISION.nothing()


def score(**changes: float) -> float:
    return DECISION.scorecard(GOOD | changes).share


def broken(plan: dict[str, Any]) -> list[str]:
    return [p.name for p in DECISION.scorecard(plan).promises if not p.kept]


def shown(plan: dict[str, Any]) -> list[str]:
    return [slip.name for slip in DECISION.slips() if slip.gives(plan)]


# ---------------------------------------------------------------- the law, the budget and the board's policy


def test_today_keeps_every_rule_but_the_aides_and_earns_little():
    assert broken(NOTHING) == ["Aides"]
    assert DECISION.scorecard(NOTHING).share == pytest.approx(0.15)
    assert claimed(STORY, as_array(NOTHING)) == pytest.approx(0.2)


def test_adding_the_missing_aides_breaks_the_budget():
    assert broken(
        NOTHING
        | {f"{sort}_{kind}": h for sort in ("weekday", "weekend") for kind, h in (("aide", 226), ("agency", 10))}
    ) == ["Weekly cost"]


def test_fewer_practical_nurses_pay_for_the_aides():
    assert score() == 1 and broken(GOOD) == []


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"weekday_lpn": 84}, ["Weekly cost"]),
        ({"weekday_agency": 4}, ["Aides"]),
        ({"weekend_rn": 52, "weekend_lpn": 76}, ["Registered nurses"]),
        ({"weekend_lpn": 52}, ["Weekend"]),
        ({"weekday_aide": 220, "weekday_agency": 20, "weekday_lpn": 70}, ["Agency"]),
        ({"weekday_aide": 232, "weekday_agency": 4}, ["Aides in post"]),
    ],
)
def test_each_rule_can_be_broken_by_itself_and_costs_points(changes, names):
    assert broken(GOOD | changes) == names
    assert score(**changes) < 1


def test_a_weekend_that_reaches_the_total_can_still_be_too_far_below_the_weekday():
    plan = GOOD | {"weekend_lpn": 57, "weekend_rn": 53, "weekday_lpn": 75}
    m = measure_week(STORY, as_array(plan))
    assert (m.total_hours / 96 >= 3.60).all() and m.total_hours[1] / m.total_hours[0] < 0.95
    assert broken(plan) == ["Weekend"]


def test_below_the_federal_floor_nothing_counts_and_above_it_there_are_no_points_for_it():
    """The law is no achievement."""
    below = GOOD | {"weekend_rn": 7, "weekend_lpn": 160}
    assert "Federal floor" in broken(below) and DECISION.scorecard(below).share == 0
    assert {p.name: p.weight for p in DECISION.scorecard(GOOD).promises}["Federal floor"] == 0


def test_who_breaks_the_law_is_sent_to_the_law_first(capsys):
    grade_plan({**GOOD, "weekday_rn": 7}, DECISION, what="your week", points=5, then="go on.")
    said = capsys.readouterr().out
    assert "0 of 5 points" in said and "Next: look at “Federal floor” first" in said


def test_the_nearer_to_the_policy_the_more_a_plan_earns():
    shares = [score(weekday_aide=a, weekend_aide=a) for a in (208, 216, 222, 228)]
    assert shares == sorted(shares) and shares[-1] == 1


def test_hours_that_nobody_in_post_can_work_mend_nothing():
    """On paper the aides suffice; the agency's four hours would have been real."""
    on_paper = {"weekday_aide": 236, "weekday_agency": 0, "weekend_aide": 236, "weekend_agency": 0}
    assert broken(GOOD | on_paper) == ["Aides in post"]
    assert score(**on_paper) < 0.7


def test_money_above_the_budget_shrinks_the_score_to_nothing():
    shares = [score(weekday_rn=rn) for rn in (56, 66, 76, 120)]
    assert shares == sorted(shares, reverse=True) and shares[-1] == 0


def test_one_plan_scores_the_same_alone_as_among_many():
    rng = np.random.default_rng(3)
    plans = [DECISION.random(rng) for _ in range(40)] + [GOOD, NOTHING]
    together = score_shares(STORY, np.array([as_array(p) for p in plans]))
    cards = [DECISION.scorecard(p) for p in plans]
    limits = [0.5 if card.broken_gates else 1 for card in cards]
    assert np.minimum(together, limits) == pytest.approx([card.share for card in cards])


@pytest.mark.parametrize("changes", [{"weekday_agency": 4}, {"weekend_lpn": 52}])
def test_a_sunday_that_is_still_worse_costs_half_of_the_points(changes):
    card = DECISION.scorecard(GOOD | changes)
    assert {p.name for p in card.broken_gates} <= {"Aides", "Weekend"} and card.broken_gates
    assert card.share <= 0.5


def test_a_week_with_hardly_a_practical_nurse_is_told_so_and_told_that_the_law_allows_it():
    """From 24 hours on one of them can be there at all hours; below, the leanest day is told."""

    def told(**hours: float) -> str:
        return next(p.say for p in DECISION.scorecard(GOOD | hours).promises if p.name == "Federal floor")

    assert "practical nurses'" not in told(weekday_lpn=24, weekend_lpn=24)
    few = told(weekday_lpn=24, weekend_lpn=20)
    assert "Only 20 of the licensed hours are practical nurses'" in few
    assert "can cover what the law asks" in few and "The law allows that" in few
    assert "The law allows" not in told(weekday_lpn=0, weekday_rn=8)


def test_whole_stacks_of_plans_are_scored_at_once():
    stack = np.broadcast_to(as_array(GOOD), (3, 5, 2, 4))
    assert (score_shares(STORY, stack) == np.ones((3, 5))).all()


def test_a_drawn_plan_fits_the_schema_and_a_wrong_one_does_not():
    from jsonschema import Draft202012Validator

    check = Draft202012Validator(DECISION.schema)
    rng = np.random.default_rng(0)
    assert all(check.is_valid(DECISION.random(rng)) for _ in range(50))
    assert check.is_valid(GOOD) and check.is_valid(NOTHING) and check.is_valid(GOOD | {"weekday_aide": 227.2})
    assert not check.is_valid(GOOD | {"weekday_rn": -1})
    assert not check.is_valid(dict.fromkeys(PLAN_KEYS[:-1], 0))


# ---------------------------------------------------------------- every figure is live

# The grid, good weeks shaken, today's with practical nurses added, and weeks staffed for ever more heads.
FOR_MORE_HEADS = np.array([[[0.55, 0.85, 2.0, 0.5]] * 2]) * np.arange(90, 125)[:, None, None]
PRACTICAL_UP = np.array([[[58, 82 + more, 218, 0]] * 2 for more in (0.1, 2, 8)])
SHAKEN = SEARCH.full_marks[::5] + np.random.default_rng(7).normal(0, 3, (len(SEARCH.full_marks[::5]), 2, 4)).clip(-8)
WEEKS = np.concatenate([SEARCH.grid[::7], SHAKEN, FOR_MORE_HEADS, PRACTICAL_UP])


def answers(week: Any) -> bytes:
    """Return which rules every plan of a large set keeps, what it may claim, and which slips it shows."""
    judged = [rules_kept(week, WEEKS), claimed(week, WEEKS), *mistakes(week, WEEKS).values()]
    return b"".join(np.asarray(each, dtype=float).tobytes() for each in (week.today, *judged))


@pytest.fixture(scope="module")
def of_the_story() -> bytes:
    return answers(STORY)


@pytest.mark.parametrize("case", [pytest.param(case, id=name.strip(".")) for name, case in numbers_moved(STORY)])
def test_every_figure_of_the_home_is_live(case, of_the_story):
    assert answers(case) != of_the_story


# ---------------------------------------------------------------- slips


def test_the_averages_slip_hides_a_sunday_that_is_short():
    """Five strong weekdays lift the week above 2.45 while weekends stay at 2.33."""
    plan = GOOD | {"weekday_aide": 228, "weekday_agency": 14, "weekend_aide": 224, "weekend_agency": 0}
    m = measure_week(STORY, as_array(plan))
    assert m.aide_hours @ [5, 2] / 7 / 96 > 2.45 > m.aide_hours[1] / 96
    assert shown(plan) == ["average hides the weekend"]


def test_a_plan_for_certified_beds_costs_more_than_there_is():
    plan = SEARCH.slipping_plans()["certified beds as denominator"]
    assert (measure_week(STORY, as_array(plan)).aide_hours >= 2.45 * 110 - 1e-6).all()
    assert shown(plan) == ["certified beds as denominator"]


def test_practical_nurses_do_not_count_as_aides():
    plan = NOTHING | {"weekday_lpn": 90, "weekend_lpn": 90}
    assert shown(plan) == ["practical nurses as aides"]
    assert "Aides" in broken(plan)


@pytest.mark.parametrize("my", [pytest.param(m, id=m.learner) for m in sample_cases("03_staffing", 12)])
def test_who_types_the_example_of_the_question_is_accused_of_nothing(my):
    """Its hours are Alder Creek's; in a learner's home they are merely too few."""
    decision = HomeWeekDecision(my.nursing_home_week)
    example = as_plan([[58, 82, 218, 0]] * 2)
    assert not {s.name for s in decision.slips() if s.gives(example)} & {"practical nurses as aides"}


def test_todays_week_and_full_mark_plans_show_no_slip():
    assert shown(NOTHING) == [] and shown(GOOD) == []
    assert all(shown(plan) == [] for plan in full_mark_plans(DECISION, at_most=40))


# ---------------------------------------------------------------- what is said


def test_who_types_a_week_reads_its_limits():
    """Budget, wages with their loading, floors and ceilings, and today's hours."""
    said = week_limits(STORY)
    assert said["Weekly budget"] == "$86,500 for five weekdays and two weekend days"
    assert said["An hour costs"] == "RN $53.75, practical nurse $41.25, own aide $26.25, agency aide $36.00"
    assert said["Aides, own and agency"] == "at least 2.45 hours a resident on each day"
    assert said["Own aides"] == "those in post can fill at most 228 hours a day"
    assert said["Planned now, weekday"].startswith("58 / 82 / 218 / 0 hours")


@pytest.mark.parametrize(
    ("hours", "asked", "shown"),
    [
        (300 / 86, 3.6, "3.49"),  # as whoever divides by hand reads it
        (3.598, 3.6, "3.59"),  # a near miss
        (3.6, 3.6, "3.60"),
        (3.602, 3.6, "3.60"),
        (0.5499, 0.55, "0.54"),
        (218 / 96, 2.45, "2.27"),
        (0.5499, None, "0.55"),
    ],
)
def test_hours_per_resident_day_are_rounded_but_a_near_miss_never_reads_as_kept(
    hours: float, asked: float | None, shown: str
) -> None:
    assert format_hprd(hours, asked) == shown


def test_an_outcome_holds_each_groups_hours_against_its_floor():
    """The weekend's total is held to 95% of the weekday's as well; practical nurses have no floor of their own."""
    seen = outcome(DECISION, GOOD | {"weekday_lpn": 76})
    assert seen.hprd["Aides", "weekday"] == pytest.approx(236 / 96)
    assert seen.hprd["All nurses", "weekday"] == pytest.approx(368 / 96)
    assert seen.floors["All nurses", "weekend"] == pytest.approx(0.95 * 368 / 96)
    assert {group for group, _ in seen.floors if seen.floors[group, "weekday"] is None} == {"Practical nurses"}
    assert {group for group, _ in seen.hprd} == set(NURSE_GROUPS)
    assert seen.promises == DECISION.scorecard(GOOD | {"weekday_lpn": 76}).promises
