"""How full a hospital's beds are on an average night, and how one of them spends its year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from course.role import kpi
from course.units.role.the_dashboard.dashboard_model import STAFFED, Period


@dataclass(frozen=True)
class Night:
    """An average night: how many patients lie in how many beds."""

    patients: int
    beds: Mapping[str, int]

    def share(self, beds: str) -> float:
        """Return the share of one set of beds that is taken."""
        return kpi.occupancy(self.patients, 1, self.beds[beds])


def average_night(period: Period) -> Night:
    """Return a period's average night."""
    return Night(round(kpi.average_daily_census(period.patient_days, period.days)), period.beds)


@dataclass(frozen=True)
class BedYear:
    """How one staffed bed spends its year, on average."""

    turns: float
    stay_days: float
    gap_days: float


def year_of_a_bed(period: Period) -> BedYear:
    """Return the turns of an average staffed bed, and the days taken and empty in each."""
    beds = period.beds[STAFFED]
    return BedYear(
        kpi.bed_turns(period.discharges, beds),
        kpi.approximate_length_of_stay(period.patient_days, period.discharges),
        kpi.turnover_interval_days(period.patient_days, period.days, beds, period.discharges),
    )
