"""Expects one number, and names the slip where it is another's."""

from __future__ import annotations

import math
from collections.abc import Sequence
from numbers import Real
from typing import Any

from course.checks.core import AGAIN, CHANGE_IT, Comparison, NotYet, Slip, note, noted, well_done

SAME_SLIP_SHARE = 0.01  # a number within 1% of a small slip shows it, however wide the tolerance is
EDGE = 1e-9  # of a tolerance: an answer that is off by just as much as is allowed is right, however it is stored
EXACT = 1e-6  # a right number that is rounded is no slip that lies near it, only one that comes to just that number
ROUNDED_SHARE = 0.1  # a number that is a tenth away is no rounding of the right one
NEARLY = "Nearly: that is the right number, rounded too far."
MORE_DECIMALS = "give more decimals, " + AGAIN
MORE_DIGITS = "do not round it so far, " + AGAIN


def as_number(answer: Any, what: str) -> float:
    """Return the answer as a float, or say kindly why it is not one yet."""
    if answer is ... or answer is None:
        raise NotYet(what, "It still holds three dots or nothing at all.", f"replace the dots, {AGAIN}")
    if isinstance(answer, str):
        raise NotYet(what, "Your answer is text.", f"type a number without quotes, $ or commas, {AGAIN}")
    if isinstance(answer, tuple):
        raise NotYet(what, "Commas make several numbers of one.", f"type the number without commas, {AGAIN}")
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
        Slip("sign turned around", -value, "The size is right, the sign is not: is it more, or less?"),
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
    otherwise: str = "The number is not the one that your organization's figures give.",
    sensible: tuple[float, float] | None = None,
    size: str = "",
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
    sensible : tuple of float, optional
        The range that a sensible answer lies in, ends included; one in it that shows no coarse slip is `formed`.
    size : str
        What to say of an answer outside that range when no slip fits.

    Raises
    ------
    NotYet
        If the answer is not within the tolerance.
    """
    slips = tuple(slips)
    gaps = {slip.name: (abs(slip.gives - value),) for slip in slips}
    note(Comparison(what, (tolerance,), slips, gaps))
    number = as_number(answer, what)
    if abs(number - value) <= tolerance * (1 + EDGE):
        return well_done(what, then)
    within = sensible is not None and sensible[0] <= number <= sensible[1]
    rounded = is_rounded(number, value)
    known = next((slip for slip in slips if _shows(number, slip, EXACT * abs(value) if rounded else tolerance)), None)
    if known is not None:
        raise NotYet(what, known.say, CHANGE_IT, known.name, formed=within and not known.coarse)
    if rounded:
        raise NotYet(what, NEARLY, MORE_DECIMALS if tolerance < 0.5 else MORE_DIGITS, formed=within)
    known = next((slip for slip in _unit_slips(value) if _shows(number, slip, tolerance)), None)
    if known is not None:
        raise NotYet(what, known.say, CHANGE_IT, known.name, formed=within)
    raise NotYet(what, otherwise if within or not size else size, CHANGE_IT, formed=within)


def _shows(number: float, slip: Slip, tolerance: float) -> bool:
    reach = min(tolerance, SAME_SLIP_SHARE * abs(slip.gives)) if slip.gives else tolerance
    return bool(abs(number - slip.gives) <= reach)


def is_rounded(number: float, value: float) -> bool:
    """Return whether a number is the right one, rounded or cut off to fewer digits than the question asks for.

    A rounded number keeps two digits of the right one or more, a number cut off three: 350 is no rounding of 356, nor
    3,000 of 3,184. A whole number of one digit may be the right one's rounding too.
    """
    if (
        not number
        or not math.isfinite(value)
        or number * value <= 0
        or abs(number - value) > ROUNDED_SHARE * abs(value)
    ):
        return False
    first = math.floor(math.log10(abs(value)))
    for digits in range(1, 11):
        unit = 10.0 ** (first + 1 - digits)
        scaled = abs(value) / unit
        near = [math.floor(scaled + 0.5), round(scaled)] if digits > 1 or unit == 1 else []
        near += [math.trunc(scaled)] if digits > 2 else []
        if any(math.isclose(abs(number), one * unit, rel_tol=1e-9) for one in near):
            return True
    return False


def expect_between(
    answer: Any, *, what: str, low: float, high: float, slips: Sequence[Slip] = (), then: str, otherwise: str
) -> None:
    """Expect a number of a sensible size: the visible check, which must not give the answer away nor call it right.

    Parameters
    ----------
    low, high : float
        The range that a sensible answer lies in, ends included.
    slips : sequence of Slip
        Slips to name even here; `Slip.gives` is a number, recognized within a tenth of a percent.
    otherwise : str
        What to say when the number lies outside and no slip fits.

    Raises
    ------
    NotYet
        If the answer is one of the slips or lies outside the range.
    """
    note(Comparison(what, (), tuple(slips)))
    number = as_number(answer, what)
    for slip in slips:
        if math.isclose(number, slip.gives, rel_tol=1e-3):
            raise NotYet(what, slip.say, CHANGE_IT, slip.name)
    if not low <= number <= high:
        raise NotYet(what, otherwise, CHANGE_IT)
    noted(what, then, form="of sensible size")
