"""A notebook that is reopened after a break: each lab's last view, and the kept plan when it is run again."""

from __future__ import annotations

import json
import re
import urllib.request
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Page, expect

from tests.browser.notebook import cell, lab, open_notebook, run_all, run_cell
from tests.support.jupyter import TOKEN

pytestmark = pytest.mark.browser
LABS = [("02_finance", "budget"), ("03_staffing", "roster")]
KERNEL = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}


@pytest.fixture
def two_labs(learner_folder: Path) -> str:
    """A notebook with a lab that has a picture and one that is a grid, in a folder without kept plans."""
    folder = learner_folder / "reopening"
    folder.mkdir()
    sources = ["from course.catalog import open_lab", *(f"open_lab({m!r}, {name!r}, 'ana')" for m, name in LABS)]
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=KERNEL), folder / "two.ipynb")
    return "reopening/two.ipynb"


def end_kernels(address: str) -> None:
    """End every kernel, as a closed laptop or a culled server does."""
    with urllib.request.urlopen(f"{address}/api/sessions?token={TOKEN}") as answer:
        sessions = json.load(answer)
    for session in sessions:
        gone = f"{address}/api/sessions/{session['id']}?token={TOKEN}"
        urllib.request.urlopen(urllib.request.Request(gone, method="DELETE")).close()


def test_a_reopened_notebook_shows_each_labs_last_view_and_goes_on(
    page: Page, learner_lab: str, learner_folder: Path, two_labs: str
) -> None:
    """Alive, the last view is hidden; the kernel gone, it stands in the lab's place; run again, the plan is back."""
    open_notebook(page, learner_lab, two_labs)
    run_all(page)
    budget = lab(page, "Budgeting lab")
    left = page.locator(".mm-last")
    expect(left).to_have_count(len(LABS))
    expect(left.first).to_be_hidden()
    slider = budget.get_by_role("slider", name="Patients served")
    for _ in range(6):
        slider.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "+2.00% change")
    budget.get_by_role("button", name="Keep this plan").click()
    expect(budget.get_by_text("Kept as plans/budget.json at")).to_be_visible()
    sentence = budget.locator(".mm-sentence").inner_text()
    expect(left.first).to_contain_text(sentence)
    page.keyboard.press("Control+s")
    path = learner_folder / two_labs
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    assert path.stat().st_size < 150_000

    page.goto("about:blank")
    end_kernels(learner_lab)
    open_notebook(page, learner_lab, two_labs)
    expect(left.first).to_be_visible()
    expect(left.first).to_contain_text(sentence)
    expect(left.first).to_contain_text("Run this cell to go on")
    expect(left.first.locator("img")).to_have_attribute("alt", re.compile("^Bridge of operating income"))
    expect(left.nth(1).locator("td", has_text="D").first).to_be_visible()
    error = page.get_by_text("Error displaying widget")
    expect(error).to_have_count(len(LABS))
    assert not any(found.is_visible() for found in error.all())

    run_cell(page, cell(page, "from course.catalog"))
    run_cell(page, cell(page, "'budget'"))
    again = lab(page, "Budgeting lab")
    expect(again.locator(".mm-opened")).to_contain_text("This opens on the plan that you kept on")
    expect(again.get_by_role("slider", name="Patients served")).to_have_attribute("aria-valuetext", "+2.00% change")
    expect(left.first).to_be_hidden()
    again.get_by_role("button", name="Back to the first view").click()
    expect(again.locator(".mm-opened")).to_be_hidden()
    expect(again.get_by_role("slider", name="Patients served")).to_have_attribute("aria-valuetext", "+0.50% change")
