"""What formulas need to take one figure or an array of them alike, without loading numpy."""

from __future__ import annotations

from typing import Any

__all__ = ["extremes", "positive_part"]


def extremes(figures: Any) -> tuple[Any, ...]:
    """Return the lowest and the highest of an array, or a single figure, so that each can be checked.

    Parameters
    ----------
    figures : float or array
        Where the array is empty, there is nothing to be checked.

    Returns
    -------
    tuple of float

    Examples
    --------
    >>> extremes(0.82)
    (0.82,)
    """
    if not hasattr(figures, "min"):
        return (figures,)
    return (figures.min(), figures.max()) if figures.size else ()


def positive_part(figures: Any) -> Any:
    """Return a figure, or each of an array, where it is above zero, and zero elsewhere.

    Parameters
    ----------
    figures : float or array
        What is missing, for instance; negative where there is some to spare.

    Returns
    -------
    float or array

    Examples
    --------
    >>> positive_part(17.2), positive_part(-3)
    (17.2, 0.0)
    """
    return (figures + abs(figures)) / 2
