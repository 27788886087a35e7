"""Grades one submission: bytes in, a result out. It touches no gradebook and no file outside its scratch."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from autograder.confinement import Limits, full_disk
from autograder.grading.output_rules import OutputRules
from autograder.notebooks.blueprint import Blueprint, Original
from autograder.notebooks.readable import as_json, mark_lost_pictures
from autograder.notebooks.reading import MAX_BYTES, Unreadable, read_bytes, read_leniently
from autograder.notebooks.restoring import grade_id, restored
from autograder.notebooks.scoring import BY_ANSWER, CellScore, credit, said, shows_before_error
from autograder.notebooks.verdicts import Verdict
from autograder.warm.readiness import Readiness

if TYPE_CHECKING:
    from autograder.warm.runner import Runner
    from autograder.warm.supervising import Ran

NOT_RUN = "This cell was not run, because the notebook had ended before it."
NOTES_TAG = "grader-notes"
NOT_TAKEN = ("forged", "misled")  # of such a run no result counts
NO_RESPONSE = "No response."  # nbgrader's own words for an answer that is as it was released


@dataclass
class Graded:
    """One notebook's result.

    Parameters
    ----------
    name : str
        Without its suffix.
    scores : list of CellScore
        Each graded cell's points.
    comments : dict of str to str or None
        nbgrader's automatic comment on each answer.
    notebook : str
        The graded notebook, as JSON.
    verdicts : list of Verdict
        What to know of it.
    """

    name: str
    scores: list[CellScore] = field(default_factory=list)
    comments: dict[str, str | None] = field(default_factory=dict)
    notebook: str = ""
    verdicts: list[Verdict] = field(default_factory=list)
    cpu_seconds: float = 0.0
    peak_mb: float = 0.0

    def as_plain_data(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "scores": [vars(score) for score in self.scores],
            "comments": self.comments,
            "notebook": self.notebook,
            "verdicts": [verdict.as_plain_data() for verdict in self.verdicts],
            "cpu_seconds": self.cpu_seconds,
            "peak_mb": self.peak_mb,
        }

    @classmethod
    def from_plain_data(cls, data: Mapping[str, Any]) -> Graded:
        return cls(
            data["name"],
            [CellScore(**score) for score in data["scores"]],
            dict(data["comments"]),
            data["notebook"],
            [Verdict(**verdict) for verdict in data["verdicts"]],
            data["cpu_seconds"],
            data["peak_mb"],
        )


def ready_for(opening: Mapping[str, Any], limits: Limits) -> Readiness:
    """Return what a template has to be ready for, to grade one assignment."""
    sources = [source for blueprint in opening["blueprints"] for source in blueprint["sources"]]
    return Readiness(tuple(sources), tuple(opening["readable"]), tuple(opening["extensions"]), limits)


def load_what_grading_needs() -> None:
    """Import now what grading takes, rather than with the first submission."""
    import nbformat.v4
    from nbgrader.preprocessors import LimitOutput
    from nbgrader.utils import determine_grade

    del nbformat, LimitOutput, determine_grade


def grade(
    request: Mapping[str, Any],
    opening: Mapping[str, Any],
    runner: Runner,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> dict[str, Any]:
    """Grade one submission.

    Parameters
    ----------
    request : mapping
        ``student``; ``files``, each name with its bytes in base64; ``left_out``, names that were not read.
    opening : mapping
        The assignment: its ``blueprints``, the files that come with it, the name of the ``learner_variable``, and what
        is done to ``outputs`` (see `OutputRules`).
    runner : Runner
        Runs the code.

    Returns
    -------
    dict
        ``notebooks`` (see `Graded`) and the submission's own ``verdicts``.
    """
    blueprints = [Blueprint.from_plain_data(data) for data in opening["blueprints"]]
    files = {name: base64.b64decode(content) for name, content in request["files"].items()}
    books, beside = _sorted_out(files)
    beside.update({name: base64.b64decode(content) for name, content in opening["files"].items()})
    verdicts = [Verdict("left out", detail) for detail in request.get("left_out", ())]
    environment = environment_for(request["student"], opening["learner_variable"])
    taken, renamed = _matched(books, blueprints)
    verdicts += [Verdict("extra", f"“{name}”") for name in sorted(set(books) - set(taken.values()))]
    if not taken:
        verdicts.append(Verdict("nothing"))
    graded, rules = [], OutputRules(opening.get("outputs", {}))
    for blueprint in blueprints:
        if request.get("only") and blueprint.name not in request["only"]:
            continue
        file = taken.get(blueprint.name)
        one, book = _grade_notebook(blueprint, books, file, runner, beside, environment, rules, progress)
        if blueprint.name in renamed:
            one.verdicts.insert(0, Verdict("misnamed", renamed[blueprint.name], blueprint.name))
        graded.append(_with_notes(one, book, verdicts))
    return {
        "notebooks": [one.as_plain_data() for one in graded],
        "verdicts": [verdict.as_plain_data() for verdict in verdicts],
    }


def environment_for(student: str, variable: str) -> dict[str, str]:
    """Return what a notebook is told by its environment: that it is graded, and whose it is, if the course asks."""
    return {"NBGRADER_EXECUTION": "autograde", **({variable: student} if variable else {})}


def _sorted_out(files: Mapping[str, bytes]) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the notebooks at the top of a submission, and what lies in the folder when one is run.

    The notebooks lie there too, as they were handed in: a check may look at one, and it holds no hidden test.
    """
    books = {name: content for name, content in files.items() if name.endswith(".ipynb") and "/" not in name}
    return books, {name: content for name, content in files.items() if not is_oversized(name, content)}


def is_oversized(name: str, content: bytes) -> bool:
    """Return whether a file is a notebook too large to be read."""
    return name.endswith(".ipynb") and len(content) > MAX_BYTES


def _matched(books: Mapping[str, bytes], blueprints: list[Blueprint]) -> tuple[dict[str, str], dict[str, str]]:
    """Return which file is which notebook: by its name, else by the cells it holds; and what to say of the latter."""
    taken = {b.name: f"{b.name}.ipynb" for b in blueprints if f"{b.name}.ipynb" in books}
    renamed: dict[str, str] = {}
    for blueprint in blueprints:
        loose = sorted(set(books) - set(taken.values()))
        if blueprint.name in taken or not loose:
            continue
        shared = {name: _shared(books[name], blueprint) for name in loose}
        best = max(loose, key=lambda name: shared[name])
        if shared[best] >= 0.5:
            taken[blueprint.name] = best
            renamed[blueprint.name] = f"“{best}” is “{blueprint.name}.ipynb” under another name"
    return taken, renamed


def _shared(content: bytes, blueprint: Blueprint) -> float:
    """Return the share of a blueprint's cells that a file holds."""
    try:
        found = {grade_id(cell) for cell in read_bytes(content, "a notebook").cells}
    except Unreadable:
        return 0.0
    return len(found & set(blueprint.by_id)) / max(1, len(blueprint.cells))


def _grade_notebook(
    blueprint: Blueprint,
    books: Mapping[str, bytes],
    file: str | None,
    runner: Runner,
    beside: dict[str, bytes],
    environment: dict[str, str],
    rules: OutputRules,
    progress: Callable[[int, int], None],
) -> tuple[Graded, Any]:
    if file is None:
        return _not_graded(blueprint, Verdict("missing", f"“{blueprint.name}.ipynb”", blueprint.name))
    if is_oversized(file, books[file]):
        detail = f"“{file}” is larger than {MAX_BYTES // 2**20} MB"
        return _not_graded(blueprint, Verdict("oversized", detail, blueprint.name))
    try:
        submitted, complaint = read_leniently(books[file], file)
    except Unreadable as problem:
        return _not_graded(blueprint, Verdict("unreadable", problem.what, blueprint.name))
    ready = restored(submitted, blueprint)
    graded = Graded(blueprint.name)
    if complaint:
        graded.verdicts.append(Verdict("not quite", f"“{file}” ({complaint})", blueprint.name))
    graded.verdicts += [Verdict("repaired", repair, blueprint.name) for repair in ready.repairs]
    code = [cell for cell in ready.notebook.cells if cell.cell_type == "code"]
    originals = blueprint.by_id
    cells = [_to_run(cell, originals.get(grade_id(cell) or "")) for cell in code]
    ran, used = runner.run(cells, beside, environment, lambda place: progress(place + 1, len(cells)))
    graded.cpu_seconds, graded.peak_mb = used["cpu_seconds"], used["peak_mb"]
    put_in(code, ran)
    graded.verdicts += ending(ran, code, blueprint.name)
    for place, cell in enumerate(ready.notebook.cells):
        rules.apply(cell, place)
    _score(graded, ready.notebook, blueprint, forged=ran.ended is not None and ran.ended[0] in NOT_TAKEN)
    return graded, ready.notebook


def _to_run(cell: Any, original: Original | None) -> dict[str, Any]:
    locked = original is not None and not original.solution
    return {"source": cell.source, "locked": locked, "scored": original is not None and original.scored}


def put_in(code: list[Any], ran: Ran) -> None:
    """Put each cell's outputs where a notebook has them; a cell that was not run says so, as an error.

    Which outputs a learner's code made inside a check is kept in the cell's metadata, for the feedback.
    """
    from nbformat.notebooknode import from_dict

    for place, cell in enumerate(code):
        cell.execution_count = place + 1 if place in ran.outputs else None
        cell.metadata.pop(BY_ANSWER, None)  # a learner's own note of it
        if place not in ran.outputs:
            error = {"output_type": "error", "ename": "NotRun", "evalue": NOT_RUN, "traceback": [NOT_RUN]}
            cell.outputs = [from_dict(error)]
            continue
        theirs = [i for i, output in enumerate(ran.outputs[place]) if output.pop("by_answer", False)]
        cell.outputs = [from_dict(output) for output in ran.outputs[place]]
        if theirs:
            cell.metadata[BY_ANSWER] = theirs


def ending(ran: Ran, code: list[Any], notebook: str) -> list[Verdict]:
    """Return what there is to say of how a run went."""
    found = []
    if ran.ended is not None:
        kind, place = ran.ended
        found.append(Verdict(kind, _how_it_ended(kind, _where(code, place), ran), notebook))
    for place, cell in enumerate(code):
        errors = [output for output in cell.outputs if output.output_type == "error"]
        found += [Verdict(kind, detail, notebook) for kind, detail in _limits_met(errors, _where(code, place), ran)]
    found += [Verdict("tampered", flag[:1].upper() + flag[1:], notebook) for flag in ran.flags]
    return found


def _limits_met(errors: list[Any], where: str, ran: Ran) -> list[tuple[str, str]]:
    """Return what a cell's errors say of its limits: kinds of verdict, each with what fills its sentence."""
    names = {error.ename for error in errors}
    found = [("cell too slow", f"{where} ran too long")] if "CellTimeoutError" in names else []
    found += [("too much memory", where)] if names & {"MemoryError", "_ArrayMemoryError"} else []
    return found + [(kind, where) for error in errors if (kind := full_disk.kind(error, ran.disk_is_own)) is not None]


def _how_it_ended(kind: str, where: str, ran: Ran) -> str:
    """Return what fills the sentence on a run that did not reach its end."""
    if kind == "grader failed":
        return ran.detail
    if kind == full_disk.OWN:  # seen at a check, or at the latest there
        return f"The notebook, up to {where[:1].lower()}{where[1:]},"
    return f"{where} ran too long" if kind == "too slow" else where


def _where(code: list[Any], place: int) -> str:
    """Return a cell as a person finds it."""
    if not 0 <= place < len(code):
        return "The start of the notebook"
    name = grade_id(code[place])
    return f"The cell “{name}”" if name else f"Code cell {place + 1}"


def _score(graded: Graded, notebook: Any, blueprint: Blueprint, forged: bool) -> None:
    """Score each graded cell, and comment on each answer, as nbgrader does."""
    from nbgrader.utils import compute_checksum

    originals = blueprint.by_id
    for cell in notebook.cells:
        original = originals.get(grade_id(cell) or "")
        if original is None:
            continue
        if original.grade:
            points, problem = credit(cell)
            if problem:
                graded.verdicts.append(Verdict("bad credit", f"The check “{original.grade_id}”", graded.name))
            if original.scored and shows_before_error(cell):
                graded.verdicts.append(Verdict("shown early", f"The check “{original.grade_id}”", graded.name))
            points = 0.0 if forged and original.scored else points
            graded.scores.append(CellScore(original.grade_id, points, original.points, said(cell)))
        if original.solution or original.task:
            untouched = original.checksum == compute_checksum(cell) and not original.task
            graded.comments[original.grade_id] = NO_RESPONSE if untouched else None


def _not_graded(blueprint: Blueprint, verdict: Verdict) -> tuple[Graded, Any]:
    """Return the result of a notebook that is not there: its questions, without points, and why."""
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

    cells = []
    for original in blueprint.cells:
        make = new_code_cell if original.cell_type == "code" else new_markdown_cell
        cells.append(make(source=original.source, metadata={"nbgrader": original.metadata}))
    notebook = new_notebook(cells=cells, metadata={"kernelspec": blueprint.kernelspec} if blueprint.kernelspec else {})
    graded = Graded(blueprint.name, verdicts=[verdict])
    graded.scores = [CellScore(o.grade_id, 0.0, o.points, verdict.say) for o in blueprint.cells if o.grade or o.task]
    return graded, notebook


def failed(blueprints: list[Blueprint], problem: str) -> dict[str, Any]:
    """Return the result of a submission on which the grader itself failed: no points, and the reason."""
    graded = [_with_notes(*_not_graded(b, Verdict("grader failed", problem, b.name))) for b in blueprints]
    return {"notebooks": [one.as_plain_data() for one in graded], "verdicts": []}


def note_of(verdicts: list[Verdict]) -> Any:
    """Return the cell that says at the top of a graded notebook what there is to know of it."""
    from nbformat.v4 import new_markdown_cell

    lines = "\n".join(f"- **{v.weight.value.capitalize()}:** {_escaped(v.say)}" for v in verdicts)
    return new_markdown_cell(source=f"#### From the grader\n\n{lines}", metadata={"tags": [NOTES_TAG]})


def _escaped(text: str) -> str:
    """Return text whose marks Markdown and HTML leave alone: a file's name is a learner's to choose."""
    return re.sub(r"([\\`*_{}\[\]<>#|$])", r"\\\1", text.replace("\n", " "))


def _with_notes(graded: Graded, notebook: Any, of_all: Sequence[Verdict] = ()) -> Graded:
    """Write the notebook, its verdicts at the top, where formgrader and feedback show them.

    On one line: a tenth of the time of nbformat's own form, which is for people who compare versions.

    Parameters
    ----------
    graded : Graded
        Its result.
    notebook : NotebookNode
        The notebook.
    of_all : sequence of Verdict, optional
        What is to know of the whole submission.
    """
    lost = mark_lost_pictures(notebook)
    graded.verdicts += [
        Verdict("repaired", f"the picture “{name}” is not in the notebook", graded.name) for name in lost
    ]
    if verdicts := [*of_all, *graded.verdicts]:
        note = note_of(verdicts)
        if (notebook.nbformat, notebook.nbformat_minor) < (4, 5):
            del note["id"]
        notebook.cells.insert(0, note)
    graded.notebook = as_json(notebook) + "\n"
    return graded
