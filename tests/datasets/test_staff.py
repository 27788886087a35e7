"""The roster and a year of shifts agree with each other, with the budget and with the story."""

import pandas as pd
import pytest

from course.datasets import load, reference
from datasets import story
from datasets.dept_budget_actual.departments import DEPARTMENTS
from datasets.staff_roster.posts import NURSING_UNITS, department_tenths

END = pd.Timestamp("2025-06-30")


@pytest.fixture(scope="module")
def roster() -> pd.DataFrame:
    return load("staff_roster")


@pytest.fixture(scope="module")
def active(roster) -> pd.DataFrame:
    return roster[roster["term_date"].isna()]


@pytest.fixture(scope="module")
def shifts() -> pd.DataFrame:
    return load("nurse_shifts")


@pytest.fixture(scope="module")
def crews(shifts) -> pd.DataFrame:
    """One row a unit, day and shift."""
    return shifts.drop_duplicates(["unit", "date", "shift"])


@pytest.fixture(scope="module")
def booked() -> pd.DataFrame:
    budget = load("dept_budget_actual")
    return budget[(budget["month"] >= "2024-07-01") & budget["dept_id"].isin([u.dept_id for u in NURSING_UNITS])]


def turnover(people: pd.DataFrame, fiscal_year: int) -> float:
    """Return separations over the mean of thirteen month-end headcounts."""
    first, last = pd.Timestamp(fiscal_year - 1, 7, 1), pd.Timestamp(fiscal_year, 6, 30)
    ends = pd.date_range(first - pd.Timedelta(days=1), last, freq="ME")
    heads = [((people["hire_date"] <= day) & ~(people["term_date"] <= day)).sum() for day in ends]
    return people["term_date"].between(first, last).sum() / (sum(heads) / len(heads))


# --- the roster


def test_the_hospital_employs_1750_people_in_1500_ftes(active):
    ours = active[active["facility_id"] == "WMH"]
    assert len(ours) == 1_750
    assert round(ours["fte"].sum(), 6) == 1_500


@pytest.mark.parametrize("dept", DEPARTMENTS, ids=lambda d: d.dept_id)
def test_each_departments_ftes_are_those_of_the_budget(active, dept):
    assert round(active.loc[active["dept_id"] == dept.dept_id, "fte"].sum(), 6) == dept.fte


def test_posts_sum_to_the_paid_hours_of_the_year():
    assert sum(department_tenths().values()) / 10 * story.HOURS_PER_FTE == story.ACTUAL[2025].paid_hours


def test_nurses_turnover_is_16_to_18_percent(roster):
    nurses = roster[(roster["facility_id"] == "WMH") & (roster["role"] == "RN")]
    assert 0.16 < turnover(nurses, 2025) < 0.18
    assert turnover(nurses, 2025) == pytest.approx(reference("rn_turnover_share").value, abs=0.01)


def test_turnover_of_the_hospital_and_of_the_nursing_home(roster):
    ours = turnover(roster[roster["facility_id"] == "WMH"], 2025)
    assert ours == pytest.approx(reference("hospital_turnover_share").value, abs=0.01)
    assert 0.46 < turnover(roster[roster["facility_id"] == "ACC"], 2025) < 0.50


def test_about_a_fifth_of_leaving_nurses_go_in_their_first_year(roster):
    left = roster[(roster["facility_id"] == "WMH") & (roster["role"] == "RN") & roster["term_date"].notna()]
    first_year = (left["term_date"] - left["hire_date"]).dt.days < 365
    assert 0.20 < first_year.mean() < 0.24


@pytest.mark.parametrize(
    ("role", "figure"),
    [
        ("RN", "rn_hourly_mean_usd"),
        ("LPN", "lpn_hourly_mean_usd"),
        ("CNA", "nursing_assistant_hourly_mean_usd"),
        ("medical assistant", "medical_assistant_hourly_mean_usd"),
        ("billing specialist", "billing_clerk_hourly_mean_usd"),
    ],
)
def test_pay_is_the_national_mean(active, role, figure):
    paid = active.loc[active["role"] == role, "base_rate_usd_per_hour"]
    assert paid.mean() == pytest.approx(reference(figure).value, abs=0.01)


def test_everybody_has_a_manager_who_is_there_and_the_chain_ends_at_one_chief(roster, active):
    boss = roster.set_index("emp_id")["manager_id"]
    assert boss.isna().sum() == 1
    assert set(boss.dropna()) <= set(active["emp_id"])
    up = boss.dropna()
    for _ in range(6):
        up = up.map(boss).dropna()
    assert up.empty, "nobody reports to themselves in the end"


def test_managers_stay_in_their_house(roster):
    people = roster.set_index("emp_id")
    staff = roster[~roster["role"].isin(["executive", "manager", "supervisor"])].dropna(subset="manager_id")
    theirs = staff["manager_id"].map(people["facility_id"])
    assert (theirs == staff["facility_id"]).mean() > 0.999, "but the administrator, who answers to the system"


def test_who_left_was_hired_before_and_has_a_reason(roster):
    left = roster[roster["term_date"].notna()]
    assert (left["hire_date"] < left["term_date"]).all()
    assert (roster["term_type"].notna() == roster["term_date"].notna()).all()


def test_everybody_active_who_needs_a_license_has_one(active):
    licensed = active["role"].isin(["RN", "LPN", "CNA", "technologist", "therapist", "pharmacist"])
    assert (active["license_expires"].notna() == licensed).all()
    assert (active.loc[licensed, "license_expires"] > END).all()


def test_numbers_are_given_in_the_order_of_hire(roster):
    ordered = roster.sort_values("emp_id")["hire_date"]
    assert ordered.is_monotonic_increasing


# --- the shifts


@pytest.mark.parametrize("unit", NURSING_UNITS, ids=lambda u: u.dept_id)
def test_worked_hours_per_patient_day_are_the_units(shifts, crews, unit):
    hours = shifts.loc[shifts["dept_id"] == unit.dept_id, "worked_hours"].sum()
    midnights = crews[(crews["dept_id"] == unit.dept_id) & (crews["shift"] == "N")]
    assert hours / midnights["census"].sum() == pytest.approx(unit.hours_per_patient_day, rel=0.01)


def test_midnights_are_the_budgets_patient_days_by_unit_and_month(crews, booked):
    nights = crews[crews["shift"] == "N"]
    ours = nights.groupby(["dept_id", nights["date"].dt.month])["census"].sum()
    days = booked[booked["account"] == "supplies"]
    theirs = days.groupby(["dept_id", days["month"].dt.month])["actual_vol"].sum()
    assert (ours.to_numpy() == theirs.to_numpy()).all()
    assert ours.sum() == 49_275


def test_every_unit_has_every_shift_of_the_year_and_one_census_for_each(shifts, crews):
    assert len(crews) == 6 * 365 * 2
    assert (shifts.groupby(["unit", "date", "shift"])["census"].nunique() == 1).all()


def test_noon_is_fuller_than_midnight(crews):
    mean = crews.groupby("shift")["census"].mean()
    assert 1.02 < mean["D"] / mean["N"] < 1.08


def test_agency_hours_are_the_budgets_to_within_one_shift(shifts, booked):
    hired = shifts[shifts["agency"]]
    ours = hired.groupby(["dept_id", hired["date"].dt.month])["sched_hours"].sum()
    hours = booked[booked["account"] == "agency"]
    theirs = hours.groupby(["dept_id", hours["month"].dt.month])["actual_vol"].sum()
    assert (ours - theirs).abs().max() <= 12
    assert len(ours) == len(theirs) == 72


def test_agency_falls_late_in_the_year(shifts):
    by_month = shifts[shifts["agency"]].groupby(shifts["date"].dt.to_period("M")).size()
    assert by_month.iloc[9:].sum() < 0.8 * by_month.iloc[:3].sum()


def test_own_staff_are_in_the_roster_in_their_role_and_not_yet_gone(shifts, roster):
    own = shifts[~shifts["agency"]].merge(roster, on="emp_id", how="left", suffixes=("", "_home"))
    assert own["role_home"].notna().all() and (own["role"] == own["role_home"]).all()
    assert (own["hire_date"] <= own["date"]).all()
    assert not (own["term_date"] < own["date"]).any()
    assert (own["dept_id"] != own["dept_id_home"]).mean() < 0.01, "few float"


def test_agency_nurses_are_in_no_roster(shifts, roster):
    assert not set(shifts.loc[shifts["agency"], "emp_id"]) & set(roster["emp_id"])
    assert shifts.loc[shifts["agency"], "emp_id"].str.startswith("A").all()


def test_nobody_works_twice_a_day_or_a_day_after_a_night(shifts):
    assert not shifts.duplicated(["date", "emp_id"]).any()
    nights = shifts.loc[shifts["shift"] == "N", ["emp_id", "date"]].assign(
        date=lambda t: t["date"] + pd.Timedelta("1D")
    )
    days = shifts.loc[shifts["shift"] == "D", ["emp_id", "date"]]
    assert days.merge(nights).empty


def test_call_outs_are_five_in_a_hundred_and_have_no_hours(shifts):
    own = shifts[~shifts["agency"]]
    assert 0.04 < own["callout"].mean() < 0.06
    assert (own["callout"] == (own["worked_hours"] == 0)).all()
    assert not shifts.loc[shifts["agency"], "callout"].any()


def test_overtime_is_what_exceeds_40_hours_of_a_week(shifts):
    sunday = shifts["date"] - pd.to_timedelta((shifts["date"].dt.day_of_week + 1) % 7, unit="D")
    week = shifts.groupby(["emp_id", sunday])[["worked_hours", "overtime_hours"]].sum()
    beyond = (week["worked_hours"] - 40).clip(lower=0)
    assert (beyond - week["overtime_hours"]).abs().max() < 1e-9


def test_people_work_about_what_they_are_hired_for(shifts, roster):
    """Productive hours over paid hours: near .87, the same for part-timers."""
    whole_year = roster[roster["term_date"].isna() & (roster["hire_date"] < "2024-07-01")].set_index("emp_id")
    hours = shifts[~shifts["agency"]].groupby("emp_id")["worked_hours"].sum()
    share = (hours / (whole_year["fte"] * story.HOURS_PER_FTE)).dropna()
    assert 0.84 < share.mean() < 0.93 and share.std() < 0.1
