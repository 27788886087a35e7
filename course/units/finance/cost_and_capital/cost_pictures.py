"""Pictures of cost: break-even at net price, two orders of allocation, and a shelf that runs out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.figures import charts
from course.figures.skipping import skipped_while_graded
from course.finance.allocation import allocate_direct, allocate_step_down
from course.finance.cost import break_even_volume, net_price
from course.finance.inventory import shortage_chance
from course.units.finance.cost_and_capital.projects_model import (
    HOUSEKEEPING_FIRST,
    STORY_CHARGE_USD,
    STORY_FIXED_USD,
    STORY_PAID_USD,
    STORY_SUPPORT_USD,
    STORY_USES,
    STORY_VARIABLE_USD,
    STORY_VISIT_MIX,
    covered_days,
)

if TYPE_CHECKING:
    from course.units.finance.cost_and_capital.case import CostAndCapitalCase


@skipped_while_graded
def break_even_picture() -> charts.Shown:
    """Return revenue at the charge and at the net price against cost, for Wrenfield's wound clinic."""
    net = net_price(STORY_VISIT_MIX, STORY_PAID_USD)
    at_net = break_even_volume(STORY_FIXED_USD, net, STORY_VARIABLE_USD)
    at_charge = break_even_volume(STORY_FIXED_USD, STORY_CHARGE_USD, STORY_VARIABLE_USD)
    visits = [0, 6_000]
    fig, ax = charts.figure(780, 360)
    fig.subplots_adjust(left=0.09, right=0.86, top=0.82, bottom=0.14)
    spent = [STORY_FIXED_USD + v * STORY_VARIABLE_USD for v in visits]
    for name, dollars, color, dashes in (
        (f"cost\n${STORY_VARIABLE_USD} a visit\n+ $1.2M", spent, charts.UNFAVORABLE, "--"),
        (f"what arrives\n${net:.0f} a visit", [v * net for v in visits], charts.FAVORABLE, "-"),
    ):
        ax.plot(visits, [d / 1e6 for d in dollars], linewidth=2.4, color=color, linestyle=dashes)
        ax.text(6_060, dollars[-1] / 1e6, name, va="center", fontsize=10, color=color)
    ax.plot([0, 2_000], [0, 2_000 * STORY_CHARGE_USD / 1e6], linewidth=1.6, color=charts.LINE)
    ax.text(2_060, 2.72, f"what is billed:\n${STORY_CHARGE_USD:,} a visit", fontsize=10, color=charts.SOFT, ha="left")
    for x, price, color, ink in (
        (at_net, net, charts.INK, charts.INK),
        (at_charge, STORY_CHARGE_USD, charts.LINE, charts.SOFT),
    ):
        ax.plot([x], [x * price / 1e6], marker="o", markersize=9, color=color)
        ax.plot([x, x], [0, x * price / 1e6], color=color, linewidth=1)
        ax.text(x + 70, 0.06, f"{x:,.0f} visits", fontsize=10.5, color=ink)
    ax.set_xlim(0, 6_000)
    ax.set_ylim(0, 3.1)
    ax.set_xticks([0, 2_000, 4_000, 6_000], ["0", "2,000", "4,000", "6,000"])
    ax.set_yticks([0, 1, 2, 3], ["$0", "$1M", "$2M", "$3M"])
    ax.set_xlabel("visits a year", color=charts.SOFT)
    charts.titled(
        ax,
        f"The clinic breaks even at {at_net:,.0f} visits; the price list would say {at_charge:,.0f}",
        "Wrenfield's wound clinic: dollars a year by number of visits",
    )
    alt = (
        f"Cost and revenue by visits: what arrives crosses the cost at {at_net:,.0f} visits a year, "
        f"the billed charge would cross it at {at_charge:,.0f}."
    )
    rows = [["Net price", f"${net:.0f}", f"{at_net:,.0f}"], ["Charge", f"${STORY_CHARGE_USD:,}", f"{at_charge:,.0f}"]]
    return charts.show(fig, alt, [["Price", "Dollars a visit", "Break-even visits"], *rows])


@skipped_while_graded
def allocation_picture() -> charts.Shown:
    """Return what Nursing and Surgery bear of Wrenfield's support cost, by method and by order."""
    support, uses, order = STORY_SUPPORT_USD, STORY_USES, HOUSEKEEPING_FIRST
    methods = {
        "Step-down, housekeeping first": allocate_step_down(support, uses, order),
        "Direct": allocate_direct(support, uses),
        "Step-down, human resources first": allocate_step_down(support, uses, order[::-1]),
    }
    fig, axes = charts.figure(780, 270, columns=2, sharey=True)
    fig.subplots_adjust(left=0.335, right=0.97, top=0.68, bottom=0.08, wspace=0.12)
    for ax, department, title in zip(axes, ("nursing", "surgery"), ("Nursing bears", "Surgery bears"), strict=True):
        dollars = [shares[department] for shares in methods.values()]
        for row, usd in enumerate(dollars):
            ax.plot([usd], [row], marker="o", markersize=11, color=charts.LINE if row == 1 else charts.FAVORABLE)
            ax.text(usd, row - 0.24, f"${usd:,.0f}", ha="center", va="bottom", fontsize=10.5, color=charts.INK)
        middle = sum(dollars) / len(dollars)
        ax.set_xlim(middle - 5_500, middle + 5_500)
        ax.set_ylim(2.5, -0.8)
        ax.set_xticks([])
        ax.spines["bottom"].set_visible(False)
        ax.set_yticks(range(3), methods)
        ax.tick_params(axis="y", length=0, labelcolor=charts.INK)
        ax.set_title(title, loc="left", fontsize=10.5, color=charts.SOFT)
    fig.text(
        0.02,
        0.93,
        "The order of closing moved $5,000 from Surgery to Nursing",
        fontsize=12.5,
        fontweight="bold",
        color=charts.INK,
    )
    fig.text(
        0.02,
        0.86,
        "$900,000 of Wrenfield's support cost, dollars a year; each scale spans $11,000 and does not start at zero",
        fontsize=10,
        color=charts.SOFT,
    )
    said = "; ".join(f"{m}: Nursing ${s['nursing']:,.0f}, Surgery ${s['surgery']:,.0f}" for m, s in methods.items())
    rows = [[m, *[f"${usd:,.0f}" for usd in (s["nursing"], s["surgery"], sum(s.values()))]] for m, s in methods.items()]
    return charts.show(
        fig,
        f"What two departments bear of $900,000 of support cost. {said}.",
        [["Method", "Nursing", "Surgery", "Together"], *rows],
    )


@skipped_while_graded
def shelf_picture(my: CostAndCapitalCase) -> charts.Shown:
    """Return the chance that your shelf runs out before the next delivery, by the level it is filled to."""
    shelf = my.projects.shelf
    days = covered_days(shelf)
    needed = shelf.daily_use_units * days
    levels = [needed + step * shelf.safety_stock_units / 8 for step in range(-8, 17)]
    uneven = shelf.daily_use_units, shelf.daily_use_sd_units, days
    chance = [shortage_chance(level, *uneven) for level in levels]
    now = shelf.par_today_units
    today = shortage_chance(now, *uneven)
    fig, ax = charts.figure(780, 300)
    fig.subplots_adjust(left=0.09, right=0.97, top=0.79, bottom=0.17)
    ax.plot(levels, chance, color=charts.FAVORABLE, linewidth=2.4)
    ax.plot([now], [today], marker="o", markersize=10, color=charts.UNFAVORABLE)
    ax.annotate(
        f"today {now:,} kits:\nruns out in {today:.0%} of waits",
        (now, today),
        xytext=(14, 2),
        textcoords="offset points",
        fontsize=10.5,
        color=charts.INK,
    )
    ax.set_ylim(0, 1)
    ax.set_yticks([0, 0.5, 1], ["0%", "50%", "100%"])
    ax.set_xlim(levels[0], levels[-1])
    ax.set_xlabel("kits on the full shelf", color=charts.SOFT)
    charts.titled(
        ax,
        "A shelf filled for average use runs out in half of the waits",
        "Chance of running out before the next delivery, by par level; use is drawn as roughly normal",
    )
    alt = (
        f"The chance of running out falls as the shelf is filled higher; at today's level of {now:,} kits "
        f"it is {today:.0%}."
    )
    rows = [[f"{level:,.0f}", f"{c:.0%}"] for level, c in zip(levels[::4], chance[::4], strict=True)]
    return charts.show(fig, alt, [["Kits on the full shelf", "Chance of running out"], *rows])
