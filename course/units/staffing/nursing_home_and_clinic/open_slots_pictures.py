"""The clinic's book of open slots: the first is luck, the third is access."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle

from course.figures import charts
from course.figures.skipping import for_readers
from course.staffing.clinic import third_next_available_days

if TYPE_CHECKING:
    from course.units.staffing.case import StaffingCase


@for_readers
def open_book(my: StaffingCase) -> charts.Shown:
    """Return the open slots of the next weeks, with the first and the third marked."""
    slots = my.clinic.open_slots_by_day
    third = third_next_available_days(slots)
    first = next(day for day, n in enumerate(slots) if n)
    fig, ax = charts.figure(780, 210)
    fig.subplots_adjust(left=0.03, right=0.98, top=0.72, bottom=0.30)
    for day, n in enumerate(slots):
        marked = day in (first, third)
        ax.add_patch(
            Rectangle(
                (day - 0.45, 0), 0.9, 1, facecolor=charts.FAVORABLE if n else charts.PALE, linewidth=2,
                edgecolor=charts.INK if marked else "white",
            )
        )  # fmt: skip
        if n:
            ax.text(day, 0.5, str(n), ha="center", va="center", color="white", fontsize=11, fontweight="bold")
    for day, name in ((first, "first open"), (third, "third open")):
        ax.annotate(
            f"{name}: {_days(day)}", (day, 1.0), (day, 1.35), ha="left" if day < 25 else "right", fontsize=10.5,
            fontweight="bold", color=charts.INK,
        )  # fmt: skip
    ax.set_xlim(-0.6, len(slots) - 0.4)
    ax.set_ylim(0, 1.6)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    weeks = range(0, len(slots), 7)
    ax.set_xticks(weeks, ["today", *(f"day {day}" for day in weeks[1:])])
    fig.text(0.03, 0.90, "The first open slot is luck; the third is what a caller can count on", fontsize=12.5,
             fontweight="bold", color=charts.INK)  # fmt: skip
    fig.text(0.03, 0.80, "Open slots in one clinician's book, a box a calendar day", fontsize=10, color=charts.SOFT)
    alt = f"A row of days: the first open slot is in {_days(first)}, the third in {_days(third)}."
    rows = [[str(day), str(n)] for day, n in enumerate(slots) if n]
    return charts.show(fig, alt, [["Days from today", "Open slots"], *rows])


def _days(day: int) -> str:
    return "today" if day == 0 else "1 day" if day == 1 else f"{day} days"
