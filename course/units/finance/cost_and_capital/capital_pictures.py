"""The scanner's cash and its tornado, and what buying and leasing are worth."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle

from course.figures import charts
from course.figures.dollars import money
from course.figures.skipping import skipped_while_graded
from course.figures.stage import Stage
from course.units.finance.cost_and_capital.capital_model import (
    MOVED_BY_POINTS,
    RANGES,
    SHORTFALL,
    Machine,
    Valuation,
    in_millions,
    machine_tornado,
    npv_bought_usd,
    npv_leased_usd,
    swing_ends,
)

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from course.units.finance.cost_and_capital.case import CostAndCapitalCase

NAMES = {
    "first_year_volume": "Scans a year",
    "net_price_usd": "Net price",
    "variable_cost_usd": "Variable cost",
    "fixed_cost_usd": "Fixed cost",
    "volume_growth_share": "Growth",
    "discount_rate_share": "Discount rate",
}
CASH_LIMITS = (-3.2, 1.9)  # millions a year; the widest a slider can reach, and a little air
NPV_LIMITS = (-3.3, 5.8)


def spoken(name: str) -> str:
    """Return an assumption with the range it moves over."""
    move = RANGES[name][1]
    return f"{NAMES[name]} ±{move:.0%}" if name not in MOVED_BY_POINTS else f"{NAMES[name]} ±{100 * move:.0f} points"


def _irr(result: Valuation) -> str:
    """Return the internal rate of return, if there is one."""
    return "has no value" if result.irr_share is None else f"{result.irr_share:.1%}"


def _payback(result: Valuation) -> str:
    """Return the years until the cash is back."""
    return "never" if math.isinf(result.payback_years) else f"{result.payback_years:.1f} years"


class _Bar:
    """A bar that is hatched where it is unfavorable."""

    def __init__(self, ax: Axes, alpha: float = 1.0) -> None:
        self.patch = Rectangle((0, 0), 0, 0, linewidth=0.8, alpha=alpha, edgecolor="white")
        ax.add_patch(self.patch)

    def update(self, x: float, y: float, width: float, height: float, favorable: bool) -> None:
        self.patch.set_bounds(min(x, x + width), min(y, y + height), abs(width), abs(height))
        self.patch.set_facecolor(charts.FAVORABLE if favorable else charts.UNFAVORABLE)
        self.patch.set_hatch("" if favorable else charts.UNFAVORABLE_HATCH)


class _Cash:
    """Yearly cash, pale as it comes and solid as it is worth today."""

    def __init__(self, ax: Axes, years: int) -> None:
        ax.set_xlim(-0.6, years + 0.6)
        ax.set_ylim(*CASH_LIMITS)
        ax.set_xticks(range(years + 1), ["now", *[f"year {y}" for y in range(1, years + 1)]])
        ax.set_yticks([-2, 0, 1], ["−$2M", "$0", "$1M"])
        ax.axhline(0, color=charts.INK, linewidth=0.8)
        charts.titled(
            ax,
            "What is the scanner's cash worth today?",
            "Cash by project year: pale as it comes, solid as it is worth now; hatched is paid out",
        )
        self.pale = [_Bar(ax, alpha=0.35) for _ in range(years + 1)]
        self.solid = [_Bar(ax) for _ in range(years + 1)]
        self.verdict = ax.text(
            years + 0.5,
            -0.75,
            "",
            ha="right",
            va="top",
            fontsize=12.5,
            fontweight="bold",
            color=charts.INK,
            linespacing=1.5,
        )
        self.moving: list[Artist] = [*[b.patch for b in (*self.pale, *self.solid)], self.verdict]

    def update(self, result: Valuation) -> None:
        for year, (flow, worth) in enumerate(zip(result.flows_usd, result.worth_usd, strict=True)):
            self.pale[year].update(year - 0.36, 0, 0.72, flow / 1e6, flow >= 0)
            self.solid[year].update(year - 0.22, 0, 0.44, worth / 1e6, worth >= 0)
        self.verdict.set_text(f"NPV {in_millions(result.npv_usd)}\nIRR {_irr(result)} · payback {_payback(result)}")


class _Tornado:
    """One bar for each assumption on a fixed scale of NPV, in the order of the planned figures, widest on top."""

    def __init__(self, ax: Axes, order: list[str]) -> None:
        self.order = order
        ax.set_xlim(*NPV_LIMITS)
        ax.set_ylim(len(order) - 0.4, -0.6)
        ax.set_yticks(range(len(order)), [spoken(name) for name in order])
        ax.tick_params(axis="y", length=0, labelcolor=charts.INK)
        ax.spines["left"].set_visible(False)
        ax.set_xticks([-2, 0, 2, 4], ["−$2M", "$0", "$2M", "$4M"])
        ax.axvline(0, color=charts.INK, linewidth=0.8)
        charts.titled(
            ax,
            "What moves the answer most?",
            "NPV as one assumption moves and the others stay; hatched lowers it, solid raises it",
        )
        self.down, self.up = [_Bar(ax) for _ in order], [_Bar(ax) for _ in order]
        # One label at either end of the widest bar; the table has all of them, and text is what costs time.
        self.low = ax.text(0, 0, "", ha="right", va="center", fontsize=10, color=charts.INK)
        self.high = ax.text(0, 0, "", ha="left", va="center", fontsize=10, color=charts.INK)
        (self.line,) = ax.plot([0, 0], [-0.6, len(order) - 0.4], color=charts.INK, linewidth=1.6, linestyle=(0, (4, 2)))
        self.moving: list[Artist] = [*[b.patch for b in (*self.down, *self.up)], self.line, self.low, self.high]

    def update(self, result: Valuation) -> None:
        here = _held(result.npv_usd)
        self.line.set_xdata([here, here])
        for swing in result.swings:
            row = self.order.index(swing.name)
            low, high = (_held(end) for end in swing_ends(swing))
            self.down[row].update(low, row - 0.34, here - low, 0.68, favorable=False)
            self.up[row].update(here, row - 0.34, high - here, 0.68, favorable=True)
        widest = result.swings[0]
        row, (low, high) = self.order.index(widest.name), swing_ends(widest)
        for text, end, gap in ((self.low, low, -0.04), (self.high, high, 0.04)):
            text.set_position((_held(end) + gap, row))
            text.set_text(in_millions(end))


def _held(dollars: float) -> float:
    """Return millions held within the picture, with room for the number at the end of the bar."""
    return min(max(dollars / 1e6, NPV_LIMITS[0] + 0.7), NPV_LIMITS[1] - 0.7)


class CapitalView:
    """The scanner's cash above its tornado."""

    def __init__(self, machine: Machine) -> None:
        fig, (top, bottom) = charts.figure(780, 480, rows=2, height_ratios=[1, 1.1])
        fig.subplots_adjust(left=0.225, right=0.98, top=0.90, bottom=0.06, hspace=0.62)
        planned = [swing.name for swing in machine_tornado(machine.project, machine.discount_rate_share)]
        self.cash, self.swings = _Cash(top, machine.project.life_years), _Tornado(bottom, planned)
        self.stage = Stage(fig, [*self.cash.moving, *self.swings.moving])

    def draw(self, result: Valuation) -> bytes:
        self.cash.update(result)
        self.swings.update(result)
        return self.stage.png()

    def describe(self, result: Valuation) -> str:
        bars = ", ".join(
            f"{spoken(s.name).lower()} from {in_millions(swing_ends(s)[0])} to {in_millions(swing_ends(s)[1])}"
            for s in result.swings
        )
        return (
            f"Cash of a scanner over {result.project.life_years} years, worth {in_millions(result.npv_usd)} today, "
            f"above a tornado of its NPV, widest first: {bars}."
        )


# ---------------------------------------------------------------- buy, lease or neither


@skipped_while_graded
def mri_options(my: CostAndCapitalCase) -> charts.Shown:
    """Return what buying and leasing are worth at low, planned and high volume, beside the board's limit."""
    machine = my.projects.mri
    cases = (SHORTFALL, 0.0, -SHORTFALL)
    labels = [f"{c:+.0%} scans".replace("-", "−") if c else "as planned" for c in cases]
    worth = {"Buy": [npv_bought_usd(machine, c) for c in cases], "Lease": [npv_leased_usd(machine, c) for c in cases]}
    fig, ax = charts.figure(780, 380)
    fig.subplots_adjust(left=0.10, right=0.97, top=0.83, bottom=0.09)
    limit = -machine.tolerated_loss_usd / 1e6
    ax.set_ylim(1.6 * min(worth["Buy"][0] / 1e6, limit), 1.35 * max(values[-1] for values in worth.values()) / 1e6)
    ax.set_xlim(-0.6, 2.6)
    for shift, (option, values) in zip((-0.2, 0.2), worth.items(), strict=True):
        _option_bars(ax, shift, option, values)
    ax.axhline(0, color=charts.INK, linewidth=0.8)
    ax.axhline(limit, color=charts.INK, linewidth=1.8, linestyle="--")
    ax.text(
        2.58,
        limit,
        f"the most the board would lose: {money(machine.tolerated_loss_usd, 2)}\n",
        ha="right",
        va="center",
        fontsize=10.5,
        color=charts.INK,
    )
    ax.set_xticks(range(3), labels)
    ax.yaxis.set_major_formatter(lambda millions, _: f"${millions:g}M".replace("$-", "−$"))
    charts.titled(
        ax,
        "What does each option lose if the patients do not come?",
        "NPV of buying and of leasing, by volume; hatched is a loss, the dashed line is the board's limit",
    )
    pairs = zip(labels, worth["Buy"], worth["Lease"], strict=True)
    rows = [[label, in_millions(bought), in_millions(leased)] for label, bought, leased in pairs]
    said = "; ".join(f"{label}: buying {b}, leasing {le}" for label, b, le in rows)
    alt = f"NPV by volume. {said}. The board tolerates a loss of {money(machine.tolerated_loss_usd, 2)}."
    return charts.show(fig, alt, [["Volume", "NPV of buying", "NPV of leasing"], *rows])


def _option_bars(ax: Axes, shift: float, option: str, values: list[float]) -> None:
    for place, usd in enumerate(values):
        color = charts.FAVORABLE if usd >= 0 else charts.UNFAVORABLE
        ax.bar(
            place + shift,
            usd / 1e6,
            width=0.34,
            color=color,
            edgecolor="white",
            hatch=None if usd >= 0 else charts.UNFAVORABLE_HATCH,
            alpha=1 if option == "Buy" else 0.7,
        )
        up = usd >= 0
        ax.annotate(
            f"{option}\n{in_millions(usd)}",
            (place + shift, usd / 1e6),
            xytext=(0, 4 if up else -4),
            textcoords="offset points",
            ha="center",
            va="bottom" if up else "top",
            fontsize=10,
            color=charts.INK,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6},
            zorder=5,
        )
