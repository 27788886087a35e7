"""A learner's own slice of the encounters: one hospital, three months, one unit and a few thresholds to look with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from course.datasets import load

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

DATASET = "encounters"


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
        rows, months = discharges_of(self.facility_id)
        return rows[(months >= self.first_month) & (months <= self.last_month)]

    def table(self) -> pd.DataFrame:
        """Return the slice as a table of its own, which a learner may change without harm.

        Returns
        -------
        pandas.DataFrame
            Every column of the dataset, rows in the order of the data, numbered from 0.
        """
        return self._rows.reset_index(drop=True).copy()


@cache
def discharges_of(facility_id: str) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the encounters of one hospital and the month of each discharge, read once."""
    rows = load(DATASET)
    rows = rows[rows["facility_id"] == facility_id]
    return rows, rows["discharge_date"].dt.strftime("%Y-%m").to_numpy(dtype="U7")
