"""IPython's rewriting of a cell into Python, left out where the cell is Python already.

It costs as much as running a short cell does, and most cells hold no magic.
"""

from __future__ import annotations

from typing import Any

from IPython.core.inputtransformer2 import TransformerManager

from autograder.integrity.source_facts import is_python


class QuickTransforms(TransformerManager):
    """Rewrites a cell as IPython does, unless nothing in it asks for that."""

    def __init__(self) -> None:
        super().__init__()
        self._as_made = self._steps()

    def _steps(self) -> list[list[Any]]:
        return [list(self.cleanup_transforms), list(self.line_transforms), list(self.token_transformers)]

    def transform_cell(self, cell: str) -> str:
        """Return the cell as Python; one that is, as it is, where nobody added steps of their own."""
        if is_plain(cell) and self._steps() == self._as_made:
            return cell if cell.endswith("\n") else f"{cell}\n"
        found: str = super().transform_cell(cell)
        return found


def is_plain(cell: str) -> bool:
    """Return whether IPython would leave a cell alone.

    A cell with a backslash is not looked at: Python warns of some of them each time it reads them. A cell that begins
    with space or with IPython's prompt is rewritten though it may be Python.
    """
    return bool(cell) and not cell[0].isspace() and "\\" not in cell and "In [" not in cell and is_python(cell)
