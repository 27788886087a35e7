"""What a cell's source says of itself, read once; the source is not kept, for a learner's code could find it."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import wraps
from hashlib import blake2b
from typing import NamedTuple, TypeVar

Found = TypeVar("Found")


class Names(NamedTuple):
    """The names that a cell uses and does not set itself, and those that it defines or sets at its top."""

    used: frozenset[str]
    defined: frozenset[str]


NONE = Names(frozenset(), frozenset())


def _once(function: Callable[[str], Found]) -> Callable[[str], Found]:
    """Let a function of a source find each thing once."""
    known: dict[bytes, Found] = {}

    @wraps(function)
    def once(source: str) -> Found:
        key = blake2b(source.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        if key not in known:
            known[key] = function(source)
        return known[key]

    return once


@_once
def is_python(source: str) -> bool:
    """Return whether a cell is Python as it stands, without IPython's own syntax."""
    return _tree(source) is not None


@_once
def names_in(source: str) -> Names:
    """Return the names of a cell; to look for them takes longer than to read it."""
    tree = _tree(source)
    if tree is None:
        return NONE
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    stored = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    return Names(frozenset({node.id for node in names if isinstance(node.ctx, ast.Load)} - stored), _defined(tree))


def _tree(source: str) -> ast.Module | None:
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _defined(tree: ast.Module) -> frozenset[str]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    found = {node.name for node in tree.body if isinstance(node, kinds)}
    assigned = (node for part in tree.body if isinstance(part, ast.Assign) for node in ast.walk(part))
    return frozenset(found | {n.id for n in assigned if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)})
