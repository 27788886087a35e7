"""A hostile notebook in nbgrader's feedback page and in formgrader, in a real browser: shown, it does nothing."""

from __future__ import annotations

import copy
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import nbformat
import nbgrader
import pytest
from nbconvert.exporters import HTMLExporter
from nbgrader.api import Gradebook
from playwright.sync_api import Page, Request, Route, expect
from traitlets.config import Config

from autograder import use_confined_steps
from tests.autograder import small_courses as small
from tests.support import jupyter, units
from tests.support.hostile_notebook import ATTACKS, EVIL, notebook, on_error
from tests.support.patience import PATIENCE_MS

pytestmark = pytest.mark.browser

EXTENSION = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader"
FEEDBACK = "http://feedback.test/unit.html"
MANUAL = {"grade_id": "essay", "grade": True, "solution": True, "locked": False, "task": False, "points": 2.0}
NAMES = {"last_name": f"Eve{on_error('name')}", "first_name": "Ann"}
# Every link that is a program, and every button of a form, is pressed; the texts that MathJax would read are listed.
PRESS = """async () => {
  const pressed = async (press) => { press(); await new Promise((done) => setTimeout(done, 100)); };
  for (const link of document.querySelectorAll('#notebook a'))
    if (link.protocol === 'javascript:') await pressed(() => link.click());
  for (const form of document.querySelectorAll('#notebook form')) await pressed(() => form.submit());
}"""
LOOK = """(signs) => {
  const formulas = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), texts = [];
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest('pre, code, script, style'))
      texts.push(walker.currentNode.data);
    return texts;
  };
  const worked = Object.keys(signs).filter((name) => eval(signs[name]));
  return [...worked, ...(window.pwned || [])];
}"""


class Watched:
    """A page of which all requests are known; those that would leave the machine are answered with nothing."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[Request] = []
        page.on("request", lambda request: self.asked.append(request))
        page.route(f"{EVIL}/**", lambda route: route.fulfill(status=204))
        page.route("https://**", lambda route: route.abort())

    def worked(self) -> set[str]:
        """Press what can be pressed and return the attacks that worked."""
        self.page.evaluate(PRESS)
        self.page.wait_for_timeout(300)
        found = set(self.page.evaluate(LOOK, {name: attack.sign for name, attack in ATTACKS.items()}))
        steps = [(r, urlsplit(r.url).path.strip("/").split("/")) for r in self.asked]
        found |= {"html-base" if path[0] == "formgrader" else path[0] for r, path in steps if r.url.startswith(EVIL)}
        return found | {path[-1] for r, path in steps if r.method != "GET" and not r.url.startswith(EVIL)}


@pytest.fixture
def watched(page: Page) -> Watched:
    return Watched(page)


def hostile(**which: bool) -> Any:
    """The attacks, and then the answer that is marked by hand."""
    book = notebook(**which)
    role = {**MANUAL, "schema_version": 3, "cell_type": "markdown"}
    book.cells.append(nbformat.v4.new_markdown_cell("My memo.", metadata={"nbgrader": role}))
    return book


# ---------------------------------------------------------------- without the step, the attacks work


def unsafe(template: str) -> str:
    """The page as nbgrader's exporter makes it by itself."""
    config = Config()
    config.HTMLExporter.template_name = template
    config.HTMLExporter.extra_template_basedirs = [str(EXTENSION / "templates")]
    config.HTMLExporter.extra_template_paths = [str(EXTENSION / "static/node_modules/bootstrap/dist/css")]
    about = {"base_url": "", "submission_id": "s", "index": 0, "total": 1, "student": "eve", **NAMES}
    scores = {"notebook": "unit", "score": 0, "max_score": 2, "late_penalty": 0}
    book = hostile(formgrader=template == "formgrade")
    book.cells[-1].metadata.nbgrader.score = 0
    return HTMLExporter(config=config).from_notebook_node(book, resources={**about, "nbgrader": scores})[0]


def from_nbgrader(route: Route) -> None:
    """Answer as formgrader does: its scripts and styles, and no grades yet."""
    path = urlsplit(route.request.url).path
    file = EXTENSION / path.removeprefix("/formgrader/")
    if file.is_file():
        route.fulfill(path=file)
    else:
        route.fulfill(json=[])


@pytest.mark.parametrize("template", ["feedback", "formgrade"])
def test_without_the_step_every_attack_works(watched: Watched, template: str) -> None:
    """So that the tests below do not hold because nothing was tried."""
    watched.page.route("http://feedback.test/formgrader/**", from_nbgrader)
    body = unsafe(template)
    watched.page.route(FEEDBACK, lambda route: route.fulfill(body=body, content_type="text/html"))
    watched.page.goto(FEEDBACK)
    here = {name: a for name, a in ATTACKS.items() if template == "formgrade" or not a.only_in_formgrader}
    names = {"name"} if template == "formgrade" else set()
    assert watched.worked() == {name for name, attack in here.items() if template not in attack.held_in} | names


# ---------------------------------------------------------------- with it, none does


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> small.Course:
    """A course that graded one notebook, a hostile one: nothing is asked of the grader here, so it is written down."""
    course = small.course(tmp_path_factory.mktemp("screen"))
    use_confined_steps(course.config)
    with Gradebook(course.db_url, "small") as gradebook:
        gradebook.update_or_create_assignment(small.NAME)
        gradebook.update_or_create_notebook("unit", small.NAME)
        gradebook.update_or_create_grade_cell("essay", "unit", small.NAME, max_score=2, cell_type="markdown")
        gradebook.update_or_create_solution_cell("essay", "unit", small.NAME)
        gradebook.update_or_create_student("eve", **NAMES)
        gradebook.update_or_create_submission(small.NAME, "eve")
    put(course, formgrader=False)
    result = small.nbgrader_api(course.config).generate_feedback(small.NAME, "eve", force=True)
    assert result["success"], result
    put(course, formgrader=True)
    return course


def put(course: small.Course, **which: bool) -> None:
    folder = course.root / "autograded" / "eve" / small.NAME
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(copy.deepcopy(hostile(**which)), folder / "unit.ipynb")


@pytest.fixture(scope="module")
def server(school: small.Course, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """JupyterLab with formgrader, and of settings only those that the grader puts beside Jupyter's own."""
    jupyter.chromium()
    port = jupyter.free_port()
    (school.root / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.CourseDirectory.root = {str(school.root)!r}\n"
        f"c.CourseDirectory.course_id = 'small'\nc.CourseDirectory.db_url = {school.db_url!r}\n",
        encoding="utf-8",
    )
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
        *(f"--ServerApp.port={port}", f"--IdentityProvider.token={jupyter.TOKEN}"),
    ]
    paths = os.pathsep.join([str(units.ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    settings = {"JUPYTER_CONFIG_PATH": str(units.ROOT / "packages/autograder/etc/jupyter"), "PYTHONPATH": paths}
    log = tmp_path_factory.mktemp("log") / "log"
    with jupyter.serving(command, port, school.root, log, **settings) as address:
        yield address


def test_in_the_feedback_page_no_attack_works(school: small.Course, watched: Watched) -> None:
    path = school.root / "feedback" / "eve" / small.NAME / "unit.html"
    watched.page.route(FEEDBACK, lambda route: route.fulfill(path=path))
    watched.page.goto(FEEDBACK)
    expect(watched.page.get_by_text("Score: 0.0 / 2.0").first).to_be_visible()
    sees_honest_work(watched.page)
    assert watched.worked() == set()
    assert {urlsplit(request.url).hostname for request in watched.asked} <= {
        "feedback.test",
        "cdnjs.cloudflare.com",
        None,
    }


def test_in_formgrader_no_attack_works_and_the_memo_is_marked(
    school: small.Course, server: str, watched: Watched
) -> None:
    """One server for all: to start it takes longer than to look."""
    page = watched.page
    page.goto(f"{server}/formgrader/manage_assignments?token={jupyter.TOKEN}", timeout=PATIENCE_MS)
    with Gradebook(school.db_url, "small") as gradebook:
        row = gradebook.find_submission_notebook("unit", small.NAME, "eve").id
    page.goto(f"{server}/formgrader/submissions/{row}/", timeout=PATIENCE_MS)
    sees_honest_work(page)
    assert watched.worked() == set()
    hosts = {urlsplit(request.url).hostname for request in watched.asked}
    assert hosts <= {"127.0.0.1", "cdnjs.cloudflare.com", None}
    with page.expect_response(lambda answer: answer.request.method == "PUT"):
        page.locator("#essay").fill("1.5")
        page.locator("#essay").blur()
    with Gradebook(school.db_url, "small") as gradebook:
        assert gradebook.find_grade("essay", "unit", small.NAME, "eve").manual_score == 1.5
    formgrader_runs_no_settings_of_a_submission(school, server, page)


def formgrader_runs_no_settings_of_a_submission(school: small.Course, server: str, page: Page) -> None:
    """Not when another site sends the browser there; in a frame of the server's own page it would."""
    ran, folder = school.root / "ran", school.root / "submitted" / "eve" / small.NAME
    folder.mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text(f"open({str(ran)!r}, 'w').close()\nc = get_config()\n")
    address = f"{server}/formgrader?path={folder}"
    page.route(
        f"{EVIL}/there", lambda route: route.fulfill(body=f"<a href='{address}'>x</a>", content_type="text/html")
    )
    page.goto(f"{EVIL}/there")
    page.get_by_role("link").click()
    expect(page.get_by_text("only from JupyterLab's own menu")).to_be_visible()
    assert not ran.exists()
    page.goto(f"{server}/formgrader/gradebook")
    with page.expect_response(lambda answer: answer.url == address):
        page.evaluate("(src) => document.body.append(Object.assign(document.createElement('iframe'), {src}))", address)
    assert ran.exists()


def sees_honest_work(page: Page) -> None:
    """Headings, tables, formulas, colors, links and pictures of every kind are there."""
    expect(page.get_by_role("heading", name="My findings")).to_be_visible()
    for text in ("Ward A", "night", r"$\frac{1}{2}$", r"$\displaystyle x^{2}$", "2 < 3 is True", "if a < b & c"):
        expect(page.get_by_text(text).first).to_be_visible()
    expect(page.get_by_role("link", name="the rule")).to_have_attribute("href", "https://example.org/rule")
    expect(page.locator(".ansi-red-fg", has_text="True")).to_be_visible()
    expect(page.get_by_text("The numbers as a table")).to_be_visible()
    widths = page.evaluate("[...document.querySelectorAll('#notebook img')].map((image) => image.naturalWidth)")
    assert widths[:3] == [240, 240, 40]
