"""What every check shares: slips, the kind refusal, the record of comparisons, and the words around them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from course.bundle import Bundle, Verdict, publish
from course.checks.wording import lines

AGAIN = "run that cell with Shift+Enter, then this check again."
CHANGE_IT = f"change your answer above, {AGAIN}"


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
    coarse : bool
        Whether an answer that shows it has no sensible size or form, and so earns nothing of what these earn.
    """

    name: str
    gives: Any
    say: str
    coarse: bool = False


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
        The recognized slip's name.
    formed : bool
        Whether the answer has at least a sensible size or form, for which some checks pay a part.
    """

    def __init__(self, what: str, say: str, then: str, slip: str | None = None, *, formed: bool = False) -> None:
        self.found = Bundle(what, Verdict.NOT_YET, say, slip, then)
        self.formed = formed
        self._displayed = False
        super().__init__("\n".join(lines(self.found)))

    @property
    def slip(self) -> str | None:
        return self.found.slip

    def _render_traceback_(self) -> list[str]:
        """Show the message alone, and display it as data: IPython asks for this before it shows an error.

        It asks again for its history, which is no reason to display the data twice.
        """
        if not self._displayed:
            self._displayed = True
            publish(self.found)
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


_gathered: ContextVar[list[Bundle] | None] = ContextVar("gathered", default=None)


@contextmanager
def gathered() -> Iterator[list[Bundle]]:
    """Gather what checks inside the block find instead of telling it."""
    found: list[Bundle] = []
    token = _gathered.set(found)
    try:
        yield found
    finally:
        _gathered.reset(token)


def tell(found: Bundle) -> None:
    """Print what a check found and display it as data, or leave both to the one who gathers."""
    gatherer = _gathered.get()
    if gatherer is not None:
        gatherer.append(found)
        return
    print("\n".join(lines(found)))
    publish(found)


class Points(float):
    """What a check pays, as the last line of its cell gives it.

    nbgrader reads the number that a cell shows. A learner has read the points in the check's text, and is shown no
    second number.
    """

    def _ipython_display_(self) -> None:
        if not being_graded():
            return
        raise NotImplementedError  # then it is shown as any number


def being_graded() -> bool:
    """Return whether nbgrader grades or validates this notebook: it says so in the environment."""
    return bool(os.environ.get("NBGRADER_EXECUTION"))


def well_done(what: str, then: str) -> None:
    """Tell that a check is passed, and the one next action."""
    tell(Bundle(what, Verdict.RIGHT, then=then))


def noted(what: str, then: str, *, form: str = "") -> None:
    """Tell that an answer has the form that is asked for, that it is marked elsewhere, and the one next action.

    Parameters
    ----------
    form : str
        What was looked at, to follow “Noted”, for instance ``"of sensible size"``.
    """
    tell(Bundle(what, Verdict.NOTED, form, then=then))


def graded_later() -> None:
    """Say, in a check whose figures are hidden, when it is marked and what to do until then."""
    print(
        "This is marked on figures that are not shown here: when you hand in, or now with the button “Check my work” "
        "near the end.\nNext: read on."
    )
