"""Scores a plan promise by promise, and names the slips that it shows."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.checks import Comparison, note
from course.decisions.plan_schema import validated
from course.decisions.rules import Decision


def grade_plan(decisions: Any, decision: Decision, *, what: str, points: float, then: str) -> float:
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
    card = decision.scorecard(plan)
    for promise in card.promises:
        mark = "✓ kept" if promise.kept else "✗ not kept" if promise.share <= 0 else "◐ partly kept"
        print(f"{mark}: {promise.name}. {promise.say}")
    shown = decision.shown(plan)
    for slip in shown:
        print(f"Slip: {slip.name}. {slip.say}")
    earned = points if card.full else min(np.floor(card.share * points * 10 + 1e-9) / 10, points)
    if card.claim < 1:
        print("A plan that misses its aim, or breaks a rule on the way, is paid only in part for what it keeps.")
    print(f"{earned:g} of {points:g} points.")
    broken = next((p for p in card.promises if not p.kept), None)
    step = then if broken is None else f"look at “{broken.name}” first, keep a better plan, and run both cells again."
    print(
        f"Next: {step}"
        if not shown
        else f"Next: think again about “{shown[0].name}”, keep a better plan, and run both cells again."
    )
    return float(earned)
