"""Lets a graded notebook be read by whoever shows it: browsers, formgrader, feedback."""

from __future__ import annotations

import json
import math
import re
from typing import Any

PICTURE = re.compile(r"\battachment:([^)\s\"'>\]]+)")
LOST = "lost-attachment"


def as_json(notebook: Any) -> str:
    """Return a notebook as JSON that every browser reads: Python's own writes NaN, which is none."""
    try:
        return json.dumps(notebook, ensure_ascii=False, allow_nan=False)
    except ValueError:
        return json.dumps(_finite(notebook), ensure_ascii=False, allow_nan=False)


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {name: _finite(inside) for name, inside in value.items()}
    return [_finite(inside) for inside in value] if isinstance(value, list) else value


def mark_lost_pictures(notebook: Any) -> list[str]:
    """Rename the links to pictures that are not in their cell, and return the pictures' names.

    nbconvert, and so formgrader and feedback, stop at such a link.
    """
    lost: list[str] = []
    for cell in notebook.cells:
        if cell.cell_type != "code" and "attachment:" in cell.source:
            there = cell.get("attachments", {})

            def renamed(found: re.Match[str], there: Any = there) -> str:
                if found[1] in there:
                    return found[0]
                lost.append(found[1])
                return f"{LOST}:{found[1]}"

            cell.source = PICTURE.sub(renamed, cell.source)
    return list(dict.fromkeys(lost))
