"""What the hours of an open shift cost: overtime, and staff of one's own."""

import doctest

import pytest

from course.staffing import cover_cost


def test_four_hundred_hours_two_ways():
    taxed = 27_000 + 400 * 67.50 * 0.0765
    assert cover_cost.overtime_cost_usd(400, 45, payroll_tax_share=0) == 27_000
    assert cover_cost.overtime_cost_usd(400, 45) == pytest.approx(taxed) == pytest.approx(29_065.5)
    assert cover_cost.staff_cost_usd(400, 45, 0.2035, 1) == pytest.approx(23_040)


def test_worked_hours_of_own_staff_cost_more_where_leave_comes_on_top():
    """23,040 / 0.87: less of a saving against overtime than it seems."""
    assert cover_cost.staff_cost_usd(400, 45, 0.2035, 0.87) == pytest.approx(26_483, abs=0.5)


def test_a_differential_belongs_to_the_regular_rate():
    """Time and a half of 45 + 5, and not time and a half of 45 with 5 on top."""
    assert cover_cost.overtime_cost_usd(400, 45, 5, payroll_tax_share=0) == 30_000


@pytest.mark.parametrize("benefits_share", [0.15, 0.20, 0.25])
def test_an_hour_of_overtime_is_dearer_than_one_of_own_staff_at_usual_benefits(benefits_share):
    """Both carry payroll tax; up to a quarter of benefits, leave of 13% does not make up for the half on top."""
    own = cover_cost.staff_cost_usd(400, 45, benefits_share, 0.87)
    assert cover_cost.overtime_cost_usd(400, 45) > own


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: cover_cost.overtime_cost_usd(1, 45, multiple=0.5), "time and a half"),
        (lambda: cover_cost.overtime_cost_usd(1, -45), "wage_usd"),
        (lambda: cover_cost.staff_cost_usd(1, 45, 0.28, 0), "productive_share"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_in_one_sentence(call, says):
    with pytest.raises(ValueError, match=says) as refusal:
        call()
    assert "\n" not in str(refusal.value)


def test_the_examples_are_true():
    ran = doctest.testmod(cover_cost)
    assert ran.attempted and not ran.failed
