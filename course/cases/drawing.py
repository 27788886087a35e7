"""Draws again until a draw can be taught with, and says so where none can be found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")

MOST_DRAWS = 100_000  # the rarest accepted draw of the course is one in a few hundred


class NoDraw(RuntimeError):
    """No draw was accepted: the ranges and the conditions contradict each other."""


def first_accepted(draw: Callable[[], T], accepts: Callable[[T], bool], what: str, most: int = MOST_DRAWS) -> T:
    """Return the first draw that is accepted.

    Parameters
    ----------
    draw : callable
        Makes one draw.
    accepts : callable
        Says whether an exercise can be made of it.
    what : str
        What is drawn, for the message.
    most : int
        Draws after which the conditions count as impossible.

    Raises
    ------
    NoDraw
        If no draw of `most` is accepted.
    """
    for _ in range(most):
        drawn = draw()
        if accepts(drawn):
            return drawn
    raise NoDraw(f"No {what} was accepted in {most:,} draws; widen its ranges or loosen its conditions.")


def first_found(tries: Iterable[T | None], what: str) -> T:
    """Return the first try that found something.

    Raises
    ------
    NoDraw
        If every try found nothing.
    """
    count = 0
    for found in tries:
        count += 1
        if found is not None:
            return found
    raise NoDraw(f"No {what} was found in {count:,} tries; widen its ranges or loosen its conditions.")
