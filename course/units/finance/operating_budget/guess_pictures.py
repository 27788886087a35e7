"""A hundred billed dollars: one blank bill, then strips by payer."""

from __future__ import annotations

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from course.figures import charts
from course.figures.handles import Handle, handle_on_line
from course.figures.stage import Stage
from course.labs.guess import Guessed
from course.units.finance.operating_budget.hospital_model import PAYER_LABELS, Hospital
from course.units.finance.operating_budget.payer_mix_model import BilledHundred


class TornView:
    """Strips by payer: the arriving part solid, the rest hatched; before tearing, one blank bill and the guess."""

    def __init__(self, hospital: Hospital) -> None:
        fig, ax = charts.figure(780, 260)
        fig.subplots_adjust(left=0.03, right=0.97, top=0.80, bottom=0.16)
        ax.set_xlim(0, 100)
        ax.set_ylim(-0.25, 1.5)
        ax.set_yticks([])
        ax.spines["left"].set_visible(False)
        ax.set_xticks([0, 25, 50, 75, 100], ["$0", "$25", "$50", "$75", "$100"])
        charts.titled(
            ax,
            "Of each $100 billed, how much arrives?",
            "One bill of $100; solid is what arrives, dotted is what was never going to be paid",
        )
        ax.add_patch(Rectangle((0, 0), 100, 1, facecolor=charts.PALE, edgecolor=charts.LINE))
        self.strips: dict[str, Rectangle] = {}
        self.torn_artists: list[Artist] = []
        left = 0.0
        for payer, share in hospital.payer_mix.items():
            self._add_strip(ax, payer, left, 100 * share)
            left += 100 * share
        (self.guess,) = ax.plot([0, 0], [-0.2, 1.2], color=charts.UNFAVORABLE, linewidth=2.5, linestyle="--")
        self.guess_text = ax.text(0, 1.22, "", ha="center", va="bottom", fontsize=10.5, color=charts.UNFAVORABLE)
        self.stage = Stage(fig, [*self.torn_artists, self.guess, self.guess_text])

    def _add_strip(self, ax: Axes, payer: str, left: float, width: float) -> None:
        rest = ax.add_patch(Rectangle((left, 0), width, 1, facecolor="white", edgecolor=charts.LINE, hatch="..."))
        part = Rectangle((left, 0), 0, 1, facecolor=charts.FAVORABLE)
        ax.add_patch(part)
        label = PAYER_LABELS[payer].replace(" ", "\n")
        name = ax.text(left + width / 2, 1.06, label, ha="center", va="bottom", fontsize=9.5, color=charts.INK)
        self.strips[payer] = part
        self.torn_artists += [rest, part, name]

    def draw(self, result: Guessed[BilledHundred]) -> bytes:
        for artist in self.torn_artists:
            artist.set_visible(result.shown)
        for payer, part in self.strips.items():
            part.set_width(result.found.arrives_usd[payer])
        self.guess.set_xdata([result.guess] * 2)
        self.guess_text.set_position((result.guess, -0.02 if result.shown else 1.22))
        self.guess_text.set_text("" if result.shown else f"your guess: ${result.guess:.0f}")
        return self.stage.png()

    def handles(self, result: Guessed[BilledHundred]) -> list[Handle]:
        """Return the mark of the guess, to be dragged."""
        return [handle_on_line(self.guess, "guess_usd", "x")]

    def describe(self, result: Guessed[BilledHundred]) -> str:
        if not result.shown:
            return f"One blank bill of $100 with a mark at your guess, ${result.guess:.0f}."
        torn = result.found
        parts = ", ".join(
            f"{PAYER_LABELS[p]} ${torn.arrives_usd[p]:.2f} of ${torn.billed_usd[p]:.0f}" for p in torn.billed_usd
        )
        return f"A bill of $100 torn by payer; ${torn.total_usd:.2f} arrives: {parts}."
