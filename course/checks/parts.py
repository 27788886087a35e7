"""Partial credit with its reasons."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from contextlib import contextmanager

from course.checks.core import AGAIN, LATER, NotYet


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
        self._marked_later = False
        self._possible = 0.0

    @contextmanager
    def part(self, points: float) -> Iterator[None]:
        """Add `points` if the block passes; otherwise keep its message and go on.

        A name that does not exist, because the line that should have made it stopped, costs its own part alone.
        """
        self._possible += points
        try:
            with self._quiet():
                yield
        except NotYet as problem:
            self._lines.append(f"✗ {str(problem).splitlines()[0].removeprefix('Not yet: ')}")
            self._lines.append(str(problem).splitlines()[1])
            self._next = self._next or problem.then
        except NameError as problem:
            self._lines.append(f"✗ {problem.name or 'a name'}")
            self._lines.append("That name holds nothing yet: the line that makes it stopped, or has not been run.")
            self._next = self._next or f"mend the line above at which the answer cell stops, {AGAIN}"
        else:
            self._earned += points

    def earned(self) -> float:
        """Print each part with its reason and the next action; return the points."""
        later = [LATER] if self._marked_later else []
        print("\n".join([*self._lines, *later, f"{self._earned:g} of {self._possible:g} points."]))
        print(f"Next: {self._next or self.then}")
        return self._earned

    @contextmanager
    def _quiet(self) -> Iterator[None]:
        """Keep the first line of what a passed check prints, so that parts do not repeat what follows it."""
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            yield
        lines = said.getvalue().splitlines()
        self._lines.extend(line for line in lines if line.startswith("✓"))
        self._marked_later |= LATER in lines
