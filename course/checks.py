"""Expectations that recognise named slips.

A check compares one answer with what is right and with what each *slip* would give: what learners really do
wrong, with a name that a report can count and a sentence that a learner can act on.
Every message, passed or not, ends with one next action, and a failed check shows no traceback.

Three rules hold for all of them:

* a failure is a `NotYet`, which is an ``AssertionError``, so nbgrader gives no points;
* nothing is ever written to stderr, because nbgrader scores a cell with stderr at zero;
* the right answer never stands in a message.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from numbers import Real
from typing import Any

AGAIN = "run that cell with Shift+Enter, then this check again."
CHANGE_IT = f"change your answer above, {AGAIN}"
SAME_SLIP_SHARE = 0.01  # a number within 1% of a small slip shows it, however wide the tolerance is


@dataclass(frozen=True)
class Slip:
    """One thing that learners really do wrong.

    Parameters
    ----------
    name : str
        Short name in the field's words, for instance ``"gross for net"``; reports count it.
    gives : object
        What this slip would answer: a number for `expect`, a function for `expect_rule`, a choice for
        `expect_choice`.
    say : str
        One sentence that tells the learner what they did, without the right answer.
    """

    name: str
    gives: Any
    say: str


class NotYet(AssertionError):
    """An answer that does not earn the mark yet, with a message the learner can act on.

    Parameters
    ----------
    what : str
        What the check looked at, in the field's words.
    say : str
        What is wrong, in a sentence.
    then : str
        The one next action.
    slip : str, optional
        The recognised slip's name.
    """

    def __init__(self, what: str, say: str, then: str, slip: str | None = None) -> None:
        self.what, self.say, self.then, self.slip = what, say, then, slip
        middle = f"Slip: {slip}. {say}" if slip else say
        super().__init__(f"Not yet: {what}.\n{middle}\nNext: {then}")

    def _render_traceback_(self) -> list[str]:
        """Show the message alone: IPython asks an exception for this before it draws a traceback."""
        return str(self).splitlines()


@dataclass(frozen=True)
class Comparison:
    """What one check compared: a record from which tests prove the tolerance against every slip.

    `gaps` maps each slip to its distance from the right answer, one distance for each probe.
    """

    what: str
    tolerances: tuple[float, ...]
    slips: tuple[Slip, ...] = ()
    gaps: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    decision: Any = None  # the decision exercise behind a graded plan


_record: ContextVar[list[Comparison] | None] = ContextVar("record", default=None)


@contextmanager
def recorded() -> Iterator[list[Comparison]]:
    """Collect every comparison that is made inside the block."""
    comparisons: list[Comparison] = []
    token = _record.set(comparisons)
    try:
        yield comparisons
    finally:
        _record.reset(token)


def note(comparison: Comparison) -> None:
    comparisons = _record.get()
    if comparisons is not None:
        comparisons.append(comparison)


def well_done(what: str, then: str) -> None:
    """Print that a check is passed, and the one next action."""
    print(f"✓ Right: {what}.\nNext: {then}")


def graded_later() -> None:
    """Say, in a check whose figures are hidden, when it is marked and what to do until then."""
    print("Marked on figures that are not shown here: when you hand in, or now with “medmgmt check”.\nNext: read on.")


# ---------------------------------------------------------------- one number


def as_number(answer: Any, what: str) -> float:
    """Return the answer as a float, or say kindly why it is not one yet."""
    if answer is ... or answer is None:
        raise NotYet(what, "It still holds three dots or nothing at all.", f"replace the dots, {AGAIN}")
    if isinstance(answer, str):
        raise NotYet(what, "Your answer is text.", f"type a number without quotes, $ or commas, {AGAIN}")
    if callable(answer):
        raise NotYet(what, "Your answer is a function, not a number.", f"call it with its inputs, {AGAIN}")
    if isinstance(answer, bool) or not isinstance(answer, Real):
        answer = _only_item(answer)
        if answer is None:
            raise NotYet(what, "Your answer is not a single number.", f"reduce it to one number, {AGAIN}")
    number = float(answer)
    if not math.isfinite(number):
        raise NotYet(what, "Your answer is not a finite number.", f"look for a division by zero, {AGAIN}")
    return number


def _only_item(answer: Any) -> float | None:
    """Return the one number inside a one-element pandas or numpy object."""
    if isinstance(answer, bool) or not hasattr(answer, "item"):
        return None
    try:
        item = answer.item()
    except ValueError:
        return None
    return float(item) if isinstance(item, Real) and not isinstance(item, bool) else None


def _unit_slips(value: float) -> tuple[Slip, ...]:
    """Slips of sign and scale that fit any number."""
    return (
        Slip("sign turned round", -value, "The size is right, the sign is not: say which way the money moves."),
        Slip("thousands for dollars", value / 1e3, "You answered in thousands; the question asks for single units."),
        Slip("millions for dollars", value / 1e6, "You answered in millions; the question asks for single units."),
        Slip("percent for share", value * 100, "You answered in percent; the question asks for a share from 0 to 1."),
        Slip("share for percent", value / 100, "You answered as a share; the question asks for percent."),
    )


def expect(
    answer: Any,
    *,
    what: str,
    value: float,
    tolerance: float,
    slips: Sequence[Slip] = (),
    then: str,
    otherwise: str = "The number is not the one that your organisation's figures give.",
) -> None:
    """Expect one number, and name the slip where it is another's.

    Parameters
    ----------
    answer : object
        What the learner's cell left.
    what : str
        What is compared, in the field's words; it opens every message.
    value : float
        The right number.
    tolerance : float
        Absolute distance that still counts as right; at most a quarter of the gap to the nearest slip (a test
        holds every exercise to that).
    slips : sequence of Slip
        The slips that this question knows; `Slip.gives` is a number.
    then : str
        The next action once the answer is right.
    otherwise : str
        What to say when no slip fits.

    Raises
    ------
    NotYet
        If the answer is not within the tolerance.
    """
    slips = tuple(slips)
    gaps = {slip.name: (abs(slip.gives - value),) for slip in slips}
    note(Comparison(what, (tolerance,), slips, gaps))
    number = as_number(answer, what)
    if abs(number - value) <= tolerance:
        return well_done(what, then)
    for slip in slips + _unit_slips(value):
        reach = min(tolerance, SAME_SLIP_SHARE * abs(slip.gives)) if slip.gives else tolerance
        if abs(number - slip.gives) <= reach:
            raise NotYet(what, slip.say, CHANGE_IT, slip.name)
    raise NotYet(what, otherwise, CHANGE_IT)


def expect_between(
    answer: Any, *, what: str, low: float, high: float, slips: Sequence[Slip] = (), then: str, otherwise: str
) -> None:
    """Expect a number of a sensible size: the visible check, which must not give the answer away.

    Parameters
    ----------
    low, high : float
        The range that a sensible answer lies in, ends included.
    slips : sequence of Slip
        Slips to name even here; `Slip.gives` is a number, recognised within a tenth of a percent.
    otherwise : str
        What to say when the number lies outside and no slip fits.

    Raises
    ------
    NotYet
        If the answer is one of the slips or lies outside the range.
    """
    number = as_number(answer, what)
    for slip in slips:
        if math.isclose(number, slip.gives, rel_tol=1e-3):
            raise NotYet(what, slip.say, CHANGE_IT, slip.name)
    if not low <= number <= high:
        raise NotYet(what, otherwise, CHANGE_IT)
    well_done(what, then)


# ---------------------------------------------------------------- one rule


def expect_rule(
    rule: Any,
    *,
    what: str,
    reference: Callable[..., float],
    probes: Sequence[tuple[Any, ...]],
    tolerance_share: float = 1e-4,
    slips: Sequence[Slip] = (),
    then: str,
    otherwise: str = "The rule does not hold for an organisation it has not seen.",
) -> None:
    """Expect a function to give the right number for every probe, and name the slip where it gives another's.

    Parameters
    ----------
    rule : callable
        The learner's function.
    reference : callable
        The right function, called with the same positional arguments.
    probes : sequence of tuple
        Arguments to call both with: fresh organisations and edges.
    tolerance_share : float
        Distance that still counts as right, as a share of the right number (of 1 where that is zero).
    slips : sequence of Slip
        `Slip.gives` is the function a learner writes by mistake; it is named if it explains every probe.

    Raises
    ------
    NotYet
        If the function is missing, fails, or gives another number for any probe.
    """
    slips = tuple(slips)
    rights = [float(reference(*probe)) for probe in probes]
    tolerances = tuple(tolerance_share * (abs(right) or 1.0) for right in rights)
    wrongs = {slip.name: [_slip_value(slip, probe) for probe in probes] for slip in slips}
    gaps = {name: tuple(abs(w - r) for w, r in zip(ws, rights, strict=True)) for name, ws in wrongs.items()}
    note(Comparison(what, tolerances, slips, gaps))
    answers = [_call(rule, probe, what) for probe in probes]
    if _all_close(answers, rights, tolerances):
        return well_done(what, then)
    for slip in slips:
        if _all_close(answers, wrongs[slip.name], tolerances):
            raise NotYet(what, slip.say, CHANGE_IT, slip.name)
    raise NotYet(what, otherwise, CHANGE_IT)


def _slip_value(slip: Slip, probe: tuple[Any, ...]) -> float:
    try:
        return float(slip.gives(*probe))
    except (ArithmeticError, ValueError):
        return math.inf


def _all_close(answers: Sequence[float], targets: Sequence[float], tolerances: Sequence[float]) -> bool:
    return all(abs(a - t) <= tol for a, t, tol in zip(answers, targets, tolerances, strict=True))


def _call(rule: Any, probe: tuple[Any, ...], what: str) -> float:
    """Call the learner's function, and turn whatever goes wrong into a sentence."""
    return as_number(call(rule, *probe, what=what), what)


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
        raise NotYet(
            what, f"Your function stopped: {type(problem).__name__}: {problem}.", f"mend that line, {AGAIN}"
        ) from None
    if result is None or result is ...:
        raise NotYet(what, "Your function returns nothing yet.", f"complete the line with return, {AGAIN}")
    return result


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
        raise NotYet(what, f"Your function stopped with {type(problem).__name__} instead of refusing.", CHANGE_IT) \
            from None
    raise NotYet(what, say, CHANGE_IT)


# ---------------------------------------------------------------- one choice, with its evidence


def expect_choice(
    answer: Any, *, what: str, accepted: Sequence[str], known: Sequence[str], slips: Sequence[Slip] = (), then: str
) -> None:
    """Expect one of the accepted choices, and name the slip behind another one.

    Parameters
    ----------
    accepted : sequence of str
        Choices that earn the mark; letters are compared without regard to case.
    known : sequence of str
        All choices that the question offers.
    slips : sequence of Slip
        `Slip.gives` is the choice that shows it.

    Raises
    ------
    NotYet
        If the answer is missing, unknown or another choice.
    """
    note(Comparison(what, (), tuple(slips)))
    choice = _as_choice(answer, what, known)
    if choice in {_plain(a) for a in accepted}:
        return well_done(what, then)
    for slip in slips:
        if choice == _plain(slip.gives):
            raise NotYet(what, slip.say, CHANGE_IT, slip.name)
    raise NotYet(what, "Another choice fits the figures better.", CHANGE_IT)


def expect_evidence(
    answer: Any, *, what: str, needs: Sequence[str], known: Sequence[str], slips: Sequence[Slip] = (), then: str
) -> None:
    """Expect the evidence that supports a choice: all that is needed and nothing that misleads.

    Parameters
    ----------
    answer : sequence of str
        The labels of the evidence the learner cites.
    needs : sequence of str
        The labels that carry the argument.
    known : sequence of str
        All labels that the question offers.
    slips : sequence of Slip
        `Slip.gives` is the label whose citing shows the slip.

    Raises
    ------
    NotYet
        If evidence is missing, unknown or misleading.
    """
    note(Comparison(what, (), tuple(slips)))
    if answer is ... or answer is None or answer == []:
        raise NotYet(what, "No evidence is cited yet.", f"list the labels in quotes, {AGAIN}")
    labels = [answer] if isinstance(answer, str) else answer
    if not isinstance(labels, (list, tuple, set)):
        raise NotYet(what, "Evidence is a list of labels.", f'write it like ["A", "B"], {AGAIN}')
    cited = {_as_choice(label, what, known) for label in labels}
    for slip in slips:
        if _plain(slip.gives) in cited:
            raise NotYet(what, slip.say, CHANGE_IT, slip.name)
    missing = {_plain(n) for n in needs} - cited
    if missing:
        raise NotYet(what, f"{len(missing)} more of the statements carries the argument.", CHANGE_IT)
    if cited - {_plain(n) for n in needs}:
        raise NotYet(what, "One statement you cite is true but does not bear on the choice.", CHANGE_IT)
    well_done(what, then)


def _plain(choice: Any) -> str:
    return str(choice).strip().lower()


def _as_choice(answer: Any, what: str, known: Sequence[str]) -> str:
    if answer is ... or answer is None:
        raise NotYet(what, "Nothing is chosen yet.", f"replace the dots by one label in quotes, {AGAIN}")
    choice = _plain(answer)
    if choice not in {_plain(k) for k in known}:
        raise NotYet(what, f"{answer!r} is not one of {', '.join(known)}.", f"use one of those labels, {AGAIN}")
    return choice


# ---------------------------------------------------------------- partial credit


class Parts:
    """Partial credit with its reasons: each part is tried, reported and added up.

    The last line of a check cell is ``parts.earned()``: nbgrader reads the number it shows as the points.

    Parameters
    ----------
    then : str
        The next action once every part is right.
    """

    def __init__(self, then: str) -> None:
        self.then = then
        self._lines: list[str] = []
        self._next: str | None = None
        self._earned = 0.0
        self._possible = 0.0

    @contextmanager
    def part(self, points: float) -> Iterator[None]:
        """Add `points` if the block passes; otherwise keep its message and go on."""
        self._possible += points
        try:
            with _quiet(self._lines):
                yield
        except NotYet as problem:
            self._lines.append(f"✗ {str(problem).splitlines()[0].removeprefix('Not yet: ')}")
            self._lines.append(str(problem).splitlines()[1])
            self._next = self._next or problem.then
        else:
            self._earned += points

    def earned(self) -> float:
        """Print each part with its reason and the next action; return the points."""
        print("\n".join([*self._lines, f"{self._earned:g} of {self._possible:g} points."]))
        print(f"Next: {self._next or self.then}")
        return self._earned


@contextmanager
def _quiet(lines: list[str]) -> Iterator[None]:
    """Keep the first line of what a passed check prints, so that parts do not repeat next actions."""
    import contextlib
    import io

    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        yield
    lines.extend(line for line in said.getvalue().splitlines() if line.startswith("✓"))
