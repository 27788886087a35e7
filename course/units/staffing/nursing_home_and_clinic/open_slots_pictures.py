"""The clinic's book of open slots: the first is luck, the third is access."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle

from course.figures import charts
from course.figures.skipping import skipped_while_graded
from course.staffing.clinic import third_next_available_days
from course.units.staffing.nursing_home_and_clinic.clinic_model import first_available_days

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from course.units.staffing.nursing_home_and_clinic.case import NursingHomeAndClinicCase


@skipped_while_graded
def open_slots(my: NursingHomeAndClinicCase) -> charts.Shown:
    """Return the open slots of the next weeks, with the first and the third marked."""
    slots = my.clinic.open_slots_by_day
    first, third = first_available_days(slots), third_next_available_days(slots)
    fig, ax = charts.figure(780, 210)
    fig.subplots_adjust(left=0.03, right=0.98, top=0.72, bottom=0.30)
    for day, count in enumerate(slots):
        _draw_day(ax, day, count, marked=day in (first, third))
    _name_days(ax, {"first open": first, "third open": third})
    _finish_axis(ax, len(slots))
    _write_title(fig)
    alt = f"A row of days: the first open slot is in {_days(first)}, the third in {_days(third)}."
    rows = [[str(day), str(count)] for day, count in enumerate(slots) if count]
    return charts.show(fig, alt, [["Days from today", "Open slots"], *rows])


def _draw_day(ax: Axes, day: int, count: int, marked: bool) -> None:
    color, edge = charts.FAVORABLE if count else charts.PALE, charts.INK if marked else "white"
    ax.add_patch(Rectangle((day - 0.45, 0), 0.9, 1, facecolor=color, linewidth=2, edgecolor=edge))
    if count:
        ax.text(day, 0.5, str(count), ha="center", va="center", color="white", fontsize=11, fontweight="bold")


def _name_days(ax: Axes, named: dict[str, int]) -> None:
    for name, day in named.items():
        ax.annotate(
            f"{name}: {_days(day)}",
            (day, 1.0),
            (day, 1.35),
            ha="left" if day < 25 else "right",
            fontsize=10.5,
            fontweight="bold",
            color=charts.INK,
        )


def _finish_axis(ax: Axes, days: int) -> None:
    ax.set_xlim(-0.6, days - 0.4)
    ax.set_ylim(0, 1.6)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    weeks = range(0, days, 7)
    ax.set_xticks(weeks, ["today", *(f"day {day}" for day in weeks[1:])])


def _write_title(fig: Figure) -> None:
    title = "The first open slot is luck; the third is what a caller can count on"
    fig.text(0.03, 0.90, title, fontsize=12.5, fontweight="bold", color=charts.INK)
    fig.text(0.03, 0.80, "Open slots in one clinician's book, a box a calendar day", fontsize=10, color=charts.SOFT)


def _days(day: int) -> str:
    return "today" if day == 0 else "1 day" if day == 1 else f"{day} days"
