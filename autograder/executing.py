"""nbgrader's Execute, confined: what formgrader's button and `nbgrader autograde` run a submission with."""

from __future__ import annotations

import atexit
import hashlib
import json
import threading
from pathlib import Path
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.preprocessors.execute import UnresponsiveKernelError

from autograder import submission
from autograder.assignment import Assignment
from autograder.confinement import protections
from autograder.grading import BY_ANSWER, ending, note_of, put_in
from autograder.scoring import credit
from autograder.settings import unprotected
from autograder.verdicts import Verdict
from autograder.warm.client import TemplateLost, WarmTemplate
from autograder.warm.supervising import Ran

_templates: dict[str, WarmTemplate] = {}
_one_at_a_time = threading.Lock()


class ConfinedExecute(NbGraderPreprocessor):
    """Run a submitted notebook in a confined child of a warm template.

    The template is started with the first notebook and kept for those that follow.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Run the notebook's code and put its outputs in; what there is to say goes to the top."""
        from nbgrader import utils

        about = resources["nbgrader"]
        assignment = Assignment(about["assignment"], self.config)
        folder = Path(resources["metadata"]["path"])
        handed_in = submission.read(folder, about["student"], assignment.course.ignore)
        files = {name: content for name, content in handed_in.files.items() if not name.endswith(".ipynb")}
        environment = {"NBGRADER_EXECUTION": "autograde", assignment.engine.learner_variable: about["student"]}
        code = [cell for cell in nb.cells if cell.cell_type == "code"]
        cells = [
            {
                "source": cell.source,
                "locked": utils.is_locked(cell),
                "scored": utils.is_grade(cell) and not utils.is_solution(cell),
            }
            for cell in code
        ]
        with _one_at_a_time:
            ran = self._run(assignment, cells, files, environment)
        put_in(code, ran)
        verdicts = ending(ran, code, about["notebook"]) + _without_impossible_credit(code, about["notebook"])
        if verdicts:
            nb.cells.insert(0, note_of(verdicts))
        return nb, resources

    def _run(self, assignment: Assignment, cells: Any, files: Any, environment: Any) -> Ran:
        have = protections()
        if not have.any and not assignment.engine.unconfined:
            raise UnresponsiveKernelError(unprotected(have))
        opening = assignment.opening(have if have.any else None)
        key = hashlib.sha256(json.dumps(opening, sort_keys=True).encode()).hexdigest()
        try:
            if key not in _templates:
                close_templates()
                _templates[key] = WarmTemplate(opening)
            return _templates[key].run(cells, files, environment)
        except TemplateLost as lost:
            _templates.pop(key, None)
            raise UnresponsiveKernelError(f"the grader's template ended: {lost}") from None


def _without_impossible_credit(code: list[Any], notebook: str) -> list[Verdict]:
    """Turn a credit that cannot be into none: nbgrader would stop at it, with half the scores stored."""
    from nbformat.v4 import new_output
    from nbgrader import utils

    found = []
    for cell in code:
        if utils.is_grade(cell) and not utils.is_solution(cell) and credit(cell)[1]:
            cell.outputs = [new_output("error", ename="BadCredit", evalue="", traceback=["This credit cannot be."])]
            cell.metadata.pop(BY_ANSWER, None)
            name = cell.metadata.nbgrader["grade_id"]
            found.append(Verdict("bad credit", f"The check “{name}”", notebook))
    return found


@atexit.register
def close_templates() -> None:
    """End the templates that are kept."""
    for template in _templates.values():
        template.close()
    _templates.clear()
