"""A learner's notebook is known by its cells, whatever it is called."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from course.commands import Stop
from course.commands.check import check, unit
from tests.support import units

UNIT = units.ROOT / "modules/02_finance/1_operating_budget.ipynb"


def test_a_units_cells_are_known_without_nbformat(tmp_path: Path) -> None:
    """Importing it takes longer than the check; `medmgmt check` as a whole imports none of the heavy libraries."""
    assert unit.source_of(tmp_path / "renamed.ipynb", unit.cell_ids(UNIT)) == UNIT
    code = (
        "import sys; from pathlib import Path; from course import cli; from course.commands.check import check\n"
        "from course.commands.check import unit, warm; from autograder.warm import background\n"
        f"warm.opening_for(unit.source_of(Path('x.ipynb'), unit.cell_ids(Path({str(UNIT)!r}))).parent)\n"
        "warm.loaded_code()\n"
        "print([name for name in ('nbformat', 'nbgrader', 'pandas', 'numpy', 'IPython', 'traitlets') "
        "if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=units.ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_a_notebook_of_no_unit_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "x.ipynb"
    path.write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    with pytest.raises(Stop, match="no graded cell of this course"):
        check(path)
