"""The people lab's picture: posts, nurses in post and productive hands by month, who is missing, and the two budgets.

Everything that moves is drawn once and moved; the posts, the target and all frames stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from course.decisions.rules import TOLERANCE
from course.figures import charts
from course.figures.gauges import FAVORABLE_LOOK, UNFAVORABLE_LOOK, Gauge
from course.figures.moving_text import MovingText
from course.figures.stage import Stage
from course.units.staffing.people.hiring_decision import Outcome
from course.units.staffing.people.hiring_model import MONTHS, SHORT_MONTH_NAMES, HiringYear

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COMPARISONS = {
    "none": "nothing else",
    "productive on day one": "if hires were productive on day one",
    "new hires never leave": "if new hires never left",
    "nobody leaves": "if nobody left",
}
EDGES = np.arange(MONTHS + 1)
MIDDLES = EDGES[:-1] + 0.5
LEFT, WIDTH = 0.068, 0.735
MOST_MISSING = 16.0  # nurses; a longer bar ends here and says its number
BELOW, ABOVE = 0.70, 1.075  # of the budgeted posts: the range of the upper chart
RIGHT_OF_CHART = MONTHS + 0.12


class HiringView:
    """A year of hiring, month by month."""

    def __init__(self, year: HiringYear) -> None:
        self.year = year
        fig, (upper, lower, hiring, agency) = charts.figure(780, 455, rows=4)
        upper.set_position((LEFT, 0.475, WIDTH, 0.405))
        lower.set_position((LEFT, 0.185, WIDTH, 0.185))
        hiring.set_position((LEFT, 0.022, 0.38, 0.035))
        agency.set_position((LEFT + 0.49, 0.022, 0.38, 0.035))
        self._prepare_nurses(upper)
        self._prepare_missing(lower)
        self.gauges = {
            "hiring": Gauge(hiring, 0, 1.5 * year.hiring_limit_usd, year.hiring_limit_usd, size=9.5),
            "agency": Gauge(agency, 0, 2.0 * year.agency_limit_usd, year.agency_limit_usd, size=9.5),
        }
        moving = [
            self.assumed,
            self.in_post,
            self.hands,
            *self.missing,
            *(artist for gauge in self.gauges.values() for artist in gauge.moving),
            *self.hired,
            *self.gaps,
            *self.names.values(),
        ]
        self.stage = Stage(fig, moving)

    def _prepare_nurses(self, ax: Axes) -> None:
        """Draw posts and target, and what will move between them."""
        year = self.year
        self.low, self.high = BELOW * year.budgeted, ABOVE * year.budgeted
        ax.set_xlim(0, MONTHS)
        ax.set_ylim(self.low, self.high)
        ax.set_xticks([])
        ax.spines["bottom"].set_visible(False)
        ax.set_ylabel("nurses", color=charts.SOFT, fontsize=10, labelpad=2)
        charts.titled(
            ax,
            "Who is in post, and how many hands that is",
            "Nurses at the end of each month; the scale does not begin at 0",
        )
        target, least = year.target_fte, year.target_fte - year.gap_limit_fte
        ax.axhline(year.budgeted, color=charts.INK, linewidth=1.6)
        ax.axhspan(least, target, color=charts.PALE, linewidth=0)
        (self.assumed,) = ax.plot([], [], color=charts.UNFAVORABLE, linewidth=1.8, linestyle=":")
        (self.in_post,) = ax.plot([], [], color=charts.TOTAL, linewidth=1.8, marker="o", markersize=4)
        (self.hands,) = ax.plot([], [], color=charts.FAVORABLE, linewidth=3, solid_joinstyle="miter")
        self.ends = {"posts": year.budgeted, "needed": (least + target) / 2}
        lines = ("posts", "needed", "in post", "hands", "assumed")
        self.names = {name: MovingText(ax, RIGHT_OF_CHART, self.low, size=9.5) for name in lines}
        foot = self.low + 0.015 * (self.high - self.low)
        ax.text(RIGHT_OF_CHART, foot, "new in the month", va="center", fontsize=9.5, color=charts.SOFT)
        self.hired = [MovingText(ax, m + 0.5, foot, ha="center", size=9.5, bold=True) for m in range(MONTHS)]

    def _prepare_missing(self, ax: Axes) -> None:
        """Draw the bars of nurses missing, the limit that they are held to, and the months."""
        limit = self.year.gap_limit_fte
        ax.set_xlim(0, MONTHS)
        ax.set_ylim(0, MOST_MISSING)
        ax.set_xticks(MIDDLES, [f"{m + 1} {name}" for m, name in enumerate(SHORT_MONTH_NAMES)], fontsize=9)
        ax.tick_params(axis="x", length=0)
        ax.set_yticks([0, 5, 10, 15])
        ax.set_ylabel("missing", color=charts.SOFT, fontsize=10, labelpad=2)
        ax.text(0, MOST_MISSING + 0.9, "Productive nurses missing", fontsize=10, color=charts.SOFT)
        ax.axhline(limit, color=charts.INK, linewidth=1.6)
        ax.text(RIGHT_OF_CHART, limit, f"at most {limit:g}", va="center", fontsize=9.5, color=charts.INK)
        self.missing = [Rectangle((m + 0.14, 0), 0.72, 0) for m in range(MONTHS)]
        for bar in self.missing:
            ax.add_patch(bar)
        self.gaps = [MovingText(ax, m + 0.5, ha="center", size=9.5, bold=True) for m in range(MONTHS)]

    def draw(self, result: Outcome) -> bytes:
        self._move_lines(result)
        for month in range(MONTHS):
            self._move_month(month, max(float(result.run.gap_fte[month]), 0.0), result.hires[month])
        self._show_budget("hiring", float(result.run.hiring_usd.sum()), self.year.hiring_limit_usd)
        self._show_budget("agency", float(result.run.agency_usd.sum()), self.year.agency_limit_usd)
        self._name_line_ends(result)
        return self.stage.png()

    def _move_lines(self, result: Outcome) -> None:
        self.in_post.set_data(MIDDLES, np.clip(result.run.in_post, self.low, self.high))
        self.hands.set_data(*self._steps(result.run.effective))
        self.assumed.set_visible(result.assumed is not None)
        if result.assumed is not None:
            self.assumed.set_data(*self._steps(result.assumed.effective))

    def _steps(self, by_month: NDArray[np.float64]) -> tuple[NDArray[np.int_], NDArray[np.float64]]:
        """Return corners of a line that is level in each month and stays within the chart."""
        return np.repeat(EDGES, 2)[1:-1], np.repeat(np.clip(by_month, self.low, self.high), 2)

    def _move_month(self, month: int, gap_fte: float, hired: int) -> None:
        """Move a month's bar of nurses missing, and write how many they are and how many are new."""
        kept = gap_fte <= self.year.gap_limit_fte + TOLERANCE
        height = min(gap_fte, MOST_MISSING - 3.2)
        self.missing[month].set_height(height)
        self.missing[month].set(**(FAVORABLE_LOOK if kept else UNFAVORABLE_LOOK))
        above = max(height, self.year.gap_limit_fte) if kept else height
        self.gaps[month].say(f"{gap_fte:.1f}", y=above + 1.9)
        self.hired[month].say(f"+{hired}" if hired else "")

    def _show_budget(self, name: str, spent_usd: float, limit_usd: float) -> None:
        kept = spent_usd <= limit_usd + TOLERANCE
        words = f"{name} ${spent_usd:,.0f} of ${limit_usd:,.0f}{'' if kept else ': too much'}"
        self.gauges[name].show(spent_usd, words, favorable=kept)

    def _name_line_ends(self, result: Outcome) -> None:
        """Write the names of the lines at their right ends, apart from each other."""
        run = result.run
        heights = {**self.ends, "in post": float(run.in_post[-1]), "hands": float(run.effective[-1])}
        names = {
            "posts": f"{self.year.budgeted} posts",
            "needed": "band: hands needed",
            "in post": f"dots: in post, {run.in_post[-1]:.1f}",
            "hands": f"thick: hands, {run.effective[-1]:.1f}",
        }
        if result.assumed is None:
            self.names["assumed"].say("")
        else:
            heights["assumed"] = float(result.assumed.effective[-1])
            names["assumed"] = f"dotted: {heights['assumed']:.1f}"
        least = 0.075 * (self.high - self.low)
        top = self.high + least
        for name in sorted(heights, key=lambda n: -heights[n]):
            top = min(max(heights[name], self.low), top - least)
            self.names[name].say(names[name], y=top)

    def describe(self, result: Outcome) -> str:
        run = result.run
        missing = ", ".join(f"{max(gap, 0):.1f}" for gap in run.gap_fte)
        dotted = ""
        if result.assumed is not None and result.assumption is not None:
            dotted = f" Dotted: hands {COMPARISONS[result.assumption]}, {result.assumed.effective[-1]:.1f}."
        return (
            f"Lines by month against {self.year.budgeted} posts: in post from {run.in_post[0]:.1f} in July to "
            f"{run.in_post[-1]:.1f} in June, productive hands from {run.effective[0]:.1f} to {run.effective[-1]:.1f}. "
            f"Bars of productive nurses missing: {missing}; at most {self.year.gap_limit_fte:g} are allowed.{dotted} "
            f"Hiring costs ${run.hiring_usd.sum():,.0f}, agency ${run.agency_usd.sum():,.0f}."
        )
