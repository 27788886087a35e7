"""What a lab is told as data: its controls, and what it says about one set of their values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from course.decisions.rules import Promise


@dataclass(frozen=True)
class Slider:
    """A labeled native range input.

    Parameters
    ----------
    name : str
        The decision it sets.
    label : str
        What a manager calls it.
    low, high, step, start : float
        In the model's units.
    unit : str
        Shown after the number.
    scale : float
        The number shown is the value times this: 100 shows a share as percent.
    decimals : int
        Of the number shown.
    prefix : str
        Shown before the number, for instance ``"$"``.
    help : str
        One short line under the control.
    signed : bool
        Whether a plus sign is shown.
    """

    name: str
    label: str
    low: float
    high: float
    step: float
    start: float
    unit: str
    scale: float = 1.0
    decimals: int = 0
    prefix: str = ""
    help: str = ""
    signed: bool = False
    kind: str = "slider"


@dataclass(frozen=True)
class Tick:
    """A labeled check box: take it or leave it."""

    name: str
    label: str
    start: bool
    unit: str
    help: str = ""
    kind: str = "tick"


@dataclass(frozen=True)
class Choice:
    """A labeled choice among a few options, each a (value, label) pair."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    start: str
    unit: str = ""
    help: str = ""
    kind: str = "choice"


Control = Slider | Tick | Choice


@dataclass(frozen=True)
class Reading:
    """What a lab says about one set of values.

    Parameters
    ----------
    sentence : str
        What the picture means, in one or two plain sentences; announced to screen readers.
    marks : sequence of (bool or None, str)
        Conditions met or not, with their reason; shown with a sign and a word, never by color alone. None where the
        learner predicts first: then the text is the condition's name alone.
    table : sequence of rows
        The numbers of the picture; the first row is its header.
    """

    sentence: str
    marks: Sequence[tuple[bool | None, str]] = ()
    table: Sequence[Sequence[str]] = ()


def marked(promises: Sequence[Promise]) -> list[tuple[bool | None, str]]:
    """Return the marks of a plan's promises: the name, and after a colon the figures."""
    return [(p.kept, f"{p.name}: {p.say}") for p in promises]
