"""The data dictionary is data, and the tables are held to it."""

import json

import frictionless
import numpy as np
import pandas as pd
import pytest

from course.datasets import dictionary, load, names
from tests.datasets.held_to_dictionary import ROOT, complaints, package, schema

FINANCE = ["claims", "claims_dirty", "dept_budget_actual", "facilities", "margin_walk", "reference_values"]
STAFFING = [
    "appointments",
    "drg_ref",
    "ed_hourly",
    "encounters",
    "encounters_dirty",
    "nurse_shifts",
    "nurse_shifts_dirty",
    "snf_pbj",
    "staff_roster",
]
SMALL = [name for name in FINANCE + STAFFING if package(name)["resources"][0]["format"] == "csv"]


def test_the_datasets_of_each_module_are_there():
    assert set(FINANCE + STAFFING) <= set(names())


@pytest.mark.parametrize("name", names())
def test_every_table_keeps_its_dictionary(name):
    assert complaints(load(name), schema(name)) == []


@pytest.mark.parametrize("name", SMALL)
def test_small_tables_pass_frictionless(name):
    report = frictionless.Package(str(ROOT / name / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])[:5]


@pytest.mark.parametrize("name", names())
def test_every_package_is_a_valid_data_package(name):
    metadata = package(name)
    frictionless.Package.from_descriptor(metadata)
    assert metadata["licenses"][0]["name"] == "CC-BY-4.0"
    assert (ROOT / name / metadata["resources"][0]["path"]).is_file()


@pytest.mark.parametrize("name", names())
def test_every_field_says_what_it_is_and_in_what_unit(name):
    for field in schema(name)["fields"]:
        said = [field[part].strip() for part in ("name", "type", "title", "description", "unit")]
        assert all(said), field["name"]


@pytest.mark.parametrize("name", names())
def test_the_dictionary_lists_the_columns_in_order(name):
    listed = dictionary(name)
    assert list(listed.columns) == ["field", "type", "unit", "description"]
    assert list(listed["field"]) == list(load(name).columns)


@pytest.mark.parametrize("name", names())
def test_money_columns_are_named_in_dollars(name):
    for field in schema(name)["fields"]:
        is_money = field["name"].endswith("_usd") and field["type"] == "number"
        assert (field["unit"] == "US dollars") == is_money


def spoilt(claims: pd.DataFrame, column: str, value: object) -> pd.DataFrame:
    """Return claims with one cell of the first row replaced."""
    table = claims.copy()
    table[column] = table[column].where(np.arange(len(table)) > 0, value)
    return table


@pytest.mark.parametrize(
    ("column", "value", "complaint"),
    [
        ("claim_id", "25000001", "claim_id: breaks pattern"),
        ("claim_id", "0025000002", "claim_id: breaks unique"),
        ("payer", "MCR", "payer: breaks enum"),
        ("billed_usd", -1.0, "billed_usd: breaks minimum"),
        ("submit_date", pd.Timestamp("2031-01-01"), "submit_date: breaks maximum"),
        ("submit_date", pd.NaT, "submit_date: breaks required"),
        ("paid_usd", "$12", "paid_usd: object is not number"),
    ],
)
def test_a_spoilt_cell_is_noticed(column, value, complaint):
    """The gate is seen to fail on a dirty fixture."""
    claims = load("claims").head(50)
    if complaint.endswith("not number"):
        claims = claims.astype({column: object})
    assert complaint in complaints(spoilt(claims, column, value), schema("claims"))


def test_a_repeated_key_is_noticed():
    budget = load("dept_budget_actual").head(10)
    twice = pd.concat([budget, budget.tail(1)], ignore_index=True)
    assert "['month', 'dept_id', 'account']: repeated key" in complaints(twice, schema("dept_budget_actual"))


def test_a_missing_column_is_noticed():
    assert complaints(load("facilities").drop(columns="ccn"), schema("facilities"))


@pytest.mark.parametrize("name", ["claims", "encounters", "nurse_shifts"])
def test_a_dirty_twin_fails_the_clean_dictionary(name):
    dirty = load(f"{name}_dirty")[list(load(name).columns)]
    assert len(complaints(dirty, schema(name))) > 8


def test_frictionless_notices_a_dirty_file(tmp_path):
    """The gate on small tables is seen to fail too."""
    text = (ROOT / "facilities" / "data.csv").read_text(encoding="utf-8")
    (tmp_path / "data.csv").write_text(text.replace("000220", "220"), encoding="utf-8")
    (tmp_path / "datapackage.json").write_text(json.dumps(package("facilities")), encoding="utf-8")
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert ["ccn", "constraint-error"] in report.flatten(["fieldName", "type"])
