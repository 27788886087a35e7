"""The hospital's nurses as the people office knows them: who left, who leads whom, who was hurt, what shifts cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from course.units.staffing.people.hiring_model import HiringYear


@dataclass(frozen=True)
class YearOfLeaving:
    """A year's separations and hires of registered nurses, and the posts that were advertised.

    Parameters
    ----------
    headcount_start, headcount_end : int
        People at the first and the last day.
    separations : int
        People who left.
    left_within_a_year : int
        Of them, those within twelve months of starting.
    hires : int
        People hired in the year before, each of whom could have reached the anniversary.
    hires_lost : int
        Of these hires, those who left before it.
    cost_usd : float
        What one separation costs.
    posts : tuple of (date, date or None)
        When each post was opened, and when an offer was accepted; None where it is open.
    """

    headcount_start: int
    headcount_end: int
    separations: int
    left_within_a_year: int
    hires: int
    hires_lost: int
    cost_usd: int
    posts: tuple[tuple[date, date | None], ...]


@dataclass(frozen=True)
class OpenShifts:
    """Worked hours to be covered, and what each way to cover them costs an hour."""

    hours: int
    wage_usd: float
    differential_usd: float
    benefits_share: float
    payroll_tax_share: float
    productive_share: float
    agency_bill_usd: float


@dataclass(frozen=True)
class Team:
    """One manager's direct reports: people, and the FTEs they work."""

    manager: str
    direct_reports: int
    ftes: float


@dataclass(frozen=True)
class Injuries:
    """A year's recordable cases, the hours worked and the hours paid."""

    cases: int
    hours_worked: int
    hours_paid: int


@dataclass(frozen=True)
class People:
    """The people of the hospital's nursing units."""

    year: HiringYear
    leaving: YearOfLeaving
    open_shifts: OpenShifts
    teams: tuple[Team, ...]
    injuries: Injuries
