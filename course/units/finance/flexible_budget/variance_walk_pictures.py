"""The variance walk: totals as levels, variances as bars between them."""

from __future__ import annotations

from typing import Any

from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from course.figures import charts
from course.figures.stage import Stage
from course.units.finance.flexible_budget.variance_walk_model import VarianceWalk, verdict

UNDER_BARS = {
    "Volume": "finance plans it,\nrevenue pays it",
    "Efficiency": "the unit\nmanager",
    "Rate": "pay scales and\nagency contracts",
}
PLACES = {"Static\nbudget": 0, "Volume": 1, "Flexed\nbudget": 2, "Efficiency": 3, "Rate": 4, "Actual\ncost": 5}
AXIS_USD = (3_600_000, 6_000_000)
WIDTH = 0.72


def dollars(usd: float) -> str:
    """Return whole dollars without a sign.

    >>> dollars(-143_100.2)
    '$143,100'
    """
    return f"${abs(usd):,.0f}"


def signed(usd: float) -> str:
    """Return whole dollars with their sign."""
    return "$0" if abs(usd) < 0.5 else f"{'+' if usd > 0 else '−'}{dollars(usd)}"


class WalkView:
    """Totals as levels, variances as bars between them; the axis is cut, so no total is drawn as a bar."""

    def __init__(self) -> None:
        fig, ax = charts.figure(780, 430)
        fig.subplots_adjust(left=0.08, right=0.98, top=0.84, bottom=0.25)
        ax.set_xlim(-0.55, len(PLACES) - 0.45)
        ax.set_ylim(*(usd / 1e6 for usd in AXIS_USD))
        ax.yaxis.set_major_formatter(lambda value, _: f"${value:.1f}M")
        ax.set_xticks(list(PLACES.values()), list(PLACES))
        beneath: dict[str, Any] = {"transform": ax.get_xaxis_transform(), "ha": "center", "va": "top", "fontsize": 9}
        for name, owner in UNDER_BARS.items():
            ax.text(PLACES[name], -0.2, owner, color=charts.SOFT, **beneath)
        ax.text(-0.06, -0.2, "Who answers:", color=charts.SOFT, fontweight="bold", **beneath)
        charts.titled(
            ax,
            "Why are we over, and who answers for what?",
            "Nursing cost of a year; lines are totals, bars are variances; hatched is unfavorable (U)",
        )
        self.levels = ax.add_collection(LineCollection([], colors=charts.TOTAL, linewidths=4), autolim=False)
        self.links = ax.add_collection(LineCollection([], colors=charts.LINE, linewidths=1), autolim=False)
        self.bars = {
            name: ax.add_patch(Rectangle((PLACES[name] - WIDTH / 2, 0), WIDTH, 0, edgecolor="white"))
            for name in UNDER_BARS
        }
        self.numbers = {
            name: ax.text(place, 0, "", ha="center", va="bottom", fontsize=10.5, color=charts.INK)
            for name, place in PLACES.items()
        }
        self.stage = Stage(fig, [self.links, *self.bars.values(), self.levels, *self.numbers.values()])

    def draw(self, result: VarianceWalk) -> bytes:
        found = result.variances
        after_efficiency = found.flexed_budget_usd + found.efficiency_usd
        totals = {
            "Static\nbudget": found.static_budget_usd,
            "Flexed\nbudget": found.flexed_budget_usd,
            "Actual\ncost": found.actual_usd,
        }
        for name, usd in totals.items():
            self._number(name, usd, dollars(usd))
        self.levels.set_segments([_level(PLACES[name], usd, -WIDTH, WIDTH) for name, usd in totals.items()])
        self._bar("Volume", found.static_budget_usd, found.volume_usd)
        self._bar("Efficiency", found.flexed_budget_usd, found.efficiency_usd)
        self._bar("Rate", after_efficiency, found.rate_usd)
        ends = (
            found.static_budget_usd,
            found.flexed_budget_usd,
            found.flexed_budget_usd,
            after_efficiency,
            found.actual_usd,
        )
        self.links.set_segments([_level(place, usd, WIDTH, 2 - WIDTH) for place, usd in enumerate(ends)])
        return self.stage.png()

    def _bar(self, name: str, start_usd: float, step_usd: float) -> None:
        low = min(start_usd, start_usd + step_usd)
        bar, bad = self.bars[name], step_usd > 0
        bar.set_bounds(PLACES[name] - WIDTH / 2, low / 1e6, WIDTH, abs(step_usd) / 1e6)
        bar.set_facecolor(charts.UNFAVORABLE if bad else charts.FAVORABLE)
        bar.set_hatch(charts.UNFAVORABLE_HATCH if bad else None)
        sign, letter = ("+", " U") if bad else ("−", " F")
        text = f"{sign}{dollars(step_usd)}{letter}" if abs(step_usd) >= 0.5 else "$0"
        self._number(name, low + abs(step_usd), text)

    def _number(self, name: str, usd: float, text: str) -> None:
        self.numbers[name].set_position((PLACES[name], usd / 1e6 + 0.035))
        self.numbers[name].set_text(text)

    def describe(self, result: VarianceWalk) -> str:
        steps = ", ".join(
            f"{name.lower()} {dollars(usd)} {verdict(usd)}" if abs(usd) >= 0.5 else f"{name.lower()} none"
            for name, usd in result.variances.steps()
        )
        return (
            f"Walk of nursing cost from a static budget of {dollars(result.variances.static_budget_usd)} over a flexed "
            f"budget of {dollars(result.variances.flexed_budget_usd)} to an actual cost of "
            f"{dollars(result.variances.actual_usd)}: {steps}."
        )


def _level(place: float, usd: float, left: float, right: float) -> list[tuple[float, float]]:
    """Return a level line from and to half a width beside a place."""
    return [(place + left / 2, usd / 1e6), (place + right / 2, usd / 1e6)]
