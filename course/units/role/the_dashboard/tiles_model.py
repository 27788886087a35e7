"""The sources from which each tile of a board's page may be filled: what each divides, its value and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from course.finance.ratios import operating_margin
from course.role import adjusted, kpi
from course.units.role.the_dashboard.dashboard_model import (
    LICENSED,
    QUESTIONS,
    SOURCES,
    STAFFED,
    Dashboard,
    Period,
    occupied_beds,
    weighed_discharges,
)

YEAR, LAST_TWELVE = "year", "twelve"
WRONG_BEDS, AVERAGE, MIXED, GROSS = "beds", "average", "period", "gross"
INPATIENTS_ONLY, WORKED_ONLY = "inpatients", "worked"

TITLES: Mapping[str, str] = {
    "occupancy": "Occupancy",
    "bed_turns": "Bed turns a year",
    "length_of_stay": "Length of stay",
    "case_mix": "Case mix index",
    "ftes_per_bed": "FTEs per adjusted occupied bed",
    "cost": "Cost of an adjusted unit of service",
    "margin": "Operating margin",
}
BED_TILES = ("occupancy", "bed_turns")
UNITS: Mapping[str, str] = {
    "occupancy": "share",
    "bed_turns": "turns",
    "length_of_stay": "days",
    "case_mix": "index",
    "ftes_per_bed": "ftes",
    "cost": "usd",
    "margin": "share",
}


@dataclass(frozen=True)
class Source:
    """One way to fill a tile.

    Parameters
    ----------
    key : str
        Its name in the case.
    says : str
        What is divided by what, over which time.
    value : float
        What it gives, in the unit of the tile (`UNITS`): shares from 0 to 1, days, dollars.
    period : str
        `YEAR`, `LAST_TWELVE`, or `MIXED` where the numerator and the denominator are of different times, or of one that
        is too short.
    flaws : frozenset of str
        What is wrong with it for this board; empty where it may stand on the page.
    """

    key: str
    says: str
    value: float
    period: str
    flaws: frozenset[str]


def sources(dashboard: Dashboard) -> dict[str, dict[str, Source]]:
    """Return for each tile its sources by letter, in the learner's order.

    Parameters
    ----------
    dashboard : Dashboard
        The sums, and the order of the letters.
    """
    built = {tile: {source.key: source for source in make(dashboard)} for tile, make in _MAKERS.items()}
    return {
        tile: {chr(ord("A") + letter): built[tile][SOURCES[tile][place]] for letter, place in enumerate(places)}
        for tile, places in dashboard.source_order.items()
    }


def letter_of(dashboard: Dashboard, tile: str, key: str) -> str:
    """Return the letter that a source of a tile has for this learner."""
    return chr(ord("A") + dashboard.source_order[tile].index(SOURCES[tile].index(key)))


def asked_beds(dashboard: Dashboard) -> str:
    """Return the beds that the board's question is about."""
    return next(beds for beds, question in QUESTIONS.items() if question == dashboard.question)


def _source(key: str, says: str, value: float, *flaws: str) -> Source:
    """Build a source; its period follows from the end of its key."""
    end = key.rsplit("_", 1)[-1]
    period = end if end in (YEAR, LAST_TWELVE) else MIXED
    return Source(key, says, value, period, frozenset(flaws) | ({MIXED} if period == MIXED else set()))


def _for_both(
    dashboard: Dashboard, key: str, divides: str, value: Callable[[Period], float], *flaws: str
) -> list[Source]:
    """Build one source for the fiscal year, and the same for the last twelve months."""
    periods = {YEAR: dashboard.year, LAST_TWELVE: dashboard.last_twelve}
    return [_source(f"{key}_{end}", f"{divides}, {p.label}", value(p), *flaws) for end, p in periods.items()]


def _flaws_of(dashboard: Dashboard, beds: str) -> tuple[str, ...]:
    return () if beds == asked_beds(dashboard) else (WRONG_BEDS,)


def _occupancy_over(dashboard: Dashboard, beds: str) -> list[Source]:
    year = dashboard.year
    return _for_both(
        dashboard,
        beds,
        f"patient days over {year.days} days x {year.beds[beds]} {beds} beds",
        lambda p: kpi.occupancy(p.patient_days, p.days, p.beds[beds]),
        *_flaws_of(dashboard, beds),
    )


def _occupancy(dashboard: Dashboard) -> list[Source]:
    year, month, asked = dashboard.year, dashboard.month, asked_beds(dashboard)
    beds = [s.staffed_beds if asked == STAFFED else s.licensed_beds for s in year.services]
    average = kpi.average_of_ratios(
        [float(s.patient_days) for s in year.services], [float(count * year.days) for count in beds]
    )
    says = f"patient days over {month.days} days x {year.beds[asked]} {asked} beds, {month.label} alone"
    return [
        *_occupancy_over(dashboard, STAFFED),
        *_occupancy_over(dashboard, LICENSED),
        _source("average_year", f"average of the services' occupancies, {asked} beds, {year.label}", average, AVERAGE),
        _source("month", says, kpi.occupancy(month.patient_days, month.days, year.beds[asked])),
    ]


def _turns_of(dashboard: Dashboard, beds: str) -> list[Source]:
    return _for_both(
        dashboard,
        beds,
        f"discharges over {dashboard.year.beds[beds]} {beds} beds",
        lambda p: kpi.bed_turns(p.discharges, p.beds[beds]),
        *_flaws_of(dashboard, beds),
    )


def _bed_turns(dashboard: Dashboard) -> list[Source]:
    year, month, asked = dashboard.year, dashboard.month, asked_beds(dashboard)
    says = f"discharges of {month.label} x 12 over {year.beds[asked]} {asked} beds"
    return [
        *_turns_of(dashboard, STAFFED),
        *_turns_of(dashboard, LICENSED),
        _source("month", says, kpi.bed_turns(12 * month.discharges, year.beds[asked])),
    ]


def _length_of_stay(dashboard: Dashboard) -> list[Source]:
    year, twelve = dashboard.year, dashboard.last_twelve
    average = average_length_of_stay_by_service(year)
    mixed = kpi.approximate_length_of_stay(twelve.patient_days, year.discharges)
    return [
        *_for_both(
            dashboard,
            "exact",
            "days of those who left over discharges",
            lambda p: kpi.average_length_of_stay(p.discharge_days, p.discharges),
        ),
        *_for_both(
            dashboard,
            "census",
            "patient days (census) over discharges",
            lambda p: kpi.approximate_length_of_stay(p.patient_days, p.discharges),
        ),
        _source("average_year", f"average of the services' lengths of stay, {year.label}", average, AVERAGE),
        _source("mixed", f"patient days, {twelve.label}, over discharges, {year.label}", mixed),
    ]


def average_length_of_stay_by_service(period: Period) -> float:
    """Return the plain average of the services' lengths of stay: the common mistake."""
    return kpi.average_of_ratios(
        [float(s.discharge_days) for s in period.services], [float(s.discharges) for s in period.services]
    )


def _case_mix(dashboard: Dashboard) -> list[Source]:
    year, twelve = dashboard.year, dashboard.last_twelve
    average = kpi.average_of_ratios([s.weights for s in year.services], [float(s.discharges) for s in year.services])
    mixed = adjusted.case_mix_index(twelve.weights, year.discharges)
    return [
        *_for_both(
            dashboard,
            "sum",
            "sum of DRG weights over discharges",
            lambda p: adjusted.case_mix_index(p.weights, p.discharges),
        ),
        _source("average_year", f"average of the services' case mix indexes, {year.label}", average, AVERAGE),
        _source("mixed", f"DRG weights, {twelve.label}, over discharges, {year.label}", mixed),
    ]


def _ftes(dashboard: Dashboard) -> list[Source]:
    year, twelve = dashboard.year, dashboard.last_twelve
    per_bed = adjusted.ftes_per_adjusted_occupied_bed
    census = kpi.average_daily_census(year.patient_days, year.days)
    inpatients = per_bed(year.paid_ftes, census)
    mixed = per_bed(twelve.paid_ftes, occupied_beds(year))
    return [
        *_for_both(
            dashboard,
            "paid",
            "paid FTEs over adjusted occupied beds",
            lambda p: per_bed(p.paid_ftes, occupied_beds(p)),
        ),
        *_for_both(
            dashboard,
            "worked",
            "worked FTEs over adjusted occupied beds",
            lambda p: per_bed(p.worked_ftes, occupied_beds(p)),
            WORKED_ONLY,
        ),
        _source("inpatients_year", f"paid FTEs over average daily census, {year.label}", inpatients, INPATIENTS_ONLY),
        _source("mixed", f"paid FTEs, {twelve.label}, over adjusted occupied beds, {year.label}", mixed),
    ]


def _cost(dashboard: Dashboard) -> list[Source]:
    year, per_case = dashboard.year, adjusted.cost_per_cmi_adjusted_discharge
    inpatients = per_case(year.expense_usd, year.weights)
    gross = per_case(year.gross_usd, weighed_discharges(year))
    return [
        *_for_both(
            dashboard,
            "case",
            "operating expense over CMI-adjusted adjusted discharges",
            lambda p: per_case(p.expense_usd, weighed_discharges(p)),
        ),
        *_for_both(
            dashboard,
            "day",
            "operating expense over adjusted patient days",
            lambda p: adjusted.cost_per_adjusted_patient_day(p.expense_usd, occupied_beds(p) * p.days),
        ),
        _source(
            "inpatients_year",
            f"operating expense over CMI-adjusted discharges, {year.label}",
            inpatients,
            INPATIENTS_ONLY,
        ),
        _source("gross_year", f"charges over CMI-adjusted adjusted discharges, {year.label}", gross, GROSS),
    ]


def _margin(dashboard: Dashboard) -> list[Source]:
    year, twelve = dashboard.year, dashboard.last_twelve
    average = kpi.average_of_ratios(
        [line.revenue_usd - line.expense_usd for line in year.business_lines],
        [line.revenue_usd for line in year.business_lines],
    )
    over_charges = (year.revenue_usd - year.expense_usd) / year.gross_usd
    mixed = operating_margin(twelve.revenue_usd, year.expense_usd)
    return [
        *_for_both(
            dashboard,
            "net",
            "operating income over operating revenue",
            lambda p: operating_margin(p.revenue_usd, p.expense_usd),
        ),
        _source("gross_year", f"operating income over gross charges, {year.label}", over_charges, GROSS),
        _source("average_year", f"average of the business lines' margins, {year.label}", average, AVERAGE),
        _source("mixed", f"revenue, {twelve.label}, less expense, {year.label}, over that revenue", mixed),
    ]


_MAKERS: Mapping[str, Callable[[Dashboard], list[Source]]] = {
    "occupancy": _occupancy,
    "bed_turns": _bed_turns,
    "length_of_stay": _length_of_stay,
    "case_mix": _case_mix,
    "ftes_per_bed": _ftes,
    "cost": _cost,
    "margin": _margin,
}
