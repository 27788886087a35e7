"""Three years of hospital stays agree with the claims, the budget, the emergency department and each other."""

import numpy as np
import pandas as pd
import pytest

from course.datasets import load, reference
from datasets import story
from datasets.encounters.make import make
from tests.datasets.test_identities import cents

NURSING = ("Medical unit", "Surgical unit", "Telemetry unit", "Step-down unit", "Intensive care unit", "Obstetrics")


@pytest.fixture(scope="module")
def stays() -> pd.DataFrame:
    return load("encounters")


@pytest.fixture(scope="module")
def now(stays) -> pd.DataFrame:
    return stays[stays["fiscal_year"] == 2025]


@pytest.fixture(scope="module")
def groups() -> pd.DataFrame:
    return load("drg_ref").set_index("drg")


# --- clean enough for a beginner


def test_nothing_is_missing_and_nothing_is_there_twice(stays):
    assert not stays.isna().any().any()
    assert stays["enc_id"].is_unique and not stays.duplicated(["mrn", "admit_date"]).any()


def test_codes_keep_their_leading_zeros(stays):
    for column in ("mrn", "zip"):
        assert stays[column].str.startswith("0").all()
    assert stays["drg"].str.startswith("0").any()


def test_a_stay_lasts_the_midnights_between_its_dates(stays):
    nights = (stays["discharge_date"] - stays["admit_date"]).dt.days
    assert (nights == stays["los_days"]).all() and nights.min() == 1


def test_the_fiscal_year_is_that_of_the_discharge(stays):
    ended = stays["discharge_date"]
    assert (stays["fiscal_year"] == ended.dt.year + (ended.dt.month >= 7)).all()


# --- the story's volumes


def test_the_hospital_discharged_10250_patients_after_49275_days(now):
    assert len(now) == 10_250 == reference("wmh_discharges").value
    assert now["los_days"].sum() == 49_275 == reference("wmh_patient_days").value


def test_average_daily_census_is_135(now):
    census = now["los_days"].sum() / 365
    assert census == 135
    hospital = load("facilities").set_index("facility_id").loc["WMH"]
    assert round(census / hospital["licensed_beds"], 3) == 0.614
    assert round(census / hospital["staffed_beds"], 3) == 0.750


def test_each_units_days_are_those_of_the_budget(stays):
    budget = load("dept_budget_actual")
    units = budget[(budget["account"] == "supplies") & (budget["stat_unit"] == "patient days")]
    year = units["month"].dt.year + (units["month"].dt.month >= 7)
    booked = units.groupby([year.rename("fiscal_year"), units["dept_name"].rename("unit")])["actual_vol"].sum()
    ours = stays.groupby(["fiscal_year", "unit"])["los_days"].sum()
    assert set(stays["unit"]) == set(NURSING)
    pd.testing.assert_series_equal(ours, booked, check_names=False, check_dtype=False, check_index_type=False)


def test_case_mix_is_1_62_in_every_year(stays):
    assert stays.groupby("fiscal_year")["drg_weight"].mean().round(2).eq(1.62).all()


def test_a_long_tail_lifts_the_mean_stay_above_the_geometric_one(now):
    mean, geometric = now["los_days"].mean(), np.exp(np.log(now["los_days"]).mean())
    assert round(mean, 2) == 4.81
    assert geometric < mean - 0.8


def test_stays_are_a_little_longer_than_the_groups_usual_ones(now, groups):
    usual = now["drg"].map(groups["amlos_days"])
    assert 1.0 < now["los_days"].sum() / usual.sum() < 1.1
    assert (now["drg_weight"] == now["drg"].map(groups["weight"])).all()


# --- claims and money


def test_stays_billed_in_fy2025_are_the_inpatient_claims(stays):
    claims = load("claims").query("setting == 'inpatient'")
    both = claims.merge(stays, on="enc_id", suffixes=("_claim", ""), validate="one_to_one")
    assert len(both) == len(claims) == 10_250
    assert (both["billed_usd"] == both["charges_usd"]).all()
    assert (both["paid_usd_claim"] == both["paid_usd"]).all() and (both["payer_claim"] == both["payer"]).all()
    assert (both["submit_date"] - both["discharge_date"]).dt.days.between(2, 8).all()


def test_a_stay_that_ended_in_late_june_is_billed_in_the_next_year(stays):
    moved = stays[stays["enc_id"].str[2:6].astype(int) != stays["fiscal_year"]]
    assert 0.005 < len(moved) / len(stays) < 0.02
    assert moved["discharge_date"].dt.month.eq(6).all() and moved["discharge_date"].dt.day.ge(20).all()


def test_charges_of_fy2025_are_the_hospitals_inpatient_charges(now):
    assert cents(now["charges_usd"]) == story.INPATIENT_GROSS_USD * 100


def test_charges_by_payer_are_the_same_by_discharge_as_by_claim(now):
    claims = load("claims").query("setting == 'inpatient'")
    billed = claims.groupby("payer")["billed_usd"].sum().round(2)
    assert (now.groupby("payer")["charges_usd"].sum().round(2) == billed).all()


def test_two_points_moved_from_commercial_to_medicaid(stays):
    share = pd.crosstab(stays["payer"], stays["fiscal_year"], normalize="columns").round(2)
    assert share.loc["Medicaid", [2024, 2025]].tolist() == [0.20, 0.22]
    assert share.loc["Commercial", [2024, 2025]].tolist() == [0.23, 0.21]


def test_cost_is_26_to_30_cents_of_a_charged_dollar(stays):
    ratio = stays["cost_usd"] / stays["charges_usd"]
    assert ratio.between(0.2599, 0.3001).all()


def test_the_old_have_medicare_and_heavy_cases_cost_more(now):
    assert now[now["payer"].str.startswith("Medicare")]["age"].mean() > 72
    assert now["drg_weight"].corr(now["charges_usd"], method="spearman") > 0.6


# --- how patients come and go


def test_emergency_stays_are_the_emergency_departments_admissions(stays):
    hours = load("ed_hourly")
    year = hours["time"].dt.year + (hours["time"].dt.month >= 7)
    came = stays[stays["admission_source"] == "emergency department"].groupby("fiscal_year").size()
    assert (came == hours.groupby(year)["admits"].sum()).all()
    assert round(came[2025] / 10_250, 3) == 0.696


def test_the_dead_are_those_whose_disposition_is_died(stays):
    assert (stays["died"] == (stays["disposition"] == "died")).all()
    assert 0.018 < stays["died"].mean() < 0.023
    alive_by_definition = stays[stays["drg"].isin(["280", "281"])]
    assert not alive_by_definition["died"].any()


def test_mothers_are_women_of_an_age_to_be_mothers(stays, groups):
    births = stays[stays["drg"].map(groups["mdc"]) == "14"]
    assert (births["sex"] == "F").all() and births["age"].between(14, 50).all()
    assert set(births["unit"]) == {"Obstetrics"}


def test_readmissions_are_near_the_expected_rates(stays):
    gone = ["transfer to hospital", "left against advice", "died"]
    eligible = stays[~stays["disposition"].isin(gone)]
    assert not stays[stays["disposition"].isin(gone)]["readmit_30d"].any()
    assert 0.14 < eligible["readmit_30d"].mean() < 0.15
    rate = eligible.groupby("drg")["readmit_30d"].mean()
    failing = eligible[eligible["drg"].isin(["291", "292"])]["readmit_30d"].mean()
    assert failing == pytest.approx(reference("hrrp_expected_heart_failure_share").value, abs=0.002)
    assert rate["470"] == pytest.approx(reference("hrrp_expected_hip_knee_share").value, abs=0.01)


def test_a_return_within_30_days_is_marked_on_the_stay_before(stays):
    ordered = stays.sort_values(["mrn", "admit_date"])
    following = ordered.groupby("mrn")["admit_date"].shift(-1)
    gap = (following - ordered["discharge_date"]).dt.days
    assert gap.min() >= 1, "nobody is in two beds at once"
    assert ordered.loc[gap <= 30, "readmit_30d"].all()
    seen_here = (gap <= 30).sum() / ordered["readmit_30d"].sum()
    assert 0.7 < seen_here < 0.9, "the others went elsewhere"


def test_a_patient_grows_older_and_keeps_sex_and_home(stays):
    ordered = stays.sort_values(["mrn", "admit_date"])
    patients = ordered.groupby("mrn")
    assert (patients[["sex", "zip"]].nunique() == 1).all().all()
    assert (patients["age"].diff().dropna() >= 0).all()
    years = (patients["admit_date"].max() - patients["admit_date"].min()).dt.days / 365.25
    assert ((patients["age"].max() - patients["age"].min()) <= years + 1).all()


def test_the_generators_planted_truth_holds_and_is_seen_only_by_strata(stays):
    came = (stays["admission_source"] == "transfer from hospital").rename("transfer")
    rate = stays.groupby([came, "fiscal_year"])["died"].mean()
    assert rate[True, 2025] < rate[True, 2024] and rate[False, 2025] < rate[False, 2024]
    overall = stays.groupby("fiscal_year")["died"].mean()
    assert overall[2025] > overall[2024]


# --- the groups


def test_forty_groups_cover_every_stay(stays, groups):
    assert len(groups) == 40 and set(stays["drg"]) == set(groups.index)
    assert (groups["gmlos_days"] < groups["amlos_days"]).all()


def test_the_table_is_remade_from_nothing_but_the_seed(tmp_path):
    first, second = make(tmp_path)[0].read_bytes(), make(tmp_path)[0].read_bytes()
    assert first == second
