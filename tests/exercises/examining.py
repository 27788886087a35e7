"""Runs a unit's reference for every learner once, and keeps what the tests ask about: a few words for each learner."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from course.catalog import full_mark_plans
from course.checks import Comparison
from tests.support import units
from tests.support.running import UnitRun, run

LEARNERS = 200
RANDOM_FOR = 20  # learners for whom random plans are scored
RANDOM_PLANS = 40
PLANS = 4  # that are to earn everything, for each learner

ByLearner = dict[str, Any]


@dataclass
class Examined:
    """What was found of one unit, each by learner; only what is amiss is kept, but for the shares of plans.

    Parameters
    ----------
    missed : dict
        Graded cells without all their points, with what they said.
    too_near : dict
        Exercises with the slips that a tolerance comes too near to.
    few_plans : dict
        Decisions with how many different plans earn everything, where these are too few.
    random_shares, nothing_shares : dict
        For each of the first learners, decisions with what random plans, and doing nothing, earn.
    """

    missed: ByLearner = field(default_factory=dict)
    too_near: ByLearner = field(default_factory=dict)
    few_plans: ByLearner = field(default_factory=dict)
    random_shares: ByLearner = field(default_factory=dict)
    nothing_shares: ByLearner = field(default_factory=dict)


@lru_cache(maxsize=1)  # the tests of a unit follow one another
def examined(unit: Path, folder: Path) -> Examined:
    """Run a unit's reference for two hundred learners, once for all the tests that ask about it."""
    found = Examined()
    for place in range(LEARNERS):
        learner = f"learner-{place}"
        try:
            _look_at(found, unit, learner, run(unit, learner, folder), place)
        except Exception as problem:  # the others are still to be looked at
            found.missed[learner] = f"{type(problem).__name__}: {problem}"
    return found


def _look_at(found: Examined, unit: Path, learner: str, result: UnitRun, place: int) -> None:
    _keep(found.missed, learner, {cell: r.said for cell, r in result.cells.items() if r.points < r.possible})
    _keep(found.too_near, learner, too_near(unit, result))
    decisions = decisions_of(unit, result)
    _keep(found.few_plans, learner, {d.name: n for d in decisions if (n := different_plans(d)) < PLANS})
    if place < RANDOM_FOR:
        found.random_shares[learner] = {d.name: random_share(d, place) for d in decisions}
        found.nothing_shares[learner] = {d.name: d.scorecard(d.nothing()).share for d in decisions}


def _keep(by_learner: ByLearner, learner: str, amiss: dict[str, Any]) -> None:
    if amiss:
        by_learner[learner] = amiss


def too_near(unit: Path, result: UnitRun) -> dict[str, list[str]]:
    """Return by exercise the slips that a tolerance comes too near to."""
    exercises = units.exercises(unit).items()
    found = {name: [s for c in result.comparisons(exercise) for s in too_wide(c)] for name, exercise in exercises}
    return {name: slips for name, slips in found.items() if slips}


def too_wide(comparison: Comparison) -> list[str]:
    """Return the slips that a comparison's tolerance comes too near to.

    Where a slip happens to agree with the right answer on one probe, another probe must tell them apart.
    """
    near = []
    for slip, gaps in comparison.gaps.items():
        apart = [gap >= 4 * tol for gap, tol in zip(gaps, comparison.tolerances, strict=True)]
        same = [gap <= 1e-9 for gap in gaps]
        if not any(apart) or not all(a or s for a, s in zip(apart, same, strict=True)):
            near.append(slip)
    return near


def decisions_of(unit: Path, result: UnitRun) -> list[Any]:
    """Return the decision exercises of a unit, on the organization of the learner whose work was run."""
    found = [c.decision for exercise in units.exercises(unit).values() for c in result.comparisons(exercise)]
    return [decision for decision in found if decision is not None]


def different_plans(decision: Any) -> int:
    """Return how many different plans that earn everything are found, up to as many as there must be."""
    return len({json.dumps(plan, sort_keys=True) for plan in full_mark_plans(decision, PLANS)})


def random_share(decision: Any, seed: int) -> float:
    """Return what random plans earn on the mean."""
    rng = np.random.default_rng(seed)
    return float(np.mean([decision.scorecard(decision.random(rng)).share for _ in range(RANDOM_PLANS)]))


def listed(by_learner: ByLearner) -> str:
    """Return a line for each learner of whom something is amiss, and how many they are."""
    lines = [f"{learner}: {amiss}" for learner, amiss in by_learner.items()]
    return "\n".join([f"{len(lines)} of {LEARNERS} learners:", *lines])


def beyond(shares: ByLearner, most: float) -> ByLearner:
    """Return the learners with a decision that pays more than it may, with what it pays."""
    found = {learner: {d: f"{share:.0%}" for d, share in by.items() if share > most} for learner, by in shares.items()}
    return {learner: amiss for learner, amiss in found.items() if amiss}
