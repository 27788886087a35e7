"""Case mix and adjusted volume on Wrenfield Memorial's fiscal year 2025, and the rules that hold for any hospital."""

from __future__ import annotations

import doctest
import inspect

import pytest

from course.role import adjusted
from datasets import story

YEAR = 365
WEIGHTED = adjusted.cmi_adjusted_discharges(adjusted.adjusted_discharges(10_250, 2.1), 1.62)


# ---------------------------------------------------------------- the story's worked figures


def test_the_case_mix_of_four_groups_is_1_507() -> None:
    cases, weights = (120, 80, 50, 30), (1.35, 0.90, 1.90, 3.10)
    total = sum(count * weight for count, weight in zip(cases, weights, strict=True))
    assert adjusted.case_mix_index(total, sum(cases)) == pytest.approx(1.507, abs=5e-4)


def test_outpatients_more_than_double_the_volume() -> None:
    factor = adjusted.outpatient_adjustment_factor(story.INPATIENT_GROSS_USD, story.OUTPATIENT_GROSS_USD)
    assert factor == pytest.approx(2.10)
    assert adjusted.adjusted_patient_days(49_275, factor) == pytest.approx(103_477.5)
    assert adjusted.adjusted_discharges(10_250, factor) == pytest.approx(21_525)


def test_5_29_ftes_stand_behind_each_adjusted_occupied_bed() -> None:
    beds = adjusted.adjusted_occupied_beds(103_477.5, YEAR)
    assert beds == pytest.approx(283.5)
    assert adjusted.ftes_per_adjusted_occupied_bed(1_500, beds) == pytest.approx(5.29, abs=5e-3)


def test_a_case_of_weight_one_costs_9_980_dollars_and_an_adjusted_day_3_363() -> None:
    assert pytest.approx(34_870.5) == WEIGHTED
    assert adjusted.cost_per_cmi_adjusted_discharge(348e6, WEIGHTED) == pytest.approx(9_980, abs=0.5)
    assert adjusted.cost_per_adjusted_patient_day(348e6, 103_477.5) == pytest.approx(3_363, abs=0.5)


# ---------------------------------------------------------------- what holds for any hospital


def test_a_hospital_without_outpatients_is_not_adjusted() -> None:
    factor = adjusted.outpatient_adjustment_factor(5e6, 0)
    assert factor == 1
    assert adjusted.adjusted_discharges(100, factor) == 100


def test_a_case_mix_of_equal_weights_is_that_weight() -> None:
    assert adjusted.case_mix_index(100 * 1.2, 100) == pytest.approx(1.2)


# ---------------------------------------------------------------- documented, and kind about bad input


def test_the_examples_in_the_docstrings_are_true() -> None:
    result = doctest.testmod(adjusted)
    assert result.failed == 0
    assert result.attempted > 5


@pytest.mark.parametrize("name", adjusted.__all__)
def test_every_formula_says_what_goes_in_and_what_comes_out(name: str) -> None:
    formula = getattr(adjusted, name)
    text = inspect.getdoc(formula) or ""
    assert "Parameters\n----" in text and "Returns\n----" in text and "Raises\n----" in text
    for parameter in inspect.signature(formula).parameters:
        assert parameter in text, f"{name} does not explain {parameter}"


REFUSALS = [
    (adjusted.case_mix_index, (162.0, 0), "discharges must be above 0"),
    (adjusted.case_mix_index, (-1.0, 100), "weights must be 0 or more"),
    (adjusted.outpatient_adjustment_factor, (0, 5), "inpatient_gross_usd must be above 0"),
    (adjusted.outpatient_adjustment_factor, (5, -1), "outpatient_gross_usd must be 0 or more"),
    (adjusted.adjusted_patient_days, (100, 0.9), "outpatient_factor must be 1 or more"),
    (adjusted.adjusted_discharges, (100, 0.9), "outpatient_factor must be 1 or more"),
    (adjusted.adjusted_occupied_beds, (100, 0), "calendar_days must be above 0"),
    (adjusted.ftes_per_adjusted_occupied_bed, (100, 0), "occupied_beds must be above 0"),
    (adjusted.cmi_adjusted_discharges, (100, 0), "case_mix must be above 0"),
    (adjusted.cost_per_cmi_adjusted_discharge, (100, 0), "weighed_discharges must be above 0"),
    (adjusted.cost_per_adjusted_patient_day, (-1, 10), "operating_expense_usd must be 0 or more"),
]


@pytest.mark.parametrize(("formula", "arguments", "say"), REFUSALS)
def test_bad_input_is_refused_in_one_sentence(formula, arguments, say: str) -> None:
    with pytest.raises(ValueError, match=say):
        formula(*arguments)


def test_every_formula_has_an_input_that_it_refuses() -> None:
    assert {formula.__name__ for formula, *_ in REFUSALS} == set(adjusted.__all__)
