"""The lines that a learner reads of what a check found: all of them, or what is to be mended."""

from __future__ import annotations

from course.bundle import Bundle, Part, Verdict
from course.errors.telling import lines as lines_of_a_stop

LATER = "Whether it is right is marked when you press “Check my work” near the end."
PROMISES = {Verdict.RIGHT: "✓ kept", Verdict.PARTLY: "◐ partly kept", Verdict.NOT_YET: "✗ not kept"}


def lines(found: Bundle) -> list[str]:
    """Return all that a check says, in its order; the last line is the next action."""
    told: tuple[Part, ...] = (found, *found.parts)
    noted = any(one.verdict is Verdict.NOTED for one in told)
    points = [] if found.possible is None else [f"{found.earned:g} of {found.possible:g} points."]
    return [*_findings(found, only_unmet=False), *([LATER] if noted else []), *points, f"Next: {found.then}"]


def lines_to_mend(found: Bundle) -> list[str]:
    """Return what a check says of what is not met yet, and the next action; nothing where all is."""
    if found.verdict is Verdict.STOPPED:
        return lines_of_a_stop(found)
    return [] if found.verdict.met else [*_findings(found, only_unmet=True), f"Next: {found.then}"]


def reasons(found: Bundle) -> list[str]:
    """Return why a check is not met, without what it looked at: the same slip in two checks is mended at once."""
    told: list[Part] = [found, *found.parts, *found.promises, *found.slips]
    return [reason(one) for one in told if not one.verdict.met and reason(one)]


def reason(part: Part) -> str:
    """Return why one thing is not met, with its slip's name where one was recognized."""
    return f"Slip: {part.slip}. {part.say}" if part.slip else part.say


def _findings(found: Bundle, *, only_unmet: bool) -> list[str]:
    """Return what was found of the answer or its parts, or of a plan's promises and slips."""
    if found.promises:
        told = [f"{PROMISES[one.verdict]}: {one.what}. {one.say}" for one in _told(found.promises, only_unmet)]
        return [*told, *map(reason, found.slips), *([found.say] if found.say else [])]
    if found.parts or not found.what:
        return [line for part in _told(found.parts, only_unmet) for line in _of_part(part)]
    return [f"Not yet: {found.what}.", reason(found)] if found.verdict is Verdict.NOT_YET else [_praise(found)]


def _told(parts: tuple[Part, ...], only_unmet: bool) -> list[Part]:
    return [part for part in parts if not (only_unmet and part.verdict.met)]


def _of_part(part: Part) -> list[str]:
    if part.verdict.met:
        return [_praise(part)]
    stop = "" if part.verdict is Verdict.STOPPED else "."  # what is not there is called by its bare name
    return [f"✗ {part.what}{stop}", reason(part)]


def _praise(part: Part) -> str:
    if part.verdict is Verdict.RIGHT:
        return f"✓ Right: {part.what}."
    return f"✓ Noted, {part.say}: {part.what}." if part.say else f"✓ Noted: {part.what}."
