"""Reads a notebook as it was handed in, or says in a sentence why it cannot be read."""

from __future__ import annotations

import json
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
    """Return the notebook that a file's bytes hold, as an nbformat 4 object.

    Parameters
    ----------
    content : bytes
        The file.
    name : str
        What to call it in a sentence.

    Raises
    ------
    Unreadable
        If it is no notebook that can be read.
    """
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
    try:
        same = data.get("nbformat") == nbformat.current_nbformat
        notebook = READER.to_notebook(data) if same else nbformat.reads(text, as_version=4)
        nbformat.validate(notebook)
        _hold_to_shape(notebook)
    except Exception as problem:  # nbformat raises many kinds, and each means the same to the one who asks
        reason = str(problem).splitlines()[0][:120] if str(problem) else type(problem).__name__
        raise Unreadable(f"{name} is damaged ({reason})", RESTORE) from None
    return notebook


def _hold_to_shape(notebook: Any) -> None:
    """Refuse what the format lets pass and no editor writes: an nbgrader role that is no table, a lone surrogate."""
    for cell in notebook.cells:
        role = cell.metadata.get("nbgrader", {})
        if not isinstance(role, dict) or not isinstance(role.get("grade_id", ""), str):
            raise ValueError("a cell's nbgrader metadata is no table")
        cell.source.encode("utf-8")
