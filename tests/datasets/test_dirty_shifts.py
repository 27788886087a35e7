"""The dirty shifts have the dirt that their README names, counted, and can be cleaned against the roster."""

import pandas as pd
import pytest

from course.datasets import load, path
from datasets.encounters_dirty.make import UNIT_NAMES
from datasets.nurse_shifts_dirty.make import DIRT, ROLES, SHIFTS
from tests.datasets.repairs import dates, flags, named

A_DAY, MINUTES_FROM = 24, 600


@pytest.fixture(scope="module")
def dirty() -> pd.DataFrame:
    return load("nurse_shifts_dirty")


@pytest.fixture(scope="module")
def body(dirty) -> pd.DataFrame:
    return dirty[dirty["unit"] != ""]


@pytest.fixture(scope="module")
def twin() -> pd.DataFrame:
    """The clean shifts that the extract was taken from."""
    shifts = load("nurse_shifts")
    return shifts[shifts["date"].between("2025-03-02", "2025-03-29")].reset_index(drop=True)


@pytest.fixture(scope="module")
def repaired(body) -> pd.DataFrame:
    """The extract repaired from itself, in its own order, with whom it names."""
    table = body[~(body.duplicated() & (body["emp_id"] != ""))].copy()
    table["date"] = dates(table["date"])
    for column, names in (("unit", UNIT_NAMES), ("shift", SHIFTS), ("role", ROLES)):
        table[column] = named(table[column], names)
    for column in ("agency", "callout"):
        table[column] = flags(table[column])
    table["emp_id"] = table["emp_id"].where(table["emp_id"] == "", table["emp_id"].str.zfill(6))
    table["emp_id"] = table["emp_id"].where(~table["emp_id"].str.contains("A"), table["emp_id"].str.lstrip("0"))
    hours = table["worked_hours"].astype(float)
    table["worked_hours"] = hours.mask(hours > MINUTES_FROM, hours / 60).mask(hours.between(A_DAY, 60), hours - A_DAY)
    for column in ("sched_hours", "overtime_hours", "acuity_index"):
        table[column] = table[column].astype(float)
    table["census"] = table["census"].astype(int)
    fte = pd.to_numeric(table["fte"])
    table["fte"] = fte.mask(fte > 1, fte / 80)
    return table


@pytest.fixture(scope="module")
def ghosts(repaired) -> pd.Series:
    """Which rows are of people who had left."""
    left = repaired["emp_id"].map(load("staff_roster").set_index("emp_id")["term_date"])
    return left < repaired["date"]


def test_the_dirty_twin_cleans_back_to_the_clean_shifts(repaired, ghosts, twin):
    table = repaired[~ghosts].drop(columns="fte").reset_index(drop=True)
    nameless = table["emp_id"] == ""
    assert table.loc[nameless, "agency"].all()
    table["emp_id"] = table["emp_id"].where(~nameless, twin["emp_id"])
    pd.testing.assert_frame_equal(table, twin, check_dtype=False)


def test_the_twins_share_their_employee_ids(repaired, ghosts, twin):
    named_ids = set(repaired.loc[~ghosts, "emp_id"]) - {""}
    assert named_ids <= set(twin["emp_id"])
    assert set(twin.loc[~twin["agency"], "emp_id"]) <= named_ids


def test_people_who_had_left_have_shifts(ghosts):
    assert ghosts.sum() == DIRT.former_staff


def test_lost_zeros_join_to_nobody(body):
    own = body[body["emp_id"].str.fullmatch(r"\d+")]
    lost = ~own["emp_id"].isin(load("staff_roster")["emp_id"])
    assert lost.mean() == pytest.approx(DIRT.lost_zeros, abs=0.03)


def test_most_agency_shifts_have_no_number(repaired):
    assert (repaired.loc[repaired["agency"], "emp_id"] == "").mean() == pytest.approx(DIRT.nameless_agency, abs=0.06)
    assert not (repaired.loc[~repaired["agency"], "emp_id"] == "").any()


def test_some_shifts_are_longer_than_a_day_or_in_minutes(body):
    hours = body.drop_duplicates()["worked_hours"].astype(float)
    assert hours.between(A_DAY, 60).sum() == DIRT.no_clock_out
    assert (hours > MINUTES_FROM).sum() == DIRT.in_minutes


def test_ftes_are_hours_of_a_pay_period_in_part_and_agree_with_the_roster(body, repaired):
    written = pd.to_numeric(body["fte"])
    assert (written > 1).sum() / written.notna().sum() == pytest.approx(DIRT.fte_in_hours, abs=0.03)
    assert {80, 1.0} <= set(written.dropna())
    hired_for = repaired["emp_id"].map(load("staff_roster").set_index("emp_id")["fte"])
    own = ~repaired["agency"]
    assert (repaired.loc[own, "fte"] - hired_for[own]).abs().max() < 1e-9
    assert repaired.loc[~own, "fte"].isna().all()


def test_copies_would_change_the_hours(body, twin):
    copies = body[body["emp_id"] != ""].duplicated().sum()
    assert copies == DIRT.copies
    assert len(body) == len(twin) + DIRT.copies + DIRT.former_staff


def test_the_foot_would_double_a_naive_sum(dirty):
    assert dirty["date"].iloc[-2] == "TOTAL" and list(dirty["unit"].tail(2)) == ["", ""]


def test_the_file_begins_with_a_byte_order_mark():
    assert path("nurse_shifts_dirty").read_bytes()[:3] == b"\xef\xbb\xbf"
