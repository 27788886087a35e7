"""Where a control's help is long, it is read in one pane above, for the control at hand."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Page, expect

from course.case import case_for
from course.units.role.the_dashboard.dashboard_lab import controls
from course.units.role.the_dashboard.dashboard_pictures import PageContext
from tests.browser.notebook import lab, open_notebook, run_all

pytestmark = pytest.mark.browser


@pytest.fixture
def pane_notebook(learner_folder: Path) -> str:
    cell = nbformat.v4.new_code_cell("from course.catalog import open_lab\nopen_lab('01_role', 'dashboard', 'ana')")
    kernel = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}
    nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata=kernel), learner_folder / "reading_pane.ipynb")
    return "reading_pane.ipynb"


def test_the_help_at_hand_stands_in_the_pane_and_the_keyboard_suffices(
    page: Page, learner_lab: str, pane_notebook: str
) -> None:
    """Tab from tile to tile: its sources are shown above and stays its control's description."""
    helps = [control.help for control in controls(PageContext(case_for("01_role", "ana").dashboard))]
    open_notebook(page, learner_lab, pane_notebook)
    run_all(page)
    page_lab = lab(page, "One page for the board")
    pane, boxes = page_lab.locator(".mm-pane"), page_lab.locator("select")
    expect(pane).to_contain_text(helps[0])
    boxes.nth(0).focus()
    for text in helps[1:4]:
        page.keyboard.press("Tab")
        expect(pane).to_contain_text(text)
    described = boxes.nth(3).get_attribute("aria-describedby")
    expect(page_lab.locator(f"#{described}")).to_contain_text(helps[3])
    before, before_value = page_lab.locator("img").get_attribute("alt"), boxes.nth(3).input_value()
    page.keyboard.press("ArrowUp" if before_value != "A" else "ArrowDown")
    expect(boxes.nth(3)).not_to_have_value(before_value)
    expect(page_lab.locator("img")).not_to_have_attribute("alt", before or "")


def test_nothing_moves_when_another_help_is_read(page: Page, learner_lab: str, pane_notebook: str) -> None:
    """The pane keeps its height, so that the boxes stay where the hand is."""
    open_notebook(page, learner_lab, pane_notebook)
    run_all(page)
    page_lab = lab(page, "One page for the board")
    last = page_lab.locator("select").last
    places = []
    for i in range(9):
        page_lab.locator("select").nth(i).hover()
        box, corner = last.bounding_box(), page_lab.bounding_box()
        assert box and corner
        places.append(round(box["y"] - corner["y"]))
    assert len(set(places)) == 1
