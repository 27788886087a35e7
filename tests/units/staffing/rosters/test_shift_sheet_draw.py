"""The three units that learners look after: some shifts were sent twice, and some people had left."""

from __future__ import annotations

import pytest

from course.case import case_for
from course.units.staffing.rosters.shift_sheet_draw import FEWEST, UNITS_OF_ONE
from course.units.staffing.rosters.shift_sheet_model import UNITS


@pytest.mark.parametrize("learner", ["ana", "ben", *(f"learner-{i}" for i in range(12))])
def test_three_units_with_copies_and_people_who_had_left(learner: str) -> None:
    sheet = case_for("03_staffing", learner).shift_sheet
    assert len(set(sheet.units)) == UNITS_OF_ONE and set(sheet.units) <= set(UNITS.values())
    own = sheet.shifts[~sheet.shifts["agency"]]
    assert own.duplicated().sum() >= FEWEST
    joined = own.assign(emp_id=own["emp_id"].str.zfill(6)).merge(sheet.staff, on="emp_id", how="left")
    assert len(joined) == len(own), "each number is one person"
    assert (joined["term_date"] < joined["date"]).sum() >= FEWEST
    assert joined["role"].notna().all(), "with their zeros all own staff are found"
    assert not own["emp_id"].isin(sheet.staff["emp_id"]).all(), "without them many are not"
