"""The roster lab in a real browser: cells edited by keyboard and by hand, violations that come and go, the solver."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Locator, Page, expect

from course.case import case_for
from course.catalog import best_plan
from course.units.staffing.rosters.roster_decision import RosterDecision
from tests.browser import notebook
from tests.browser.notebook import lab, open_notebook, points, retype, run_all, run_cell

pytestmark = pytest.mark.browser
UNIT = "03_staffing/2_rosters.ipynb"


@pytest.fixture
def roster(page: Page, learner_lab: str, learner_folder: Path) -> Locator:
    """A notebook with the roster lab alone."""
    kernel = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}
    cells = [
        nbformat.v4.new_code_cell("from course.catalog import open_lab"),
        nbformat.v4.new_code_cell("open_lab('03_staffing', 'roster', 'ana')"),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), learner_folder / "roster.ipynb")
    open_notebook(page, learner_lab, "roster.ipynb")
    run_all(page)
    return lab(page, "The roster lab")


def rested_after_a_night() -> tuple[int, int, str]:
    """Return the row and the day of a nurse who is off on the day after a night, and the name."""
    posted = case_for("03_staffing", "ana").roster.posted
    return next(
        (row, day, name)
        for row, (name, line) in enumerate(posted.items())
        for day in range(1, 27)
        if line[day - 1] == "N" and not line[day] and not line[day + 1]
    )


def cell(roster: Locator, row: int, day: int) -> Locator:
    return roster.locator(f"td[data-row='{row}'][data-day='{day}']")


def test_a_violation_appears_and_goes_by_keyboard_alone(page: Page, roster: Locator) -> None:
    """Arrow keys move, a letter sets a shift, Delete clears it; the notebook takes none of these keys."""
    row, day, name = rested_after_a_night()
    cell(roster, row, 0).focus()
    for _ in range(day):
        page.keyboard.press("ArrowRight")
    expect(cell(roster, row, day)).to_be_focused()
    page.keyboard.press("d")
    expect(cell(roster, row, day)).to_have_text("D")
    said = f"{name} works D on day {day + 1} straight after N."
    expect(roster.get_by_role("status").first).to_contain_text(said)
    expect(roster.get_by_role("button", name=said)).to_be_visible()
    expect(cell(roster, row, day)).to_contain_class("mm-broken mm-changed")
    assert said in (cell(roster, row, day).get_attribute("aria-label") or "")
    page.keyboard.press("Delete")
    expect(roster.get_by_role("status").first).to_contain_text("Mended:")
    expect(roster.get_by_role("button", name=said)).to_have_count(0)
    expect(cell(roster, row, day)).to_be_focused()
    assert page.locator(".jp-Notebook .jp-CodeCell").count() == 2, "D, D would have deleted the notebook's cell"


def test_there_is_one_tab_stop_in_the_grid_and_it_moves(page: Page, roster: Locator) -> None:
    grid = roster.get_by_role("grid")
    expect(grid.locator("[tabindex='0']")).to_have_count(1)
    cell(roster, 2, 3).click()
    expect(grid.locator("[tabindex='0']")).to_have_count(1)
    expect(cell(roster, 2, 3)).to_have_attribute("tabindex", "0")
    page.keyboard.press("PageDown")
    expect(cell(roster, 2, 10)).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    expect(cell(roster, 1, 0)).to_be_focused()
    assert (cell(roster, 1, 0).get_attribute("aria-label") or "").startswith("Mon 1, ")


def test_the_mouse_turns_a_cell_and_the_list_leads_to_its_trouble(page: Page, roster: Locator) -> None:
    row, day, _ = rested_after_a_night()
    there = cell(roster, row, day)
    there.click()
    expect(there).to_have_text("·")
    there.click()
    expect(there).to_have_text("D")
    cell(roster, 0, 0).click()
    roster.get_by_role("button", name=f"day {day + 1} straight after N.").click()
    expect(there).to_be_focused()
    roster.get_by_role("button", name="Undo").click()
    expect(there).to_have_text("·")


def test_the_solver_reports_while_a_cell_is_edited_and_its_roster_can_be_looked_at(page: Page, roster: Locator) -> None:
    row, day, name = rested_after_a_night()
    notebook.predict(roster)
    roster.get_by_role("button", name="Let the solver search").click()
    expect(roster.get_by_role("button", name="Stop")).to_be_visible()
    cell(roster, row, day).focus()
    page.keyboard.press("d")
    expect(roster.get_by_role("status").first).to_contain_text(f"{name} works D on day {day + 1} straight after N.")
    expect(roster.locator(".mm-search")).to_contain_text("proven the least")
    roster.get_by_label("look at its roster").check()
    expect(roster.get_by_role("grid")).to_have_attribute("aria-readonly", "true")
    shown = cell(roster, row, day).text_content()
    cell(roster, row, day).focus()
    page.keyboard.press("n" if shown != "N" else "d")
    expect(cell(roster, row, day)).to_have_text(shown or "")


def test_the_roster_is_kept_as_it_stands(page: Page, roster: Locator, learner_folder: Path) -> None:
    roster.get_by_role("button", name="Keep this plan").click()
    expect(roster.get_by_text("Kept as plans/roster.json at")).to_be_visible()
    assert (learner_folder / "plans" / "roster.json").is_file()


def test_a_kept_roster_is_graded_in_parts_and_a_typed_one_in_full(page: Page, learner_lab: str) -> None:
    """Who has leave is sent home, and nobody stands in: some points. A roster that keeps every promise: all of them."""
    open_notebook(page, learner_lab, UNIT)
    run_all(page)
    answer = notebook.cell(page, 'roster = kept_plan("roster")')
    check = notebook.cell(page, "Cover, rest, leave, contracts, requests and posted shifts")
    roster, graded = lab(page, "The roster lab"), check.locator(".jp-OutputArea")
    on_leave = roster.get_by_role("button", name="which is leave")
    for left in reversed(range(on_leave.count())):
        on_leave.first.click()
        page.keyboard.press("Delete")
        expect(on_leave).to_have_count(left)
    roster.get_by_role("button", name="Keep this plan").press("Enter")
    expect(roster.get_by_text("Kept as plans/roster.json at")).to_be_visible()
    run_cell(page, answer)
    expect(answer.locator(".jp-OutputArea")).to_contain_text("The plan kept at")
    run_cell(page, check)
    expect(graded).to_contain_text("✓ kept: Leave.")
    expect(graded).to_contain_text("✗ not kept: Cover.")
    expect(graded).to_contain_text("◐ partly kept: Rest.")
    assert 0 < points(graded) < 5

    mended = best_plan(RosterDecision(case_for("03_staffing", "ana").roster))
    retype(page, answer, f"roster = {mended!r}")
    run_cell(page, check)
    expect(graded).to_contain_text("5 of 5 points.")
    expect(graded).not_to_contain_text("✗")
