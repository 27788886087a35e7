"""What a check, a plan or a stopped cell says, as data beside its text.

The text is for learners. Whoever gathers what was said ("Check my work", the report on a class) reads this instead: a
display of a MIME type of its own, of which JupyterLab and nbgrader's pages show nothing. It comes from the process that
ran a learner's code, so a reader holds it to its shape, and takes points from nbgrader's scoring alone.
"""

from __future__ import annotations

import contextlib
import math
import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

MIME = "application/vnd.medmgmt.check+json"
MAX_TEXT = 2000  # characters of one sentence; the longest of a check has some 300
MAX_PARTS = 60  # of one check; the largest plan makes some ten promises
CUT = "…"


class Verdict(StrEnum):
    """What came of looking at an answer, or at a part of it."""

    RIGHT = "right"
    NOTED = "noted"  # of sensible form; marked elsewhere
    PARTLY = "partly"
    NOT_YET = "not yet"
    STOPPED = "stopped"  # there is nothing to look at, because code stopped

    @property
    def met(self) -> bool:
        return self in (Verdict.RIGHT, Verdict.NOTED)


@dataclass(frozen=True)
class Part:
    """One thing that was looked at.

    Parameters
    ----------
    what : str
        In the field's words.
    verdict : Verdict
        What came of it.
    say : str
        Why, in a sentence; of what is noted, what was looked at, for instance ``"of sensible size"``.
    slip : str, optional
        The recognized slip's name.
    """

    what: str
    verdict: Verdict
    say: str = ""
    slip: str | None = None


@dataclass(frozen=True)
class Place:
    """The learner's own line at which a cell stopped.

    Parameters
    ----------
    line : int
        Its number, counted from 1.
    text : str
        What it says; "" where that is not known.
    or_above : bool
        Whether the mistake may stand at the end of the line above.
    """

    line: int
    text: str = ""
    or_above: bool = False


@dataclass(frozen=True)
class Bundle(Part):
    """What one check found on the whole, or why a cell stopped.

    Parameters
    ----------
    then : str
        The one next action.
    parts : tuple of Part
        The parts of an answer that is paid in parts.
    promises : tuple of Part
        The promises that a plan is held to.
    slips : tuple of Part
        The slips that a plan shows.
    earned, possible : float, optional
        Points as the check prints them, for its text; nobody is paid by them.
    place : Place, optional
        Where a cell stopped.
    then_first : bool
        Whether the next action is told before the place.
    """

    then: str = ""
    parts: tuple[Part, ...] = ()
    promises: tuple[Part, ...] = ()
    slips: tuple[Part, ...] = ()
    earned: float | None = None
    possible: float | None = None
    place: Place | None = None
    then_first: bool = False

    @property
    def ends_the_cell(self) -> bool:
        """Whether it explains the error that follows: a check that only counts points goes on."""
        return not self.verdict.met and self.possible is None

    @property
    def slip_names(self) -> tuple[str, ...]:
        """The names of all slips that were recognized, in the order in which they are told."""
        told: tuple[Part, ...] = (self, *self.parts, *self.slips)
        return tuple(dict.fromkeys(one.slip for one in told if one.slip))


# ---------------------------------------------------------------- writing


def publish(bundle: Bundle, shell: Any = None) -> None:
    """Display a bundle in the notebook that runs; outside IPython, do nothing.

    Parameters
    ----------
    bundle : Bundle
        What to display; texts beyond what a reader takes are cut.
    shell : InteractiveShell, optional
        Where; the shell that runs if it is left out.
    """
    ipython = sys.modules.get("IPython")  # importing it takes longer than all the checks of a unit
    shell = shell or (ipython.get_ipython() if ipython else None)
    if shell is not None:
        with contextlib.suppress(Exception):  # whatever a notebook did to its displays, the check's text comes through
            shell.display_pub.publish({MIME: as_json(bundle)})


def as_json(bundle: Bundle) -> dict[str, Any]:
    """Return a bundle as JSON has it, within the limits that `from_json` holds it to."""
    data: dict[str, Any] = _within_limits(asdict(bundle))
    return data


def _within_limits(value: Any) -> Any:
    if isinstance(value, str):
        clean = "".join("�" if _is_control(char) else char for char in value[: MAX_TEXT + 1])
        return clean if len(clean) <= MAX_TEXT else clean[: MAX_TEXT - 1] + CUT
    if isinstance(value, Mapping):
        return {name: _within_limits(inside) for name, inside in value.items()}
    if isinstance(value, (tuple, list)):
        return [_within_limits(inside) for inside in value[:MAX_PARTS]]
    return value if value is None or isinstance(value, (bool, int)) else float(value)


def _is_control(char: str) -> bool:
    """Return whether a character steers a terminal, or is none that a file can hold."""
    return char not in "\n\t" and unicodedata.category(char) in ("Cc", "Cs")


# ---------------------------------------------------------------- reading


def from_json(data: Any) -> Bundle | None:
    """Return the bundle that a display holds, or None where it is not of a bundle's shape."""
    try:
        return _bundle(data)
    except (KeyError, TypeError, ValueError):
        return None


def _bundle(data: Any) -> Bundle:
    place = data["place"]
    return Bundle(
        **vars(_part(data)),
        then=_text(data["then"]),
        parts=_parts(data["parts"]),
        promises=_parts(data["promises"]),
        slips=_parts(data["slips"]),
        earned=_number(data["earned"]),
        possible=_number(data["possible"]),
        place=None if place is None else Place(_line(place["line"]), _text(place["text"]), _truth(place["or_above"])),
        then_first=_truth(data["then_first"]),
    )


def _part(data: Any) -> Part:
    slip = data["slip"]
    return Part(
        _text(data["what"]), Verdict(data["verdict"]), _text(data["say"]), None if slip is None else _text(slip)
    )


def _parts(data: Any) -> tuple[Part, ...]:
    if not isinstance(data, list) or len(data) > MAX_PARTS:
        raise ValueError("these are no parts of a check")
    return tuple(_part(one) for one in data)


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > MAX_TEXT or any(map(_is_control, value)):
        raise ValueError("this is no text of a check")
    return value


def _number(value: Any) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise ValueError("this is no number of points")
    return float(value)


def _line(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 10**6:
        raise ValueError("this is no number of a line")
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("this is neither true nor false")
    return value
