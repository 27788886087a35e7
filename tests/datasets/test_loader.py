"""Datasets and figures by name."""

import subprocess
import sys

import pandas as pd
import pytest

from course import datasets
from course.datasets import dictionary, load, names


def test_importing_the_loader_loads_no_pandas():
    code = "import sys, course.datasets as d; d.reference('ipps_fixed_loss_usd'); exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_names_are_in_alphabetical_order():
    assert names() == sorted(names())


def test_an_unknown_dataset_is_answered_with_the_known_ones():
    with pytest.raises(ValueError, match="did you mean 'claims'") as caught:
        load("claim")
    assert all(name in str(caught.value) for name in names())
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("ask", [dictionary, datasets.path])
@pytest.mark.parametrize("name", ["nothing like it", "", "../course"])
def test_every_question_about_an_unknown_dataset_is_answered_alike(ask, name):
    with pytest.raises(ValueError, match="choose one of"):
        ask(name)


def test_codes_stay_text_and_dates_are_dates():
    claims = load("claims")
    assert claims["claim_id"].iloc[0] == "0025000001"
    assert claims["carc"].dropna().map(type).eq(str).all()
    month = load("dept_budget_actual")["month"]
    assert claims["submit_date"].dtype == claims["paid_date"].dtype == month.dtype


def test_leading_zeros_of_codes_survive_in_csv_and_in_parquet():
    assert load("facilities")["ccn"].dropna().iloc[0] == "000220"
    assert load("drg_ref")["drg"].str.len().eq(3).all()
    assert load("encounters")["zip"].str.len().eq(5).all()


def test_a_loaded_table_is_the_callers_own():
    mine = load("facilities")
    mine.loc[0, "name"] = "changed"
    assert load("facilities").loc[0, "name"] == "Wrenfield Memorial Hospital"


def test_missing_beds_are_missing_and_not_zero():
    facilities = load("facilities").set_index("facility_id")
    assert pd.isna(facilities.loc["WPG", "licensed_beds"])
    assert facilities["licensed_beds"].sum() == 350


def test_an_installed_course_finds_its_own_copy(monkeypatch, tmp_path):
    monkeypatch.setattr(datasets, "_PLACES", (tmp_path / "somebody elses datasets", datasets._root()))
    assert "claims" in names()


def test_a_course_without_data_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(datasets, "_PLACES", (tmp_path,))
    with pytest.raises(FileNotFoundError, match="reinstall"):
        names()
