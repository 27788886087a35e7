"""From a submission's bytes to points and sentences, with what the notebook would put out given."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from nbconvert.filters.markdown_mistune import markdown2html_mistune as markdown2html
from nbformat import writes
from nbformat.v4 import new_code_cell, new_notebook, new_output

from autograder.grading.grade import NOT_RUN, Graded, failed, grade
from autograder.grading.output_rules import OutputRules
from autograder.notebooks.blueprint import from_source
from autograder.notebooks.reading import MAX_BYTES
from autograder.notebooks.scoring import BY_ANSWER, CellScore, scores
from autograder.notebooks.verdicts import KINDS, Verdict, Weight, gravest
from autograder.warm.supervising import Ran
from tests.autograder.small_courses import KERNEL, answer, by_id, check, code, manual, task

CELLS = [
    answer("a", "a = 1"),
    check("seen", "assert a == 1", 2),
    check("other", "a", 4),
    manual("essay"),
    task("drawing"),
]
Says = Callable[[str], list[dict[str, Any]]]


def book(*cells: Any) -> bytes:
    return writes(new_notebook(cells=list(cells), metadata={"kernelspec": KERNEL}), version=4).encode()


def error(name: str = "AssertionError", said: str = "") -> dict[str, Any]:
    return {"output_type": "error", "ename": name, "evalue": said, "traceback": [f"{name}: {said}"]}


def shown(text: str) -> dict[str, Any]:
    return {"output_type": "execute_result", "execution_count": 1, "data": {"text/plain": text}, "metadata": {}}


def stream(name: str, text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


@dataclass
class Playing:
    """A template that puts out what it is told to, by each cell's source."""

    says: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)
    ended: tuple[str, int] | None = None
    flags: list[str] = field(default_factory=list)
    ran: list[tuple[list[dict[str, Any]], dict[str, bytes], dict[str, str]]] = field(default_factory=list)

    def run(
        self,
        cells: list[dict[str, Any]],
        files: dict[str, bytes],
        environment: dict[str, str],
        progress: Callable[[int], None],
    ) -> tuple[Ran, dict[str, float]]:
        self.ran.append((cells, files, environment))
        last = len(cells) if self.ended is None else self.ended[1]
        outputs = {}
        for place in range(last):
            progress(place)
            outputs[place] = json.loads(json.dumps(self.says.get(cells[place]["source"], [])))
        return Ran(outputs, self.ended, self.flags), {"cpu_seconds": 0.5, "peak_mb": 10.0}


BOOK = book(*CELLS)


def opening(**notebooks: list[Any]) -> dict[str, Any]:
    notebooks = notebooks or {"unit": CELLS}
    blueprints = [
        from_source(name, new_notebook(cells=cells, metadata={"kernelspec": KERNEL})).as_plain_data()
        for name, cells in notebooks.items()
    ]
    files = {"given.csv": base64.b64encode(b"theirs").decode()}
    return {"blueprints": blueprints, "files": files, "learner_variable": "WHO"}


def result(files: Mapping[str, bytes], template: Playing | None = None, **options: Any) -> dict[str, Any]:
    encoded = {name: base64.b64encode(content).decode() for name, content in files.items()}
    request = {"student": "ana", "files": encoded, **options}
    return grade(request, opening(), template or Playing())


def one(files: Mapping[str, bytes], template: Playing | None = None) -> Graded:
    return Graded.from_plain_data(json.loads(json.dumps(result(files, template)["notebooks"][0])))


def points(graded: Graded) -> dict[str, float | None]:
    return {score.name: score.points for score in graded.scores}


def top_of(graded: Graded) -> str:
    """Return the note that stands first in a graded notebook."""
    note = "".join(json.loads(graded.notebook)["cells"][0]["source"])
    assert "From the grader" in note
    return note


def kinds(found: list[Any]) -> list[str]:
    return [v["kind"] if isinstance(v, dict) else v.kind for v in found]


# ---------------------------------------------------------------- points


@pytest.mark.parametrize(
    ("outputs", "earned"),
    [
        ([], 4.0),
        ([stream("stdout", "fine")], 4.0),
        ([stream("stderr", "careful")], 0.0),
        ([error()], 0.0),
        ([shown("1.5")], 1.5),
        ([shown("0")], 0.0),
        ([shown("4")], 4.0),
        ([shown("-1")], 4.0),  # as nbgrader does
        ([shown("words")], 4.0),
        ([stream("stdout", "x"), shown("2")], 2.0),
        ([shown("2"), stream("stderr", "late")], 2.0),
    ],
)
def test_outputs_score_as_in_nbgrader(outputs: list[dict[str, Any]], earned: float) -> None:
    graded = one({"unit.ipynb": BOOK}, Playing({"a": outputs}))
    assert points(graded)["other"] == earned
    assert graded.verdicts == []


@pytest.mark.parametrize("text", ["5", "nan", "NaN", "inf", "1e9"])
def test_a_credit_that_cannot_be_is_none_and_is_said(text: str) -> None:
    graded = one({"unit.ipynb": BOOK}, Playing({"a": [shown(text)]}))
    assert points(graded)["other"] == 0.0
    assert kinds(graded.verdicts) == ["bad credit"]


def test_what_a_person_marks_has_no_points_until_then() -> None:
    cells = [*CELLS]
    cells[3] = type(cells[3])({**cells[3], "source": "An essay."})
    assert points(one({"unit.ipynb": book(*cells)}))["essay"] is None
    untouched = one({"unit.ipynb": BOOK})
    assert points(untouched)["essay"] == 0.0
    assert untouched.comments["essay"] == "No response."


def test_points_are_those_of_the_release() -> None:
    cells = json.loads(BOOK)["cells"]
    by_place = next(c for c in cells if c["metadata"]["nbgrader"]["grade_id"] == "seen")
    by_place["metadata"]["nbgrader"]["points"] = 500
    content = json.dumps({**json.loads(BOOK), "cells": cells}).encode()
    assert next(s for s in one({"unit.ipynb": content}).scores if s.name == "seen") == CellScore("seen", 2.0, 2.0, "")


def test_a_score_keeps_what_its_check_said() -> None:
    graded = one({"unit.ipynb": BOOK}, Playing({"a": [error("AssertionError", "Slip: one.")]}))
    assert "Slip: one." in next(s.said for s in graded.scores if s.name == "other")


# ---------------------------------------------------------------- sentences


@pytest.mark.parametrize(
    ("files", "kind", "detail"),
    [
        ({}, "missing", "“unit.ipynb”"),
        ({"unit.ipynb": b""}, "unreadable", "unit.ipynb is empty"),
        ({"unit.ipynb": BOOK[:300]}, "unreadable", "unit.ipynb is damaged (its JSON breaks off or is malformed)"),
        ({"unit.ipynb": b" " * (MAX_BYTES + 1)}, "oversized", "“unit.ipynb” is larger than 30 MB"),
    ],
)
def test_what_cannot_be_graded_earns_nothing_and_says_why(files: dict[str, bytes], kind: str, detail: str) -> None:
    graded = one(files)
    assert graded.verdicts == [Verdict(kind, detail, "unit")]
    assert points(graded) == {"seen": 0.0, "other": 0.0, "essay": 0.0, "drawing": 0.0}
    assert {score.said for score in graded.scores} == {graded.verdicts[0].say}
    assert detail[1:] in top_of(graded)


def test_a_notebook_under_another_name_is_graded_and_said() -> None:
    found = result({"my copy.ipynb": BOOK})
    graded = Graded.from_plain_data(found["notebooks"][0])
    assert kinds(graded.verdicts) == ["misnamed"]
    assert points(graded)["seen"] == 2.0
    assert found["verdicts"] == []


def test_a_stranger_is_not_taken_for_the_notebook() -> None:
    found = result({"notes.ipynb": book(code("1"))})
    assert kinds(found["verdicts"]) == ["extra", "nothing"]
    assert kinds(found["notebooks"][0]["verdicts"]) == ["missing"]


def test_what_was_left_out_is_said() -> None:
    found = result({"unit.ipynb": BOOK}, left_out=["“a”, a link,"])
    assert [Verdict(**v).say for v in found["verdicts"]] == [
        "“a”, a link, was not used: only ordinary files are handed to a notebook."
    ]


@pytest.mark.parametrize("kind", ["too slow", "too much memory", "too much disk", "process ended"])
def test_cells_after_the_end_earn_nothing_and_say_so(kind: str) -> None:
    graded = one({"unit.ipynb": BOOK}, Playing(ended=(kind, 1)))
    assert (points(graded)["seen"], points(graded)["other"]) == (0.0, 0.0)
    assert kinds(graded.verdicts) == [kind]
    assert "“seen”" in graded.verdicts[0].detail
    assert next(s.said for s in graded.scores if s.name == "other") == NOT_RUN


def test_results_of_a_forged_run_are_not_taken() -> None:
    graded = one({"unit.ipynb": BOOK}, Playing(ended=("forged", 2)))
    assert points(graded)["seen"] == 0.0
    assert gravest(graded.verdicts) is Weight.FLAG


def test_a_tampered_run_is_flagged_in_a_sentence() -> None:
    graded = one({"unit.ipynb": BOOK}, Playing(flags=["“len” was replaced"]))
    assert [v.say for v in graded.verdicts] == [
        "“len” was replaced; it was put back before the checks ran. A person should look."
    ]


def test_a_cell_that_ran_too_long_or_took_too_much_is_named() -> None:
    says = {"a": [error("CellTimeoutError")], "assert a == 1": [error("MemoryError")]}
    graded = one({"unit.ipynb": BOOK}, Playing(says))
    assert sorted(kinds(graded.verdicts)) == ["cell too slow", "too much memory"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_verdict_is_a_sentence_for_a_student(kind: str) -> None:
    say = Verdict(kind, "the cell “a”", "unit").say
    assert say[0].isupper() or say[0] == "“"
    assert say.rstrip()[-1] == "."
    assert "{" not in say


def test_there_is_no_other_verdict() -> None:
    with pytest.raises(ValueError, match="there is no verdict 'strange'"):
        Verdict("strange")


def test_a_files_name_cannot_draw_in_the_notes() -> None:
    found = one({"<img src=x onerror=alert(1)>*_`.ipynb": BOOK})
    page = markdown2html(top_of(found))
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;*_`.ipynb" in page


def test_what_the_grader_failed_on_is_a_result_too() -> None:
    blueprint = from_source("unit", new_notebook(cells=CELLS))
    (graded,) = (Graded.from_plain_data(data) for data in failed([blueprint], "it ended")["notebooks"])
    assert kinds(graded.verdicts) == ["grader failed"]
    assert set(points(graded).values()) == {0.0}


# ---------------------------------------------------------------- what a notebook is run with


def test_the_instructors_files_replace_a_learners_and_notebooks_lie_beside() -> None:
    template = Playing()
    stranger = book(code("1"))
    result({"unit.ipynb": BOOK, "given.csv": b"mine", "own.csv": b"own", "notes.ipynb": stranger}, template)
    (_, files, environment) = template.ran[0]
    assert files == {"unit.ipynb": BOOK, "given.csv": b"theirs", "own.csv": b"own", "notes.ipynb": stranger}
    assert environment == {"NBGRADER_EXECUTION": "autograde", "WHO": "ana"}


def test_no_hidden_test_lies_beside_the_notebook() -> None:
    cells = [answer("a"), check("c", "assert a", hidden="assert a == 7654321")]
    released = [type(c)({**c, "source": c.source.split("### BEGIN")[0]}) for c in cells]
    template = Playing()
    request = {"student": "ana", "files": {"unit.ipynb": base64.b64encode(book(*released)).decode()}}
    grade(request, opening(unit=cells), template)
    (ran, files, _) = template.ran[0]
    assert "7654321" in ran[-1]["source"]
    assert all(b"7654321" not in content for content in files.values())


def test_the_checks_that_run_are_the_releases() -> None:
    template = Playing()
    result({"unit.ipynb": book(answer("a"), check("seen", "assert True"))}, template)
    (ran, _, _) = template.ran[0]
    assert [(c["source"], c["locked"], c["scored"]) for c in ran][1:] == [
        ("assert a == 1", True, True),
        ("a", True, True),
    ]


def test_a_notebook_that_is_too_large_does_not_lie_beside_the_others() -> None:
    template = Playing()
    files = {"unit.ipynb": BOOK, "huge.ipynb": b" " * (MAX_BYTES + 1)}
    result(files, template)
    assert "huge.ipynb" not in template.ran[0][1]


def test_progress_is_told_cell_by_cell() -> None:
    told: list[tuple[int, int]] = []
    request = {"student": "ana", "files": {"unit.ipynb": base64.b64encode(BOOK).decode()}}
    grade(request, opening(), Playing(), lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_only_the_notebooks_that_are_asked_for_are_graded() -> None:
    request = {"student": "ana", "files": {}, "only": ["two"]}
    found = grade(request, opening(one=CELLS, two=CELLS), Playing())
    assert [notebook["name"] for notebook in found["notebooks"]] == ["two"]


def test_a_result_travels_as_plain_data() -> None:
    graded = one({"unit.ipynb": BOOK})
    assert Graded.from_plain_data(json.loads(json.dumps(graded.as_plain_data()))) == graded


def test_scores_of_a_notebook_that_has_run_are_read_off_it() -> None:
    notebook = new_notebook(cells=json.loads(json.dumps(CELLS)))
    from nbformat.notebooknode import from_dict

    notebook = from_dict(notebook)
    by_id(notebook.cells, "seen").outputs = [from_dict(error("AssertionError", "\x1b[31mSlip\x1b[0m"))]
    found = {score.name: score for score in scores(notebook)}
    assert found["seen"].points == 0.0
    assert found["seen"].said == "AssertionError: Slip"
    assert found["other"].points == 4.0


def test_what_a_course_ignores_on_stderr_is_left_out_and_the_rest_keeps_its_maker() -> None:
    """An output that a learner's code made inside a check stays known as such, though it moves up."""
    noise, theirs = (new_output("stream", name="stderr", text=text) for text in ("old", "mine"))
    cell = new_code_cell("1", outputs=[noise, theirs], metadata={BY_ANSWER: [1]})
    OutputRules({"IgnorePattern": {"pattern": "o.d"}}).apply(cell, 0)
    assert cell.outputs == [noise, theirs]  # it is not enabled
    OutputRules({"IgnorePattern": {"pattern": "o.d", "enabled": True}}).apply(cell, 0)
    assert (cell.outputs, cell.metadata[BY_ANSWER]) == ([theirs], [0])


def test_an_output_that_is_too_long_hides_nothing_of_who_made_the_next() -> None:
    """Whoever prints much inside a hidden check does not pass for the check afterwards."""
    long, own = (new_output("stream", name=name, text="a\nb\nc\nd") for name in ("stdout", "stderr"))
    error = new_output("error", ename="ValueError", evalue="what the check asked", traceback=[])
    cell = new_code_cell("1", outputs=[long, own, error], metadata={BY_ANSWER: [0, 2]})
    OutputRules({"LimitOutput": {"max_lines": 3}}).apply(cell, 0)
    assert (cell.outputs, cell.metadata[BY_ANSWER]) == ([long, error], [0, 1])
    assert long.text == "a\nb\n... Output truncated ..."
