"""The reader returns a notebook or says in a sentence why there is none; grading gives a result for any bytes."""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbformat import writes
from nbformat.v4 import new_notebook

from autograder.grading.grade import Graded, grade
from autograder.notebooks.blueprint import from_source
from autograder.notebooks.reading import MAX_BYTES, Unreadable, read_bytes, read_notebook
from autograder.warm.supervising import Ran
from tests.autograder.small_courses import KERNEL, answer, check, code, manual

CELLS = [answer("a", "a = 1"), check("a-check", "assert a == 1", 2), manual("essay"), code("1 + 1")]
BOOK = new_notebook(cells=CELLS, metadata={"kernelspec": KERNEL})
TEXT = writes(BOOK, version=4)
BLUEPRINT = from_source("unit", BOOK)
OPENING = {"blueprints": [BLUEPRINT.as_plain_data()], "files": {}, "learner_variable": "WHO"}


class NoTemplate:
    """Stands in for a template: every cell runs and puts nothing out."""

    def run(self, cells: list[dict[str, Any]], *rest: Any) -> tuple[Ran, dict[str, float]]:
        return Ran({place: [] for place in range(len(cells))}), {"cpu_seconds": 0.0, "peak_mb": 0.0}


def graded(content: bytes, name: str = "unit.ipynb") -> Graded:
    """Grade one file and return the notebook's result as it would be recorded."""
    files = {name: base64.b64encode(content).decode("ascii")}
    result = grade({"student": "ana", "files": files}, OPENING, NoTemplate())
    (one,) = json.loads(json.dumps(result))["notebooks"]
    return Graded.from_plain_data(one)


# ---------------------------------------------------------------- sentences


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "unit.ipynb is empty"),
        (b" \n\t ", "unit.ipynb is empty"),
        (b"\xff\xfe\x00", "unit.ipynb is not UTF-8 text, so it is no notebook any more"),
        (TEXT.encode()[:100], "unit.ipynb is damaged (its JSON breaks off or is malformed)"),
        (b"[" * 200_000, "unit.ipynb is damaged (its JSON breaks off or is malformed)"),
        (b"{}", "unit.ipynb holds no cells, so it is no notebook of this course"),
        (b"[]", "unit.ipynb holds no cells, so it is no notebook of this course"),
        (b'{"cells": 3}', "unit.ipynb holds no cells, so it is no notebook of this course"),
        (b"7", "unit.ipynb holds no cells, so it is no notebook of this course"),
    ],
    ids=["nothing", "blanks", "other code", "cut short", "brackets", "no table", "a list", "no cells", "a number"],
)
def test_what_is_no_notebook_is_said_in_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_bytes(content, "unit.ipynb")
    assert caught.value.what == sentence
    assert caught.value.remedy


def test_a_notebook_is_read() -> None:
    assert [cell.source for cell in read_bytes(TEXT.encode(), "x").cells] == [cell.source for cell in CELLS]


def test_a_byte_order_mark_is_no_damage() -> None:
    """Some Windows editors put one at the start."""
    assert len(read_bytes(b"\xef\xbb\xbf" + TEXT.encode(), "x").cells) == len(CELLS)


def test_windows_line_ends_are_no_damage() -> None:
    assert len(read_bytes(TEXT.replace("\n", "\r\n").encode(), "x").cells) == len(CELLS)


@pytest.mark.parametrize("role", ["words", 7, ["a"], {"grade_id": 3}, {"grade_id": {"a": 1}}])
def test_an_nbgrader_mark_that_is_no_table_is_damage(role: Any) -> None:
    data = json.loads(TEXT)
    data["cells"][0]["metadata"]["nbgrader"] = role
    with pytest.raises(Unreadable, match="nbgrader metadata"):
        read_bytes(json.dumps(data).encode(), "x")


def test_half_a_character_is_damage() -> None:
    data = json.loads(TEXT)
    data["cells"][0]["source"] = "\ud800"
    with pytest.raises(Unreadable):
        read_bytes(json.dumps(data).encode(), "x")


def test_a_file_is_read_or_refused_by_its_path(tmp_path: Path) -> None:
    book = tmp_path / "unit.ipynb"
    book.write_text(TEXT, encoding="utf-8")
    assert len(read_notebook(book).cells) == len(CELLS)
    (tmp_path / "notes.txt").write_text("x")
    big = tmp_path / "big.ipynb"
    with big.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    for path, words in (
        ("none.ipynb", "no file"),
        ("notes.txt", "not a notebook"),
        (".", "not a notebook"),
        ("big.ipynb", "larger than"),
    ):
        with pytest.raises(Unreadable, match=words):
            read_notebook(tmp_path / path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_said(tmp_path: Path) -> None:
    book = tmp_path / "unit.ipynb"
    book.write_text(TEXT)
    book.chmod(0)
    with pytest.raises(Unreadable, match="cannot be read"):
        read_notebook(book)


# ---------------------------------------------------------------- anything at all

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
WORDS = st.sampled_from(["a", "a-check", "essay", "", "other", "a" * 300, "ü", "x y"])
ROLE = st.fixed_dictionaries(
    {},
    optional={
        "grade_id": WORDS | JSON,
        **{name: st.booleans() | JSON for name in ("grade", "solution", "locked", "task")},
        "points": st.integers(-3, 9) | st.floats() | JSON,
        "schema_version": st.integers(0, 5) | JSON,
        "checksum": st.text(max_size=5) | JSON,
        "cell_type": st.sampled_from(["code", "markdown", "raw", "what"]),
    },
)
SOURCE = st.text(max_size=40) | st.lists(st.text(max_size=20), max_size=3) | st.sampled_from(["assert a", "%%x\ny"])
OUTPUT = st.one_of(
    st.fixed_dictionaries({"output_type": st.just("stream"), "name": st.just("stderr"), "text": SOURCE}),
    st.fixed_dictionaries(
        {
            "output_type": st.just("display_data"),
            "data": st.dictionaries(st.text(max_size=8), JSON, max_size=2),
            "metadata": st.just({}),
        }
    ),
    JSON,
)
METADATA = st.one_of(
    st.dictionaries(st.sampled_from(["tags", "nbgrader", "jupyter", "deletable", "x"]), ROLE | JSON, max_size=3),
    st.fixed_dictionaries({"nbgrader": ROLE}),
)
CELL = st.one_of(
    st.fixed_dictionaries(
        {
            "cell_type": st.just("code"),
            "metadata": METADATA,
            "source": SOURCE,
            "execution_count": st.none() | st.integers(),
            "outputs": st.lists(OUTPUT, max_size=2),
        },
        optional={"id": st.text(max_size=10), "attachments": JSON},
    ),
    st.fixed_dictionaries(
        {"cell_type": st.sampled_from(["markdown", "raw"]), "metadata": METADATA, "source": SOURCE},
        optional={"id": st.sampled_from(["a", "b"]), "attachments": JSON},
    ),
    JSON,
)
NOTEBOOK = st.fixed_dictionaries(
    {
        "cells": st.lists(CELL, max_size=5),
        "metadata": st.just({}) | JSON,
        "nbformat": st.just(4) | st.integers() | JSON,
        "nbformat_minor": st.integers(0, 6) | JSON,
    },
    optional={"worksheets": JSON},
)

# notebooks that the format itself allows, with any nbgrader mark
SOUND_CELL = st.builds(
    lambda kind, role, source, where: {
        "cell_type": kind,
        "metadata": {"nbgrader": role},
        "source": source,
        "id": f"c{where}",
        **({"execution_count": None, "outputs": []} if kind == "code" else {}),
    },
    st.sampled_from(["code", "markdown", "raw"]),
    ROLE,
    st.text(max_size=40),
    st.integers(0, 10**6),
)
SOUND = st.builds(
    lambda cells: {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5},
    st.lists(SOUND_CELL, max_size=6, unique_by=lambda cell: cell["id"]),
)


def damaged(content: bytes, cut: int, flips: list[tuple[int, int]]) -> bytes:
    """Break a file off, and change some of its bytes."""
    found = bytearray(content[: cut % (len(content) + 1)])
    for place, byte in flips:
        if found:
            found[place % len(found)] = byte
    return bytes(found)


BYTES = st.one_of(
    st.binary(max_size=60),
    JSON.map(lambda data: json.dumps(data).encode()),
    NOTEBOOK.map(lambda data: json.dumps(data).encode()),
    SOUND.map(lambda data: json.dumps(data).encode()),
    st.builds(
        damaged,
        st.just(TEXT.encode()),
        st.integers(0, 10**6),
        st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=4),
    ),
)
MANY = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@MANY
@given(BYTES)
def test_the_reader_returns_a_notebook_or_a_sentence(content: bytes) -> None:
    try:
        notebook = read_bytes(content, "unit.ipynb")
    except Unreadable as problem:
        assert problem.what and "\n" not in problem.what
    else:
        assert all(isinstance(cell.source, str) for cell in notebook.cells)


@MANY
@given(BYTES)
def test_grading_gives_every_question_a_score_whatever_the_bytes(content: bytes) -> None:
    one = graded(content)
    assert [score.name for score in one.scores if score.name == "a-check"] == ["a-check"]
    assert all(score.points is None or 0 <= score.points <= score.possible for score in one.scores)
    written = json.loads(one.notebook)
    assert {"a-check", "essay"} <= {c["metadata"].get("nbgrader", {}).get("grade_id") for c in written["cells"]}
    assert read_bytes(one.notebook.encode(), "graded").cells


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30), BYTES)
def test_no_name_of_a_file_stops_the_grader(name: str, content: bytes) -> None:
    one = graded(content, f"{name}.ipynb")
    assert one.name == "unit"
    assert len(one.scores) == 2
