"""Two figures of one name on the inherited dashboard, both of them correct, and why they differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from course.role import kpi
from course.units.role.the_dashboard.dashboard_model import Dashboard, Period
from course.units.role.the_dashboard.tiles_model import average_length_of_stay_by_service, sources

# Why two figures of one name differ; a plan answers with one of these for each contradiction.
REASONS: Mapping[str, str] = {
    "beds": "the same census is divided by different beds",
    "stays": "one follows patients who left, the other counts patients in beds at midnight",
    "average": "one averages the services' figures, the other divides their sums",
    "period": "they are of different months",
    "error": "somebody made a mistake in one of the two",
}
REASON_KEYS = ("why_occupancy", "why_stay")  # the names of the two answers in a plan
# The digits that a board reads; the others are shown whole.
DECIMALS: Mapping[str, int] = {
    "occupancy": 3,
    "bed_turns": 1,
    "length_of_stay": 2,
    "case_mix": 2,
    "ftes_per_bed": 2,
    "margin": 4,
}


@dataclass(frozen=True)
class Contradiction:
    """Two figures of one name on the inherited dashboard, and why they differ."""

    tile: str
    values: tuple[float, float]
    reason: str


def other_stays(year: Period, twelve: Period) -> dict[str, float]:
    """Return, by the reason, what a second length of stay may be, in days; the first is the fiscal year's own."""
    return {
        "stays": kpi.approximate_length_of_stay(year.patient_days, year.discharges),
        "average": average_length_of_stay_by_service(year),
        "period": kpi.average_length_of_stay(twelve.discharge_days, twelve.discharges),
    }


def contradictions(dashboard: Dashboard) -> tuple[Contradiction, Contradiction]:
    """Return the two pairs of figures that the board asks about: two occupancies, two lengths of stay."""
    year = dashboard.year
    over = kpi.occupancy_by_beds(year.patient_days, year.days, {k: float(v) for k, v in year.beds.items()})
    low, high = sorted(over.values())
    exact = kpi.average_length_of_stay(year.discharge_days, year.discharges)
    found, other = other_stays(year, dashboard.last_twelve), dashboard.other_stay_days
    why = min(found, key=lambda reason: abs(found[reason] - other))
    return (
        Contradiction("occupancy", (low, high), "beds"),
        Contradiction("length_of_stay", (exact, other), why),
    )


def every_source_reads_differently(dashboard: Dashboard) -> bool:
    """Return whether every source of a tile differs from the others in the digits that a board reads."""
    return all(
        len({round(source.value, DECIMALS.get(tile, 0)) for source in found.values()}) == len(found)
        for tile, found in sources(dashboard).items()
    )
