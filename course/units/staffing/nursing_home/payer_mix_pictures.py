"""Who lives in the nursing home and what each payer brings: an area is a day's revenue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.patches import Rectangle

from course.figures import charts
from course.figures.skipping import skipped_while_graded
from course.staffing.nursing_home import average_rate_usd, census_revenue_usd

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from course.units.staffing.nursing_home.case import NursingHomeCase
    from course.units.staffing.nursing_home.nursing_home_model import CensusMix

# From left to right; a plan's patients are Medicare's too, so they have its color, hatched.
LOOKS = {
    "Medicaid": charts.PALE,
    "private pay": charts.LINE,
    "Medicare Advantage": "white",
    "Medicare": charts.FAVORABLE,
}
NARROW = {"Medicare Advantage": 0.66, "Medicare": 0.86}  # too narrow to be written in: named beside, so high


@skipped_while_graded
def who_pays(my: NursingHomeCase) -> charts.Shown:
    """Return who lives in the home and what each payer brings, as areas: residents wide, dollars a day high."""
    mix = my.home.mix
    fig, ax = charts.figure(780, 330)
    fig.subplots_adjust(left=0.09, right=0.78, top=0.82, bottom=0.16)
    _draw_areas(ax, mix)
    _draw_mean(ax, mix)
    parts = ", ".join(f"{n} residents of {payer} at ${mix.rate_usd[payer]}" for payer, n in mix.residents.items())
    mean = average_rate_usd(mix.residents, mix.rate_usd)
    alt = f"Areas of a day's revenue by payer: {parts}; the mean by resident is ${mean:,.0f} a day."
    return charts.show(fig, alt, _rows(mix))


def _draw_areas(ax: Axes, mix: CensusMix) -> None:
    everybody, day, highest = sum(mix.residents.values()), _day_usd(mix), max(mix.rate_usd.values())
    left = 0
    for payer, color in LOOKS.items():
        n, rate, share = mix.residents[payer], mix.rate_usd[payer], mix.daily_revenue_usd[payer] / day
        ax.add_patch(Rectangle((left, 0), n, rate, **_look(payer, color)))
        words = f"{payer}\n{n} residents\n{share:.0%} of\nthe money"
        if payer in NARROW:
            beside = f"{payer}:\n{n} bring {share:.0%}"
            ax.text(1.015 * everybody, NARROW[payer] * highest, beside, va="center", fontsize=10.5, color=charts.INK)
        else:
            ax.text(left + n / 2, rate / 2, words, ha="center", va="center", fontsize=10.5, color=charts.INK)
        middle, ha = (left + n, "right") if payer == "Medicare Advantage" else (left + n / 2, "center")
        ax.text(middle, rate + 8, f"${rate}", ha=ha, fontsize=10.5, fontweight="bold", color=charts.INK)
        left += n
    ax.set_xlim(0, everybody)
    ax.set_ylim(0, 1.14 * highest)
    ax.set_xlabel("residents", color=charts.SOFT)
    ax.set_ylabel("dollars a resident day", color=charts.SOFT)
    charts.titled(
        ax,
        f"{sum(mix.residents[payer] for payer in NARROW) / everybody:.0%} of the residents bring "
        f"{sum(mix.daily_revenue_usd[payer] for payer in NARROW) / day:.0%} of the money",
        "Residents by payer, wide; what each pays for a day, high: an area is a day's revenue",
    )


def _look(payer: str, color: str) -> dict[str, Any]:
    if payer == "Medicare Advantage":
        return {"facecolor": color, "edgecolor": charts.FAVORABLE, "hatch": "////", "linewidth": 1}
    return {"facecolor": color, "edgecolor": "white", "linewidth": 2}


def _draw_mean(ax: Axes, mix: CensusMix) -> None:
    mean, right = average_rate_usd(mix.residents, mix.rate_usd), 1.015 * sum(mix.residents.values())
    ax.axhline(mean, color=charts.INK, linewidth=1.6, linestyle="--")
    ax.text(right, 0.8 * mean, f"dashed: ${mean:,.0f},\nthe mean by resident", va="center", fontsize=10.5)


def _day_usd(mix: CensusMix) -> float:
    return census_revenue_usd(mix.residents, mix.rate_usd, days=1)


def _rows(mix: CensusMix) -> list[list[str]]:
    day, mean = _day_usd(mix), average_rate_usd(mix.residents, mix.rate_usd)
    rows = [
        [payer, str(n), f"${mix.rate_usd[payer]}", f"${usd:,}", f"{usd / day:.1%}"]
        for (payer, n), usd in zip(mix.residents.items(), mix.daily_revenue_usd.values(), strict=True)
    ]
    total = ["All", str(sum(mix.residents.values())), f"${mean:,.2f}", f"${day:,.0f}", "100%"]
    return [["Payer", "Residents", "A resident day", "A day", "Of the money"], *rows, total]
