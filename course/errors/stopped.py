"""Remembers what a stopped cell would have made, so that a check does not judge what an earlier try left behind."""

from __future__ import annotations

import ast
import re
from typing import Any

MAKES = re.compile(r"^(?:def\s+)?([A-Za-z_]\w*)\s*(?:=(?!=)|\()", re.M)  # in a text that is no Python
_names: set[str] = set()


def forget() -> None:
    """Begin anew, with a shell that has run nothing."""
    _names.clear()


def note_run(result: Any) -> None:
    """Note, after each cell, the names that it made, or would have made had it not stopped.

    Parameters
    ----------
    result : IPython.core.interactiveshell.ExecutionResult
        What IPython's ``post_run_cell`` hands on.
    """
    if result.info is None or not isinstance(result.info.raw_cell, str):
        return
    made = names_made(result.info.raw_cell)
    if result.success:
        _names.difference_update(made)
    else:
        _names.update(made)


def stopped_names() -> frozenset[str]:
    """Return the names whose cell stopped when it was run last."""
    return frozenset(_names)


def names_made(source: str) -> set[str]:
    """Return the names that a cell makes at its outer level."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError):
        return set(MAKES.findall(source))
    made = {node.name for node in body if isinstance(node, ast.FunctionDef)}
    nodes = [node for statement in body if not isinstance(statement, ast.FunctionDef) for node in ast.walk(statement)]
    return made | {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
