"""nbgrader's own steps, replaced: what formgrader's button and `nbgrader autograde` repair and run submissions with."""

from __future__ import annotations

import atexit
import hashlib
import json
import threading
from pathlib import Path
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.preprocessors.execute import UnresponsiveKernelError

from autograder.assignments.assignment import Assignment
from autograder.assignments.settings import unprotected
from autograder.confinement import protections
from autograder.grading.grade import NOT_TAKEN, NOTES_TAG, ending, environment_for, is_oversized, note_of, put_in
from autograder.grading.output_rules import OutputRules
from autograder.notebooks import submission
from autograder.notebooks.restoring import restored
from autograder.notebooks.scoring import BY_ANSWER, credit, shows_before_error
from autograder.notebooks.verdicts import Verdict
from autograder.warm.client import TemplateLost, WarmTemplate
from autograder.warm.supervising import Ran

_templates: dict[str, WarmTemplate] = {}
_one_at_a_time = threading.Lock()


class RestoreCells(NbGraderPreprocessor):
    """Put the instructor's cells back before a notebook is run; in the place of nbgrader's DeduplicateIds.

    nbgrader's own leaves a repeated id without its mark, and stops the class at it.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Restore the cells; what was repaired is said at the top."""
        about = resources["nbgrader"]
        blueprints = Assignment(about["assignment"], self.config).blueprints
        blueprint = next((b for b in blueprints if b.name == about["notebook"]), None)
        if blueprint is None:
            return nb, resources
        ready = restored(nb, blueprint)
        add_notes(ready.notebook, [Verdict("repaired", repair, blueprint.name) for repair in ready.repairs])
        return ready.notebook, resources


def add_notes(notebook: Any, verdicts: list[Verdict]) -> None:
    """Write verdicts at the top of a notebook, below those that are there."""
    if not verdicts:
        return
    note = note_of(verdicts)
    first = notebook.cells[0] if notebook.cells else None
    if first is not None and NOTES_TAG in first.metadata.get("tags", []):
        first.source += "\n" + note.source.split("\n\n", 1)[1]
        return
    if (notebook.nbformat, notebook.nbformat_minor) < (4, 5):
        del note["id"]
    notebook.cells.insert(0, note)


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
        files = _beside(assignment, about["student"], folder)
        environment = environment_for(about["student"], assignment.engine.learner_variable)
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
        if ran.ended is not None and ran.ended[0] in NOT_TAKEN:
            _take_no_result(code)
        rules = OutputRules.from_config(self.config)
        for place, cell in enumerate(nb.cells):
            rules.apply(cell, place)  # before nbgrader's own steps, which lose count of whose an output is
        verdicts = ending(ran, code, about["notebook"]) + _without_impossible_credit(code, about["notebook"])
        add_notes(nb, verdicts)
        return nb, resources

    def _run(self, assignment: Assignment, cells: Any, files: Any, environment: Any, again: bool = True) -> Ran:
        have = protections()
        if not have.any and not assignment.engine.unconfined:
            self.log.error(unprotected(have))
            raise UnresponsiveKernelError(unprotected(have))
        opening = assignment.opening(have if have.any else None)
        key = hashlib.sha256(json.dumps(opening, sort_keys=True).encode()).hexdigest()
        try:
            if key not in _templates:
                close_templates()
                _templates[key] = WarmTemplate(opening)
            return _templates[key].run(cells, files, environment)
        except TemplateLost as lost:  # it is started again once
            _templates.pop(key, None)
            if again:
                return self._run(assignment, cells, files, environment, again=False)
            self.log.error("The grader's template ended: %s", lost)
            raise UnresponsiveKernelError(str(lost)) from None


def _beside(assignment: Assignment, student: str, folder: Path) -> dict[str, bytes]:
    """Return what lies beside a notebook when it runs; notebooks as handed in, without the hidden tests."""
    ignore = assignment.course.ignore
    here = submission.read(folder, student, ignore).files
    handed_in = submission.read(assignment.folder("submitted", student), student, ignore).files
    files = {name: content for name, content in here.items() if not name.endswith(".ipynb")}
    books = {name: content for name, content in handed_in.items() if name.endswith(".ipynb")}
    return {**files, **{name: content for name, content in books.items() if not is_oversized(name, content)}}


def _take_no_result(code: list[Any]) -> None:
    """Let no check pay in a run whose results do not count; what was put out is not kept, for it may be made up."""
    from nbformat.v4 import new_output
    from nbgrader import utils

    for cell in code:
        if utils.is_grade(cell) and not utils.is_solution(cell):
            cell.outputs = [new_output("error", ename="NotTaken", evalue="", traceback=["This result was not taken."])]
            cell.metadata.pop(BY_ANSWER, None)


def _without_impossible_credit(code: list[Any], notebook: str) -> list[Verdict]:
    """Turn a credit that cannot be into none: nbgrader would stop at it, with half the scores stored."""
    from nbformat.v4 import new_output
    from nbgrader import utils

    found = []
    for cell in code:
        if not utils.is_grade(cell) or utils.is_solution(cell):
            continue
        if shows_before_error(cell):
            found.append(Verdict("shown early", f"The check “{cell.metadata.nbgrader['grade_id']}”", notebook))
            cell.outputs = [output for output in cell.outputs if output.output_type != "execute_result"]
            cell.metadata.pop(BY_ANSWER, None)
        if credit(cell)[1]:
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
