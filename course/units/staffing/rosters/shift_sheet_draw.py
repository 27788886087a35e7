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

    from course.units.staffing.case import StaffingCase

UNITS = {
    "D01": "Medical",
    "D02": "Surgical",
    "D03": "Telemetry",
    "D04": "Step-down",
    "D05": "Intensive care",
    "D06": "Mothers",
}
UNITS_OF_ONE = 3  # units that one learner looks after
NUMBER_LENGTH = 6
EXCEL_BEGINS = "1899-12-30"  # day 0 of a spreadsheet's serial dates
LONGEST_SHIFT_HOURS, MINUTES_FROM = 24, 600
FEWEST = 2  # copies, and shifts of people who had left, that three units hold


@dataclass(frozen=True)
class Sheet:
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


def sheet_of(my: StaffingCase) -> Sheet:
    """Return the shifts of a learner's three units, some with copies and with people who had left."""
    rng, sent, staff = my.part("shift sheet"), sent_shifts(), _staff()
    while True:
        chosen = sorted(str(dept) for dept in rng.choice(list(UNITS), UNITS_OF_ONE, replace=False))
        shifts = sent[sent["dept_id"].isin(chosen)].drop(columns="dept_id").reset_index(drop=True)
        own = shifts[~shifts["agency"]]
        if own.duplicated().sum() >= FEWEST and _of_the_gone(own, staff) >= FEWEST:
            return Sheet(tuple(UNITS[dept] for dept in chosen), shifts, staff.copy())


@lru_cache(maxsize=1)
def sent_shifts() -> pd.DataFrame:
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


@lru_cache(maxsize=1)
def _staff() -> pd.DataFrame:
    return load("staff_roster")[["emp_id", "role", "hire_date", "term_date"]]


def _of_the_gone(own: pd.DataFrame, staff: pd.DataFrame) -> int:
    """Return how many shifts stand under the number of somebody who had left before."""
    left = own["emp_id"].str.zfill(NUMBER_LENGTH).map(staff.set_index("emp_id")["term_date"])
    return int((left < own["date"]).sum())


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
