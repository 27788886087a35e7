"""Last week on the unit, day by day: patients, hours of direct care, and the hours that were paid and not worked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

    from course.units.staffing.case import StaffingCase
    from course.units.staffing.census_to_ftes.unit_draw import Unit

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SHIFT_HOURS = 12
WEEKDAY_PATTERN = np.array([0.0, 1.0, 1.5, 1.0, 0.0, -2.0, -1.5])  # patients beside the mean; weekends are quieter
# Staff follow the patients half-way: shifts were planned before anybody knew who would come.
STAFF_FOLLOW = 0.5
LEAST_GAP_HOURS = 0.04  # between the sums' ratio and the mean of daily ratios, so that a check can tell them apart


@dataclass(frozen=True)
class Week:
    """One week of one unit.

    Parameters
    ----------
    patients : tuple of int
        Patients cared for on each day, Monday first: the day's patient days.
    direct_hours : tuple of int
        Hours of direct care that were worked on each day.
    away_hours : int
        Hours of the week that were paid and not worked.
    staffed_beds, licensed_beds : int
        Beds that have a team, and beds that the license allows.
    """

    patients: tuple[int, ...]
    direct_hours: tuple[int, ...]
    away_hours: int
    staffed_beds: int
    licensed_beds: int

    @property
    def patient_days(self) -> int:
        """Patient days of the week."""
        return sum(self.patients)

    @property
    def worked_hours(self) -> int:
        """Hours of direct care worked in the week."""
        return sum(self.direct_hours)

    @property
    def paid_hours(self) -> int:
        """Hours of direct-care staff that the week's payroll pays."""
        return self.worked_hours + self.away_hours

    @property
    def mean_of_daily_ratios(self) -> float:
        """The seven daily ratios averaged: a slip, because a quiet day counts as much as a full one."""
        return float(np.mean(np.array(self.direct_hours) / np.array(self.patients)))

    @property
    def table(self) -> pd.DataFrame:
        """The week as a table, a row for each day."""
        import pandas as pd

        columns = {"patients": self.patients, "hours of direct care": self.direct_hours}
        return pd.DataFrame(columns, index=pd.Index(DAYS, name="day"))


def week_of(my: StaffingCase) -> Week:
    """Return last week on a learner's unit."""
    return draw(my.part("week"), my.unit)


def draw(rng: np.random.Generator, unit: Unit) -> Week:
    """Draw a week in which the way of dividing shows: by sums, by days, by beds."""
    while True:
        week = _one_week(rng, unit)
        ratio = week.worked_hours / week.patient_days
        if abs(ratio - week.mean_of_daily_ratios) >= LEAST_GAP_HOURS:
            return week


def _one_week(rng: np.random.Generator, unit: Unit) -> Week:
    census = unit.average_daily_census
    patients = np.clip(np.rint(census + WEEKDAY_PATTERN + rng.normal(0, 1.5, len(DAYS))), 1, unit.beds - 1).astype(int)
    follow = STAFF_FOLLOW * patients + (1 - STAFF_FOLLOW) * census
    shifts = np.rint(follow * unit.hours_per_patient_day / SHIFT_HOURS * rng.uniform(0.94, 1.02, len(DAYS)))
    worked = shifts.astype(int) * SHIFT_HOURS
    away = round(float(worked.sum()) * unit.nonproductive_share / unit.productive_share)
    return Week(
        patients=tuple(int(p) for p in patients),
        direct_hours=tuple(int(hours) for hours in worked),
        away_hours=away,
        staffed_beds=unit.beds,
        licensed_beds=unit.beds + int(rng.integers(4, 7)),
    )
