"""The capital lab and the slate lab: controls move the picture and the sentence; the kept slate reads back."""

from __future__ import annotations

import pytest

from course.case import case_for
from course.catalog import full_mark_plans
from course.decisions.plan_file import kept_plan
from course.decisions.plan_schema import validated
from course.finance import capital
from course.units.finance.cost_and_capital import cost_pictures
from course.units.finance.cost_and_capital.capital_lab import capital_lab, mri_options
from course.units.finance.cost_and_capital.capital_slate_decision import SlateDecision
from course.units.finance.cost_and_capital.capital_slate_lab import slate_lab

MY = case_for("02_finance", "ana")
PNG = b"\x89PNG"


@pytest.fixture
def scanner():
    return capital_lab(MY)


@pytest.fixture
def slate():
    return slate_lab(MY)


def is_a_sentence(text: str) -> bool:
    return len(text.split()) >= 8 and text.rstrip().endswith(".")


# ---------------------------------------------------------------- the capital lab


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
    assert scanner.result.npv_usd == pytest.approx(MY.projects.mri.npv_buy_usd())


def test_the_worth_of_each_year_adds_up_to_the_npv(scanner):
    """The bars and the number on the picture are the same thing."""
    scanner.set(first_year_volume=3_000, discount_rate_share=0.09)
    assert scanner.result.npv_usd == pytest.approx(capital.net_present_value(0.09, scanner.result.flows_usd))


def test_at_the_break_even_scans_the_npv_is_zero(scanner):
    own = MY.projects.mri
    scans = scanner.result.break_even_scans
    assert own.npv_buy_usd(scans / own.project.first_year_volume - 1) == pytest.approx(0, abs=1)


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


# ---------------------------------------------------------------- the slate lab


def test_each_tick_moves_the_picture_and_the_sentence(slate):
    for key in MY.projects.slate.keys:
        before = slate.png, slate.alt, slate.sentence
        slate.set(**{key: not slate.decisions()[key]})
        assert all(new != old for new, old in zip((slate.png, slate.alt, slate.sentence), before, strict=True)), key


def test_everything_that_was_asked_for_is_too_much(slate):
    marks = {text.split(":")[0]: met for met, text in slate.marks}
    assert not marks["Year-1 cash"]
    assert is_a_sentence(slate.alt)


def test_no_project_and_every_project_draw(slate):
    slate.set(**dict.fromkeys(MY.projects.slate.keys, False))
    assert "no project" in slate.alt
    assert slate.png.startswith(PNG)


def test_the_lab_says_when_every_promise_is_kept(slate):
    slate.set(**full_mark_plans(SlateDecision(MY.projects.slate), 1)[0])
    assert "Every promise is kept" in slate.sentence
    assert all(met for met, _ in slate.marks)


def test_a_kept_slate_fits_the_schema_and_reads_back(slate, tmp_path, monkeypatch):
    """What the lab decides is the plan that could have been typed."""
    monkeypatch.chdir(tmp_path)
    decision = SlateDecision(MY.projects.slate)
    plan = full_mark_plans(decision, 1)[0]
    slate.set(**plan)
    assert slate.keep().startswith("Kept as plans/capital_slate.json")
    assert kept_plan("capital_slate") == slate.decisions() == plan
    assert validated(slate.decisions(), decision.schema, "slate") == plan


@pytest.mark.parametrize("lab", [capital_lab, slate_lab])
def test_every_control_has_a_label_and_a_unit(lab):
    assert all(c["label"] and c["unit"] for c in lab(MY).controls)


# ---------------------------------------------------------------- still pictures


@pytest.mark.parametrize(
    "picture",
    [
        cost_pictures.break_even_picture,
        cost_pictures.allocation_picture,
        lambda: cost_pictures.shelf_picture(MY),
        lambda: mri_options(MY),
    ],
)
def test_a_still_picture_has_a_sentence_and_its_numbers(picture):
    shown = picture()
    assert shown.png.startswith(PNG)
    assert is_a_sentence(shown.alt)
    assert len(shown.table) >= 3


def test_the_story_pictures_show_the_story_figures():
    """Break-even at 4,000 visits; 585,000 and 315,000 against 590,000 and 310,000."""
    assert "4,000 visits" in cost_pictures.break_even_picture().alt
    rows = {row[0]: row[1:] for row in cost_pictures.allocation_picture().table}
    assert rows["Step-down, housekeeping first"] == ["$585,000", "$315,000", "$900,000"]
    assert rows["Step-down, human resources first"] == ["$590,000", "$310,000", "$900,000"]
