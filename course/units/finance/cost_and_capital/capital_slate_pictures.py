"""The capital slate: both years' cash above value, mission and days cash on hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle

from course.figures import charts
from course.figures.gauges import Gauge
from course.figures.stage import Stage
from course.units.finance.cost_and_capital.capital_model import in_millions
from course.units.finance.cost_and_capital.capital_slate_decision import Outcome
from course.units.finance.cost_and_capital.capital_slate_model import Slate, days_cash_after

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.text import Text

SHORT = {  # what fits on a block of the picture
    "nurse_call": "Nurse\ncall",
    "chiller": "Chiller",
    "mri": "MRI",
    "ed_fast_track": "ED\ntrack",
    "surgery_partner": "Surgery\ncenter",
    "capacity_tools": "Cap.\ntools",
    "parking": "Parking",
    "rural_dental": "Dental",
    "robot": "Robot",
}
SHADES = ("#0b5c8a", "#4a5058")  # blocks alternate, so that neighbors are told apart
LABELED_FROM = 0.95  # millions of dollars: a narrower block has no room for its name


class _CashYears:
    """Both years' cash as blocks end to end, each against its limit."""

    def __init__(self, ax: Axes, slate: Slate) -> None:
        asked = sum(c.year1_usd for c in slate.candidates) / 1e6
        ax.set_xlim(0, 1.03 * asked)
        ax.set_ylim(1.75, -0.75)
        ax.set_yticks([0, 1], ["Year 1", "Year 2"])
        ax.tick_params(axis="y", length=0, labelcolor=charts.INK, labelsize=11)
        ax.xaxis.set_major_formatter(lambda millions, _: f"${millions:g}M")
        charts.titled(
            ax,
            "Does the cash last for both years?",
            "Cash by project in each year, in dollars; the line is the year's limit, hatched is over it",
        )
        self.limits = (slate.year1_limit_usd / 1e6, slate.year2_limit_usd / 1e6)
        for row, limit in enumerate(self.limits):
            ax.plot([limit, limit], [row - 0.48, row + 0.48], color=charts.UNFAVORABLE, linewidth=3, zorder=0)
            ax.text(limit, row + 0.52, f"limit ${limit:.1f}M", ha="center", va="top", fontsize=9.5, color=charts.INK)
        self.blocks = {c.key: [self._block(ax) for _ in range(2)] for c in slate.candidates}
        self.names = {c.key: [self._name(ax, row, SHORT[c.key]) for row in range(2)] for c in slate.candidates}
        self.over = [self._block(ax) for _ in range(2)]
        for beyond in self.over:
            beyond.set(facecolor="none", hatch=charts.UNFAVORABLE_HATCH, linewidth=0)
        self.lines = [
            ax.plot([x, x], [row - 0.48, row + 0.48], color=charts.UNFAVORABLE, linewidth=3)[0]
            for row, x in enumerate(self.limits)
        ]
        self.moving: list[Artist] = [
            *[b for pair in self.blocks.values() for b in pair],
            *self.over,
            *self.lines,
            *[n for pair in self.names.values() for n in pair],
        ]

    def _block(self, ax: Axes) -> Rectangle:
        block = Rectangle((0, 0), 0, 0, edgecolor="white", linewidth=1.2)
        ax.add_patch(block)
        return block

    def _name(self, ax: Axes, row: int, text: str) -> Text:
        return ax.text(
            0, row, text, ha="center", va="center", fontsize=8, color="white", bbox={"edgecolor": "none", "pad": 0.8}
        )

    def update(self, result: Outcome) -> None:
        ends = [0.0, 0.0]
        for artist in [a for group in (self.names, self.blocks) for pair in group.values() for a in pair]:
            artist.set_visible(False)
        for i, candidate in enumerate(result.candidates):
            for row, usd in enumerate((candidate.year1_usd, candidate.year2_usd)):
                block = self.blocks[candidate.key][row]
                block.set_bounds(ends[row], row - 0.34, usd / 1e6, 0.68)
                block.set_facecolor(SHADES[i % 2])
                block.set_visible(usd > 0)
                name = self.names[candidate.key][row]
                name.set_x(ends[row] + usd / 2e6)
                name.set_backgroundcolor(SHADES[i % 2])
                name.set_visible(usd / 1e6 >= LABELED_FROM)
                ends[row] += usd / 1e6
        for row, (end, limit) in enumerate(zip(ends, self.limits, strict=True)):
            self.over[row].set_bounds(limit, row - 0.34, max(0.0, end - limit), 0.68)


def _gauge(
    ax: Axes, finding: str, ends: tuple[float, float], floor: float, label: str, base: float | None = None
) -> Gauge:
    """Draw a gauge in the lower part of its place, its finding above."""
    place = ax.get_position()
    ax.set_position((place.x0, place.y0 + 0.29 * place.height, place.width, 0.28 * place.height))
    ax.set_title(finding, loc="left", fontsize=10.5, fontweight="bold", color=charts.INK, pad=27)
    return Gauge(ax, *ends, floor, label, label_ha="center", base=base)


class SlateView:
    """Both years' cash above three gauges: value, mission and days cash on hand."""

    def __init__(self, slate: Slate) -> None:
        fig, grid = charts.figure(780, 420, rows=2, columns=3, height_ratios=[2.2, 1])
        for ax in grid[0]:
            ax.remove()
        fig.subplots_adjust(left=0.08, right=0.97, top=0.88, bottom=0.07, hspace=0.62, wspace=0.18)
        top = fig.add_subplot(grid[0][0].get_gridspec()[0, :])
        charts.plain(top)
        self.cash = _CashYears(top, slate)
        gains = sum(c.npv_usd for c in slate.candidates if c.npv_usd > 0) / 1e6
        days_now = float(days_cash_after(slate, 0))
        value, mission, days = grid[1]
        losses = sum(c.npv_usd for c in slate.candidates if c.npv_usd < 0) / 1e6
        floor_usd = slate.npv_floor_usd / 1e6
        self.value = _gauge(value, "Value: NPV", (losses, gains), floor_usd, f"floor ${floor_usd:.2f}M", base=0)
        floor = slate.mission_floor
        self.mission = _gauge(mission, "Mission: mean score of 1-5", (0, 5), floor, f"floor {floor:.1f}")
        days_least = float(days_cash_after(slate, sum(c.cash_usd for c in slate.candidates)))
        least = round(days_least / 10) * 10 - 10
        floor = slate.days_cash_floor
        self.days = _gauge(days, "Days cash on hand left", (least, days_now), floor, f"floor {floor}")
        gauges = (self.value, self.mission, self.days)
        self.stage = Stage(fig, [*self.cash.moving, *[a for g in gauges for a in g.moving]])

    def draw(self, result: Outcome) -> bytes:
        self.cash.update(result)
        kept = {p.name: p.kept for p in result.promises}
        t = result.totals
        for gauge, level, words, met in (
            (self.value, t.npv_usd / 1e6, in_millions(t.npv_usd), kept["Value"]),
            (self.mission, float(t.mission), f"{t.mission:.2f}", kept["Mission"]),
            (self.days, float(t.days_cash), f"{t.days_cash:.1f}", kept["Days cash on hand"]),
        ):
            gauge.show(level, f"{words} {'✓' if met else '✗ short'}", favorable=met)
        return self.stage.png()

    def describe(self, result: Outcome) -> str:
        t, slate = result.totals, result.slate
        taken = ", ".join(c.label for c in result.candidates) or "no project"
        return (
            f"A slate of {taken}: {in_millions(t.year1_usd)} of {in_millions(slate.year1_limit_usd)} in year 1, "
            f"{in_millions(t.year2_usd)} of {in_millions(slate.year2_limit_usd)} in year 2, "
            f"NPV {in_millions(t.npv_usd)}, mean mission score {t.mission:.2f}, "
            f"{t.days_cash:.1f} days cash on hand left."
        )
