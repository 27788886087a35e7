"""The slices of the encounters that learners are dealt: every verb finds something in each."""

from __future__ import annotations

import pytest

from course.case import case_for
from course.units.role.first_steps_with_data import encounters_draw as drawing
from course.units.role.first_steps_with_data import encounters_found_model as model
from course.units.role.first_steps_with_data.encounters_found_model import rows_found, suits_every_verb
from tests.support.when_asked import WhenAsked
from tests.units.role.learners import LEARNERS as CASES

LEARNERS = WhenAsked(lambda: [my.encounters for my in CASES])


def test_every_slice_suits_every_verb() -> None:
    for each in LEARNERS:
        found = rows_found(each)
        assert suits_every_verb(each)
        assert found["all"] >= 400 and found["unit"] >= 40
        assert all(12 <= count <= found["all"] - 12 for name, count in found.items() if name != "all")


def test_a_slice_is_three_months_of_discharges_from_one_hospital() -> None:
    for each in LEARNERS[:10]:
        rows = each.table()
        months = rows["discharge_date"].dt.strftime("%Y-%m")
        assert months.nunique() == 3
        assert (months.min(), months.max()) == (each.first_month, each.last_month)
        assert set(rows["facility_id"]) == {each.facility_id}


def test_the_longest_stay_is_one_patients_so_that_sorting_has_one_answer() -> None:
    for each in LEARNERS:
        longest, next_one = each.table()["los_days"].nlargest(2)
        assert longest > next_one


def test_slices_differ_between_learners_and_stay_with_one() -> None:
    assert len(set(LEARNERS)) >= 195
    assert case_for("01_role", "ana").encounters == case_for("01_role", "ana").encounters


def test_data_without_a_slice_that_suits_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "FEWEST_ROWS", 10**9)
    monkeypatch.setattr(drawing, "MOST_DRAWS", 3)
    with pytest.raises(RuntimeError, match="No slice of the encounters was accepted in 3 draws"):
        drawing.draw(case_for("01_role", "ana").part("encounters"))
