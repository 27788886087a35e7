"""The staffing lab in a real browser: a learner moves shifts, keeps the mix and is graded, rule by rule."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from course.case import case_for
from course.catalog import best_plan
from course.units.staffing.census_to_ftes.shift_mix_decision import ShiftMixDecision
from course.units.staffing.census_to_ftes.shift_mix_lab import controls
from course.units.staffing.census_to_ftes.shift_mix_model import CHARGE, SHIFTS
from tests.browser.notebook import cell, lab, open_notebook, points, predict, run_all, run_cell

pytestmark = pytest.mark.browser
UNIT = "03_staffing/1_census_to_ftes.ipynb"
LABELS = {control.name: control.label for control in controls(case_for("03_staffing", "ana").unit)}


@pytest.fixture(scope="module")
def decision() -> ShiftMixDecision:
    return ShiftMixDecision(case_for("03_staffing", "ana").shift_mix)


def move(staffing: Locator, shift: str, nurses: int) -> None:
    """Move the nurses of a shift with the arrow keys, one at a time."""
    slider = staffing.get_by_role("slider", name=LABELS[shift], exact=True)
    steps = nurses - int(slider.input_value())
    for _ in range(abs(steps)):
        slider.press("ArrowRight" if steps > 0 else "ArrowLeft")
    expect(slider).to_have_value(str(nurses))


def test_a_mix_of_shifts_is_kept_and_graded_in_parts(
    page: Page, learner_lab: str, learner_folder: Path, decision: ShiftMixDecision
) -> None:
    """More nurses by day, and the charge nurse still with patients: some points. The whole mix mended: all of them."""
    signed: dict[str, Any] = best_plan(decision)
    open_notebook(page, learner_lab, UNIT)
    run_all(page)
    staffing = lab(page, "Staffing lab")
    predict(staffing)
    marks, sentence = staffing.get_by_role("listitem"), staffing.locator(".mm-sentence")
    expect(sentence).to_contain_text(" short ")
    expect(marks.filter(has_text="Charge nurse:")).to_contain_text("✗ not yet")
    expect(marks.filter(has_text="Hours:")).to_contain_text("✓ kept")

    before = sentence.inner_text()
    move(staffing, "day_12h", signed["day_12h"])
    expect(sentence).not_to_have_text(before)
    staffing.get_by_role("button", name="Keep this plan").press("Enter")
    expect(staffing.get_by_text("Kept as plans/shift_mix.json at")).to_be_visible()
    kept = json.loads((learner_folder / "03_staffing/plans/shift_mix.json").read_text())
    assert kept["decisions"] == {**decision.nothing(), "day_12h": signed["day_12h"]}

    answer = cell(page, 'shift_mix = kept_plan("shift_mix")')
    check = cell(page, "Coverage of every block, the hours, the charge nurse and the float blocks")
    run_cell(page, answer)
    expect(answer.locator(".jp-OutputArea")).to_contain_text(f"day_12h: {signed['day_12h']}")
    run_cell(page, check)
    graded = check.locator(".jp-OutputArea")
    expect(graded).to_contain_text("◐ partly kept: Coverage.")
    expect(graded).to_contain_text("✓ kept: Hours.")
    expect(graded).to_contain_text("✗ not kept: Charge nurse. The charge nurse has patients, so nobody leads.")
    assert 0 < points(graded) < 5

    for shift in SHIFTS:
        move(staffing, shift, signed[shift])
    staffing.get_by_role("checkbox", name=LABELS[CHARGE]).press("Space")
    expect(sentence).to_contain_text("Every rule is kept: a mix that you can sign.")
    staffing.get_by_role("button", name="Keep this plan").click()
    run_cell(page, answer)
    run_cell(page, check)
    expect(graded).to_contain_text("5 of 5 points.")
    expect(graded).not_to_contain_text("✗")


def test_looking_at_call_outs_changes_the_sentence_and_not_the_plan(page: Page, learner_lab: str) -> None:
    """Last night's call-outs are a way of looking: the sentence says so, and the rules stay as they stand."""
    open_notebook(page, learner_lab, UNIT)
    run_all(page)
    staffing = lab(page, "Staffing lab")
    predict(staffing)
    expect(staffing.get_by_role("listitem").first).to_contain_text(":")
    marks = staffing.get_by_role("listitem").all_inner_texts()
    staffing.get_by_role("checkbox", name=LABELS["call_outs"]).check()
    expect(staffing.locator(".mm-sentence")).to_contain_text("With last night's call-outs, ")
    planned = [
        text.replace("Coverage as planned", "Coverage") for text in staffing.get_by_role("listitem").all_inner_texts()
    ]
    assert planned == marks, "the marks are those of the plan, and say so"
