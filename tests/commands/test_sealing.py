"""nbgrader's release cuts hidden tests and seals them for the learner's own copy."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from traitlets.config import Config

from course.checks.sealed import FOLDER, Seal
from course.commands.sealing import SealHiddenTests
from tests.support import units
from tests.support.learners_copy import release

EVERY_UNIT = [pytest.param(path, id=units.label(path)) for path in units.all_units()]
SOURCE = '''"""Check. The hours."""
### BEGIN HIDDEN TESTS
from course.checks import expect

expect(hours, what="hours", value=8, tolerance=0.1, then="read on.")
### END HIDDEN TESTS'''
ROLE = {"grade": True, "grade_id": "hours-check", "locked": True, "points": 2, "schema_version": 3, "solution": False}


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release of every module."""
    return release(tmp_path_factory)


def sealed(source: str, **settings: Any) -> tuple[Any, Any]:
    """Return one check as it is released, and what is written beside its notebook."""
    cell = nbformat.v4.new_code_cell(source, id="hours-check", metadata={"nbgrader": {**ROLE, "task": False}})
    step = SealHiddenTests(config=Config(SealHiddenTests=settings))
    notebook, resources = step.preprocess(nbformat.v4.new_notebook(cells=[cell]), {"nbgrader": {"notebook": "1_hours"}})
    return notebook.cells[0].source, resources.get("outputs", {})


@pytest.mark.parametrize("unit", EVERY_UNIT)
def test_every_check_is_released_as_a_line_that_runs_its_seal(unit: Path, released: Path) -> None:
    """No slip, no figure and no decision's class stands in a released check; its seal holds the test, unchanged."""
    book = nbformat.read(released / unit.parent.name / unit.name, as_version=4)
    seals = json.loads((released / unit.parent.name / FOLDER / f"{unit.stem}.json").read_text(encoding="utf-8"))
    cells = {cell.id: cell.source for cell in book.cells}
    for name, exercise in units.exercises(unit).items():
        line = exercise.cells["check"].source.partition("\n")[0]
        assert cells[f"{name}-check"] == (
            f'{line}\nfrom course.checks import check_now\n\ncheck_now("{unit.stem}", "{name}-check")'
        )
        one = Seal(**seals[f"{name}-check"])
        assert one.points == exercise.points
        assert one.source in exercise.cells["check"].source
        ast.parse(one.source)
    assert set(seals) == {f"{name}-check" for name in units.exercises(unit)}


def test_an_instructor_may_release_without_a_seal() -> None:
    """The cell then says when it is marked, and nothing of the test is written anywhere."""
    source, written = sealed(SOURCE, sealed=False)
    assert source.endswith("graded_later()")
    assert "expect" not in source
    assert written == {}


def test_a_seal_is_written_beside_the_notebook_that_it_belongs_to() -> None:
    source, written = sealed(SOURCE)
    assert source.endswith('check_now("1_hours", "hours-check")')
    assert list(written) == [f"{FOLDER}/1_hours.json"]
    assert Seal(**json.loads(written[f"{FOLDER}/1_hours.json"])["hours-check"]).points == 2


def test_a_cell_without_hidden_tests_is_left_as_it_is() -> None:
    assert sealed("hours = 8") == ("hours = 8", {})


def test_the_configuration_releases_by_this_step_alone() -> None:
    """nbgrader's own `ClearHiddenTests` before it would leave nothing to seal."""
    from course.commands.release import configuration

    steps = configuration().GenerateAssignment.preprocessors
    assert "course.commands.sealing.SealHiddenTests" in steps
    assert "nbgrader.preprocessors.ClearHiddenTests" not in steps
    assert steps.index("nbgrader.preprocessors.SaveCells") < steps.index("course.commands.sealing.SealHiddenTests")
