"""Emergency hours, the nursing home's journal and the clinic's appointments have the story's figures."""

import numpy as np
import pandas as pd
import pytest

from course.datasets import load, reference
from datasets.snf_pbj.make import FLOOR_HOURS, JOBS, SHORT_SUNDAYS

RN, LPN, AIDE = JOBS[:3], JOBS[3:5], JOBS[5:]
CENSUS = "MDScensus"


# --- the emergency department


@pytest.fixture(scope="module")
def hours() -> pd.DataFrame:
    table = load("ed_hourly")
    return table.assign(fiscal_year=table["time"].dt.year + (table["time"].dt.month >= 7))


@pytest.fixture(scope="module")
def year(hours) -> pd.DataFrame:
    return hours[hours["fiscal_year"] == 2025]


def test_46000_came_and_15_5_percent_were_admitted(year):
    assert year["arrivals"].sum() == 46_000
    assert year["admits"].sum() == 7_130 == round(0.155 * 46_000)


def test_visits_of_a_month_are_those_of_the_budget(hours):
    budget = load("dept_budget_actual")
    visits = budget[(budget["dept_id"] == "D07") & (budget["account"] == "supplies")].set_index("month")["actual_vol"]
    ours = hours.groupby(hours["time"].dt.to_period("M"))["arrivals"].sum()
    assert (ours.to_numpy() == visits.sort_index().to_numpy()).all()


def test_the_day_is_split_14_6_45_2_40_2(year):
    share = year.groupby(year["time"].dt.hour // 8)["arrivals"].sum() / 46_000
    assert share.to_numpy() == pytest.approx([0.146, 0.452, 0.402], abs=0.006)


def test_monday_is_the_busiest_day(hours):
    by_day = hours.groupby(hours["time"].dt.day_of_week)["arrivals"].sum()
    assert by_day.idxmax() == 0
    assert by_day[0] / by_day.mean() == pytest.approx(1.10, abs=0.02)


def test_two_to_three_percent_leave_unseen(hours):
    assert 0.02 < hours["left_unseen"].sum() / hours["arrivals"].sum() < 0.03
    assert (hours["admits"] + hours["left_unseen"] <= hours["arrivals"]).all()


def test_more_leave_when_beds_are_blocked(hours):
    blocked = hours["boarders"] >= hours["boarders"].quantile(0.9)
    rate = hours.groupby(blocked)[["left_unseen", "arrivals"]].sum()
    assert (
        rate.loc[True, "left_unseen"] / rate.loc[True, "arrivals"] > rate["left_unseen"].sum() / rate["arrivals"].sum()
    )


def test_boarding_peaks_before_beds_are_freed(hours):
    by_hour = hours.groupby(hours["time"].dt.hour)["boarders"].mean()
    assert 9 <= by_hour.idxmax() <= 13 and by_hour.max() > 1.5 * by_hour.min()


def test_clocks_change_so_days_have_23_or_25_hours(hours):
    a_day = hours.groupby(hours["time"].dt.date).size()
    assert sorted(a_day.value_counts().items()) == [(23, 3), (24, 1_090), (25, 3)]
    universal = hours["time"] - pd.to_timedelta(hours["utc_offset_hours"], unit="h")
    assert (universal.diff().dropna() == pd.Timedelta("1h")).all()


def test_the_median_stay_is_missing_only_where_nobody_came(hours):
    assert (hours["median_stay_minutes"].isna() == (hours["arrivals"] == 0)).all()


# --- the nursing home


@pytest.fixture(scope="module")
def journal() -> pd.DataFrame:
    table = load("snf_pbj")
    return table.assign(day=pd.to_datetime(table["WorkDate"], format="%Y%m%d"))


@pytest.fixture(scope="module")
def fy2025(journal) -> pd.DataFrame:
    return journal[journal["day"] >= "2024-07-01"]


def per_resident_day(table: pd.DataFrame, jobs: tuple[str, ...]) -> float:
    return table[[f"Hrs_{job}" for job in jobs]].to_numpy().sum() / table[CENSUS].sum()


def test_columns_are_those_of_the_federal_file(journal):
    ends = [f"Hrs_{job}{end}" for job in JOBS for end in ("", "_emp", "_ctr")]
    place = ["PROVNUM", "PROVNAME", "CITY", "STATE", "COUNTY_NAME", "COUNTY_FIPS", "CY_Qtr", "WorkDate", CENSUS]
    assert list(journal.columns) == [*place, *ends, "day"]


def test_every_day_of_three_years_is_there_in_its_quarter(journal):
    assert journal["day"].tolist() == pd.date_range("2022-07-01", "2025-06-30").tolist()
    assert (journal["CY_Qtr"] == journal["day"].dt.to_period("Q").astype(str)).all()


def test_the_home_is_alder_creek(journal):
    home = load("facilities").set_index("facility_id").loc["ACC"]
    assert set(journal["PROVNUM"]) == {home["ccn"]}
    assert journal[CENSUS].max() <= home["licensed_beds"]


def test_hours_per_resident_day_are_3_73_and_aides_are_17_hours_short(fy2025):
    assert fy2025[CENSUS].mean() == 96
    assert round(per_resident_day(fy2025, JOBS), 2) == 3.73
    parts = [round(per_resident_day(fy2025, jobs), 3) for jobs in (RN, LPN, AIDE)]
    assert parts == [0.604, 0.854, 2.271]
    goal = reference("nursing_home_minimum_2024_aide_hours").value  # the repealed benchmark, here a board's policy
    assert round((goal - per_resident_day(fy2025, AIDE)) * 96, 1) == 17.2


@pytest.mark.parametrize("fiscal_year", [2023, 2024, 2025])
def test_weekends_are_15_to_30_percent_thinner(journal, fiscal_year):
    table = journal[journal["day"].between(f"{fiscal_year - 1}-07-01", f"{fiscal_year}-06-30")]
    weekend = table["day"].dt.day_of_week >= 5
    dip = 1 - per_resident_day(table[weekend], JOBS) / per_resident_day(table[~weekend], JOBS)
    assert 0.15 < dip < 0.30


def test_employees_and_contract_staff_add_up(journal):
    for job in JOBS:
        assert (journal[f"Hrs_{job}_emp"] + journal[f"Hrs_{job}_ctr"] - journal[f"Hrs_{job}"]).abs().max() < 1e-9
    hired = journal[[f"Hrs_{job}_ctr" for job in JOBS]].to_numpy().sum()
    worked = journal[[f"Hrs_{job}" for job in JOBS]].to_numpy().sum()
    assert hired / worked == pytest.approx(reference("nursing_home_contract_share").value, abs=0.006)


def test_the_generators_planted_truth_is_in_single_days_only(fy2025):
    nurses = fy2025[[f"Hrs_{job}" for job in RN]].sum(axis=1)
    short = fy2025[nurses < FLOOR_HOURS]
    assert len(short) == SHORT_SUNDAYS
    assert (short["day"].dt.day_of_week == 6).all()


# --- the clinic


@pytest.fixture(scope="module")
def visits() -> pd.DataFrame:
    return load("appointments")


@pytest.fixture(scope="module")
def kept(visits) -> pd.DataFrame:
    rest = visits[visits["status"] != "canceled"]
    return rest.assign(missed=rest["status"] == "no-show")


def test_24_providers_at_four_sites_had_120000_appointments(visits):
    assert len(visits) == 120_000
    assert visits["provider_id"].nunique() == 24 and visits["site"].nunique() == 4
    assert (visits.groupby("provider_id")["site"].nunique() == 1).all()


def test_between_12_and_14_percent_do_not_come(visits, kept):
    assert round(kept["missed"].mean(), 3) == 0.140
    assert 0.12 < (visits["status"] == "no-show").mean() < 0.14


def test_no_shows_have_the_studys_odds(kept):
    """Logistic regression by Newton's method gives back the ratios that the generator was fed."""
    causes = {
        "prior_no_show": kept["prior_no_show"],
        "long_lead": kept["lead_days"] > 28,
        "medicaid": kept["payer"] == "Medicaid",
        "male": kept["sex"] == "M",
    }
    design = np.column_stack([np.ones(len(kept)), *causes.values()]).astype(float)
    weights = np.zeros(design.shape[1])
    for _ in range(12):
        chance = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (kept["missed"] - chance)
        weights += np.linalg.solve((design * (chance * (1 - chance))[:, None]).T @ design, slope)
    ratios = dict(zip(causes, np.exp(weights[1:]), strict=True))
    assert ratios["prior_no_show"] == pytest.approx(reference("no_show_odds_ratio_prior").value, rel=0.06)
    assert ratios["long_lead"] == pytest.approx(reference("no_show_odds_ratio_long_lead").value, rel=0.06)
    assert ratios["medicaid"] == pytest.approx(reference("no_show_odds_ratio_medicaid").value, rel=0.06)
    assert ratios["male"] == pytest.approx(1.14, rel=0.06)


def test_new_patients_wait_19_days(visits):
    assert visits.loc[visits["type"] == "new patient", "lead_days"].median() == 19


def test_the_lead_is_the_days_from_booking_to_slot(visits):
    days = (visits["slot_time"].dt.normalize() - visits["booked_date"]).dt.days
    assert (days == visits["lead_days"]).all()


def test_nobody_is_in_two_rooms_at_once(visits):
    assert not visits.duplicated(["provider_id", "slot_time"]).any()
    assert visits["slot_time"].dt.day_of_week.lt(5).all()
    assert visits["slot_time"].dt.hour.between(8, 15).all() and not visits["slot_time"].dt.hour.eq(12).any()
