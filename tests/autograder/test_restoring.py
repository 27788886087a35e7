"""What a learner did to the instructor's cells is put right, and what they wrote stays."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.notebooks.blueprint import Blueprint, from_source
from autograder.notebooks.restoring import grade_id, restored
from tests.autograder.small_courses import KERNEL, answer, by_id, check, code, locked, manual, task

PROSE = new_markdown_cell("## A heading of the instructor's")
TOLD = new_markdown_cell("Now write about it.")
SOURCE = [
    PROSE,
    locked("read-me", "Read this first.", "markdown"),
    code("import math"),
    answer("area", "def area(r):\n    return math.pi * r * r", blank="def area(r):\n    ..."),
    check("area-check", "assert area(0) == 0", 2, hidden="assert area(1) > 3"),
    TOLD,
    manual("essay", "Write here."),
    manual("program", "# your program", kind="code"),
    task("drawing"),
    check("last", "assert True"),
]
BLUEPRINT = from_source("unit", new_notebook(cells=SOURCE, metadata={"kernelspec": KERNEL}))
AREA = "def area(r):\n    return 3.14 * r ** 2"
ESSAY = "Circles are round."


def released() -> list[Any]:
    """Return the cells that a learner receives: no solution and no hidden test."""
    cells = copy.deepcopy(SOURCE)
    for cell in cells:
        name = grade_id(cell)
        if name:
            cell.source = BLUEPRINT.by_id[name].source.split("### BEGIN HIDDEN")[0].rstrip("\n")
    return cells


def answered() -> list[Any]:
    cells = released()
    by_id(cells, "area").source = AREA
    by_id(cells, "essay").source = ESSAY
    by_id(cells, "program").source = "print(area(2))"
    return cells


def twin_of(cell: Any) -> Any:
    """Return a copy as JupyterLab makes one: the format's own cell id is another."""
    twin = copy.deepcopy(cell)
    twin["id"] = uuid4().hex[:8]
    return twin


def put_right(cells: list[Any]) -> tuple[list[Any], tuple[str, ...]]:
    found = restored(new_notebook(cells=copy.deepcopy(cells)), BLUEPRINT)
    return found.notebook.cells, found.repairs


def counting(cells: list[Any]) -> dict[str, str]:
    """Return the source of each cell that counts."""
    return {name: cell.source for cell in cells if (name := grade_id(cell))}


def place_of(cells: list[Any], name: str) -> int:
    return cells.index(by_id(cells, name))


def test_an_honest_notebook_needs_no_repair() -> None:
    cells, repairs = put_right(answered())
    assert repairs == ()
    assert counting(cells)["area"] == AREA
    assert counting(cells)["area-check"] == BLUEPRINT.by_id["area-check"].source


# ---------------------------------------------------------------- one repair at a time: the sentence, and what counts


def split_essay(cells: list[Any]) -> None:
    place = place_of(cells, "essay")
    second = twin_of(cells[place])
    cells[place].source, second.source = "Circles", "are round."
    cells.insert(place + 1, second)


def split_area(cells: list[Any]) -> None:
    place = place_of(cells, "area")
    first = twin_of(cells[place])
    first.source = "half = 1"
    cells.insert(place, first)


def copied(name: str, text: str | None = None) -> Callable[[list[Any]], None]:
    def change(cells: list[Any]) -> None:
        twin = twin_of(by_id(cells, name))
        twin.source = twin.source if text is None else text
        cells.append(twin)

    return change


def deleted(name: str) -> Callable[[list[Any]], None]:
    return lambda cells: cells.remove(by_id(cells, name))


def renamed(name: str) -> Callable[[list[Any]], None]:
    def change(cells: list[Any]) -> None:
        by_id(cells, name).metadata.nbgrader["grade_id"] = f"{name}-2"

    return change


def retyped(name: str) -> Callable[[list[Any]], None]:
    """As by an editor that drops metadata: the same text in a new cell."""

    def change(cells: list[Any]) -> None:
        place = place_of(cells, name)
        make = new_code_cell if cells[place].cell_type == "code" else new_markdown_cell
        cells[place] = make(cells[place].source)

    return change


def retyped_in_two(cells: list[Any]) -> None:
    place = place_of(cells, "essay")
    cells[place : place + 1] = [new_markdown_cell("Circles"), new_markdown_cell("are round.")]


def made(name: str, kind: str) -> Callable[[list[Any]], None]:
    def change(cells: list[Any]) -> None:
        place = place_of(cells, name)
        make = new_code_cell if kind == "code" else new_markdown_cell
        cells[place] = make(cells[place].source, metadata=cells[place].metadata)

    return change


def changed(name: str, text: str) -> Callable[[list[Any]], None]:
    def change(cells: list[Any]) -> None:
        by_id(cells, name).source = text

    return change


SAME: dict[str, str] = {}
REPAIRS = {
    "a written answer that was split": (
        split_essay,
        "“essay” was split into 2 cells and is read as one",
        {"essay": "Circles\n\nare round."},
    ),
    "code that was split": (
        split_area,
        "“area” was split or copied into 2 cells: all were run, the last one counts",
        SAME,
    ),
    "a copied answer": (copied("area"), "“area” was copied; one counts", SAME),
    "a copied answer left blank": (
        copied("essay", "Write here."),
        "“essay” was split or copied into 2 cells: all were run, the last one counts",
        SAME,
    ),
    "a copied check": (copied("area-check"), "“area-check” was there 2 times, so it is as it was released", SAME),
    "a deleted check": (deleted("area-check"), "“area-check” was deleted and is back", SAME),
    "a deleted first cell": (deleted("read-me"), "“read-me” was deleted and is back", SAME),
    "a deleted task": (deleted("drawing"), "“drawing” was deleted and is back", SAME),
    "a renamed check": (renamed("area-check"), "“area-check” had lost its mark and has it again", SAME),
    "a renamed answer": (renamed("area"), "“area” had lost its mark and has it again", SAME),
    "a renamed written answer": (renamed("essay"), "“essay” had lost its mark and has it again", SAME),
    "a retyped check": (retyped("area-check"), "“area-check” had lost its mark and has it again", SAME),
    "a retyped written answer": (retyped("essay"), "“essay” had lost its mark and has it again", SAME),
    "a retyped program": (retyped("program"), "“program” had lost its mark and has it again", SAME),
    "a written answer retyped in two cells": (
        retyped_in_two,
        "“essay” had lost its mark and has it again",
        {"essay": "Circles\n\nare round."},
    ),
    "a check made text": (
        made("area-check", "markdown"),
        "“area-check” was a markdown cell and is a code cell again",
        SAME,
    ),
    "an answer made text": (made("area", "markdown"), "“area” was a markdown cell and is a code cell again", SAME),
    "an essay made code": (made("essay", "code"), "“essay” was a code cell and is a markdown cell again", SAME),
    "a changed check": (
        changed("area-check", "assert True"),
        "“area-check” was changed and is as it was released",
        SAME,
    ),
    "an emptied task": (changed("drawing", ""), "“drawing” was changed and is as it was released", SAME),
}


@pytest.mark.parametrize("case", REPAIRS)
def test_a_repair_is_said_and_the_right_text_counts(case: str) -> None:
    change, sentence, differs = REPAIRS[case]
    honest, _ = put_right(answered())
    cells = answered()
    change(cells)
    cells, repairs = put_right(cells)
    assert repairs == (sentence,)
    assert counting(cells) == {**counting(honest), **differs}
    assert [name for cell in cells if (name := grade_id(cell))] == [o.grade_id for o in BLUEPRINT.cells] or (
        "copied" in case  # a copy at the end counts there
    )


def test_a_deleted_answer_does_not_come_back_over_one_written_elsewhere() -> None:
    cells = answered()
    cells[place_of(cells, "area")] = new_code_cell(AREA)
    cells, repairs = put_right(cells)
    assert repairs == ("“area” was deleted",)
    assert [cell.source for cell in cells].count(AREA) == 1
    assert "area" not in counting(cells)


def test_a_deleted_written_answer_comes_back_blank_and_takes_no_prose_of_the_instructors() -> None:
    cells = answered()
    cells.remove(by_id(cells, "essay"))
    cells, repairs = put_right(cells)
    assert repairs == ("“essay” was deleted and is back",)
    assert counting(cells)["essay"] == "Write here."
    assert TOLD.source in [cell.source for cell in cells if grade_id(cell) is None]


def test_a_moved_cell_stays_where_the_learner_put_it() -> None:
    cells = answered()
    cells.insert(0, cells.pop(place_of(cells, "area")))
    found, repairs = put_right(cells)
    assert repairs == ()
    assert grade_id(found[0]) == "area"


def test_points_and_roles_are_the_releases() -> None:
    cells = answered()
    by_id(cells, "area-check").metadata.nbgrader.update(points=100, solution=True, locked=False)
    cells, _ = put_right(cells)
    role = by_id(cells, "area-check").metadata.nbgrader
    assert (role["points"], role["solution"], role["grade"]) == (2.0, False, True)


def test_a_mark_of_another_course_is_taken_off() -> None:
    stranger = code("x = 1")
    stranger.metadata["nbgrader"] = {"grade_id": "theirs", "grade": True, "points": 50, "solution": False}
    cells, repairs = put_right([*answered(), stranger])
    assert repairs == ()
    assert "nbgrader" not in cells[-1].metadata


def test_old_outputs_are_cleared() -> None:
    cells = answered()
    cells.append(code("1 + 1"))
    for cell in cells:
        if cell.cell_type == "code":
            cell.outputs = [{"output_type": "stream", "name": "stdout", "text": "old"}]
    cells, _ = put_right(cells)
    assert all(cell.outputs == [] for cell in cells if cell.cell_type == "code")


def test_the_submitted_notebook_is_left_as_it_was() -> None:
    notebook = new_notebook(cells=answered())
    by_id(notebook.cells, "area-check").source = "assert True"
    by_id(notebook.cells, "essay").metadata.nbgrader["grade_id"] = "another"
    before = copy.deepcopy(notebook)
    restored(notebook, BLUEPRINT)
    assert notebook == before


def test_a_mark_scheme_is_not_missed_in_a_learners_copy() -> None:
    """nbgrader cuts it out of the release, as it does hidden tests, with whatever comment sign."""
    source = [
        task("essay"),
        locked("given", "x = 1\n# BEGIN HIDDEN TESTS\ny = 2\n# END HIDDEN TESTS\nz = 3"),
    ]
    source[0].source = "Do this.\n=== BEGIN MARK SCHEME ===\nOne point each.\n=== END MARK SCHEME ==="
    blueprint = from_source("unit", new_notebook(cells=source))
    cells = copy.deepcopy(source)
    cells[0].source, cells[1].source = "Do this.", "x = 1\nz = 3"
    assert restored(new_notebook(cells=cells), blueprint).repairs == ()


def test_a_cell_that_is_back_in_an_old_notebook_has_no_id() -> None:
    notebook = new_notebook(cells=[])
    notebook.nbformat_minor = 4
    assert all("id" not in cell for cell in restored(notebook, BLUEPRINT).notebook.cells)


# ---------------------------------------------------------------- whatever is done

TEXTS = st.sampled_from(["", "mine = 1", "assert True", "Write here.", "Some words.", "assert area(0) == 0"])
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["delete", "copy", "move", "rewrite", "rename", "unmark", "retype", "take", "insert"]),
        st.integers(0, 30),
        st.integers(0, 30),
        TEXTS,
    ),
    max_size=8,
)


def with_edits(cells: list[Any], edits: list[tuple[str, int, int, str]]) -> list[Any]:
    """Do to a notebook what a list of edits says."""
    for kind, where, other, text in edits:
        if not cells:
            cells = [new_markdown_cell(text)]
        place, there = where % len(cells), other % len(cells)
        cell = cells[place]
        if kind == "delete":
            del cells[place]
        elif kind == "copy":
            cells.insert(there, twin_of(cell))
        elif kind == "move":
            cells.insert(there, cells.pop(place))
        elif kind == "rewrite":
            cell.source = text
        elif kind == "rename" and "nbgrader" in cell.metadata:
            cell.metadata.nbgrader["grade_id"] = f"other-{other}"
        elif kind == "unmark":
            cell.metadata.pop("nbgrader", None)
        elif kind == "retype":
            make = new_markdown_cell if cell.cell_type == "code" else new_code_cell
            cells[place] = make(cell.source, metadata=cell.metadata)
        elif kind == "take" and "nbgrader" in cell.metadata:
            cell.metadata.nbgrader["grade_id"] = BLUEPRINT.cells[other % len(BLUEPRINT.cells)].grade_id
        elif kind == "insert":
            cells.insert(place, new_code_cell(text) if other % 2 else new_markdown_cell(text))
    return cells


@settings(deadline=None)
@given(EDITS)
def test_whatever_is_done_the_checks_are_the_releases(edits: list[tuple[str, int, int, str]]) -> None:
    cells, _ = put_right(with_edits(answered(), edits))
    names = [name for cell in cells if (name := grade_id(cell))]
    assert len(names) == len(set(names))
    for original in BLUEPRINT.cells:
        if original.solution and not original.grade and original.grade_id not in names:
            continue
        cell = by_id(cells, original.grade_id)
        assert cell.cell_type == original.cell_type
        assert cell.metadata.nbgrader == original.metadata
        assert original.solution or cell.source == original.source


@settings(deadline=None)
@given(EDITS)
def test_putting_right_twice_changes_nothing_more(edits: list[tuple[str, int, int, str]]) -> None:
    once, _ = put_right(with_edits(answered(), edits))
    twice, repairs = put_right(once)
    assert twice == once
    assert all(repair.endswith("was deleted") for repair in repairs)


@settings(deadline=None)
@given(EDITS)
def test_nothing_that_a_learner_wrote_is_lost(edits: list[tuple[str, int, int, str]]) -> None:
    """But in cells that are the instructor's to write."""
    cells = with_edits(answered(), edits)
    locked_ids = {o.grade_id for o in BLUEPRINT.cells if not o.solution}
    theirs = {cell.source.strip() for cell in cells if grade_id(cell) not in locked_ids}
    blanks = {o.source.strip() for o in BLUEPRINT.cells}
    kept = "\n".join(cell.source for cell in put_right(cells)[0])
    assert all(text in kept for text in theirs - blanks)


def test_a_blueprint_travels_as_plain_data() -> None:
    assert Blueprint.from_plain_data(BLUEPRINT.as_plain_data()) == BLUEPRINT
