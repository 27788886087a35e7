"""What the scheduling office sent of three units: four weeks of shifts, to be held against the staff roster.

The rows are those of the dataset `nurse_shifts_dirty`. Dates, hours, flags and names of shifts have been put right
already; what is left is what a join shows: numbers without their zeros, copies, and people who had left.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from course.datasets import load

if TYPE_CHECKING:
    import pandas as pd

UNITS = {
    "D01": "Medical",
    "D02": "Surgical",
    "D03": "Telemetry",
    "D04": "Step-down",
    "D05": "Intensive care",
    "D06": "Mothers",
}
NUMBER_LENGTH = 6
EXCEL_BEGINS = "1899-12-30"  # day 0 of a spreadsheet's serial dates
LONGEST_SHIFT_HOURS, MINUTES_FROM = 24, 600


@dataclass(frozen=True)
class ShiftSheet:
    """Three units' shifts, and the staff roster they are held against.

    Parameters
    ----------
    units : tuple of str
        Names of the units.
    shifts : DataFrame
        A row for each shift sent: date, unit, shift, emp_id, agency, hours.
    staff : DataFrame
        A row for each person ever employed in these years: emp_id, role, hire_date, term_date.
    """

    units: tuple[str, ...]
    shifts: pd.DataFrame
    staff: pd.DataFrame


def sheet_of_units(departments: list[str]) -> ShiftSheet:
    """Return the shifts that were sent of some units, beside the staff roster."""
    sent = shifts_as_sent()
    shifts = sent[sent["dept_id"].isin(departments)].drop(columns="dept_id").reset_index(drop=True)
    return ShiftSheet(tuple(UNITS[each] for each in departments), shifts, staff_roster().copy())


def copies(sheet: ShiftSheet) -> int:
    """Return how many rows of the units' own staff were sent twice."""
    return int(_of_own_staff(sheet).duplicated().sum())


def shifts_after_leaving(sheet: ShiftSheet) -> int:
    """Return how many shifts stand under the number of somebody who had left before."""
    own = _of_own_staff(sheet)
    left = own["emp_id"].str.zfill(NUMBER_LENGTH).map(sheet.staff.set_index("emp_id")["term_date"])
    return int((left < own["date"]).sum())


def _of_own_staff(sheet: ShiftSheet) -> pd.DataFrame:
    return sheet.shifts[~sheet.shifts["agency"]]


@lru_cache(maxsize=1)
def staff_roster() -> pd.DataFrame:
    """Return everybody ever employed in these years, with role and dates."""
    return load("staff_roster")[["emp_id", "role", "hire_date", "term_date"]]


@lru_cache(maxsize=1)
def shifts_as_sent() -> pd.DataFrame:
    """Return the whole extract with dates, hours, flags and names put right, its foot taken off."""
    import pandas as pd

    raw = load("nurse_shifts_dirty")
    raw = raw[raw["dept_id"].isin(list(UNITS))]
    hours = raw["worked_hours"].astype(float)
    hours = hours.mask(hours > MINUTES_FROM, hours / 60)
    hours = hours.mask(hours >= LONGEST_SHIFT_HOURS, hours - LONGEST_SHIFT_HOURS)
    return pd.DataFrame(
        {
            "date": _dates(raw["date"]),
            "dept_id": raw["dept_id"],
            "unit": raw["dept_id"].map(UNITS),
            "shift": raw["shift"].where(~raw["shift"].isin(["07-19", "Day"]), "D").str[:1].replace("1", "N"),
            "emp_id": raw["emp_id"],
            "agency": raw["agency"].isin(["TRUE", "Y", "1"]),
            "hours": hours,
        }
    )


def _dates(column: pd.Series) -> pd.Series:
    """Return dates from the five forms that the office writes; in slashed ones the month comes first."""
    import pandas as pd

    serial = column.str.fullmatch(r"\d{5}")
    days = pd.to_timedelta(pd.to_numeric(column.where(serial)), unit="D") + pd.Timestamp(EXCEL_BEGINS)
    for pattern, form in (
        (r"\d{8}", "%Y%m%d"),
        (r"\d+/\d+/\d+", "%m/%d/%Y"),
        (r"\d+-[A-Za-z]+-\d+", "%d-%b-%Y"),
        (r"\d{4}-\d+-\d+", "%Y-%m-%d"),
    ):
        days = days.fillna(pd.to_datetime(column.where(column.str.fullmatch(pattern)), format=form))
    return days
