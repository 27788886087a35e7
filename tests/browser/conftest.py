"""A learner's JupyterLab and a page of a real browser."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.support import jupyter, learners_copy, units
from tests.support.patience import PATIENCE_MS

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def learner_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return learners_copy.own_copy(tmp_path_factory)


@pytest.fixture(scope="session")
def learner_lab(learner_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """What `make learn ARGS=--no-browser` serves."""
    jupyter.chromium()
    port = jupyter.free_port()
    log = tmp_path_factory.mktemp("log") / "lab.log"
    with jupyter.serving(jupyter.learn_command(learner_folder, port), port, units.ROOT, log) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    path = jupyter.chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=jupyter.ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: object, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    yield page
    if getattr(request.node, "failed", False):
        page.screenshot(path=units.ROOT / ".pytest_cache" / f"{request.node.name}.png")
    context.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let the page know that its test failed, so that it leaves a picture behind."""
    report = yield
    if call.when == "call" and report.failed:
        item.failed = True
    return report
