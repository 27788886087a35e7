"""Every link from a notebook to its module's glossary lands on a term, and the glossary keeps its form."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest

from tests.support import units

LINK = re.compile(r"\[[^\]]+\]\(glossary\.md(?:#([^)\s]*))?\)")
MODULES = sorted({path.parent for path in units.all_units()})
EVERY_MODULE = [pytest.param(m, id=m.name) for m in MODULES]
EVERY_UNIT = [pytest.param(p, id=units.label(p)) for p in units.all_units()]


def slug(heading: str) -> str:
    """Return the anchor that GitHub gives a heading: lower case, no punctuation, hyphens for spaces."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def terms(module: Path) -> dict[str, str]:
    """Return a module's glossary: each term with what is said of it."""
    parts = re.split(r"^## (.+)$", (module / "glossary.md").read_text(encoding="utf-8"), flags=re.M)[1:]
    return {term.strip(): said.strip() for term, said in zip(parts[::2], parts[1::2], strict=True)}


def linked_terms(notebook: Path) -> list[str]:
    """Return the anchors that a notebook's prose links to in its glossary."""
    cells = nbformat.read(notebook, as_version=4).cells
    return [anchor for cell in cells if cell.cell_type == "markdown" for anchor in LINK.findall(cell.source) if anchor]


def dangling(notebook: Path) -> list[str]:
    """Return the links of a notebook that lead to no term."""
    known = {slug(term) for term in terms(notebook.parent)}
    return sorted(set(linked_terms(notebook)) - known)


@pytest.mark.parametrize("unit", EVERY_UNIT)
def test_every_link_to_the_glossary_lands_on_a_term(unit: Path) -> None:
    assert dangling(unit) == []


@pytest.mark.parametrize("unit", EVERY_UNIT)
def test_every_unit_links_its_terms(unit: Path) -> None:
    """A unit without a link would pass the test above for the wrong reason."""
    assert len(linked_terms(unit)) >= 3


def test_a_made_up_link_is_seen(tmp_path: Path) -> None:
    """The gate fails on a term that no glossary has."""
    (tmp_path / "glossary.md").write_text("# Glossary\n\n## fixed expense\n\nIt stays. It does not move.\n")
    prose = "A [fixed](glossary.md#fixed-expense), a [phantom](glossary.md#phantom-expense), [all](glossary.md)."
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(prose)])
    nbformat.write(notebook, tmp_path / "unit.ipynb")
    assert linked_terms(tmp_path / "unit.ipynb") == ["fixed-expense", "phantom-expense"]
    assert dangling(tmp_path / "unit.ipynb") == ["phantom-expense"]


@pytest.mark.parametrize("module", EVERY_MODULE)
def test_terms_are_in_alphabetical_order_and_each_is_there_once(module: Path) -> None:
    keys = [re.sub(r"[^\w ]", "", term.lower()) for term in terms(module)]
    assert keys == sorted(keys)
    assert len({slug(term) for term in terms(module)}) == len(keys)


@pytest.mark.parametrize("module", EVERY_MODULE)
def test_each_term_has_two_sentences_one_to_a_line(module: Path) -> None:
    wrong = [
        term
        for term, said in terms(module).items()
        if len(said.splitlines()) != 2 or any(line[-1] not in ".!?" for line in said.splitlines())
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("net patient service revenue", "net-patient-service-revenue"),
        ("first-year value", "first-year-value"),
        ("days in A/R", "days-in-ar"),
        ("RVU (relative value unit)", "rvu-relative-value-unit"),
    ],
)
def test_anchors_are_those_of_github(heading: str, anchor: str) -> None:
    assert slug(heading) == anchor
