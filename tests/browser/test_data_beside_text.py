"""A check's data stand beside its text, and a learner sees the text alone."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Page, expect

from course.bundle import MIME
from tests.browser.notebook import open_notebook, run_all

pytestmark = pytest.mark.browser

TOLD = """from course.checks import NotYet, graded_later, well_done
graded_later()
well_done("paid hours", "go on.")
raise NotYet("hours to pay", "Too few.", "add some.", "half a day")"""
SAME_TEXT = """print("This is marked on figures that are not shown here: when you hand in, "
"or now with the button “Check my work” near the end.\\nNext: read on.\\n✓ Right: paid hours.\\nNext: go on.")
class Plain(Exception):
    def _render_traceback_(self):
        return ["Not yet: hours to pay.", "Slip: half a day. Too few.", "Next: add some."]
raise Plain"""


def test_jupyterlab_shows_a_checks_text_and_nothing_of_its_data(
    page: Page, learner_lab: str, learner_folder: Path
) -> None:
    """As tall as the same text without data, and as it is when the notebook is opened again."""
    cells = [nbformat.v4.new_code_cell(source, metadata={"tags": ["raises-exception"]}) for source in (TOLD, SAME_TEXT)]
    kernel = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}
    path = learner_folder / "data_beside_text.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)
    open_notebook(page, learner_lab, path.name)
    run_all(page)
    outputs = page.locator(".jp-Notebook .jp-Cell-outputWrapper")
    expect(outputs.nth(1)).to_contain_text("Next: add some.")

    def look() -> list[tuple[str, int]]:
        return [(o.inner_text(), o.evaluate("node => node.offsetHeight")) for o in outputs.all()[:2]]

    told, same = look()
    assert told == same
    page.keyboard.press("Control+s")
    page.wait_for_timeout(1500)
    assert path.read_text(encoding="utf-8").count(MIME) == 2
    open_notebook(page, learner_lab, path.name)
    expect(outputs.nth(1)).to_contain_text("Next: add some.")
    assert look()[0] == told
