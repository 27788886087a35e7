"""The people lab's picture: posts, nurses in post and productive hands by month, who is missing, and the two budgets.

Everything that moves is drawn once and moved; the posts, the target and all frames stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from course.figures import charts
from course.figures.bars import add_bar
from course.figures.gauges import Gauge
from course.figures.moving_text import MovingText
from course.figures.stage import Stage
from course.units.staffing.people.hiring_decision import HAIR, MONTHS
from course.units.staffing.people.refill_lab import MONTH_NAMES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from course.units.staffing.people.hiring_lab import Result
    from course.units.staffing.people.people_draw import HiringYear

EDGES = np.arange(MONTHS + 1)
LEFT, WIDTH = 0.068, 0.735
MOST_MISSING = 16.0  # nurses; a longer bar ends here and says its number
BELOW, ABOVE = 0.70, 1.075  # of the budgeted posts: the range of the upper chart


class PeopleView:
    """A year of hiring, month by month."""

    def __init__(self, year: HiringYear) -> None:
        self.year = year
        fig, (upper, lower, hiring, agency) = charts.figure(780, 455, rows=4)
        upper.set_position((LEFT, 0.475, WIDTH, 0.405))
        lower.set_position((LEFT, 0.185, WIDTH, 0.185))
        hiring.set_position((LEFT, 0.022, 0.38, 0.035))
        agency.set_position((LEFT + 0.49, 0.022, 0.38, 0.035))
        self._upper(upper)
        self._lower(lower)
        self.gauges = {
            "hiring": Gauge(hiring, 0, 1.5 * year.hiring_limit_usd, year.hiring_limit_usd, size=9.5),
            "agency": Gauge(agency, 0, 2.0 * year.agency_limit_usd, year.agency_limit_usd, size=9.5),
        }
        moving = [
            self.believed,
            self.in_post,
            self.hands,
            *self.missing,
            *(artist for gauge in self.gauges.values() for artist in gauge.moving),
            *self.hired,
            *self.gaps,
            *self.names.values(),
        ]
        self.stage = Stage(fig, moving)

    def _upper(self, ax: Axes) -> None:
        """Draw posts and target, and what will move between them."""
        year = self.year
        low, high = BELOW * year.budgeted, ABOVE * year.budgeted
        ax.set_xlim(0, MONTHS)
        ax.set_ylim(low, high)
        ax.set_xticks([])
        ax.spines["bottom"].set_visible(False)
        ax.set_ylabel("nurses", color=charts.SOFT, fontsize=10, labelpad=2)
        charts.titled(
            ax,
            "Who is in post, and how many hands that is",
            "Nurses at the end of each month; the scale does not begin at 0",
        )
        target, least = year.target_share * year.budgeted, year.target_share * year.budgeted - year.gap_limit_fte
        ax.axhline(year.budgeted, color=charts.INK, linewidth=1.6)
        ax.axhspan(least, target, color=charts.PALE, linewidth=0)
        self.upper_low, self.upper_high = low, high
        (self.believed,) = ax.plot([], [], color=charts.UNFAVORABLE, linewidth=1.8, linestyle=":")
        (self.in_post,) = ax.plot([], [], color=charts.TOTAL, linewidth=1.8, marker="o", markersize=4)
        (self.hands,) = ax.plot([], [], color=charts.FAVORABLE, linewidth=3, solid_joinstyle="miter")
        self.ends = {"posts": year.budgeted, "needed": (least + target) / 2}
        self.names = {
            name: MovingText(ax, MONTHS + 0.12, low, size=9.5)
            for name in ("posts", "needed", "in post", "hands", "believed")
        }
        foot = low + 0.015 * (high - low)
        ax.text(MONTHS + 0.12, foot, "new in the month", va="center", fontsize=9.5, color=charts.SOFT)
        self.hired = [MovingText(ax, m + 0.5, foot, ha="center", size=9.5, bold=True) for m in range(MONTHS)]

    def _lower(self, ax: Axes) -> None:
        """Draw the bars of nurses missing, the limit that they are held to, and the months."""
        year = self.year
        ax.set_xlim(0, MONTHS)
        ax.set_ylim(0, MOST_MISSING)
        ax.set_xticks(EDGES[:-1] + 0.5, [f"{m + 1} {name}" for m, name in enumerate(MONTH_NAMES)], fontsize=9)
        ax.tick_params(axis="x", length=0)
        ax.set_yticks([0, 5, 10, 15])
        ax.set_ylabel("missing", color=charts.SOFT, fontsize=10, labelpad=2)
        ax.text(0, MOST_MISSING + 0.9, "Productive nurses missing", fontsize=10, color=charts.SOFT)
        ax.axhline(year.gap_limit_fte, color=charts.INK, linewidth=1.6)
        ax.text(
            MONTHS + 0.12, year.gap_limit_fte, f"at most {year.gap_limit_fte:g}", va="center", fontsize=9.5,
            color=charts.INK,
        )  # fmt: skip
        self.missing = [add_bar(ax, (m + 0.14, 0), 0.72, 0) for m in range(MONTHS)]
        self.gaps = [MovingText(ax, m + 0.5, ha="center", size=9.5, bold=True) for m in range(MONTHS)]

    def draw(self, result: Result) -> bytes:
        run = result.run
        middles = EDGES[:-1] + 0.5
        self.in_post.set_data(middles, np.clip(run.in_post, self.upper_low, self.upper_high))
        self.hands.set_data(*_steps(np.clip(run.effective, self.upper_low, self.upper_high)))
        self.believed.set_visible(result.believed is not None)
        if result.believed is not None:
            self.believed.set_data(*_steps(np.clip(result.believed.effective, self.upper_low, self.upper_high)))
        for month, bar in enumerate(self.missing):
            gap = max(float(run.gap_fte[month]), 0.0)
            kept = gap <= self.year.gap_limit_fte + HAIR
            height = min(gap, MOST_MISSING - 3.2)
            bar.set_height(height)
            bar.set_facecolor(charts.FAVORABLE if kept else "white")
            bar.set_edgecolor(charts.FAVORABLE if kept else charts.UNFAVORABLE)
            bar.set_hatch("" if kept else charts.UNFAVORABLE_HATCH)
            above = max(height, self.year.gap_limit_fte) if kept else height
            self.gaps[month].say(f"{gap:.1f}", y=above + 1.9)
            hired = result.hires[month]
            self.hired[month].say(f"+{hired}" if hired else "")
        for name, limit in (("hiring", self.year.hiring_limit_usd), ("agency", self.year.agency_limit_usd)):
            spent = float((run.hiring_usd if name == "hiring" else run.agency_usd).sum())
            kept = spent <= limit + HAIR
            words = f"{name} ${spent:,.0f} of ${limit:,.0f}{'' if kept else ': too much'}"
            self.gauges[name].show(spent, words, favorable=kept)
        self._name_ends(result)
        return self.stage.png()

    def _name_ends(self, result: Result) -> None:
        """Write the names of the lines at their right ends, apart from each other."""
        run = result.run
        heights = {**self.ends, "in post": float(run.in_post[-1]), "hands": float(run.effective[-1])}
        names = {
            "posts": f"{self.year.budgeted} posts",
            "needed": "band: hands needed",
            "in post": f"dots: in post, {run.in_post[-1]:.1f}",
            "hands": f"thick: hands, {run.effective[-1]:.1f}",
        }
        if result.believed is None:
            self.names["believed"].say("")
        else:
            heights["believed"] = float(result.believed.effective[-1])
            names["believed"] = f"dotted: {heights['believed']:.1f}"
        least = 0.075 * (self.upper_high - self.upper_low)
        top = self.upper_high + least
        for name in sorted(heights, key=lambda n: -heights[n]):
            top = min(max(heights[name], self.upper_low), top - least)
            self.names[name].say(names[name], y=top)

    def describe(self, result: Result) -> str:
        run = result.run
        missing = ", ".join(f"{max(gap, 0):.1f}" for gap in run.gap_fte)
        dotted = (
            ""
            if result.believed is None
            else f" Dotted: hands {result.comparison}, {result.believed.effective[-1]:.1f}."
        )
        return (
            f"Lines by month against {self.year.budgeted} posts: in post from {run.in_post[0]:.1f} in July to "
            f"{run.in_post[-1]:.1f} in June, productive hands from {run.effective[0]:.1f} to {run.effective[-1]:.1f}. "
            f"Bars of productive nurses missing: {missing}; at most {self.year.gap_limit_fte:g} are allowed.{dotted} "
            f"Hiring costs ${run.hiring_usd.sum():,.0f}, agency ${run.agency_usd.sum():,.0f}."
        )


def _steps(by_month: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return np.repeat(EDGES, 2)[1:-1], np.repeat(by_month, 2)
