"""A lab that asks first, and gives hints when they are asked for, by keyboard alone."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Page, expect

from tests.browser.notebook import lab, open_notebook, run_all

pytestmark = pytest.mark.browser
KERNEL = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}


@pytest.fixture
def gap_alone(learner_folder: Path) -> str:
    """A notebook with the gap lab, in a folder in which nothing was predicted yet."""
    folder = learner_folder / "predicting"
    folder.mkdir()
    cell = nbformat.v4.new_code_cell("from course.catalog import open_lab\nopen_lab('02_finance', 'gap', 'ana')")
    nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata=KERNEL), folder / "gap.ipynb")
    return "predicting/gap.ipynb"


def test_marks_wait_for_a_prediction_and_hints_come_one_by_one(page: Page, learner_lab: str, gap_alone: str) -> None:
    """Arrow keys choose, Enter keeps; then the marks are told, and each press of Hint adds a rung that is announced."""
    open_notebook(page, learner_lab, gap_alone)
    run_all(page)
    gap = lab(page, "Close the gap")
    marks, hint = gap.locator(".mm-marks li"), gap.get_by_role("button", name="Hint")
    expect(marks.first).to_have_text("? predict Margin")
    expect(gap.locator(".mm-sentence")).to_contain_text("Predict first.")
    expect(hint).to_be_hidden()

    gap.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(gap.locator(".mm-predicted")).to_contain_text("You predicted: 1. It keeps 1 of 5: Executives.")
    expect(gap.locator(".mm-predict")).to_be_hidden()
    expect(marks.filter(has_text="Executives:")).to_contain_text("✓ kept")
    expect(gap.locator(".mm-sentence")).to_contain_text("short of the floor.")

    hints = gap.get_by_role("list", name="Hints")
    hint.focus()
    for rung in ("Where to look:", "Which lever:", "The move:"):
        page.keyboard.press("Enter")
        expect(hints.locator("li").last).to_contain_text(rung)
    expect(hints.locator("li")).to_have_count(3)
    assert hints.get_attribute("aria-live") == "polite"
