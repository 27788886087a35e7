"""A year's leavers month by month: what a single month, multiplied by twelve, would have told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.figures import charts
from course.figures.skipping import skipped_while_graded
from course.staffing.turnover import annual_turnover, average_headcount, turnover
from course.units.staffing.people.hiring_model import MONTHS, SHORT_MONTH_NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from course.units.staffing.people.case import PeopleCase


@skipped_while_graded
def months_of_leaving(my: PeopleCase) -> charts.Shown:
    """Return each month's leavers as a yearly rate, against the rate of the whole year."""
    leaving, left = my.people.leaving, my.people_sheet.left_by_month
    people = average_headcount([leaving.headcount_start, leaving.headcount_end])
    rates = [annual_turnover(n, people, 1) for n in left]
    year = turnover(leaving.separations, people)
    fig, ax = charts.figure(780, 300)
    fig.subplots_adjust(left=0.08, right=0.86, top=0.79, bottom=0.17)
    _draw_rates(ax, rates, year)
    ax.set_xticks(range(MONTHS), [f"{name}\n{n} left" for name, n in zip(SHORT_MONTH_NAMES, left, strict=True)])
    alt = (
        f"Bars of each month's leavers restated for a year, from {min(rates):.0%} to {max(rates):.0%}; a line at "
        f"{year:.1%} shows the whole year."
    )
    rows = [[name, str(n), f"{rate:.1%}"] for name, n, rate in zip(SHORT_MONTH_NAMES, left, rates, strict=True)]
    total = ["Year", str(leaving.separations), f"{year:.1%}"]
    return charts.show(fig, alt, [["Month", "Left", "Restated for a year"], *rows, total])


def _draw_rates(ax: Axes, rates: Sequence[float], year: float) -> None:
    ax.bar(range(MONTHS), [100 * r for r in rates], width=0.68, color=charts.LINE)
    ax.axhline(100 * year, color=charts.FAVORABLE, linewidth=2.4)
    ax.text(MONTHS - 0.3, 100 * year, f"the year:\n{year:.1%}", va="center", fontsize=10.5, color=charts.INK)
    ax.set_xlim(-0.6, MONTHS - 0.4)
    ax.set_ylim(0, 100 * max(rates) * 1.16)
    ax.tick_params(axis="x", length=0)
    ax.set_ylabel("% a year", color=charts.SOFT)
    charts.titled(
        ax,
        f"A month says anything from {min(rates):.0%} to {max(rates):.0%}",
        "Leavers of each month, multiplied by twelve, as a share of the average headcount",
    )
