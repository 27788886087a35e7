"""The capital lab: what would have to be true for a scanner to pay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.figures.dollars import money
from course.figures.skipping import skipped_while_graded
from course.labs.lab import Lab, Prediction, Reading, Slider
from course.units.finance.cost_and_capital.capital_model import (
    Machine,
    Valuation,
    in_millions,
    swing_ends,
    value_machine,
)
from course.units.finance.cost_and_capital.capital_pictures import NAMES, CapitalView, spoken

if TYPE_CHECKING:
    from course.units.finance.cost_and_capital.case import CostAndCapitalCase


FEWER_SCANS = 0.9  # of those that are planned


def reading(result: Valuation) -> Reading:
    """Say what the scanner is worth and what decides it, with its cash as a table."""
    rows = [
        [f"Year {y}" if y else "Now", money(f, 2), money(w, 2)]
        for y, (f, w) in enumerate(zip(result.flows_usd, result.worth_usd, strict=True))
    ]
    swings = [[spoken(s.name), in_millions(s.outcome_at_low), in_millions(s.outcome_at_high)] for s in result.swings]
    return Reading(
        _sentence(result),
        table=[
            ["Project year", "Cash", "Worth today"],
            *rows,
            ["Sum", money(sum(result.flows_usd), 2), in_millions(result.npv_usd)],
            ["NPV when this moves alone", "at its low end", "at its high end"],
            *swings,
        ],
    )


def _sentence(result: Valuation) -> str:
    widest = result.swings[0]
    worst = swing_ends(widest)[0]
    gains = result.npv_usd >= 0
    opening = (
        f"The scanner {'adds' if gains else 'destroys'} {in_millions(abs(result.npv_usd))} of value "
        f"at a discount rate of {result.discount_rate_share:.1%}. "
    )
    decides = f"Most depends on {NAMES[widest.name].lower()}: at the bad end the NPV is {in_millions(worst)}. "
    scans = f"The NPV is zero at {result.break_even_scans:,.0f} scans in the first year."
    return opening + decides + scans


def controls(machine: Machine) -> list[Slider]:
    """Return the four assumptions, in the order in which a manager would doubt them."""
    p = machine.project
    scans, price = p.first_year_volume, p.net_price_usd
    return [
        Slider(
            "first_year_volume",
            "Scans",
            round(0.85 * scans, -1),
            round(1.15 * scans, -1),
            10,
            scans,
            unit="in the first year",
            help=f"Planned {scans:,.0f}.",
        ),
        Slider(
            "net_price_usd",
            "Net price",
            round(0.9 * price / 5) * 5,
            round(1.1 * price / 5) * 5,
            5,
            price,
            unit="a scan",
            prefix="$",
            help="What arrives, not what is charged.",
        ),
        Slider(
            "volume_growth_share",
            "Growth",
            0.0,
            0.06,
            0.005,
            p.volume_growth_share,
            unit="% a year",
            scale=100,
            decimals=1,
            signed=True,
            help="More or fewer scans in each year after the first.",
        ),
        Slider(
            "discount_rate_share",
            "Discount rate",
            0.05,
            0.11,
            0.0025,
            machine.discount_rate_share,
            unit="% a year",
            scale=100,
            decimals=2,
            help="What the money would earn, or costs, elsewhere.",
        ),
    ]


def _found(machine: Machine, start: Valuation) -> str:
    p = machine.project
    fewer = value_machine(
        machine,
        FEWER_SCANS * p.first_year_volume,
        p.net_price_usd,
        p.volume_growth_share,
        machine.discount_rate_share,
    )
    return f"With 10% fewer scans the NPV goes from {in_millions(start.npv_usd)} to {in_millions(fewer.npv_usd)}."


@skipped_while_graded
def capital_lab(my: CostAndCapitalCase) -> Lab:
    """Return the capital lab for your own scanner."""
    machine = my.projects.mri
    return Lab(
        title=f"Capital lab: an MRI for {my.name}",
        question=f"It costs {money(machine.project.investment_usd)} today. What would have to be true for it to pay?",
        controls=controls(machine),
        model=lambda **values: value_machine(machine, **values),
        view=CapitalView(machine),
        reading=reading,
        case_id=my.case_id,
        predicts=Prediction(
            "predict_capital",
            "10% fewer scans come, every year. What happens to the NPV?",
            (
                ("tenth", "it falls by about a tenth"),
                ("half", "it falls by about half"),
                ("below", "it falls below zero"),
            ),
            found=lambda start: _found(machine, start),
            veils=True,
        ),
    )


LABS = {"capital": capital_lab}
