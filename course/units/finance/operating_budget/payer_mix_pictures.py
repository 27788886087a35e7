"""Who is billed and who pays, and what another payer mix changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle

from course.figures import charts
from course.figures.dollars import money, signed_money
from course.figures.handles import Handle, handle_on
from course.figures.skipping import skipped_while_graded
from course.figures.stage import Stage
from course.units.finance.operating_budget.hospital_model import PAYER_LABELS, Hospital
from course.units.finance.operating_budget.payer_mix_model import BILLED_USD, MixShift, billed_hundred, shift_commercial

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from course.units.finance.operating_budget.case import OperatingBudgetCase


@skipped_while_graded
def payer_bars(my: OperatingBudgetCase) -> charts.Shown:
    """Return charges by payer beside what arrives by payer, both as shares of their total."""
    hospital = my.hospital
    result = billed_hundred(hospital)
    billed = {p: usd / BILLED_USD for p, usd in result.billed_usd.items()}
    arrives = {p: usd / result.total_usd for p, usd in result.arrives_usd.items()}
    fig, axes = charts.figure(780, 300, columns=2, sharey=True)
    fig.subplots_adjust(left=0.21, right=0.97, top=0.80, bottom=0.05, wspace=0.12)
    _bars(axes[0], billed, "What is billed", "share of gross charges")
    _bars(axes[1], arrives, "What arrives", "share of net patient service revenue")
    alt = (
        f"Commercial payers are billed {billed['commercial']:.0%} of charges "
        f"and bring {arrives['commercial']:.0%} of net patient service revenue."
    )
    rows = [[PAYER_LABELS[p], f"{billed[p]:.1%}", f"{arrives[p]:.1%}"] for p in billed]
    rows.append(["Medicaid directed payments", "on no bill", "left out here"])
    return charts.show(fig, alt, [["Payer", "Of charges", "Of net revenue"], *rows])


def _bars(ax: Axes, shares: Mapping[str, float], finding: str, drawn: str) -> None:
    places = range(len(shares))[::-1]
    colors = [charts.FAVORABLE if payer == "commercial" else charts.LINE for payer in shares]
    ax.barh(list(places), list(shares.values()), color=colors, height=0.66)
    for place, share in zip(places, shares.values(), strict=True):
        ax.text(share + 0.008, place, f"{share:.0%}", va="center", fontsize=10.5, color=charts.INK)
    ax.set_yticks(list(places), [PAYER_LABELS[p] for p in shares])
    ax.set_xlim(0, 0.62)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    charts.titled(ax, finding, drawn)


def signed_percent(share: float) -> str:
    """Return a change as a percentage with its sign."""
    return f"{share:+.2%}".replace("-", "−")


POINT = 0.01  # of charges


class ShiftView:
    """Net revenue now and then, with this year's whole operating income as the yardstick."""

    def __init__(self, hospital: Hospital) -> None:
        point_more = shift_commercial(hospital, hospital.payer_mix["commercial"] + POINT)
        self._millions_per_share = (point_more.then_usd - point_more.now_usd) / POINT / 1e6
        fig, ax = charts.figure(780, 250)
        fig.subplots_adjust(left=0.03, right=0.97, top=0.74, bottom=0.2)
        now = hospital.net_patient_revenue_usd / 1e6
        ax.set_xlim(-0.1 * now, 0.1 * now)
        ax.set_ylim(0, 1)
        ax.set_yticks([])
        ax.spines["left"].set_visible(False)
        ax.axvline(0, color=charts.INK, linewidth=1)
        ax.set_xlabel("change in net patient service revenue, millions of dollars a year", color=charts.SOFT)
        charts.titled(
            ax,
            "The same bills, another payer: what does it change?",
            "Bar: change in net revenue; hatched is unfavorable",
        )
        self.bar = ax.add_patch(Rectangle((0, 0.25), 0, 0.4))
        self.text = ax.text(
            0,
            0.72,
            "",
            ha="center",
            va="bottom",
            fontsize=12,
            fontweight="bold",
            color=charts.INK,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 2},
        )
        self.ax = ax
        self.stage = Stage(fig, [self.bar, self.text])

    def draw(self, result: MixShift) -> bytes:
        change = (result.then_usd - result.now_usd) / 1e6
        self.bar.set_bounds(min(change, 0), 0.25, abs(change), 0.4)
        self.bar.set_facecolor(charts.FAVORABLE if change >= 0 else charts.UNFAVORABLE)
        self.bar.set_hatch(None if change >= 0 else charts.UNFAVORABLE_HATCH)
        self.text.set_position((change / 2, 0.72))
        self.text.set_text(f"{signed_money(change * 1e6)}  ({signed_percent(result.change_share)})")
        return self.stage.png()

    def handles(self, result: MixShift) -> list[Handle]:
        """Return the bar, to be dragged left and right: its end follows the hand."""
        change = (result.then_usd - result.now_usd) / 1e6
        across = (min(change, 0), max(change, 0))
        return [handle_on(self.ax, "commercial", across, (0.25, 0.65), "x", 1 / self._millions_per_share)]

    def describe(self, result: MixShift) -> str:
        return (
            f"Net patient service revenue moves from {money(result.now_usd)} to "
            f"{money(result.then_usd)}, a change of {result.change_share:+.2%}."
        )
