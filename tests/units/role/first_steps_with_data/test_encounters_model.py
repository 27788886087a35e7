"""A slice of the encounters: the figures to look for in it, and a table that a learner may change without harm."""

from __future__ import annotations

from dataclasses import replace

import pytest

from course.datasets import dictionary, load
from course.units.role.first_steps_with_data.encounters_found_model import rows_found, suits_every_verb
from tests.units.role.learners import LEARNERS

MINE = LEARNERS[0].encounters


def test_the_counts_are_those_of_plain_filters() -> None:
    rows = MINE.table()
    on_unit, long = rows["unit"] == MINE.unit, rows["los_days"] >= MINE.long_stay_days
    assert rows_found(MINE) == {
        "all": len(rows),
        "unit": int(on_unit.sum()),
        "payer": int((rows["payer"] == MINE.payer).sum()),
        "old": int((rows["age"] >= MINE.age_from).sum()),
        "long": int(long.sum()),
        "long on unit": len(rows[on_unit & long]),
    }


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
    assert not suits_every_verb(replace(MINE, **change))


def test_a_slice_itself_counts_nothing() -> None:
    """What a learner prints of it is what was drawn, and no answer."""
    assert not {"found", "suits_every_verb"} & set(dir(MINE))


def test_a_learner_who_changes_the_table_changes_a_copy() -> None:
    before = rows_found(MINE)
    table = MINE.table()
    table["unit"] = "Hotel"
    assert rows_found(MINE) == before
    assert "Hotel" not in set(MINE.table()["unit"])


def test_the_table_has_every_column_of_the_dictionary() -> None:
    assert list(MINE.table().columns) == list(dictionary("encounters")["field"])
    assert list(MINE.table().index) == list(range(len(MINE.table())))


def test_the_slice_holds_rows_of_the_dataset_and_nothing_else() -> None:
    whole = load("encounters").set_index("enc_id")
    rows = MINE.table().set_index("enc_id")
    assert rows.equals(whole.loc[rows.index])
