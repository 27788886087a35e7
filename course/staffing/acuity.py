"""How ill the patients are, and who cares for them: acuity, skill mix, and what an hour of the mix costs."""

from __future__ import annotations

from collections.abc import Mapping

from course import validation as require

__all__ = ["acuity_index", "acuity_weighted_hours", "blended_hour_usd", "hours_by_role", "skill_mix"]


def acuity_index(patients: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return how much care the average patient needs against a standard one.

    Parameters
    ----------
    patients : mapping of str to float
        Patients by level of acuity.
    weights : mapping of str to float
        Care of one patient of each level, where the standard patient is 1.

    Returns
    -------
    float
        Mean weight, each level counted by its patients.

    Raises
    ------
    ValueError
        If a level has no weight, a figure is negative or there are no patients.

    Examples
    --------
    >>> levels = {"1": 8, "2": 10, "3": 6, "4": 2}
    >>> round(acuity_index(levels, {"1": 0.75, "2": 1, "3": 1.35, "4": 1.9}), 4)
    1.0731
    """
    _same_keys("patients", patients, "weights", weights)
    for level, count in patients.items():
        require.non_negative(f"patients[{level!r}]", count)
        require.non_negative(f"weights[{level!r}]", weights[level])
    everyone = sum(patients.values())
    require.positive("number of patients", everyone)
    return sum(count * weights[level] for level, count in patients.items()) / everyone


def acuity_weighted_hours(
    patients: Mapping[str, float], weights: Mapping[str, float], hours_per_day_of_care: float
) -> float:
    """Return the hours of care that today's patients need, given how ill they are.

    Parameters
    ----------
    patients : mapping of str to float
        Patients by level of acuity.
    weights : mapping of str to float
        Care of one patient of each level, where the standard patient is 1.
    hours_per_day_of_care : float
        Hours a day that the standard patient needs.

    Returns
    -------
    float
        Productive hours of the day.

    Raises
    ------
    ValueError
        If a level has no weight, a figure is negative or there are no patients.

    Examples
    --------
    >>> levels = {"1": 8, "2": 10, "3": 6, "4": 2}
    >>> round(acuity_weighted_hours(levels, {"1": 0.75, "2": 1, "3": 1.35, "4": 1.9}, 9.5), 2)
    265.05
    """
    require.non_negative("hours_per_day_of_care", hours_per_day_of_care)
    return acuity_index(patients, weights) * sum(patients.values()) * hours_per_day_of_care


def skill_mix(hours: Mapping[str, float]) -> dict[str, float]:
    """Return each role's share of the hours of care.

    Parameters
    ----------
    hours : mapping of str to float
        Productive hours by role; hours and not heads, because part-timers are heads too.

    Returns
    -------
    dict of str to float
        Shares that sum to 1.

    Raises
    ------
    ValueError
        If a role has negative hours or nobody has any.

    Examples
    --------
    >>> skill_mix({"RN": 150, "aide": 50})
    {'RN': 0.75, 'aide': 0.25}
    """
    for role, worked in hours.items():
        require.non_negative(f"hours[{role!r}]", worked)
    everyone = sum(hours.values())
    require.positive("hours of all roles", everyone)
    return {role: worked / everyone for role, worked in hours.items()}


def hours_by_role(productive: float, mix: Mapping[str, float]) -> dict[str, float]:
    """Return the hours that each role works, from the whole and a skill mix.

    Parameters
    ----------
    productive : float
        Productive hours of all roles.
    mix : mapping of str to float
        Each role's share of the hours; they sum to 1.

    Returns
    -------
    dict of str to float
        Productive hours by role.

    Raises
    ------
    ValueError
        If the hours are negative or the shares do not sum to 1.
    """
    require.non_negative("productive", productive)
    require.mix("mix", mix)
    return {role: productive * share for role, share in mix.items()}


def blended_hour_usd(mix: Mapping[str, float], hour_usd: Mapping[str, float]) -> float:
    """Return what an average hour of care costs under a skill mix.

    Parameters
    ----------
    mix : mapping of str to float
        Each role's share of the hours; they sum to 1.
    hour_usd : mapping of str to float
        What an hour of each role costs, in dollars.

    Returns
    -------
    float
        Dollars an hour, each role counted by its hours.

    Raises
    ------
    ValueError
        If a role has no price, a price is negative or the shares do not sum to 1.

    Examples
    --------
    >>> blended_hour_usd({"RN": 0.75, "aide": 0.25}, {"RN": 48, "aide": 20})
    41.0
    """
    require.mix("mix", mix)
    _same_keys("mix", mix, "hour_usd", hour_usd)
    for role, price in hour_usd.items():
        require.non_negative(f"hour_usd[{role!r}]", price)
    return sum(share * hour_usd[role] for role, share in mix.items())


def _same_keys(first: str, these: Mapping[str, float], second: str, those: Mapping[str, float]) -> None:
    """Raise ValueError unless two tables speak of the same things."""
    odd = sorted(set(these) ^ set(those))
    if odd:
        raise ValueError(f"{first} and {second} must name the same; only one of them names {odd[0]!r}")
