"""From patients to people: the worked numbers of the fact sheet, and the identities between the sorts of hours."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.staffing import hours

SHARES = st.floats(0.5, 1.0)
CENSUS = st.floats(1, 400)


# ---------------------------------------------------------------- posts and relief


@pytest.mark.parametrize(("hours_per_day", "productive", "paid"), [(24, 4.21, 4.84), (12, 2.11, 2.42), (8, 1.40, 1.61)])
def test_a_post_that_is_open_every_day_takes_more_people_than_it_has_chairs(hours_per_day, productive, paid):
    assert hours.post_ftes(hours_per_day, productive_share=1) == pytest.approx(productive, abs=0.005)
    assert hours.post_ftes(hours_per_day) == pytest.approx(paid, abs=0.005)


def test_two_hundred_and_eighty_hours_of_leave_leave_eighteen_hundred_worked():
    share = hours.productive_share_of(280)
    assert share * 2_080 == pytest.approx(1_800)
    assert 1 - share == pytest.approx(0.1346, abs=5e-5)
    assert hours.relief_factor(share) == pytest.approx(1.156, abs=5e-4)


def test_leave_is_a_share_of_paid_hours_so_one_divides():
    """Multiplying by 1.13 leaves the post short by 1.7% of its hours."""
    right, slip = hours.paid_hours(1_000), 1_000 * 1.13
    assert slip * hours.HOUSE_PRODUCTIVE_SHARE == pytest.approx(983.1)
    assert right * hours.HOUSE_PRODUCTIVE_SHARE == pytest.approx(1_000)


def test_a_post_on_weekdays_takes_five_sevenths_of_one_on_every_day():
    assert hours.post_ftes(8, days_per_week=5) == pytest.approx(hours.post_ftes(8) * 5 / 7)


@given(st.floats(1, 1e6), SHARES)
def test_paid_hours_times_the_productive_share_are_the_hours_worked(worked, share):
    assert hours.paid_hours(worked, share) * share == pytest.approx(worked)


# ---------------------------------------------------------------- a unit


def test_the_storys_unit_needs_forty_three_productive_and_fifty_paid_ftes():
    worked = hours.productive_hours(9.5, hours.patient_days(26))
    assert worked == 90_155
    assert hours.unit_ftes(26, 9.5, productive_share=1) == pytest.approx(43.34, abs=0.005)
    assert hours.unit_ftes(26, 9.5) == pytest.approx(49.82, abs=0.005)


def test_the_storys_day_has_twenty_and_a_half_shifts():
    staff = hours.staff_per_day(26, 9.5, shift_hours=12)
    by_day, by_night = hours.day_and_night_staff(staff, day_share=0.55)
    assert staff == pytest.approx(20.58, abs=0.005)
    assert (by_day, by_night) == (pytest.approx(11.32, abs=0.005), pytest.approx(9.26, abs=0.005))


def test_people_come_whole_so_rounding_up_raises_the_hours_per_patient_day():
    """12 by day and 10 by night are 22 shifts of twelve hours."""
    assert hours.hours_per_patient_day(22 * 12, 26) == pytest.approx(10.15, abs=0.005)


def test_eight_hour_shifts_need_half_as_many_people_again_on_a_day():
    assert hours.staff_per_day(26, 9.5, 8) == pytest.approx(1.5 * hours.staff_per_day(26, 9.5, 12))


@given(CENSUS, st.floats(3, 20), SHARES)
def test_doubling_the_census_doubles_the_ftes(census, care, share):
    assert hours.unit_ftes(2 * census, care, share) == pytest.approx(2 * hours.unit_ftes(census, care, share))


@given(CENSUS, st.floats(3, 20))
def test_hours_per_patient_day_turned_round_give_the_hours_back(census, care):
    days = hours.patient_days(census)
    assert hours.hours_per_patient_day(hours.productive_hours(care, days), days) == pytest.approx(care)


def test_a_year_of_hours_over_a_year_of_days_is_not_the_mean_of_the_months():
    """A quiet month counts for less."""
    worked, days = (7_000, 5_000), (900, 400)
    whole = hours.hours_per_patient_day(sum(worked), sum(days))
    monthly = [hours.hours_per_patient_day(w, d) for w, d in zip(worked, days, strict=True)]
    assert whole == pytest.approx(9.23, abs=0.005)
    assert sum(monthly) / 2 == pytest.approx(10.14, abs=0.005)


@given(st.floats(1, 1e5), st.floats(0, 1))
def test_a_skill_mix_splits_the_hours_and_loses_none(worked, share):
    by_role = hours.hours_by_role(worked, {"RN": share, "aide": 1 - share})
    assert by_role["RN"] == pytest.approx(share * worked) and sum(by_role.values()) == pytest.approx(worked)


# ---------------------------------------------------------------- refusals and examples


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: hours.relief_factor(0), "above 0"),
        (lambda: hours.paid_hours(100, 87), "0.87"),
        (lambda: hours.ftes(-1), "without a minus sign"),
        (lambda: hours.ftes(1, 0), "paid_hours_per_fte"),
        (lambda: hours.productive_share_of(3_000), "exceeds"),
        (lambda: hours.post_ftes(25), "exceeds hours in a day"),
        (lambda: hours.post_ftes(24, days_per_week=8), "exceeds days in a week"),
        (lambda: hours.hours_per_patient_day(100, 0), "days_of_care"),
        (lambda: hours.patient_days(26, 0), "days"),
        (lambda: hours.staff_per_day(26, 9.5, 30), "exceeds"),
        (lambda: hours.day_and_night_staff(20, 55), "0.42"),
        (lambda: hours.hours_by_role(10, {"RN": 0.6}), "sum to 1"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_in_one_sentence(call, says):
    with pytest.raises(ValueError, match=says) as refusal:
        call()
    assert "\n" not in str(refusal.value)


def test_the_examples_are_true():
    ran = doctest.testmod(hours)
    assert ran.attempted and not ran.failed
