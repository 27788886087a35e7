"""What working on a cause of denial adds to a month.

A cause is worth working on for the money that would otherwise stay lost and for the appeals that nobody need
write: not for its cases, its charges, or what an appeal brings back anyway.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CAUSE_KEYS = (
    "registration",
    "prior_authorization",
    "medical_necessity",
    "coding_edit",
    "timely_filing",
    "duplicate",
    "missing_records",
    "coordination_of_benefits",
    "non_covered",
)

REWORK_USD = 60  # a case won back; hospitals spent about $57 on each claim they fought over (Premier, 2023)


@dataclass(frozen=True)
class DenialCause:
    """One cause of denial, as a month's work list shows it.

    Parameters
    ----------
    key : str
        One of `CAUSE_KEYS`.
    cases : int
        Claims denied for this cause in a month.
    gross_usd, net_usd : float
        Charges of one such claim, and what the payer would pay of them.
    overturned_share : float
        Share of these denials that is won back on appeal today, 0 to 1.
    preventable_share : float
        Share that work at the front end would prevent, 0 to 1.
    hours : int
        Whole staff-hours a month that this work takes.
    rework_usd : float
        Staff cost of winning one denial back: reading, records, appeal.
    """

    key: str
    cases: int
    gross_usd: float
    net_usd: float
    overturned_share: float
    preventable_share: float
    hours: int
    rework_usd: float = REWORK_USD

    @property
    def label(self) -> str:
        """What managers call it."""
        return "non-covered" if self.key == "non_covered" else self.key.replace("_", " ")


Measure = Callable[[DenialCause], float]

# A month at Wrenfield: cases, gross and net dollars a case, overturned, preventable, staff-hours.
STORY_HOURS = 200
STORY_CAUSES = tuple(
    DenialCause(key, *figures)
    for key, figures in zip(
        CAUSE_KEYS,
        (
            (310, 2_100, 520, 0.15, 0.70, 80),
            (140, 9_800, 2_450, 0.35, 0.55, 95),
            (62, 41_000, 9_400, 0.62, 0.45, 90),
            (220, 1_500, 340, 0.60, 0.80, 40),
            (38, 6_200, 1_550, 0.02, 0.90, 35),
            (420, 1_900, 0, 0.00, 0.85, 20),
            (120, 5_200, 1_250, 0.30, 0.75, 50),
            (95, 3_300, 790, 0.30, 0.50, 40),
            (70, 2_600, 410, 0.05, 0.20, 55),
        ),
        strict=True,
    )
)


# ---------------------------------------------------------------- measures of a cause


def recoverable_usd(cause: DenialCause) -> float:
    """Return what working on a cause adds in a month, in dollars.

    Parameters
    ----------
    cause : DenialCause
        The cause, with its month of cases.

    Returns
    -------
    float
        cases x preventable x (net x (1 - overturned) + rework x overturned): net, because charges are never paid
        in full; without what appeals win back, because that money comes anyway; with what winning it back costs,
        because a denial that never comes needs no appeal.
    """
    lost_usd = cause.net_usd * (1 - cause.overturned_share)
    appeals_usd = cause.rework_usd * cause.overturned_share
    return cause.cases * cause.preventable_share * (lost_usd + appeals_usd)


def without_overturns_usd(cause: DenialCause) -> float:
    """Return what a cause seems to be worth to someone who forgets that appeals win some of it back."""
    return cause.cases * cause.net_usd * cause.preventable_share


def case_count(cause: DenialCause) -> float:
    """Return how often a cause occurs in a month."""
    return cause.cases


def gross_usd(cause: DenialCause) -> float:
    """Return the charges of one denied claim."""
    return cause.gross_usd


def gross_denied_usd(cause: DenialCause) -> float:
    """Return a month's denied charges."""
    return cause.cases * cause.gross_usd


def hourly_usd(cause: DenialCause) -> float:
    """Return what an hour's work on a cause adds."""
    return recoverable_usd(cause) / cause.hours


def ranked(causes: Sequence[DenialCause], measure: Measure) -> list[DenialCause]:
    """Return the causes by a measure, the highest first."""
    return sorted(causes, key=measure, reverse=True)


# ---------------------------------------------------------------- plans: which causes are worked on


def as_plan(row: NDArray[np.bool_]) -> dict[str, bool]:
    """Return a row of takes and leaves, in the order of `CAUSE_KEYS`, as a plan that can be kept."""
    return {key: bool(taken) for key, taken in zip(CAUSE_KEYS, row, strict=True)}


def selected(causes: Sequence[DenialCause], plan: Mapping[str, bool]) -> tuple[DenialCause, ...]:
    """Return the causes that a plan works on."""
    return tuple(cause for cause in causes if plan[cause.key])


def every_row() -> NDArray[np.bool_]:
    """Return every way to take or leave the causes, one row each."""
    n = len(CAUSE_KEYS)
    return (np.arange(2**n)[:, None] >> np.arange(n) & 1).astype(bool)


def total_of(rows: NDArray[np.bool_], causes: Sequence[DenialCause], measure: Measure) -> NDArray[np.float64]:
    """Return what each row of takes and leaves adds up to, by a measure of a cause."""
    return np.asarray(rows @ np.array([measure(cause) for cause in causes], dtype=float))


def fits_hours(rows: NDArray[np.bool_], causes: Sequence[DenialCause], hours_available: int) -> NDArray[np.bool_]:
    """Return which rows of takes and leaves need no more than the hours there are."""
    return total_of(rows, causes, lambda cause: cause.hours) <= hours_available


def most_within_hours(causes: Sequence[DenialCause], hours_available: int, measure: Measure = recoverable_usd) -> float:
    """Return the most that the hours can bring, by a measure of a cause.

    Parameters
    ----------
    causes : sequence of DenialCause
        In the order of `CAUSE_KEYS`.
    hours_available : int
        Staff-hours in a month.
    measure : callable
        What a cause is taken to bring; by default what it recovers.
    """
    rows = every_row()
    return float(total_of(rows, causes, measure)[fits_hours(rows, causes, hours_available)].max())
