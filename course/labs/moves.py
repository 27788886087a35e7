"""The next good move of a plan: a step on the way to the nearest plan that keeps every promise."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from course.decisions.rules import Decision, Scorecard
from course.decisions.search import PlanSearch
from course.labs.controls import Choice, Control, Slider, Tick

MOST_TRIED, MOST_KEPT = 400, 40  # plans of a search that are looked at, and those that earn everything and are kept

Values = Mapping[str, Any]


def _as_they_are(values: Values) -> dict[str, Any]:
    return dict(values)


@dataclass(frozen=True)
class Move:
    """A control, the value it gets, and the promise that gains most by it."""

    name: str
    value: Any
    promise: str


@dataclass(frozen=True)
class Coach:
    """Hints for a lab whose plan is held to promises: where to look, which lever, the move.

    A move leads to the nearest plan that earns everything, so whoever follows each gets there.

    Parameters
    ----------
    search : PlanSearch
        Finds plans that earn everything; it is asked when the first hint is.
    controls : sequence of Control
        That may be moved; ways of looking are left out.
    where : mapping of str to str
        For each promise, where in the lab to look when it is broken.
    plan_of, values_of : callable
        Turn the controls' values into a plan, and a plan into the controls' values, where they differ.
    """

    search: PlanSearch[Any]
    controls: Sequence[Control]
    where: Mapping[str, str]
    plan_of: Callable[[Values], dict[str, Any]] = _as_they_are
    values_of: Callable[[Values], dict[str, Any]] = _as_they_are

    @property
    def decision(self) -> Decision:
        decision: Decision = self.search.decision
        return decision

    def __call__(self, values: Values) -> list[str]:
        """Return the three hints for a plan, or none where every promise is kept."""
        move = self.next_move(values)
        if move is None:
            return []
        control = next(control for control in self.controls if control.name == move.name)
        said = move_in_words(control, move.value)
        return [self.where[move.promise], f"Try “{control.label}”.", f"{said[0].upper()}{said[1:]}."]

    def next_move(self, values: Values) -> Move | None:
        """Return the best step toward the nearest plan that earns everything, or None for a plan that does."""
        here = {control.name: values[control.name] for control in self.controls}
        now = self._scorecard(here)
        if now.full or not self._targets:
            return None
        target = min(self._targets, key=lambda there: self._distance(here, there))
        steps = [{**here, c.name: target[c.name]} for c in self.controls if not _same(here[c.name], target[c.name])]
        then = max(steps, key=lambda step: self._scorecard(step).share)
        name = next(name for name in here if then[name] != here[name])
        return Move(name, then[name], _gains_most(now, self._scorecard(then)))

    @cached_property
    def _targets(self) -> list[dict[str, Any]]:
        plans = islice(self.search.candidates(), MOST_TRIED)
        full = islice((plan for plan in plans if self.decision.scorecard(plan).full), MOST_KEPT)
        return [self.values_of(plan) for plan in full]

    def _scorecard(self, values: Values) -> Scorecard:
        return self.decision.scorecard(self.plan_of(values))

    def _distance(self, here: Values, there: Values) -> tuple[int, float]:
        """Return how many controls have to move, and how far on their scales."""
        off = [c for c in self.controls if not _same(here[c.name], there[c.name])]
        sliders = [c for c in off if isinstance(c, Slider)]
        return len(off), sum(abs(here[c.name] - there[c.name]) / (c.high - c.low) for c in sliders)


def _same(one: Any, other: Any) -> bool:
    return bool(one == other) or (isinstance(one, float) and abs(one - other) < 1e-9)


def _gains_most(now: Scorecard, then: Scorecard) -> str:
    """Return the broken promise that gains most by a move, by its weight."""
    gains = {
        old.name: new.weight * (new.share - old.share)
        for old, new in zip(now.promises, then.promises, strict=True)
        if not old.kept
    }
    best = max(gains, key=lambda name: gains[name])
    return best if gains[best] > 0 else next(iter(gains))


def move_in_words(control: Control, value: Any) -> str:
    """Say what to do with a control: "set “Nursing” to 9.40 hours per patient day"."""
    if isinstance(control, Tick):
        return f"{'tick' if value else 'untick'} “{control.label}”"
    if isinstance(control, Choice):
        return f"set “{control.label}” to “{dict(control.options)[value]}”"
    return f"set “{control.label}” to {shown(control, value)}"


def shown(control: Slider, value: float) -> str:
    """Return a slider's value as the page shows it."""
    number = value * control.scale
    text = f"{abs(number):,.{control.decimals}f}"
    zero = float(text.replace(",", "")) == 0
    sign = "" if zero else "−" if number < 0 else "+" if control.signed else ""
    unit = control.unit if control.unit.startswith("%") else f" {control.unit}"
    return f"{sign}{control.prefix}{text}{unit}".strip()
