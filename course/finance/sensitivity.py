"""Sensitivity: which assumption moves the answer most."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

__all__ = ["Swing", "tornado"]


@dataclass(frozen=True)
class Swing:
    """What one assumption does to the outcome as it moves over its range, the others held."""

    name: str
    low_value: float
    high_value: float
    outcome_at_low: float
    outcome_at_high: float

    @property
    def width(self) -> float:
        """How far the outcome moves, without sign."""
        return abs(self.outcome_at_high - self.outcome_at_low)


def tornado(
    outcome: Callable[..., float], base: Mapping[str, float], ranges: Mapping[str, tuple[float, float]]
) -> list[Swing]:
    """Move one assumption at a time over its range and return the swings, widest first.

    Parameters
    ----------
    outcome : callable
        Takes the assumptions by keyword and returns a number, such as an NPV.
    base : mapping of str to float
        Base value of every assumption.
    ranges : mapping of str to (float, float)
        Low and high value of each assumption to move.

    Returns
    -------
    list of Swing
        One for each range, in falling order of width.

    Raises
    ------
    ValueError
        If a range names an assumption that the base lacks, or its low value exceeds its high one.
    """
    swings = []
    for name, (low, high) in ranges.items():
        if name not in base:
            raise ValueError(f"{name!r} is not an assumption; choose from {', '.join(base)}")
        if low > high:
            raise ValueError(f"the range of {name!r} runs from {low} to {high}; put the low value first")
        at_low, at_high = (outcome(**{**base, name: value}) for value in (low, high))
        swings.append(Swing(name, low, high, at_low, at_high))
    return sorted(swings, key=lambda swing: swing.width, reverse=True)
