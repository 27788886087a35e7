"""From a key on a slider to the new picture in Chromium, in a real JupyterLab."""

from __future__ import annotations

import shutil
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from rich.console import Console

from tests.browser.notebook import lab, open_notebook, run_all
from tests.support import jupyter, units

KEYS, PAUSE_MS, TARGET_P95_MS = 60, 150, 80
WATCH = """(lab) => {
  window.took = [];
  const slider = lab.querySelector("input[type=range]"), image = lab.querySelector("img");
  slider.addEventListener("keydown", () => { window.pressed = performance.now(); }, true);
  image.addEventListener("load", () => window.took.push(performance.now() - window.pressed));
}"""


def report(console: Console) -> None:
    """Print the median and the 95th percentile of the flagship, or say that Chromium is missing."""
    chromium = next((path for name in jupyter.CHROMIUM if (path := shutil.which(name))), None)
    if chromium is None:
        console.print("Chromium is missing, so the browser is not measured: install the package chromium.")
        return
    with tempfile.TemporaryDirectory() as folder:
        port = jupyter.free_port()
        command = jupyter.learn_command(Path(folder) / "learner", port)
        with (
            jupyter.serving(command, port, units.ROOT, Path(folder) / "log") as address,
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(executable_path=chromium, args=jupyter.ARGUMENTS)
            page = browser.new_page(viewport={"width": 1366, "height": 768})
            page.set_default_timeout(60_000)
            took = key_to_picture(page, address)
            browser.close()
    p95 = statistics.quantiles(took, n=20)[-1]
    console.print(
        f"Budgeting lab in Chromium, key to new picture over {len(took)} keys: median "
        f"{statistics.median(took):.0f} ms, 95th percentile {p95:.0f} ms (target {TARGET_P95_MS})."
    )


def key_to_picture(page: Page, address: str) -> list[float]:
    """Return the milliseconds from each key on the first slider to the picture's load."""
    open_notebook(page, address, "02_finance/1_operating_budget.ipynb")
    run_all(page)
    budget = lab(page, "Budgeting lab")
    budget.evaluate(WATCH)
    slider = budget.get_by_label("Patients served")
    slider.focus()
    for i in range(KEYS):
        slider.press("ArrowRight" if i % 12 < 6 else "ArrowLeft")
        page.wait_for_timeout(PAUSE_MS)
    return list(page.evaluate("window.took"))
