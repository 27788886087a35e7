"""What every decision exercise shares: promises and their weights, what a plan may claim, and how slips are told."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from course.checks import Slip

TOLERANCE = 1e-9  # one for all: no sum of floats decides whether a rule is kept
# What a plan may claim of the rules it keeps while it misses its aim: doing nothing keeps most rules, so a fifth, and
# more the nearer it comes. Judgments for teaching, set so that guessing earns little (`tests/exercises/`).
CLAIM_WITH_NOTHING_CLOSED, CLAIM_FOR_CLOSING = 0.2, 0.6
CLAIM_LOST_PER_RULE = 0.25  # a plan that breaks rules on the way is not one that a board would accept
MOST_WITH_A_GATE_BROKEN = 0.5  # a plan that breaks what the decision is about is not signed, whatever else it keeps

Plan = Mapping[str, Any]


@dataclass(frozen=True)
class Promise:
    """One thing a plan is held to.

    Parameters
    ----------
    name : str
        The promise in the field's words.
    share : float
        How far it is kept, from 0 to 1.
    weight : float
        Its part of the whole score; the weights of a scorecard sum to 1.
    say : str
        The figures behind it, in a sentence: "short by $1.1M".
    slip : str, optional
        Name of the slip that explains why it is not kept.
    gate : bool
        Whether the decision is about it: a plan that breaks it earns half at most, or nothing.
    """

    name: str
    share: float
    weight: float
    say: str
    slip: str | None = None
    gate: bool = False

    @property
    def kept(self) -> bool:
        return self.share >= 1


@dataclass(frozen=True)
class Scorecard:
    """Every promise of one plan, and how much of its score the plan may claim.

    `claim` is below 1 where a plan does not yet do what it is for: promises kept by doing nothing are not
    worth points. `most_with_a_gate_broken` is 0 where a plan that breaks a gate cannot be carried out at all.
    """

    promises: tuple[Promise, ...]
    claim: float = 1.0
    most_with_a_gate_broken: float = MOST_WITH_A_GATE_BROKEN

    @property
    def share(self) -> float:
        """The score from 0 to 1; at most `most_with_a_gate_broken` where a gate is broken."""
        kept = self.claim * sum(p.weight * min(max(p.share, 0.0), 1.0) for p in self.promises)
        return min(kept, self.most_with_a_gate_broken) if self.broken_gates else kept

    @property
    def broken_gates(self) -> tuple[Promise, ...]:
        """The promises that the decision is about and that the plan does not keep."""
        return tuple(p for p in self.promises if p.gate and not p.kept)

    @property
    def full(self) -> bool:
        return self.share >= 1 - 1e-9


def claim(aim_kept: Any, part_closed: Any, broken_after_first: Any = 0) -> Any:
    """Return how much of its score a plan, or each of many, may claim.

    Parameters
    ----------
    aim_kept : bool or array of bool
        Whether the plan does what it is for; then the rules it keeps count in full.
    part_closed : float or array
        Else, the part of the way to its aim that it goes, from 0 to 1; it counts by its square.
    broken_after_first : int or array
        Rules broken beyond the first, each of which takes a quarter of the claim; at most three are counted.
    """
    near = CLAIM_WITH_NOTHING_CLOSED + CLAIM_FOR_CLOSING * np.asarray(part_closed) ** 2
    return np.where(aim_kept, 1.0, near) * (1 - CLAIM_LOST_PER_RULE * np.clip(broken_after_first, 0, 3))


def weighted(shares: Any, weights: Mapping[str, float]) -> Any:
    """Return the sum of the kept shares by weight, over the last axis, whose order is that of the weights."""
    return np.asarray(shares) @ np.array(list(weights.values()))


def promises(
    weights: Mapping[str, float],
    shares: Iterable[Any],
    says: Sequence[str],
    slips: Mapping[str, str | None] | None = None,
    gates: Sequence[str] = (),
) -> tuple[Promise, ...]:
    """Return one promise for each weight, with how far it is kept and the figures behind it, in the same order.

    Parameters
    ----------
    slips : mapping of str to str, optional
        For a promise's name, the slip that explains why it is not kept.
    gates : sequence of str
        The promises that the decision is about, by name.
    """
    known = slips or {}
    return tuple(
        Promise(name, float(share), weight, say, known.get(name), name in gates)
        for (name, weight), share, say in zip(weights.items(), shares, says, strict=True)
    )


def slips_told_by(shown: Callable[[Plan], str | None], says: Mapping[str, str]) -> tuple[Slip, ...]:
    """Return slips of which a plan shows at most one, named by `shown`."""
    return tuple(Slip(name, lambda plan, name=name: shown(plan) == name, say) for name, say in says.items())


class Decision(ABC):
    """A decision exercise for one organization: what a plan is, what it earns, and what it shows.

    Attributes
    ----------
    name : str
        Of the exercise; the plan file, the lab and the case's part have the same.
    schema : mapping
        JSON schema of a plan.
    gates : tuple of str
        The promises that the decision is about, by name: a plan that breaks one earns half at most, or nothing.
    """

    name: ClassVar[str]
    gates: ClassVar[tuple[str, ...]] = ()

    @property
    @abstractmethod
    def schema(self) -> Mapping[str, Any]:
        """JSON schema of a plan."""

    @abstractmethod
    def scorecard(self, decisions: Plan) -> Scorecard:
        """Score a plan that fits the schema."""

    @abstractmethod
    def slips(self) -> tuple[Slip, ...]:
        """Return what learners really do wrong, in the order in which it is told."""

    @abstractmethod
    def nothing(self) -> dict[str, Any]:
        """Return the plan that changes nothing."""

    @abstractmethod
    def random(self, rng: np.random.Generator) -> dict[str, Any]:
        """Draw any plan that the schema allows."""

    def shown(self, plan: Plan) -> list[Slip]:
        """Return the slips that a plan shows: from a broken promise, or from a test of the whole plan."""
        card = self.scorecard(plan)
        if card.full:
            return []
        broken = {p.slip for p in card.promises if p.slip and not p.kept}
        return [s for s in self.slips() if s.name in broken or (callable(s.gives) and s.gives(plan))]
