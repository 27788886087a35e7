"""What the scheduling office sent: repaired but for the three kinds of dirt that a join shows."""

from __future__ import annotations

import pandas as pd
import pytest

from course.case import case_for
from course.datasets import load
from course.units.staffing.rosters.shift_sheet_draw import FEWEST, UNITS, UNITS_OF_ONE, sent_shifts, sheet_of


@pytest.fixture(scope="module")
def twin() -> pd.DataFrame:
    """The clean shifts that the extract was taken from."""
    shifts = load("nurse_shifts")
    return shifts[shifts["date"].between("2025-03-02", "2025-03-29")]


def test_dates_shifts_and_hours_of_own_staff_are_those_of_the_clean_twin(twin: pd.DataFrame) -> None:
    """Numbers filled up, each row once, leavers out: what is left are the clean shifts of own staff."""
    sent, staff = sent_shifts(), load("staff_roster").set_index("emp_id")["term_date"]
    own = sent[~sent["agency"]].assign(emp_id=lambda t: t["emp_id"].str.zfill(6)).drop_duplicates()
    own = own[~(own["emp_id"].map(staff) < own["date"])]
    key = ["date", "dept_id", "shift", "emp_id"]
    ours = own[[*key, "hours"]].sort_values(key).reset_index(drop=True)
    theirs = twin[~twin["agency"]].rename(columns={"worked_hours": "hours"})
    theirs = theirs[[*key, "hours"]].sort_values(key).reset_index(drop=True)
    pd.testing.assert_frame_equal(ours, theirs, check_dtype=False)


@pytest.mark.parametrize("learner", ["ana", "ben", *(f"learner-{i}" for i in range(12))])
def test_three_units_with_copies_and_people_who_had_left(learner: str) -> None:
    sheet = sheet_of(case_for("03_staffing", learner))
    assert len(set(sheet.units)) == UNITS_OF_ONE and set(sheet.units) <= set(UNITS.values())
    own = sheet.shifts[~sheet.shifts["agency"]]
    assert own.duplicated().sum() >= FEWEST
    joined = own.assign(emp_id=own["emp_id"].str.zfill(6)).merge(sheet.staff, on="emp_id", how="left")
    assert len(joined) == len(own), "each number is one person"
    assert (joined["term_date"] < joined["date"]).sum() >= FEWEST
    assert joined["role"].notna().all(), "with their zeros all own staff are found"
    assert not own["emp_id"].isin(sheet.staff["emp_id"]).all(), "without them many are not"


def test_copies_of_own_staff_are_rare_and_nameless_agency_shifts_look_like_many() -> None:
    sent = sent_shifts()
    agency = sent[sent["agency"]]
    assert agency.duplicated().mean() > 5 * sent[~sent["agency"]].duplicated().mean()
