"""The lab in which a learner picks among twelve initiatives and keeps the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.figures.dollars import money, signed_money
from course.figures.skipping import skipped_while_graded
from course.labs.lab import Lab, Prediction, Reading, Tick, marked
from course.labs.moves import Coach
from course.labs.prediction import how_many, kept_of
from course.units.finance.close_the_gap.decision import GapDecision, Outcome, outcome
from course.units.finance.close_the_gap.model import (
    AGENCY,
    CENT_USD,
    CHARGEMASTER,
    EXECUTIVES,
    FLOAT_POOL,
    OBSTETRICS,
    Gap,
    overlap_usd,
)
from course.units.finance.close_the_gap.pictures import GapView, facts, would_add
from course.units.finance.close_the_gap.search import GapSearch

if TYPE_CHECKING:
    from course.units.finance.close_the_gap.case import CloseTheGapCase

# The lab opens on the consultants' slide: three bold strokes that break nearly every rule and close no gap.
FIRST_VIEW = (CHARGEMASTER, "lay_off", OBSTETRICS)


def reading(result: Outcome) -> Reading:
    """Say what the plan means to the board, rule by rule, with each initiative's first year as a table."""
    table = [
        ["Initiative", "First year after one-time cost", "Chosen"],
        ["Draft budget", money(result.gap.income_usd, 2), ""],
    ]
    table += [
        [result.gap.initiatives[key].label, signed_money(usd, 2), "yes" if result.plan[key] else "no"]
        for key, usd in would_add(result).items()
    ]
    table.append(["Your plan", money(result.income_usd, 2), ""])
    return Reading(_sentence(result), marks=marked(result.rules), table=table)


def _sentence(result: Outcome) -> str:
    gap = result.gap
    income = f"First-year income is {money(result.income_usd)}, a margin of {result.margin:.2%}"
    overlap = money(overlap_usd(gap), 2)
    both = (
        f" Agency and float pool save some of the same hours: {overlap} is counted once."
        if result.plan[AGENCY] and result.plan[FLOAT_POOL]
        else ""
    )
    if result.short_usd <= CENT_USD:
        broken = [p.name.lower() for p in result.rules if not p.kept]
        end = f" Still open: {', '.join(broken)}." if broken else " Every rule is kept: a plan that you can sign."
        return f"{income}: {money(-result.short_usd, 2)} above the floor.{both}{end}"
    return f"{income}: {money(result.short_usd, 2)} short of the floor.{both}"


def controls(gap: Gap) -> list[Tick]:
    """Return a tick for each initiative, with who leads it and when it starts."""
    return [
        Tick(key, i.label, key in FIRST_VIEW, unit=f"{i.executive}, month {i.start_month}", help=facts(i))
        for key, i in gap.initiatives.items()
    ]


WHERE = {
    "Margin": "Look at the column “first year”: which initiative brings enough within the first year itself?",
    "One-time cost": "Look at what each chosen initiative costs once.",
    "Layoffs": "Look at the initiatives that lay people off.",
    "Obstetrics": "Look at what the board has promised the county.",
    "Executives": "Look at who leads the initiatives that you chose.",
}


@skipped_while_graded
def gap_lab(my: CloseTheGapCase) -> Lab:
    """Return the lab in which a learner picks initiatives and keeps the plan."""
    gap, decision = my.gap, GapDecision(my.gap)
    ticks = controls(gap)
    who = ", ".join(f"{short} is the {full}" for short, full in EXECUTIVES.items())
    return Lab(
        title=f"Close the gap: {my.name}",
        question=f"Which bring the missing {money(gap.shortfall_usd)} within the board's rules? {who}.",
        controls=ticks,
        model=lambda **plan: outcome(gap, plan),
        view=GapView(gap),
        reading=reading,
        plan=decision.name,
        case_id=my.case_id,
        predicts=Prediction(
            "predict_gap",
            "how many of the five rules do the three bold strokes of the consultants' slide keep?",
            how_many(5),
            found=lambda start: kept_of(start.rules),
        ),
        hints=Coach(GapSearch(decision), ticks, WHERE),
    )


LABS = {"gap": gap_lab}
