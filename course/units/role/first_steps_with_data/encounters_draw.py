"""A learner's own slice of the encounters: one hospital, three months, one unit and a few thresholds to look with.

The slice is drawn from the data itself, so that each of the eight verbs finds something: enough rows to group, some
that pass each filter and some that do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

DATASET = "encounters"
MONTHS = 3
FEWEST_ROWS, FEWEST_ON_UNIT, FEWEST_FOUND, FEWEST_UNITS = 400, 40, 12, 3
LONG_STAY_DAYS, AGES = (6, 7, 8, 9, 10), (55, 60, 65, 70, 75)
MOST_DRAWS = 1_000


@dataclass(frozen=True)
class EncounterSlice:
    """Which encounters a learner works on, and what to look for in them.

    Parameters
    ----------
    facility_id : str
        The hospital.
    first_month, last_month : str
        First and last month of discharge, such as ``"2024-07"``.
    unit : str
        The nursing unit to filter on.
    payer : str
        The payer to filter on.
    age_from : int
        Patients of this age or older are counted as old.
    long_stay_days : int
        Stays of so many days or more are counted as long.
    """

    facility_id: str
    first_month: str
    last_month: str
    unit: str
    payer: str
    age_from: int
    long_stay_days: int

    @cached_property
    def _rows(self) -> pd.DataFrame:
        rows, months = _discharged(self.facility_id)
        return rows[(months >= self.first_month) & (months <= self.last_month)]

    def table(self) -> pd.DataFrame:
        """Return the slice as a table of its own, which a learner may change without harm.

        Returns
        -------
        pandas.DataFrame
            Every column of the dataset, rows in the order of the data, numbered from 0.
        """
        return self._rows.reset_index(drop=True).copy()

    @property
    def found(self) -> dict[str, int]:
        """Number of rows in all, and that each filter finds."""
        rows = self._rows
        passes = {
            "unit": rows["unit"] == self.unit,
            "payer": rows["payer"] == self.payer,
            "old": rows["age"] >= self.age_from,
            "long": rows["los_days"] >= self.long_stay_days,
        }
        both = passes["unit"] & passes["long"]
        return {
            "all": len(rows),
            **{name: int(kept.sum()) for name, kept in passes.items()},
            "long on unit": int(both.sum()),
        }

    @property
    def works(self) -> bool:
        """Whether each verb has something to find, and each filter something to leave out."""
        found = self.found
        filters = [count for name, count in found.items() if name != "all"]
        return (
            found["all"] >= FEWEST_ROWS
            and found["unit"] >= FEWEST_ON_UNIT
            and min(filters) >= FEWEST_FOUND
            and max(filters) <= found["all"] - FEWEST_FOUND
            and self._rows["unit"].nunique() >= FEWEST_UNITS
            and self._rows["los_days"].nlargest(2).is_unique
        )


def draw(rng: np.random.Generator) -> EncounterSlice:
    """Draw a slice in which every verb finds something.

    Raises
    ------
    RuntimeError
        If the data hold no such slice.
    """
    for _ in range(MOST_DRAWS):
        slice_ = _one(rng)
        if slice_.works:
            return slice_
    raise RuntimeError("The encounters hold no slice that works for every verb; look at the dataset.")


def _one(rng: np.random.Generator) -> EncounterSlice:
    facility = str(rng.choice(_facilities()))
    rows, month_of = _discharged(facility)
    months = sorted(set(month_of))
    start = int(rng.integers(len(months) - MONTHS + 1))
    return EncounterSlice(
        facility_id=facility,
        first_month=str(months[start]),
        last_month=str(months[start + MONTHS - 1]),
        unit=str(rng.choice(sorted(rows["unit"].unique()))),
        payer=str(rng.choice(sorted(rows["payer"].unique()))),
        age_from=int(rng.choice(AGES)),
        long_stay_days=int(rng.choice(LONG_STAY_DAYS)),
    )


@cache
def _facilities() -> tuple[str, ...]:
    """Return the hospitals whose encounters suffice for a slice."""
    from course.datasets import load

    rows = load(DATASET)
    counts = rows["facility_id"].value_counts()
    months = rows["discharge_date"].dt.to_period("M").nunique()
    return tuple(sorted(counts[counts * MONTHS / months >= FEWEST_ROWS].index))


@cache
def _discharged(facility_id: str) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the encounters of one hospital and the month of each discharge, read once."""
    from course.datasets import load

    rows = load(DATASET)
    rows = rows[rows["facility_id"] == facility_id]
    return rows, rows["discharge_date"].dt.strftime("%Y-%m").to_numpy(dtype="U7")
