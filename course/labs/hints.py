"""Hints as a ladder: first where to look, then which lever, then the move; each only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

Hints = Callable[[Any], Sequence[str]]
RUNGS = ("Where to look", "Which lever", "The move")
NOTHING_OPEN = "Nothing is open: every promise is kept."


class HintLadder:
    """Climbs a rung each time it is asked, and begins again below where there is something else to look at.

    Parameters
    ----------
    hints : callable, optional
        Takes a lab's result and returns up to three sentences: where to look, which lever, the move; none where
        nothing is open.
    """

    def __init__(self, hints: Hints | None) -> None:
        self._hints, self._where, self._step = hints, "", 0

    def next(self, result: Any) -> list[list[str]]:
        """Return the rungs climbed so far, each with its name, for a result as it stands."""
        said = list(self._hints(result)) if self._hints and result is not None else []
        if not said:
            self._where, self._step = "", 0
            return [["", NOTHING_OPEN]]
        self._step = min(self._step + 1, len(said)) if said[0] == self._where else 1
        self._where = said[0]
        return [[name, sentence] for name, sentence in zip(RUNGS, said[: self._step], strict=False)]
