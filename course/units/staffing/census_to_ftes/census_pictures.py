"""A day's census: patients by the hour, against the midnight count and the beds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from course.figures import charts
from course.figures.skipping import skipped_while_graded
from course.units.staffing.census_to_ftes.shift_mix_model import clock

if TYPE_CHECKING:
    from course.units.staffing.census_to_ftes.case import CensusToFtesCase


@skipped_while_graded
def day_of_census(my: CensusToFtesCase) -> charts.Shown:
    """Return the patients of a day by the hour, against the midnight count and the beds."""
    unit, mix = my.unit, my.shift_mix
    most, mean = np.array(mix.census_by_hour), np.array(mix.mean_by_hour)
    peak = int(most.argmax())
    fig, ax = charts.figure(780, 340)
    fig.subplots_adjust(left=0.06, right=0.80, top=0.82, bottom=0.14)
    edges = np.arange(25)
    ax.set_xlim(0, 24)
    ax.set_ylim(np.floor(mean.min()) - 4, unit.beds + 2)
    ax.stairs(most, edges, baseline=None, color=charts.FAVORABLE, linewidth=2.6)
    ax.stairs(mean, edges, baseline=None, color=charts.TOTAL, linewidth=1.8, linestyle=":")
    ax.axhline(mix.midnight_census, color=charts.UNFAVORABLE, linewidth=1.8, linestyle="--")
    ax.axhline(unit.beds, color=charts.LINE, linewidth=1.5)
    ax.set_yticks(range(int(mean.min()) - 3, unit.beds + 1, 4))
    ax.set_xticks(range(0, 25, 4), [clock(hour) for hour in range(0, 25, 4)])
    ends = {
        f"staffed beds: {unit.beds}": float(unit.beds),
        "nine days in ten\nno more than this": float(most[-1]),
        f"average day\n(mean {unit.average_daily_census:.1f})": float(mean[-1]),
        f"midnight count: {mix.midnight_census:.1f}": mix.midnight_census,
    }
    for (words, _), height in zip(ends.items(), _apart(list(ends.values()), 1.9), strict=True):
        ax.text(24.3, height, words, va="center", fontsize=10, color=charts.INK)
    ax.plot([peak + 0.5], [most[peak]], marker="o", color=charts.FAVORABLE, markersize=6)
    ax.text(peak + 0.5, most[peak] + 0.35, f"{most[peak]} at {clock(peak)}", ha="center", va="bottom", fontsize=10.5)
    missed = float(most[peak] - mix.midnight_census)
    charts.titled(
        ax, f"The midnight count misses {missed:.0f} patients of a full afternoon", "Patients in the unit by the hour"
    )
    rows = [[clock(hour), str(int(most[hour])), f"{mean[hour]:.1f}"] for hour in range(24)]
    alt = (
        f"Patients by the hour: nine days in ten at most {most[0]} at midnight and {most[peak]} at {clock(peak)}; the "
        f"average day lies below, the midnight count at {mix.midnight_census:.1f} and the staffed beds at {unit.beds}."
    )
    return charts.show(fig, alt, [["Hour", "Nine days in ten, at most", "Average day"], *rows])


def _apart(heights: list[float], least: float) -> list[float]:
    """Return the heights of labels, each at least so far beneath the one before."""
    placed: list[float] = []
    for height in heights:
        placed.append(min(height, placed[-1] - least) if placed else height)
    return placed
