"""The datasets agree with each other and with the story, to the cent."""

from fractions import Fraction

import pandas as pd
import pytest

from course.datasets import load, reference
from datasets import story
from datasets.dept_budget_actual import make as budget_maker
from datasets.margin_walk.make import margin_effects, steps


def cents(amounts: pd.Series) -> int:
    """Return a column's exact sum in cents."""
    return int((amounts * 100).round().astype("int64").sum())


@pytest.fixture(scope="module")
def claims() -> pd.DataFrame:
    return load("claims")


@pytest.fixture(scope="module")
def budget() -> pd.DataFrame:
    table = load("dept_budget_actual")
    year = table["month"].dt.year + (table["month"].dt.month >= 7)
    return table.assign(fiscal_year=year, is_revenue=table["account"] == "revenue")


def actual_cents(budget: pd.DataFrame, fiscal_year: int, *, revenue: bool) -> int:
    chosen = (budget["fiscal_year"] == fiscal_year) & (budget["is_revenue"] == revenue)
    return cents(budget.loc[chosen, "actual_amt_usd"])


# --- the margin walk


def test_the_margin_walk_ends_at_the_departments_totals(budget):
    walk = load("margin_walk")
    assert cents(walk["revenue_change_usd"]) == actual_cents(budget, 2025, revenue=True) == 35_220_000_000
    assert cents(walk["expense_change_usd"]) == actual_cents(budget, 2025, revenue=False) == 34_800_000_000


def test_the_margin_walk_starts_at_the_departments_totals(budget):
    base = load("margin_walk").head(1)
    assert cents(base["revenue_change_usd"]) == actual_cents(budget, 2024, revenue=True)
    assert cents(base["expense_change_usd"]) == actual_cents(budget, 2024, revenue=False)


def test_sequential_margin_effects_sum_exactly():
    effects = margin_effects(steps())
    assert sum(effects) == Fraction(4_200_000, 352_200_000)


def test_the_margin_fell_from_2_9_to_1_2_percent():
    walk = load("margin_walk")
    margin = 1 - walk["expense_change_usd"].cumsum() / walk["revenue_change_usd"].cumsum()
    assert round(margin.iloc[0], 3) == 0.029
    assert round(margin.iloc[-1], 3) == 0.012


def test_two_points_to_medicaid_cost_6_4_million():
    walk = load("margin_walk").set_index("step")
    shift = 1_334.55e6 * (0.2530 - 0.2578)
    assert walk.loc["payer_shift", "revenue_change_usd"] == pytest.approx(shift, abs=0.01)


# --- departments


def test_labor_is_about_42_percent_of_expense(budget):
    spent = budget[(budget["fiscal_year"] == 2025) & ~budget["is_revenue"]]
    labor = spent.loc[spent["account"].isin(["wages", "agency"]), "actual_amt_usd"].sum()
    assert labor / spent["actual_amt_usd"].sum() == pytest.approx(0.42, abs=0.005)


def test_administration_holds_all_other_operating_revenue(budget):
    now = budget[(budget["fiscal_year"] == 2025) & budget["is_revenue"]]
    by_department = now.groupby("dept_name")["actual_amt_usd"].sum()
    assert by_department["Administration"] == pytest.approx(14_558_850, abs=0.01)
    assert by_department.drop("Administration").sum() == pytest.approx(337_641_150, abs=0.01)


def test_the_nursing_units_patient_days_are_the_hospitals(budget):
    units = budget[(budget["account"] == "supplies") & (budget["stat_unit"] == "patient days")]
    days = units[units["fiscal_year"] == 2025]["actual_vol"].sum()
    assert days == 49_275
    assert days / 365 == 135


def test_agency_spend_rises_by_rate_and_its_hours_fall_late(budget):
    agency = budget[budget["account"] == "agency"]
    years = agency.groupby("fiscal_year")[["actual_amt_usd", "actual_vol"]].sum()
    assert years.loc[2025, "actual_amt_usd"] > 1.1 * years.loc[2024, "actual_amt_usd"]
    assert years.loc[2025, "actual_vol"] == years.loc[2024, "actual_vol"]
    hours = agency[agency["fiscal_year"] == 2025].groupby("month")["actual_vol"].sum()
    assert hours.tail(3).sum() < 0.8 * hours.head(3).sum()


def test_paid_hours_of_fy2025_are_1500_ftes(budget):
    wages = budget[(budget["account"] == "wages") & (budget["fiscal_year"] == 2025)]
    assert wages["actual_vol"].sum() / 2_080 == 1_500


def test_the_misposted_month_is_made_up_in_the_next(budget):
    """The generator's planted truth is in the file, and is the only one of its kind."""
    purchased = budget[budget["account"] == "purchased"].pivot(
        index="month", columns="dept_id", values="actual_amt_usd"
    )
    odd = (purchased / purchased.median() - 1).abs().stack()
    months = {(when, dept) for when, dept in odd[odd > 0.5].index}
    planted = pd.Timestamp(budget_maker.MISPOSTED_MONTH)
    dept = budget_maker.MISPOSTED_DEPT
    assert months == {(planted, dept), (planted + pd.DateOffset(months=1), dept)}


def test_every_department_has_every_month(budget):
    assert budget["dept_id"].nunique() == 24
    assert (budget.groupby(["dept_id", "account"]).size() == 36).all()


# --- claims


def test_billed_claims_are_the_years_gross_charges(claims):
    assert len(claims) == 60_000
    assert cents(claims["billed_usd"]) == 133_455_000_000
    assert cents(claims.loc[claims["setting"] == "inpatient", "billed_usd"]) == 63_550_000_000


def test_paid_claims_tie_to_net_patient_service_revenue(claims):
    assert claims["paid_usd"].sum() == pytest.approx(337_641_150, rel=0.001)


@pytest.mark.parametrize("payer", list(story.PAYERS))
def test_charges_and_yields_by_payer_are_the_storys(claims, payer):
    billed = cents(claims.loc[claims["payer"] == payer, "billed_usd"])
    paid = cents(claims.loc[claims["payer"] == payer, "paid_usd"])
    assert Fraction(billed, 133_455_000_000) == Fraction(story.PAYERS[payer].charge_pct_fy2025, 100)
    assert Fraction(paid, billed) == Fraction(story.PAYERS[payer].yield_pct, 100)


def test_allowed_is_paid_or_written_off(claims):
    left = claims["allowed_usd"] - claims["paid_usd"] - claims["final_writeoff_usd"]
    assert left.abs().max() < 0.005


def test_denials_by_count_and_by_dollar_differ(claims):
    denied = claims[claims["denied_initial"]]
    by_count = len(denied) / len(claims)
    by_dollar = denied["billed_usd"].sum() / claims["billed_usd"].sum()
    assert by_count == pytest.approx(reference("initial_denial_share").value)
    assert by_dollar < 0.6 * by_count


def test_final_denials_are_2_8_percent_of_net_revenue(claims):
    assert claims["final_writeoff_usd"].sum() / claims["paid_usd"].sum() == pytest.approx(0.028, abs=1e-6)


def test_half_of_the_appeals_succeed(claims):
    appealed = claims[claims["appeal_date"].notna()]
    assert appealed["overturned"].mean() == pytest.approx(0.5, abs=0.02)
    assert not claims.loc[claims["appeal_date"].isna(), "overturned"].any()


def test_a_denial_has_a_reason_and_only_a_denial_has(claims):
    for column in ("carc", "denial_group"):
        assert (claims[column].notna() == claims["denied_initial"]).all()
    assert claims["denial_group"].nunique() == 9
    assert (claims.groupby("carc")["denial_group"].nunique() == 1).all()


def test_claims_without_denial_are_paid_in_25_to_60_days(claims):
    straight = claims[~claims["denied_initial"]]
    days = (straight["paid_date"] - straight["submit_date"]).dt.days
    assert days.between(25, 60).all()


def test_a_claim_is_paid_on_a_day_or_written_off(claims):
    assert (claims["paid_date"].isna() == (claims["final_writeoff_usd"] > 0)).all()
    assert (claims["paid_date"].dropna() > claims["submit_date"][claims["paid_date"].notna()]).all()
    overturned = claims[claims["overturned"]]
    assert (overturned["paid_date"] > overturned["appeal_date"]).all()


def test_nine_claims_in_ten_are_clean(claims):
    assert claims["clean"].mean() == 0.9


# --- facilities


def test_the_hospital_is_60_or_75_percent_full_by_the_beds_you_choose():
    hospital = load("facilities").set_index("facility_id").loc["WMH"]
    assert (hospital["licensed_beds"], hospital["staffed_beds"]) == (220, 180)
    assert reference("wmh_occupancy_staffed_share").value == 0.75


def test_certification_numbers_keep_their_leading_zeros():
    numbers = load("facilities")["ccn"].dropna()
    assert numbers.str.startswith("00").all() and (numbers.str.len() == 6).all()


def test_a_patient_day_leaves_the_contribution_that_the_course_counts_with() -> None:
    """$1,813 of net revenue on the medical unit, less direct care and all else that the day uses: $480."""
    books = load("dept_budget_actual")
    unit = books[(books["dept_name"] == "Medical unit") & (books["month"] >= "2024-07-01")]
    revenue = unit[unit["account"] == "revenue"]
    per_day = revenue["actual_amt_usd"].sum() / revenue["actual_vol"].sum()
    assert per_day == pytest.approx(1_813, abs=1)
    assert 9.5 * 45 == story.DAY_DIRECT_CARE_USD
    assert per_day - 9.5 * 45 - story.DAY_OTHER_VARIABLE_USD == pytest.approx(story.DAY_CONTRIBUTION_USD, abs=1)


def test_physicians_and_staff_paid_by_contract_make_labor_look_small() -> None:
    """42% of expense is labor and 32% purchased services; a CFO who counts both expects more than half."""
    now = story.ACTUAL[2025]
    assert (now.wages_usd + now.agency_usd) / now.expense_usd == pytest.approx(0.42, abs=0.005)
    assert now.purchased_usd / now.expense_usd == pytest.approx(0.32, abs=0.005)
