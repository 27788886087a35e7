"""A notebook in JupyterLab, as a learner's hands and eyes use it."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.support import patience
from tests.support.jupyter import TOKEN

# JupyterLab's own view of the notebook at the front: cells far down may not be on the page.
EVERY_CELL_HAS_RUN = """() => {
    const cells = window.jupyterapp.shell.currentWidget.content.widgets.map(cell => cell.model);
    const code = cells.filter(cell => cell.type === "code" && cell.sharedModel.getSource().trim());
    return code.every(cell => cell.executionCount !== null && cell.executionState !== "running");
}"""


def open_notebook(page: Page, address: str, path: str) -> None:
    """Open a notebook and wait until its kernel is ready."""
    page.goto(f"{address}/lab/tree/{path}?token={TOKEN}&reset")
    page.locator(".jp-Notebook").first.wait_for()
    page.locator("#jp-main-statusbar", has_text="| Idle").wait_for()
    page.wait_for_function("() => window.jupyterapp?.shell.currentWidget?.content?.widgets?.length")


def run_all(page: Page) -> None:
    """Choose Run All Cells from the menu and wait until every cell has run."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_function(EVERY_CELL_HAS_RUN)


def lab(page: Page, title: str) -> Locator:
    """Return a lab by its title, scrolled into view."""
    found = page.locator(".mm-lab", has=page.locator(".mm-title", has_text=title)).first
    found.wait_for(state="attached")
    found.scroll_into_view_if_needed()
    return found


def predict(the_lab: Locator) -> None:
    """Keep the first prediction that a lab offers, unless one was kept before."""
    form = the_lab.locator(".mm-predict")
    if form.is_visible():
        form.get_by_role("radio").first.check()
        form.get_by_role("button", name="Keep my prediction").click()
        expect(form).to_be_hidden()


def cell(page: Page, text: str) -> Locator:
    """Return the cell whose source, or the bar to which it is folded, holds a text."""
    return page.locator(".jp-Cell", has=page.locator(".jp-InputArea, .jp-InputPlaceholder", has_text=text)).first


def run_cell(page: Page, the_cell: Locator) -> None:
    """Select a cell by the space beside its code and run it with Shift+Enter, as a learner does.

    A folded cell unfolds at the click.
    """
    the_cell.scroll_into_view_if_needed()
    the_cell.locator(".jp-InputPrompt").first.click()
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+Enter")


def retype(page: Page, the_cell: Locator, source: str) -> None:
    """Replace what a cell says and run it."""
    the_cell.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(source)
    page.keyboard.press("Shift+Enter")


def points(output: Locator) -> float:
    """Return the points that a check has printed."""
    expect(output).to_contain_text(re.compile(r"[\d.]+ of [\d.]+ points\."))
    found = re.search(r"([\d.]+) of [\d.]+ points\.", output.inner_text())
    assert found
    return float(found[1])


def until(condition: Callable[[], bool], what: str) -> None:
    """Wait until something that a learner would see is so."""
    assert patience.until(condition, every_seconds=0.05), f"it never came to be: {what}"
