"""Who lives in the nursing home and what each payer brings: an area is a day's revenue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle

from course.figures import charts
from course.figures.skipping import for_readers
from course.staffing.nursing_home import average_rate_usd, census_revenue_usd

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from course.units.staffing.case import StaffingCase
    from course.units.staffing.nursing_home_and_clinic.nursing_home_model import CensusMix

LOOKS = {"Medicaid": charts.PALE, "private pay": charts.LINE, "Medicare": charts.FAVORABLE}  # from left to right
NARROW = "Medicare"  # too narrow to be written in


@for_readers
def who_pays(my: StaffingCase) -> charts.Shown:
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
    everybody, day = sum(mix.residents.values()), _day_usd(mix)
    left = 0
    for payer, color in LOOKS.items():
        n, rate, share = mix.residents[payer], mix.rate_usd[payer], mix.daily_revenue_usd[payer] / day
        ax.add_patch(Rectangle((left, 0), n, rate, facecolor=color, edgecolor="white", linewidth=2))
        words = f"{payer}\n{n} residents\n{share:.0%} of\nthe money"
        outside = payer == NARROW
        place = (left + n + 0.015 * everybody, 0.72 * rate) if outside else (left + n / 2, rate / 2)
        ax.text(*place, words, ha="left" if outside else "center", va="center", fontsize=10.5, color=charts.INK)
        ax.text(left + n / 2, rate + 8, f"${rate}", ha="center", fontsize=10.5, fontweight="bold", color=charts.INK)
        left += n
    ax.set_xlim(0, everybody)
    ax.set_ylim(0, 1.14 * max(mix.rate_usd.values()))
    ax.set_xlabel("residents", color=charts.SOFT)
    ax.set_ylabel("dollars a resident day", color=charts.SOFT)
    charts.titled(
        ax,
        f"{mix.residents[NARROW] / everybody:.0%} of the residents bring "
        f"{mix.daily_revenue_usd[NARROW] / day:.0%} of the money",
        "Residents by payer, wide; what each pays for a day, high: an area is a day's revenue",
    )


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
