"""Write the table that every dated figure in the course is cited from.

National figures are kept by hand in national.csv (review it each January); the story's figures follow from
`datasets.story`, so that prose and data cannot drift apart.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy_financial as npf

from datasets import story
from datasets.tools import write_csv

HERE = Path(__file__).parent
HEADER = ("name", "value", "unit", "vintage", "source", "status", "note")
WMH = "Wrenfield Memorial Hospital"
Row = tuple[str, str, str, str, str, str, str]

MRI_USD, MRI_RATE, MRI_SALVAGE_USD, MRI_YEARS = 2_400_000, 0.08, 150_000, 7
MRI_SCANS, MRI_GROWTH, MRI_NET_USD, MRI_VARIABLE_USD = 3_200, 0.03, 430, 140
MRI_FIXED_USD, MRI_SERVICE_USD = 380_000, 180_000
CASH_USD, RECEIVABLES_USD = 165_000_000, 44_500_000


def row(name: str, value: float, unit: str, note: str, vintage: str = "FY2025", status: str = "story") -> Row:
    """Return one row about the hospital: an invented figure."""
    return (f"wmh_{name}", f"{value:.10g}", unit, vintage, WMH, status, note)


def derived(name: str, value: float, unit: str, note: str, vintage: str = "FY2025") -> Row:
    """Return one row that follows from the others by arithmetic."""
    return row(name, value, unit, note, vintage, status="D")


def mri_cash_flows() -> list[float]:
    """Return the MRI's cash by year: price, seven years of contribution, salvage in the last."""
    flows = [-float(MRI_USD)]
    for year in range(1, MRI_YEARS + 1):
        scans = MRI_SCANS * (1 + MRI_GROWTH) ** (year - 1)
        fixed = MRI_FIXED_USD + (MRI_SERVICE_USD if year > 1 else 0)
        flows.append(scans * (MRI_NET_USD - MRI_VARIABLE_USD) - fixed)
    flows[-1] += MRI_SALVAGE_USD
    return flows


def payer_rows() -> list[Row]:
    """Return each payer's share of gross charges before and after the shift, and its yield."""
    rows = []
    for name, payer in story.PAYERS.items():
        key = name.lower().replace(" ", "_").replace("-", "_")
        share = f"{name} share of gross charges"
        rows += [
            row(f"charge_share_{key}", payer.charge_pct_fy2025 / 100, "share", share),
            row(f"charge_share_{key}_fy2024", payer.charge_pct_fy2024 / 100, "share", share, "FY2024"),
            row(f"yield_{key}", payer.yield_pct / 100, "share", f"net revenue per dollar of {name} charges"),
        ]
    return rows


def income_rows() -> list[Row]:
    """Return the income statement and the margins."""
    now, before = story.ACTUAL[2025], story.ACTUAL[2024]
    labor = (now.wages_usd + now.agency_usd) / now.expense_usd
    ebitda = now.revenue_usd - now.expense_usd + now.depreciation_usd + story.INTEREST_USD
    shift = story.net_usd(2025) - story.net_usd(2025, mix_of=2024)
    return [
        row("gross_charges_usd", story.GROSS_USD[2025], "usd", "inpatient and outpatient"),
        row("inpatient_gross_charges_usd", story.INPATIENT_GROSS_USD, "usd", "part of gross charges"),
        row("outpatient_gross_charges_usd", story.OUTPATIENT_GROSS_USD, "usd", "part of gross charges"),
        derived("net_patient_service_revenue_usd", now.npsr_usd, "usd", "gross charges x net yield"),
        derived("net_yield_share", story.yield_bp(2025) / 1e4, "share", "net revenue per dollar charged"),
        derived("net_yield_share_fy2024", story.yield_bp(2024) / 1e4, "share", "before the payer shift", "FY2024"),
        derived("payer_shift_usd", shift, "usd", "two points of charges from commercial to Medicaid"),
        row(
            "other_operating_revenue_usd",
            now.other_operating_usd,
            "usd",
            "cafeteria, parking, rents and grants",
        ),
        derived("operating_revenue_usd", now.revenue_usd, "usd", "net patient service plus other"),
        row("operating_expense_usd", now.expense_usd, "usd", "all departments"),
        derived("operating_income_usd", now.revenue_usd - now.expense_usd, "usd", "before non-operating"),
        derived("operating_margin_share", round(now.margin, 4), "share", "operating income / revenue"),
        row("operating_revenue_fy2024_usd", before.revenue_usd, "usd", "the year before", "FY2024"),
        row("operating_expense_fy2024_usd", before.expense_usd, "usd", "the year before", "FY2024"),
        derived("operating_margin_fy2024_share", round(before.margin, 4), "share", "the year before", "FY2024"),
        derived("labor_share", round(labor, 3), "share", "wages, benefits and agency / expense"),
        derived(
            "purchased_share",
            round(now.purchased_usd / now.expense_usd, 3),
            "share",
            "purchased services / expense: physicians and staff paid by contract are here and not in labor",
        ),
        row("agency_usd", now.agency_usd, "usd", "agency staff"),
        row("agency_fy2024_usd", before.agency_usd, "usd", "agency staff", "FY2024"),
        row("agency_hours", now.agency_hours, "hours", "the same as in FY2024"),
        derived("agency_rate_usd", now.agency_usd / now.agency_hours, "usd_per_hour", "spend / hours"),
        derived(
            "agency_rate_fy2024_usd",
            before.agency_usd / before.agency_hours,
            "usd_per_hour",
            "spend / hours",
            "FY2024",
        ),
        derived(
            "agency_share_of_labor",
            round(now.agency_usd / (now.agency_usd + now.wages_usd), 3),
            "share",
            "of wages, benefits and agency",
        ),
        row("depreciation_usd", now.depreciation_usd, "usd", "straight line"),
        row("interest_usd", story.INTEREST_USD, "usd", "booked within purchased services and other"),
        derived(
            "operating_ebitda_margin_share",
            round(ebitda / now.revenue_usd, 4),
            "share",
            "income + depreciation + interest, over revenue",
        ),
        row("baseline_revenue_usd", 356_000_000, "usd", "baseline of the gap exercise", "FY2026"),
        row("baseline_expense_usd", 355_400_000, "usd", "baseline of the gap exercise", "FY2026"),
    ]


def volume_rows() -> list[Row]:
    """Return beds, census, volumes and what a unit of work costs."""
    days, cases, expense = story.PATIENT_DAYS, story.DISCHARGES, story.ACTUAL[2025].expense_usd
    factor = story.GROSS_USD[2025] / story.INPATIENT_GROSS_USD
    return [
        row("licensed_beds", story.LICENSED_BEDS, "count", "on the license"),
        row("staffed_beds", story.STAFFED_BEDS, "count", "set up and staffed"),
        row("patient_days", days, "days", "inpatient, without newborns and observation"),
        row("discharges", cases, "count", "inpatient"),
        derived("average_daily_census", days / 365, "patients", "patient days / 365"),
        derived("average_stay_days", round(days / cases, 2), "days", "patient days / discharges"),
        derived(
            "occupancy_staffed_share",
            round(days / 365 / story.STAFFED_BEDS, 3),
            "share",
            "census / staffed beds",
        ),
        derived(
            "occupancy_licensed_share",
            round(days / 365 / story.LICENSED_BEDS, 3),
            "share",
            "census / licensed beds",
        ),
        row("case_mix_index", story.CASE_MIX_INDEX, "ratio", "mean DRG weight"),
        derived("outpatient_factor", round(factor, 2), "ratio", "total / inpatient gross charges"),
        derived("adjusted_patient_days", round(days * factor, 1), "days", "patient days x factor"),
        derived("adjusted_discharges", round(cases * factor), "count", "discharges x factor"),
        derived(
            "cost_per_adjusted_day_usd",
            round(expense / (days * factor)),
            "usd",
            "expense / adjusted patient days",
        ),
        row(
            "ftes",
            story.ACTUAL[2025].paid_hours / story.HOURS_PER_FTE,
            "count",
            "employed, paid hours / 2,080",
        ),
        row("day_direct_care_usd", story.DAY_DIRECT_CARE_USD, "usd", "a medical unit's patient day, 9.5 hours at $45"),
        row("day_other_variable_usd", story.DAY_OTHER_VARIABLE_USD, "usd", "its drugs, supplies, tests and meals"),
        row("day_contribution_usd", story.DAY_CONTRIBUTION_USD, "usd", "its net revenue less both, to the nearest ten"),
        row("ed_visits", 46_000, "count", "emergency department"),
    ]


def balance_rows() -> list[Row]:
    """Return what a lender reads."""
    now = story.ACTUAL[2025]
    days_cash = CASH_USD / ((now.expense_usd - now.depreciation_usd) / 365)
    days_ar = RECEIVABLES_USD / (now.npsr_usd / 365)
    return [
        row("unrestricted_cash_usd", CASH_USD, "usd", "cash and investments"),
        derived("days_cash_on_hand", round(days_cash, 1), "days", "cash / daily expense without depreciation"),
        row("net_receivables_usd", RECEIVABLES_USD, "usd", "patient accounts"),
        derived("net_days_ar", round(days_ar, 1), "days", "net receivables / daily net patient service revenue"),
        row("current_ratio", 1.92, "ratio", "current assets / current liabilities"),
        row("average_payment_period_days", 53.1, "days", "current liabilities / daily cash expense"),
        row("debt_to_capitalization_share", 0.311, "share", "long-term debt / (debt + net assets)"),
        derived("debt_service_coverage", 2.91, "ratio", "33.5M available / 11.5M interest and principal"),
        row("age_of_plant_years", 11.5, "years", "accumulated depreciation / depreciation"),
    ]


def revenue_cycle_rows() -> list[Row]:
    """Return the revenue cycle's own figures, as in the claims data."""
    claims = story.INPATIENT_CLAIMS + story.OUTPATIENT_CLAIMS
    final = {year: per_mille / 1_000 for year, per_mille in story.FINAL_DENIAL_PER_MILLE.items()}
    return [
        row("claims", claims, "count", "inpatient and outpatient accounts"),
        row("clean_claim_share", story.CLEAN_CLAIMS / claims, "share", "claims that pass every edit at first"),
        row("initial_denial_share", story.INITIAL_DENIALS / claims, "share", "of claims, by count"),
        row("final_denial_share", final[2025], "share", "written off / net patient service revenue"),
        row("final_denial_fy2024_share", final[2024], "share", "on FY2025 net revenue", "FY2024"),
        derived("cost_to_collect_share", round(11.2 / 332, 4), "share", "revenue-cycle cost / patient cash"),
    ]


def capital_rows() -> list[Row]:
    """Return the MRI proposal: inputs, then what they come to."""
    flows = mri_cash_flows()
    value = npf.npv(MRI_RATE, flows)
    return [
        row("mri_price_usd", MRI_USD, "usd", "paid at the start"),
        row("mri_scans", MRI_SCANS, "count", "in the first year, then 3% more each year"),
        row("mri_net_per_scan_usd", MRI_NET_USD, "usd", "net revenue"),
        row("mri_variable_per_scan_usd", MRI_VARIABLE_USD, "usd", "variable cost"),
        row("mri_fixed_usd", MRI_FIXED_USD, "usd", "a year, without the service contract"),
        row("mri_service_contract_usd", MRI_SERVICE_USD, "usd", "a year, from the second"),
        row("mri_salvage_usd", MRI_SALVAGE_USD, "usd", "after seven years"),
        row("mri_project_years", MRI_YEARS, "years", "the project, not the depreciation life"),
        row("discount_rate", MRI_RATE, "share", "cost of capital"),
        derived("mri_npv_usd", round(value), "usd", "at 8% over seven years"),
        derived("mri_irr_share", round(npf.irr(flows), 4), "share", "over seven years"),
        derived("mri_profitability_index", round(1 + value / MRI_USD, 3), "ratio", "1 + NPV / price"),
    ]


def national_rows() -> list[Row]:
    """Return the figures kept by hand."""
    with (HERE / "national.csv").open(newline="", encoding="utf-8") as file:
        reader = csv.reader(file)
        assert tuple(next(reader)) == HEADER
        return [tuple(line) for line in reader]  # type: ignore[misc]


def check(rows: list[Row]) -> None:
    """Assert that names are unique, that nothing lacks a source or a vintage, and the worked figures."""
    story.check()
    names = [line[0] for line in rows]
    assert len(set(names)) == len(names)
    assert all(all(cell.strip() for cell in line) for line in rows)
    value = {line[0]: float(line[1]) for line in rows}
    assert value["wmh_mri_npv_usd"] == 179_603 and value["wmh_mri_irr_share"] == 0.1006
    assert value["wmh_days_cash_on_hand"] == 182.6 and value["wmh_net_days_ar"] == 48.1
    assert value["wmh_adjusted_patient_days"] == 103_477.5 and value["wmh_cost_per_adjusted_day_usd"] == 3_363
    assert value["wmh_operating_ebitda_margin_share"] == 0.0781


def make(folder: Path = HERE) -> list[Path]:
    """Write data.csv into a folder."""
    rows = national_rows() + income_rows() + payer_rows() + volume_rows() + balance_rows()
    rows += revenue_cycle_rows() + capital_rows()
    check(rows)
    return [write_csv(folder / "data.csv", HEADER, rows)]


if __name__ == "__main__":
    make()
