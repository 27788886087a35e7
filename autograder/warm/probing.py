"""Probes: cells of the grader's own among a notebook's, at places that nobody can foresee.

A process that a learner's code has taken over may answer in the runner's place. So the watch sends it cells whose
outcome only the watch knows, and which look like the check that they stand before.
"""

from __future__ import annotations

import ast
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

CHECKS_A_PROBE = 6  # each takes as long as a check that fails, so a short notebook gets one
KINDS = 3  # one probe in so many must show a number; the others must fail
WORD_BYTES = 6
STATEMENTS = 3  # of a check that a probe shows after its own
OUT_OF_MEMORY = ("MemoryError", "CellTimeoutError")  # a probe that found no room or time proves nothing

_any = secrets.SystemRandom()


@dataclass(frozen=True)
class Probe:
    """A cell, and what must hold of its outputs."""

    source: str
    holds: Callable[[Sequence[Mapping[str, Any]]], bool]

    @property
    def cell(self) -> dict[str, Any]:
        """It as the child gets it: like a check."""
        return {"source": self.source, "locked": True, "scored": True}


def probes_among(cells: Sequence[Mapping[str, Any]]) -> dict[int, list[Probe]]:
    """Return probes by the place of the cell that each is sent before; none where nothing is scored."""
    checks = [place for place, cell in enumerate(cells) if cell["scored"]]
    if not checks:
        return {}
    slots = [*checks, len(cells)]
    late = _any.choice(slots[len(slots) // 2 :])  # finds whoever took the process over before it
    rest = [place for place in slots if place != late]
    found: dict[int, list[Probe]] = {}
    for place in [late, *_any.sample(rest, min(len(rest), len(checks) // CHECKS_A_PROBE))]:
        like = cells[place]["source"] if place < len(cells) else cells[checks[-1]]["source"]
        found.setdefault(place, []).append(showing() if _any.randrange(KINDS) == 0 else failing(like))
    return found


def failing(like: str) -> Probe:
    """Return a probe that must fail, in words of its own, before any line of the check that it is like."""
    word = secrets.token_hex(WORD_BYTES)
    left, right = _any.sample(range(300, 10_000), 2)
    statement = f"assert {left} == {right}, {word!r}"

    def holds(outputs: Sequence[Mapping[str, Any]]) -> bool:
        errors = [output for output in outputs if output["output_type"] == "error"]
        return any(error["evalue"] == word or error["ename"] in OUT_OF_MEMORY for error in errors)

    return Probe(_with_first(like, statement), holds)


def _with_first(source: str, statement: str) -> str:
    """Return a check with a statement before its first one but the sentence that it begins with."""
    before, after = _beginning(source)
    return "\n".join([*before, statement, *after])


@cache
def _beginning(source: str) -> tuple[list[str], list[str]]:
    """Return the lines of a check's own sentence, and those of its first statements: the whole takes long to compile.

    Both are empty where it uses IPython's own syntax.
    """
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError):
        return [], []
    lines = source.split("\n")
    said = (body[0].end_lineno or 0) if body and _is_sentence(body[0]) else 0
    rest = [node for node in body if node.lineno > said][:STATEMENTS]
    ends = (rest[-1].end_lineno or said) if rest else said
    if any(node.lineno <= ends < (node.end_lineno or 0) for node in body):
        return [], []  # two statements share a line
    return lines[:said], lines[said:ends]


def _is_sentence(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def showing() -> Probe:
    """Return a probe that must show a number."""
    left, right = _any.randrange(300, 10_000), _any.randrange(300, 10_000)

    def holds(outputs: Sequence[Mapping[str, Any]]) -> bool:
        texts = [output["data"].get("text/plain") for output in outputs if output["output_type"] == "execute_result"]
        failed = any(o["output_type"] == "error" and o["ename"] in OUT_OF_MEMORY for o in outputs)
        return failed or texts == [str(left + right)]

    return Probe(f"{left} + {right}", holds)
