"""The start page and the glossary in a real JupyterLab, as the course's own part of it shows them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from course.checks.progress import note_results
from course.commands.standing import every_unit
from tests.browser.notebook import open_notebook, run_all
from tests.support.jupyter import TOKEN

pytestmark = pytest.mark.browser
UNIT = next(unit for unit in every_unit() if "budget" in unit.plans)
PAGE = ".jp-MarkdownViewer .mm-start"


@pytest.fixture
def nobody_grades(monkeypatch: pytest.MonkeyPatch, learner_folder: Path) -> Iterator[None]:
    """Points can be noted in the learner's folder; there are none before and none afterwards."""
    for name in ("COURSE_LEARNER", "NBGRADER_EXECUTION"):
        monkeypatch.delenv(name, raising=False)
    forget_points(learner_folder)
    yield
    forget_points(learner_folder)


def forget_points(learner_folder: Path) -> None:
    for file in learner_folder.glob("*/.progress/*.json"):
        file.unlink()


def test_an_open_start_page_shows_new_points_by_itself(
    page: Page, learner_lab: str, learner_folder: Path, nobody_grades: None
) -> None:
    """Nothing is run and nothing is opened anew."""
    page.goto(f"{learner_lab}/lab/tree/start.md?token={TOKEN}&reset")
    row = page.locator(f"{PAGE} tr", has=page.get_by_role("link", name=UNIT.title))
    expect(row).to_contain_text(f"0 of {UNIT.possible:g}")
    note_results(UNIT.name, {name: (most, most) for name, most in UNIT.exercises.items()}, learner_folder / UNIT.module)
    expect(row).to_contain_text(f"✓ {UNIT.possible:g} of {UNIT.possible:g}")
    expect(row).to_contain_text(UNIT.learned)


@pytest.mark.parametrize("width", [640, 1024, 1920])
def test_the_start_page_is_one_column_and_nothing_runs_over(page: Page, learner_lab: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 768})
    page.goto(f"{learner_lab}/lab/tree/start.md?token={TOKEN}&reset")
    expect(page.locator(f"{PAGE} .mm-next")).to_be_visible()
    blocks = page.locator(f"{PAGE} > :is(.mm-next, table, ul)").evaluate_all(
        "nodes => nodes.map(n => [Math.round(n.getBoundingClientRect().left), n.scrollWidth - n.clientWidth])"
    )
    assert len({left for left, _ in blocks}) == 1
    assert max(over for _, over in blocks) <= 2


def test_a_term_opens_the_glossary_beside_the_text(page: Page, learner_lab: str) -> None:
    """The notebook stays in sight and wider than the glossary; a second term moves the same glossary."""
    open_notebook(page, learner_lab, UNIT.path)
    terms = page.locator(".jp-NotebookPanel a[href*='glossary.md']")
    for place in (0, 3):
        link = terms.nth(place)
        link.scroll_into_view_if_needed()
        term = link.get_attribute("href").partition("#")[2]
        link.click()
        glossary = page.locator(".jp-MarkdownViewer:visible")
        expect(glossary.locator(f"h2[data-jupyter-id='{term}']")).to_be_in_viewport()
        expect(link).to_be_in_viewport()
    expect(page.locator(".jp-MarkdownViewer")).to_have_count(1)
    notebook = page.locator(".jp-NotebookPanel").bounding_box()
    assert notebook["width"] > 1.4 * glossary.bounding_box()["width"]
    assert notebook["x"] < glossary.bounding_box()["x"]
    assert page.evaluate("[...window.jupyterapp.shell.widgets('main')].every(widget => widget.isVisible)")


def test_a_memo_is_marked_by_its_writer_and_the_start_page_shows_it(
    page: Page, learner_lab: str, learner_folder: Path
) -> None:
    """By keyboard; axe finds nothing; the samples' marks stand beside each criterion."""
    unit = next(unit for unit in every_unit() if unit.memos)
    cell = nbformat.v4.new_code_cell(f"from course.labs.own_mark import mark_my_memo\nmark_my_memo({unit.memos[0]!r})")
    kernel = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}
    nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata=kernel), learner_folder / unit.module / "mark.ipynb")
    open_notebook(page, learner_lab, f"{unit.module}/mark.ipynb")
    run_all(page)
    groups = page.locator(".mm-own .mm-criteria").get_by_role("group")
    expect(groups).to_have_count(4)
    for group in groups.all():
        group.get_by_role("radio").first.focus()
        page.keyboard.press("ArrowDown")
        expect(group.get_by_role("radio").nth(1)).to_be_checked()
        expect(group.locator(".mm-help")).to_have_count(2)
    expect(page.locator(".mm-own .mm-sentence")).to_contain_text("You give yourself 4 of 12.")
    page.get_by_role("button", name="Keep my mark").click()
    expect(page.locator(".mm-own .mm-status")).to_contain_text("Kept as plans/")
    found = Axe().run(page, context=".mm-own").response["violations"]
    assert [violation["id"] for violation in found] == []
    page.goto(f"{learner_lab}/lab/tree/start.md?token={TOKEN}&reset")
    expect(page.locator(f"{PAGE} .mm-card", has_text="Your memo, by your own mark")).to_contain_text("4 of 12")
