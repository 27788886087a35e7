"""A lab's picture: crisp at the screen's pixels, in view while the lab is worked, and worked itself by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.notebook import lab, open_notebook, predict, run_all, until
from tests.support.patience import PATIENCE_MS

pytestmark = pytest.mark.browser
LABS = {"budget": "Budgeting lab", "shift_mix": "Staffing lab", "gap": "Close the gap", "payer_mix": "Two linked"}
MODULES = {"shift_mix": "03_staffing"}
KERNEL = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}


@pytest.fixture
def sharp_page(browser: object) -> Iterator[Page]:
    """A page on a screen with two pixels for one, as most laptops have."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, device_scale_factor=2)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    yield page
    context.close()


@pytest.fixture
def flagships(sharp_page: Page, learner_lab: str, learner_folder: Path) -> Page:
    """The four labs that can be worked on their pictures, each with a prediction kept."""
    folder = learner_folder / "pictures"
    folder.mkdir(exist_ok=True)
    sources = ["from course.catalog import open_lab"]
    sources += [f"open_lab({MODULES.get(name, '02_finance')!r}, {name!r}, 'ana')" for name in LABS]
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=KERNEL), folder / "four.ipynb")
    open_notebook(sharp_page, learner_lab, "pictures/four.ipynb")
    sharp_page.keyboard.press("Control+b")  # the file browser makes room
    run_all(sharp_page)
    for title in LABS.values():
        predict(lab(sharp_page, title))
    return sharp_page


def hold(page: Page, handle: Locator, across: float = 0, up: float = 0) -> None:
    """Take a handle and move it, as a hand does."""
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + across, y - up, steps=5)
    page.mouse.up()


def number(slider: Locator) -> float:
    return float(slider.input_value())


def test_pictures_are_crisp_stay_in_view_and_are_worked_by_hand(flagships: Page) -> None:
    """One notebook for all that a picture owes: opening it takes longest."""
    budget, staffing, gap, mix = (lab(flagships, title) for title in LABS.values())

    for each in (budget, staffing, gap, mix):
        image = each.locator("img.mm-picture")
        each.scroll_into_view_if_needed()
        until(
            lambda image=image: image.evaluate("i => Math.abs(i.naturalWidth - 2 * i.clientWidth) <= 2"),
            "a picture has as many pixels as the screen shows it with",
        )

    patients = budget.get_by_role("slider", name="Patients served")
    before = number(patients)
    hold(flagships, budget.locator(".mm-handle[title='Drag: Patients served']"), up=25)
    until(lambda: number(patients) > before, "a bar that is dragged up raises its decision")

    nurses = staffing.get_by_role("slider", name="8 hours from noon")
    before = number(nurses)
    hold(flagships, staffing.locator(".mm-handle[title='Drag: 8 hours from noon']"), up=36)
    until(lambda: number(nurses) == before + 2, "a shift that is dragged up by two bars has two nurses more")

    tick = gap.get_by_role("checkbox", name="Supply contract")
    was = tick.is_checked()
    gap.locator(".mm-handle[title='Click: Supply contract']").click()
    until(lambda: tick.is_checked() != was, "an initiative that is clicked in the picture is ticked")

    commercial, medicaid = (mix.get_by_role("slider", name=f"{payer} share") for payer in ("Commercial", "Medicaid"))
    together, before = number(commercial) + number(medicaid), number(commercial)
    hold(flagships, mix.locator(".mm-handle"), across=-60)
    until(lambda: number(commercial) < before, "the bar of net revenue moves the share behind it")
    until(lambda: abs(number(commercial) + number(medicaid) - together) < 1e-6, "and the linked share follows")

    flagships.set_viewport_size({"width": 1024, "height": 768})
    picture, last = staffing.locator(".mm-stage"), staffing.locator(".mm-control").last
    last.scroll_into_view_if_needed()
    stacked = picture.bounding_box(), last.bounding_box()
    assert stacked[0] and stacked[1]
    assert stacked[0]["width"] > 700, "the lab stacks instead of shrinking its picture"
    assert 0 < stacked[0]["y"] < 200, "the picture stays in view while the last control is worked"

    flagships.set_viewport_size({"width": 390, "height": 844})
    budget.scroll_into_view_if_needed()
    expect(budget.locator(".mm-frame")).to_have_css("width", "620px")
    assert budget.evaluate("lab => lab.scrollWidth <= lab.clientWidth + 1"), "only the picture is wider than a phone"
    hold_still = budget.get_by_role("slider", name="Nursing")
    hold_still.press("ArrowRight")
    expect(hold_still).to_be_in_viewport()
