"""The sources from which each tile of a board's page may be filled: what each divides, its value and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from course.role import kpi
from course.units.role.the_dashboard.dashboard_draw import LICENSED, STAFFED, Board, Period

YEAR, TWELVE = "year", "twelve"
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
        `YEAR`, `TWELVE`, or `MIXED` where the numerator and the denominator are of different times or too short a one.
    flaws : frozenset of str
        What is wrong with it for this board; empty where it may stand on the page.
    """

    key: str
    says: str
    value: float
    period: str
    flaws: frozenset[str]


def sources(board: Board) -> dict[str, dict[str, Source]]:
    """Return for each tile its sources by letter, in the learner's order.

    Parameters
    ----------
    board : Board
        The sums, and the order of the letters.
    """
    built = {tile: {source.key: source for source in make(board)} for tile, make in _MAKERS.items()}
    return {
        tile: {chr(ord("A") + place): built[tile][key] for place, key in enumerate(keys)}
        for tile, keys in board.order.items()
    }


def letter_of(board: Board, tile: str, key: str) -> str:
    """Return the letter that a source of a tile has for this learner."""
    return chr(ord("A") + board.order[tile].index(key))


def _source(key: str, says: str, value: float, *flaws: str) -> Source:
    """Build a source; its period follows from the end of its key."""
    end = key.rsplit("_", 1)[-1]
    period = end if end in (YEAR, TWELVE) else MIXED
    return Source(key, says, value, period, frozenset(flaws) | ({MIXED} if period == MIXED else set()))


def _both(board: Board) -> dict[str, Period]:
    return {YEAR: board.year, TWELVE: board.twelve}


def _occupancy(board: Board) -> list[Source]:
    found = []
    for beds in (STAFFED, LICENSED):
        wrong = () if beds == board.asked_beds else (WRONG_BEDS,)
        for end, period in _both(board).items():
            value = kpi.occupancy(period.patient_days, period.days, period.beds[beds])
            says = f"patient days over {period.days} days x {period.beds[beds]} {beds} beds, {period.label}"
            found.append(_source(f"{beds}_{end}", says, value, *wrong))
    each = [s.staffed_beds if board.asked_beds == STAFFED else s.licensed_beds for s in board.year.services]
    days = [float(s.patient_days) for s in board.year.services]
    found.append(
        _source(
            "average_year",
            f"average of the services' occupancies, {board.asked_beds} beds, {board.year.label}",
            kpi.average_of_ratios(days, [float(b * board.year.days) for b in each]),
            AVERAGE,
        )
    )
    month, count = board.month, board.year.beds[board.asked_beds]
    value = kpi.occupancy(month.patient_days, month.days, count)
    return [
        *found,
        _source(
            "month",
            f"patient days over {month.days} days x {count} {board.asked_beds} beds, {month.label} alone",
            value,
        ),
    ]


def _bed_turns(board: Board) -> list[Source]:
    found = []
    for beds in (STAFFED, LICENSED):
        wrong = () if beds == board.asked_beds else (WRONG_BEDS,)
        for end, period in _both(board).items():
            says = f"discharges over {period.beds[beds]} {beds} beds, {period.label}"
            found.append(_source(f"{beds}_{end}", says, kpi.bed_turns(period.discharges, period.beds[beds]), *wrong))
    month, count = board.month, board.year.beds[board.asked_beds]
    says = f"discharges of {month.label} x 12 over {count} {board.asked_beds} beds"
    return [*found, _source("month", says, kpi.bed_turns(12 * month.discharges, count))]


def _length_of_stay(board: Board) -> list[Source]:
    found = []
    for end, period in _both(board).items():
        exact = kpi.average_length_of_stay(period.discharge_days, period.discharges)
        census = kpi.approximate_length_of_stay(period.patient_days, period.discharges)
        found.append(_source(f"exact_{end}", f"days of those who left over discharges, {period.label}", exact))
        found.append(_source(f"census_{end}", f"patient days (census) over discharges, {period.label}", census))
    year, twelve = board.year, board.twelve
    average = kpi.average_of_ratios(
        [float(s.discharge_days) for s in year.services], [float(s.discharges) for s in year.services]
    )
    mixed = kpi.approximate_length_of_stay(twelve.patient_days, year.discharges)
    return [
        *found,
        _source("average_year", f"average of the services' lengths of stay, {year.label}", average, AVERAGE),
        _source("mixed", f"patient days, {twelve.label}, over discharges, {year.label}", mixed),
    ]


def _case_mix(board: Board) -> list[Source]:
    year, twelve = board.year, board.twelve
    found = [
        _source(f"sum_{end}", f"sum of DRG weights over discharges, {p.label}", p.weights / p.discharges)
        for end, p in _both(board).items()
    ]
    average = kpi.average_of_ratios([s.weights for s in year.services], [float(s.discharges) for s in year.services])
    return [
        *found,
        _source("average_year", f"average of the services' case mix indexes, {year.label}", average, AVERAGE),
        _source(
            "mixed", f"DRG weights, {twelve.label}, over discharges, {year.label}", twelve.weights / year.discharges
        ),
    ]


def occupied_beds(period: Period) -> float:
    """Return the adjusted occupied beds of a period."""
    factor = kpi.outpatient_adjustment_factor(period.inpatient_gross_usd, period.outpatient_gross_usd)
    return kpi.adjusted_occupied_beds(kpi.adjusted_patient_days(period.patient_days, factor), period.days)


def _ftes(board: Board) -> list[Source]:
    year, twelve = board.year, board.twelve
    found = [
        _source(
            f"paid_{end}",
            f"paid FTEs over adjusted occupied beds, {p.label}",
            kpi.ftes_per_adjusted_occupied_bed(p.paid_ftes, occupied_beds(p)),
        )
        for end, p in _both(board).items()
    ]
    census = kpi.average_daily_census(year.patient_days, year.days)
    mixed = kpi.ftes_per_adjusted_occupied_bed(twelve.paid_ftes, occupied_beds(year))
    return [
        *found,
        _source(
            "inpatients_year",
            f"paid FTEs over average daily census, {year.label}",
            kpi.ftes_per_adjusted_occupied_bed(year.paid_ftes, census),
            INPATIENTS_ONLY,
        ),
        *(
            _source(
                f"worked_{end}",
                f"worked FTEs over adjusted occupied beds, {p.label}",
                kpi.ftes_per_adjusted_occupied_bed(p.worked_ftes, occupied_beds(p)),
                WORKED_ONLY,
            )
            for end, p in _both(board).items()
        ),
        _source("mixed", f"paid FTEs, {twelve.label}, over adjusted occupied beds, {year.label}", mixed),
    ]


def weighed_discharges(period: Period) -> float:
    """Return the CMI-adjusted adjusted discharges of a period."""
    factor = kpi.outpatient_adjustment_factor(period.inpatient_gross_usd, period.outpatient_gross_usd)
    adjusted = kpi.adjusted_discharges(period.discharges, factor)
    return kpi.cmi_adjusted_discharges(adjusted, period.weights / period.discharges)


def _cost(board: Board) -> list[Source]:
    year, found = board.year, []
    for end, p in _both(board).items():
        case = kpi.cost_per_cmi_adjusted_discharge(p.expense_usd, weighed_discharges(p))
        day = kpi.cost_per_adjusted_patient_day(p.expense_usd, occupied_beds(p) * p.days)
        found.append(
            _source(f"case_{end}", f"operating expense over CMI-adjusted adjusted discharges, {p.label}", case)
        )
        found.append(_source(f"day_{end}", f"operating expense over adjusted patient days, {p.label}", day))
    inpatients = kpi.cost_per_cmi_adjusted_discharge(year.expense_usd, year.weights)
    gross = kpi.cost_per_cmi_adjusted_discharge(year.gross_usd, weighed_discharges(year))
    return [
        *found,
        _source(
            "inpatients_year",
            f"operating expense over CMI-adjusted discharges, {year.label}",
            inpatients,
            INPATIENTS_ONLY,
        ),
        _source("gross_year", f"charges over CMI-adjusted adjusted discharges, {year.label}", gross, GROSS),
    ]


def _margin(board: Board) -> list[Source]:
    year, twelve = board.year, board.twelve
    found = [
        _source(
            f"net_{end}",
            f"operating income over operating revenue, {p.label}",
            (p.revenue_usd - p.expense_usd) / p.revenue_usd,
        )
        for end, p in _both(board).items()
    ]
    income = year.revenue_usd - year.expense_usd
    average = kpi.average_of_ratios(
        [line.revenue_usd - line.expense_usd for line in year.lines], [line.revenue_usd for line in year.lines]
    )
    mixed = (twelve.revenue_usd - year.expense_usd) / twelve.revenue_usd
    return [
        *found,
        _source("gross_year", f"operating income over gross charges, {year.label}", income / year.gross_usd, GROSS),
        _source("average_year", f"average of the business lines' margins, {year.label}", average, AVERAGE),
        _source("mixed", f"revenue, {twelve.label}, less expense, {year.label}, over that revenue", mixed),
    ]


_MAKERS = {
    "occupancy": _occupancy,
    "bed_turns": _bed_turns,
    "length_of_stay": _length_of_stay,
    "case_mix": _case_mix,
    "ftes_per_bed": _ftes,
    "cost": _cost,
    "margin": _margin,
}
