"""Hiring month by month: who is left, who is productive, and what it costs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.units.staffing.people.hiring_model import (
    MONTH_NAMES,
    SHORT_MONTH_NAMES,
    fill_vacancies_once,
    hires_in_busiest_quarter,
    run_year,
    wrenfield,
)
from tests.units.staffing.people.walk import NOBODY, NONE_BOUGHT, walk

STORY = wrenfield()
HIRES = st.lists(st.integers(0, 6), min_size=12, max_size=12)
AGENCY = st.lists(st.integers(0, 12), min_size=4, max_size=4)


def test_doing_nothing_ends_the_storys_year_at_twenty_three_percent_and_a_gap_of_seventeen():
    year = run_year(STORY, NOBODY, NONE_BOUGHT)
    assert year.vacancy_share[-1] == pytest.approx(0.233, abs=5e-4)
    assert year.gap_fte[-1] == pytest.approx(17.0, abs=0.05)
    assert year.cost_usd.sum() == 0


@given(HIRES, AGENCY)
def test_the_arrays_agree_with_a_walk_over_the_cohorts(hires, agency):
    year = run_year(STORY, hires, agency)
    in_post, effective = walk(STORY, hires)
    assert year.in_post == pytest.approx(in_post)
    assert year.effective == pytest.approx(np.array(effective) + np.repeat(agency, 3))


def test_a_hire_of_the_first_month_is_half_a_nurse_for_two_months():
    """One hire less 2.2% a month: 0.489, 0.478, and then whole at 0.935."""
    alone = run_year(STORY, [1, *[0] * 11], NONE_BOUGHT).effective - run_year(STORY, NOBODY, NONE_BOUGHT).effective
    assert alone[:3] == pytest.approx([0.5 * 0.978, 0.5 * 0.978**2, 0.978**3])


def test_an_agency_nurse_of_one_quarter_costs_forty_five_thousand_and_fills_no_post():
    year = run_year(STORY, NOBODY, [0, 1, 0, 0])
    assert year.agency_usd.tolist() == [0, 0, 0, 15_010, 15_010, 15_010, 0, 0, 0, 0, 0, 0]
    assert (year.in_post == run_year(STORY, NOBODY, NONE_BOUGHT).in_post).all()


def test_eight_vacancies_filled_at_once_are_vacant_again_within_the_year():
    """The posts are filled on the first day; twelve leave in the year."""
    year = run_year(STORY, [8, *[0] * 11], NONE_BOUGHT)
    assert year.vacancy_share[0] < 0.02
    assert year.vacancy_share[-1] > 0.15
    filled = fill_vacancies_once(STORY)
    assert filled.vacant == STORY.vacant == 8
    assert filled.empty == pytest.approx(84 * year.vacancy_share)


@given(HIRES)
def test_the_busiest_quarter_is_the_most_of_any_three_months_running(hires):
    assert hires_in_busiest_quarter(hires) == max(sum(hires[m : m + 3]) for m in range(10))


def test_a_month_is_shortened_to_three_letters():
    assert SHORT_MONTH_NAMES[0] == "Jul" and SHORT_MONTH_NAMES[2] == "Sep" and len(set(SHORT_MONTH_NAMES)) == 12
    assert len(MONTH_NAMES) == 12


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: run_year(STORY, [1, 2], NONE_BOUGHT), "12 numbers"),
        (lambda: run_year(STORY, NOBODY, [1]), "4 numbers"),
        (lambda: run_year(STORY, [-1, *[0] * 11], NONE_BOUGHT), "0 or more"),
        (lambda: run_year(STORY, [np.nan, *[0] * 11], NONE_BOUGHT), "0 or more"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_in_one_sentence(call, says):
    with pytest.raises(ValueError, match=says) as refusal:
        call()
    assert "\n" not in str(refusal.value)
