"""The nursing home's week as a picture: hours per resident day against the board's floors, cost and agency beneath."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.patches import Rectangle
from matplotlib.transforms import blended_transform_factory

from course.decisions.rules import TOLERANCE
from course.figures import charts
from course.figures.gauges import Gauge
from course.figures.moving_text import MovingText, say_each
from course.figures.stage import Stage
from course.units.staffing.nursing_home.nursing_home_week_decision import (
    NURSE_GROUPS,
    Outcome,
    format_hprd,
)
from course.units.staffing.nursing_home.nursing_home_week_model import DAY_TYPES, HomeWeek

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PLACES = {(group, day): 3.0 * g + d for g, group in enumerate(NURSE_GROUPS) for d, day in enumerate(DAY_TYPES)}


class WeekView:
    """Hours per resident day by group of nurses and type of day against the board's floors; cost and agency beneath."""

    def __init__(self, week: HomeWeek) -> None:
        fig, (top, cost, agency) = charts.figure(780, 360, rows=3)
        top.set_position((0.36, 0.245, 0.62, 0.60))
        cost.set_position((0.03, 0.065, 0.55, 0.05))
        agency.set_position((0.68, 0.065, 0.28, 0.05))
        _write_title(fig)
        self._prepare_hours(top, week)
        budget = week.weekly_budget_usd
        self.cost = Gauge(cost, 0.88 * budget, 1.12 * budget, budget, " over the budget")
        self.agency = Gauge(agency, 0.0, 2.5 * week.agency_limit_share, week.agency_limit_share, " too many")
        gauges = [*self.cost.moving, *self.agency.moving]
        bars = [*self.bars.values(), *self.bought.values()]
        self.stage = Stage(fig, [*bars, self.marks, *gauges, *self.words.values()])

    def _prepare_hours(self, ax: Axes, week: HomeWeek) -> None:
        """Draw what will move: the bars, the agency's part of the aides, the floors, and the numbers."""
        ax.set_xlim(0, 5.0)
        ax.set_ylim(10.6, -0.75)
        ax.set_yticks([])
        self.words = _write_labels(ax)
        self.bars = {key: Rectangle((0, y - 0.4), 0, 0.8) for key, y in PLACES.items()}
        (self.marks,) = ax.plot([], [], color=charts.INK, linewidth=3, solid_capstyle="butt")  # quicker than seven
        look: dict[str, Any] = {"facecolor": "none", "edgecolor": "white", "hatch": "..."}
        aides = {day: PLACES["Aides", day] for day in DAY_TYPES}
        self.bought = {day: Rectangle((0, y - 0.4), 0, 0.8, **look) for day, y in aides.items()}
        for bar in (*self.bars.values(), *self.bought.values()):
            ax.add_patch(bar)
        right_of_floor = week.aide_floor_hprd + 0.45
        self.words |= {day: MovingText(ax, right_of_floor, y, size=10, bold=True) for day, y in aides.items()}

    def draw(self, result: Outcome) -> bytes:
        hprd, floors = result.hprd, result.floors
        for key, floor in floors.items():
            self._move_bar(key, hprd[key], floor, TOLERANCE / result.week.residents)
        self._move_marks(floors)
        for day in DAY_TYPES:
            bought = result.plan[f"{day}_agency"] / result.week.residents
            self.bought[day].set_x(hprd["Aides", day] - bought)
            self.bought[day].set_width(bought)
            self.bought[day].set_visible(bought > 0)
        self._show_gauges(result)
        say_each(self.words, _numbers(result))
        return self.stage.png()

    def _move_bar(self, key: tuple[str, str], hours: float, floor: float | None, room: float) -> None:
        kept = floor is None or hours >= floor - room
        self.bars[key].set_width(hours)
        self.bars[key].set_facecolor(charts.LINE if floor is None else charts.FAVORABLE if kept else "white")
        self.bars[key].set_edgecolor("white" if kept else charts.UNFAVORABLE)
        self.bars[key].set_hatch("" if kept else charts.UNFAVORABLE_HATCH)

    def _move_marks(self, floors: Mapping[tuple[str, str], float | None]) -> None:
        held = [(floor, PLACES[key]) for key, floor in floors.items() if floor is not None]
        self.marks.set_data(
            [x for floor, _ in held for x in (floor, floor, np.nan)],
            [y for _, place in held for y in (place - 0.5, place + 0.5, np.nan)],
        )

    def _show_gauges(self, result: Outcome) -> None:
        cost, share = float(result.measures.cost_usd), float(result.measures.agency_share)
        budget, limit = result.week.weekly_budget_usd, result.week.agency_limit_share
        self.cost.show(cost, f"${cost:,.0f} a week of ${budget:,.0f}", favorable=cost <= budget + TOLERANCE)
        self.agency.show(share, f"{share:.1%} agency", favorable=share <= limit + TOLERANCE)

    def describe(self, result: Outcome) -> str:
        hprd = result.hprd
        groups = "; ".join(f"{g.lower()} {hprd[g, 'weekday']:.2f} and {hprd[g, 'weekend']:.2f}" for g in NURSE_GROUPS)
        return (
            f"Bars of hours per resident day on a weekday and on a weekend day: {groups}. The week costs "
            f"${result.measures.cost_usd:,.0f} of ${result.week.weekly_budget_usd:,.0f}, and "
            f"{result.measures.agency_share:.1%} of its hours are the agency's."
        )


def _numbers(result: Outcome) -> dict[str, str]:
    """Return the hours of each bar, and the hours that are bought, by the place of the words."""
    hours = {" ".join(key): format_hprd(result.hprd[key], floor) for key, floor in result.floors.items()}
    bought = {day: result.plan[f"{day}_agency"] for day in DAY_TYPES}
    return hours | {day: f"dotted: {hours:.0f} h agency" for day, hours in bought.items() if hours > 0}


def _write_title(fig: Figure) -> None:
    """Write the title at the figure's left edge, above the labels of the bars."""
    look: dict[str, Any] = {"ha": "left", "va": "bottom"}
    title = "Has each resident the same hours on Sunday?"
    fig.text(0.03, 0.93, title, fontsize=12.5, fontweight="bold", color=charts.INK, **look)
    drawn = "Hours per resident day; hatched: below the board's floor, which is the thick mark"
    fig.text(0.03, 0.875, drawn, fontsize=10, color=charts.SOFT, **look)


def _write_labels(ax: Axes) -> dict[str, MovingText]:
    """Write what each bar is beside the axis, and return the numbers that move, by bar."""
    words = {}
    column = blended_transform_factory(ax.transAxes, ax.transData)
    look: dict[str, Any] = {"transform": column, "ha": "right", "va": "center", "color": charts.INK}
    for (group, day), y in PLACES.items():
        if day == "weekday":
            ax.text(-0.235, y + 0.5, group, fontsize=10.5, fontweight="bold", **look)
        ax.text(-0.095, y, day, fontsize=10, **look)
        words[f"{group} {day}"] = MovingText(ax, -0.012, y, ha="right", size=10, bold=True, transform=column)
    return words
