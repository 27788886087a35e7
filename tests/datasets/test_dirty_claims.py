"""The dirty twin has the dirt that its README names, and can be cleaned back to the clean claims."""

import pandas as pd
import pytest

from course.datasets import load, path
from datasets.claims_dirty.make import DATES, FLAGS, MONEY, NOTHING, PAYER_NAMES, SETTINGS
from tests.datasets.repairs import dates, flags, named, one_amount


@pytest.fixture(scope="module")
def dirty() -> pd.DataFrame:
    return load("claims_dirty")


@pytest.fixture(scope="module")
def twin(dirty) -> pd.DataFrame:
    """The clean claims that the extract was taken from."""
    claims = load("claims").set_index("claim_id")
    return claims.loc[sorted(set(dirty["claim_id"].str.zfill(10)) & set(claims.index))].reset_index()


def cleaned(dirty: pd.DataFrame) -> pd.DataFrame:
    """Repair the extract with nothing but itself."""
    table = dirty[dirty["enc_id"] != ""].copy()
    table["claim_id"] = table["claim_id"].str.zfill(10)
    for column, synonyms in (("payer", PAYER_NAMES), ("setting", SETTINGS)):
        table[column] = named(table[column], synonyms)
    for column in DATES:
        table[column] = dates(table[column])
    for column in MONEY:
        table[column] = table[column].map(one_amount)
    for column in FLAGS:
        table[column] = flags(table[column])
    for column in ("carc", "denial_group"):
        table[column] = table[column].str.removeprefix("CO-").where(~table[column].isin(NOTHING))
    return table[table["billed_usd"] > 0].drop_duplicates("claim_id").reset_index(drop=True)


def test_the_dirty_twin_cleans_back_to_the_clean_claims(dirty, twin):
    pd.testing.assert_frame_equal(cleaned(dirty), twin, check_dtype=False)


def test_the_twins_share_their_claim_ids(dirty, twin):
    assert len(twin) == 6_000
    assert set(cleaned(dirty)["claim_id"]) == set(twin["claim_id"])


def test_encounters_belong_to_the_same_claims_in_both(dirty, twin):
    merged = cleaned(dirty).merge(twin, on=["claim_id", "enc_id"], validate="one_to_one")
    assert len(merged) == 6_000


def test_leading_zeros_are_lost_in_about_a_third(dirty):
    assert 0.3 < (dirty["claim_id"].str.len() == 8).mean() < 0.4


def test_copies_and_reversals_would_change_the_count(dirty):
    body = dirty[dirty["enc_id"] != ""]
    assert len(body) > 6_000
    assert body["billed_usd"].str.contains(r"^[-(]").sum() == 60


def test_the_foot_would_double_a_naive_sum(dirty):
    assert list(dirty["enc_id"].tail(2)) == ["", ""]
    assert dirty["claim_id"].iloc[-2] == "TOTAL"


def test_some_amounts_are_in_thousands(dirty):
    assert dirty["billed_usd"].str.contains(r"\.\d{5}$").sum() > 400


def test_reading_it_as_utf8_fails():
    with pytest.raises(UnicodeDecodeError):
        pd.read_csv(path("claims_dirty"), encoding="utf-8")


def test_every_missing_value_is_spelt_in_every_way(dirty):
    for column in ("carc", "denial_group", "appeal_date"):
        assert set(NOTHING) <= set(dirty[column])
