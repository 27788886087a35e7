"""Nursing and finance are both right: the four ways out on one picture, and in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle

from course.figures import charts
from course.figures.skipping import skipped_while_graded
from course.figures.text_tables import TextTable
from course.units.role.the_manager.dyad_model import evidence, options

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from course.units.role.the_manager.case import TheManagerCase
    from course.units.role.the_manager.dyad_model import Option

LABELS = {
    "close": "close six beds",
    "agency": "agency nurse",
    "half": "close three, and agency",
    "wait": "change nothing",
}
ROUND_USD = 10_000  # the table rounds, so that the dollars stay yours to work out


def rounded_dollars(usd: float) -> str:
    """Return dollars to the nearest ten thousand.

    >>> rounded_dollars(173_880), rounded_dollars(0)
    ('about $170,000', 'nothing')
    """
    return f"about ${round(usd / ROUND_USD) * ROUND_USD:,.0f}" if usd else "nothing"


def patients_at_night(option: Option) -> str:
    """Return the patients for each nurse at night, on nights with and without the agency's nurse."""
    on, off = option.patients_per_nurse
    return f"{on:.1f}" if on == off else f"{on:.1f} or {off:.1f}"


@skipped_while_graded
def dyad_picture(my: TheManagerCase) -> charts.Shown:
    """Return the four ways out between nursing's promise and finance's; the corner where both are kept is empty."""
    dyad, found = my.dyad, options(my.dyad)
    fig, ax = charts.figure(780, 360)
    fig.subplots_adjust(left=0.09, right=0.97, top=0.82, bottom=0.14)
    room = dyad.floor_room_usd / 1e3
    right = 1.25 * max(room, *[o.cost_usd / 1e3 for o in found.values()])
    _scales(ax, right)
    _kept_promises(ax, room)
    for key, option in found.items():
        _way_out(ax, key, option, right)
    charts.titled(
        ax,
        "Each way out keeps one promise at most",
        "Dots: ways out. Nursing's promise is kept at the bottom, finance's left of the dashed line",
    )
    words = "; ".join(
        f"{LABELS[key]}: {option.nights_above_plan} nights a week above the plan, {rounded_dollars(option.cost_usd)}"
        for key, option in found.items()
    )
    alt = f"Four ways out by dollars and nights, none of which keeps both promises. {words}."
    rows = [[LABELS[k], str(o.nights_above_plan), rounded_dollars(o.cost_usd)] for k, o in found.items()]
    return charts.show(fig, alt, [["Way out", "Nights a week above the plan", "Income lost"], *rows])


def _scales(ax: Axes, right: float) -> None:
    ax.set_xlim(-4, right)
    ax.set_ylim(-0.9, 8)
    ax.set_yticks(range(8))
    ax.set_xlabel("income lost over the weeks, thousands of dollars", color=charts.SOFT)
    ax.set_ylabel("nights a week above the plan", color=charts.SOFT)


def _kept_promises(ax: Axes, room: float) -> None:
    """Draw where the room above the board's floor ends, and the ground on which both promises would be kept."""
    ax.axvline(room, color=charts.INK, linewidth=2, linestyle="--")
    ax.text(room + 1, 7.6, "the board's floor is reached here", fontsize=10, color=charts.INK, va="center")
    ax.add_patch(
        Rectangle((-4, -0.9), room + 4, 1.4, facecolor="white", edgecolor=charts.LINE, hatch="...", linewidth=0)
    )
    ax.text(
        room / 2,
        -0.2,
        "both promises kept: no dot lies here",
        ha="center",
        va="center",
        fontsize=10,
        color=charts.SOFT,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 2},
    )


def _way_out(ax: Axes, key: str, option: Option, right: float) -> None:
    x, y = option.cost_usd / 1e3, option.nights_above_plan
    ax.plot([x], [y], marker="o", markersize=11, color=charts.FAVORABLE, linestyle="none", clip_on=False)
    low = key == "half" and y == 0  # beside "close" on the floor, so written above it
    left, middle = (x, y + 0.75) if low else (x + 0.018 * right, y)
    ax.text(left, middle, LABELS[key], va="center", fontsize=10.5, color=charts.INK)


@skipped_while_graded
def ways_out_table(my: TheManagerCase) -> TextTable:
    """Return the four ways out in figures; whom each serves or lets down is asked."""
    rows = [
        [
            key,
            option.label,
            rounded_dollars(option.cost_usd),
            "yes" if option.keeps_floor else "no",
            patients_at_night(option),
            str(option.nights_above_plan),
            f"{option.beds_open:.0f}",
        ]
        for key, option in options(my.dyad).items()
    ]
    head = (
        "Name",
        "Way out",
        "Income lost",
        "Floor kept",
        "Patients per nurse at night",
        "Nights a week above the plan",
        "Beds open",
    )
    return TextTable(
        f"4 West, the next {my.dyad.weeks} weeks, if the open beds are as full on average as now", head, rows
    )


@skipped_while_graded
def statements_table(my: TheManagerCase) -> TextTable:
    """Return six statements about the unit, each with its letter."""
    rows = [[letter, said.text] for letter, said in evidence(my.dyad).items()]
    return TextTable("Six statements, all of them true", ("", "Statement"), rows)
