"""A notebook in JupyterLab, as a learner's hands and eyes use it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.support.jupyter import TOKEN


def open_notebook(page: Page, address: str, path: str) -> None:
    """Open a notebook and wait until its kernel is ready."""
    page.goto(f"{address}/lab/tree/{path}?token={TOKEN}&reset")
    page.locator(".jp-Notebook").first.wait_for()
    page.locator("#jp-main-statusbar", has_text="| Idle").wait_for(timeout=90_000)
    page.wait_for_timeout(500)


def run_all(page: Page) -> None:
    """Choose Run All Cells from the menu and wait until the kernel is idle again."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_timeout(500)
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").first.wait_for(timeout=120_000)


def lab(page: Page, title: str) -> Locator:
    """Return a lab by its title, scrolled into view."""
    found = page.locator(".mm-lab", has=page.locator(".mm-title", has_text=title)).first
    found.wait_for(state="attached")
    found.scroll_into_view_if_needed()
    return found


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


def until(condition: Callable[[], bool], what: str, seconds: float = 20) -> None:
    """Wait until something that a learner would see is so."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.05)
