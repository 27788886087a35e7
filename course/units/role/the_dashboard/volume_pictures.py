"""Services of unequal size, and outpatients in a number that was made for inpatients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.patches import Rectangle

from course.figures import charts
from course.figures.dollars import money
from course.figures.skipping import skipped_while_graded
from course.role import kpi
from course.units.role.the_dashboard.dashboard_model import occupied_beds, outpatient_factor, wrenfield

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from course.units.role.the_dashboard.dashboard_model import Service

SMALL_SERVICE = 1_000  # patients a year; a service of fewer stands out


@skipped_while_graded
def length_of_stay_picture() -> charts.Shown:
    """Return Wrenfield's services as blocks: as wide as their patients, as high as their stay."""
    services = wrenfield().year.services
    left_by, days = [float(s.discharges) for s in services], [float(s.discharge_days) for s in services]
    whole, plain = kpi.ratio_of_sums(days, left_by), kpi.average_of_ratios(days, left_by)
    fig, ax = charts.figure(780, 350)
    fig.subplots_adjust(left=0.07, right=0.80, top=0.83, bottom=0.14)
    ax.set_xlim(0, sum(left_by))
    ax.set_ylim(0, 14)
    ax.set_xlabel("patients who left in the year", color=charts.SOFT)
    ax.set_ylabel("days a stay", color=charts.SOFT)
    _draw_blocks(ax, services)
    for level, words, style, stands in (
        (whole, f"{whole:.2f}: all days over\nall patients", "-", "top"),
        (plain, f"{plain:.2f}: average of\nthe five heights", "--", "bottom"),
    ):
        ax.axhline(level, color=charts.INK, linewidth=1.8, linestyle=style)
        ax.text(1.01 * sum(left_by), level, words, va=stands, fontsize=10, color=charts.INK, clip_on=False)
    charts.titled(
        ax,
        "The smallest service lifts the average by a day",
        "Each block: a service, as wide as its patients, as high as their average stay; its area is its days",
    )
    parts = ", ".join(f"{s.name} {s.discharges:,} patients of {_stay(s):.2f} days" for s in services)
    alt = (
        f"Five blocks, as wide as their patients and as high as their stay: {parts}. All days over all patients "
        f"is {whole:.2f}; the average of the five heights is {plain:.2f}."
    )
    return charts.show(
        fig,
        alt,
        [
            ["Service", "Patients who left", "Their days", "Days a stay"],
            *([s.name, f"{s.discharges:,}", f"{s.discharge_days:,}", f"{_stay(s):.2f}"] for s in services),
            ["All, days over patients", f"{sum(left_by):,.0f}", f"{sum(days):,.0f}", f"{whole:.2f}"],
            ["Average of the five", "", "", f"{plain:.2f}"],
        ],
    )


def _stay(service: Service) -> float:
    return kpi.average_length_of_stay(service.discharge_days, service.discharges)


def _draw_blocks(ax: Axes, services: Sequence[Service]) -> None:
    """Draw a block for each service, side by side; the small ones stand out, with their words above them."""
    start = 0.0
    for each in services:
        stay, small = _stay(each), each.discharges < SMALL_SERVICE
        look: dict[str, Any] = (
            {"facecolor": charts.UNFAVORABLE, "edgecolor": "white", "hatch": charts.UNFAVORABLE_HATCH}
            if small
            else {"facecolor": charts.PALE, "edgecolor": charts.LINE}
        )
        ax.add_patch(Rectangle((start, 0), each.discharges, stay, **look))
        ax.text(
            start + each.discharges / 2,
            stay + 0.2 if small else stay / 2,
            f"{each.name}\n{stay:.1f} days" if small else f"{each.name}\n{stay:.1f}",
            ha="center",
            va="bottom" if small else "center",
            fontsize=10,
            color=charts.INK,
        )
        start += each.discharges


@skipped_while_graded
def outpatient_picture() -> charts.Shown:
    """Return how Wrenfield's outpatients are turned into beds, by their share of the charges."""
    year = wrenfield().year
    factor, occupied = outpatient_factor(year), occupied_beds(year)
    census = kpi.average_daily_census(year.patient_days, year.days)
    fig, ax = charts.figure(780, 250)
    fig.subplots_adjust(left=0.16, right=0.82, top=0.76, bottom=0.04)
    ax.set_xlim(0, factor)
    ax.set_ylim(-0.5, 1.5)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    rows = (
        (
            "Gross charges",
            money(year.inpatient_gross_usd),
            money(year.outpatient_gross_usd),
            money(year.gross_usd),
        ),
        ("Beds", f"{census:.0f} patients a night", f"{occupied - census:.1f} beds' worth", f"{occupied:.1f} occupied"),
    )
    for place, (_, inside, added, total) in zip((1, 0), rows, strict=True):
        _raised_bar(ax, place, factor, (inside, added, total))
    ax.set_yticks([1, 0], [name for name, *_ in rows], fontsize=10.5, color=charts.INK)
    ax.tick_params(axis="y", length=0)
    charts.titled(
        ax,
        f"Outpatients count for beds by their charges: × {factor:.2f}",
        "Wrenfield. Filled: inpatients; dotted: outpatients, on the scale of the inpatients",
    )
    alt = (
        f"Two bars on one scale: inpatient charges {rows[0][1]} and outpatient charges {rows[0][2]}; below, "
        f"{rows[1][1]} and outpatients for {rows[1][2]}, together {rows[1][3]} beds, {factor:.2f} times the inpatients."
    )
    return charts.show(fig, alt, [["", "Inpatients", "Outpatients", "Together"], *[list(row) for row in rows]])


def _raised_bar(ax: Axes, place: int, factor: float, words: tuple[str, str, str]) -> None:
    """Draw the inpatients as 1, and the outpatients as what the factor adds to them."""
    inside, added, total = words
    look: dict[str, Any] = {"va": "center", "fontsize": 10.5}
    ax.add_patch(Rectangle((0, place - 0.3), 1, 0.6, facecolor=charts.FAVORABLE))
    ax.add_patch(
        Rectangle((1, place - 0.3), factor - 1, 0.6, facecolor="white", edgecolor=charts.FAVORABLE, hatch="...")
    )
    ground = {"facecolor": "white", "edgecolor": "none", "pad": 2}
    ax.text(0.5, place, inside, ha="center", color="white", fontweight="bold", **look)
    ax.text((1 + factor) / 2, place, added, ha="center", color=charts.INK, bbox=ground, **look)
    ax.text(factor * 1.01, place, total, ha="left", color=charts.INK, clip_on=False, **look)
