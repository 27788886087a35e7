"""What federal law asks of a nursing home's nurses, and what it asked for and no longer does.

Three yardsticks are kept apart: the federal floor, which is law; a board's own policy, which is a promise; and the
repealed minimum, which is history. The first and the last are read from the table of reference values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from course import validation as require
from course.datasets import reference

__all__ = [
    "FederalFloor",
    "RepealedMinimum",
    "federal_floor",
    "longest_stretch_hours",
    "repealed_minimum",
    "totals_can_keep_floor",
]

HOURS_PER_DAY = 24


@dataclass(frozen=True)
class FederalFloor:
    """How one day stands against the federal floor.

    Above it the law asks for staff sufficient to meet each resident's needs, which no count of hours proves.

    Parameters
    ----------
    rn_stretch_hours : float
        The longest unbroken stretch of the day with a registered nurse on duty.
    licensed_hours : float
        Hours of the day with a licensed nurse, registered or practical, on duty.
    rn_required_hours, licensed_required_hours : float
        What 42 CFR 483.35 asks for.
    """

    rn_stretch_hours: float
    licensed_hours: float
    rn_required_hours: float
    licensed_required_hours: float

    @property
    def rn_kept(self) -> bool:
        return self.rn_stretch_hours >= self.rn_required_hours

    @property
    def licensed_kept(self) -> bool:
        return self.licensed_hours >= self.licensed_required_hours

    @property
    def kept(self) -> bool:
        return self.rn_kept and self.licensed_kept


def longest_stretch_hours(on_duty_by_hour: Sequence[float]) -> int:
    """Return the longest run of consecutive hours of one day in which anybody is on duty.

    Parameters
    ----------
    on_duty_by_hour : sequence of float
        People on duty in each of the 24 hours from midnight.

    Returns
    -------
    int
        Hours; a run is not carried over midnight, because the rule is asked day by day.

    Raises
    ------
    ValueError
        If there are not 24 hours, or a count is negative.

    Examples
    --------
    >>> longest_stretch_hours([0] * 7 + [1] * 4 + [0] + [2] * 6 + [0] * 6)
    6
    """
    if len(on_duty_by_hour) != HOURS_PER_DAY:
        raise ValueError(f"on_duty_by_hour must have 24 entries, got {len(on_duty_by_hour)}; start at midnight")
    longest = run = 0
    for people in on_duty_by_hour:
        require.non_negative("on_duty_by_hour", people)
        run = run + 1 if people > 0 else 0
        longest = max(longest, run)
    return longest


def federal_floor(rn_by_hour: Sequence[float], lpn_by_hour: Sequence[float]) -> FederalFloor:
    """Return how a day's schedule stands against the federal floor.

    Parameters
    ----------
    rn_by_hour, lpn_by_hour : sequence of float
        Registered and licensed practical nurses on duty in each of the 24 hours from midnight. Totals do not
        suffice: 24 hours of registered nurses may all fall within the same eight.

    Returns
    -------
    FederalFloor
        The two counts beside what 42 CFR 483.35 asks for. Waivers and states' own rules are another matter.

    Raises
    ------
    ValueError
        If there are not 24 hours, or a count is negative.

    Examples
    --------
    >>> federal_floor([0] * 8 + [1] * 8 + [0] * 8, [1] * 24).kept
    True
    """
    longest_stretch_hours(lpn_by_hour)  # refuses a day that is not whole
    return FederalFloor(
        rn_stretch_hours=longest_stretch_hours(rn_by_hour),
        licensed_hours=sum(rn > 0 or lpn > 0 for rn, lpn in zip(rn_by_hour, lpn_by_hour, strict=True)),
        rn_required_hours=reference("nursing_home_rn_consecutive_hours").value,
        licensed_required_hours=reference("nursing_home_licensed_nurse_hours").value,
    )


@dataclass(frozen=True)
class RepealedMinimum:
    """The federal minimum that was published, fought over and repealed: a yardstick of history and never the law.

    Parameters
    ----------
    total_hprd, rn_hprd, aide_hprd : float
        Hours per resident day that it would have asked for.
    cite, history : str
        Where the figure stands, and what became of the rule, with its dates.
    """

    total_hprd: float
    rn_hprd: float
    aide_hprd: float
    cite: str
    history: str


def repealed_minimum() -> RepealedMinimum:
    """Return the repealed federal minimum with its history, as the table of reference values keeps them.

    Returns
    -------
    RepealedMinimum
        Its three figures, its source and what became of it.

    Examples
    --------
    >>> "repealed" in repealed_minimum().history
    True
    """
    total = reference("nursing_home_minimum_2024_total_hours")
    return RepealedMinimum(
        total_hprd=total.value,
        rn_hprd=reference("nursing_home_minimum_2024_rn_hours").value,
        aide_hprd=reference("nursing_home_minimum_2024_aide_hours").value,
        cite=total.cite,
        history=total.note,
    )


def totals_can_keep_floor(rn_hours: Any, licensed_hours: Any) -> Any:
    """Return whether a day's total hours suffice for some schedule that keeps the federal floor.

    Parameters
    ----------
    rn_hours, licensed_hours : float or array
        Hours of registered nurses, and of registered and practical nurses together, in a day.

    Returns
    -------
    bool or array of bool
        Necessary and not sufficient: `federal_floor` looks at the schedule itself.

    Examples
    --------
    >>> totals_can_keep_floor(58, 140), totals_can_keep_floor(7, 140)
    (True, False)
    """
    enough_rn = rn_hours >= reference("nursing_home_rn_consecutive_hours").value
    return enough_rn & (licensed_hours >= reference("nursing_home_licensed_nurse_hours").value)
