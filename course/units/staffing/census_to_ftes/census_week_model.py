"""Last week on the unit, day by day: patients, hours of direct care, and the hours that were paid and not worked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from course.staffing.hours import hours_per_patient_day

if TYPE_CHECKING:
    import pandas as pd

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True)
class CensusWeek:
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


def slip_distance_hours(week: CensusWeek) -> float:
    """Return how far the mean of the daily ratios is from the ratio of the sums, in hours per patient day."""
    return abs(hours_per_patient_day(week.worked_hours, week.patient_days) - week.mean_of_daily_ratios)
