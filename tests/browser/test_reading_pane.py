"""Where a control's help is long, it is read in one pane above, for the control at hand."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Page, expect

from course.case import case_for
from tests.browser.notebook import lab, open_notebook, run_all

pytestmark = pytest.mark.browser


@pytest.fixture
def inbox_notebook(learner_folder: Path) -> str:
    cell = nbformat.v4.new_code_cell("from course.catalog import open_lab\nopen_lab('01_role', 'inbox', 'ana')")
    kernel = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}
    nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata=kernel), learner_folder / "reading_pane.ipynb")
    return "reading_pane.ipynb"


def test_the_letter_at_hand_stands_in_the_pane_and_the_keyboard_suffices(
    page: Page, learner_lab: str, inbox_notebook: str
) -> None:
    """Tab from matter to matter: each letter is shown above and stays its control's description."""
    letters = [item.text for item in case_for("01_role", "ana").inbox.items.values()]
    open_notebook(page, learner_lab, inbox_notebook)
    run_all(page)
    inbox = lab(page, "Inbox triage")
    pane, boxes = inbox.locator(".mm-pane"), inbox.locator("select")
    expect(pane).to_contain_text(letters[0])
    boxes.nth(0).focus()
    for text in letters[1:4]:
        page.keyboard.press("Tab")
        expect(pane).to_contain_text(text)
    described = boxes.nth(3).get_attribute("aria-describedby")
    expect(inbox.locator(f"#{described}")).to_contain_text(letters[3])
    before = inbox.locator("img").get_attribute("alt")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(boxes.nth(3)).to_have_value("medical_staff")
    expect(inbox.locator("img")).not_to_have_attribute("alt", before or "")


def test_nothing_moves_when_another_letter_is_read(page: Page, learner_lab: str, inbox_notebook: str) -> None:
    """The pane keeps its height, so that the boxes stay where the hand is."""
    open_notebook(page, learner_lab, inbox_notebook)
    run_all(page)
    inbox = lab(page, "Inbox triage")
    last = inbox.locator("select").last
    places = []
    for i in range(12):
        inbox.locator("select").nth(i).hover()
        box, corner = last.bounding_box(), inbox.bounding_box()
        assert box and corner
        places.append(round(box["y"] - corner["y"]))
    assert len(set(places)) == 1
