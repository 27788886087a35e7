"""Keeps imports quick where a process that is the grader's own starts."""

from __future__ import annotations

import sys


def without_address_grammar() -> None:
    """Let nbformat load without a grammar of internationalized addresses.

    nbformat loads jsonschema, which loads rfc3987_syntax where it is installed; that builds its grammar at import and
    takes two thirds of the time in which a grader starts. It checks the formats "iri" and "iri-reference", which no
    schema of a notebook names; jsonschema goes without where it cannot be imported.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # as Python's own import system has it
