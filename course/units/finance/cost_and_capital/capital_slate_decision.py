"""Decision exercise: a capital slate that keeps the limits of cash and brings value and mission (decision F3).

The slate is held to the cash of each year, to the days cash on hand that are left, to the value it brings and
to the mission; what safety or a regulator demands must be in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.checks import Slip
from course.decisions.plan_schema import object_schema
from course.decisions.rules import Decision, Promise, Scorecard, promises
from course.units.finance.cost_and_capital.capital_model import in_millions
from course.units.finance.cost_and_capital.capital_slate_model import (
    Candidate,
    Slate,
    Totals,
    as_plan,
    as_row,
    selected,
    totals,
)

WEIGHTS: Mapping[str, float] = {
    "Mandatory projects": 0.15,
    "Year-1 cash": 0.20,
    "Year-2 cash": 0.15,
    "Days cash on hand": 0.15,
    "Value": 0.20,
    "Mission": 0.15,
}
# A slate that leaves out what is demanded, overspends the year or brings too little value is not yet a slate:
# what it keeps by the way counts for little.
CORE = ("Mandatory projects", "Year-1 cash", "Value")
CLAIM_BY_CORE_KEPT = (0.0, 0.25, 0.5, 1.0)
HALFWAY_SHARE = 0.5  # of a promise's weight, for value that falls just short of the floor
RANKED_AT_LEAST = 3  # fewer voluntary projects than this show no ranking


@dataclass(frozen=True)
class CapitalSlateDecision(Decision):
    """Choose projects that keep the limits of cash and bring value and mission."""

    slate: Slate
    name = "capital_slate"
    gates = ("Mandatory projects", "Year-1 cash")  # what safety demands, and the cash there is

    @property
    def schema(self) -> Mapping[str, Any]:
        """One tick for each project, all of them required."""
        return object_schema({key: {"type": "boolean"} for key in self.slate.keys})

    def scorecard(self, decisions: Mapping[str, Any]) -> Scorecard:
        """Score a slate; promises count in proportion to how many of the core ones it keeps."""
        shares = promise_shares(self.slate, totals(self.slate, as_row(self.slate, decisions)))
        return Scorecard(board_promises(self.slate, decisions), claim=float(claimed(shares)))

    def slips(self) -> tuple[Slip, ...]:
        """Return the slips: two named by the promise that they break, and one by a test of the whole plan."""
        return (
            Slip(
                "mandatory dropped",
                None,
                "What safety or a regulator demands is no choice: its NPV tells what it costs, not whether to do it.",
            ),
            Slip(
                "year-2 cash forgotten",
                None,
                "The slate fits this year's cash, but what it starts must be paid on in the second year.",
            ),
            Slip(
                "ranked by value per dollar",
                lambda plan: is_ranked_by_value(self.slate, plan),
                "These projects have the most value per dollar; such a ranking knows no limit of cash and no mission.",
            ),
        )

    def nothing(self) -> dict[str, Any]:
        """Return the slate without a project."""
        return dict.fromkeys(self.slate.keys, False)

    def random(self, rng: np.random.Generator) -> dict[str, Any]:
        """Draw any set of projects."""
        return as_plan(self.slate, rng.random(len(self.slate.candidates)) < 0.5)


# ---------------------------------------------------------------- what the board holds a slate to


def promise_shares(slate: Slate, t: Totals) -> dict[str, Any]:
    """Return how far each promise is kept, from 0 to 1, by one slate or by each of many."""
    reached = np.clip(t.npv_usd / slate.npv_floor_usd, 0, 1)
    return {
        "Mandatory projects": 1.0 * (t.mandatory_missing == 0),
        "Year-1 cash": 1.0 * (t.year1_usd <= slate.year1_limit_usd),
        "Year-2 cash": 1.0 * (t.year2_usd <= slate.year2_limit_usd),
        "Days cash on hand": 1.0 * (t.days_cash >= slate.days_cash_floor),
        "Value": np.where(t.npv_usd >= slate.npv_floor_usd, 1.0, HALFWAY_SHARE * reached),
        "Mission": 1.0 * (t.mission >= slate.mission_floor),
    }


def claimed(shares: Mapping[str, Any]) -> NDArray[np.float64]:
    """Return the share of its score that each slate may claim, by how many core promises it keeps."""
    return np.array(CLAIM_BY_CORE_KEPT)[sum((np.asarray(shares[name]) >= 1).astype(int) for name in CORE)]


def board_promises(slate: Slate, plan: Mapping[str, Any]) -> tuple[Promise, ...]:
    """Return what the board holds a slate to, kept or not, with the figures in a sentence each."""
    t = totals(slate, as_row(slate, plan))
    shares = promise_shares(slate, t)
    slips = {"Mandatory projects": "mandatory dropped"}
    if shares["Year-1 cash"] >= 1:  # over in both years is overspending, not forgetting the second
        slips["Year-2 cash"] = "year-2 cash forgotten"
    return promises(WEIGHTS, shares.values(), _says(slate, t, plan), slips, CapitalSlateDecision.gates)


def _says(slate: Slate, t: Totals, plan: Mapping[str, Any]) -> tuple[str, ...]:
    missing = [c.label for c in slate.candidates if c.mandatory and not plan[c.key]]
    return (
        f"Still out: {', '.join(missing)}." if missing else "All that is demanded is in.",
        _cash_in_words(t.year1_usd, slate.year1_limit_usd),
        _cash_in_words(t.year2_usd, slate.year2_limit_usd),
        f"{t.days_cash:.1f} days are left; the board asks for {slate.days_cash_floor}.",
        f"The slate's NPV is {in_millions(t.npv_usd)}; the board asks for {in_millions(slate.npv_floor_usd)}.",
        f"The mean score is {t.mission:.2f}; the board asks for {slate.mission_floor:.2f}.",
    )


def _cash_in_words(spent_usd: Any, limit_usd: int) -> str:
    over = spent_usd - limit_usd
    gap = f"over by {in_millions(over)}" if over > 0 else f"{in_millions(-over)} to spare"
    return f"{in_millions(spent_usd)} of {in_millions(limit_usd)}: {gap}."


def is_ranked_by_value(slate: Slate, plan: Mapping[str, Any]) -> bool:
    """Say whether the voluntary projects of a plan are simply those with the most value per dollar."""
    by_value = sorted(slate.voluntary, key=lambda c: -c.value_per_dollar)
    taken = [bool(plan[c.key]) for c in by_value]
    return RANKED_AT_LEAST <= sum(taken) < len(by_value) and all(taken[: sum(taken)])


# ---------------------------------------------------------------- one slate


@dataclass(frozen=True)
class Outcome:
    """What one set of projects adds up to: all that its picture and its sentence need."""

    slate: Slate
    plan: Mapping[str, Any]
    totals: Totals
    promises: tuple[Promise, ...]

    @property
    def candidates(self) -> list[Candidate]:
        """The projects taken."""
        return selected(self.slate, self.plan)


def outcome(slate: Slate, plan: Mapping[str, Any]) -> Outcome:
    """Return what a slate adds up to and which promises it keeps."""
    return Outcome(slate, plan, totals(slate, as_row(slate, plan)), board_promises(slate, plan))
