"""Next year's capital slate: which of the projects that were asked for does the board approve?

Each candidate takes cash in two years, brings a net present value and serves the mission; some are mandatory.
The slate is held to the cash of each year, to the days cash on hand that are left, to the value it brings and
to the mission. Every total is a plain sum, so that a manager can check it on paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np

from course.checks import Slip
from course.decisions.rules import Decision, Promise, Scorecard

DAYS_PER_YEAR = 365
RANKED_AT_LEAST = 3  # fewer voluntary projects than this show no ranking
HALFWAY_SHARE = 0.5  # of a promise's weight, for value that falls just short of the floor


@dataclass(frozen=True)
class Candidate:
    """One project that was asked for.

    Parameters
    ----------
    key, label : str
        How a plan names it, and what a manager calls it.
    year1_usd, year2_usd : int
        Cash it takes in each year.
    npv_usd : int
        Net present value, after that cash.
    mission : int
        How much it serves the mission, from 1 (little) to 5 (much), as the board's committee scored it.
    mandatory : bool
        Whether safety or a regulator demands it.
    """

    key: str
    label: str
    year1_usd: int
    year2_usd: int
    npv_usd: int
    mission: int
    mandatory: bool = False

    @property
    def value_per_dollar(self) -> float:
        """Net present value for each dollar of cash that it takes."""
        return self.npv_usd / (self.year1_usd + self.year2_usd)


@dataclass(frozen=True)
class Slate:
    """The candidates and what the board holds the slate to.

    Parameters
    ----------
    candidates : tuple of Candidate
        Everything that was asked for.
    year1_limit_usd, year2_limit_usd : int
        Cash that may go into projects in each year.
    npv_floor_usd : int
        Net present value that the slate must bring in all.
    mission_floor : float
        Mean mission score that it must reach.
    unrestricted_cash_usd, cash_expense_usd : int
        Cash before the slate, and a year's operating expense without depreciation.
    days_cash_floor : int
        Days cash on hand that must be left when both years' cash is spent.
    """

    candidates: tuple[Candidate, ...]
    year1_limit_usd: int
    year2_limit_usd: int
    npv_floor_usd: int
    mission_floor: float
    unrestricted_cash_usd: int
    cash_expense_usd: int
    days_cash_floor: int

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(c.key for c in self.candidates)

    def days_cash(self, spent_usd: Any) -> Any:
        """Return the days cash on hand that are left after `spent_usd`."""
        return (self.unrestricted_cash_usd - spent_usd) / (self.cash_expense_usd / DAYS_PER_YEAR)


@dataclass(frozen=True)
class Totals:
    """What a slate adds up to: numbers for one slate, arrays for many."""

    year1_usd: Any
    year2_usd: Any
    npv_usd: Any
    mission: Any
    days_cash: Any
    mandatory_missing: Any


def totals(slate: Slate, picks: np.ndarray) -> Totals:
    """Return what one slate or many add up to.

    Parameters
    ----------
    picks : array of bool
        Chosen or not, one entry for each candidate along the last axis.

    Returns
    -------
    Totals
        Cash in US dollars, NPV in US dollars, mean mission score (0 for an empty slate), days cash on hand.

    Raises
    ------
    ValueError
        If the last axis does not hold one entry for each candidate.
    """
    taken = np.asarray(picks, dtype=np.int64)
    if taken.shape[-1:] != (len(slate.candidates),):
        raise ValueError(f"picks must hold {len(slate.candidates)} entries, one for each candidate")

    def column(name: str) -> np.ndarray:
        return taken @ np.array([getattr(c, name) for c in slate.candidates], dtype=np.int64)

    year1, year2 = column("year1_usd"), column("year2_usd")
    demanded = np.array([c.mandatory for c in slate.candidates], dtype=np.int64)
    return Totals(
        year1_usd=year1,
        year2_usd=year2,
        npv_usd=column("npv_usd"),
        mission=column("mission") / np.maximum(taken.sum(axis=-1), 1),
        days_cash=slate.days_cash(year1 + year2),
        mandatory_missing=(1 - taken) @ demanded,
    )


def shares(slate: Slate, t: Totals) -> dict[str, Any]:
    """Return how far each promise is kept, from 0 to 1."""
    reached = np.clip(t.npv_usd / slate.npv_floor_usd, 0, 1)
    return {
        "Mandatory projects": 1.0 * (t.mandatory_missing == 0),
        "Year-1 cash": 1.0 * (t.year1_usd <= slate.year1_limit_usd),
        "Year-2 cash": 1.0 * (t.year2_usd <= slate.year2_limit_usd),
        "Days cash on hand": 1.0 * (t.days_cash >= slate.days_cash_floor),
        "Value": np.where(t.npv_usd >= slate.npv_floor_usd, 1.0, HALFWAY_SHARE * reached),
        "Mission": 1.0 * (t.mission >= slate.mission_floor),
    }


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


def claims(kept: Mapping[str, Any]) -> Any:
    """Return the share of its score that a slate may claim, by how many core promises it keeps."""
    return np.array(CLAIM_BY_CORE_KEPT)[sum((kept[name] >= 1).astype(int) for name in CORE)]


def score_shares(slate: Slate, picks: np.ndarray) -> np.ndarray:
    """Return the score of many slates at once, each from 0 to 1."""
    kept = shares(slate, totals(slate, picks))
    return np.asarray(claims(kept) * sum(weight * kept[name] for name, weight in WEIGHTS.items()))


def every_pick(slate: Slate) -> np.ndarray:
    """Return every possible slate, one a row: 512 of nine candidates."""
    return np.array(list(product([False, True], repeat=len(slate.candidates))))


@lru_cache(maxsize=512)
def best_picks(slate: Slate, at_most: int = 64) -> tuple[tuple[bool, ...], ...]:
    """Return the best slates, those that keep every promise first and among them the most valuable."""
    picks = every_pick(slate)
    order = np.lexsort((-totals(slate, picks).npv_usd, -np.round(score_shares(slate, picks), 9)))
    return tuple(tuple(bool(p) for p in picks[i]) for i in order[:at_most])


def as_picks(slate: Slate, decisions: Mapping[str, Any]) -> np.ndarray:
    """Return a plan's ticks in the order of the candidates."""
    return np.array([bool(decisions[key]) for key in slate.keys])


def as_decisions(slate: Slate, picks: Sequence[Any]) -> dict[str, Any]:
    """Return ticks in the order of the candidates as a plan."""
    return {key: bool(pick) for key, pick in zip(slate.keys, picks, strict=True)}


# ---------------------------------------------------------------- the board's promises


def promises(slate: Slate, decisions: Mapping[str, Any]) -> tuple[Promise, ...]:
    """Return what the board holds a slate to, kept or not, with the figures in a sentence each."""
    t = totals(slate, as_picks(slate, decisions))
    kept = shares(slate, t)
    says = _says(slate, t, decisions)
    slip = {"Mandatory projects": "mandatory dropped"}
    if kept["Year-1 cash"] >= 1:  # over in both years is overspending, not forgetting the second
        slip["Year-2 cash"] = "year-2 cash forgotten"
    return tuple(
        Promise(name, float(kept[name]), weight, says[name], slip.get(name)) for name, weight in WEIGHTS.items()
    )


def _says(slate: Slate, t: Totals, decisions: Mapping[str, Any]) -> dict[str, str]:
    missing = [c.label for c in slate.candidates if c.mandatory and not decisions[c.key]]
    return {
        "Mandatory projects": f"Still out: {', '.join(missing)}." if missing else "All that is demanded is in.",
        "Year-1 cash": _cash(t.year1_usd, slate.year1_limit_usd),
        "Year-2 cash": _cash(t.year2_usd, slate.year2_limit_usd),
        "Days cash on hand": f"{t.days_cash:.1f} days are left; the board asks for {slate.days_cash_floor}.",
        "Value": f"The slate's NPV is {_millions(t.npv_usd)}; the board asks for {_millions(slate.npv_floor_usd)}.",
        "Mission": f"The mean score is {t.mission:.2f}; the board asks for {slate.mission_floor:.2f}.",
    }


def _cash(spent_usd: Any, limit_usd: int) -> str:
    over = spent_usd - limit_usd
    gap = f"over by {_millions(over)}" if over > 0 else f"{_millions(-over)} to spare"
    return f"{_millions(spent_usd)} of {_millions(limit_usd)}: {gap}."


def _millions(dollars: Any) -> str:
    text = f"${abs(dollars) / 1e6:.2f}M"
    return f"({text})" if dollars < 0 else text


def ranked_by_value(slate: Slate, decisions: Mapping[str, Any]) -> bool:
    """Return whether the voluntary projects of a plan are simply those with the most value per dollar."""
    voluntary = sorted((c for c in slate.candidates if not c.mandatory), key=lambda c: -c.value_per_dollar)
    chosen = {c.key for c in voluntary if decisions[c.key]}
    top = {c.key for c in voluntary[: len(chosen)]}
    return RANKED_AT_LEAST <= len(chosen) < len(voluntary) and chosen == top


@dataclass(frozen=True)
class SlateDecision(Decision):
    """Decision exercise: a capital slate that keeps the limits of cash and brings value and mission."""

    slate: Slate
    name = "capital_slate"

    @property
    def schema(self) -> dict[str, Any]:
        """One tick for each project, all of them required."""
        return {
            "type": "object",
            "additionalProperties": False,
            "required": list(self.slate.keys),
            "properties": {key: {"type": "boolean"} for key in self.slate.keys},
        }

    def scorecard(self, decisions: Mapping[str, Any]) -> Scorecard:
        """Score a slate; promises count in proportion to how many of the core ones it keeps."""
        kept = promises(self.slate, decisions)
        core = sum(p.kept for p in kept if p.name in CORE)
        return Scorecard(kept, claim=CLAIM_BY_CORE_KEPT[core])

    def slips(self) -> tuple[Slip, ...]:
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
                lambda plan: ranked_by_value(self.slate, plan),
                "You took the projects from the top of a ranking; a ranking knows no limit of cash and no mission.",
            ),
        )

    def nothing(self) -> dict[str, Any]:
        return as_decisions(self.slate, [False] * len(self.slate.candidates))

    def random(self, rng: np.random.Generator) -> dict[str, Any]:
        return as_decisions(self.slate, [draw < 0.5 for draw in rng.random(len(self.slate.candidates))])

    def candidates(self) -> Iterator[dict[str, Any]]:
        """Run through the best slates, the most valuable full-mark ones first."""
        for picks in best_picks(self.slate):
            yield as_decisions(self.slate, picks)
