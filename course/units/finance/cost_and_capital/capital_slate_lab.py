"""The slate lab: tick the projects, and see which promises to the board they keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.figures.dollars import money
from course.figures.skipping import skipped_while_graded
from course.labs.lab import Lab, Reading, Tick
from course.units.finance.cost_and_capital.capital_model import in_millions
from course.units.finance.cost_and_capital.capital_slate_decision import Outcome, outcome
from course.units.finance.cost_and_capital.capital_slate_model import Slate
from course.units.finance.cost_and_capital.capital_slate_pictures import SlateView

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
    return Reading(_sentence(result), marks=[(p.kept, f"{p.name}: {p.say}") for p in result.promises], table=rows)


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


@skipped_while_graded
def capital_slate_lab(my: CostAndCapitalCase) -> Lab:
    """Return the slate lab for your own health system."""
    slate = my.projects.slate
    asked = sum(c.cash_usd for c in slate.candidates)
    return Lab(
        title="Slate lab: nine projects, not enough cash",
        question=f"{money(asked)} was asked for, year 1 + year 2. What do you recommend to the board?",
        controls=controls(slate),
        model=lambda **plan: outcome(slate, plan),
        view=SlateView(slate),
        reading=reading,
        plan="capital_slate",
        case_id=my.case_id,
    )


LABS = {"capital_slate": capital_slate_lab}
