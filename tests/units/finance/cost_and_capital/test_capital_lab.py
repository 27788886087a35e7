"""The capital lab: its assumptions move the picture, the sentence and the table."""

from __future__ import annotations

import pytest

from course.case import case_for
from course.finance import capital
from course.labs.lab import Lab
from course.units.finance.cost_and_capital.capital_lab import capital_lab
from course.units.finance.cost_and_capital.capital_model import npv_bought_usd

MY = case_for("02_finance", "ana")
PNG = b"\x89PNG"


@pytest.fixture
def scanner() -> Lab:
    return capital_lab(MY)


def is_a_sentence(text: str) -> bool:
    return len(text.split()) >= 8 and text.rstrip().endswith(".")


@pytest.mark.parametrize(
    ("control", "value"),
    [
        ("first_year_volume", 2_600),
        ("net_price_usd", 400),
        ("volume_growth_share", 0.0),
        ("discount_rate_share", 0.11),
    ],
)
def test_each_assumption_moves_the_picture_the_sentence_and_the_table(scanner, control, value):
    before = scanner.png, scanner.alt, scanner.sentence, scanner.table
    scanner.set(**{control: value})
    assert all(
        new != old for new, old in zip((scanner.png, scanner.alt, scanner.sentence, scanner.table), before, strict=True)
    )
    assert scanner.png.startswith(PNG)


def test_the_first_view_is_the_plan_as_it_was_asked_for(scanner):
    assert scanner.result.npv_usd == pytest.approx(npv_bought_usd(MY.projects.mri))


def test_the_worth_of_each_year_adds_up_to_the_npv(scanner):
    """The bars and the number on the picture are the same thing."""
    scanner.set(first_year_volume=3_000, discount_rate_share=0.09)
    assert scanner.result.npv_usd == pytest.approx(capital.net_present_value(0.09, scanner.result.flows_usd))


def test_at_the_break_even_scans_the_npv_is_zero(scanner):
    own = MY.projects.mri
    scans = scanner.result.break_even_scans
    assert npv_bought_usd(own, scans / own.project.first_year_volume - 1) == pytest.approx(0, abs=1)


def test_fewer_scans_turn_value_into_loss_in_words(scanner):
    assert "adds" in scanner.sentence
    scanner.set(first_year_volume=0.9 * MY.projects.mri.project.first_year_volume)
    assert "destroys" in scanner.sentence


@pytest.mark.parametrize("end", ["low", "high"])
def test_every_control_at_its_end_still_draws(scanner, end):
    scanner.set(**{c["name"]: c[end] for c in scanner.controls})
    assert is_a_sentence(scanner.sentence)
    assert is_a_sentence(scanner.alt)
    assert "last plan that works" not in scanner.sentence


def test_values_from_beyond_the_controls_are_held_within_them(scanner):
    scanner.set(first_year_volume=-5, net_price_usd="much", discount_rate_share=float("nan"))
    assert is_a_sentence(scanner.sentence)


def test_the_capital_lab_keeps_no_plan(scanner):
    assert not scanner.keeps


def test_the_table_lists_the_cash_of_every_year(scanner):
    assert [row[0] for row in scanner.table][:9] == ["Project year", "Now", *[f"Year {y}" for y in range(1, 8)]]


def test_every_control_has_a_label_and_a_unit(scanner):
    assert all(c["label"] and c["unit"] for c in scanner.controls)
