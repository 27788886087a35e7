"""The money story of Wrenfield Memorial Hospital (WMH), in one place. Everything here is invented.

Fiscal years run 1 July to 30 June and are named by the year they end in.
Shares are whole percents and money is whole dollars here, so that every identity is exact arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

FISCAL_YEARS = (2023, 2024, 2025)
STAFFED_BEDS, LICENSED_BEDS = 180, 220
DISCHARGES, PATIENT_DAYS, CASE_MIX_INDEX = 10_250, 49_275, 1.62
INPATIENT_GROSS_USD, OUTPATIENT_GROSS_USD = 635_500_000, 699_050_000
INPATIENT_CLAIMS, OUTPATIENT_CLAIMS = 10_250, 49_750
HOURS_PER_FTE = 2_080
# A patient day of the medical unit: direct care as budgeted, and drugs, supplies, tests and meals that come with it.
# The rest of its net revenue is its contribution, one figure for the whole course.
DAY_DIRECT_CARE_USD, DAY_OTHER_VARIABLE_USD, DAY_CONTRIBUTION_USD = 427.50, 906, 480


@dataclass(frozen=True)
class Payer:
    """A payer's part of gross charges before and after the shift, and what a charged dollar yields."""

    charge_pct_fy2024: int
    charge_pct_fy2025: int
    yield_pct: int


PAYERS = {
    "Medicare FFS": Payer(26, 26, 22),
    "Medicare Advantage": Payer(20, 20, 22),
    "Medicaid": Payer(20, 22, 18),
    "Commercial": Payer(28, 26, 42),
    "Self-pay": Payer(6, 6, 5),
}


def charge_pct(payer: str, fiscal_year: int) -> int:
    """Return a payer's percent of gross charges; the two points moved on 1 July 2024."""
    record = PAYERS[payer]
    return record.charge_pct_fy2025 if fiscal_year == 2025 else record.charge_pct_fy2024


def yield_bp(fiscal_year: int) -> int:
    """Return net revenue per 10,000 dollars charged: 2,578 before the shift, 2,530 after."""
    return sum(charge_pct(name, fiscal_year) * payer.yield_pct for name, payer in PAYERS.items())


@dataclass(frozen=True)
class Year:
    """A year's totals for the hospital, budgeted or actual, in whole dollars and hours.

    Wages hold benefits. Purchased services hold the physicians and the staff who are paid by contract, and interest:
    with them labor would be the 50 to 60% of expense that a CFO expects.
    """

    npsr_usd: int
    other_operating_usd: int
    wages_usd: int
    agency_usd: int
    supplies_usd: int
    purchased_usd: int
    depreciation_usd: int
    paid_hours: int
    agency_hours: int
    volume_index: float

    @property
    def revenue_usd(self) -> int:
        return self.npsr_usd + self.other_operating_usd

    @property
    def expense_usd(self) -> int:
        labor = self.wages_usd + self.agency_usd
        return labor + self.supplies_usd + self.purchased_usd + self.depreciation_usd

    @property
    def margin(self) -> float:
        return (self.revenue_usd - self.expense_usd) / self.revenue_usd


GROSS_USD = {2023: 1_213_500_000, 2024: 1_272_000_000, 2025: 1_334_550_000}


def net_usd(fiscal_year: int, *, mix_of: int | None = None) -> int:
    """Return net patient service revenue in whole dollars: gross charges x yield at a year's payer mix."""
    return GROSS_USD[fiscal_year] * yield_bp(mix_of or fiscal_year) // 10_000


ACTUAL = {
    2023: Year(
        npsr_usd=net_usd(2023),
        other_operating_usd=13_700_000,
        wages_usd=124_600_000,
        agency_usd=8_383_000,
        supplies_usd=65_700_000,
        purchased_usd=102_400_000,
        depreciation_usd=17_400_000,
        paid_hours=3_060_000,
        agency_hours=101_000,
        volume_index=0.967,
    ),
    2024: Year(
        npsr_usd=net_usd(2024),
        other_operating_usd=14_100_000,
        wages_usd=130_900_000,
        agency_usd=7_875_000,
        supplies_usd=68_900_000,
        purchased_usd=106_625_000,
        depreciation_usd=17_800_000,
        paid_hours=3_097_000,
        agency_hours=93_750,
        volume_index=1 / 1.015,
    ),
    2025: Year(
        npsr_usd=net_usd(2025),
        other_operating_usd=14_558_850,
        wages_usd=137_160_000,
        agency_usd=9_000_000,
        supplies_usd=72_000_000,
        purchased_usd=111_640_000,
        depreciation_usd=18_200_000,
        paid_hours=3_120_000,
        agency_hours=93_750,
        volume_index=1.0,
    ),
}
BUDGET = {
    2023: Year(
        npsr_usd=313_000_000,
        other_operating_usd=13_600_000,
        wages_usd=124_000_000,
        agency_usd=8_320_000,
        supplies_usd=65_300_000,
        purchased_usd=102_000_000,
        depreciation_usd=17_400_000,
        paid_hours=3_055_000,
        agency_hours=104_000,
        volume_index=0.970,
    ),
    2024: Year(
        npsr_usd=326_500_000,
        other_operating_usd=14_000_000,
        wages_usd=130_200_000,
        agency_usd=7_544_000,
        supplies_usd=68_500_000,
        purchased_usd=106_400_000,
        depreciation_usd=17_800_000,
        paid_hours=3_090_000,
        agency_hours=92_000,
        volume_index=0.983,
    ),
    2025: Year(
        npsr_usd=342_000_000,
        other_operating_usd=14_400_000,
        wages_usd=135_900_000,
        agency_usd=7_650_000,
        supplies_usd=71_400_000,
        purchased_usd=111_760_000,
        depreciation_usd=18_200_000,
        paid_hours=3_112_000,
        agency_hours=90_000,
        volume_index=1.003,
    ),
}
INTEREST_USD = 5_100_000  # part of purchased services and other expense

VOLUME_GROWTH_PER_MILLE = 15  # FY2024 to FY2025, adjusted discharges
VARIABLE_PCT = {"supplies": 85, "purchased": 20}  # the part of these expenses that moves with volume
FINAL_DENIAL_PER_MILLE = {2024: 24, 2025: 28}  # written off after denial, per 1,000 of FY2025 net revenue
INITIAL_DENIALS, CLEAN_CLAIMS = 7_080, 54_000  # of 60,000 claims: 11.8% and 90%


@dataclass(frozen=True)
class Cause:
    """A cause of denial as in the denials decision: cases, gross and net a case, how often overturned."""

    cases: int
    gross_usd: int
    net_usd: int
    overturned: float
    appealed: float
    carcs: tuple[str, ...]


CAUSES = {
    "registration": Cause(310, 2_100, 520, 0.15, 0.36, ("31", "27")),
    "prior authorization": Cause(140, 9_800, 2_450, 0.35, 0.80, ("197", "198")),
    "medical necessity": Cause(62, 41_000, 9_400, 0.62, 0.97, ("50",)),
    "coding edit": Cause(220, 1_500, 340, 0.60, 0.95, ("4", "11", "97")),
    "timely filing": Cause(38, 6_200, 1_550, 0.02, 0.15, ("29",)),
    "duplicate": Cause(420, 1_900, 0, 0.00, 0.00, ("18",)),
    "missing records": Cause(120, 5_200, 1_250, 0.30, 0.75, ("252", "226")),
    "coordination of benefits": Cause(95, 3_300, 790, 0.30, 0.70, ("22",)),
    "non-covered": Cause(70, 2_600, 410, 0.05, 0.20, ("96", "204")),
}


def months(fiscal_year: int) -> list[date]:
    """Return the first days of a fiscal year's twelve months, July first."""
    return [date(fiscal_year - (month >= 7), month, 1) for month in (7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6)]


def check() -> None:
    """Assert the figures that prose, cases and datasets all rely on."""
    assert yield_bp(2024) == 2_578 and yield_bp(2025) == 2_530
    assert INPATIENT_GROSS_USD + OUTPATIENT_GROSS_USD == GROSS_USD[2025]
    assert (ACTUAL[2025].revenue_usd, ACTUAL[2025].expense_usd) == (352_200_000, 348_000_000)
    assert round(ACTUAL[2025].npsr_usd / 1e6, 2) == 337.64
    assert round(ACTUAL[2024].margin, 4) == 0.0290 and round(ACTUAL[2025].margin, 4) == 0.0119
    assert 0.415 < (ACTUAL[2025].wages_usd + ACTUAL[2025].agency_usd) / ACTUAL[2025].expense_usd < 0.425
    assert 0.315 < ACTUAL[2025].purchased_usd / ACTUAL[2025].expense_usd < 0.325
    assert ACTUAL[2025].paid_hours == 1_500 * HOURS_PER_FTE
    assert all(GROSS_USD[year] * yield_bp(year) % 10_000 == 0 for year in FISCAL_YEARS)
