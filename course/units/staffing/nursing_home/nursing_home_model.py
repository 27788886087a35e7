"""A learner's nursing home: four weeks of payroll-based hours, the week to plan, and who pays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from course.staffing.nursing_home import StaffDay, hprd_weekday_and_weekend
from course.units.staffing.nursing_home.nursing_home_week_model import HomeWeek


@dataclass(frozen=True)
class CensusMix:
    """Residents by payer and what each pays for a resident day, in dollars."""

    residents: Mapping[str, int]
    rate_usd: Mapping[str, int]

    @property
    def daily_revenue_usd(self) -> dict[str, int]:
        """What each payer brings in a day."""
        return {payer: residents * self.rate_usd[payer] for payer, residents in self.residents.items()}


@dataclass(frozen=True)
class Home:
    """Everything that the unit asks about the nursing home: four weeks of days, the week to plan, the census mix."""

    days: tuple[StaffDay, ...]
    week: HomeWeek
    mix: CensusMix


@dataclass(frozen=True)
class WeekendHours:
    """Days of hours, with hours per resident day of their weekdays and of their days of the weekend."""

    days: tuple[StaffDay, ...]
    weekday_hprd: float
    weekend_hprd: float


def split_weekend(days: tuple[StaffDay, ...]) -> WeekendHours:
    """Return days with what a resident has on weekdays and at weekends."""
    return WeekendHours(days, *hprd_weekday_and_weekend(days))
