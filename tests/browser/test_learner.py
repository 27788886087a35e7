"""A learner's first hour in a real JupyterLab."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Page, expect

from course.case import case_for
from tests.browser.notebook import cell, lab, open_notebook, retype, run_all, run_cell, until
from tests.support import learners_copy, units
from tests.support.jupyter import TOKEN

pytestmark = pytest.mark.browser
UNIT_1 = "02_finance/1_operating_budget.ipynb"
FIRST_CHECK = "The figure is right for your own hospital, to the nearest thousand dollars"


def picture_bytes(the_lab) -> list[int]:
    """Return the bytes of the picture that the browser shows."""
    return the_lab.locator("img.mm-picture").evaluate(
        "async (img) => Array.from(new Uint8Array(await (await fetch(img.src)).arrayBuffer()))"
    )


def test_the_start_page_leads_to_the_units(page: Page, learner_lab: str) -> None:
    """JupyterLab opens on the course map, rendered as a page."""
    page.goto(f"{learner_lab}/?token={TOKEN}")
    expect(page.locator(".jp-MarkdownViewer h1", has_text="Medical management: a hands-on course")).to_be_visible()
    page.locator(".mm-units a", has_text="The operating budget").click()
    expect(page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) h1").first).to_contain_text("where did the money go?")


def test_a_learner_plays_keeps_and_checks_a_budget(page: Page, learner_lab: str, learner_folder: Path) -> None:
    """Run all, move a slider, see income change in the picture, keep the plan, run its check."""
    open_notebook(page, learner_lab, UNIT_1)
    run_all(page)
    budget = lab(page, "Budgeting lab")
    before, alt_before = picture_bytes(budget), budget.locator("img").get_attribute("alt")
    slider = budget.get_by_role("slider", name="Patients served")
    slider.focus()
    for _ in range(4):
        slider.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "+1.50% change")
    until(lambda: budget.locator("img").get_attribute("alt") != alt_before, "the alternative text follows the slider")
    until(lambda: picture_bytes(budget) != before, "the picture follows the slider")
    budget.get_by_role("button", name="Keep this plan").click()
    expect(budget.get_by_text("Kept as plans/budget.json at")).to_be_visible()
    kept = json.loads((learner_folder / "02_finance/plans/budget.json").read_text())
    assert kept["decisions"]["volume_change"] == pytest.approx(0.015)

    for text in ('budget = kept_plan("budget")', "The board's floor and its three promises"):
        cell(page, text).click(position={"x": 200, "y": 20})
        page.keyboard.press("Escape")
        page.keyboard.press("Shift+Enter")
    check = cell(page, "The board's floor and its three promises")
    expect(check.locator(".jp-OutputArea")).to_contain_text("of 5 points")
    expect(check.locator(".jp-OutputArea")).to_contain_text("kept: Access")


def test_nothing_of_nbgraders_tools_is_in_sight(page: Page, learner_lab: str) -> None:
    """No button Validate and no menu: the checks have told all that they would."""
    open_notebook(page, learner_lab, UNIT_1)
    expect(page.locator(".jp-NotebookPanel-toolbar").get_by_role("button").first).to_be_visible()
    expect(page.get_by_text("Validate", exact=True)).to_have_count(0)
    expect(page.get_by_role("menuitem", name="Nbgrader")).to_have_count(0)


def test_a_folded_check_is_run_from_its_answer_by_keyboard_and_stays_folded(page: Page, learner_lab: str) -> None:
    """Shift+Enter on the answer leads to the bar, a second one runs it: the message is there, the slips are not."""
    open_notebook(page, learner_lab, UNIT_1)
    run_cell(page, cell(page, "Set-up: opens the course's tools"))
    check = cell(page, FIRST_CHECK)
    expect(check.locator(".jp-PlaceholderText")).to_contain_text(
        "Check. The figure is right for your own hospital, to the nearest thousand dollars."
    )
    expect(check).not_to_contain_text("gross for net")
    answer = cell(page, "commercial_net = ...")
    answer.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    expect(check).to_have_class(re.compile("jp-mod-active"))
    page.keyboard.press("Shift+Enter")
    expect(check.locator(".jp-OutputArea")).to_contain_text("It still holds three dots or nothing at all.")
    expect(check.locator(".jp-InputPlaceholder")).to_be_visible()
    expect(check).not_to_contain_text("gross for net")


def test_an_answer_is_judged_at_once_wrong_rounded_and_right(page: Page, learner_lab: str) -> None:
    """The slip by its name, then "nearly" for what is cut to whole millions, then right, each with its points."""
    hospital = case_for("02_finance", learners_copy.NAME).hospital
    net = hospital.gross_charges_usd * hospital.payer_mix["commercial"] * hospital.payer_yield["commercial"]
    open_notebook(page, learner_lab, UNIT_1)
    run_cell(page, cell(page, "Set-up: opens the course's tools"))
    answer, said = cell(page, "commercial_net ="), cell(page, FIRST_CHECK).locator(".jp-OutputArea")
    tries = {
        'commercial_net = hospital.gross_charges_usd * hospital.payer_mix["commercial"]': ("gross for net", "0 of 2"),
        f"commercial_net = {round(net, -6):.0f}": ("Nearly", "1 of 2"),
        f"commercial_net = {round(net, -3):.0f}": ("✓", "2 of 2"),
    }
    for source, expected in tries.items():
        retype(page, answer, source)
        page.keyboard.press("Shift+Enter")
        for words in expected:
            expect(said).to_contain_text(words)


def test_a_folded_check_that_is_clicked_still_runs(page: Page, learner_lab: str) -> None:
    """A click unfolds it, which does no harm."""
    open_notebook(page, learner_lab, UNIT_1)
    run_cell(page, cell(page, "Set-up: opens the course's tools"))
    run_cell(page, cell(page, "commercial_net = ..."))
    check = cell(page, FIRST_CHECK)
    check.locator(".jp-PlaceholderText").click()
    page.keyboard.press("Shift+Enter")
    expect(check.locator(".jp-OutputArea")).to_contain_text("It still holds three dots or nothing at all.")


def test_a_cell_run_before_the_set_up_says_so_kindly(page: Page, learner_lab: str) -> None:
    """No NameError and no traceback: the remedy in a sentence."""
    open_notebook(page, learner_lab, UNIT_1)
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.get_by_role("menuitem", name="Restart Kernel and Clear Outputs of All Cells…").click()
    with page.expect_response(re.compile("/api/kernels/[^/]+/restart")):
        page.locator(".jp-Dialog .jp-mod-accept").click()
    page.locator("#jp-main-statusbar", has_text="| Idle").wait_for()
    bars = cell(page, "payer_bars(my)")
    bars.click(position={"x": 200, "y": 15})
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+Enter")
    expect(bars.locator(".jp-OutputArea")).to_contain_text("the set-up cell has not run")
    expect(bars.locator(".jp-OutputArea")).not_to_contain_text("Traceback")


def test_the_budgeting_lab_is_worked_by_keyboard_alone(page: Page, learner_lab: str, learner_folder: Path) -> None:
    """Tab reaches every control in order, arrows move it, Enter keeps the plan."""
    open_notebook(page, learner_lab, UNIT_1)
    run_all(page)
    budget = lab(page, "Budgeting lab")
    budget.get_by_role("slider", name="Patients served").focus()
    reached = []
    for _ in range(5):
        reached.append(page.evaluate("document.activeElement.labels[0].textContent"))
        before = page.evaluate("document.activeElement.value")
        page.keyboard.press("ArrowRight")
        assert page.evaluate("document.activeElement.value") != before
        page.keyboard.press("Tab")
    assert reached == ["Patients served", "Commercial price rise", "Nursing", "Agency nurses", "Community programs"]
    page.keyboard.type("because the board asked")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(budget.get_by_text("Kept as plans/budget.json at")).to_be_visible()
    until(
        lambda: (
            json.loads((learner_folder / "02_finance/plans/budget.json").read_text())["because"]
            == "because the board asked"
        ),
        "the reason is kept",
    )


def test_the_check_button_names_the_slip(page: Page, learner_lab: str) -> None:
    """A learner who never opens a terminal presses Check my work and reads points and slips."""
    open_notebook(page, learner_lab, UNIT_1)
    answer = cell(page, "commercial_net = ...")
    answer.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.type('commercial_net = hospital.gross_charges_usd * hospital.payer_mix["commercial"]')
    run_all(page)
    button = page.get_by_role("button", name="Check my work")
    button.scroll_into_view_if_needed()
    button.click()
    row = page.locator(".mm-check tr", has=page.locator("th", has_text=re.compile("^commercial$")))
    expect(row).to_contain_text("Slip: gross for net.")
    expect(row).to_contain_text("0 of 2")
    expect(page.locator(".mm-check .mm-status")).to_contain_text("points. Next: look at “commercial” first.")
    row.get_by_role("button", name="commercial", exact=True).click()
    expect(page.locator(".jp-Cell.jp-mod-active")).to_contain_text("commercial payers")
    expect(page.locator(".jp-Cell.jp-mod-active")).to_be_in_viewport()


def test_no_dollar_is_read_as_a_formula(page: Page, learner_folder: Path, learner_lab: str) -> None:
    """Every unit's text on one page: two dollars in a paragraph stay money."""
    text = [
        cell.source for path in units.all_units() for cell in units.read(path).cells if cell.cell_type == "markdown"
    ]
    kernel = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}
    cells = [nbformat.v4.new_markdown_cell(source) for source in text]
    book = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
    book.cells.append(nbformat.v4.new_markdown_cell("A formula, so that the test can see one: $x + 1$"))
    nbformat.write(book, learner_folder / "all_text.ipynb")
    open_notebook(page, learner_lab, "all_text.ipynb")
    page.locator(".jp-Cell").last.scroll_into_view_if_needed()
    page.locator("mjx-container").first.wait_for()
    assert page.locator("mjx-container").count() == 1
