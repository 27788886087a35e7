"""What of a student's notebook is left for an instructor's screen; tests/browser looks at it in a browser."""

from __future__ import annotations

import copy
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import nbgrader
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from nbconvert.exporters import HTMLExporter, NotebookExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from traitlets.config import Config

from autograder import use_confined_steps
from autograder.steps.feedback import LeaveOutData
from autograder.steps.safe_html import safe_html
from autograder.steps.sanitizing import LEFT_OUT, Sanitize
from tests.autograder import small_courses as small
from tests.support.hostile_notebook import ATTACKS, FIGURE, HONEST, PNG, TABLE, Attack, notebook, shown
from tests.support.units import ROOT

STEP = "autograder.steps.sanitizing.Sanitize"
TEMPLATES = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"
ACTING = "script style iframe object embed form button input link meta base svg math template"
PLACED = re.compile(r"position|margin|z-index")


@cache
def exporter(safe: bool) -> HTMLExporter:
    config = Config()
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [str(TEMPLATES)]
    config.HTMLExporter.preprocessors = [STEP] if safe else []
    return HTMLExporter(config=config)


def page(book: Any, *, safe: bool = True, **names: str) -> BeautifulSoup:
    """Return what formgrader shows of a notebook."""
    about = {"base_url": "", "submission_id": "s", "index": 0, "total": 1, **names}
    made, _ = exporter(safe).from_notebook_node(copy.deepcopy(book), resources=about)
    return BeautifulSoup(made, "html.parser")


def dangers(soup: BeautifulSoup) -> list[str]:
    """Return what could act among the cells, as tags and attributes."""
    cells = soup.select_one("#notebook-container")
    assert cells is not None
    found = [tag.name for tag in cells.find_all(ACTING.split()) if tag.get("class") != ["score", "tabbable"]]
    for tag in cells.find_all(True):
        found += [f"{tag.name} {key}" for key, value in tag.attrs.items() if _acts(tag.name, key, value)]
    for text in cells.find_all(string=re.compile(r"\\(?:href|style|class)\b")):
        if not text.find_parent(["pre", "code"]):
            found.append("formula")
    return found


def _acts(tag: str, key: str, value: str | list[str]) -> bool:
    value = " ".join(value) if isinstance(value, list) else value
    match key:
        case "href":
            return not re.match(r"https?://(?!localhost)|mailto:|#student:", value)
        case "src":
            return not value.startswith("data:image/")
        case "class":
            return "navbar" in value
        case "style":
            return bool(PLACED.search(value))
        case "id":
            return value == "essay-comment"
        case _:
            return key.startswith("on")


def one(attack: Attack) -> Any:
    return new_notebook(cells=[attack.cell], metadata=attack.notebook)


@pytest.mark.parametrize("name", ATTACKS)
def test_nothing_that_acts_is_left_of_an_attack(name: str) -> None:
    assert dangers(page(one(ATTACKS[name]))) == []


@pytest.mark.parametrize("name", [name for name, attack in ATTACKS.items() if "formgrade" not in attack.held_in])
def test_without_the_step_each_attack_is_there(name: str) -> None:
    """So that the test above does not hold because nothing is seen."""
    assert dangers(page(one(ATTACKS[name]), safe=False)) != []


def test_a_sanitized_notebook_stays_as_it_is() -> None:
    """Settings may name the step twice, for formgrader and for feedback."""
    step = Sanitize(parent=exporter(True))
    first, _ = step.preprocess(copy.deepcopy(notebook(formgrader=True)), {})
    second, _ = step.preprocess(copy.deepcopy(first), {})
    assert second == first


PIECES = [
    "<b>",
    "</b>",
    "<svg>",
    "<math>",
    "<style>",
    "</style>",
    "<!--",
    "-->",
    "<a href='#x'>",
    "\\href",
    "&#101;",
    "&lt;",
]
PIECES += [
    "<table>",
    "<td>",
    "<img src=x onerror=a()>",
    "<p id='x'>",
    "</p>",
    "<![CDATA[",
    "<noscript>",
    '"',
    "'",
    ">",
    "x",
]


@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_safe_html_stays_as_it_is(markup: str) -> None:
    """And so a browser, which reads it once more, finds nothing else in it."""
    safe = safe_html(markup)
    assert safe_html(safe) == safe
    assert not re.search(r"<(?!/?(?:b|a|table|tbody|tr|td|img|p|span)\b)|<[^>]*\bon\w+=|\\href(?![A-Za-z])", safe)


@pytest.mark.parametrize(
    "target",
    [
        "javascript:a()",
        " javascript:a()",
        "JAVASCRIPT:a()",
        "java\tscript:a()",
        "&#106;avascript:a()",
        "data:text/html,x",
        "vbscript:a()",
        "//evil.invalid",
        "/files/x.html",
        "x.html",
        "file:///etc",
        "http:\\\\evil",
        "blob:http://x/y",
        "http://localhost/x/%66ormgrader?path=/tmp",
        "https://example.org/a b",
        "view-source:http://x",
    ],
)
def test_a_link_that_leads_elsewhere_is_none(target: str) -> None:
    assert "href" not in safe_html(f'<a href="{target}">x</a>')


@pytest.mark.parametrize(
    "target", ["https://example.org/a?b=c&amp;d=1#e", "http://example.org", "mailto:a@example.org"]
)
def test_an_ordinary_link_stays(target: str) -> None:
    assert f'href="{target}"' in safe_html(f'<a href="{target}">x</a>')


@pytest.mark.parametrize(
    "source",
    [
        "https://evil.invalid/x.png",
        "//evil.invalid/x.png",
        "/api/x.png",
        "../x.png",
        "a/../../x.png",
        "x.svg",
        "next",
        "data:image/svg+xml,<svg/>",
        "data:text/html;base64,AAAA",
        "data:image/png;base64,A%22",
        "a%2f..%2fx.png",
    ],
)
def test_a_picture_from_elsewhere_is_not_asked_for(source: str) -> None:
    """Asking would tell who looks when, and reach addresses of the reader's own server."""
    assert "src" not in safe_html(f"<img src='{source}'>")


@pytest.mark.parametrize("source", ["chart.png", "images/ward-2.jpeg", f"data:image/png;base64,{PNG}"])
def test_a_picture_of_the_submission_stays(source: str) -> None:
    assert f'src="{source}"' in safe_html(f'<img src="{source}">')


# ---------------------------------------------------------------- what honest work keeps


def test_honest_work_looks_as_it_did() -> None:
    """All but ids, `rel` of links, inline places, and the style sheet of a data frame."""
    book = new_notebook(cells=HONEST)
    as_before, now = (str(page(book, safe=safe).select_one("#notebook-container")) for safe in (False, True))
    for gone in (r"<style scoped.*?</style>\n", ' rel="noopener noreferrer"', "student:", ' style="[^"]*"'):
        as_before, now = (re.sub(gone, "", text, flags=re.S) for text in (as_before, now))
    drawing = r'<div class="output_\w+[^>]*>\s*<img[^>]*svg\+xml;base64,[^>]*>\s*</div>'
    formula = r'<div class="output_\w+[^>]*>\s*(\$.displaystyle[^<]*?)\s*</div>'
    for shape, plain in ((drawing, "(drawing)"), (formula, r"\1")):
        assert len(re.findall(shape, as_before)) == len(re.findall(shape, now)) == 1
        as_before, now = (re.sub(shape, plain, text) for text in (as_before, now))
    assert now.split() == as_before.split()


def test_tables_and_figures_keep_what_they_need() -> None:
    assert 'class="dataframe"' in safe_html(TABLE)
    assert "text-align:right" in safe_html(TABLE)
    figure = BeautifulSoup(safe_html(FIGURE), "html.parser").img
    assert figure is not None
    assert (figure["width"], figure["alt"]) == ("240", "Costs rise with visits.")


def test_a_link_in_the_text_still_finds_its_heading() -> None:
    soup = page(new_notebook(cells=[new_markdown_cell("# Essay\n\n[Up](#Essay)")]))
    link = soup.find("a", string="Up")
    assert link is not None
    assert soup.find(id=link["href"][1:]).name == "h1"


def test_an_output_that_is_only_a_program_says_so() -> None:
    assert LEFT_OUT in page(new_notebook(cells=[shown({"application/javascript": "a()"})])).text
    assert LEFT_OUT in page(new_notebook(cells=[shown({"text/html": "<script>a()</script>"})])).text
    both = page(new_notebook(cells=[shown({"application/javascript": "a()", "text/plain": "a plot"})])).text
    assert "a plot" in both
    assert LEFT_OUT not in both


@pytest.mark.parametrize("source", ["![x](attachment:none.png) *text*", "[" * 2000 + "text"])
def test_a_text_that_nbconvert_stumbles_at_is_shown_as_it_is(source: str) -> None:
    assert source.strip() in page(new_notebook(cells=[new_markdown_cell(source)])).text


# ---------------------------------------------------------------- names, and the steps around it


def test_a_students_name_is_only_a_name() -> None:
    soup = page(new_notebook(), last_name="<img src=x onerror=a()>O'Brien", first_name='A"nn', student="eve")
    assert soup.find("img") is None
    assert "img src=x onerror=a()O'Brien, Ann" in soup.text


@pytest.mark.parametrize("grade_id", ['"><script>a()</script>', ['"><script>a()</script>'], {"<script>": 1}])
def test_an_id_of_a_students_own_making_is_no_markup(grade_id: Any) -> None:
    cell = new_code_cell("x", metadata={"nbgrader": {"grade_id": grade_id, "grade": False, "solution": True}})
    assert dangers(page(new_notebook(cells=[cell]))) == []


def test_whose_each_output_is_stays_known() -> None:
    """`HideHiddenTests` comes after it, when settings name it for formgrader too."""
    cell = small.check("c", "x = 1")
    cell.outputs = [
        new_output("display_data", data={"application/vnd.example+json": {}}),
        new_output("stream", name="stdout", text="its own"),
        new_output("display_data", data={"application/javascript": "theirs"}),
        new_output("display_data", data={"text/html": "<b>theirs</b>"}),
    ]
    cell.metadata["made_by_answer"] = [2, 3]
    book, _ = Sanitize(parent=exporter(True)).preprocess(new_notebook(cells=[cell]), {})
    book, _ = LeaveOutData(mime_types=["application/vnd.example+json"]).preprocess(book, {})
    assert [o.get("text") or o.data["text/html"] for o in book.cells[0].outputs] == [
        "its own",
        LEFT_OUT,
        "<b>theirs</b>",
    ]
    assert book.cells[0].metadata["made_by_answer"] == [1, 2]


def test_outside_an_exporter_it_refuses_to_be_made() -> None:
    """It could not make Markdown safe there."""
    for parent in (None, NotebookExporter()):
        with pytest.raises(TypeError, match="give nbgrader its name"):
            Sanitize(parent=parent)


def test_the_settings_name_it_for_both_pages() -> None:
    """The JSON file stands beside Jupyter's own settings, wherever formgrader is started."""
    config = Config()
    use_confined_steps(config)
    assert STEP in config.GenerateFeedback.preprocessors
    assert list(config.HTMLExporter.preprocessors) == [STEP]
    beside = ROOT / "packages" / "autograder" / "etc" / "jupyter" / "nbgrader_config.json"
    assert json.loads(beside.read_text(encoding="utf-8")) == {"HTMLExporter": {"preprocessors": [STEP]}}
