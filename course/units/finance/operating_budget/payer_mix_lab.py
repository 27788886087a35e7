"""The torn hundred and the payer-mix lab: what arrives of what is billed, and who pays it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from matplotlib.patches import Rectangle

from course.figures import charts
from course.figures.dollars import money, signed_money
from course.figures.skipping import for_readers
from course.figures.stage import Stage
from course.labs.guess import Guess, Guessed
from course.labs.lab import Lab, Reading, Slider
from course.units.finance.operating_budget.hospital_model import PAYER_LABELS
from course.units.finance.operating_budget.payer_mix_model import (
    BilledHundred,
    MixShift,
    billed_hundred,
    shift_commercial,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from course.units.finance.case import FinanceCase
    from course.units.finance.operating_budget.hospital_model import Hospital


GUESS = Guess("guess", Slider("guess_usd", "My guess", 0, 100, 1, 60, unit="of each $100 billed", prefix="$"))


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
        moving = []
        self.strips = []
        left = 0.0
        for payer, share in hospital.payer_mix.items():
            rest = ax.add_patch(
                Rectangle((left, 0), 100 * share, 1, facecolor="white", edgecolor=charts.LINE, hatch="...")
            )
            part = ax.add_patch(Rectangle((left, 0), 0, 1, facecolor=charts.FAVORABLE))
            name = ax.text(
                left + 50 * share,
                1.06,
                PAYER_LABELS[payer].replace(" ", "\n"),
                ha="center",
                va="bottom",
                fontsize=9.5,
                color=charts.INK,
            )
            self.strips.append((payer, part))
            moving += [rest, part, name]
            left += 100 * share
        self.torn_artists = moving
        (self.guess,) = ax.plot([0, 0], [-0.2, 1.2], color=charts.UNFAVORABLE, linewidth=2.5, linestyle="--")
        self.guess_text = ax.text(0, 1.22, "", ha="center", va="bottom", fontsize=10.5, color=charts.UNFAVORABLE)
        self.stage = Stage(fig, [*moving, self.guess, self.guess_text])

    def draw(self, result: Guessed[BilledHundred]) -> bytes:
        for artist in self.torn_artists:
            artist.set_visible(result.shown)
        for payer, part in self.strips:
            part.set_width(result.found.arrives_usd[payer])
        self.guess.set_xdata([result.guess] * 2)
        self.guess_text.set_position((result.guess, -0.02 if result.shown else 1.22))
        self.guess_text.set_text("" if result.shown else f"your guess: ${result.guess:.0f}")
        return self.stage.png()

    def describe(self, result: Guessed[BilledHundred]) -> str:
        if not result.shown:
            return f"One blank bill of $100 with a mark at your guess, ${result.guess:.0f}."
        torn = result.found
        parts = ", ".join(
            f"{PAYER_LABELS[p]} ${torn.arrives_usd[p]:.2f} of ${torn.billed_usd[p]:.0f}" for p in torn.billed_usd
        )
        return f"A bill of $100 torn by payer; ${torn.total_usd:.2f} arrives: {parts}."


def _torn_reading(result: Guessed[BilledHundred]) -> Reading:
    torn = result.found
    table = [["Payer", "Billed", "Arrives"]]
    table += [[PAYER_LABELS[p], f"${torn.billed_usd[p]:.2f}", f"${torn.arrives_usd[p]:.2f}"] for p in torn.billed_usd]
    return Reading(
        f"Of each $100 that your hospital bills, ${torn.total_usd:.2f} arrives. You guessed ${result.guess:.0f}.",
        table=table,
    )


@for_readers
def torn_hundred(my: FinanceCase) -> Lab:
    """Return the opening lab: guess, keep the guess, tear the hundred."""
    hospital = my.hospital
    return GUESS.lab(
        title="The torn hundred",
        question="Guess first. No marks: the guess is kept and shown to you again at the end.",
        reveal="Tear the hundred",
        found=billed_hundred(hospital),
        view=TornView(hospital),
        before="Move the slider to your guess, keep it, then tear the hundred.",
        after=_torn_reading,
        case_id=my.case_id,
    )


def first_guess(my: FinanceCase) -> None:
    """Print the guess that was kept at the start, beside what arrives."""
    GUESS.print_beside(f"${billed_hundred(my.hospital).total_usd:.2f} of each $100 arrives")


@for_readers
def payer_bars(my: FinanceCase) -> charts.Shown:
    """Return charges by payer beside what arrives by payer, both as shares of their total."""
    hospital = my.hospital
    result = billed_hundred(hospital)
    billed = {p: usd / 100 for p, usd in result.billed_usd.items()}
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


# ---------------------------------------------------------------- two linked sliders


class ShiftView:
    """Net revenue now and then, with this year's whole operating income as the yardstick."""

    def __init__(self, hospital: Hospital) -> None:
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
        self.stage = Stage(fig, [self.bar, self.text])

    def draw(self, result: MixShift) -> bytes:
        change = (result.then_usd - result.now_usd) / 1e6
        self.bar.set_bounds(min(change, 0), 0.25, abs(change), 0.4)
        self.bar.set_facecolor(charts.FAVORABLE if change >= 0 else charts.UNFAVORABLE)
        self.bar.set_hatch(None if change >= 0 else charts.UNFAVORABLE_HATCH)
        self.text.set_position((change / 2, 0.72))
        self.text.set_text(f"{signed_money(change * 1e6)}  ({_signed(result.change_share)})")
        return self.stage.png()

    def describe(self, result: MixShift) -> str:
        return (
            f"Net patient service revenue moves from {money(result.now_usd)} to "
            f"{money(result.then_usd)}, a change of {result.change_share:+.2%}."
        )


def _signed(share: float) -> str:
    return f"{share:+.2%}".replace("-", "−")


@for_readers
def payer_mix_lab(my: FinanceCase) -> Lab:
    """Return the lab with two linked sliders: what commercial loses, Medicaid gains."""
    hospital = my.hospital
    together = hospital.payer_mix["commercial"] + hospital.payer_mix["medicaid"]

    def linked(values: dict[str, Any], moved: set[str]) -> dict[str, Any]:
        if moved == {"medicaid"}:
            return {**values, "commercial": round(together - values["medicaid"], 4)}
        return {**values, "medicaid": round(together - values["commercial"], 4)}

    def reading(result: MixShift) -> Reading:
        return Reading(
            f"With commercial at {result.mix['commercial']:.0%} of charges and Medicaid at "
            f"{result.mix['medicaid']:.0%}, net revenue changes by {_signed(result.change_share)}. "
            "The same patients, the same care, the same bills.",
            table=[["Payer", "Share of charges"], *[[PAYER_LABELS[p], f"{s:.0%}"] for p, s in result.mix.items()]],
        )

    def control(payer: str, help_text: str) -> Slider:
        start = hospital.payer_mix[payer]
        low, high = max(0.02, start - 0.10), start + 0.10
        return Slider(
            payer,
            f"{PAYER_LABELS[payer]} share",
            round(low, 2),
            round(high, 2),
            0.01,
            start,
            unit="% of charges",
            scale=100,
            help=help_text,
        )

    return Lab(
        title="Two linked sliders",
        question="Two points of charges move from commercial payers to Medicaid. What happens to net revenue?",
        controls=[
            control("commercial", "What this loses, Medicaid gains."),
            control("medicaid", "What this gains, commercial loses."),
        ],
        model=lambda commercial, medicaid: shift_commercial(hospital, commercial),
        view=ShiftView(hospital),
        reading=reading,
        linked=linked,
    )


LABS = {"torn_hundred": torn_hundred, "payer_mix": payer_mix_lab}
