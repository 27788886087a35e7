"""Booking more patients than a clinic session has slots: who comes, who waits, what it costs.

Everybody is taken to come or not come independently of the others, so arrivals are binomial. That is kind to the
clinic: weather and buses keep people away together.
"""

from __future__ import annotations

from typing import Any

from course import validation as require
from course.staffing.arrays import extremes, positive_part

__all__ = [
    "arrival_chances",
    "chance_of_at_least",
    "cheapest_bookings",
    "expected_idle_slots",
    "expected_over_slots",
    "overbooking_cost",
]


def arrival_chances(booked: Any, show_share: Any) -> list[Any]:
    """Return the chance of each number of arrivals, from nobody to everybody.

    Parameters
    ----------
    booked : int or array of int
        Patients booked in the session.
    show_share : float or array
        Chance that one of them comes, 0 to 1.

    Returns
    -------
    list of float, or of arrays
        Binomial probabilities; entry k is the chance that exactly k arrive.

    Raises
    ------
    ValueError
        If booked is not a whole number of at least 0, or the share is not within 0 to 1.

    Examples
    --------
    >>> arrival_chances(2, 0.5)
    [0.25, 0.5, 0.25]
    """
    for people in extremes(booked):
        require.whole("booked", people)
    for share in extremes(show_share):
        require.share("show_share", share)
    chances: list[Any] = []
    ways: Any = 1  # to choose k of those booked
    for k in range(int(max(extremes(booked), default=0)) + 1):
        chances.append(ways * show_share**k * (1 - show_share) ** positive_part(booked - k))
        ways = ways * (booked - k) // (k + 1)
    return chances


def chance_of_at_least(arrivals: int, booked: Any, show_share: Any) -> Any:
    """Return the chance that so many arrive, or more.

    Parameters
    ----------
    arrivals : int
        Number of arrivals asked about, which counts as reached.
    booked : int or array of int
        Patients booked in the session.
    show_share : float or array
        Chance that one of them comes, 0 to 1.

    Returns
    -------
    float or array
        Upper tail of the binomial distribution, 0 to 1.

    Raises
    ------
    ValueError
        If a number of people is not whole, or the share is not within 0 to 1.

    Examples
    --------
    >>> chance_of_at_least(1, 2, 0.5)
    0.75
    """
    require.whole("arrivals", arrivals)
    chances = arrival_chances(booked, show_share)
    return sum(chances[int(arrivals) :], start=0 * chances[0])


def expected_idle_slots(booked: Any, slots: int, show_share: Any) -> Any:
    """Return how many slots stay empty on the mean.

    Parameters
    ----------
    booked : int or array of int
        Patients booked in the session.
    slots : int
        Patients whom the session can see.
    show_share : float or array
        Chance that one of them comes, 0 to 1.

    Returns
    -------
    float or array
        Mean of the slots left over, which is never negative: a full session does not make up for an empty one.

    Raises
    ------
    ValueError
        If a number of people is not whole, or the share is not within 0 to 1.

    Examples
    --------
    >>> round(expected_idle_slots(20, 20, 0.82), 2)
    3.6
    """
    require.whole("slots", slots)
    return sum(chance * max(slots - k, 0) for k, chance in enumerate(arrival_chances(booked, show_share)))


def expected_over_slots(booked: int, slots: int, show_share: float) -> float:
    """Return how many patients come beyond the slots on the mean.

    Parameters
    ----------
    booked : int
        Patients booked in the session.
    slots : int
        Patients whom the session can see.
    show_share : float
        Chance that one of them comes, 0 to 1.

    Returns
    -------
    float
        Mean of the arrivals beyond the slots, which is never negative.

    Raises
    ------
    ValueError
        If a number of people is not whole, or the share is not within 0 to 1.

    Examples
    --------
    >>> expected_over_slots(3, 1, 1.0)
    2.0
    """
    require.whole("slots", slots)
    return sum(chance * max(k - slots, 0) for k, chance in enumerate(arrival_chances(booked, show_share)))


def overbooking_cost(booked: int, slots: int, show_share: float, idle_usd: float, over_usd: float) -> float:
    """Return what a number of bookings is expected to cost in empty slots and in overtime.

    Parameters
    ----------
    booked : int
        Patients booked in the session.
    slots : int
        Patients whom the session can see.
    show_share : float
        Chance that one of them comes, 0 to 1.
    idle_usd, over_usd : float
        Cost of a slot that stays empty, and of a patient beyond the slots, in dollars.

    Returns
    -------
    float
        Expected cost of the session, in dollars. It prices the clinic's loss; the patients' wait is in `over_usd`
        only as far as somebody put it there.

    Raises
    ------
    ValueError
        If a number of people is not whole, the share is not within 0 to 1, or a cost is negative.

    Examples
    --------
    >>> round(overbooking_cost(24, 20, 0.82, 100, 150), 1)
    176.8
    """
    require.non_negative("idle_usd", idle_usd)
    require.non_negative("over_usd", over_usd)
    idle = expected_idle_slots(booked, slots, show_share)
    return idle_usd * idle + over_usd * expected_over_slots(booked, slots, show_share)


def cheapest_bookings(slots: int, show_share: float, idle_usd: float, over_usd: float) -> int:
    """Return the number of bookings with the lowest expected cost, from the slots up to twice as many.

    Parameters
    ----------
    slots : int
        Patients whom the session can see.
    show_share : float
        Chance that one of them comes, 0 to 1.
    idle_usd, over_usd : float
        Cost of a slot that stays empty, and of a patient beyond the slots, in dollars.

    Returns
    -------
    int
        Bookings; the fewest, where several cost the same.

    Raises
    ------
    ValueError
        If slots is not a whole number, the share is not within 0 to 1, or a cost is negative.

    Examples
    --------
    >>> cheapest_bookings(20, 0.82, 100, 150)
    24
    """
    require.whole("slots", slots)
    choices = range(int(slots), 2 * int(slots) + 1)
    return min(choices, key=lambda booked: overbooking_cost(booked, slots, show_share, idle_usd, over_usd))
