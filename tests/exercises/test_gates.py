"""A score that a manager would sign: a plan that breaks what its decision is about earns half at most."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from course.catalog import full_mark_plans
from course.decisions.rules import MOST_WITH_A_GATE_BROKEN, Scorecard, promises
from tests.exercises.examining import decisions_of
from tests.support import units
from tests.support.running import run

EVERY_UNIT = [pytest.param(path, id=units.label(path)) for path in units.all_units()]
LEARNERS = ("ana", "ben", "sample-3")
RANDOM_PLANS = 200


def gate_problems(decision: Any, seed: int = 1) -> list[str]:
    """Return what is wrong with a decision's gates: none, of another name, without effect, or never broken."""
    rng = np.random.default_rng(seed)
    best = full_mark_plans(decision, 1)[0]
    plans = [decision.nothing(), *(decision.random(rng) for _ in range(RANDOM_PLANS)), *_nearly(best, decision, rng)]
    cards = [decision.scorecard(plan) for plan in plans]
    gates = {promise.name for promise in cards[0].promises if promise.gate}
    found = [] if gates else ["it has no gate"]
    if gates != set(decision.gates):
        found.append(f"it names {sorted(decision.gates)} and its scorecard has {sorted(gates)}")
    broken = [card for card in cards if card.broken_gates]
    found += ["a plan that breaks a gate earns more"] * any(c.share > MOST_WITH_A_GATE_BROKEN + 1e-9 for c in broken)
    never = gates - {promise.name for card in broken for promise in card.broken_gates}
    return found + [f"no plan breaks “{name}”" for name in sorted(never)]


def _nearly(best: dict[str, Any], decision: Any, rng: np.random.Generator) -> list[dict[str, Any]]:
    """Return plans that earn everything but for one choice, which is drawn anew."""
    plans = []
    for key in best:
        for _ in range(10):
            other = decision.random(rng)
            if key in other:
                plans.append({**best, key: other[key]})
    return plans


@pytest.mark.parametrize("learner", LEARNERS)
@pytest.mark.parametrize("unit", EVERY_UNIT)
def test_a_plan_that_breaks_what_its_decision_is_about_earns_half_at_most(
    unit: Path, learner: str, tmp_path: Path
) -> None:
    problems = {d.name: found for d in decisions_of(unit, run(unit, learner, tmp_path)) if (found := gate_problems(d))}
    assert not problems


@dataclass
class Layoffs:
    """A decision that may forget its gate."""

    gates: tuple[str, ...]
    effective: bool = True
    name: str = "layoffs"

    def scorecard(self, plan: dict[str, Any]) -> Scorecard:
        weights = {"layoffs within the limit": 0.2, "the margin is met": 0.8}
        kept = promises(weights, [plan["cut"] <= 25, True], ["", ""], gates=self.gates if self.effective else ())
        return Scorecard(kept)

    def nothing(self) -> dict[str, Any]:
        return {"cut": 43}

    def random(self, rng: np.random.Generator) -> dict[str, Any]:
        return {"cut": int(rng.integers(0, 50))}


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        (Layoffs(("layoffs within the limit",)), []),
        (Layoffs(()), ["it has no gate"]),
        (Layoffs(("layoffs within the limit",), effective=False), ["it has no gate", "it names ['layoffs within the"]),
        (Layoffs(("the margin is met",)), ["no plan breaks “the margin is met”"]),
    ],
)
def test_a_decision_without_a_gate_that_bites_is_seen(
    decision: Layoffs, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.exercises.test_gates.full_mark_plans", lambda *_: [{"cut": 10}])
    found = gate_problems(decision)
    assert len(found) == len(said)
    assert all(one.startswith(expected) for one, expected in zip(found, said, strict=True))
