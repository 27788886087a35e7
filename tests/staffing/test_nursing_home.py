"""The nursing home: hours per resident day, the law and its history, census mix, and decision N1."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.cases.seeding import generator
from course.catalog import full_mark_plans
from course.datasets import reference
from course.staffing.nursing_home import (
    StaffDay,
    average_rate_usd,
    census_revenue_usd,
    hours_per_resident_day,
    hours_short,
    hprd_by_type,
    hprd_weekday_and_weekend,
    weekend_change_share,
)
from course.units.staffing.nursing_home_and_clinic.nursing_home_draw import Home, alder_creek, draw
from course.units.staffing.nursing_home_and_clinic.nursing_home_law_model import (
    federal_floor,
    longest_stretch_hours,
    repealed_minimum,
    totals_can_keep_floor,
)
from course.units.staffing.nursing_home_and_clinic.nursing_home_week_decision import (
    KEYS,
    HomeWeekDecision,
    aide_hours_short,
    as_array,
    as_plan,
    claim,
    hour_costs_usd,
    hprd_as_shown,
    measures,
    rules_kept,
    score_shares,
    week_limits,
)

ALDER = StaffDay(96, 58, 82, 218)


def home(number: int) -> Home:
    return draw(generator("03_staffing", "home", f"learner-{number}"))


LEARNERS = [pytest.param(home(number), id=f"learner-{number}") for number in range(20)]


# ---------------------------------------------------------------- hours per resident day


def test_alder_creek_gives_3_73_hours_and_is_17_aide_hours_short():
    hprd = hprd_by_type([ALDER])
    assert {kind: round(h, 3) for kind, h in hprd.items()} == {"rn": 0.604, "lpn": 0.854, "aide": 2.271, "total": 3.729}
    assert hours_short(2.45, 96, 218) == pytest.approx(17.2)


def test_alder_creek_passes_two_of_the_three_repealed_figures():
    """3.48 and 0.55 it would have met, 2.45 not; none of them is law."""
    hprd, old = hprd_by_type([ALDER]), repealed_minimum()
    assert hprd["total"] >= old.total_hprd and hprd["rn"] >= old.rn_hprd and hprd["aide"] < old.aide_hprd


@given(st.lists(st.tuples(st.floats(1, 500), st.floats(1, 200)), min_size=1, max_size=30))
def test_the_period_lies_between_its_lowest_and_highest_day(days):
    daily = [hours / residents for hours, residents in days]
    period = hours_per_resident_day(*zip(*days, strict=True))
    assert min(daily) * (1 - 1e-12) <= period <= max(daily) * (1 + 1e-12)


def test_the_sum_over_the_sum_is_not_the_mean_of_the_days():
    """300 hours for 100 residents and 300 for 60: 3.75, while the mean of 3 and 5 is 4."""
    assert hours_per_resident_day([300, 300], [100, 60]) == 3.75


def test_days_without_residents_count_nothing_but_their_hours():
    assert hours_per_resident_day([300, 30], [100, 0]) == 3.3


@given(st.lists(st.tuples(*(st.floats(1, 300),) * 4), min_size=1, max_size=10))
def test_the_types_sum_to_the_total(days):
    hprd = hprd_by_type([StaffDay(*day) for day in days])
    assert hprd["rn"] + hprd["lpn"] + hprd["aide"] == pytest.approx(hprd["total"])


def test_a_weekend_with_a_sixth_fewer_hours_dips_by_a_sixth():
    days = [StaffDay(100, 60, 80, 220)] * 5 + [StaffDay(100, 50, 70, 180, weekend=True)] * 2
    assert hprd_weekday_and_weekend(days) == (3.6, 3.0)
    assert weekend_change_share(days) == pytest.approx(-1 / 6)
    assert weekend_change_share(days, "aide") == pytest.approx(-2 / 11)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: hours_per_resident_day([358], []), "1 days of hours but 0"),
        (lambda: hours_per_resident_day([], []), "above 0"),
        (lambda: hours_per_resident_day([-1], [96]), "0 or more"),
        (lambda: hours_per_resident_day([358], [-96]), "0 or more"),
        (lambda: hprd_by_type([]), "above 0"),
        (lambda: hprd_weekday_and_weekend([ALDER]), "no weekend"),
        (lambda: hprd_weekday_and_weekend([ALDER], "physician"), "no type of nurse"),
        (lambda: hours_short(-1, 96, 218), "0 or more"),
        (lambda: longest_stretch_hours([1] * 23), "24 entries"),
        (lambda: federal_floor([1] * 24, [-1] * 24), "0 or more"),
        (lambda: census_revenue_usd({"Medicaid": 60}, {}, 30), "no rate for 'Medicaid'"),
        (lambda: average_rate_usd({"Medicaid": 0}, {"Medicaid": 240}), "above 0"),
    ],
)
def test_figures_that_make_no_sense_are_answered_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()


# ---------------------------------------------------------------- the law, apart from policy and from history


def day(**people: tuple[int, int]) -> list[int]:
    """Return 24 hours with one person on duty from hour to hour."""
    hours = [0] * 24
    for start, end in people.values():
        hours[start:end] = [n + 1 for n in hours[start:end]]
    return hours


def test_one_registered_nurse_for_eight_hours_and_practical_nurses_around_the_clock_keep_the_floor():
    floor = federal_floor(day(one=(7, 15)), [1] * 24)
    assert floor.kept and floor.rn_stretch_hours == 8 and floor.licensed_hours == 24


def test_eight_hours_in_two_halves_are_not_consecutive():
    floor = federal_floor(day(morning=(7, 11), evening=(15, 19)), [1] * 24)
    assert not floor.rn_kept and floor.licensed_kept


def test_three_registered_nurses_side_by_side_leave_the_night_without_a_licensed_nurse():
    """24 hours of registered nurses in all, and the floor is not kept."""
    floor = federal_floor([3 if 7 <= hour < 15 else 0 for hour in range(24)], [0] * 24)
    assert floor.rn_kept and not floor.licensed_kept and not floor.kept


def test_registered_nurses_are_licensed_nurses_too():
    assert federal_floor(day(long=(7, 19)), day(early=(0, 7), late=(19, 24))).kept


def test_the_floor_asks_what_the_table_of_reference_values_says():
    floor = federal_floor([1] * 24, [1] * 24)
    assert floor.rn_required_hours == reference("nursing_home_rn_consecutive_hours").value == 8
    assert floor.licensed_required_hours == reference("nursing_home_licensed_nurse_hours").value == 24


def test_totals_below_the_floor_can_be_seen_without_a_schedule():
    assert totals_can_keep_floor(8, 24) and not totals_can_keep_floor(7.9, 30) and not totals_can_keep_floor(8, 23)


def test_the_repealed_minimum_carries_its_history_and_its_source():
    old = repealed_minimum()
    assert (old.total_hprd, old.rn_hprd, old.aide_hprd) == (3.48, 0.55, 2.45)
    assert old.history.startswith("history only") and "effect from 2 February 2026" in old.history
    assert "CMS final rule" in old.cite


# ---------------------------------------------------------------- who pays


def test_a_census_brings_residents_times_rates():
    residents, rates = {"Medicaid": 60, "Medicare": 20}, {"Medicaid": 240, "Medicare": 600}
    assert census_revenue_usd(residents, rates, 30) == 30 * (60 * 240 + 20 * 600)
    assert average_rate_usd(residents, rates) == 330


def test_one_resident_from_medicaid_to_medicare_adds_the_difference_of_the_rates():
    rates = {"Medicaid": 240, "Medicare": 600}
    before, after = ({"Medicaid": 60, "Medicare": 20}, {"Medicaid": 59, "Medicare": 21})
    assert census_revenue_usd(after, rates, 365) - census_revenue_usd(before, rates, 365) == 360 * 365


# ---------------------------------------------------------------- N1: the week

STORY = alder_creek()
DECISION = HomeWeekDecision(STORY)
NOTHING = DECISION.nothing()
GOOD = as_plan([[56, 72, 228, 8], [56, 72, 228, 8]])


def score(**changes: float) -> float:
    return DECISION.scorecard(GOOD | changes).share


def broken(plan: dict[str, object]) -> list[str]:
    return [p.name for p in DECISION.scorecard(plan).promises if not p.kept]


def test_todays_week_costs_85557_dollars_and_50_cents():
    assert measures(STORY, as_array(NOTHING)).cost_usd == pytest.approx(85_557.50)
    assert aide_hours_short(STORY, as_array(NOTHING)) == pytest.approx(7 * 17.2)


def test_an_own_hour_carries_benefits_and_an_agency_hour_carries_its_bill():
    assert hour_costs_usd(STORY) == pytest.approx([53.75, 41.25, 26.25, 36])


def test_today_keeps_every_rule_but_the_aides_and_earns_little():
    assert broken(NOTHING) == ["Aides"]
    assert DECISION.scorecard(NOTHING).share == pytest.approx(0.15)
    assert claim(STORY, as_array(NOTHING)) == pytest.approx(0.2)


def test_adding_the_missing_aides_breaks_the_budget():
    assert broken(
        NOTHING
        | {f"{sort}_{kind}": h for sort in ("weekday", "weekend") for kind, h in (("aide", 226), ("agency", 10))}
    ) == ["Weekly cost"]
    assert not DECISION.adding_aides_is_enough


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
    m = measures(STORY, as_array(plan))
    assert (m.total_hours / 96 >= 3.60).all() and m.total_hours[1] / m.total_hours[0] < 0.95
    assert broken(plan) == ["Weekend"]


def test_below_the_federal_floor_nothing_counts_and_above_it_there_are_no_points_for_it():
    """The law is no achievement."""
    below = GOOD | {"weekend_rn": 7, "weekend_lpn": 160}
    assert "Federal floor" in broken(below) and DECISION.scorecard(below).share == 0
    assert {p.name: p.weight for p in DECISION.scorecard(GOOD).promises}["Federal floor"] == 0


def test_the_nearer_to_the_policy_the_more_a_plan_earns():
    shares = [score(weekday_aide=a, weekend_aide=a) for a in (208, 216, 222, 228)]
    assert shares == sorted(shares) and shares[-1] == 1


def test_hours_that_nobody_in_post_can_work_mend_nothing():
    """On paper the aides suffice; the agency's four hours would have been real."""
    on_paper = {"weekday_aide": 236, "weekday_agency": 0, "weekend_aide": 236, "weekend_agency": 0}
    assert broken(GOOD | on_paper) == ["Aides in post"]
    assert score(**on_paper) < 0.7
    assert aide_hours_short(STORY, as_array(GOOD | on_paper)) == pytest.approx(7 * (2.45 * 96 - 228))


def test_money_above_the_budget_shrinks_the_score_to_nothing():
    shares = [score(weekday_rn=rn) for rn in (56, 66, 76, 120)]
    assert shares == sorted(shares, reverse=True) and shares[-1] == 0


def test_the_grid_holds_142884_plans_of_which_thousands_pass():
    assert len(DECISION.grid) == 378**2 == 142_884
    assert len(np.unique(DECISION.grid.reshape(-1, 8), axis=0)) == 142_884
    assert (rules_kept(STORY, DECISION.grid) >= 1).all(axis=-1).sum() == DECISION.full_mark_count == 5_839


def test_the_grids_count_agrees_with_a_plain_walk():
    """Every pair of days of the grid that can matter, judged in plain numbers, rule by rule."""
    cost = [53.75, 41.25, 26.25, 36]
    days = [
        tuple(d)
        for d in DECISION.grid_days.tolist()
        if d[0] >= 52.8 and d[2] + d[3] >= 235.2 - 1e-6 and sum(d) >= 345.6 - 1e-6 and d[2] <= 228
    ]
    count = 0
    for wd in days:
        for we in days:
            usd = sum(c * (5 * a + 2 * b) for c, a, b in zip(cost, wd, we, strict=True))
            agency = (5 * wd[3] + 2 * we[3]) / (5 * sum(wd) + 2 * sum(we))
            count += usd <= 86_500 + 1e-6 and agency <= 0.04 + 1e-6 and sum(we) >= 0.95 * sum(wd) - 1e-6
    assert count == DECISION.full_mark_count


def test_one_plan_scores_the_same_alone_as_among_many():
    rng = np.random.default_rng(3)
    plans = [DECISION.random(rng) for _ in range(40)] + [GOOD, NOTHING]
    together = score_shares(STORY, np.array([as_array(p) for p in plans]))
    assert together == pytest.approx([DECISION.scorecard(p).share for p in plans])


def test_the_averages_slip_hides_a_sunday_that_is_short():
    """Five strong weekdays lift the week above 2.45 while weekends stay at 2.33."""
    plan = GOOD | {"weekday_aide": 228, "weekday_agency": 14, "weekend_aide": 224, "weekend_agency": 0}
    m = measures(STORY, as_array(plan))
    assert m.aide_hours @ [5, 2] / 7 / 96 > 2.45 > m.aide_hours[1] / 96
    assert shown(DECISION, plan) == ["average hides the weekend"]


def test_a_plan_for_certified_beds_costs_more_than_there_is():
    plan = DECISION.slipping_plans()["certified beds as denominator"]
    assert (measures(STORY, plan).aide_hours >= 2.45 * 110 - 1e-6).all()
    assert shown(DECISION, as_plan(plan)) == ["certified beds as denominator"]


def test_practical_nurses_do_not_count_as_aides():
    plan = NOTHING | {"weekday_lpn": 90, "weekend_lpn": 90}
    assert shown(DECISION, plan) == ["practical nurses as aides"]
    assert "Aides" in broken(plan)


def test_todays_week_and_full_mark_plans_show_no_slip():
    assert shown(DECISION, NOTHING) == [] and shown(DECISION, GOOD) == []
    assert all(shown(DECISION, plan) == [] for plan in full_mark_plans(DECISION, at_most=40))


def shown(decision: HomeWeekDecision, plan: dict[str, object]) -> list[str]:
    return [slip.name for slip in decision.slips() if slip.gives(plan)]


@pytest.mark.parametrize("part", LEARNERS)
def test_every_home_can_be_mended_and_neither_by_chance_nor_by_leaving_it(part: Home):
    decision = HomeWeekDecision(part.week)
    assert len(full_mark_plans(decision)) == 4 and decision.full_mark_count >= 40
    rng = np.random.default_rng(11)
    assert np.mean([decision.scorecard(decision.random(rng)).share for _ in range(40)]) <= 0.35
    assert decision.scorecard(decision.nothing()).share <= 0.2
    assert not decision.adding_aides_is_enough
    for name, plan in decision.slipping_plans().items():
        assert shown(decision, as_plan(plan)) == [name]
        assert decision.scorecard(as_plan(plan)).share < 1


def test_two_hundred_learners_each_have_four_full_mark_plans():
    for number in range(200):
        decision = HomeWeekDecision(home(number).week)
        assert len(full_mark_plans(decision)) == 4, number
        assert decision.scorecard(decision.nothing()).share <= 0.2, number


def test_a_drawn_plan_fits_the_schema_and_a_wrong_one_does_not():
    from jsonschema import Draft202012Validator

    check = Draft202012Validator(DECISION.schema)
    rng = np.random.default_rng(0)
    assert all(check.is_valid(DECISION.random(rng)) for _ in range(50))
    assert check.is_valid(GOOD) and check.is_valid(NOTHING) and check.is_valid(GOOD | {"weekday_aide": 227.2})
    assert not check.is_valid(GOOD | {"weekday_rn": -1})
    assert not check.is_valid(dict.fromkeys(KEYS[:-1], 0))


def test_a_plan_survives_being_kept():
    assert json.loads(json.dumps(GOOD)) == GOOD
    assert as_plan(as_array(GOOD | {"weekday_aide": 227.2}))["weekday_aide"] == 227.2


def test_the_cheapest_full_mark_plan_comes_first():
    first = full_mark_plans(DECISION, at_most=30)
    costs = [float(measures(STORY, as_array(plan)).cost_usd) for plan in first]
    assert costs == sorted(costs) and (rules_kept(STORY, as_array(first[0])) == 1).all()


# ---------------------------------------------------------------- the learner's own figures


@pytest.mark.parametrize("part", LEARNERS)
def test_every_learners_four_weeks_dip_at_weekends_and_punish_the_mean_of_ratios(part: Home):
    days = part.days
    assert len(days) == 28 and sum(d.weekend for d in days) == 8
    assert weekend_change_share(days) < -0.02
    ratio = hours_per_resident_day([d.total_hours for d in days], [d.residents for d in days])
    assert abs(np.mean([d.total_hours / d.residents for d in days]) / ratio - 1) >= 0.004


@pytest.mark.parametrize("part", LEARNERS)
def test_every_learners_census_is_the_homes_and_its_plain_mean_rate_misleads(part: Home):
    mix = part.mix
    assert sum(mix.residents.values()) == part.week.residents < part.week.certified_beds
    plain = sum(mix.rate_usd.values()) / len(mix.rate_usd)
    assert plain / average_rate_usd(mix.residents, mix.rate_usd) > 1.1


def test_who_types_a_week_reads_its_limits():
    """Budget, wages with their loading, floors and ceilings, and today's hours."""
    said = week_limits(STORY)
    assert said["Weekly budget"] == "$86,500 for five weekdays and two days of the weekend"
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
    assert hprd_as_shown(hours, asked) == shown
