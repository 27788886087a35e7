"""A list that is made when it is first asked for: a worker that only collects tests draws no organization."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any


class WhenAsked(Sequence[Any]):
    """Behaves as the list that a function returns."""

    def __init__(self, make: Callable[[], list[Any]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> list[Any]:
        return self._make()

    def __getitem__(self, place: Any) -> Any:
        return self._made[place]

    def __len__(self) -> int:
        return len(self._made)
