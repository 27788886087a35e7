"""Census, stays and beds on Wrenfield Memorial's fiscal year 2025, and the rules that hold for any hospital."""

from __future__ import annotations

import doctest
import inspect

import numpy as np
import pytest

from course.datasets import load
from course.role import kpi
from datasets import story

YEAR = 365


# ---------------------------------------------------------------- the story's worked figures


def test_forty_nine_thousand_patient_days_are_a_census_of_135() -> None:
    assert kpi.average_daily_census(story.PATIENT_DAYS, YEAR) == 135


def test_the_same_census_is_61_percent_of_licensed_and_75_percent_of_staffed_beds() -> None:
    beds = {"licensed": story.LICENSED_BEDS, "staffed": story.STAFFED_BEDS}
    shares = kpi.occupancy_by_beds(story.PATIENT_DAYS, YEAR, beds)
    assert list(shares) == ["licensed", "staffed"]
    assert shares["licensed"] == pytest.approx(0.614, abs=5e-4)
    assert shares["staffed"] == pytest.approx(0.75)


def test_a_stay_lasts_4_81_days_by_the_census() -> None:
    assert kpi.approximate_length_of_stay(story.PATIENT_DAYS, story.DISCHARGES) == pytest.approx(4.81, abs=5e-3)


def test_a_bed_turns_56_9_times_and_stands_empty_for_1_6_days_between() -> None:
    assert kpi.bed_turns(10_250, 180) == pytest.approx(56.9, abs=0.05)
    assert kpi.turnover_interval_days(49_275, YEAR, 180, 10_250) == pytest.approx(1.60, abs=5e-3)


def test_the_average_of_three_stays_is_longer_than_the_stay_of_all() -> None:
    """90 patients with 380 days, 100 with 350, 60 with 300: 4.120 days and not 4.241."""
    days, discharges = [380, 350, 300], [90, 100, 60]
    assert kpi.ratio_of_sums(days, discharges) == pytest.approx(4.120)
    assert kpi.average_of_ratios(days, discharges) == pytest.approx(4.241, abs=5e-4)


# ---------------------------------------------------------------- what holds for any hospital


def test_days_in_beds_and_days_empty_are_all_the_bed_days_there_are() -> None:
    """Discharges x (length of stay + turnover interval) = beds x days."""
    rng = np.random.default_rng(1)
    for _ in range(50):
        beds, days = int(rng.integers(50, 400)), int(rng.choice((28, 30, 31, 365)))
        patient_days = float(rng.uniform(0.3, 1.0) * beds * days)
        discharges = float(patient_days / rng.uniform(3, 8))
        stay = kpi.approximate_length_of_stay(patient_days, discharges)
        empty = kpi.turnover_interval_days(patient_days, days, beds, discharges)
        assert discharges * (stay + empty) == pytest.approx(beds * days)
        assert stay / (stay + empty) == pytest.approx(kpi.occupancy(patient_days, days, beds))
        assert kpi.bed_turns(discharges, beds) * (stay + empty) == pytest.approx(days)


def test_units_of_equal_size_are_the_only_ones_that_may_be_averaged() -> None:
    assert kpi.average_of_ratios([3, 5, 7], [4, 4, 4]) == pytest.approx(kpi.ratio_of_sums([3, 5, 7], [4, 4, 4]))


def test_one_unit_is_its_own_average_and_its_own_sum() -> None:
    assert kpi.average_of_ratios([3], [4]) == kpi.ratio_of_sums([3], [4]) == 0.75


def test_the_whole_lies_between_its_smallest_and_its_largest_unit() -> None:
    rng = np.random.default_rng(2)
    for _ in range(50):
        days, discharges = rng.uniform(100, 900, 6), rng.uniform(20, 200, 6)
        whole = kpi.ratio_of_sums(list(days), list(discharges))
        assert min(days / discharges) <= whole <= max(days / discharges)


def test_doubling_the_beds_halves_the_occupancy_and_leaves_the_census() -> None:
    assert kpi.occupancy(4_000, 31, 300) == pytest.approx(kpi.occupancy(4_000, 31, 150) / 2)


# ---------------------------------------------------------------- the story in the data


def test_the_facilities_dataset_gives_the_two_occupancies() -> None:
    row = load("facilities").set_index("facility_id").loc["WMH"]
    beds = {"licensed": float(row["licensed_beds"]), "staffed": float(row["staffed_beds"])}
    assert list(kpi.occupancy_by_beds(49_275, YEAR, beds).values()) == pytest.approx([0.6136, 0.75], abs=5e-5)


# ---------------------------------------------------------------- documented, and kind about bad input


def test_the_examples_in_the_docstrings_are_true() -> None:
    result = doctest.testmod(kpi)
    assert result.failed == 0
    assert result.attempted > 5


@pytest.mark.parametrize("name", kpi.__all__)
def test_every_formula_says_what_goes_in_and_what_comes_out(name: str) -> None:
    formula = getattr(kpi, name)
    text = inspect.getdoc(formula) or ""
    assert "Parameters\n----" in text and "Returns\n----" in text and "Raises\n----" in text
    for parameter in inspect.signature(formula).parameters:
        assert parameter in text, f"{name} does not explain {parameter}"


REFUSALS = [
    (kpi.average_daily_census, (100, 0), "calendar_days must be above 0"),
    (kpi.average_daily_census, (-1, 30), "patient_days must be 0 or more"),
    (kpi.average_length_of_stay, (100, 0), "discharges must be above 0"),
    (kpi.average_length_of_stay, (-1, 10), "discharge_days must be 0 or more"),
    (kpi.approximate_length_of_stay, (100, 0), "discharges must be above 0"),
    (kpi.approximate_length_of_stay, (-1, 9), "patient_days must be 0 or more"),
    (kpi.occupancy, (100, 30, 0), "beds must be above 0"),
    (kpi.occupancy_by_beds, (100, 30, {"licensed": 0}), "beds must be above 0"),
    (kpi.turnover_interval_days, (100, 30, 10, 0), "discharges must be above 0"),
    (kpi.bed_turns, (10, 0), "beds must be above 0"),
    (kpi.ratio_of_sums, ([1], [1, 2]), "give one of each"),
    (kpi.ratio_of_sums, ([], []), "give one of each"),
    (kpi.ratio_of_sums, ([1, 1], [0, 0]), "denominators must be above 0"),
    (kpi.average_of_ratios, ([1, 1], [1, 0]), "each denominator must be above 0"),
]


@pytest.mark.parametrize(("formula", "arguments", "say"), REFUSALS)
def test_bad_input_is_refused_in_one_sentence(formula, arguments, say: str) -> None:
    with pytest.raises(ValueError, match=say):
        formula(*arguments)


def test_every_formula_has_an_input_that_it_refuses() -> None:
    assert {formula.__name__ for formula, *_ in REFUSALS} == set(kpi.__all__)
