"""Partial credit with its reasons."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from contextlib import contextmanager

from course.bundle import Bundle, Part, Verdict
from course.checks.core import AGAIN, NotYet, Points, gathered, tell


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
        self._parts: list[Part] = []
        self._next: str | None = None
        self._earned = 0.0
        self._possible = 0.0

    @contextmanager
    def part(self, points: float, form: float = 0.0) -> Iterator[None]:
        """Add `points` if the block passes; otherwise keep its reason and go on.

        A name that does not exist, because the line that should have made it stopped, costs its own part alone.

        Parameters
        ----------
        points : float
            What a right answer earns.
        form : float
            What a wrong answer still earns that has at least a sensible size or form.
        """
        self._possible += points
        try:
            with gathered() as found, contextlib.redirect_stdout(io.StringIO()):
                yield
        except NotYet as problem:
            missed = problem.found
            say = missed.say.partition("\n")[0]  # a part has a line for its reason
            self._missed(Part(missed.what, missed.verdict, say, missed.slip), missed.then)
            self._earned += form if problem.formed else 0.0
        except NameError as problem:
            say = "That name holds nothing yet: the line that makes it stopped, or has not been run."
            then = f"mend the line above at which the answer cell stops, {AGAIN}"
            self._missed(Part(problem.name or "a name", Verdict.STOPPED, say), then)
        else:
            self._earned += points
            self._parts += [Part(one.what, one.verdict, one.say) for one in found]

    def _missed(self, part: Part, then: str) -> None:
        self._parts.append(part)
        self._next = self._next or then

    def earned(self) -> Points:
        """Tell each part with its reason and the next action; return the points."""
        tell(
            Bundle(
                "",
                self._verdict(),
                then=self._next or self.then,
                parts=tuple(self._parts),
                earned=self._earned,
                possible=self._possible,
            )
        )
        return Points(self._earned)

    def _verdict(self) -> Verdict:
        verdicts = {part.verdict for part in self._parts}
        if all(verdict.met for verdict in verdicts):
            return Verdict.NOTED if Verdict.NOTED in verdicts else Verdict.RIGHT
        return Verdict.PARTLY if self._earned else Verdict.NOT_YET
