"""Pictures of unit 2: why the margin fell, what the joint corner is, and where the cash went."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from matplotlib.patches import Rectangle

from course import datasets
from course.figures import charts
from course.figures.dollars import money, signed_money
from course.figures.skipping import skipped_while_graded
from course.figures.waterfall import Waterfall
from course.finance.flexible_budget import labor_variances
from course.units.finance.flexible_budget.variance_walk_model import STORY_ACTUAL, STORY_BUDGET

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from course.units.finance.flexible_budget.case import FlexibleBudgetCase

MARGIN_LABELS = {
    "payer_shift": "Payers\nchange",
    "rate_updates": "Payment\nrates rise",
    "volume": "More\npatients",
    "denials": "Denials",
    "wages": "Pay\nrises",
    "agency_rate": "Agency\nprice",
    "supplies_other": "Supplies,\nother",
}


@skipped_while_graded
def margin_walk() -> charts.Shown:
    """Return the walk of Wrenfield's operating margin from FY2024 to FY2025, in points, from the dataset."""
    table = datasets.load("margin_walk")
    revenue, expense = table["revenue_change_usd"].cumsum(), table["expense_change_usd"].cumsum()
    margin = [float(percent) for percent in (revenue - expense) / revenue * 100]
    effects = [after - before for before, after in pairwise(margin)]
    names = [MARGIN_LABELS[str(step)] for step in table["step"].iloc[1:]]
    fig, ax = charts.figure(820, 380)
    fig.subplots_adjust(left=0.07, right=0.98, top=0.84, bottom=0.15)
    ax.set_ylim(0, 6.2)
    ax.tick_params(axis="x", labelsize=9.5)
    ax.yaxis.set_major_formatter(lambda value, _: f"{value:.0f}%")
    fall = Waterfall(
        ax, ["FY2024", *names, "FY2025"], format_step=_points, format_total=lambda percent: f"{percent:.2f}%", pad=0.08
    )
    fall.update(margin[0], effects)
    charts.titled(
        ax,
        "The margin fell by 1.7 points, and more patients was not the reason",
        "Wrenfield's operating margin, FY2024 to FY2025, in percentage points; hatched is unfavorable",
    )
    words = ", ".join(f"{_flat(name).lower()} {_points(effect)}" for name, effect in zip(names, effects, strict=True))
    alt = (
        f"Waterfall of the operating margin from {margin[0]:.1f}% in FY2024 to {margin[-1]:.1f}% in FY2025, "
        f"in percentage points: {words}."
    )
    told = [str(text) for text in table["description"].iloc[1:]]
    rows = [[text, _points(effect)] for text, effect in zip(told, effects, strict=True)]
    head = [["What changed", "Percentage points"], ["FY2024 margin", f"{margin[0]:.2f}%"]]
    return charts.show(fig, alt, [*head, *rows, ["FY2025 margin", f"{margin[-1]:.2f}%"]])


def _points(change: float) -> str:
    return f"{change:+.2f}".replace("-", "−")


def _flat(label: str) -> str:
    return label.replace("\n", " ")


BOXED: dict[str, Any] = {
    "ha": "center",
    "va": "center",
    "fontsize": 10.5,
    "color": charts.INK,
    "bbox": {"facecolor": "white", "edgecolor": "none", "pad": 3},
}
SHOWN_HOURS, SHOWN_USD = 8_000, 3  # of the rectangle's width and height, left of and below the corner


@skipped_while_graded
def joint_corner() -> charts.Shown:
    """Return Wrenfield's hours and pay as two strips and the corner where they meet, zoomed in."""
    walk = labor_variances(STORY_BUDGET, STORY_ACTUAL)
    efficiency, rate, corner = (
        f"${usd:,.0f}" for usd in (walk.efficiency_usd, walk.rate_usd, walk.joint_within_rate_usd)
    )
    fig, ax = charts.figure(780, 360)
    fig.subplots_adjust(left=0.10, right=0.97, top=0.82, bottom=0.16)
    _draw_corner(ax, efficiency, rate, corner)
    charts.titled(
        ax,
        "Both variances claim the corner; by convention it goes to rate",
        "4 West: hours (across) times dollars an hour (up); only the top right of the rectangle is shown",
    )
    alt = (
        f"A rectangle of hours by pay, zoomed in: a strip of extra hours at planned pay is the efficiency variance, "
        f"{efficiency}; a strip of extra pay over all worked hours is the rate variance, {rate}, "
        f"which includes the corner of {corner}."
    )
    rows = [
        ["Efficiency, at planned pay", efficiency],
        ["Rate, on all worked hours", rate],
        ["of which the corner", corner],
    ]
    return charts.show(fig, alt, [["Area", "Dollars"], *rows])


def _draw_corner(ax: Axes, efficiency: str, rate: str, corner: str) -> None:
    """Draw the two strips, the flexed budget they lie on, and their figures."""
    allowed, worked = STORY_ACTUAL.volume * STORY_BUDGET.hours_per_unit, STORY_ACTUAL.hours
    planned, paid = STORY_BUDGET.rate_usd_per_hour, STORY_ACTUAL.rate_usd_per_hour
    left, low = allowed - SHOWN_HOURS, planned - SHOWN_USD
    ax.set_xlim(left, worked + 700)
    ax.set_ylim(low, paid + 0.5)
    for x, width, color in ((left, SHOWN_HOURS, charts.PALE), (allowed, worked - allowed, charts.LINE)):
        ax.add_patch(Rectangle((x, low), width, SHOWN_USD, facecolor=color, edgecolor="white"))
    unfavorable: dict[str, Any] = {"edgecolor": charts.UNFAVORABLE, "hatch": charts.UNFAVORABLE_HATCH}
    ax.add_patch(Rectangle((left, planned), worked - left, paid - planned, facecolor="white", **unfavorable))
    ax.plot([allowed, allowed], [planned, paid], color=charts.INK, linestyle="--", linewidth=1.2)
    middle = (allowed + worked) / 2
    ax.text(allowed - 4_000, low + 1.5, "flexed budget", **BOXED)
    ax.text(middle, low + 1.5, f"efficiency\n{efficiency}", **BOXED)
    ax.text(allowed - 4_000, planned + 1.25, f"rate {rate}, the corner included", **BOXED)
    ax.text(middle, planned + 1.25, f"corner\n{corner}", **BOXED)
    ax.set_xticks([allowed, worked], [f"{allowed:,.0f}\nhours allowed", f"{worked:,.0f}\nhours worked"])
    ax.set_yticks([planned, paid], [f"${planned:.2f}\nplanned", f"${paid:.2f}\npaid"])


@skipped_while_graded
def cash_walk(my: FlexibleBudgetCase) -> charts.Shown:
    """Return the walk from operating income to the change of cash in the bank, in your hospital's year."""
    bank = my.ward.treasury
    steps = {
        "Depreciation,\nnot paid out": bank.depreciation_usd,
        "Payers owe\nus more": -bank.receivables_growth_usd,
        "New\nequipment": -bank.equipment_usd,
        "Loans\nrepaid": -bank.loan_principal_usd,
    }
    fig, ax = charts.figure(780, 350)
    fig.subplots_adjust(left=0.09, right=0.98, top=0.83, bottom=0.15)
    top = (bank.operating_income_usd + bank.depreciation_usd) / 1e6
    ax.set_ylim(-6.5, top * 1.14)
    ax.yaxis.set_major_formatter(lambda value, _: f"${value:.0f}M" if value >= 0 else f"(${-value:.0f}M)")
    fall = Waterfall(
        ax,
        ["Operating\nincome", *steps, "Change in\ncash"],
        pad=0.02 * top,
        format_step=lambda m: signed_money(m * 1e6),
        format_total=lambda m: money(m * 1e6),
    )
    fall.update(bank.operating_income_usd / 1e6, [usd / 1e6 for usd in steps.values()])
    income, missing = money(bank.operating_income_usd), money(-bank.cash_change_usd)
    finding = f"An income of {income}, and {missing} less in the bank"
    charts.titled(
        ax, finding, "From operating income to the year's change in cash, millions of dollars; hatched steps take cash"
    )
    words = ", ".join(f"{_flat(name).lower()} {signed_money(usd)}" for name, usd in steps.items())
    alt = f"Waterfall from operating income of {income} to a change in cash of {money(bank.cash_change_usd)}: {words}."
    rows = [
        ["Operating income", income],
        *[[_flat(name), signed_money(usd)] for name, usd in steps.items()],
        ["Change in cash", money(bank.cash_change_usd)],
    ]
    return charts.show(fig, alt, [["Step", "Dollars"], *rows])
