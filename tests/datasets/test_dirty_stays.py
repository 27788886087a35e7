"""The dirty stays have the dirt that their README names, counted, and can be cleaned back to the clean ones."""

import pandas as pd
import pytest

from course.datasets import load, path
from datasets.claims_dirty.make import NOTHING, PAYER_NAMES
from datasets.encounters_dirty.make import DIRT, FLAGS, FOLLOWS, MONEY, SEXES, UNIT_NAMES
from tests.datasets.repairs import dates, flags, named, one_amount

WIDTH = {"mrn": 8, "zip": 5, "drg": 3}


@pytest.fixture(scope="module")
def dirty() -> pd.DataFrame:
    return load("encounters_dirty")


@pytest.fixture(scope="module")
def body(dirty) -> pd.DataFrame:
    return dirty[dirty["mrn"] != ""]


@pytest.fixture(scope="module")
def twin() -> pd.DataFrame:
    """The clean stays that the extract was taken from."""
    stays = load("encounters")
    return stays[stays["discharge_date"].between("2025-01-01", "2025-03-31")].reset_index(drop=True)


def cleaned(body: pd.DataFrame) -> pd.DataFrame:
    """Repair the extract with itself and the table of groups."""
    table = body.copy()
    for column, width in WIDTH.items():
        table[column] = table[column].str.zfill(width)
    for column, names in (("payer", PAYER_NAMES), ("unit", UNIT_NAMES), ("sex", SEXES)):
        table[column] = named(table[column], names)
    ends = pd.concat([dates(table["admit_date"]), dates(table["discharge_date"])], axis=1)
    table["admit_date"], table["discharge_date"] = ends.min(axis=1), ends.max(axis=1)
    for column in MONEY:
        table[column] = table[column].map(one_amount)
    for column in FLAGS:
        table[column] = flags(table[column])
    table[["age", "severity"]] = table[["age", "severity"]].astype(int)
    table["los_days"] = (table["discharge_date"] - table["admit_date"]).dt.days
    table["fiscal_year"] = table["discharge_date"].dt.year + (table["discharge_date"].dt.month >= 7)
    table["drg_weight"] = table["drg"].map(load("drg_ref").set_index("drg")["weight"])
    return table.sort_values("mrn", kind="stable").drop_duplicates("enc_id").sort_index().reset_index(drop=True)


def test_the_dirty_twin_cleans_back_to_the_clean_stays(body, twin):
    pd.testing.assert_frame_equal(cleaned(body), twin, check_dtype=False)


def test_the_twins_share_their_encounter_ids(body, twin):
    assert set(body["enc_id"]) == set(twin["enc_id"])


def test_a_patient_in_eighty_has_two_record_numbers(body, twin):
    full = body.assign(mrn=body["mrn"].str.zfill(8))
    numbers = full.groupby("enc_id")["mrn"].nunique()
    assert (numbers > 1).sum() == round(DIRT.second_numbers * twin["mrn"].nunique())
    assert numbers.max() == 2


def test_copies_would_change_the_count(body, twin):
    assert body.duplicated().sum() == DIRT.copies
    assert len(body) - len(twin) == DIRT.copies + round(DIRT.second_numbers * twin["mrn"].nunique())


def test_leading_zeros_are_lost_in_about_a_third(body):
    for column, width in WIDTH.items():
        lost = body[column].str.len() < width
        can_lose = body[column].str.zfill(width).str.startswith("0")
        assert lost[can_lose].mean() == pytest.approx(DIRT.lost_zeros, abs=0.08), column


def test_some_patients_leave_before_they_come(body):
    stays = body.drop_duplicates()
    backward = dates(stays["discharge_date"]) < dates(stays["admit_date"])
    assert backward.sum() == DIRT.swapped


def test_some_amounts_are_in_thousands(body):
    assert body["cost_usd"].str.contains(r"\.\d{5}$").sum() >= DIRT.thousands_rows


def test_only_cells_that_follow_from_others_are_missing(body):
    for column in body:
        assert (set(NOTHING) <= set(body[column])) == (column in FOLLOWS), column
    for column in FOLLOWS:
        assert body[column].isin(NOTHING).mean() == pytest.approx(DIRT.missing, abs=0.015)


def test_medicare_advantage_hides_under_several_names(body):
    assert body["payer"].nunique() == sum(len(names) for names in PAYER_NAMES.values())


def test_the_foot_would_double_a_naive_sum(dirty):
    assert list(dirty["mrn"].tail(2)) == ["", ""] and dirty["enc_id"].iloc[-2] == "TOTAL"


def test_reading_it_as_utf8_fails():
    with pytest.raises(UnicodeDecodeError):
        pd.read_csv(path("encounters_dirty"), encoding="utf-8")
