"""Draws last week on the unit: a weekly pattern around its mean census, and staff who follow it half-way."""

from __future__ import annotations

import numpy as np

from course.cases.drawing import first_accepted
from course.staffing.hours import paid_hours
from course.units.staffing.census_to_ftes.census_week_model import DAYS, CensusWeek, slip_distance_hours
from course.units.staffing.census_to_ftes.unit_model import Unit

SHIFT_HOURS = 12
WEEKDAY_PATTERN = np.array([0.0, 1.0, 1.5, 1.0, 0.0, -2.0, -1.5])  # patients beside the mean; weekends are quieter
# Staff follow the patients half-way: shifts were planned before anybody knew who would come.
STAFF_FOLLOW = 0.5
LEAST_SLIP_DISTANCE_HOURS = 0.04  # so that a check can tell the mean of daily ratios from the ratio of the sums


def draw(rng: np.random.Generator, unit: Unit) -> CensusWeek:
    """Draw a week in which the way of dividing shows: by sums, by days, by beds."""
    return first_accepted(
        lambda: _one_week(rng, unit),
        lambda week: slip_distance_hours(week) >= LEAST_SLIP_DISTANCE_HOURS,
        "week of patients and hours",
    )


def _one_week(rng: np.random.Generator, unit: Unit) -> CensusWeek:
    census = unit.average_daily_census
    patients = np.clip(np.rint(census + WEEKDAY_PATTERN + rng.normal(0, 1.5, len(DAYS))), 1, unit.beds - 1).astype(int)
    follow = STAFF_FOLLOW * patients + (1 - STAFF_FOLLOW) * census
    shifts = np.rint(follow * unit.hours_per_patient_day / SHIFT_HOURS * rng.uniform(0.94, 1.02, len(DAYS)))
    worked = shifts.astype(int) * SHIFT_HOURS
    total = float(worked.sum())
    return CensusWeek(
        patients=tuple(int(p) for p in patients),
        direct_hours=tuple(int(hours) for hours in worked),
        away_hours=round(paid_hours(total, unit.productive_share) - total),
        staffed_beds=unit.beds,
        licensed_beds=unit.beds + int(rng.integers(4, 7)),
    )
