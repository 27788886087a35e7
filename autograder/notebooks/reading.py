"""Reads a notebook as it was handed in, or says in a sentence why it cannot be read."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from autograder.notebooks.quick_imports import without_address_grammar

without_address_grammar()

import nbformat  # noqa: E402
from nbformat.v4.nbjson import JSONReader  # noqa: E402

READER = JSONReader()
MAX_BYTES = 30 * 1024 * 1024  # a unit is some 50 kB; a notebook beyond this holds pasted data or endless output


class Unreadable(ValueError):
    """A notebook that cannot be read, in one sentence with its remedy.

    Parameters
    ----------
    what : str
        What is wrong, without the full stop.
    remedy : str
        What its owner can do.
    """

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(f"{what}: {remedy}")


def read_notebook(path: Path) -> Any:
    """Return the notebook at a path as an nbformat 4 object.

    Raises
    ------
    Unreadable
        If there is no such file, or it is no notebook that can be read.
    """
    if not path.exists():
        raise Unreadable(f"There is no file {path}", "check the name, or open the folder it is in first.")
    if path.is_dir() or path.suffix != ".ipynb":
        raise Unreadable(f"{path.name} is not a notebook", "give the path of a file that ends in .ipynb.")
    if path.stat().st_size > MAX_BYTES:
        raise Unreadable(
            f"{path.name} is larger than {MAX_BYTES // 2**20} MB", "clear all outputs, save, and try again."
        )
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise Unreadable(f"{path.name} cannot be read ({problem.strerror})", "check its permissions.") from None
    return read_bytes(content, path.name)


RESTORE = (
    "restore it from .ipynb_checkpoints or File > Revert to Checkpoint, or rename it and fetch the notebook once more."
)


def read_bytes(content: bytes, name: str) -> Any:
    """Return the notebook that a file's bytes hold, as an nbformat 4 object; see `read_leniently`."""
    return read_leniently(content, name)[0]


def read_leniently(content: bytes, name: str) -> tuple[Any, str]:
    """Return the notebook that a file's bytes hold, and what in it was not as the format has it.

    Stock nbgrader only logs what a schema refuses, and grades. So what can be mended is: see `mended`.

    Parameters
    ----------
    content : bytes
        The file.
    name : str
        What to call it in a sentence.

    Returns
    -------
    tuple
        The notebook as an nbformat 4 object; the schema's complaint, "" where there is none.

    Raises
    ------
    Unreadable
        If it is no notebook that can be read.
    """
    data = _as_data(content, name)
    try:
        try:
            notebook, complaint = _as_notebook(data), ""
        except Exception as problem:  # nbformat raises many kinds, and each means the same here
            notebook, complaint = _as_notebook(mended(data)), _in_short(problem)
        _hold_to_shape(notebook)
    except Exception as problem:
        raise Unreadable(f"{name} is damaged ({_in_short(problem)})", RESTORE) from None
    return notebook, complaint


def _in_short(problem: Exception) -> str:
    return str(problem).splitlines()[0][:120] if str(problem) else type(problem).__name__


def _as_data(content: bytes, name: str) -> dict[str, Any]:
    try:
        text = content.decode("utf-8-sig")  # some Windows editors begin a file with a mark
    except UnicodeDecodeError:
        raise Unreadable(f"{name} is not UTF-8 text, so it is no notebook any more", RESTORE) from None
    if not text.strip():
        raise Unreadable(f"{name} is empty", RESTORE)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable(f"{name} is damaged (its JSON breaks off or is malformed)", RESTORE) from None
    if not isinstance(data, dict) or not isinstance(data.get("cells"), list):
        raise Unreadable(f"{name} holds no cells, so it is no notebook of this course", RESTORE)
    return data


def _as_notebook(data: dict[str, Any]) -> Any:
    same = data.get("nbformat") == nbformat.current_nbformat
    notebook = READER.to_notebook(data) if same else nbformat.reads(json.dumps(data), as_version=4)
    nbformat.validate(notebook)
    return notebook


def mended(data: dict[str, Any]) -> dict[str, Any]:
    """Return a notebook's data without what the format refuses and grading does not need.

    Outputs go: every cell is run again. What stays as it was, and is refused if it is wrong: the cells' types, their
    sources and nbgrader's marks.
    """
    minor = data.get("nbformat_minor")
    minor = minor if isinstance(minor, int) and minor >= 0 else nbformat.current_nbformat_minor
    metadata = data.get("metadata")
    return {
        "cells": [_mended_cell(cell, place, minor >= WITH_IDS) for place, cell in enumerate(data["cells"])],
        "metadata": _without(metadata, TYPED_OF_NOTEBOOK),
        "nbformat": data.get("nbformat", nbformat.current_nbformat),
        "nbformat_minor": minor,
    }


def _mended_cell(cell: dict[str, Any], place: int, has_id: bool) -> dict[str, Any]:
    kept = {"cell_type": cell["cell_type"], "source": cell["source"]}
    kept["metadata"] = _without(cell.get("metadata"), TYPED_OF_CELL)
    if has_id:
        theirs = cell.get("id")
        kept["id"] = theirs if isinstance(theirs, str) and CELL_ID.fullmatch(theirs) else f"cell-{place}"
    if cell["cell_type"] == "code":
        kept |= {"outputs": [], "execution_count": None}
    elif isinstance(cell.get("attachments"), dict):
        kept["attachments"] = cell["attachments"]
    return kept


def _without(table: Any, names: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in table.items() if name not in names} if isinstance(table, dict) else {}


WITH_IDS = 5  # from this minor version of the format on, every cell has an id, and before it none
CELL_ID = re.compile(r"[a-zA-Z0-9-_]{1,64}")
# What the schema asks something of, and grading has no need of: the kernel is the released notebook's.
TYPED_OF_NOTEBOOK = frozenset({"kernelspec", "language_info", "orig_nbformat", "title", "authors"})
TYPED_OF_CELL = frozenset({"format", "jupyter", "name", "tags", "execution", "collapsed", "scrolled"})


def _hold_to_shape(notebook: Any) -> None:
    """Refuse what the format lets pass and no editor writes: an nbgrader role that is no table, a lone surrogate."""
    for cell in notebook.cells:
        role = cell.metadata.get("nbgrader", {})
        if not isinstance(role, dict) or not isinstance(role.get("grade_id", ""), str):
            raise ValueError("a cell's nbgrader metadata is no table")
        cell.source.encode("utf-8")
