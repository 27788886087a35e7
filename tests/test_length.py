"""A unit is as long as an evening: at most 45 cells, 2,500 words and 100 minutes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.support import units
from tests.support.readme_tables import minutes

MOST_CELLS, MOST_WORDS, MOST_MINUTES = 45, 2_500, 100
UNITS = [pytest.param(path, id=units.label(path)) for path in units.all_units()]


def too_long(notebook: Any, parts_in_minutes: list[int]) -> list[str]:
    """Return in what a unit is longer than a learner's evening."""
    words = sum(len(cell.source.split()) for cell in notebook.cells if cell.cell_type == "markdown")
    sizes = (
        ("cells", len(notebook.cells), MOST_CELLS),
        ("words", words, MOST_WORDS),
        ("minutes", sum(parts_in_minutes), MOST_MINUTES),
    )
    return [f"{size} {name}, {most} at most" for name, size, most in sizes if size > most]


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_fits_an_evening(unit: Path) -> None:
    assert not too_long(units.read(unit), minutes(unit))


@pytest.mark.parametrize(
    ("cells", "words", "spent", "said"),
    [
        (45, 55, [40, 20, 40], []),
        (46, 10, [30, 30], ["46 cells, 45 at most"]),
        (45, 56, [30, 30], ["2520 words, 2500 at most"]),
        (10, 10, [50, 51], ["101 minutes, 100 at most"]),
    ],
)
def test_a_unit_that_is_too_long_is_seen(cells: int, words: int, spent: list[int], said: list[str]) -> None:
    texts = [nbformat.v4.new_markdown_cell("word " * words) for _ in range(cells)]
    assert too_long(nbformat.v4.new_notebook(cells=texts), spent) == said
