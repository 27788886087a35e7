"""Decision exercise: the causes of denial that the staff-hours of a month are spent on (decision F2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from course.checks import Slip
from course.decisions.plan_schema import object_schema
from course.decisions.rules import Decision, Scorecard, promises
from course.units.finance.revenue_cycle.denials_model import (
    CAUSE_KEYS,
    DenialCause,
    Measure,
    as_plan,
    case_count,
    gross_denied_usd,
    gross_usd,
    hourly_usd,
    most_within_hours,
    ranked,
    recoverable_usd,
    selected,
    without_overturns_usd,
)

WEIGHTS = {"Hours": 0.2, "Value": 0.8}
# Shares of the best use of the hours at which a plan's value begins to count, and counts in full. Judgments for
# teaching: nine tenths leaves room for at least four different plans.
COUNTS_FROM, COUNTS_IN_FULL = 0.70, 0.90
FEWEST_THAT_SHOW_A_RANKING = 2
HALF_A_CENT_USD = 0.005  # the worth of plans is compared to the cent


@dataclass(frozen=True)
class Outcome:
    """What one plan takes and brings in a month."""

    causes: tuple[DenialCause, ...]
    hours_available: int
    best_usd: float

    @property
    def hours_used(self) -> int:
        """Staff-hours that the plan takes."""
        return sum(cause.hours for cause in self.causes)

    @property
    def recovered_usd(self) -> float:
        """Dollars that it brings."""
        return sum(recoverable_usd(cause) for cause in self.causes)

    @property
    def fits(self) -> bool:
        """Whether the hours are there."""
        return self.hours_used <= self.hours_available

    @property
    def short_usd(self) -> float:
        """Dollars a month that the best use of the same hours would bring beyond this plan."""
        return max(0.0, self.best_usd - self.recovered_usd)

    @property
    def share_of_best(self) -> float:
        """What it brings, as a share of the best use of the hours."""
        return self.recovered_usd / self.best_usd


@dataclass(frozen=True)
class DenialsDecision(Decision):
    """Choose the causes of denial that the hours of a month are spent on.

    Parameters
    ----------
    causes : tuple of DenialCause
        The nine causes, in the order of `CAUSE_KEYS`.
    hours_available : int
        Staff-hours in a month.
    """

    causes: tuple[DenialCause, ...]
    hours_available: int
    name = "denials"
    gates = ("Hours",)  # a plan that needs hours nobody has is no plan
    schema = object_schema({key: {"type": "boolean"} for key in CAUSE_KEYS})

    @cached_property
    def best_usd(self) -> float:
        """Dollars a month that the best use of the hours brings."""
        return most_within_hours(self.causes, self.hours_available)

    def outcome(self, decisions: Mapping[str, Any]) -> Outcome:
        """Return the hours that a plan takes and the dollars it brings, beside the best use of the hours."""
        return Outcome(selected(self.causes, decisions), self.hours_available, self.best_usd)

    def scorecard(self, decisions: Mapping[str, Any]) -> Scorecard:
        """Score a plan: it must fit the hours, and is then worth what it brings against the best use of them."""
        outcome = self.outcome(decisions)
        shares = (float(outcome.fits), value_share(outcome.share_of_best) if outcome.fits else 0.0)
        says = (_hours_in_words(outcome), _value_in_words(outcome))
        slips = {} if outcome.fits else {"Hours": "over the hours"}
        return Scorecard(
            promises(WEIGHTS, shares, says, slips, self.gates),
            claim=float(value_claim(outcome.share_of_best)),
            most_with_a_gate_broken=0.0,
        )

    def slips(self) -> tuple[Slip, ...]:
        """Return the slips: hours that nobody has, and three ways to rank that leave money on the table."""
        return (
            Slip(
                "over the hours",
                None,
                "The plan needs hours that nobody has; choose what to leave, not only what to do.",
            ),
            Slip(
                "ranked by count",
                lambda plan: self._follows(plan, case_count),
                "These are the most frequent causes; many small denials can be worth less than a few large ones.",
            ),
            Slip(
                "ranked by charges",
                lambda plan: self._follows(plan, gross_denied_usd) or self._follows(plan, gross_usd),
                "These causes have the largest charges; hardly anyone pays charges, so rank by what would arrive.",
            ),
            Slip(
                "overturned ignored",
                lambda plan: self._follows(plan, without_overturns_usd) or self._is_best(plan, without_overturns_usd),
                "This plan counts money that appeals win back anyway; count what stays lost, and the appeals.",
            ),
        )

    def nothing(self) -> dict[str, Any]:
        """Return the plan that works on no cause."""
        return dict.fromkeys(CAUSE_KEYS, False)

    def random(self, rng: np.random.Generator) -> dict[str, Any]:
        """Draw any set of causes."""
        return as_plan(np.array([bool(rng.integers(2)) for _ in CAUSE_KEYS]))

    def shown(self, plan: Mapping[str, Any]) -> list[Slip]:
        """Return the slips that a plan shows.

        A plan over the hours is told that alone: it may hold every cause, and follows every ranking then. A plan that
        works down the right order, by what an hour recovers, is told of no other.
        """
        seen = super().shown(plan)
        if not self.outcome(plan).fits:
            return seen[:1]
        return [] if self._follows(plan, hourly_usd) else seen

    def _follows(self, plan: Mapping[str, Any], measure: Measure) -> bool:
        """Say whether a plan is the top of a ranking, with or without skipping what does not fit."""
        order = ranked(self.causes, measure)
        taken = [bool(plan[cause.key]) for cause in order]
        is_top = all(taken[: sum(taken)])
        skips = _takes_whatever_fits(order, taken, self.hours_available)
        return sum(taken) >= FEWEST_THAT_SHOW_A_RANKING and (is_top or skips)

    def _is_best(self, plan: Mapping[str, Any], measure: Measure) -> bool:
        """Say whether no plan is worth more by a measure, and whether it holds no cause that is worth nothing by it."""
        outcome = self.outcome(plan)
        worth = [measure(cause) for cause in outcome.causes]
        most = most_within_hours(self.causes, self.hours_available, measure)
        return outcome.fits and all(worth) and sum(worth) >= most - HALF_A_CENT_USD


def value_share(share_of_best: Any) -> Any:
    """Return how far a plan's value counts, 0 to 1, from its share of the best use of the hours."""
    return np.clip((share_of_best - COUNTS_FROM) / (COUNTS_IN_FULL - COUNTS_FROM), 0.0, 1.0)


def value_claim(share_of_best: Any) -> Any:
    """Return how much of its score a plan may claim: hours saved by doing nothing earn nothing."""
    return np.minimum(1.0, share_of_best / COUNTS_FROM)


def _takes_whatever_fits(order: Sequence[DenialCause], taken: Sequence[bool], hours_available: int) -> bool:
    """Say whether each cause is taken if its hours are still there, working down an order."""
    left = hours_available
    for cause, is_taken in zip(order, taken, strict=True):
        if is_taken != (cause.hours <= left):
            return False
        left -= cause.hours if is_taken else 0
    return True


# ---------------------------------------------------------------- what the two promises say


def _hours_in_words(outcome: Outcome) -> str:
    say = f"{outcome.hours_used:,.0f} of {outcome.hours_available:,.0f} staff-hours a month are used."
    if outcome.fits:
        return say
    return f"{say} That is {outcome.hours_used - outcome.hours_available:,.0f} too many."


def _value_in_words(outcome: Outcome) -> str:
    brings = f"It brings ${outcome.recovered_usd:,.0f} a month"
    if not outcome.fits:
        return f"{brings} on paper; nothing counts until the plan fits the hours."
    if outcome.short_usd < 1:
        return f"{brings}: the best use of the hours."
    return f"{brings}, {outcome.share_of_best:.0%} of the best use of the hours; {COUNTS_IN_FULL:.0%} counts in full."
