"""Booking more patients than a clinic session has slots: who comes, who waits, what it costs.

Everybody is taken to come or not come independently of the others, so arrivals are binomial. That is kind to the
clinic: weather and buses keep people away together.
"""

from __future__ import annotations

from math import comb

from course import validation as require

__all__ = [
    "arrival_chances",
    "chance_of_at_least",
    "cheapest_bookings",
    "expected_idle_slots",
    "expected_over_slots",
    "overbooking_cost",
]


def arrival_chances(booked: int, show_share: float) -> list[float]:
    """Return the chance of each number of arrivals, from nobody to everybody.

    Parameters
    ----------
    booked : int
        Patients booked in the session.
    show_share : float
        Chance that one of them comes, 0 to 1.

    Returns
    -------
    list of float
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
    people = _whole("booked", booked)
    require.share("show_share", show_share)
    return [comb(people, k) * show_share**k * (1 - show_share) ** (people - k) for k in range(people + 1)]


def chance_of_at_least(arrivals: int, booked: int, show_share: float) -> float:
    """Return the chance that so many arrive, or more.

    Parameters
    ----------
    arrivals : int
        Number of arrivals asked about, which counts as reached.
    booked : int
        Patients booked in the session.
    show_share : float
        Chance that one of them comes, 0 to 1.

    Returns
    -------
    float
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
    return sum(arrival_chances(booked, show_share)[_whole("arrivals", arrivals) :])


def expected_idle_slots(booked: int, slots: int, show_share: float) -> float:
    """Return how many slots stay empty on the mean.

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
    places = _whole("slots", slots)
    return sum(chance * max(places - k, 0) for k, chance in enumerate(arrival_chances(booked, show_share)))


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
    places = _whole("slots", slots)
    return sum(chance * max(k - places, 0) for k, chance in enumerate(arrival_chances(booked, show_share)))


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
    places = _whole("slots", slots)
    choices = range(places, 2 * places + 1)
    return min(choices, key=lambda booked: overbooking_cost(booked, places, show_share, idle_usd, over_usd))


def _whole(name: str, value: float) -> int:
    if value != int(value) or value < 0:
        raise ValueError(f"{name} must be a whole number from 0 up, got {value}; round it first")
    return int(value)
