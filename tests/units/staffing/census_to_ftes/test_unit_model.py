"""A nursing unit: its leave, and the ratio that the house has adopted, with its source."""

from __future__ import annotations

import doctest

import pytest

from course.case import sample_cases
from course.units.staffing.census_to_ftes import unit_model
from course.units.staffing.census_to_ftes.unit_model import KINDS_OF_UNIT, statutory_ratio


@pytest.mark.parametrize(
    ("unit", "patients"),
    [
        ("icu", 2),
        ("step_down", 3),
        ("telemetry", 4),
        ("medical_surgical", 5),
        ("psychiatric", 6),
    ],
)
def test_the_table_of_ratios_names_its_source(unit, patients):
    figure = statutory_ratio(unit)
    assert figure.value == patients
    assert figure.status == "V" and "70217" in figure.source


def test_every_unit_of_the_table_has_a_figure():
    assert all(1 <= statutory_ratio(unit).value <= 6 for unit in KINDS_OF_UNIT)


def test_every_learners_ratio_is_the_tables():
    """The house has adopted it as its own policy."""
    for case in sample_cases("03_staffing", 20):
        assert case.unit.patients_per_nurse == statutory_ratio(case.unit.kind).value


@pytest.mark.parametrize("kind", ["astrology", ""])
def test_a_unit_that_the_table_does_not_have_is_refused(kind: str) -> None:
    with pytest.raises(ValueError, match=f"no unit {kind!r}"):
        statutory_ratio(kind)


def test_every_learners_leave_makes_the_productive_share() -> None:
    for case in sample_cases("03_staffing", 20):
        assert case.unit.productive_share * 2_080 == pytest.approx(2_080 - case.unit.nonproductive_hours)


def test_the_examples_are_true() -> None:
    ran = doctest.testmod(unit_model)
    assert ran.attempted and not ran.failed
