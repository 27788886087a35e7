"""The nursing home: hours per resident day, weekends, and what a census brings."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.staffing.nursing_home import (
    TYPES,
    StaffDay,
    average_rate_usd,
    census_revenue_usd,
    hours_per_resident_day,
    hours_short,
    hprd_weekday_and_weekend,
    weekend_change_share,
)

ALDER = StaffDay(96, 58, 82, 218)


# ---------------------------------------------------------------- hours per resident day


def test_alder_creek_gives_3_73_hours_and_is_17_aide_hours_short():
    hprd = {kind: hours_per_resident_day([ALDER.hours(kind)], [ALDER.residents]) for kind in (*TYPES, "total")}
    assert {kind: round(h, 3) for kind, h in hprd.items()} == {"rn": 0.604, "lpn": 0.854, "aide": 2.271, "total": 3.729}
    assert ALDER.hprd == hprd["total"]
    assert hours_short(2.45, 96, 218) == pytest.approx(17.2)


def test_hours_to_spare_on_one_day_do_not_make_up_for_those_missing_on_another():
    assert hours_short(2.5, 100, np.array([240.0, 250.0, 300.0])).tolist() == [10, 0, 0]


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


@given(st.tuples(*(st.floats(1, 300),) * 4))
def test_the_types_sum_to_the_total(figures):
    day = StaffDay(*figures)
    assert sum(day.hours(kind) for kind in TYPES) == pytest.approx(day.hours("total")) == day.total_hours


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
        (lambda: hprd_weekday_and_weekend([ALDER]), "no weekend"),
        (lambda: hprd_weekday_and_weekend([ALDER], "physician"), "no type of nurse"),
        (lambda: hours_short(-1, 96, 218), "0 or more"),
        (lambda: hours_short(2.45, 96, np.array([218, -1])), "0 or more"),
        (lambda: census_revenue_usd({"Medicaid": 60}, {}, 30), "no rate for 'Medicaid'"),
        (lambda: average_rate_usd({"Medicaid": 0}, {"Medicaid": 240}), "above 0"),
    ],
)
def test_figures_that_make_no_sense_are_answered_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()


# ---------------------------------------------------------------- who pays


def test_a_census_brings_residents_times_rates():
    residents, rates = {"Medicaid": 60, "Medicare": 20}, {"Medicaid": 240, "Medicare": 600}
    assert census_revenue_usd(residents, rates, 30) == 30 * (60 * 240 + 20 * 600)
    assert average_rate_usd(residents, rates) == 330


def test_one_resident_from_medicaid_to_medicare_adds_the_difference_of_the_rates():
    rates = {"Medicaid": 240, "Medicare": 600}
    before, after = ({"Medicaid": 60, "Medicare": 20}, {"Medicaid": 59, "Medicare": 21})
    assert census_revenue_usd(after, rates, 365) - census_revenue_usd(before, rates, 365) == 360 * 365
