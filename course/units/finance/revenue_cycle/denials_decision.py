"""Which causes of denial to work on with the staff-hours there are: decision F2.

A cause is worth working on for the money that would otherwise stay lost: not for its cases, its charges, or
what an appeal brings back anyway.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from course.checks import Slip
from course.decisions.rules import Decision, Promise, Scorecard

CAUSE_KEYS = (
    "registration",
    "prior_authorization",
    "medical_necessity",
    "coding_edit",
    "timely_filing",
    "duplicate",
    "missing_records",
    "coordination_of_benefits",
    "non_covered",
)
# Shares of the best use of the hours at which a plan's value begins to count, and counts in full. Judgments for
# teaching: nine tenths leaves room for at least four different plans.
COUNTS_FROM, COUNTS_IN_FULL = 0.70, 0.90
HOURS_WEIGHT = 0.2

# Every way to take or leave the nine causes, one row each.
_ALL_PLANS = (np.arange(2 ** len(CAUSE_KEYS))[:, None] >> np.arange(len(CAUSE_KEYS)) & 1).astype(bool)


@dataclass(frozen=True)
class DenialCause:
    """One cause of denial, as a month's work list shows it.

    Parameters
    ----------
    key : str
        One of `CAUSE_KEYS`.
    cases : int
        Claims denied for this cause in a month.
    gross_usd, net_usd : float
        Charges of one such claim, and what the payer would pay of them.
    overturned_share : float
        Share of these denials that is won back on appeal today, 0 to 1.
    preventable_share : float
        Share that work at the front end would prevent, 0 to 1.
    hours : float
        Staff-hours a month that this work takes.
    """

    key: str
    cases: int
    gross_usd: float
    net_usd: float
    overturned_share: float
    preventable_share: float
    hours: float

    @property
    def label(self) -> str:
        return "non-covered" if self.key == "non_covered" else self.key.replace("_", " ")


def recoverable_usd(cause: DenialCause) -> float:
    """Return what working on a cause adds in a month, in dollars.

    Parameters
    ----------
    cause : DenialCause
        The cause, with its month of cases.

    Returns
    -------
    float
        cases x net x (1 - overturned) x preventable: net, because charges are never paid in full; without what
        appeals win back, because that money comes anyway; only what can be prevented.
    """
    return cause.cases * cause.net_usd * (1 - cause.overturned_share) * cause.preventable_share


def without_overturns_usd(cause: DenialCause) -> float:
    """Return what a cause seems to be worth to someone who forgets that appeals win some of it back."""
    return cause.cases * cause.net_usd * cause.preventable_share


@dataclass(frozen=True)
class Outcome:
    """What one plan takes and brings in a month."""

    chosen: tuple[DenialCause, ...]
    hours_used: float
    hours_available: float
    recovered_usd: float
    best_usd: float

    @property
    def fits(self) -> bool:
        return self.hours_used <= self.hours_available + 1e-9

    @property
    def short_usd(self) -> float:
        """Dollars a month that the best use of the same hours would bring beyond this plan."""
        return max(0.0, self.best_usd - self.recovered_usd)

    @property
    def share_of_best(self) -> float:
        return self.recovered_usd / self.best_usd


@dataclass(frozen=True)
class DenialsDecision(Decision):
    """Decision exercise: the causes of denial that the hours of a month are spent on.

    Parameters
    ----------
    causes : tuple of DenialCause
        The nine causes, in the order of `CAUSE_KEYS`.
    hours_available : float
        Staff-hours in a month.
    """

    causes: tuple[DenialCause, ...]
    hours_available: float
    name = "denials"
    schema = {
        "type": "object",
        "additionalProperties": False,
        "required": list(CAUSE_KEYS),
        "properties": {key: {"type": "boolean"} for key in CAUSE_KEYS},
    }

    def outcome(self, decisions: Mapping[str, Any]) -> Outcome:
        """Return the hours that a plan takes and the dollars it brings, beside the best use of the hours."""
        chosen = tuple(c for c in self.causes if decisions[c.key])
        return Outcome(
            chosen=chosen,
            hours_used=sum(c.hours for c in chosen),
            hours_available=self.hours_available,
            recovered_usd=sum(recoverable_usd(c) for c in chosen),
            best_usd=self.best_usd,
        )

    def scorecard(self, decisions: Mapping[str, Any]) -> Scorecard:
        """Score a plan: it must fit the hours, and is then worth what it brings against the best use of them."""
        outcome = self.outcome(decisions)
        value = value_share(outcome.share_of_best) if outcome.fits else 0.0
        return Scorecard(
            (_hours(outcome), Promise("Value", value, 1 - HOURS_WEIGHT, _value_in_words(outcome))),
            claim=min(1.0, outcome.share_of_best / COUNTS_FROM),  # hours saved by doing nothing earn nothing
        )

    def slips(self) -> tuple[Slip, ...]:
        return (
            Slip(
                "over the hours",
                None,
                "The plan needs hours that nobody has; choose what to leave, not only what to do.",
            ),
            Slip(
                "ranked by count",
                lambda plan: self._follows(plan, lambda c: c.cases),
                "You worked down from the most frequent cause; many small denials can be worth less than a few.",
            ),
            Slip(
                "ranked by charges",
                lambda plan: (
                    self._follows(plan, lambda c: c.cases * c.gross_usd) or self._follows(plan, lambda c: c.gross_usd)
                ),
                "You worked down from the largest charges; hardly anyone pays charges, so rank by what would arrive.",
            ),
            Slip(
                "overturned ignored",
                lambda plan: self._follows(plan, without_overturns_usd) or plan == self.best_by(without_overturns_usd),
                "You counted money that appeals win back already; only what stays lost can be gained.",
            ),
        )

    def nothing(self) -> dict[str, Any]:
        return dict.fromkeys(CAUSE_KEYS, False)

    def random(self, rng: np.random.Generator) -> dict[str, Any]:
        return {key: bool(rng.integers(2)) for key in CAUSE_KEYS}

    def candidates(self) -> Iterator[dict[str, Any]]:
        """Run through every plan that fits the hours, the most valuable first."""
        value = _ALL_PLANS @ self._worth(recoverable_usd)
        for row in np.argsort(-value, kind="stable"):
            if self._fits[row]:
                yield as_plan(_ALL_PLANS[row])

    @cached_property
    def best_usd(self) -> float:
        """Dollars a month that the best use of the hours brings."""
        return float((_ALL_PLANS @ self._worth(recoverable_usd))[self._fits].max())

    def every_share(self) -> np.ndarray:
        """Return the score of every plan there is, in the order of ``_ALL_PLANS``: what a generator looks at."""
        of_best = _ALL_PLANS @ self._worth(recoverable_usd) / self.best_usd
        claim = np.minimum(1.0, of_best / COUNTS_FROM)
        score = claim * (HOURS_WEIGHT + (1 - HOURS_WEIGHT) * value_share(of_best))
        return np.where(self._fits, score, 0.0)

    def ranked(self, measure: Callable[[DenialCause], float]) -> dict[str, Any]:
        """Return the plan of someone who works down a ranking and takes whatever still fits."""
        left, plan = self.hours_available, self.nothing()
        for cause in self._down(measure):
            if cause.hours <= left:
                plan[cause.key], left = True, left - cause.hours
        return plan

    def best_by(self, measure: Callable[[DenialCause], float]) -> dict[str, Any]:
        """Return the best use of the hours for someone who values causes by another measure."""
        value = np.where(self._fits, _ALL_PLANS @ self._worth(measure), -1.0)
        return as_plan(_ALL_PLANS[int(value.argmax())])

    @cached_property
    def _fits(self) -> np.ndarray:
        return _ALL_PLANS @ np.array([c.hours for c in self.causes]) <= self.hours_available + 1e-9

    def _worth(self, measure: Callable[[DenialCause], float]) -> np.ndarray:
        return np.array([measure(c) for c in self.causes], dtype=float)

    def _down(self, measure: Callable[[DenialCause], float]) -> list[DenialCause]:
        return sorted(self.causes, key=measure, reverse=True)

    def _follows(self, plan: Mapping[str, Any], measure: Callable[[DenialCause], float]) -> bool:
        """Say whether a plan is the top of a ranking, with or without skipping what does not fit."""
        chosen = {key for key, taken in plan.items() if taken}
        top = {c.key for c in self._down(measure)[: len(chosen)]}
        return len(chosen) >= 2 and (chosen == top or plan == self.ranked(measure))


def value_share(share_of_best: Any) -> Any:
    """Return how far a plan's value counts, 0 to 1, from its share of the best use of the hours."""
    return np.clip((share_of_best - COUNTS_FROM) / (COUNTS_IN_FULL - COUNTS_FROM), 0.0, 1.0)


def as_plan(row: np.ndarray) -> dict[str, Any]:
    """Return a row of takes and leaves as a plan that can be kept."""
    return {key: bool(taken) for key, taken in zip(CAUSE_KEYS, row, strict=True)}


def _hours(outcome: Outcome) -> Promise:
    say = f"{outcome.hours_used:,.0f} of {outcome.hours_available:,.0f} staff-hours a month are used."
    if outcome.fits:
        return Promise("Hours", 1.0, HOURS_WEIGHT, say)
    over = outcome.hours_used - outcome.hours_available
    return Promise("Hours", 0.0, HOURS_WEIGHT, f"{say} That is {over:,.0f} too many.", "over the hours")


def _value_in_words(outcome: Outcome) -> str:
    brings = f"It brings ${outcome.recovered_usd:,.0f} a month"
    if not outcome.fits:
        return f"{brings} on paper; nothing counts until the plan fits the hours."
    if outcome.short_usd < 1:
        return f"{brings}: the best use of the hours."
    return f"{brings}, {outcome.share_of_best:.0%} of the best use of the hours; {COUNTS_IN_FULL:.0%} counts in full."
