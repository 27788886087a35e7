"""Nurses at all times: the fewest a ratio allows, and who keeps it while one of them eats.

A ratio that holds *at all times* knows no average: not over the day, not over the unit, not over lunch. So the
nurses needed are whole people for the patients who are there now, with somebody to take over during breaks.
"""

from __future__ import annotations

from course import validation as require

__all__ = ["break_relief", "nurses_at_all_times", "nurses_by_ratio"]

BREAK_MINUTES = 30.0  # away from patients in each four-hour block: a judgment for teaching, a house has its own rule
BLOCK_MINUTES = 240.0


def nurses_by_ratio(census: int, patients_per_nurse: int) -> int:
    """Return the fewest nurses that a ratio allows for the patients who are there.

    Parameters
    ----------
    census : int
        Patients in the unit at one moment; not a mean, and not the midnight count.
    patients_per_nurse : int
        Most patients to a nurse: 5 for a ratio of 1:5.

    Returns
    -------
    int
        Nurses, rounded up: 26 patients at 1:5 need six.

    Raises
    ------
    ValueError
        If the census is not a whole number or the ratio not a whole number above zero.

    Examples
    --------
    >>> nurses_by_ratio(26, 5), nurses_by_ratio(26, 4)
    (6, 7)
    """
    require.whole("census", census)
    require.whole("patients_per_nurse", patients_per_nurse, at_least=1)
    return -(-int(census) // int(patients_per_nurse))


def break_relief(nurses: int, break_minutes: float = BREAK_MINUTES, block_minutes: float = BLOCK_MINUTES) -> int:
    """Return the further nurses who take over while others are on their breaks.

    Parameters
    ----------
    nurses : int
        Nurses who take patients in the block.
    break_minutes : float
        Minutes that each of them is away in the block.
    block_minutes : float
        Length of the block.

    Returns
    -------
    int
        Relief nurses: one of them can relieve one nurse at a time, so eight in four hours of half-hour breaks.

    Raises
    ------
    ValueError
        If the nurses are not a whole number, or the break is negative or as long as the block.

    Examples
    --------
    >>> break_relief(6), break_relief(9)
    (1, 2)
    """
    require.whole("nurses", nurses)
    require.no_more_than("break_minutes", break_minutes, "block_minutes", block_minutes)
    away = nurses * break_minutes
    return int(-(-away // block_minutes))


def nurses_at_all_times(
    census: int,
    patients_per_nurse: int,
    break_minutes: float = BREAK_MINUTES,
    block_minutes: float = BLOCK_MINUTES,
) -> int:
    """Return the nurses on duty that keep a ratio through every break.

    Parameters
    ----------
    census : int
        Most patients in the unit during the block.
    patients_per_nurse : int
        Most patients to a nurse.
    break_minutes : float
        Minutes that each nurse is away in the block.
    block_minutes : float
        Length of the block.

    Returns
    -------
    int
        Nurses by the ratio and their break relief.

    Raises
    ------
    ValueError
        If a figure is not whole or out of bounds.

    Examples
    --------
    >>> [nurses_at_all_times(census, 5) for census in (24, 23, 27, 30, 29, 26)]
    [6, 6, 7, 7, 7, 7]
    """
    nurses = nurses_by_ratio(census, patients_per_nurse)
    return nurses + break_relief(nurses, break_minutes, block_minutes)
