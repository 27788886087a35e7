"""The sums behind a board's page: two periods of twelve months, five services, and the dashboard that was inherited.

Ranges are drawn around Wrenfield Memorial's fiscal year 2025: 220 licensed and 180 staffed beds, 49,275 patient days,
10,250 discharges, 1,500 FTEs, $348M of operating expense. The split by service and business line is invented too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

FISCAL_YEAR, LAST_TWELVE = "fiscal year", "last twelve months"
STAFFED, LICENSED = "staffed", "licensed"
# What the two lengths of stay on the inherited dashboard may differ by.
STAY_GAPS = ("stays", "average", "period")
DAYS = 365


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
    lines: tuple[BusinessLine, ...]
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
        return sum(line.revenue_usd for line in self.lines)

    @property
    def expense_usd(self) -> float:
        return sum(line.expense_usd for line in self.lines)

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
class Board:
    """What the board asks, the sums to answer with, and the dashboard that was inherited.

    Parameters
    ----------
    asked_beds : str
        The beds that the board's question is about: `STAFFED` or `LICENSED`.
    year, twelve : Period
        The fiscal year, and the twelve months that ended three months later.
    month : Month
        The last of those months.
    order : mapping of str to tuple of str
        For each tile the sources in the order of their letters.
    inherited : mapping of str to str
        For each tile the source that the inherited dashboard shows.
    stay_gap : str
        What the two lengths of stay on the inherited dashboard differ by, one of `STAY_GAPS`.
    """

    asked_beds: str
    year: Period
    twelve: Period
    month: Month
    order: Mapping[str, tuple[str, ...]]
    inherited: Mapping[str, str]
    stay_gap: str

    @property
    def question(self) -> str:
        """What the board asks about the beds."""
        return {
            STAFFED: "Can we take in more patients with the beds that we have nurses for?",
            LICENSED: "How much of what the state licenses us for do we use, before we ask for more?",
        }[self.asked_beds]


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
LINES = (
    BusinessLine("Hospital", 300_000_000, 291_500_000),
    BusinessLine("Clinics", 38_000_000, 44_500_000),
    BusinessLine("Home care", 14_200_000, 12_000_000),
)


def wrenfield() -> Board:
    """Return the story's dashboard: 61% against 75%, and two lengths of stay."""
    year = Period(
        "July 2024 to June 2025", DAYS, SERVICES, LINES, 635_500_000, 699_050_000, paid_ftes=1_500, worked_ftes=1_305
    )
    return Board(
        asked_beds=STAFFED,
        year=year,
        twelve=_later(year, lambda low, high: (low + high) / 2),
        month=Month("September 2025", 30, 4_290, 880),
        order=MappingProxyType(dict(SOURCES)),
        inherited=MappingProxyType({tile: sources[0] for tile, sources in INHERITED.items()}),
        stay_gap="stays",
    )


def draw(rng: np.random.Generator) -> Board:
    """Draw a dashboard whose contradictions can be seen in the figures shown, and which earns nothing as it stands."""
    from course.units.role.the_dashboard.dashboard_decision import DashboardDecision, contradictions_show

    while True:
        board = _one(rng)
        decision = DashboardDecision(board)
        if contradictions_show(board) and decision.scorecard(decision.nothing()).share <= 0.2:
            return board


def _one(rng: np.random.Generator) -> Board:
    size = rng.uniform(0.7, 1.15)
    story = wrenfield()
    year = replace(
        story.year,
        services=tuple(_service(each, size, rng) for each in SERVICES),
        lines=tuple(_line(each, size, rng) for each in LINES),
        inpatient_gross_usd=_round(story.year.inpatient_gross_usd * size * rng.uniform(0.95, 1.05), 1e5),
        outpatient_gross_usd=_round(story.year.outpatient_gross_usd * size * rng.uniform(0.9, 1.1), 1e5),
        paid_ftes=round(1_500 * size * rng.uniform(0.97, 1.03)),
    )
    year = replace(year, worked_ftes=round(year.paid_ftes * rng.uniform(0.86, 0.88)))  # 13% of paid hours are leave
    twelve = _later(year, rng.uniform)
    return Board(
        asked_beds=str(rng.choice((STAFFED, LICENSED))),
        year=year,
        twelve=twelve,
        month=_month(twelve, rng),
        order=MappingProxyType({tile: tuple(map(str, rng.permutation(keys))) for tile, keys in SOURCES.items()}),
        inherited=MappingProxyType({tile: str(rng.choice(keys)) for tile, keys in INHERITED.items()}),
        stay_gap=str(rng.choice(STAY_GAPS)),
    )


def _service(base: Service, size: float, rng: np.random.Generator) -> Service:
    days = round(base.patient_days * size * rng.uniform(0.95, 1.05))
    discharges = round(base.discharges * size * rng.uniform(0.95, 1.05))
    stay = rng.uniform(0.95, 0.99)  # some who left had lain there before the year began, more are there at its end
    return Service(
        base.name,
        staffed_beds=round(base.staffed_beds * size),
        licensed_beds=round(base.licensed_beds * size * rng.uniform(0.98, 1.08)),
        patient_days=days,
        discharge_days=round(days * stay),
        discharges=discharges,
        weights=round(discharges * base.weights / base.discharges * rng.uniform(0.97, 1.03), 1),
    )


def _line(base: BusinessLine, size: float, rng: np.random.Generator) -> BusinessLine:
    margin = 1 - base.expense_usd / base.revenue_usd + rng.uniform(-0.01, 0.01)
    revenue = _round(base.revenue_usd * size, 1e5)
    return BusinessLine(base.name, revenue, _round(revenue * (1 - margin), 1e5))


def _later(year: Period, between: Callable[[float, float], float]) -> Period:
    """Return the twelve months that ended three months after a fiscal year: busier, with longer stays."""
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
    lines = tuple(
        replace(each, revenue_usd=_round(each.revenue_usd * (dearer + 0.004), 1e5), expense_usd=_round(e * dearer, 1e5))
        for each, e in ((line, line.expense_usd) for line in year.lines)
    )
    return replace(
        year,
        label="October 2024 to September 2025",
        services=services,
        lines=lines,
        inpatient_gross_usd=_round(year.inpatient_gross_usd * more * 1.05, 1e5),
        outpatient_gross_usd=_round(year.outpatient_gross_usd * more * 1.07, 1e5),
        paid_ftes=round(year.paid_ftes * 1.012),
        worked_ftes=round(year.worked_ftes * 1.012),
    )


def _month(twelve: Period, rng: np.random.Generator) -> Month:
    busy = rng.uniform(1.05, 1.10) * 30 / DAYS  # everybody is back from the summer
    return Month("September 2025", 30, round(twelve.patient_days * busy), round(twelve.discharges * busy))


def _round(value: float, step: float) -> float:
    return float(round(value / step) * step)
