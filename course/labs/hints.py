"""Hints as a ladder: first where to look, then which lever, then the move; each only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Hints = Callable[[Mapping[str, Any]], Sequence[str]]
RUNGS = ("Where to look", "Which lever", "The move")
NOTHING_OPEN = "Nothing is open: the plan keeps everything that it is held to."


class HintLadder:
    """Climbs a rung each time it is asked, and begins again below where there is something else to do.

    Parameters
    ----------
    hints : callable, optional
        Takes a lab's values and returns up to three sentences: where to look, which lever, the move; none where
        nothing is open.
    """

    def __init__(self, hints: Hints | None) -> None:
        self._hints, self._said, self._step = hints, [""], 0

    def next(self, values: Mapping[str, Any]) -> list[list[str]]:
        """Return the rungs climbed so far, each with its name, for values as they stand."""
        said = list(self._hints(values)) if self._hints else []
        self._step = min(self._step + 1, len(said)) if said == self._said else 1
        self._said = said
        if not said:
            return [["", NOTHING_OPEN]]
        return [[name, sentence] for name, sentence in zip(RUNGS, said[: self._step], strict=False)]
