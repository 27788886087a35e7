"""What the scheduling office sent: repaired but for the three kinds of dirt that a join shows."""

from __future__ import annotations

import pandas as pd
import pytest

from course.datasets import load
from course.units.staffing.rosters.shift_sheet_model import (
    UNITS,
    copies,
    sheet_of_units,
    shifts_after_leaving,
    shifts_as_sent,
)


@pytest.fixture(scope="module")
def twin() -> pd.DataFrame:
    """The clean shifts that the extract was taken from."""
    shifts = load("nurse_shifts")
    return shifts[shifts["date"].between("2025-03-02", "2025-03-29")]


def test_dates_shifts_and_hours_of_own_staff_are_those_of_the_clean_twin(twin: pd.DataFrame) -> None:
    """Numbers filled up, each row once, leavers out: what is left are the clean shifts of own staff."""
    sent, staff = shifts_as_sent(), load("staff_roster").set_index("emp_id")["term_date"]
    own = sent[~sent["agency"]].assign(emp_id=lambda t: t["emp_id"].str.zfill(6)).drop_duplicates()
    own = own[~(own["emp_id"].map(staff) < own["date"])]
    key = ["date", "dept_id", "shift", "emp_id"]
    ours = own[[*key, "hours"]].sort_values(key).reset_index(drop=True)
    theirs = twin[~twin["agency"]].rename(columns={"worked_hours": "hours"})
    theirs = theirs[[*key, "hours"]].sort_values(key).reset_index(drop=True)
    pd.testing.assert_frame_equal(ours, theirs, check_dtype=False)


def test_copies_of_own_staff_are_rare_and_nameless_agency_shifts_look_like_many() -> None:
    sent = shifts_as_sent()
    agency = sent[sent["agency"]]
    assert agency.duplicated().mean() > 5 * sent[~sent["agency"]].duplicated().mean()


def test_copies_and_leavers_are_counted_over_own_staff() -> None:
    """All units together hold what each of them holds."""
    whole, apart = sheet_of_units(list(UNITS)), [sheet_of_units([each]) for each in UNITS]
    assert shifts_after_leaving(whole) == sum(shifts_after_leaving(sheet) for sheet in apart) > 0
    assert copies(whole) == sum(copies(sheet) for sheet in apart) > 0
