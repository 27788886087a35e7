"""The sums behind a board's page: two periods of twelve months, five services, and the dashboard that was inherited.

Wrenfield Memorial's fiscal year 2025 has 220 licensed and 180 staffed beds, 49,275 patient days, 10,250
discharges, 1,500 FTEs and $348M of operating expense. The split by service and business line is invented too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from course.finance.ratios import DAYS_PER_YEAR
from course.role import adjusted, kpi

STAFFED, LICENSED = "staffed", "licensed"
# What the board asks about its beds, by the beds that the question is about.
QUESTIONS: Mapping[str, str] = {
    STAFFED: "Could we take in more patients this winter with the staff that we have?",
    LICENSED: "We may ask the state for thirty more beds. How much do we use of what it allows us today?",
}


@dataclass(frozen=True)
class Service:
    """One clinical service over a period.

    `discharge_days` are the whole stays of those who left; `weights` is the sum of their DRG weights.
    """

    name: str
    staffed_beds: int
    licensed_beds: int
    patient_days: int
    discharge_days: int
    discharges: int
    weights: float


@dataclass(frozen=True)
class BusinessLine:
    """Operating revenue, which is net, and operating expense of one line of business over a period, in dollars."""

    name: str
    revenue_usd: float
    expense_usd: float


@dataclass(frozen=True)
class Period:
    """Sums over one period of twelve months; FTEs are paid and worked hours over 2,080."""

    label: str
    days: int
    services: tuple[Service, ...]
    business_lines: tuple[BusinessLine, ...]
    inpatient_gross_usd: float
    outpatient_gross_usd: float
    paid_ftes: float
    worked_ftes: float

    @property
    def beds(self) -> dict[str, int]:
        """Beds by what they are."""
        return {
            STAFFED: sum(s.staffed_beds for s in self.services),
            LICENSED: sum(s.licensed_beds for s in self.services),
        }

    @property
    def patient_days(self) -> int:
        return sum(s.patient_days for s in self.services)

    @property
    def discharge_days(self) -> int:
        return sum(s.discharge_days for s in self.services)

    @property
    def discharges(self) -> int:
        return sum(s.discharges for s in self.services)

    @property
    def weights(self) -> float:
        """Sum of the DRG weights of those who left."""
        return sum(s.weights for s in self.services)

    @property
    def revenue_usd(self) -> float:
        return sum(line.revenue_usd for line in self.business_lines)

    @property
    def expense_usd(self) -> float:
        return sum(line.expense_usd for line in self.business_lines)

    @property
    def gross_usd(self) -> float:
        return self.inpatient_gross_usd + self.outpatient_gross_usd


@dataclass(frozen=True)
class Month:
    """The latest month alone."""

    label: str
    days: int
    patient_days: int
    discharges: int


@dataclass(frozen=True)
class Dashboard:
    """What the board asks, the sums to answer with, and the dashboard that was inherited.

    Parameters
    ----------
    question : str
        What the board asks about the beds, one of `QUESTIONS`.
    year, last_twelve : Period
        The fiscal year, and the twelve months that ended three months later.
    month : Month
        The last of those months.
    source_order : mapping of str to tuple of int
        For each tile the places of its `SOURCES` in the order of their letters.
    inherited : mapping of str to int
        For each tile the place of the source that the inherited dashboard shows.
    other_stay_days : float
        The second length of stay on the inherited dashboard, beside that of the patients who left in the fiscal year.
    """

    question: str
    year: Period
    last_twelve: Period
    month: Month
    source_order: Mapping[str, tuple[int, ...]]
    inherited: Mapping[str, int]
    other_stay_days: float


# For each tile its sources; `course.units.role.the_dashboard.tiles_model` says what is wrong with each.
SOURCES: Mapping[str, tuple[str, ...]] = {
    "occupancy": ("staffed_year", "staffed_twelve", "licensed_year", "licensed_twelve", "average_year", "month"),
    "bed_turns": ("staffed_year", "staffed_twelve", "licensed_year", "licensed_twelve", "month"),
    "length_of_stay": ("exact_year", "exact_twelve", "census_year", "census_twelve", "average_year", "mixed"),
    "case_mix": ("sum_year", "sum_twelve", "average_year", "mixed"),
    "ftes_per_bed": ("paid_year", "paid_twelve", "inpatients_year", "worked_year", "worked_twelve", "mixed"),
    "cost": ("case_year", "case_twelve", "day_year", "day_twelve", "inpatients_year", "gross_year"),
    "margin": ("net_year", "net_twelve", "gross_year", "average_year", "mixed"),
}
# The sources that somebody once thought good enough, of which the inherited dashboard is made.
INHERITED: Mapping[str, tuple[str, ...]] = {
    "occupancy": ("average_year", "month"),
    "bed_turns": ("month",),
    "length_of_stay": ("average_year", "mixed"),
    "case_mix": ("average_year", "mixed"),
    "ftes_per_bed": ("inpatients_year", "worked_year", "mixed"),
    "cost": ("inpatients_year", "gross_year"),
    "margin": ("gross_year", "average_year", "mixed"),
}
SERVICES = (
    Service("Medicine", 60, 74, 17_000, 16_600, 3_700, 4_810.0),
    Service("Surgery", 40, 48, 10_600, 10_350, 2_350, 5_287.5),
    Service("Cardiology", 36, 44, 10_900, 10_640, 2_150, 3_289.5),
    Service("Critical care", 18, 22, 5_275, 5_060, 450, 1_890.0),
    Service("Obstetrics", 26, 32, 5_500, 5_450, 1_600, 1_328.0),
)
BUSINESS_LINES = (
    BusinessLine("Hospital", 300_000_000, 291_500_000),
    BusinessLine("Clinics", 38_000_000, 44_500_000),
    BusinessLine("Home care", 14_200_000, 12_000_000),
)


def wrenfield() -> Dashboard:
    """Return the story's dashboard: 61% against 75%, and two lengths of stay."""
    year = Period(
        label="July 2024 to June 2025",
        days=DAYS_PER_YEAR,
        services=SERVICES,
        business_lines=BUSINESS_LINES,
        inpatient_gross_usd=635_500_000,
        outpatient_gross_usd=699_050_000,
        paid_ftes=1_500,
        worked_ftes=1_305,
    )
    return Dashboard(
        question=QUESTIONS[STAFFED],
        year=year,
        last_twelve=three_months_later(year, lambda low, high: (low + high) / 2),
        month=Month("September 2025", 30, 4_290, 880),
        source_order=MappingProxyType({tile: tuple(range(len(keys))) for tile, keys in SOURCES.items()}),
        inherited=MappingProxyType({tile: SOURCES[tile].index(keys[0]) for tile, keys in INHERITED.items()}),
        other_stay_days=kpi.approximate_length_of_stay(year.patient_days, year.discharges),
    )


def three_months_later(year: Period, between: Callable[[float, float], float]) -> Period:
    """Return the twelve months that ended three months after a fiscal year: busier, with longer stays.

    Parameters
    ----------
    year : Period
        The fiscal year.
    between : callable
        Chooses a factor between two bounds.
    """
    more, longer, heavier, dearer = between(1.02, 1.03), between(1.02, 1.035), between(1.01, 1.02), between(1.03, 1.05)
    services = tuple(
        replace(
            each,
            patient_days=round(each.patient_days * more * longer),
            discharge_days=round(each.discharge_days * more * longer),
            discharges=round(each.discharges * more),
            weights=round(each.weights * more * heavier, 1),
        )
        for each in year.services
    )
    business_lines = tuple(
        replace(
            each,
            revenue_usd=to_the_nearest(each.revenue_usd * (dearer + 0.004), 1e5),
            expense_usd=to_the_nearest(each.expense_usd * dearer, 1e5),
        )
        for each in year.business_lines
    )
    return replace(
        year,
        label="October 2024 to September 2025",
        services=services,
        business_lines=business_lines,
        inpatient_gross_usd=to_the_nearest(year.inpatient_gross_usd * more * 1.05, 1e5),
        outpatient_gross_usd=to_the_nearest(year.outpatient_gross_usd * more * 1.07, 1e5),
        paid_ftes=round(year.paid_ftes * 1.012),
        worked_ftes=round(year.worked_ftes * 1.012),
    )


def to_the_nearest(value: float, step: float) -> float:
    """Return a value in figures that are easy to read."""
    return float(round(value / step) * step)


# ---------------------------------------------------------------- volume with the outpatients in it


def outpatient_factor(period: Period) -> float:
    """Return the outpatient adjustment factor of a period."""
    return adjusted.outpatient_adjustment_factor(period.inpatient_gross_usd, period.outpatient_gross_usd)


def occupied_beds(period: Period) -> float:
    """Return the adjusted occupied beds of a period."""
    days = adjusted.adjusted_patient_days(period.patient_days, outpatient_factor(period))
    return adjusted.adjusted_occupied_beds(days, period.days)


def weighed_discharges(period: Period) -> float:
    """Return the CMI-adjusted adjusted discharges of a period."""
    discharges = adjusted.adjusted_discharges(period.discharges, outpatient_factor(period))
    return adjusted.cmi_adjusted_discharges(discharges, adjusted.case_mix_index(period.weights, period.discharges))
