"""What a cell's source says of itself, read once; the source is not kept, for a learner's code could find it."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from hashlib import blake2b


@dataclass(frozen=True)
class Facts:
    """What is known of a source.

    Parameters
    ----------
    is_python : bool
        Whether it is Python as it stands, without IPython's own syntax.
    used : frozenset of str
        The names that it uses and does not set itself.
    defined : frozenset of str
        The names that it defines or sets at its top.
    """

    is_python: bool
    used: frozenset[str] = frozenset()
    defined: frozenset[str] = frozenset()


NO_PYTHON = Facts(False)
_known: dict[bytes, Facts] = {}


def facts(source: str) -> Facts:
    """Return what a source says of itself."""
    key = blake2b(source.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    if key not in _known:
        _known[key] = _read(source)
    return _known[key]


def _read(source: str) -> Facts:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return NO_PYTHON
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    stored = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    used = frozenset({node.id for node in names if isinstance(node.ctx, ast.Load)} - stored)
    return Facts(True, used, _defined(tree))


def _defined(tree: ast.Module) -> frozenset[str]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    found = {node.name for node in tree.body if isinstance(node, kinds)}
    assigned = (node for part in tree.body if isinstance(part, ast.Assign) for node in ast.walk(part))
    return frozenset(found | {n.id for n in assigned if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)})
