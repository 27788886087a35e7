"""Moves each figure of a drawn case alone, so that a test can see whether anything depends on it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any


def numbers_moved(value: Any, path: str = "") -> list[tuple[str, Any]]:
    """Return versions of a case with one number moved in each, by the name of what moved."""
    if is_dataclass(value):
        return [
            (name, replace(value, **{field.name: other}))
            for field in fields(value)
            for name, other in numbers_moved(getattr(value, field.name), f"{path}.{field.name}")
        ]
    if hasattr(value, "keys"):
        return [
            (name, {**value, key: other}) for key in value for name, other in numbers_moved(value[key], f"{path}.{key}")
        ]
    if isinstance(value, str):
        return []  # a session's label is only said
    return [(path, value + 1 if isinstance(value, int) and value > 1 else value * 0.9 or 4.0)]
