"""nbgrader's step that cuts hidden tests out of a release, and seals them for the learner's own copy."""

from __future__ import annotations

from typing import Any

from nbgrader.preprocessors import ClearHiddenTests
from traitlets import Bool

from course.checks.sealed import FOLDER, Seal, as_json, seal

# The cell needs no set-up: what is missing is the check's to say.
NOW = 'from course.checks import check_now\n\ncheck_now("{notebook}", "{name}")'
LATER = "from course.checks import graded_later\n\ngraded_later()"


class SealHiddenTests(ClearHiddenTests):
    """Cuts hidden tests, and leaves a line in their place that runs them sealed.

    The seals of a notebook go into one file beside it. nbgrader puts the tests themselves back before it grades, so a
    class is scored by them and not by a seal.
    """

    sealed = Bool(
        True, help="Whether a learner's check gives the verdict at once; if not, the cell says when it is marked."
    ).tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Cut every hidden test, and hand the seals to nbconvert's writer, which writes them beside the notebook."""
        self._seals: dict[str, Seal] = {}
        self._notebook = resources["nbgrader"]["notebook"]
        nb, resources = super().preprocess(nb, resources)
        if self._seals:
            outputs = resources["outputs"] if resources.get("outputs") else {}
            outputs[f"{FOLDER}/{self._notebook}.json"] = as_json(self._seals).encode()
            resources["outputs"] = outputs
        return nb, resources

    def preprocess_cell(self, cell: Any, resources: Any, cell_index: int) -> tuple[Any, Any]:
        """Cut one cell's hidden tests, and say in their place how they are run."""
        hidden = self._hidden_tests(cell.source)
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        if hidden:
            role = cell.metadata.nbgrader
            if self.sealed:
                self._seals[role.grade_id] = seal(hidden, float(role.points))
            call = NOW.format(notebook=self._notebook, name=role.grade_id) if self.sealed else LATER
            cell.source = f"{cell.source.rstrip()}\n{call}"
        return cell, resources

    def _hidden_tests(self, source: str) -> str:
        lines = source.split("\n")
        edges = [place for place, line in enumerate(lines) if self._is_edge(line)]
        regions = [lines[first + 1 : last] for first, last in zip(edges[::2], edges[1::2], strict=False)]
        return "\n".join(line for region in regions for line in region)

    def _is_edge(self, line: str) -> bool:
        return self.begin_test_delimeter in line or self.end_test_delimeter in line
