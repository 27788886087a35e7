"""A learner's own slice of the encounters: every verb finds something in it, and no learner harms another's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from course.datasets import dictionary, load
from course.units.role.case import RoleCase
from course.units.role.first_steps_with_data import encounters_draw as cases

LEARNERS = [RoleCase(f"learner-{i}").encounters for i in range(200)]
MINE = LEARNERS[0]


def test_every_slice_works_for_every_verb() -> None:
    for each in LEARNERS:
        found = each.found
        assert each.works
        assert found["all"] >= 400 and found["unit"] >= 40
        assert all(12 <= count <= found["all"] - 12 for name, count in found.items() if name != "all")


def test_a_slice_is_three_months_of_discharges_from_one_hospital() -> None:
    for each in LEARNERS[:10]:
        rows = each.table()
        months = rows["discharge_date"].dt.strftime("%Y-%m")
        assert months.nunique() == 3
        assert (months.min(), months.max()) == (each.first_month, each.last_month)
        assert set(rows["facility_id"]) == {each.facility_id}


def test_the_counts_are_those_of_plain_filters() -> None:
    rows = MINE.table()
    on_unit, long = rows["unit"] == MINE.unit, rows["los_days"] >= MINE.long_stay_days
    assert MINE.found == {
        "all": len(rows),
        "unit": int(on_unit.sum()),
        "payer": int((rows["payer"] == MINE.payer).sum()),
        "old": int((rows["age"] >= MINE.age_from).sum()),
        "long": int(long.sum()),
        "long on unit": len(rows[on_unit & long]),
    }


def test_the_longest_stay_is_one_patients_so_that_sorting_has_one_answer() -> None:
    for each in LEARNERS:
        longest, next_one = each.table()["los_days"].nlargest(2)
        assert longest > next_one


@pytest.mark.parametrize(
    "change",
    [
        {"unit": "Hotel"},
        {"payer": "Barter"},
        {"age_from": 0},
        {"age_from": 111},
        {"long_stay_days": 1},
        {"long_stay_days": 400},
        {"first_month": "2030-01", "last_month": "2030-03"},
        {"last_month": "2000-01"},
        {"facility_id": "ACC"},
    ],
)
def test_every_figure_of_a_slice_is_live(change: dict) -> None:
    """A slice in which a verb finds nothing, or everything, is refused."""
    assert not replace(MINE, **change).works


def test_a_learner_who_changes_the_table_changes_a_copy() -> None:
    before = MINE.found
    table = MINE.table()
    table["unit"] = "Hotel"
    assert MINE.found == before
    assert "Hotel" not in set(MINE.table()["unit"])


def test_the_table_has_every_column_of_the_dictionary() -> None:
    assert list(MINE.table().columns) == list(dictionary("encounters")["field"])
    assert list(MINE.table().index) == list(range(len(MINE.table())))


def test_slices_differ_between_learners_and_stay_with_one() -> None:
    assert len(set(LEARNERS)) >= 195
    assert RoleCase("ana").encounters == RoleCase("ana").encounters


def test_the_slice_holds_rows_of_the_dataset_and_nothing_else() -> None:
    whole = load("encounters").set_index("enc_id")
    rows = MINE.table().set_index("enc_id")
    assert rows.equals(whole.loc[rows.index])


def test_data_without_a_slice_that_works_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases, "FEWEST_ROWS", 10**9)
    monkeypatch.setattr(cases, "MOST_DRAWS", 3)
    with pytest.raises(RuntimeError, match="no slice that works"):
        cases.draw(RoleCase("ana").part("encounters"))
