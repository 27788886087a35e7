"""Who may import whom: the rules of the house, read from the import statements."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.imports import (
    PAGES,
    PICTURES_FROM,
    WIDGETS_AND_PLOTS,
    NoRank,
    breaches,
    circle,
    house,
    imported,
    imports_of,
    rank,
    unit_order,
    with_drawing,
)
from tests.support.units import ROOT


def foreign(source: str, forbidden: set[str]) -> set[str]:
    """Return the imports of a source that lie in forbidden packages."""
    return {name for name in imported(source) if name.split(".")[0] in forbidden}


@pytest.fixture(scope="module")
def graph() -> dict[str, set[str]]:
    return imports_of(house())


def test_every_file_has_a_rank() -> None:
    """A newcomer finds the room for a new thing from the tree alone."""
    assert all(rank(file) >= 0 for file in house())


def test_imports_go_strictly_downward(graph: dict[str, set[str]]) -> None:
    """And across units only to an earlier unit's model."""
    assert sorted(breaches(graph, unit_order())) == []


def test_no_files_import_each_other_in_a_circle(graph: dict[str, set[str]]) -> None:
    assert circle(graph) == []


@pytest.mark.parametrize("page", PAGES)
def test_the_drawing_in_a_page_is_made_of_the_import_graph(page: str, graph: dict[str, set[str]]) -> None:
    """`make tables` writes it; it has no arrow upward, so it has no circle."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert text.count("```mermaid") == 1
    assert with_drawing(text, graph, PAGES[page]) == text


@pytest.mark.parametrize(
    "file", [file for file in house() if file.startswith("course/") and rank(file) < PICTURES_FROM]
)
def test_models_know_nothing_of_widgets_or_plots(file: str) -> None:
    """A model is a pure function; drawing and moving are other rooms' work."""
    assert not foreign(house()[file], WIDGETS_AND_PLOTS)


OF_THE_GRADER = [*(ROOT / "autograder").rglob("*.py"), *(ROOT / "tests/autograder").rglob("*.py")]
WORDS_OF_THIS_COURSE = re.compile(
    r"medmgmt|COURSE_LEARNER|(?<![\w.])course\.[a-z]|\b(?:medical|hospital|clinic|patients?|ward|nurs\w+|budget|roster)s?\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("path", sorted(OF_THE_GRADER), ids=lambda p: str(p.relative_to(ROOT)))
def test_the_autograder_and_its_tests_know_nothing_of_this_course(path: Path) -> None:
    """It grades any nbgrader course, and small courses show it."""
    assert not foreign(path.read_text(), {"course"})


SHIPPED = [path for path in (ROOT / "autograder").rglob("*") if path.suffix in (".py", ".html")]


@pytest.mark.parametrize("path", sorted(SHIPPED), ids=lambda p: str(p.relative_to(ROOT)))
def test_no_word_of_this_course_is_in_the_autograder(path: Path) -> None:
    """Not even in a sentence: what the course adds, it plugs in from its nbgrader_config.py."""
    assert WORDS_OF_THIS_COURSE.findall(path.read_text()) == []


@pytest.mark.parametrize(
    "said", ["run “medmgmt learn”", '"course.errors"', "import course.cli", "COURSE_LEARNER", "A ward"]
)
def test_a_word_of_this_course_is_seen(said: str) -> None:
    assert WORDS_OF_THIS_COURSE.search(said)
    assert not WORDS_OF_THIS_COURSE.search("self.course.db_url of a course, forward")


@pytest.mark.parametrize("file", house())
def test_only_the_commands_know_both(file: str) -> None:
    """`course.cli` and its commands sit on top; nothing else in the course imports the autograder."""
    if not file.startswith(("autograder/", "course/commands/")) and file != "course/cli.py":
        assert not foreign(house()[file], {"autograder"})


@pytest.mark.parametrize("path", sorted((ROOT / "modules").glob("*/*.ipynb")), ids=lambda p: p.stem)
def test_notebooks_import_the_course_and_never_the_grader(path: Path) -> None:
    """A learner's notebook works wherever the course is installed."""
    for cell in json.loads(path.read_text())["cells"]:
        if cell["cell_type"] == "code":
            assert not foreign("".join(cell["source"]), {"autograder", "tests", "bench"})


UNITS = "course/units/finance"
ORDER = {"finance/early": 0, "finance/late": 1}


def seen(**sources: str) -> set[tuple[str, str]]:
    """Return the breaches of a small house, whose files are named with a double underscore for a slash."""
    files = {f"course/{name.replace('__', '/')}.py": source for name, source in sources.items()}
    return breaches(imports_of(files), ORDER)


@pytest.mark.parametrize(
    "upward",
    [
        "import course.cli",
        "from course import cli",
        "def f():\n    from course.cli import main",
        "if TYPE_CHECKING:\n    import course.cli",
    ],
)
def test_an_import_upward_is_seen(upward: str) -> None:
    """The gate bites on plain, from-, lazy and type-only imports."""
    assert seen(cli="", case=upward) == {("course/case.py", "course/cli.py")}
    assert not seen(cli="import course.case", case="")


def test_a_side_step_is_seen() -> None:
    """The same rank only inside one package; a model knows nothing of plans; another unit only by an earlier model."""
    assert seen(finance__cost="import course.staffing.hours", staffing__hours="")
    assert not seen(finance__cost="import course.finance.ratios", finance__ratios="")
    assert seen(units__finance__early__model="import course.decisions.rules", decisions__rules="")
    assert seen(units__finance__late__lab="import course.units.finance.early.draw", units__finance__early__draw="")
    assert seen(units__finance__early__draw="import course.units.finance.late.model", units__finance__late__model="")
    assert not seen(
        units__finance__late__draw="import course.units.finance.early.model", units__finance__early__model=""
    )


def test_a_file_without_a_rank_is_seen() -> None:
    with pytest.raises(NoRank, match=r"course/new/thing\.py has no rank"):
        rank("course/new/thing.py")
    with pytest.raises(NoRank):
        rank(f"{UNITS}/close_the_gap/helpers.py")


def test_a_circle_is_seen() -> None:
    graph = imports_of({"course/checks/a.py": "import course.checks.b", "course/checks/b.py": "import course.checks.a"})
    assert circle(graph)
    assert not circle(imports_of({"course/checks/a.py": "import course.checks.b", "course/checks/b.py": ""}))


def test_a_widget_in_a_model_is_seen() -> None:
    assert foreign("from ipywidgets import Button", WIDGETS_AND_PLOTS)
    assert not foreign("import coursework", {"course"})


@pytest.mark.parametrize(
    ("what", "absent"),
    [
        ("import course", {"pandas", "numpy", "matplotlib", "ipywidgets", "anywidget", "scipy", "nbgrader"}),
        (
            "import course.case, course.checks, course.decisions.grading, course.decisions.plan_file, course.datasets",
            {"pandas", "matplotlib", "ipywidgets", "anywidget", "scipy", "nbgrader", "jsonschema", "fastjsonschema"},
        ),
        (
            "import course.units.finance.operating_budget.budget_decision",
            {"pandas", "matplotlib", "ipywidgets", "anywidget", "scipy", "numpy_financial"},
        ),
        ("import course.cli", {"pandas", "matplotlib", "ipywidgets", "nbgrader", "nbclient", "jupyterlab"}),
    ],
)
def test_labs_plotting_and_solvers_load_only_when_used(what: str, absent: set[str]) -> None:
    """`make bench` measures the milliseconds; here it is shown why they are few."""
    code = f"{what}\nimport sys, json; print(json.dumps(sorted(sys.modules)))"
    loaded = set(
        json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    )
    assert not absent & loaded
