"""Scores a plan promise by promise, and names the slips that it shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from course.bundle import Bundle, Part, Verdict
from course.checks import Comparison, Slip, note
from course.checks.core import Points, tell
from course.decisions.plan_schema import validated
from course.decisions.rules import Decision, Promise, Scorecard

PAID_IN_PART = "A plan that misses its aim, or breaks a rule on the way, is paid only in part for what it keeps."
PAID_HALF = "This decision is about {gates}. A plan that breaks {it} earns half of the points at most."
PAID_NOTHING = "This decision is about {gates}. A plan that breaks {it} earns nothing."
KEEP_BETTER = "keep a better plan, and run both cells again."


def grade_plan(decisions: Any, decision: Decision, *, what: str, points: float, then: str) -> Points:
    """Print a line for every promise of a plan and return its points, in steps of a tenth.

    Parameters
    ----------
    decisions : mapping
        The kept or typed plan.
    decision : Decision
        The exercise on the learner's own organization.
    points : float
        What a plan that keeps every promise earns.
    then : str
        The next action once every promise is kept.

    Raises
    ------
    NotYet
        If there is no plan, or it does not fit the schema.
    """
    note(Comparison(what, (), decision.slips(), decision=decision))
    plan = validated(decisions, decision.schema, what)
    card, shown = decision.scorecard(plan), decision.shown(plan)
    earned = Points(points if card.full else min(np.floor(card.share * points * 10 + 1e-9) / 10, points))
    tell(
        Bundle(
            what,
            Verdict.RIGHT if card.full else Verdict.PARTLY if earned else Verdict.NOT_YET,
            _why_in_part(card),
            then=_next_step(card, shown, then),
            promises=tuple(Part(p.name, _verdict(p), p.say) for p in card.promises),
            slips=tuple(Part(what, Verdict.NOT_YET, slip.say, slip.name) for slip in shown),
            earned=earned,
            possible=points,
        )
    )
    return earned


def _why_in_part(card: Scorecard) -> str:
    if not card.broken_gates:
        return PAID_IN_PART if card.claim < 1 else ""
    names = [f"“{gate.name}”" for gate in card.broken_gates]
    it = "it" if len(names) == 1 else "one of them"
    say = PAID_HALF if card.most_with_a_gate_broken else PAID_NOTHING
    return say.format(gates=" and ".join(names), it=it)


def _verdict(promise: Promise) -> Verdict:
    if promise.kept:
        return Verdict.RIGHT
    return Verdict.NOT_YET if promise.share <= 0 else Verdict.PARTLY


def _next_step(card: Scorecard, shown: Sequence[Slip], then: str) -> str:
    """Return what to do next: about the law, else a broken gate, else the first slip, else the first broken promise."""
    gates = card.broken_gates
    law = [p for p in card.promises if not p.weight and not p.kept]  # it earns nothing, and without it nothing counts
    if law:
        return f"look at “{law[0].name}” first, {KEEP_BETTER}"
    slips = [slip.name for slip in shown if not gates or slip.name in {gate.slip for gate in gates}]
    if slips:
        return f"think again about “{slips[0]}”, {KEEP_BETTER}"
    broken = [*gates, *(p for p in card.promises if not p.kept)]
    return f"look at “{broken[0].name}” first, {KEEP_BETTER}" if broken else then
