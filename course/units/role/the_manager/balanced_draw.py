"""Draws as many items from each group, in an order that tells nothing of the groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")


def draw_from_each(rng: np.random.Generator, groups: Iterable[Sequence[T]], each: int) -> tuple[T, ...]:
    """Draw as many items from each group, without any of them twice.

    Parameters
    ----------
    rng : numpy.random.Generator
        The learner's.
    groups : iterable of sequence
        What can be drawn.
    each : int
        Number of items from each group, from 1 to the size of the smallest.

    Returns
    -------
    tuple
        The items of all groups, shuffled.

    Raises
    ------
    ValueError
        If a group does not hold so many.
    """
    known = list(groups)
    smallest = min(len(group) for group in known)
    if each not in range(1, smallest + 1):
        raise ValueError(f"each must be a whole number from 1 to {smallest}, got {each}; the smallest group ends there")
    taken = [group[i] for group in known for i in rng.choice(len(group), each, replace=False)]
    return tuple(taken[i] for i in rng.permutation(len(taken)))
