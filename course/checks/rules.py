"""Expects a function to hold for organizations that nobody has seen."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from course.checks.core import AGAIN, CHANGE_IT, Comparison, NotYet, Slip, note, well_done
from course.checks.numbers import as_number
from course.errors.explaining import in_words


def expect_rule(
    rule: Any,
    *,
    what: str,
    reference: Callable[..., float],
    probes: Sequence[tuple[Any, ...]],
    tolerance_share: float = 1e-4,
    slips: Sequence[Slip] = (),
    then: str,
    otherwise: str = "The rule does not hold for an organization it has not seen.",
    easy: Sequence[tuple[Any, ...]] = (),
) -> None:
    """Expect a function to give the right number for every probe, and name the slip where it gives another's.

    Parameters
    ----------
    rule : callable
        The learner's function.
    reference : callable
        The right function, called with the same positional arguments.
    probes : sequence of tuple
        Arguments to call both with: fresh organizations and edges.
    tolerance_share : float
        Distance that still counts as right, as a share of the right number (of 1 where that is zero).
    slips : sequence of Slip
        `Slip.gives` is the function a learner writes by mistake; it is named if it explains every probe.
    easy : sequence of tuple
        Arguments that the question itself works out: a rule that is right for them and wrong for others is `formed`,
        and one that is wrong for them is told what it gives and what it should.

    Raises
    ------
    NotYet
        If the function is missing, fails, or gives another number for any probe.
    """
    slips, probes = tuple(slips), [*easy, *probes]
    rights = [float(reference(*probe)) for probe in probes]
    tolerances = tuple(tolerance_share * (abs(right) or 1.0) for right in rights)
    wrongs = {slip.name: [_slip_value(slip, probe) for probe in probes] for slip in slips}
    gaps = {name: tuple(abs(w - r) for w, r in zip(ws, rights, strict=True)) for name, ws in wrongs.items()}
    note(Comparison(what, tolerances, slips, gaps))
    answers, stop = _answers(rule, probes, what)
    met = [_close(*one) for one in zip(answers, rights[: len(easy)], tolerances, strict=False)]
    formed = bool(easy) and len(met) == len(easy) and all(met)
    if stop is not None:
        stop.formed = formed
        raise _slip_that_stops(slips, wrongs, answers, tolerances, what) or stop
    if _all_close(answers, rights, tolerances):
        return well_done(what, then)
    for slip in slips:
        if _all_close(answers, wrongs[slip.name], tolerances):
            raise NotYet(what, slip.say, CHANGE_IT, slip.name, formed=formed)
    missed = next((place for place, is_met in enumerate(met) if not is_met), None)
    if missed is not None and (said := _in_figures(rule, easy[missed], answers[missed], rights[missed])):
        raise NotYet(what, said, CHANGE_IT)
    raise NotYet(what, otherwise, CHANGE_IT, formed=formed)


def _answers(rule: Any, probes: Sequence[tuple[Any, ...]], what: str) -> tuple[list[float], NotYet | None]:
    """Return what the learner's function gives, up to the case at which it stops, and why it does."""
    answers: list[float] = []
    for probe in probes:
        try:
            answers.append(as_number(call(rule, *probe, what=what), what))
        except NotYet as stop:
            return answers, stop
    return answers, None


def _slip_that_stops(
    slips: Sequence[Slip],
    wrongs: Mapping[str, Sequence[float]],
    answers: Sequence[float],
    tolerances: Sequence[float],
    what: str,
) -> NotYet | None:
    """Return the slip that gives the same up to a case, and stops at that case too."""
    for slip in slips:
        wrong = wrongs[slip.name]
        same = [_close(*one) for one in zip(answers, wrong, tolerances, strict=False)]
        if answers and all(same) and wrong[len(answers)] == math.inf:
            return NotYet(what, slip.say, CHANGE_IT, slip.name)
    return None


def _in_figures(rule: Callable[..., Any], probe: tuple[Any, ...], given: float, right: float) -> str:
    """Return what a rule gives for an easy case and what it should, or "" where the case is no list of numbers."""
    if not all(isinstance(value, (int, float, str)) for value in probe):
        return ""
    try:
        names = list(inspect.signature(rule).bind(*probe).arguments)
    except (TypeError, ValueError):
        return ""
    case = [f"{name} = {_plain(value)}" for name, value in zip(names, probe, strict=True)]
    return f"For {' and '.join(case)} your rule gives {_plain(given)}; it should give {_plain(right)}."


def _plain(value: float | str) -> str:
    return repr(value) if isinstance(value, str) else f"{value:,.10g}" if abs(value) >= 1 else f"{value:.4g}"


def _slip_value(slip: Slip, probe: tuple[Any, ...]) -> float:
    try:
        return float(slip.gives(*probe))
    except (ArithmeticError, ValueError):
        return math.inf


def _all_close(answers: Sequence[float], targets: Sequence[float], tolerances: Sequence[float]) -> bool:
    return all(map(_close, answers, targets, tolerances))


def _close(answer: float, target: float, tolerance: float) -> bool:
    return abs(answer - target) <= tolerance


def call(rule: Any, *arguments: Any, what: str) -> Any:
    """Return what the learner's function returns, or raise a `NotYet` that says what stopped it."""
    if rule is ... or not callable(rule):
        raise NotYet(what, "There is no function yet.", f"complete the function above, {AGAIN}")
    try:
        result = rule(*arguments)
    except NotYet:
        raise
    except Exception as problem:
        if "ellipsis" in str(problem).lower():
            raise NotYet(what, "There are still three dots to replace.", f"fill each blank, {AGAIN}") from None
        say, then = _why_it_stopped(problem)
        raise NotYet(what, f"Your function stopped: {say}", f"{then}; {AGAIN}") from None
    if result is None or result is ...:
        raise NotYet(what, "Your function returns nothing yet.", f"complete the line with return, {AGAIN}")
    return result


def _why_it_stopped(problem: Exception) -> tuple[str, str]:
    """Return what happened in the learner's function, and the remedy."""
    if (table := in_words(problem, problem.__traceback__)) is not None:
        return table.what, table.then
    if isinstance(problem, NameError) and problem.name:
        then = "spell it as the function's first line or the question does"
        return f"Python does not know “{problem.name}” there.", then
    return f"{type(problem).__name__}: {str(problem).rstrip('.')}.", "mend that line"


def expect_refusal(rule: Any, *arguments: Any, what: str, say: str, then: str) -> None:
    """Expect the learner's function to refuse bad input with a ``ValueError``.

    Raises
    ------
    NotYet
        If the function answers, or stops for another reason.
    """
    if rule is ... or not callable(rule):
        raise NotYet(what, "There is no function yet.", f"complete the function above, {AGAIN}")
    try:
        rule(*arguments)
    except ValueError:
        return well_done(what, then)
    except Exception as problem:
        raise NotYet(
            what, f"Your function stopped with {type(problem).__name__} instead of refusing.", CHANGE_IT
        ) from None
    raise NotYet(what, say, CHANGE_IT)
