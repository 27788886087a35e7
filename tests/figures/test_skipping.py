"""Pictures and labs are drawn for readers, and a line stands in their place while a grader runs the notebook."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from course.catalog import every_lab, open_lab
from course.figures.skipping import NotDrawn, skipped_while_graded
from course.labs.lab import Lab
from course.units.finance.operating_budget.payer_mix_pictures import payer_bars
from tests.support.units import ROOT

DRAWN = {"Lab", "charts.Shown", "Shown"}


def drawing_functions(source: str) -> dict[str, bool]:
    """Return each public function that returns a lab or a picture, and whether it is marked as for readers."""
    return {
        node.name: any(ast.unparse(d) == "skipped_while_graded" for d in node.decorator_list)
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and node.returns is not None
        and ast.unparse(node.returns) in DRAWN
    }


@pytest.mark.parametrize(
    "path",
    sorted(p for kind in ("pictures", "lab") for p in (ROOT / "course/units").rglob(f"*{kind}.py")),
    ids=lambda p: f"{p.parent.name}/{p.stem}",
)
def test_everything_drawn_in_a_notebook_is_skipped_while_it_is_graded(path: Path) -> None:
    """Drawing takes nine tenths of a notebook's time, and no grade depends on it."""
    unmarked = [name for name, marked in drawing_functions(path.read_text(encoding="utf-8")).items() if not marked]
    assert not unmarked


def test_a_lab_that_is_not_marked_is_seen() -> None:
    """The gate bites."""
    assert drawing_functions("def beds_lab(my) -> Lab:\n    return Lab()") == {"beds_lab": False}
    assert drawing_functions("@skipped_while_graded\ndef beds_lab(my) -> charts.Shown:\n    ...") == {"beds_lab": True}


@pytest.mark.parametrize(("module", "name"), every_lab())
def test_a_lab_is_a_line_while_the_notebook_is_graded(module: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A grader who looks sees what would be drawn here."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    stands = open_lab(module, name, "ana")
    assert isinstance(stands, NotDrawn)
    assert repr(stands).endswith("Not drawn while the notebook is graded.)")
    assert len(stands.what.split()) >= 3


def test_a_reader_gets_the_lab_and_the_picture() -> None:
    from course.case import case_for

    assert isinstance(open_lab("02_finance", "gap", "ana"), Lab)
    assert not isinstance(payer_bars(case_for("02_finance", "ana")), NotDrawn)


def test_validating_ones_own_work_still_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """nbgrader sets the same variable to another word when a learner presses Validate."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    assert skipped_while_graded(lambda: "drawn")() == "drawn"
