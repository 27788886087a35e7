"""axe-core finds nothing in the course's own markup, in any lab."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from course.catalog import every_lab
from tests.browser.notebook import lab, open_notebook, run_all

pytestmark = pytest.mark.browser
LABS = list(every_lab())


@pytest.fixture(scope="session")
def all_labs(learner_folder: Path, learner_lab: str) -> str:
    """A notebook that shows every lab of the course, one to a cell."""
    cells = [nbformat.v4.new_code_cell("from course.catalog import open_lab")]
    cells += [nbformat.v4.new_code_cell(f"open_lab({module!r}, {name!r}, 'ana')") for module, name in LABS]
    kernel = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), learner_folder / "all_labs.ipynb")
    return "all_labs.ipynb"


def test_axe_finds_nothing_in_any_lab(page: Page, learner_lab: str, all_labs: str) -> None:
    """Names, roles, contrast, alternative text and structure, by axe's rules."""
    open_notebook(page, learner_lab, all_labs)
    run_all(page)
    page.locator(".mm-lab").nth(len(LABS) - 1).wait_for(state="attached")
    titles = page.locator(".mm-lab .mm-title").all_text_contents()
    assert len(titles) == len(LABS)
    for title in titles:
        lab(page, title)
    result = Axe().run(page, context=".mm-lab")
    found = [f"{v['id']}: {v['help']}: {[n['html'][:120] for n in v['nodes']]}" for v in result.response["violations"]]
    assert not found, "\n".join(found)


def test_axe_sees_a_lab_without_names(page: Page) -> None:
    """The gate bites: a slider without a label and a picture without a description are found."""
    page.set_content('<main class="mm-lab"><input type="range"><img class="mm-picture" src="data:,"></main>')
    result = Axe().run(page, context=".mm-lab")
    assert {"label", "image-alt"} <= {v["id"] for v in result.response["violations"]}
