"""The slate lab: tick the projects, and see which promises to the board they keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.figures.dollars import money
from course.figures.skipping import skipped_while_graded
from course.labs.lab import Lab, Prediction, Reading, Tick, marked
from course.labs.moves import Coach
from course.units.finance.cost_and_capital.capital_model import in_millions
from course.units.finance.cost_and_capital.capital_slate_decision import (
    WEIGHTS,
    CapitalSlateDecision,
    Outcome,
    outcome,
)
from course.units.finance.cost_and_capital.capital_slate_model import Slate
from course.units.finance.cost_and_capital.capital_slate_pictures import SlateView
from course.units.finance.cost_and_capital.capital_slate_search import CapitalSlateSearch

if TYPE_CHECKING:
    from course.units.finance.cost_and_capital.case import CostAndCapitalCase


def reading(result: Outcome) -> Reading:
    """Say what the slate costs and brings, and which promise to look at first."""
    rows = [["Project", "Taken", "Year 1", "Year 2", "NPV", "Mission"]]
    rows += [
        [
            c.label + (" (mandatory)" if c.mandatory else ""),
            "yes" if result.plan[c.key] else "no",
            in_millions(c.year1_usd),
            in_millions(c.year2_usd),
            in_millions(c.npv_usd),
            str(c.mission),
        ]
        for c in result.slate.candidates
    ]
    t = result.totals
    rows.append(
        [
            "The slate",
            f"{len(result.candidates)} of {len(result.slate.candidates)}",
            in_millions(t.year1_usd),
            in_millions(t.year2_usd),
            in_millions(t.npv_usd),
            f"{t.mission:.2f} on average",
        ]
    )
    return Reading(_sentence(result), marks=marked(result.promises), table=rows)


def _sentence(result: Outcome) -> str:
    t = result.totals
    opening = (
        f"{len(result.candidates)} of {len(result.slate.candidates)} projects "
        f"for {in_millions(t.year1_usd + t.year2_usd)} over two years bring {in_millions(t.npv_usd)} of value."
    )
    broken = [p.name for p in result.promises if not p.kept]
    if not broken:
        return f"{opening} Every promise is kept."
    rest = f"; {len(broken) - 1} more to mend" if len(broken) > 1 else ""
    return f"{opening} Look at “{broken[0]}” first{rest}."


def controls(slate: Slate) -> list[Tick]:
    """Return a tick for each project, in the order in which they were asked for; all of them at the start."""
    return [
        Tick(
            c.key,
            c.label,
            True,
            unit=f"${c.year1_usd / 1e6:.1f}M + ${c.year2_usd / 1e6:.1f}M",
            help=f"NPV {in_millions(c.npv_usd)}, mission {c.mission}{', mandatory' if c.mandatory else ''}.",
        )
        for c in slate.candidates
    ]


WHERE = {
    "Mandatory projects": "Look at what safety or a regulator demands.",
    "Year-1 cash": "Look at the bar of the first year's cash.",
    "Year-2 cash": "Look at the bar of the second year's cash: what is begun has to be paid on.",
    "Days cash on hand": "Look at the days of cash that are left, and at what both years take together.",
    "Value": "Look at the NPV of the projects that are out, beside the cash that they take.",
    "Mission": "Look at the mission scores of the projects that are in.",
}


def by_value_per_dollar(slate: Slate) -> dict[str, bool]:
    """Return the slate of somebody who goes down the ranking by NPV per dollar while both years' cash lasts."""
    plan, year1, year2 = dict.fromkeys(slate.keys, False), 0, 0
    for c in sorted(slate.candidates, key=lambda c: -c.value_per_dollar):
        if year1 + c.year1_usd <= slate.year1_limit_usd and year2 + c.year2_usd <= slate.year2_limit_usd:
            plan[c.key], year1, year2 = True, year1 + c.year1_usd, year2 + c.year2_usd
    return plan


def _found(slate: Slate) -> str:
    broken = [f"“{p.name}”" for p in outcome(slate, by_value_per_dollar(slate)).promises if not p.kept]
    which = f"breaks {' and '.join(broken)}" if broken else "breaks none"
    return f"Going down that ranking as long as both years' cash lasts {which}."


@skipped_while_graded
def capital_slate_lab(my: CostAndCapitalCase) -> Lab:
    """Return the slate lab for your own health system."""
    slate = my.projects.slate
    decision, ticks = CapitalSlateDecision(slate), controls(slate)
    asked = sum(c.cash_usd for c in slate.candidates)
    return Lab(
        title="Slate lab: nine projects, not enough cash",
        question=f"{money(asked)} was asked for, year 1 + year 2. What do you recommend to the board?",
        controls=ticks,
        model=lambda **plan: outcome(slate, plan),
        view=SlateView(slate),
        reading=reading,
        plan=decision.name,
        case_id=my.case_id,
        predicts=Prediction(
            "predict_capital_slate",
            "if you simply took the projects with the most NPV per dollar, which promise would break?",
            (*((name, name) for name in WEIGHTS), ("none", "none of them")),
            found=lambda start: _found(slate),
        ),
        hints=Coach(CapitalSlateSearch(decision), ticks, WHERE),
    )


LABS = {"capital_slate": capital_slate_lab}
