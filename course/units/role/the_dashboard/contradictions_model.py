"""Two figures of one name on the inherited dashboard, both of them correct, and why they differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from course.role import kpi
from course.units.role.the_dashboard.dashboard_model import Dashboard
from course.units.role.the_dashboard.tiles_model import average_length_of_stay_by_service, sources

# Why two figures of one name differ; a plan answers with one of these for each contradiction.
REASONS: Mapping[str, str] = {
    "beds": "the same census over different beds",
    "stays": "the days of those who left, against the days of those who lay there",
    "average": "the services' figures averaged, against their sums divided",
    "period": "different months",
    "error": "one of the two is wrong",
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


def contradictions(dashboard: Dashboard) -> tuple[Contradiction, Contradiction]:
    """Return the two pairs of figures that the board asks about: two occupancies, two lengths of stay."""
    year, twelve = dashboard.year, dashboard.last_twelve
    over = kpi.occupancy_by_beds(year.patient_days, year.days, {k: float(v) for k, v in year.beds.items()})
    low, high = sorted(over.values())
    exact = kpi.average_length_of_stay(year.discharge_days, year.discharges)
    other = {
        "stays": kpi.approximate_length_of_stay(year.patient_days, year.discharges),
        "average": average_length_of_stay_by_service(year),
        "period": kpi.average_length_of_stay(twelve.discharge_days, twelve.discharges),
    }[dashboard.stay_gap]
    return (
        Contradiction("occupancy", (low, high), "beds"),
        Contradiction("length_of_stay", (exact, other), dashboard.stay_gap),
    )


def every_source_reads_differently(dashboard: Dashboard) -> bool:
    """Return whether every source of a tile differs from the others in the digits that a board reads."""
    return all(
        len({round(source.value, DECIMALS.get(tile, 0)) for source in found.values()}) == len(found)
        for tile, found in sources(dashboard).items()
    )
