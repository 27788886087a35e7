"""Nurses at all times: the fewest a ratio allows, and who keeps it while one of them eats.

A ratio that holds *at all times* knows no average: not over the day, not over the unit, not over lunch. So the
nurses needed are whole people for the patients who are there now, with somebody to take over during breaks.
"""

from __future__ import annotations

from course import validation as require
from course.datasets import Reference, reference

__all__ = [
    "break_relief",
    "counted_nurses",
    "most_patients",
    "nurses_at_all_times",
    "nurses_by_ratio",
    "statutory_ratio",
]

# Units of California's table, the only one of its kind that binds a whole state's hospitals by law. Elsewhere a
# hospital may adopt it as its own policy. The figures stand in the reference values, as ``nurse_ratio_<unit>``.
UNITS = (
    "icu",
    "pacu",
    "labor_delivery",
    "step_down",
    "telemetry",
    "emergency",
    "pediatrics",
    "specialty",
    "medical_surgical",
    "postpartum_couplets",
    "psychiatric",
    "operating_room",
)
BREAK_MINUTES = 30.0  # away from patients in each four-hour block: a judgment for teaching, a house has its own rule
BLOCK_MINUTES = 240.0


def statutory_ratio(unit: str) -> Reference:
    """Return the most patients that California lets a licensed nurse have, with its source.

    Parameters
    ----------
    unit : str
        One of `UNITS`.

    Returns
    -------
    Reference
        Its `value` is patients per nurse; `cite` is the figure with source and vintage.

    Raises
    ------
    ValueError
        If the table has no such unit.

    Examples
    --------
    >>> statutory_ratio("telemetry").value
    4.0
    """
    if unit not in UNITS:
        raise ValueError(f"the table has no unit {unit!r}; use one of {', '.join(UNITS)}")
    return reference(f"nurse_ratio_{unit}")


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


def counted_nurses(on_duty: int, charge_nurses: int, charge_gives_care: bool = False) -> int:
    """Return the nurses who count toward a ratio.

    Parameters
    ----------
    on_duty : int
        Licensed nurses in the unit, charge nurses among them.
    charge_nurses : int
        How many of them lead the shift.
    charge_gives_care : bool
        Whether those have patients of their own at that time; only then do they count, and nobody is free to lead.

    Returns
    -------
    int
        Nurses who count.

    Raises
    ------
    ValueError
        If a figure is not whole or there are more charge nurses than nurses.

    Examples
    --------
    >>> counted_nurses(7, 1), counted_nurses(7, 1, charge_gives_care=True)
    (6, 7)
    """
    require.whole("on_duty", on_duty)
    require.whole("charge_nurses", charge_nurses)
    if charge_nurses > on_duty:
        raise ValueError(f"charge_nurses ({charge_nurses}) exceeds on_duty ({on_duty}); count them among those on duty")
    return int(on_duty if charge_gives_care else on_duty - charge_nurses)


def most_patients(nurses: int, patients_per_nurse: int) -> int:
    """Return the most patients that a number of counted nurses may have: `nurses_by_ratio` turned round.

    Parameters
    ----------
    nurses : int
        Nurses who count toward the ratio, without break relief.
    patients_per_nurse : int
        Most patients to a nurse.

    Returns
    -------
    int
        Patients; above it the unit has to close a bed or find a nurse.

    Raises
    ------
    ValueError
        If a figure is not whole or out of bounds.
    """
    require.whole("nurses", nurses)
    require.whole("patients_per_nurse", patients_per_nurse, at_least=1)
    return int(nurses * patients_per_nurse)
