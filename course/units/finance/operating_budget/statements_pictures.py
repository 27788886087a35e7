"""Pictures of a hospital's year: the bathtub of fixed and variable expense, and the waterfall from bill to income."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.figures import charts
from course.figures.dollars import money, signed_money
from course.figures.skipping import skipped_while_graded
from course.figures.waterfall import Waterfall
from course.units.finance.operating_budget import budget_model as model
from course.units.finance.operating_budget.hospital_model import expense_of

if TYPE_CHECKING:
    from course.units.finance.operating_budget.case import OperatingBudgetCase


@skipped_while_graded
def bathtub(my: OperatingBudgetCase) -> charts.Shown:
    """Return fixed and variable expense as the number of patients moves by five percent either way."""
    hospital = my.hospital
    changes = (-0.05, -0.025, 0.0, 0.025, 0.05)
    expense = expense_of(hospital)
    fixed = expense.fixed_usd / 1e6
    variable = [expense.at_volume(c).variable_usd / 1e6 for c in changes]
    fig, ax = charts.figure(780, 340)
    fig.subplots_adjust(left=0.09, right=0.97, top=0.82, bottom=0.16)
    labels = [f"{c:+.1%}" if c else "this year" for c in changes]
    ax.bar(labels, [fixed] * len(changes), color=charts.LINE, width=0.62)
    ax.bar(labels, variable, bottom=fixed, color=charts.FAVORABLE, width=0.62)
    for i, v in enumerate(variable):
        ax.text(i, fixed / 2, f"fixed\n${fixed:,.0f}M", ha="center", va="center", fontsize=10, color=charts.INK)
        ax.text(i, fixed + v / 2, f"variable\n${v:,.1f}M", ha="center", va="center", fontsize=10, color="white")
    ax.set_xlabel("patients served against this year", color=charts.SOFT)
    ax.set_ylabel("millions of dollars a year", color=charts.SOFT)
    charts.titled(
        ax, "Only the top of the tub rises with the patients", "Operating expense by volume, millions of dollars"
    )
    alt = (
        f"Fixed expense stays at ${fixed:,.0f}M while variable expense moves from ${variable[0]:,.1f}M to "
        f"${variable[-1]:,.1f}M as volume goes from five percent fewer to five percent more patients."
    )
    rows = [
        [label, f"${fixed:,.1f}M", f"${v:,.1f}M", f"${fixed + v:,.1f}M"]
        for label, v in zip(labels, variable, strict=True)
    ]
    return charts.show(fig, alt, [["Volume", "Fixed", "Variable", "Expense"], *rows])


@skipped_while_graded
def bill_to_income(my: OperatingBudgetCase) -> charts.Shown:
    """Return the waterfall from gross charges to operating income in this year's figures."""
    hospital = my.hospital
    s = model.income_statement(hospital, model.status_quo(hospital))
    steps = {
        "Deductions": -s.deductions_usd,
        "Other\nrevenue": s.other_revenue_usd,
        "Nursing": -s.nursing_usd,
        "Other\nwages": -s.other_wages_usd,
        "Supplies": -s.supplies_usd,
        "Purchased,\ncommunity": -(s.purchased_services_usd + s.community_usd),
        "Depreciation,\ninterest": -s.depreciation_interest_usd,
    }
    fig, ax = charts.figure(820, 380)
    fig.subplots_adjust(left=0.08, right=0.98, top=0.84, bottom=0.15)
    ax.set_ylim(-0.03 * s.gross_charges_usd / 1e6, 1.12 * s.gross_charges_usd / 1e6)
    ax.tick_params(axis="x", labelsize=9)
    fall = Waterfall(
        ax,
        ["Gross\ncharges", *steps, "Operating\nincome"],
        format_step=lambda m: signed_money(m * 1e6, 0),
        format_total=lambda m: money(m * 1e6, 1),
        pad=0.01 * s.gross_charges_usd / 1e6,
    )
    fall.update(s.gross_charges_usd / 1e6, [usd / 1e6 for usd in steps.values()])
    charts.titled(
        ax,
        "Most of the bill was never going to arrive; almost all of the rest is spent",
        "From gross charges to operating income, millions of dollars a year; hatched steps are unfavorable",
    )
    words = ", ".join(f"{name.replace(chr(10), ' ').lower()} {signed_money(usd, 0)}" for name, usd in steps.items())
    alt = (
        f"Waterfall from gross charges of {money(s.gross_charges_usd, 0)} to operating income of "
        f"{money(s.operating_income_usd)}: {words}."
    )
    rows = [[name.replace("\n", " "), signed_money(usd)] for name, usd in steps.items()]
    return charts.show(
        fig,
        alt,
        [
            ["Step", "Dollars"],
            ["Gross charges", money(s.gross_charges_usd)],
            *rows,
            ["Operating income", money(s.operating_income_usd)],
        ],
    )
