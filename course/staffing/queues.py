"""Waiting at a desk with several clerks: Erlang's formulas.

They hold where calls or people arrive at random at a steady rate, are served in turn, and service times vary as an
exponential distribution does: a registration desk, not physicians in an emergency department, who sort by urgency.
Rates are per hour, waits in minutes. Source of the formulas: A. K. Erlang (1917); B by its recursion.
"""

from __future__ import annotations

from math import exp

from course import validation as require

__all__ = [
    "delay_probability",
    "erlang_b",
    "fewest_servers",
    "mean_queue_length",
    "mean_wait_minutes",
    "offered_load",
    "probability_waits_longer",
    "utilization",
]

MINUTES_PER_HOUR = 60
MOST_SERVERS = 1_000


def offered_load(arrivals_per_hour: float, served_per_hour: float) -> float:
    """Return the work that arrives, in erlangs: servers that would be busy if nobody ever waited.

    Parameters
    ----------
    arrivals_per_hour : float
        People who arrive in an hour.
    served_per_hour : float
        People whom one server serves in an hour of uninterrupted work.

    Returns
    -------
    float
        Arrival rate over service rate.

    Raises
    ------
    ValueError
        If arrivals are negative or the service rate is not above zero.

    Examples
    --------
    >>> offered_load(22, 6) == 22 / 6
    True
    """
    require.non_negative("arrivals_per_hour", arrivals_per_hour)
    require.positive("served_per_hour", served_per_hour)
    return arrivals_per_hour / served_per_hour


def utilization(arrivals_per_hour: float, served_per_hour: float, servers: int) -> float:
    """Return the share of their time that the servers are busy; at 1 or above the queue never ends.

    Parameters
    ----------
    arrivals_per_hour, served_per_hour : float
        People who arrive, and whom one server serves, in an hour.
    servers : int
        Servers on duty.

    Returns
    -------
    float
        Offered load over servers (rho).

    Raises
    ------
    ValueError
        If a rate is out of range or servers is not a whole number of at least 1.

    Examples
    --------
    >>> round(utilization(22, 6, 4), 3)
    0.917
    """
    require.whole("servers", servers, at_least=1)
    return offered_load(arrivals_per_hour, served_per_hour) / servers


def erlang_b(load: float, servers: int) -> float:
    """Return the share of arrivals that find every server busy where nobody may wait.

    Parameters
    ----------
    load : float
        Offered load in erlangs.
    servers : int
        Servers on duty, or beds.

    Returns
    -------
    float
        Blocked share, 0 to 1, by B(k) = A B(k - 1) / (k + A B(k - 1)), B(0) = 1.

    Raises
    ------
    ValueError
        If the load is negative or servers is not a whole number of at least 1.

    Examples
    --------
    >>> erlang_b(1, 1)
    0.5
    """
    require.non_negative("load", load)
    require.whole("servers", servers, at_least=1)
    blocked = 1.0
    for k in range(1, int(servers) + 1):
        blocked = load * blocked / (k + load * blocked)
    return blocked


def delay_probability(arrivals_per_hour: float, served_per_hour: float, servers: int) -> float:
    """Return the share of arrivals who have to wait at all: Erlang C.

    Parameters
    ----------
    arrivals_per_hour, served_per_hour : float
        People who arrive, and whom one server serves, in an hour.
    servers : int
        Servers on duty.

    Returns
    -------
    float
        c B / (c - A (1 - B)), 0 to 1, with A the offered load and B Erlang's blocked share.

    Raises
    ------
    ValueError
        If the servers cannot keep up, so that the queue would grow without end.

    Examples
    --------
    >>> round(delay_probability(22, 6, 5), 3)
    0.433
    """
    _keeps_up(arrivals_per_hour, served_per_hour, servers)
    load = offered_load(arrivals_per_hour, served_per_hour)
    blocked = erlang_b(load, servers)
    return servers * blocked / (servers - load * (1 - blocked))


def mean_wait_minutes(arrivals_per_hour: float, served_per_hour: float, servers: int) -> float:
    """Return the mean wait before service, in minutes, those who do not wait included.

    Parameters
    ----------
    arrivals_per_hour, served_per_hour : float
        People who arrive, and whom one server serves, in an hour.
    servers : int
        Servers on duty.

    Returns
    -------
    float
        Erlang C over the spare capacity, c x mu - lambda, in minutes.

    Raises
    ------
    ValueError
        If the servers cannot keep up, so that the queue would grow without end.

    Examples
    --------
    >>> round(mean_wait_minutes(22, 6, 5), 2)
    3.25
    """
    delayed = delay_probability(arrivals_per_hour, served_per_hour, servers)
    return MINUTES_PER_HOUR * delayed / (servers * served_per_hour - arrivals_per_hour)


def probability_waits_longer(
    arrivals_per_hour: float, served_per_hour: float, servers: int, longer_than_minutes: float
) -> float:
    """Return the share of arrivals who wait longer than so many minutes.

    Parameters
    ----------
    arrivals_per_hour, served_per_hour : float
        People who arrive, and whom one server serves, in an hour.
    servers : int
        Servers on duty.
    longer_than_minutes : float
        The wait that is exceeded.

    Returns
    -------
    float
        Erlang C times exp(-(c x mu - lambda) t), 0 to 1.

    Raises
    ------
    ValueError
        If the servers cannot keep up, or the minutes are negative.

    Examples
    --------
    >>> round(probability_waits_longer(22, 6, 5, 10), 3)
    0.114
    """
    require.non_negative("longer_than_minutes", longer_than_minutes)
    delayed = delay_probability(arrivals_per_hour, served_per_hour, servers)
    spare_per_hour = servers * served_per_hour - arrivals_per_hour
    return delayed * exp(-spare_per_hour * longer_than_minutes / MINUTES_PER_HOUR)


def mean_queue_length(arrivals_per_hour: float, served_per_hour: float, servers: int) -> float:
    """Return how many people stand in the queue on the mean, by Little's law.

    Parameters
    ----------
    arrivals_per_hour, served_per_hour : float
        People who arrive, and whom one server serves, in an hour.
    servers : int
        Servers on duty.

    Returns
    -------
    float
        Arrival rate times mean wait, in the same unit of time.

    Raises
    ------
    ValueError
        If the servers cannot keep up, so that the queue would grow without end.

    Examples
    --------
    >>> round(mean_queue_length(22, 6, 5), 2)
    1.19
    """
    return arrivals_per_hour * mean_wait_minutes(arrivals_per_hour, served_per_hour, servers) / MINUTES_PER_HOUR


def fewest_servers(arrivals_per_hour: float, served_per_hour: float, mean_wait_at_most_minutes: float) -> int:
    """Return the fewest servers with whom the mean wait stays within a goal.

    Parameters
    ----------
    arrivals_per_hour, served_per_hour : float
        People who arrive, and whom one server serves, in an hour.
    mean_wait_at_most_minutes : float
        The goal for the mean wait.

    Returns
    -------
    int
        Servers on duty.

    Raises
    ------
    ValueError
        If a rate is out of range, the goal is not above zero, or it would take more than a thousand servers.

    Examples
    --------
    >>> fewest_servers(22, 6, 5)
    5
    """
    require.positive("mean_wait_at_most_minutes", mean_wait_at_most_minutes)
    first = int(offered_load(arrivals_per_hour, served_per_hour)) + 1
    for servers in range(first, MOST_SERVERS + 1):
        if mean_wait_minutes(arrivals_per_hour, served_per_hour, servers) <= mean_wait_at_most_minutes:
            return servers
    raise ValueError(f"the goal takes more than {MOST_SERVERS} servers; check that both rates are per hour")


def _keeps_up(arrivals_per_hour: float, served_per_hour: float, servers: int) -> None:
    """Raise ValueError where the queue would grow without end."""
    if utilization(arrivals_per_hour, served_per_hour, servers) >= 1:
        raise ValueError(
            f"{arrivals_per_hour:g} arrivals an hour are more than {servers} servers at {served_per_hour:g} an hour "
            "can ever clear, so the queue grows without end; add servers or check that both rates are per hour"
        )
